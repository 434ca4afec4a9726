"""`refresh` asks about what is stale or missing, and loses no answer. Terminals here are real."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_bad_input import Terminal, posix
from tests.conftest import TODAY
from tests.golden.stage import changes, play, repository, tree

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = posix

LEVEL = "4 automated)"
FAMILIARITY = "familiarity/ola-nordmann.yaml"
REQUEST = "help/ola-nordmann/2026-06-01-lead-the-call.yaml"
INCIDENT = "skillsets/incident-response"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org")


def walk(root: Path, *more: str) -> Terminal:
    return Terminal("refresh", "ola-nordmann", "--today", TODAY, *more, cwd=root)


def draft(root: Path) -> Path:
    return root / ".git" / "wecomplish" / "refresh-ola-nordmann.json"


def answered(terminal: Terminal, *answers: str) -> None:
    for answer in answers:
        terminal.answer("Level (", f"{answer}\n")


def test_it_asks_about_all_that_is_stale_or_missing_and_saves_at_the_end(root: Path) -> None:
    before = tree(root)
    terminal = walk(root)
    answered(terminal, "understand")
    asked = "1 of 4  During the call: Decide to roll back with half the facts (not indicated yet)"
    assert asked in terminal.shown
    terminal.answer("[aware]", "\n")
    answered(terminal, "1 unclear help")
    terminal.answer("What exactly", "Who speaks first?\n")
    assert changes(before, tree(root)) == {}
    answered(terminal, "2")
    assert terminal.end() == 0
    assert "Incident response: awareness 40 → 100 %" in terminal.shown
    assert changes(before, tree(root)).keys() == {FAMILIARITY, REQUEST}
    assert "question: Who speaks first?\n" in (root / REQUEST).read_text(encoding="utf-8")
    assert not draft(root).exists()
    assert play("refresh", "ola-nordmann", "--today", TODAY, cwd=root).stdout.startswith("Nothing to do")
    assert play("undo", cwd=root).exit == 0
    assert tree(root) == before


def test_what_was_answered_before_an_interruption_is_offered_again(root: Path) -> None:
    before = tree(root)
    terminal = walk(root)
    answered(terminal, "understand", "comfortable unclear")
    terminal.answer("3 of 4", "\x03")
    assert terminal.end() == 130
    assert "what you answered is kept" in terminal.shown
    assert tree(root) == before
    terminal = walk(root)
    terminal.answer("[understand]", "\n")
    terminal.answer("[comfortable unclear]", "\n")
    answered(terminal, "stop")
    assert terminal.end() == 0
    text = (root / FAMILIARITY).read_text(encoding="utf-8")
    assert f"{INCIDENT}/decide-to-roll-back:\n  level: understand\n  updated: {TODAY}\n" in text
    assert (
        f"{INCIDENT}/keep-the-timeline:\n  level: comfortable\n  updated: {TODAY}\n  unclear: true\n" in text
    )
    assert f"{INCIDENT}/lead-the-call" not in text


def test_an_answer_that_a_shorter_walk_did_not_come_to_stays_for_the_next(root: Path) -> None:
    terminal = walk(root)
    answered(terminal, "1", "2", "3 help")
    terminal.answer("What exactly", "\n")
    terminal.answer("4 of 4", "\x03")
    assert terminal.end() == 130
    terminal = walk(root)
    answered(terminal, "", "stop")
    assert terminal.end() == 0
    assert [*json.loads(draft(root).read_text())] == [
        f"{INCIDENT}/keep-the-timeline",
        f"{INCIDENT}/lead-the-call",
    ]
    terminal = walk(root)
    answered(terminal, "skip")
    terminal.answer("[comfortable help]", "\n")
    terminal.answer("What exactly", "\n")
    answered(terminal, "stop")
    assert terminal.end() == 0
    assert (root / REQUEST).exists()


def test_what_cannot_be_understood_is_asked_again(root: Path) -> None:
    terminal = walk(root, "incident")
    for nonsense in ("5", "0", "help", "aware comfortable", "unclear foo", "1 2"):
        terminal.answer(LEVEL, f"{nonsense}\n")
    answered(terminal, "unclear", "stop")
    assert terminal.end() == 0
    assert terminal.shown.count("or `skip`, or `stop`") == 6
    assert "decide-to-roll-back:\n  updated" in (root / FAMILIARITY).read_text(encoding="utf-8")


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "damage", ["", "{", "[1]", '{"x": 1}', f'{{"{INCIDENT}/lead-the-call": {{"level": 7}}}}']
)
def test_a_damaged_draft_is_no_answer(damage: str, root: Path) -> None:
    draft(root).parent.mkdir(parents=True, exist_ok=True)
    draft(root).write_text(damage)
    terminal = walk(root)
    answered(terminal, "skip", "skip")
    terminal.answer("4 automated): ", "stop\n")
    assert terminal.end() == 0
    assert "Nothing to do: nothing was answered." in terminal.shown


def test_a_dry_run_writes_nothing_and_keeps_the_answers(root: Path) -> None:
    before = tree(root)
    terminal = walk(root, "--dry-run")
    answered(terminal, "1", "stop")
    assert terminal.end() == 0
    assert "+  level: aware" in terminal.shown
    assert tree(root) == before
    assert draft(root).exists()


def test_an_insight_about_it_is_named(root: Path) -> None:
    terminal = Terminal("refresh", "ola-nordmann", "platform", "--today", "2026-07-15", cwd=root)
    answered(terminal, "stop")
    assert terminal.end() == 0
    assert "wecomplish show insights/telling-flaky-from-broken" in terminal.shown
