"""A new organisation is told its first steps, one at a time, until there is a mentorship."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY
from tests.golden.stage import play

if TYPE_CHECKING:
    from pathlib import Path

YOU = ("--organization", "Bakery", "--name", "Åse Berg", "--email", "ase@bakery.example", "--id", "ase")
STEPS = (
    ("wecomplish add person", "add person Bo --email bo@bakery.example"),
    ("wecomplish add role", "add role Baker"),
    ("wecomplish add responsibility roles/baker", "add responsibility baker --title 'Bake rye'"),
    ("wecomplish hold PERSON roles/baker", "hold bo baker"),
    ("wecomplish refresh bo", "indicate bo bake-rye aware"),
    ("wecomplish offer PERSON --open", "offer ase --open"),
    ("wecomplish assign", "assign bo baker --mentor ase"),
)
COMMANDS = (
    *("", "report", "report mentorships", "report familiarity", "report unclear", "report help"),
    *("training", "mentorships", "support", "team", "team ase", "check", "doctor", "refresh", "digest"),
    *("codeowners", "undo", "accept", "review", "checkin", "answer-help"),
)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A dataset that was just begun, by someone whom git does not know."""
    assert play("init", "org", *YOU, cwd=tmp_path).exit == 0
    return tmp_path / "org"


def on_a_day(line: str) -> list[str]:
    words = shlex.split(line)
    return words if words[:1] in (["codeowners"], ["undo"], ["report"]) else [*words, "--today", TODAY]


def test_each_step_is_what_is_missing_until_a_mentorship_begins(new: Path) -> None:
    for command, line in STEPS:
        shown = play("--format", "table", "--today", TODAY, cwd=new).stdout
        assert f"→ {command}\n" in shown
        assert "Nothing needs you" not in shown
        assert play(*on_a_day(line), cwd=new).exit == 0
    shown = play("--format", "table", "--today", TODAY, cwd=new).stdout
    assert [each for each, _ in STEPS if each in shown] == []


def test_only_administrators_are_told_of_the_steps(new: Path) -> None:
    assert play(*on_a_day(STEPS[0][1]), cwd=new).exit == 0
    shown = play("--format", "table", "--today", TODAY, cwd=new, env={"WECOMPLISH_AS": "bo"}).stdout
    assert "add role" not in shown


def test_nothing_is_praised_or_miscounted_where_there_is_nothing(new: Path) -> None:
    env = {"WECOMPLISH_TODAY": TODAY}
    for line in COMMANDS:
        for form in ([], ["--format", "table"]):
            words = [*line.split(), *form] if line not in ("undo", "codeowners") else line.split()
            done = play(*words, cwd=new, env=env)
            said = done.stdout + done.stderr
            assert done.exit in (0, 1, 2, 3)
            assert "Traceback" not in said
            assert "Everyone" not in said
            assert not re.search(r"\b1 (people|files|days|rows|levels|changes|findings|others)\b", said)
            assert "0 people" not in said
