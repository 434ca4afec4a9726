"""`--help` lists every command in its group, and `wecomplish help` shows the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from typer.main import get_command

from tests.cli.test_all_commands import all_commands, help_of
from tests.golden.stage import play
from wecomplish_cli.cli.app import app
from wecomplish_cli.cli.mistyped import TRIED
from wecomplish_cli.cli.registry import COMMANDS, Group

if TYPE_CHECKING:
    from pathlib import Path


def test_every_command_is_listed_once_in_its_group() -> None:
    parts = re.findall(r"^([A-Z][A-Za-z ]+):\n((?:  .*\n)+)", help_of(), re.MULTILINE)
    listed = {title: re.findall(r"^  ([a-z-]+)  ", lines, re.MULTILINE) for title, lines in parts}
    assert [title for title in listed if title != "Options"] == [*Group]
    for group in Group:
        assert listed[group] == [name for name, each in COMMANDS.items() if each.group is group]


def test_what_a_person_never_types_is_last() -> None:
    assert [*COMMANDS][-3:] == ["schema", "codeowners", "authorize"]


def test_every_command_is_listed_with_the_first_sentence_of_its_help() -> None:
    top: Any = get_command(app)
    for name, each in COMMANDS.items():
        about = top.get_command(None, name).help.partition("\n\n")[0]
        assert " ".join(about.split()) == each.about, name


@pytest.mark.parametrize("words", ["", "training", "add", "add person", "report help"])
def test_help_shows_what_the_option_shows(words: str, tmp_path: Path) -> None:
    asked = play(*words.split(), "--help", cwd=tmp_path)
    shown = play("help", *words.split(), cwd=tmp_path)
    assert (shown.exit, shown.stdout) == (0, asked.stdout)


@pytest.mark.parametrize("words", ["nix", "add nix", "training ola"])
def test_there_is_no_help_of_what_is_no_command(words: str, tmp_path: Path) -> None:
    done = play("help", *words.split(), cwd=tmp_path)
    assert done.exit == 2
    assert f"there is no command `{words}`" in done.stderr


@pytest.mark.parametrize("tried", TRIED)
def test_a_word_that_people_try_leads_to_a_command(tried: str, tmp_path: Path) -> None:
    done = play(*tried.split(), cwd=tmp_path)
    assert done.exit == 2
    assert done.stderr == f"error: there is no command `{tried}`\nhelp: try {TRIED[tried]}\n"


def test_what_a_tried_word_leads_to_is_a_command() -> None:
    known = {" ".join(words) for words in all_commands()} | {"add", "set"}
    for said in TRIED.values():
        for line in re.findall(r"`wecomplish ([^`]+)`", said):
            words = re.match(r"[a-z-]+(?: [a-z-]+)?", line.removesuffix("`"))
            assert words is not None
            assert {words[0], words[0].partition(" ")[0]} & known, line
