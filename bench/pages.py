"""Measures writing a whole site against `wecomplish check` of the same data, and the size of its first page.

Run it as `python bench/pages.py [--write] [PEOPLE ...]`. With `--write`, the table goes into
docs/performance.md.
The exit status is 1 where a figure is above its limit.
"""

from __future__ import annotations

import argparse
import gzip
import os
import sys
import tempfile
from pathlib import Path

import document
import organisation
import wecomplish_cli
from reading import run

LIMITS = {1_000: 3.0, 2_000: 5.0, 10_000: 5.0}
"""How much longer than `check` the site may take, by people."""
LARGEST, COMPRESSED = 3_000, 300
"""Kilobytes of the manager's page of 2,000 people: as it is, and as a server sends it."""
RUNS = 3


def measure(people: int, folder: Path) -> tuple[str, bool]:
    """The line of the table of an organisation of so many, and whether a figure is above its limit."""
    data = folder / "organisation"
    organisation.write_organisation(data, people, False, 1)
    wecomplish = Path(sys.executable).with_name("wecomplish")
    plain = {key: value for key, value in os.environ.items() if not key.startswith("WECOMPLISH_")}
    # Who installs the tool has it compiled.
    plain.pop("PYTHONDONTWRITEBYTECODE", None)
    run([sys.executable, "-m", "compileall", "-q", *wecomplish_cli.__path__], plain)
    common = ["-C", data, "--today", str(organisation.TODAY)]
    checked, written = [], []
    # In turns, so that both meet the same machine.
    for number in range(RUNS if people < max(LIMITS) else 1):
        # Neither knows anything of an earlier run.
        cold = plain | {
            name: str(folder / f"{name}-{number}") for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME")
        }
        site = folder / f"site-{number}"
        checked.append(run([wecomplish, "check", *common], cold))
        written.append(run([wecomplish, "site", "-o", site, *common], cold))
    checking, writing = (min(each.cpu for each in costs) for costs in (checked, written))
    waiting, waited = (min(each.clock for each in costs) for costs in (checked, written))
    ratio = waited / waiting
    page = (site / "index.html").read_bytes()
    whole, sent = len(page) / 1000, len(gzip.compress(page)) / 1000
    above = ratio > LIMITS.get(people, max(LIMITS.values()))
    too_large = people == 2_000 and (whole > LARGEST or sent > COMPRESSED)
    cells = f"{checking:.2f} | {writing:.2f} | {writing / checking:.1f} | {waiting:.2f} | {waited:.2f}"
    cells += f" | {ratio:.1f} | {whole:,.0f} | {sent:,.0f}"
    return f"| {people:,} | {cells} |", above or too_large


def main() -> None:
    """Measure the sizes given, print the table, and write it into the document where that is asked for."""
    parser = argparse.ArgumentParser(description="Measure the site against a check of the same data.")
    parser.add_argument("people", metavar="PEOPLE", type=int, nargs="*", default=[*LIMITS])
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    given = parser.parse_args()
    lines = [
        "| people | check CPU s | site CPU s | ratio | check s | site s | ratio | first page kB | sent kB |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    failed = False
    for people in given.people:
        with tempfile.TemporaryDirectory() as folder:
            line, above = measure(people, Path(folder))
        lines.append(line)
        failed = failed or above
    print("\n".join(lines))
    if given.write:
        document.put(__file__, lines)
    sys.exit(failed)


if __name__ == "__main__":
    main()
