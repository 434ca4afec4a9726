#!/bin/sh
# Walks through most of the tool on a scratch copy of the example organisation; the argument is the folder it
# is installed in. `demo.sh` beside it tells a short story.
set -eu
PATH=$1:$PATH
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset WECOMPLISH_ORG
# The example is set on this day, and told by its administrator.
export WECOMPLISH_TODAY=2026-06-01 WECOMPLISH_AS=kari-hansen
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8 PYTHONUTF8=1

tell() { printf '\n# %s\n' "$1"; }
run() {
    printf '$'
    for word; do
        case $word in *[\ \?]*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    printf '\n'
    status=0
    "$@" 2>&1 || status=$?
}
must() { run "$@"; [ "$status" -eq 0 ] || exit "$status"; }

tell "Fjord Robotics keeps its people and mentorships as YAML in git. A scratch copy of it:"
must wecomplish init "$scratch/org" --example
cd "$scratch/org"
git -c init.defaultBranch=main init --quiet
git config user.name Kari
git config user.email kari@fjord.example
git add --all
git commit --quiet --message "The organisation on 1 June"

tell "Is the data in order?"
must wecomplish check

tell "Łukasz has just begun to lead people, and the first mentor who was asked said no. What about Solveig?"
run wecomplish assign lukasz leading-people --mentor solveig --target 60 --due +16w
[ "$status" -eq 1 ] || exit 1

tell "Nothing was written. Åse has a place free. First a look at the change, then the change:"
must wecomplish assign lukasz leading-people --mentor ase --target 60 --due +16w --dry-run
must wecomplish assign lukasz leading-people --mentor ase --target 60 --due +16w

tell "Łukasz asks for help, and Åse sees it before all else:"
must wecomplish request-help lukasz "hard thing" --question "How do I begin when I do not know how it will end?"
must wecomplish mentorships ase --format table

tell "All of this is text that can be reviewed, and the newest step can be taken back:"
must git status --short
must wecomplish undo

tell "Without a command: what needs whoever asks. Per has a request for help, and familiarity to review:"
export WECOMPLISH_AS=per-olsen
must wecomplish --format table
must wecomplish answer-help ola rotate-fleet-keys
must wecomplish review ola platform-engineer --outcome adjust --observed rotate-fleet-keys=understand

tell "Ola writes down what came of it, so that the next one need not ask:"
export WECOMPLISH_AS=ola-nordmann
must wecomplish insight from-help me rotate-fleet-keys --publish --title "Keys that expire at sea" \
    --body "The robot stays out until it is in port; renew the week before it leaves."
must wecomplish training me platform-engineer --format table

tell "Kari leads the team. Who waits, who is stuck, whom should she ask?"
export WECOMPLISH_AS=kari-hansen
must wecomplish support selamawit --format table
must wecomplish ask-familiarity per

tell "What this changed for people is told by mail once it is merged. Here it is only printed:"
git add --all
git commit --quiet --message "Help given, and a review"
must wecomplish notify --base HEAD~1 --channel text

tell "Somebody new: no YAML by hand, and each step can be a commit of its own:"
must wecomplish add person "Nils Ås" --email nils@fjord.example --leader kari --language nb
must wecomplish hold nils platform-engineer --team platform
must wecomplish rename nils-as nils --commit -m "Nils joins the platform team"
must git show --stat --format=%s

tell "How is the whole network doing?"
must wecomplish report mentorships --format table

tell "Still in order:"
must wecomplish check
