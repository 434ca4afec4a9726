from __future__ import annotations

import os

import pytest

if os.name == "nt":
    pytest.skip("forks, and kills by signals", allow_module_level=True)

from tests.stress import races

AMOUNT = 50


@pytest.mark.thorough
def test_eight_processes_lose_no_change_and_neither_does_git_coming_in_between() -> None:
    figures = races.run(AMOUNT)
    assert figures.commands == races.WORKERS * AMOUNT
    assert figures.collisions > 0
    assert figures.conflicts == 0, "a command that was outrun begins again by itself"
    assert figures.lost == 0
    assert figures.holders_killed > 0
    assert figures.crashes > 0
    assert figures.named_and_left_alone == figures.crashes
    assert figures.finished_after_checkout == figures.crashes
    assert figures.finished_without_stash + figures.dropped_after_stash == figures.crashes
    assert figures.dropped_after_stash
