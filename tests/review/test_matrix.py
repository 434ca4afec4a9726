"""Who may make which change: every kind of fact by everyone there is, alone and with each one's approval."""

from __future__ import annotations

import pytest

from tests.review.cases import CASES, Case
from tests.review.organisation import ACCOUNTS, judged, reviewed
from wecomplish_cli.model.kinds import KINDS
from wecomplish_cli.model.walk import dotted_keys
from wecomplish_cli.review.policy import ROWS

EVERYONE = (*ACCOUNTS, "stranger")
ALL = [pytest.param(case, id=f"{group}: {case.name}") for group, cases in CASES.items() for case in cases]


@pytest.mark.parametrize("case", ALL)
def test_who_may_alone(case: Case) -> None:
    change = reviewed(case.texts, case.before)
    may = {person for person in EVERYONE if judged(change, [person]).allowed}
    assert may == set(case.may.replace("two", "").split())


@pytest.mark.sampled(4)
@pytest.mark.parametrize("case", ALL)
def test_whose_approval_is_enough(case: Case) -> None:
    change = reviewed(case.texts, case.before)
    may = set(case.may.replace("two", "").split())
    # Whatever Pia proposes takes somebody else's yes; what Len does, who has left, no yes can mend.
    assert not judged(change, ["len"], ["ada", "bea", *may]).allowed
    assert not judged(change, ["ada", "len"], ["bea", *may]).allowed
    assert {person for person in EVERYONE if judged(change, ["pia"], [person]).allowed} == may
    assert judged(change, ["ada"], ["bea"]).allowed == bool(may & {"ada", "bea"} or case.may == "two")
    assert judged(change, ["pia"], ["ada", "bea"]).allowed == bool(may & {"ada", "bea"} or case.may == "two")


@pytest.mark.sampled(4)
@pytest.mark.parametrize("case", ALL)
def test_who_pushes_too_must_be_allowed_too(case: Case) -> None:
    change = reviewed(case.texts, case.before)
    may = set(case.may.replace("two", "").split())
    for person in EVERYONE:
        assert judged(change, ["ada", person]).allowed == ({"ada", person} <= may)
        assert not judged(change, [person, "stranger"]).allowed


@pytest.mark.sampled(4)
@pytest.mark.parametrize("case", ALL)
def test_a_denial_names_who_could_approve_and_those_can(case: Case) -> None:
    change = reviewed(case.texts, case.before)
    answer = judged(change, ["pia"])
    for ruling in answer.rulings:
        if not ruling.allowed:
            assert ruling.reason
            assert bool(ruling.could_approve) == bool(ruling.missing and ruling.could_approve)
            people = [each.person for each in ruling.could_approve]
            again = judged(change, ["pia"], people)
            same = [
                r
                for r in again.rulings
                if (r.path, r.pointer, r.said) == (ruling.path, ruling.pointer, ruling.said)
            ]
            assert all(each.allowed for each in same) == bool(people)


def test_every_value_of_every_kind_is_in_some_case() -> None:
    touched = " ".join(case.name for cases in CASES.values() for case in cases).replace(",", " ").split()
    for kind in KINDS:
        if kind.name not in ("organization", "familiarity"):
            missing = set(dotted_keys(kind.record)) - set(touched)
            left = {key for key in missing if not key.startswith("previous")}
            assert not left, (kind.name, left)


def test_every_line_of_the_matrix_is_in_some_case() -> None:
    seen = {
        ruling.rule
        for cases in CASES.values()
        for case in cases
        for ruling in judged(reviewed(case.texts, case.before), ["ada"]).rulings
    }
    assert {row.key for row in ROWS} == seen
