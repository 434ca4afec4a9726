"""`assign` without `--mentor` offers the first suggestions on a terminal. Terminals here are real."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.test_bad_input import Terminal, posix
from tests.conftest import TODAY
from tests.golden.stage import changes, play, repository, tree

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = posix


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org")


def test_the_first_suggestions_are_offered_with_their_reasons(root: Path) -> None:
    before = tree(root)
    terminal = Terminal("assign", "lukasz", "leading-people", "--today", TODAY, cwd=root)
    terminal.answer("Which one", "7\n")
    assert "Åse Bjørnstad" in terminal.shown
    assert "✗ mentors 2 people now" in terminal.shown
    terminal.answer("a number from 1 to 1", "1\n")
    assert terminal.end() == 0
    assert "Åse Bjørnstad now mentors Łukasz Wiśniewski in Leading people" in terminal.shown
    assert changes(before, tree(root)).keys() == {
        "mentorships/lukasz-wisniewski/skillsets/leading-people.yaml"
    }


def test_nothing_is_asked_where_nobody_could_be_the_mentor(root: Path) -> None:
    assert play("hold", "aino", "incident-response", "--today", TODAY, cwd=root).exit == 0
    assert play("offer", "dariush", "--closed", "--today", TODAY, cwd=root).exit == 0
    before = tree(root)
    terminal = Terminal("assign", "aino", "incident-response", "--today", TODAY, cwd=root)
    assert terminal.end() == 1
    assert "nobody could mentor Aino Korhonen in Incident response at the moment" in terminal.shown
    assert "wecomplish suggest aino-korhonen skillsets/incident-response" in terminal.shown
    assert tree(root) == before


def test_nothing_is_asked_where_the_slot_is_taken(root: Path) -> None:
    terminal = Terminal("assign", "ola", "platform-engineer", "--today", TODAY, cwd=root)
    assert terminal.end() == 1
    assert "Per Olsen already mentors Ola Nordmann" in terminal.shown


def test_nothing_is_asked_with_no_input(root: Path) -> None:
    terminal = Terminal("assign", "lukasz", "leading-people", "--no-input", "--today", TODAY, cwd=root)
    assert terminal.end() == 2
    assert "--mentor is missing" in terminal.shown
