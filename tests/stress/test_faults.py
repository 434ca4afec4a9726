from __future__ import annotations

import os
from dataclasses import asdict

import pytest

if os.name == "nt":
    pytest.skip("forks, and injects faults with strace", allow_module_level=True)

from tests.stress import faults

AMOUNT = 200


@pytest.mark.thorough
def test_a_command_killed_or_refused_anywhere_leaves_all_old_or_all_new() -> None:
    try:
        figures = faults.run(AMOUNT)
    except faults.CannotTraceError as error:
        pytest.skip(f"strace cannot inject faults here: {error}")
    assert figures.injected == AMOUNT
    assert figures.points > figures.writing > AMOUNT
    refused = figures.enospc + figures.eio + figures.eintr + figures.eacces + figures.emfile
    assert figures.kill + refused == AMOUNT
    assert figures.killed + figures.refused + figures.withstood == AMOUNT
    assert figures.old + figures.new == AMOUNT
    never = {name for name, number in asdict(figures).items() if not number}
    assert never == {"in_git"}, "faults while writing come first"
