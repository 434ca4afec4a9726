#!/bin/sh
# Tells a short story on a scratch copy of the example organisation. The arguments are the folder that the tool
# is installed in, and where its pages are written. On a terminal, it stops where something is worth seeing.
set -eu
PATH=$1:$PATH
pages=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset WECOMPLISH_ORG
# The example is set on this day.
export WECOMPLISH_TODAY=2026-06-01
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8 PYTHONUTF8=1

tell() { printf '\n# %s\n' "$1"; }
stop() { if [ -t 0 ] && [ -t 1 ]; then printf '\n[Enter goes on]'; read -r _; fi; }
run() {
    printf '$'
    for word; do
        case $word in *[\ \?]*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    printf '\n'
    "$@" 2>&1
}

wecomplish init "$scratch/org" --example >"$scratch/said" 2>&1
cd "$scratch/org"
git -c init.defaultBranch=main init --quiet
git config user.name Kari
git config user.email kari@fjord.example
git add --all
git commit --quiet --message "The organisation on 1 June"

tell "Per mentors three people at Fjord Robotics. What needs him today?"
export WECOMPLISH_AS=per-olsen
run wecomplish --format table
stop

tell "Ola asked him for help, and they have just talked:"
run wecomplish answer-help ola rotate-fleet-keys
stop

tell "Kari runs the programme. Łukasz has just begun to lead people; who could mentor him?"
export WECOMPLISH_AS=kari-hansen
run wecomplish suggest lukasz leading-people --top 2 --format table
stop

tell "She gives him a mentor. The data is checked first, and undo would take it back:"
run wecomplish assign lukasz leading-people --mentor ase --target 60 --due +16w --commit
stop

tell "All of this is text in git. This is what a reviewer reads before it takes effect:"
run wecomplish diff HEAD~1
stop

tell "And the whole programme, as pages for those who would rather look than type:"
rm -rf "$pages"
run wecomplish site -o "$pages"
wecomplish report mentorships --format html -o "$pages/report.html"
printf '\nOpen  %s\nand   %s\n' "$pages/index.html" "$pages/report.html"
printf 'make tour shows most of the other commands.\n'
