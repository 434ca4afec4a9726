from __future__ import annotations

import os

import pytest

if os.name == "nt":
    pytest.skip("nothing is remembered on Windows", allow_module_level=True)

from tests.conftest import FULL
from tests.stress import verdicts
from tests.stress.verdict_changes import KINDS
from wecomplish_cli.dataset import verdict

AMOUNT = 600 if FULL else 150


def test_whatever_happens_a_check_that_remembers_answers_as_one_that_reads_everything() -> None:
    figures = verdicts.run(AMOUNT)
    assert figures.changes == AMOUNT == sum(figures.kinds.values())
    assert figures.kinds.keys() == KINDS.keys() or not FULL
    assert figures.remembered > AMOUNT // 5
    assert figures.within_a_tick > AMOUNT // 10


def test_a_check_that_did_not_look_at_the_files_would_be_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdict, "_looks", lambda *_: "")
    with pytest.raises(AssertionError, match=r"change \d+: .*, kept in"):
        verdicts.run(verdicts.CHUNK)
