#!/bin/sh
# Makes a change to a scratch copy of the example organisation on a branch, and writes the comment that its pull
# request would get. The argument is the folder wecomplish is installed in.
set -eu
PATH=$1:$PATH
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset WECOMPLISH_ORG
# The example is set on this day, and changed by its administrator.
export WECOMPLISH_TODAY=2026-06-01 WECOMPLISH_AS=kari-hansen
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8 PYTHONUTF8=1

{
    wecomplish init "$scratch/org" --example
    cd "$scratch/org"
    git -c init.defaultBranch=main init --quiet
    git config user.name Kari
    git config user.email kari@fjord.example
    git add --all
    git commit --quiet --message "The organisation on 1 June"
    git checkout --quiet -b june

    wecomplish add person "Nils Ås" --email nils@fjord.example --leader kari --language nb
    wecomplish hold nils platform-engineer --team platform
    wecomplish assign nils platform-engineer --mentor dariush --target 50 --until +13w
    wecomplish assign lukasz leading-people --mentor ase --target 60 --due +16w
    wecomplish end selamawit platform-engineer --reason "Selamawit moves to another team in July."
    wecomplish answer-help ola rotate-fleet-keys --by bo
    wecomplish indicate ola rotate-fleet-keys understand
    wecomplish offer misaki --closed
    wecomplish rename siri-berg siri
    git add --all
    git commit --quiet --message "June: Nils joins, Łukasz gets a mentor"
} >&2
wecomplish diff main..june --format md
