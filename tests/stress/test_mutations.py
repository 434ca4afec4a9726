from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest

from tests.stress import mutations
from wecomplish_cli.checking import check
from wecomplish_cli.model.kinds import KINDS, kind_of
from wecomplish_cli.rules.register import BY_NAME

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("first", "amount"),
    [
        (0, mutations.CHUNK // 40),
        pytest.param(0, mutations.CHUNK, marks=pytest.mark.thorough),
        pytest.param(mutations.CHUNK, mutations.CHUNK, marks=pytest.mark.thorough),
    ],
)
def test_of_real_files_with_mutated_bytes_nothing_comes_but_findings(first: int, amount: int) -> None:
    figures = mutations.run(amount, first)
    assert figures.mutations == amount == figures.accepted + figures.refused
    assert figures.refused > amount // 2
    assert figures.accepted > figures.changed > amount // 10
    assert figures.changed < figures.whole_checks < figures.changed + figures.refused
    assert 0 < figures.slowest_seconds < mutations.MOST_SECONDS
    assert {BY_NAME[rule].code[:3] for rule in figures.rules} == {"WC0", "WC1", "WC2", "WC3"}
    assert len(figures.rules) > (40 if amount == mutations.CHUNK else 20)


def test_the_organisations_around_the_mutated_files_are_complete_and_without_errors() -> None:
    for path, small in mutations.organisations().items():
        assert {kind_of(each) for each in small.org.records} == {*KINDS}
        errors = [each for each in check.check(small, mutations.DAY) if each.severity == "error"]
        assert errors == [], path


def test_a_mutation_is_the_same_whenever_it_is_made() -> None:
    assert [mutations.mutated(n) for n in range(100)] == [mutations.mutated(n) for n in range(100)]


def test_what_is_no_finding_names_the_mutation_and_keeps_its_bytes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(check, "place", lambda *_: 1 / 0)
    path, text = mutations.mutated(7)
    with pytest.raises(AssertionError, match=f"mutation 7, of {path}, kept in {tmp_path}/.*: ZeroDivision"):
        mutations.run(1, 7)
    assert [kept.read_bytes() for kept in tmp_path.iterdir()] == [text]


def test_a_mutation_that_takes_too_long_is_told_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(mutations, "MOST_SECONDS", 0.0)
    with pytest.raises(AssertionError, match=r"mutation 7, .*it took"):
        mutations.run(1, 7)
