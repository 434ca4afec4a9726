"""Sets of data made to keep a command busy: each command has to be done with each of them in time.

A set is what a change adds to a small organisation: one file as large as a file may be, or thousands. Each
is run as it is, and mutated: without its blank lines, with its entries in the opposite order, with everything
that it refers to misspelled, or with every reference in upper case. Limits are of processor time and memory.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import COMMAND, TODAY, git, quiet_environment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.stress.costly_sets import Files

MOST_SECONDS = 5.0
"""Of processor time, for one command."""
MOST_MEMORY = 500 << 20
"""Bytes, for one command."""

WORST: dict[str, tuple[str, ...]] = {
    "400 earlier records, crowded": ("check", "rename people/bo bob --dry-run", "check --fix"),
    "9,000 goals": ("diff main..HEAD",),
    "15,000 assignments of which all are expected": ("check",),
    "one mentor of 3,000": ("check", "report mentorships"),
    "2,000 mentees of one, and 600 others who could mentor them": ("offboard cy", "offboard cy --plan -"),
    "2,000 who look for a mentor, and 600 who join as mentors": ("match p", "report programme p"),
    "20,000 unknown goals in a check-in": ("check",),
    "20,000 unknown resources": ("check",),
    "names of 500 KB in circles": ("check",),
    "a name of 1 MB with 8,000 indications": ("check", "authorize --base main --actor github:2"),
    "10,000 co-mentors": ("codeowners",),
    "3,000 co-mentors who are leaders": ("notify --base main --dry-run",),
}
"""The sets and commands of the short form: those that once took the longest."""
COMMANDS = (
    "check",
    "diff main..HEAD",
    "check --base main --format json",
    "authorize --base main --actor github:2",
    "report mentorships --format json",
    "report familiarity",
    "report help",
    "report unclear",
    "mentorships bo",
    "mentorships cy",
    "training bo",
    "support bo",
    "history bo",
    "suggest bo roles/r",
    "offboard cy --format json",
    "portrait bo",
    "agenda bo roles/r",
    "calendar bo",
    "report gaps",
    "report progress",
    "report network",
    "report thanks",
    "export person bo",
    "digest bo --dry-run",
    "forms",
    "codeowners",
    "notify --base main --dry-run",
    "hold bo roles/r --dry-run",
    "rename people/bo bob --dry-run",
    "check --fix",
)
"""What is run on every set; what changes the files comes last."""

LAUNCHER = """
import json, resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
with open(sys.argv[1], "wb") as printed:
    done = subprocess.run(sys.argv[2:], stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.STDOUT)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024]))
"""
"""Runs a command from a small process: the peak memory of a child is never less than its parent's was."""


@dataclass(frozen=True)
class Cost:
    """How a command ended, what it cost with all that it started, and the end of its output."""

    exit: int
    seconds: float
    memory: int
    printed: str


@dataclass(frozen=True)
class Figures:
    """What the commands cost."""

    runs: int = 0
    most_seconds: float = 0.0
    """Of processor time, for one command; `most_mebibytes` likewise."""
    most_mebibytes: int = 0

    def __add__(self, other: Figures) -> Figures:
        seconds = max(self.most_seconds, other.most_seconds)
        return Figures(self.runs + other.runs, seconds, max(self.most_mebibytes, other.most_mebibytes))


def run(amount: int) -> Figures:
    """Run every command on so many of the sets, each as it is and mutated.

    Raises:
        AssertionError: at the first that takes too long or too much memory, or ends in a traceback.
    """
    from tests.stress.costly_sets import MUTATED, SETS

    figures = Figures()
    for name in [*SETS, *MUTATED][:amount]:
        with tempfile.TemporaryDirectory() as folder:
            figures += one(name, Path(folder), COMMANDS)
    return figures


def one(name: str, folder: Path, commands: Iterable[str]) -> Figures:
    """Run commands on one set; raises as `run`."""
    from tests.stress.costly_sets import MUTATED, SETS

    figures = Figures()
    prepare(folder, SETS.get(name) or MUTATED[name])
    for command in commands:
        cost = measured(command, folder)
        said = f"{name}: {command}: {cost}"
        assert cost.exit in (0, 1, 3, 4), said
        assert "Traceback" not in cost.printed, said
        assert cost.seconds <= MOST_SECONDS, said
        assert cost.memory <= MOST_MEMORY, said
        figures += Figures(1, cost.seconds, cost.memory >> 20)
    return figures


def prepare(folder: Path, files: Files) -> None:
    """Write the small organisation to a repository, and in a change what a set adds."""
    from tests.stress.costly_sets import SMALL

    _write(folder, SMALL)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Begin")
    git(folder, "checkout", "-qb", "change")
    _write(folder, files)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Add")


def _write(folder: Path, files: Files) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())


def measured(command: str, folder: Path) -> Cost:
    """Run a command in a folder, and say what it cost."""
    with tempfile.NamedTemporaryFile() as printed:
        done = subprocess.run(
            [sys.executable, "-c", LAUNCHER, printed.name, COMMAND, *command.split()],
            cwd=folder,
            env=quiet_environment(folder) | {"WECOMPLISH_TODAY": TODAY, "WECOMPLISH_AS": "ada"},
            capture_output=True,
            check=True,
        )
        printed.seek(0, 2)
        printed.seek(max(printed.tell() - 2000, 0))
        code, seconds, memory = json.loads(done.stdout)
        return Cost(code, seconds, memory, printed.read().decode(errors="replace"))
