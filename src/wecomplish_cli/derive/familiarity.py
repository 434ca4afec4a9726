"""What follows from indications: awareness, familiarity, staleness, completion and proficiency."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from wecomplish_cli.derive.view import View, once
from wecomplish_cli.model.expectations import is_retired

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from wecomplish_cli.model.expectations import Competence, Expectation
    from wecomplish_cli.model.org import Org, Table


def expectations_by_competence(view: View) -> Mapping[str, tuple[str, ...]]:
    """List what is expected of the holders of each competence: its own, then what is relevant for it."""
    return _by_competence(view.org.competences, view.org.expectations, view.today)


@lru_cache(maxsize=4)
def _by_competence(
    competences: Table[str, Competence], expectations: Table[str, Expectation], today: date
) -> Mapping[str, tuple[str, ...]]:
    relevant: dict[str, list[str]] = defaultdict(list)
    for ref, expectation in expectations.items():
        if not is_retired(expectation.retired, today):
            for competence in expectation.relevant_for:
                relevant[competence].append(ref)
    return {ref: (*competence.expected(today), *relevant[ref]) for ref, competence in competences.items()}


def expectations_by_name(view: View) -> Mapping[str, tuple[str, ...]]:
    """List what is asked of individuals by name: person to expectations."""
    return _by_name(view.org.expectations, view.today)


@lru_cache(maxsize=4)
def _by_name(expectations: Table[str, Expectation], today: date) -> Mapping[str, tuple[str, ...]]:
    asked: dict[str, list[str]] = defaultdict(list)
    for ref, expectation in expectations.items():
        if not is_retired(expectation.retired, today):
            for person in expectation.people:
                asked[person].append(ref)
    return {person: tuple(refs) for person, refs in asked.items()}


def expected_of(view: View, person: str) -> tuple[str, ...]:
    """List everything expected of a person, once each: by assignment held, then by name."""
    found = view.org.people.get(person)
    by_competence = expectations_by_competence(view)
    refs: dict[str, None] = {}
    for competence in found.held(view.today) if found else ():
        refs.update(dict.fromkeys(by_competence.get(competence, ())))
    refs.update(dict.fromkeys(expectations_by_name(view).get(person, ())))
    return tuple(refs)


def target(org: Org, expectation: str) -> str | None:
    """The level expected in time; None where none is set."""
    holder, _, own = expectation.rpartition("/")
    if holder in org.competences:
        return org.competences[holder].items[own].target
    return org.expectations[expectation].target


def level(view: View, person: str, expectation: str) -> int:
    """The rank of a person's indicated level, from 1; 0 where there is none."""
    indication = view.org.familiarity.get(person, {}).get(expectation)
    return 0 if indication is None else ranks(view).get(indication.level, 0)


def _levels(view: View, person: str, expectations: Iterable[str]) -> list[int]:
    """As `level`, of many expectations of one person."""
    indicated, rank = view.org.familiarity.get(person, {}), ranks(view)
    return [rank.get(indicated[ref].level, 0) if ref in indicated else 0 for ref in expectations]


@once
def ranks(view: View) -> Mapping[str | None, int]:
    """The rank of each level, from 1."""
    return {level: rank for rank, level in enumerate(view.org.settings.familiarity.levels, 1)}


def awareness(view: View, person: str, expectations: Iterable[str]) -> float | None:
    """Percent of the expectations with a level; None where nothing is expected."""
    ranks = _levels(view, person, expectations)
    return 100 * sum(rank > 0 for rank in ranks) / len(ranks) if ranks else None


def familiarity(view: View, person: str, expectations: Iterable[str]) -> float | None:
    """Mean of 100·i/n over the expectations for level i of n; None where nothing is expected."""
    ranks = _levels(view, person, expectations)
    return 100 * sum(ranks) / len(ranks) / len(view.org.settings.familiarity.levels) if ranks else None


def stale(view: View, person: str, expectation: str) -> bool:
    """Whether someone's indication is older than `stale_after_days`; False where there is none."""
    indication = view.org.familiarity.get(person, {}).get(expectation)
    return (
        indication is not None
        and (view.today - indication.updated).days > view.org.settings.familiarity.stale_after_days
    )


def completed_familiarity(view: View, person: str, competence: str) -> date | None:
    """Since when the completed familiarity of an assignment waits to be reviewed; None if it does not.

    It is completed where every expectation has a level, and reviewed by a review on or after the day of the
    newest indication.
    """
    expectations = expectations_by_competence(view).get(competence, ())
    if not expectations or 0 in _levels(view, person, expectations):
        return None
    newest = max(view.org.familiarity[person][ref].updated for ref in expectations)
    reviewed = any(r.competence == competence and r.date >= newest for r in view.org.reviews.get(person, ()))
    return None if reviewed else newest


def levels_now(view: View, person: str, competence: str) -> dict[str, str]:
    """The person's present levels over an assignment's expectations, as a baseline holds them."""
    indicated = view.org.familiarity.get(person, {})
    found = {}
    for ref in expectations_by_competence(view).get(competence, ()):
        indication = indicated.get(ref)
        if indication is not None and indication.level is not None:
            found[ref] = indication.level
    return found


def gain(org: Org, start: Mapping[str, str], end: Mapping[str, str]) -> float | None:
    """Points of familiarity between two sets of levels, such as those of a baseline and an outcome.

    Only the expectations in both count; None where there are none.
    """
    rank = {level: rank for rank, level in enumerate(org.settings.familiarity.levels, 1)}
    known = in_both(org, start, end)
    if not known:
        return None
    steps = sum(rank[end[ref]] - rank[start[ref]] for ref in known)
    return 100 * steps / len(known) / len(rank)


def in_both(org: Org, start: Mapping[str, str], end: Mapping[str, str]) -> list[str]:
    """The expectations that have a level both at the start and at the end: the gain is measured over them."""
    levels = org.settings.familiarity.levels
    return [ref for ref in start.keys() & end.keys() if start[ref] in levels and end[ref] in levels]


@once
def proficient(view: View, person: str, competence: str) -> bool:
    """Whether the lower median of a person's levels over a competence reaches `mentor_min_level`."""
    expectations = expectations_by_competence(view).get(competence, ())
    wanted = ranks(view).get(view.org.settings.mentorship.mentor_min_level)
    if not expectations or wanted is None or person not in view.org.familiarity:
        return False
    return typical([level(view, person, ref) for ref in expectations]) >= wanted


def typical(ranks: Sequence[int]) -> int:
    """The lower median of some ranks, at least one, without all that `statistics` loads."""
    return sorted(ranks)[(len(ranks) - 1) // 2]


def proficient_people(view: View, competence: str) -> Sequence[str]:
    """List the active people proficient in a competence, by id."""
    return _proficient_by_competence(view).get(competence, ())


@once
def _proficient_by_competence(view: View) -> Mapping[str, Sequence[str]]:
    """List the active people proficient in each competence, in one pass over what people indicated.

    The lower median of n levels is high enough where more than half of them are.
    """
    wanted = ranks(view).get(view.org.settings.mentorship.mentor_min_level)
    if wanted is None:
        return {}
    enough = frozenset(level for level, rank in ranks(view).items() if rank >= wanted)
    needed: dict[str, int] = {}
    expecting: dict[str, list[str]] = defaultdict(list)
    for competence, refs in expectations_by_competence(view).items():
        needed[competence] = len(refs) // 2 + 1
        for ref in refs:
            expecting[ref].append(competence)
    found: dict[str, list[str]] = defaultdict(list)
    for person, record in view.org.people.items():
        if record.active:
            indicated = view.org.familiarity.get(person, {}).items()
            reached = [ref for ref, indication in indicated if indication.level in enough]
            counted = Counter(competence for ref in reached for competence in expecting.get(ref, ()))
            for competence, number in counted.items():
                if number >= needed[competence]:
                    found[competence].append(person)
    return found
