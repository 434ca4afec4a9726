from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stress import renames
from wecomplish_cli.actions import renaming
from wecomplish_cli.dataset import store
from wecomplish_cli.model.edits import Move, Rekey

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wecomplish_cli.dataset.store import Applied, Dataset
    from wecomplish_cli.model.edits import Edit


def test_a_rename_changes_nothing_but_the_id_and_is_seen_by_git(thorough: bool) -> None:
    # It takes 32 to rename something of each kind in the large organisation.
    amount = 32 if thorough else 4
    figures = renames.run(amount)
    assert figures.renames == amount == figures.reports_compared
    assert 0 < figures.reports_alike < amount
    assert figures.references_changed > 50 * amount
    assert figures.moved_files >= 2 * amount
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
