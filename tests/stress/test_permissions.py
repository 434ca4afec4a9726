from __future__ import annotations

import pytest

from tests.review.oracle import Oracle
from tests.stress import permissions
from wecomplish_cli.review.policy import ROWS

RARE = {
    "unknown-person",
    "mended",
    "many",
    "email",
    "own-file",
    "own-layout",
    "shared-layout",
    "review-layout",
    "kept-layout",
}
"""What so few changes need not hold; comments are nothing that the naive reading sees."""


def test_a_naive_reading_of_the_rules_agrees_on_random_changes(thorough: bool) -> None:
    changes = permissions.CHUNK if thorough else permissions.CHUNK // 10
    figures = permissions.run(changes)
    assert figures.changes == changes < figures.rulings
    assert changes // 8 < figures.allowed < changes // 2
    assert figures.approved >= changes // 50
    asked = figures.lines_that_allowed | figures.lines_that_denied
    assert not thorough or {row.key for row in ROWS} - asked <= RARE


def test_what_the_two_do_not_agree_on_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Oracle, "allowed", lambda *_: False)
    with pytest.raises(AssertionError, match=r"change \d+ by \['github:"):
        permissions.run(100)


def test_a_change_is_the_same_whenever_it_is_judged() -> None:
    assert permissions.run(20, first=40) == permissions.run(20, first=40)
