"""Measures a cold `wecomplish check` against PyYAML merely parsing the same files.

Run it as `python bench/reading.py [PEOPLE ...]`. The exit status is 1 where a figure is above its limit.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import organisation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RUNS = 3
RATIO_LIMIT = 0.75
MEMORY_LIMIT = 20
MEMORY_JUDGED_FROM = 10_000
"""People; in a smaller organisation most of the memory is the interpreter's own."""

PARSE = """
import os, sys, yaml
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        if name.endswith(".yaml"):
            with open(os.path.join(folder, name), "rb") as file:
                yaml.load(file.read(), Loader=yaml.CSafeLoader)
"""
FINDING = re.compile(r"\bWC\d{3}\b")


@dataclass(frozen=True)
class Cost:
    """What a command used and printed.

    CPU seconds include its child processes; memory is the peak in kB of the largest process.
    """

    cpu: float
    memory: float
    output: str
    clock: float
    """Seconds that somebody waits for it."""


@dataclass(frozen=True)
class Figures:
    """One line of the table: the best CPU seconds of parsing and checking, and the check's peak in kB."""

    people: int
    files: int
    parse: float
    check: float
    memory: float

    @property
    def ratio(self) -> float:
        """The check's CPU time over that of parsing."""
        return self.check / self.parse

    @property
    def memory_per_person(self) -> float:
        """The check's peak memory in kB per person."""
        return self.memory / self.people

    @property
    def above_limit(self) -> bool:
        """Whether time is above its limit, or memory in an organisation large enough to judge it."""
        too_large = self.people >= MEMORY_JUDGED_FROM and self.memory_per_person > MEMORY_LIMIT
        return self.ratio > RATIO_LIMIT or too_large


def run(
    command: Sequence[str | Path],
    environment: Mapping[str, str],
    expected: Sequence[int] = (0,),
    folder: Path | None = None,
) -> Cost:
    """Run a command and say what it cost; it may end in any way that is expected.

    Raises:
        SystemExit: the command failed; the message has its output.
    """
    began = perf_counter()
    with tempfile.TemporaryFile() as printed:
        process = subprocess.Popen(
            command, env=environment, stdout=printed, stderr=subprocess.STDOUT, cwd=folder
        )
        _, status, usage = os.wait4(process.pid, 0)
        clock = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        output = printed.read().decode(errors="replace")
    if process.returncode not in expected:
        name = Path(command[0]).name
        raise SystemExit(f"{output}\n{name} stopped with exit status {process.returncode}")
    # Linux counts in units of 1024 bytes, macOS in bytes.
    memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1000
    return Cost(usage.ru_utime + usage.ru_stime, memory, output, clock)


def measure(people: int, folder: Path) -> Figures:
    """Measure a new organisation written to a folder in the one given; parsing and checking take turns.

    Raises:
        SystemExit: `wecomplish` is not installed beside this Python, failed, or has a finding.
    """
    wecomplish = Path(sys.executable).with_name("wecomplish")
    if not wecomplish.exists():
        raise SystemExit(f"{wecomplish} is not there: install the project beside this Python first")
    data = folder / "organisation"
    plain = {key: value for key, value in os.environ.items() if not key.startswith("WECOMPLISH_")}
    plain.pop("PYTHONDONTWRITEBYTECODE", None)
    # In a process of its own: the peak memory of a child is never less than its parent's was.
    run([sys.executable, organisation.__file__, str(people), data], plain)
    parsed, checked = [], []
    for number in range(RUNS):
        parsed.append(run([sys.executable, "-c", PARSE, data], plain))
        # With a state folder of its own, nothing is remembered, and what is found is kept as it is for users.
        cold = plain | {"CI": "", "XDG_STATE_HOME": str(folder / f"state-{number}")}
        checked.append(run([wecomplish, "check", "-C", data, "--today", str(organisation.TODAY)], cold))
        if FINDING.search(checked[-1].output):
            raise SystemExit(f"{checked[-1].output}\nthe organisation is not free of findings")
    return Figures(
        people,
        sum(1 for _ in data.rglob("*.yaml")),
        min(cost.cpu for cost in parsed),
        min(cost.cpu for cost in checked),
        max(cost.memory for cost in checked),
    )


def main() -> None:
    """Measure the sizes given and print a line for each."""
    parser = argparse.ArgumentParser(description="Measure a cold check against merely parsing.")
    parser.add_argument("people", metavar="PEOPLE", type=int, nargs="*", default=[1_000, 10_000])
    failed = False
    print("people   files  CSafeLoader s  check s  ratio  limit  kB/person  limit")
    for people in parser.parse_args().people:
        with tempfile.TemporaryDirectory() as folder:
            one = measure(people, Path(folder))
        limit = MEMORY_LIMIT if people >= MEMORY_JUDGED_FROM else "-"
        print(
            f"{one.people:6} {one.files:7} {one.parse:14.2f} {one.check:8.2f} {one.ratio:6.2f} "
            f"{RATIO_LIMIT:6.2f} {one.memory_per_person:10.1f} {limit:>6}",
            flush=True,
        )
        failed = failed or one.above_limit
    sys.exit(failed)


if __name__ == "__main__":
    main()
