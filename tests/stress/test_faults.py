from __future__ import annotations

import os
from dataclasses import asdict

import pytest

if os.name == "nt":
    pytest.skip("forks, and injects faults with strace", allow_module_level=True)

from tests.stress import faults


def test_a_command_killed_or_refused_anywhere_leaves_all_old_or_all_new(thorough: bool) -> None:
    amount = 200 if thorough else 20
    try:
        figures = faults.run(amount)
    except faults.CannotTraceError as error:
        pytest.skip(f"strace cannot inject faults here: {error}")
    assert figures.injected == amount
    assert figures.points > figures.writing > amount
    refused = figures.enospc + figures.eio + figures.eintr + figures.eacces + figures.emfile
    assert figures.kill + refused == amount
    assert figures.killed + figures.refused + figures.withstood == amount
    assert figures.old + figures.new == amount
    if not thorough:
        return
    never = {name for name, number in asdict(figures).items() if not number}
    assert never == {"in_git"}, "faults while writing come first"
