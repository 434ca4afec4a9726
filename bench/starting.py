"""Measures how long commands take on the example organisation, where starting is most of what they do.

Run it as `python bench/starting.py [--write]`: a table of CPU seconds as multiples of those of
`python -c pass`; each is the median of ratios measured in turn. The tab key is also pressed in an
organisation of 10,000 people. With `--write`, the table goes into docs/performance.md.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

import document
import organisation
from growth import GIT
from reading import run

EXAMPLE = Path(__file__).parents[1] / "examples" / "org"
ROUNDS = 9
COMMANDS = (
    *("--version", "--help", "assign --help", "report mentorships --help"),
    *("mentorships ola-nordmann", "check --no-cache", "check", "report mentorships", ""),
    "indicate ola-nordmann roles/platform-engineer/review-changes understand --dry-run",
)
TABS = ("mentorships a", "assign ola-nordmann roles/", "indicate ola-nordmann ")
"""What is typed when the tab key is pressed; of somebody who is not there, everything is offered."""
MANY = 10_000


def table(folder: Path, large: Path) -> list[str]:
    """The lines of the table, of the example organisation in a folder, and of a large one in another."""
    wecomplish = Path(sys.executable).with_name("wecomplish")
    plain = {key: value for key, value in os.environ.items() if not key.startswith("WECOMPLISH_")}
    settled = plain | {
        "WECOMPLISH_ORG": str(folder),
        "WECOMPLISH_TODAY": "2026-06-01",
        "WECOMPLISH_AS": "ingrid-halvorsen",
        "COLUMNS": "80",
    }
    measured = {f"`wecomplish {words}`".replace(" `", "`"): ([*words.split()], settled) for words in COMMANDS}
    tabs = {**settled, "_WECOMPLISH_COMPLETE": "words"}
    for place, org in (("", folder), (f", with {MANY:,} people", large)):
        env = {**tabs, "WECOMPLISH_ORG": str(org)}
        measured |= {
            f"`wecomplish {words}` and the tab key{place}": (words.split(" "), env) for words in TABS
        }
    ratios: dict[str, list[float]] = {name: [] for name in measured}
    for _ in range(ROUNDS):
        bare = run([sys.executable, "-c", "pass"], settled).cpu
        for name, (words, env) in measured.items():
            ratios[name].append(run([wecomplish, *words], env, expected=(0, 1)).cpu / bare)
    rows = [f"| {name} | {statistics.median(found):.1f} |" for name, found in ratios.items()]
    return ["| command | times `python -c pass` |", "| --- | ---: |", *rows]


def main() -> None:
    """Measure, print the table, and write it into the document where that is asked for."""
    parser = argparse.ArgumentParser(description="Measure how long commands take to start.")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "organisation"
        shutil.copytree(EXAMPLE, data)
        for words in (["init", "-qb", "main"], ["add", "-A"], ["commit", "-qm", "Write"]):
            run([*GIT, "-C", data, *words], dict(os.environ))
        large = Path(folder) / "large"
        organisation.write_organisation(large, MANY)
        lines = table(data, large)
    print("\n".join(lines))
    if given.write:
        document.put(__file__, lines)


if __name__ == "__main__":
    main()
