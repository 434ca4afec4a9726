"""Measures the import of a sheet of people: into an empty organisation, and once more, against `check`.

Run it as `python bench/importing.py [PEOPLE]`. Figures are CPU seconds, of the command and of what it starts.
"""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

COMMAND = Path(sys.executable).with_name("wecomplish")
WANTED = 5
"""The first import takes at most so many times what `check` takes of the result."""


def main(people: int) -> int:
    """Import so many people twice, and check the result; 1 where it takes too long, or changes too much."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "people").mkdir()
        settings = "format: 1\norganization: Big\nadministrators: [ada]\n"
        (root / "wecomplish.yaml").write_text(settings, encoding="utf-8")
        (root / "people" / "ada.yaml").write_text("name: Ada\nemail: ada@x.example\n", encoding="utf-8")
        for words in (["init", "-q"], ["config", "user.email", "ada@x.example"], ["add", "-A"]):
            subprocess.run(["git", *words], cwd=root, check=True)  # noqa: S607 - found on PATH, as elsewhere
        commit = ["git", "-c", "user.name=Ada", "commit", "-qm", "Begin"]
        subprocess.run(commit, cwd=root, check=True)
        _sheet(root / "staff.csv", people)
        first, said = _took(root, "import", "people", "staff.csv", "--apply")
        second, again = _took(root, "import", "people", "staff.csv", "--apply")
        checking, _ = _took(root, "check")
    print(f"{said.splitlines()[0]} {first:.1f} s")
    print(f"{again.splitlines()[0]} {second:.1f} s")
    print(f"check: {checking:.1f} s; the first import takes {first / checking:.1f} of it (at most {WANTED})")
    return int(first > WANTED * checking or not again.startswith("Nothing to do"))


def _sheet(path: Path, people: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["First name", "Last name", "Work email", "Manager", "Employee number"])
        for number in range(people):
            leader = "" if number == 0 else number // 10
            rows.writerow([f"Åse {number}", "Nordmann", f"p{number}@x.example", leader, number])


def _took(root: Path, *words: str) -> tuple[float, str]:
    """The CPU seconds of a command, and what it says."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = os.environ | {"WECOMPLISH_ORG": str(root)}
    done = subprocess.run([COMMAND, *words], cwd=root, env=env, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
