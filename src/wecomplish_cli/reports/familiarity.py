"""How familiar people are with what is expected of them, and which expectations are unclear to them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity as derived_familiarity
from wecomplish_cli.derive import membership

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from wecomplish_cli.derive.view import View


@dataclass(frozen=True)
class CompetenceRow:
    """How familiar the holders of a competence are with what it expects; shares are means in percent."""

    competence: str
    name: str
    holders: int
    awareness: float | None
    familiarity: float | None
    stale: int
    """Indications that are stale; so do missing ones count those without a level."""
    missing: int
    proficient: int
    """Holders who are proficient."""


@dataclass(frozen=True)
class ExpectationRow:
    """How familiar all those are of whom something is expected; shares are in percent."""

    expectation: str
    title: str
    people: int
    awareness: float
    familiarity: float
    unclear: int


@dataclass(frozen=True)
class FamiliarityReport:
    """How familiar people are with what is expected of them on one day."""

    organization: str
    team: str | None
    today: date
    people: int
    """Active people with an assignment held."""
    awareness: float | None
    """The mean over the people, in percent; so is familiarity."""
    familiarity: float | None
    stale: int
    missing: int
    competences: tuple[CompetenceRow, ...]
    """The least familiar first."""
    least_known: tuple[ExpectationRow, ...]
    """Every expectation, the least familiar first."""


@dataclass(frozen=True)
class Unclear:
    """An expectation whose text is not clear to someone."""

    expectation: str
    title: str
    keeper: str | None
    """Who may change the text: the keeper's name."""
    people: tuple[str, ...]
    """To whom it is unclear; so are the names."""
    names: tuple[str, ...]
    of: int
    """Of how many people it is expected."""
    since: date
    """The oldest of these indications."""


@dataclass(frozen=True)
class UnclearReport:
    """All expectations that are unclear to someone."""

    organization: str
    keeper: str | None
    """The name of the one keeper whose texts these are; None: everyone's."""
    today: date
    unclear: tuple[Unclear, ...]
    """Unclear to most people first."""


def familiarity_report(view: View, team: str | None = None) -> FamiliarityReport:
    """Report on the familiarity of the whole organisation, or of a team with those that are part of it."""
    people = membership.population(view)
    if team is not None:
        within = membership.members(view, team)
        people = [person for person in people if person in within]
    expected = {person: derived_familiarity.expected_of(view, person) for person in people}
    holders = membership.holders(view, people)
    rows = [row for ref in view.org.competences if (row := _competence(view, ref, holders.get(ref, ())))]
    return FamiliarityReport(
        organization=view.org.settings.organization,
        team=view.org.teams[team].name if team else None,
        today=view.today,
        people=len(people),
        awareness=_mean(derived_familiarity.awareness(view, p, refs) for p, refs in expected.items()),
        familiarity=_mean(derived_familiarity.familiarity(view, p, refs) for p, refs in expected.items()),
        stale=sum(derived_familiarity.stale(view, p, ref) for p, refs in expected.items() for ref in refs),
        missing=sum(
            derived_familiarity.level(view, p, ref) == 0 for p, refs in expected.items() for ref in refs
        ),
        competences=tuple(sorted(rows, key=lambda row: (row.familiarity or 0.0, row.name))),
        least_known=_least_known(view, expected),
    )


def unclear_report(view: View, keeper: str | None = None) -> UnclearReport:
    """List what is unclear to active people of whom it is expected, for one keeper or for all."""
    said: dict[str, list[str]] = defaultdict(list)
    of: dict[str, int] = defaultdict(int)
    for person, record in view.org.people.items():
        if not record.active:
            continue
        indicated = view.org.familiarity.get(person, {})
        for ref in derived_familiarity.expected_of(view, person):
            of[ref] += 1
            if ref in indicated and indicated[ref].unclear:
                said[ref].append(person)
    rows = [
        Unclear(
            ref,
            view.org.title(ref),
            view.org.name(own) if (own := keeper_of(view, ref)) else None,
            tuple(people),
            tuple(map(view.org.name, people)),
            of[ref],
            min(view.org.familiarity[person][ref].updated for person in people),
        )
        for ref, people in said.items()
        if keeper is None or keeper_of(view, ref) == keeper
    ]
    rows.sort(key=lambda row: (-len(row.people), row.since, row.expectation))
    name = view.org.name(keeper) if keeper else None
    return UnclearReport(view.org.settings.organization, name, view.today, tuple(rows))


def keeper_of(view: View, expectation: str) -> str | None:
    """Who may change the text of an expectation; None where nobody but administrators may."""
    holder = expectation.rpartition("/")[0]
    record = view.org.competences.get(holder) or view.org.expectations.get(expectation)
    return record.keeper if record else None


def _competence(view: View, ref: str, holders: Collection[str]) -> CompetenceRow | None:
    expectations = derived_familiarity.expectations_by_competence(view).get(ref, ())
    if not holders or not expectations:
        return None
    return CompetenceRow(
        ref,
        view.org.title(ref),
        len(holders),
        _mean(derived_familiarity.awareness(view, p, expectations) for p in holders),
        _mean(derived_familiarity.familiarity(view, p, expectations) for p in holders),
        sum(derived_familiarity.stale(view, p, e) for p in holders for e in expectations),
        sum(derived_familiarity.level(view, p, e) == 0 for p in holders for e in expectations),
        sum(derived_familiarity.proficient(view, p, ref) for p in holders),
    )


def _least_known(view: View, expected: dict[str, tuple[str, ...]]) -> tuple[ExpectationRow, ...]:
    asked: dict[str, list[str]] = defaultdict(list)
    for person, refs in expected.items():
        for ref in refs:
            asked[ref].append(person)
    rows = [
        ExpectationRow(
            ref,
            view.org.title(ref),
            len(people),
            _mean(derived_familiarity.awareness(view, p, [ref]) for p in people) or 0.0,
            _mean(derived_familiarity.familiarity(view, p, [ref]) for p in people) or 0.0,
            sum(
                ref in view.org.familiarity.get(p, {}) and view.org.familiarity[p][ref].unclear
                for p in people
            ),
        )
        for ref, people in asked.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.familiarity, -row.people, row.expectation)))


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
