"""Whom a leader is told to ask for their familiarity."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY
from tests.golden.stage import play
from tests.real_shape import DAY, write

if TYPE_CHECKING:
    from pathlib import Path

ENV = {"WECOMPLISH_AS": "mia", "COLUMNS": "100"}


def team_of_one(folder: Path, days: int, level: bool = True) -> Path:
    """Someone whose only expectation was indicated so many days ago, or never."""
    said = {"familiarity/kim": {"roles/r/do": {"level": "aware", "updated": DAY - timedelta(days)}}}
    return write(
        {
            "wecomplish": {"format": 1, "organization": "Real", "administrators": ["mia"]},
            "roles/r": {"name": "R", "responsibilities": {"do": {"title": "Do it"}}},
            "people/mia": {"name": "Mia"},
            "people/kim": {
                "name": "Kim",
                "leaders": ["mia"],
                "assignments": {"roles/r": {"since": DAY - timedelta(400)}},
            },
            **(said if level else {}),
        },
        folder,
    )


@pytest.mark.parametrize(
    ("days", "level", "told"),
    [
        (31, True, "Of 1 expectation, 1 stale: ask for them"),
        (0, False, "Of 1 expectation, 1 without a level: ask for them"),
        (30, True, None),
    ],
)
def test_people_are_asked_for_familiarity_that_is_missing_or_stale(
    days: int, level: bool, told: str | None, tmp_path: Path
) -> None:
    root = team_of_one(tmp_path, days, level)
    shown = play("team", "--cards", "--format", "table", "--today", TODAY, cwd=root, env=ENV).stdout
    assert f"To be asked for their familiarity: {'1 person' if told else 'nobody'}" in shown
    assert (told in shown) if told else ("ask for them" not in shown)
    card = json.loads(play("support", "kim", "--format", "json", "--today", TODAY, cwd=root, env=ENV).stdout)
    assert (card["support"]["ask"], card["support"]["stale"]) == (told is not None, int(days > 30))
