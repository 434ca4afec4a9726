"""Writes what the commands of a guide print below them, so that its screens are never out of date.

A block that begins with "```console N" shows at most N lines of each answer. The last command of one with
"```console red" finds something wrong.
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
BLOCK = re.compile(r"^```console( \d+)?( red)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = ("report", "suggest", "match", "offboard", "portrait", "agenda")
"""Commands whose answer is shown as on a terminal of 80 columns."""
INSTALLED = Path(sys.executable).parent
"""Where the `wecomplish` of this environment is."""
PLATFORMS = ("github.com", "gitlab.com")
REPOSITORY_THERE = "bakery/mentoring"


class Place:
    """Where the commands of a guide are run, one after the other: a folder, and the environment."""

    def __init__(self, home: Path, tools: Path, **environment: str) -> None:
        """Use a folder as home, and the `wecomplish` in the folder of `tools`."""
        self.home, self.here = home, home
        self.environment = _environment(home, tools) | environment

    def fill(self, text: str) -> str:
        """A guide, with what each of its commands prints."""
        return BLOCK.sub(self._block, text)

    def _block(self, block: re.Match[str]) -> str:
        lines = block[3].splitlines()
        most = int(block[1]) if block[1] else None
        parts = [self._answered(line, most, int(bool(block[2]) and line is lines[-1])) for line in lines]
        return "```console\n" + "\n".join(parts) + "\n```"

    def _answered(self, line: str, most: int | None, wanted: int) -> str:
        command = line.removeprefix("$ ")
        if command.startswith("cd "):
            self.here = (self.here / command.removeprefix("cd ")).resolve()
            return line
        done = self.run(f"{command}{' --format table' if _reads(command) else ''} 2>&1")
        if done.returncode != wanted:
            raise SystemExit(f"{line}\nended with {done.returncode}\n{done.stdout}")
        said = re.sub(r"\(\d+\.\d s\)", "(0.1 s)", done.stdout.replace(f"{self.home}/", "https://"))
        lines = said.rstrip("\n").split("\n") if said else []
        cut = [*lines[:most], "…"] if most and len(lines) > most else lines
        return "\n".join([line, *cut])

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a line of a shell."""
        return subprocess.run(  # noqa: S602 - the commands are this repository's own
            command,
            shell=True,
            cwd=self.here,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


def filled(name: str, tools: Path = INSTALLED) -> str:
    """The guide of this name beside this file, with what each of its commands prints.

    Raises:
        SystemExit: if a command does not end as it should.
    """
    with tempfile.TemporaryDirectory() as folder:
        return GUIDES[name](Path(folder), tools).fill(text(name))


def text(name: str) -> str:
    """The guide of this name, as it is written."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def in_the_example(folder: Path, tools: Path) -> Place:
    """A copy of the example organisation, all committed, for its programme manager."""
    place = Place(folder, tools, WECOMPLISH_AS="kari-hansen")
    place.here = folder / "org"
    shutil.copytree(REPOSITORY / "examples" / "org", place.here)
    git = "git -c user.name=Kari -c user.email=kari@fjord.example"
    place.run(f"{git} init --quiet && {git} add --all && {git} commit --quiet --message 'As it is'")
    return place


def from_nothing(folder: Path, tools: Path) -> Place:
    """An empty folder, where each platform has an empty repository."""
    place = Place(folder, tools)
    settings = "[init]\n  defaultBranch = main\n[user]\n  useConfigOnly = true\n"
    for platform in PLATFORMS:
        there = folder / platform / REPOSITORY_THERE
        place.run(f"git init --quiet --bare --initial-branch=main '{there}'")
        settings += f'[url "{folder}/{platform}/"]\n  insteadOf = https://{platform}/\n'
    (folder / ".gitconfig").write_text(settings, encoding="utf-8")
    place.here = folder / "work"
    place.here.mkdir()
    return place


GUIDES = {"programme.md": in_the_example, "getting-started.md": from_nothing}
"""Each guide, and where its commands are run."""


def _reads(command: str) -> bool:
    words = command.split()
    if words == ["wecomplish"]:
        return True
    shown = words[0] == "wecomplish" and (words[1] in SHOWN or words[1:3] == ["programme", "calibrate"])
    return shown and not re.search("--(check|apply|format)", command)


def _environment(home: Path, tools: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WECOMPLISH_", "GIT_"))}
    day = "2026-06-01T12:00:00Z"
    return kept | {
        "HOME": str(home),
        "XDG_STATE_HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": day,
        "GIT_COMMITTER_DATE": day,
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONUTF8": "1",
        "COLUMNS": "80",
        "WECOMPLISH_TODAY": "2026-06-01",
    }
