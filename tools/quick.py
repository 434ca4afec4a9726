"""Runs the tests of what differs from the last commit: changed tests, and the mirrors of changed modules."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
SOURCE = Path("src/wecomplish_cli")


def changed() -> list[Path]:
    """List the files that differ from the last commit, new ones too."""
    listing = subprocess.run(
        ["git", "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames"],
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
    ).stdout
    return [Path(entry[3:]) for entry in listing.split("\0") if entry]


def tests_of(path: Path) -> list[str]:
    """Find what tests a file: the file itself, its mirror in `tests/`, and the golden cases of a command."""
    if path.suffix != ".py":
        return []
    if path.parts[0] == "tests" and path.name.startswith("test_"):
        return [str(path)]
    if not path.is_relative_to(SOURCE):
        return []
    within = path.relative_to(SOURCE)
    mirror = Path("tests") / within.parent / f"test_{within.name}"
    golden = Path("tests/golden") / within.stem.replace("_", "-")
    found = [str(mirror)] if (REPOSITORY / mirror).exists() else []
    if within.parts[:2] == ("cli", "commands") and (REPOSITORY / golden).is_dir():
        found.append(f"tests/test_golden.py::test_golden[{golden.name}/")
    return found


def main() -> int:
    """Run them, golden cases by the beginning of their names; returns pytest's exit status."""
    wanted = sorted({test for path in changed() if (REPOSITORY / path).exists() for test in tests_of(path)})
    files = [test for test in wanted if "[" not in test]
    commands = [test.partition("[")[2] for test in wanted if "[" in test]
    runs = [files] if files else []
    if commands:
        runs.append(["tests/test_golden.py", "-m", "", "-k", " or ".join(commands)])
    if not runs:
        print("No test mirrors what you changed.")
    pytest = [sys.executable, "-m", "pytest", "-n", "2"]
    return max(
        (subprocess.run([*pytest, *run], cwd=REPOSITORY, check=False).returncode for run in runs), default=0
    )


if __name__ == "__main__":
    raise SystemExit(main())
