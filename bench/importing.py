"""Measures the import of a sheet of people: into an empty organisation, and once more, against `check`.

Run it as `python bench/importing.py [PEOPLE] [PROFILE...]`: without a profile, it measures a sheet in
English, and with `all`, each. Figures are CPU seconds, of the command and of what it starts.
TMPDIR=/dev/shm leaves out what a disk costs the kernel, which is much where others write to it as well.
"""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

COMMAND = Path(sys.executable).with_name("wecomplish")
COLUMNS = Path(__file__).parent.parent / "src" / "wecomplish_cli" / "exchange" / "columns.toml"
PROFILES: dict[str, Any] = tomllib.loads(COLUMNS.read_text(encoding="utf-8"))
WANTED = 5
"""The first import takes at most so many times what `check` takes of the result."""


def main(people: int, profile: str) -> int:
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
        _write(root / "staff.csv", sheet(profile, people))
        first, said = _took(root, "import", "people", "staff.csv", "--apply")
        second, again = _took(root, "import", "people", "staff.csv", "--apply")
        checking, _ = _took(root, "check")
    print(f"{profile}: {said.splitlines()[0]} {first:.1f} s")
    print(f"{again.splitlines()[0]} {second:.1f} s")
    print(f"check: {checking:.1f} s; the first import takes {first / checking:.1f} of it (at most {WANTED})")
    return int(first > WANTED * checking or not again.startswith("Nothing to do"))


def sheet(profile: str, people: int) -> list[list[str]]:
    """Rows of people, each led by one above, in the columns that a profile names first."""
    about = {
        key: names[0] for key, names in PROFILES[profile].items() if key not in ("from", "holds", "team")
    }
    rows = [[*about.values()]]
    for number in range(people):
        leader = (
            ""
            if number == 0
            else f"p{number // 10}@x.example"
            if "email" in about
            else f"Åse {number // 10} Ek"
        )
        values = {
            "name": f"Åse {number} Ek",
            "given": f"Åse {number}",
            "family": "Ek",
            "email": f"p{number}@x.example",
            "leaders": leader,
            "status": "active",
            "number": str(10_000 + number),
            "github_login": f"ase{number}",
            "github_id": str(90_000 + number),
        }
        rows.append([values.get(key, "") for key in about])
    return rows


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _took(root: Path, *words: str) -> tuple[float, str]:
    """The CPU seconds of a command, and what it says."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = os.environ | {"WECOMPLISH_ORG": str(root)}
    done = subprocess.run([COMMAND, *words], cwd=root, env=env, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


if __name__ == "__main__":
    asked = sys.argv[2:] or ["english"]
    chosen = [each for each in PROFILES if each != "words"] if asked == ["all"] else asked
    amount = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    raise SystemExit(max([main(amount, each) for each in chosen]))
