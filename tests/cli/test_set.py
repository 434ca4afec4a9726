"""`set` reaches every key of every kind, or names the command that does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.conftest import EXAMPLE, TODAY
from wecomplish_cli.actions import setting
from wecomplish_cli.cli.commands.set import KINDS as COMMANDS
from wecomplish_cli.dataset import store
from wecomplish_cli.derive.view import View
from wecomplish_cli.errors import UsageError
from wecomplish_cli.model.kinds import KINDS
from wecomplish_cli.model.walk import dotted_keys

if TYPE_CHECKING:
    from wecomplish_cli.model.kinds import Kind

SOMETHING = {
    "organization": "wecomplish",
    "team": "teams/platform",
    "person": "people/ola-nordmann",
    "role": "roles/platform-engineer",
    "skillset": "skillsets/robot-safety",
    "expectation": "expectations/blameless-review",
    "mentorship": "mentorships/ola-nordmann/roles/platform-engineer",
    "help": "help/maret-eira/2026-05-26-lost-robot",
    "review": "reviews/ola-nordmann/2026-05-12-platform-engineer",
    "checkin": "checkins/ola-nordmann/2026-05-27-platform-engineer",
    "program": "programs/platform-2026",
    "insight": "insights/telling-flaky-from-broken",
}
INDICATED = "familiarity"
"""Levels are indicated, by a command of their own."""


@pytest.fixture(scope="module")
def view() -> View:
    return View(store.load(EXAMPLE).org, date.fromisoformat(TODAY))


@pytest.mark.parametrize("kind", [each for each in KINDS if each.name != INDICATED], ids=lambda k: k.name)
def test_every_key_is_set_or_has_a_command(kind: Kind, view: View) -> None:
    ref = SOMETHING[kind.name]
    settable = setting.settable(view, ref)
    for key in dotted_keys(kind.record):
        example = key.replace("ID", "some-id")
        if key in settable:
            assert setting.is_key(view, ref, example)
            assert setting.unset(view, ref, example).edits
        else:
            with pytest.raises(UsageError, match="cannot be set") as refused:
                setting.set_values(view, ref, (example, "x"), lambda _, word: word, date.fromisoformat)
            assert refused.value.hint


def test_every_kind_has_a_command() -> None:
    named = {"role": "competence", "skillset": "competence", "program": "programme"}
    named["organization"] = "organisation"
    assert {named.get(each, each) for each in SOMETHING} == set(COMMANDS)
    assert {*SOMETHING, INDICATED} == {kind.name for kind in KINDS}
