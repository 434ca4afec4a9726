"""Every command that prints, on next to nothing and on the example, in every width, without a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_all_commands import WRITING, all_commands, options_of
from tests.conftest import TODAY
from tests.golden.stage import BAKERY, play, repository
from tests.render.test_widths import ALONE, EMPTY, WIDTHS

if TYPE_CHECKING:
    from pathlib import Path

READING = {
    "training": "training ola",
    "agenda": "agenda ola",
    "calendar": "calendar me",
    "help": "help assign",
    "explain": "explain WC201",
    "mentorships": "mentorships per",
    "suggest": "suggest aino",
    "goal list": "goal list ola",
    "programme invite": "programme invite",
    "programme calibrate": "programme calibrate",
    "ask-familiarity": "ask-familiarity ola",
    "list": "list people",
    "show": "show per",
    "team": "team kari",
    "support": "support ola",
    "portrait": "portrait per",
    "history": "history ola",
    "site": "site",
    "export person": "export person ola",
    "edit": "edit nothing",
    "submit": "submit --dry-run",
    "init": "init",
    "diff": "diff HEAD",
    "doctor": "doctor",
    "notify": "notify --base HEAD --channel text",
    "digest": "digest me --channel text",
    "forms": "forms",
    "intake": "intake --help",
    "schema": "schema mentorship",
    "codeowners": "codeowners",
    "authorize": "authorize --base HEAD --actor github:1",
    **{f"report {of}": f"report {of}" for of in ("mentorships", "gaps", "familiarity", "unclear", "help")},
    **{f"report {of}": f"report {of}" for of in ("programme", "progress", "network", "thanks")},
    **{f"export {of}": f"export {of}" for of in ("me", "people", "mentorships", "familiarity", "help")},
    **{f"export {of}": f"export {of}" for of in ("checkins", "database")},
}
"""Each command that changes nothing, with something to ask; it may not be there in a small organisation."""
FORMATTED = ("schema", "codeowners", "forms", "export person", "export me", "export database", "explain")
"""What these print has lines of its own, for other programs or pages."""
SLIPS = re.compile(
    r"Traceback|\\u[0-9a-f]{4}|nobody people"
    r"|\b1 (people|files|days|expectations|mentorships|teams|roles|rows|places|requests)\b"
)


@pytest.fixture(scope="module", params=["nobody", "one person", "one team", "the example", "everybody left"])
def org(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("org")
    if request.param == "the example":
        return repository(folder / "org")
    if request.param == "one team":
        return repository(folder / "org", BAKERY)
    if request.param == "everybody left":
        root = repository(folder / "org")
        for file in (root / "people").iterdir():
            text = re.sub(r"^status: .*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
            file.write_text(text.replace("\n", "\nstatus: left\n", 1), encoding="utf-8")
        return root
    (folder / "source" / "people").mkdir(parents=True)
    (folder / "source" / "wecomplish.yaml").write_text(EMPTY, encoding="utf-8")
    if request.param == "one person":
        (folder / "source" / "people" / "kari-hansen.yaml").write_text(ALONE, encoding="utf-8")
    return repository(folder / "org", folder / "source")


def lines() -> dict[str, list[str]]:
    """What is run of each command: what it prints for people, and nothing that it writes."""
    asked = {name: [*line.split(), "--dry-run"] for name, line in WRITING.items()}
    for name, line in READING.items():
        takes = options_of(name.split()) if name not in FORMATTED else set()
        asked[name] = [*line.split(), *(("--format", "table") if "--format" in takes else ())]
    return asked


def folds(line: str, width: int) -> bool:
    """Whether a line has a place to break it before the width; commands are kept whole, to be copied."""
    start = len(line) - len(line.lstrip())
    return (
        not re.match(r"\s*(→|wecomplish|[+-]|@@|diff|error:|help:|note:)", line) and " " in line[start:width]
    )


def test_every_command_is_run() -> None:
    assert {*READING, *WRITING} == {" ".join(words) for words in all_commands()}


@pytest.mark.sampled(26)
@pytest.mark.parametrize("turn", range(len(WIDTHS)))
def test_every_command_tells_the_whole_in_every_width(org: Path, turn: int) -> None:
    found: list[tuple[object, ...]] = []
    for number, words in enumerate(lines().values()):
        width = WIDTHS[(number + turn) % len(WIDTHS)]
        env = {"COLUMNS": str(width), "WECOMPLISH_TODAY": TODAY, "WECOMPLISH_AS": "kari-hansen"}
        done = play(*words, cwd=org, env=env)
        said = done.stdout + done.stderr
        slips = [slip[0] for slip in SLIPS.finditer(said)]
        if done.exit not in (0, 1, 2, 3, 4) or slips:
            found.append((words, width, done.exit, slips))
        table = "table" in words
        found += [
            (words, width, line)
            for line in (done.stdout.splitlines() if table else ())
            if len(line) > width and folds(line, width)
        ]
    assert found == []
