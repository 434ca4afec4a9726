"""What is printed as the next command can be run as it is printed: no word in it stands for another."""

from __future__ import annotations

import json
import re
import shlex
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import EXAMPLE, TODAY
from tests.golden.stage import play, repository

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLDEN = Path(__file__).parents[1] / "golden"
ASKED = ("support kari-hansen", "team kari-hansen", "training ola-nordmann", "mentorships ola-nordmann --all")
REPORTS = ("report mentorships", "report familiarity", "report unclear", "report help")
READS = (
    "list",
    "show",
    "training",
    "mentorships",
    "support",
    "suggest",
    "team",
    "history",
    "report",
    "ask-familiarity",
    "match",
    "offboard",
)
WITHOUT_DATA = ("app", "init", "help")
"""Commands that say how others are used, before there is anything to use them on."""
NEXT = re.compile(r"(?:→ `*|: |\"command\": \")(wecomplish [^`\"\n]*)")
A_KIND = 2
"""Commands of each name that are run."""


def commands(value: object) -> Iterator[str]:
    """The commands that are suggested anywhere in the JSON of an answer, or the lines of another format."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from [str(inner)] if key == "command" else commands(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from commands(inner)


def suggested(root: Path) -> dict[str, list[tuple[str, str]]]:
    """The commands suggested to people, by name: each with who it is suggested to."""
    found: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    asked = [("kari-hansen", words) for words in (*ASKED, *REPORTS)]
    asked += [(path.stem, "") for path in sorted((EXAMPLE / "people").glob("*.yaml"))]
    for person, words in asked:
        env = {"WECOMPLISH_AS": person, "WECOMPLISH_TODAY": TODAY}
        said = play(*words.split(), "--format", "json", cwd=root, env=env).stdout
        shown = play(*words.split(), "--format", "md", cwd=root, env=env).stdout if words else ""
        for command in (*commands(json.loads(said)), *re.findall(r"→ `+(wecomplish [^`\n]*)", shown)):
            found[command.split()[1]][person, command] = None
    return {name: [*each] for name, each in found.items()}


@pytest.mark.thorough
def test_each_suggested_command_runs_as_it_is_printed(tmp_path: Path) -> None:
    root = repository(tmp_path / "org")
    found = suggested(root)
    assert len(found) > 8
    for name, each in found.items():
        for person, command in (*each[:A_KIND], *each[-A_KIND:]):
            words = shlex.split(command)[1:]
            dry = [] if name in READS else ["--dry-run"]
            env = {"WECOMPLISH_AS": person, "WECOMPLISH_TODAY": TODAY, "EDITOR": "true"}
            done = play(*words, *dry, cwd=root, env=env)
            # Without a terminal, what a person would be asked is missing.
            asks = done.exit == 2 and re.search("is missing|no level given|no terminal to ask", done.stderr)
            assert done.exit == 0 or asks, (person, command, done)


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_no_suggested_command_has_a_word_that_stands_for_another(stream: str) -> None:
    paths = [path for path in GOLDEN.glob(f"*/*/{stream}") if path.parent.parent.name not in WITHOUT_DATA]
    printed = [(path, command) for path in paths for command in NEXT.findall(path.read_text("utf-8"))]
    assert printed
    assert [each for each in printed if re.search(r"\b[A-Z]{3,}\b", re.sub(r"“.*?”", "", each[1]))] == []
