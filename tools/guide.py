"""Writes what the commands of a guide print below them, so that its screens are never out of date.

A block that begins with "```console N" shows at most N lines of each answer.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
BLOCK = re.compile(r"^```console( \d+)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = ("report", "suggest", "match", "portrait")
"""Commands whose answer is shown as on a terminal of 80 columns."""


def filled(name: str) -> str:
    """The guide of this name beside this file, with what each of its commands prints.

    Raises:
        SystemExit: if a command fails.
    """
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "org"
        shutil.copytree(REPOSITORY / "examples" / "org", root)
        git = ("git", "-c", "user.name=Kari", "-c", "user.email=kari@fjord.example")
        for words in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "As it is")):
            subprocess.run([*git, *words], cwd=root, env=_environment(Path(folder)), check=True)
        return BLOCK.sub(lambda block: _block(root, block), text)


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WECOMPLISH_", "GIT_"))}
    day = "2026-06-01T12:00:00Z"
    return kept | {
        "HOME": str(home),
        "XDG_STATE_HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": day,
        "GIT_COMMITTER_DATE": day,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONUTF8": "1",
        "COLUMNS": "80",
        "WECOMPLISH_TODAY": "2026-06-01",
        "WECOMPLISH_AS": "kari-hansen",
    }


def _block(root: Path, block: re.Match[str]) -> str:
    most = int(block[1]) if block[1] else None
    parts = [_answered(root, line, most) for line in block[2].splitlines()]
    return "```console\n" + "\n".join(parts) + "\n```"


def _answered(root: Path, line: str, most: int | None) -> str:
    command = line.removeprefix("$ ")
    words = command.split()
    reads = (
        words[0] == "wecomplish" and words[1] in SHOWN and not re.search("--(check|apply|format)", command)
    )
    done = subprocess.run(  # noqa: S602 - the commands are this repository's own
        f"{command}{' --format table' if reads else ''} 2>&1",
        shell=True,
        cwd=root,
        env=_environment(root.parent),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{line}\n{done.stdout}")
    lines = done.stdout.rstrip("\n").split("\n") if done.stdout else []
    cut = [*lines[:most], "…"] if most and len(lines) > most else lines
    return "\n".join([line, *cut])
