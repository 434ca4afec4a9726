from __future__ import annotations

import os

import pytest

if os.name == "nt":
    pytest.skip("Windows cannot sync a folder", allow_module_level=True)

from tests.stress import power
from wecomplish_cli.dataset import files


@pytest.mark.parametrize("many", [files.MANY, 1], ids=["one by one", "by threads"])
def test_wherever_the_power_fails_all_is_old_or_all_is_new(
    many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MANY", many)
    figures = power.run(2)
    assert figures.failures == 2
    assert figures.old + figures.new == figures.states
    assert figures.old > 0
    assert figures.new > 0


def test_without_a_sync_the_same_model_finds_what_is_lost() -> None:
    figures = power.run(1)
    assert figures.syncs_dropped >= figures.drops_that_mixed > figures.syncs_dropped // 2
