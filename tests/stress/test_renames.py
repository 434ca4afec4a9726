from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import FULL
from tests.stress import renames
from wecomplish_cli.actions import renaming
from wecomplish_cli.dataset import store
from wecomplish_cli.model.edits import Move, Rekey

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wecomplish_cli.dataset.store import Applied, Dataset
    from wecomplish_cli.model.edits import Edit

RENAMES = 32 if FULL else 4
"""In the full form as many as it takes to rename something of each kind in the large organisation."""


def test_a_rename_changes_nothing_but_the_id_and_is_seen_by_git() -> None:
    figures = renames.run(RENAMES)
    assert figures.renames == RENAMES == figures.reports_compared
    assert 0 < figures.reports_alike < RENAMES
    assert figures.references_changed > 50 * RENAMES
    assert figures.moved_files >= 2 * RENAMES
    assert figures.seen_as_renames > 0.9 * figures.moved_files


def test_what_is_renamed_is_everything_that_has_an_id_and_first_what_is_referred_to_most() -> None:
    known = renames.example()
    assert {*known.targets} == {*renames.everything(known.dataset.org)}
    assert len(known.targets) == len({*known.targets}) > 90
    first = {"/".join(ref.split("/")[:1]) + "/" * ref.count("/") for ref in known.targets[:9]}
    assert len(first) == 9
    assert known.targets[0] == "expectations/say-it-early"


@pytest.mark.parametrize("kind", [Move, Rekey])
def test_a_rename_that_forgets_anything_fails(kind: type, monkeypatch: pytest.MonkeyPatch) -> None:
    apply = store.apply

    def forgetful(dataset: Dataset, edits: Iterable[Edit]) -> Applied:
        last = [each for each in edits if isinstance(each, kind)][-1]
        return apply(dataset, [each for each in edits if each is not last])

    monkeypatch.setattr(store, "apply", forgetful)
    index = renames.example().targets.index("people/per-olsen")
    with pytest.raises(AssertionError, match=r"rename .*, of people/"):
        renames.run(1, index + index // (renames.OTHERS - 1))


def test_a_rename_that_leaves_a_reference_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(renaming.BARE, "people", ())
    with pytest.raises(AssertionError, match=r"rename .*, of people/"):
        renames.run(renames.OTHERS)
