#!/usr/bin/env bash
# The unit tests with the oldest dependencies that we allow, and with the newest Python that can be had.
set -euo pipefail
cd "$(dirname "$0")/.."
unit() {
  local name=$1 python=$2 venv
  shift 2
  echo "Unit tests with $name: $("$python" --version)"
  venv=$(mktemp -d)
  "$python" -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@" --editable '.[calendar,xlsx]' --group unit
  "$venv/bin/python" -m pytest -n 2 --dist worksteal tests/derive tests/yamltext tests/rules tests/reports tests/test_golden.py
  rm -rf "$venv"
}
oldest=$(mktemp)
.venv/bin/python tools/oldest.py >"$oldest"
unit "the oldest dependencies" .venv/bin/python --constraint "$oldest"
rm "$oldest"
newest=
for minor in 14 13 12; do
  for python in "python3.$minor" "${PYENV_ROOT:-$HOME/.pyenv}/versions/3.$minor".*/bin/python3; do
    if [ -z "$newest" ] && "$python" --version >/dev/null 2>&1; then newest=$python; fi
  done
done
if [ -n "$newest" ]; then
  unit "a newer Python" "$newest"
else
  echo "SKIPPED: no Python newer than 3.11 can be had here, so NONE was tested" >&2
fi
