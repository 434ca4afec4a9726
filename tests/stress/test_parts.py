from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.stress import __main__ as stress
from tests.stress import mutations

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_what_was_interrupted_goes_on_where_it_was_and_counts_as_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(stress, "FIGURES", tmp_path / "figures.json")
    monkeypatch.setattr(stress, "DOCUMENT", tmp_path / "reliability.md")
    made: list[range] = []
    run = mutations.run

    def counted(amount: int, first: int = 0) -> mutations.Figures:
        made.append(range(first, first + amount))
        return run(amount, first)

    monkeypatch.setattr(mutations, "run", counted)
    stress.main(["0.00001", "mutations"])
    stress.main(["0.00002", "mutations"])
    assert [number for numbers in made for number in numbers] == [*range(200)]
    found = json.loads(stress.FIGURES.read_text("utf-8"))["mutations"]
    whole = run(200)
    assert (found["done"], found["figures"]["mutations"]) == (200, 200)
    assert found["figures"]["refused"] == whole.refused
    assert found["figures"]["rules"] == sorted(whole.rules)
    assert "| mutations | 200 |" in stress.DOCUMENT.read_text("utf-8")
