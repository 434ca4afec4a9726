from __future__ import annotations

import os

import pytest

if os.name == "nt":
    pytest.skip("nothing is remembered on Windows", allow_module_level=True)

from tests.stress import verdicts
from tests.stress.verdict_changes import KINDS
from wecomplish_cli.dataset import verdict


def test_whatever_happens_a_check_that_remembers_answers_as_one_that_reads_everything(thorough: bool) -> None:
    amount = 600 if thorough else 30
    figures = verdicts.run(amount)
    assert figures.changes == amount == sum(figures.kinds.values())
    assert len(figures.kinds) > (len(KINDS) * 3 // 4 if thorough else len(KINDS) // 2)
    assert figures.remembered > amount // 5
    assert figures.within_a_tick > amount // 10


def test_a_check_that_did_not_look_at_the_files_would_be_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdict, "_looks", lambda *_: "")
    with pytest.raises(AssertionError, match=r"change \d+: .*, kept in"):
        verdicts.run(verdicts.CHUNK)
