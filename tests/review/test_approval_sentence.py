"""Who has to approve a change, in one sentence: the fewest people whose approval is enough."""

from __future__ import annotations

import pytest

from wecomplish_cli.review.approvals import sentence
from wecomplish_cli.review.authorize import Ruling, Someone


def denied(people: str, missing: int = 1) -> Ruling:
    """A denied fact that these people could approve, of whom so many have to."""
    could = tuple(Someone(each, each.title(), ()) for each in people.split())
    return Ruling("p", (), "rule", "said", False, "that is for nobody", could, missing)


ALLOWED = Ruling("p", (), "rule", "said", True, "theirs to change")

CASES = {
    "": None,
    "mia": "Mia must approve this",
    "mia ada": "Mia or Ada must approve this",
    "mia, mia ada": "Mia must approve this",
    "mia ada, lea ada": "Ada must approve this",
    "mia, ada": "Mia, and Ada must approve this",
    "mia, ada bea": "Mia, and Ada or Bea must approve this",
    "ada bea 2": "Ada and Bea must approve this",
    "ada bea cho 2": "two of Ada, Bea and Cho must approve this",
    "ada bea 2, mia ada bea": "Ada and Bea must approve this",
    "a b c d e f": "A, B, C, D, E or F must approve this",
    "a b c d e f g h": "A, B, C, D, E or 3 others must approve this",
}


@pytest.mark.parametrize("groups", CASES)
def test_fewest_approvals_are_named(groups: str) -> None:
    rulings = [ALLOWED]
    for group in filter(None, groups.split(", ")):
        people, _, number = group.partition(" 2") if group.endswith(" 2") else (group, "", "1")
        rulings.append(denied(people, 1 if number == "1" else 2))
    assert sentence(rulings) == CASES[groups]


def test_what_nobody_can_approve_says_why() -> None:
    assert sentence([denied("mia"), denied("")]) == "a review will refuse this: that is for nobody"
