"""Measures `wecomplish check` of a folder where nothing changed against `git status`, and after one change.

Run it as `python bench/again.py [--write] [PEOPLE ...]`. With `--write`, the table goes into
docs/performance.md. The exit status is 1 where the first ratio is above its limit.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import document
import organisation
from growth import GIT
from reading import run

ROUNDS = 7
LIMIT = 1.8
TICK = 2.5
"""Seconds after which what was written counts as settled."""


def measure(people: int, home: Path) -> tuple[float, float, float, float]:
    """The CPU seconds of `git status` and of a first check, and the two ratios of the table."""
    data = home / "organisation"
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("WECOMPLISH_", "GIT_"))}
    env = plain | {"XDG_STATE_HOME": str(home / "state"), "CI": ""}
    run([sys.executable, organisation.__file__, str(people), data], env)
    for words in (["init", "-qb", "main"], ["add", "-A"], ["commit", "-qm", "Write"]):
        run([*GIT, "-C", data, *words], env)
    check = [Path(sys.executable).with_name("wecomplish"), "check", "-C", data, "--today", "2026-06-01"]
    time.sleep(TICK)
    status = [*GIT, "-C", data, "status"]
    run(status, env)  # It looks again at what is as young as the index, once.
    cold = run(check, env).cpu
    pairs = [(run(status, env).cpu, run(check, env).cpu) for _ in range(ROUNDS)]
    person = next((data / "people").iterdir())
    person.write_bytes(person.read_bytes() + b"# Changed\n")
    time.sleep(TICK)
    changed = run(check, env).cpu
    ratio = statistics.median(warm / git for git, warm in pairs)
    return statistics.median(git for git, _ in pairs), cold, ratio, changed / cold


def main() -> None:
    """Measure the sizes given, print the table, and write it where that is asked for."""
    parser = argparse.ArgumentParser(description="Measure checking again.")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    parser.add_argument("people", metavar="PEOPLE", type=int, nargs="*", default=[1_000, 10_000])
    given = parser.parse_args()
    lines = [
        "| people | `git status` s | first check s | again ÷ `git status` | one file changed ÷ first check |",
        "| ---: | ---: | ---: | ---: | ---: |",
    ]
    last = 0.0
    for people in given.people:
        with tempfile.TemporaryDirectory() as home:
            git, cold, last, changed = measure(people, Path(home))
        lines.append(f"| {people:,} | {git:.2f} | {cold:.2f} | {last:.2f} | {changed:.2f} |")
    print("\n".join(lines))
    if given.write:
        document.put(__file__, lines)
    sys.exit(last > LIMIT)


if __name__ == "__main__":
    main()
