"""How familiar people are with what is expected of them, and which expectations are unclear to them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity as derived_familiarity
from wecomplish_cli.derive import membership, small_groups
from wecomplish_cli.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from wecomplish_cli.derive.view import View


@frozen
class CompetenceRow:
    """How familiar the holders of a competence are with what it expects; shares are means in percent.

    All but the number of holders is None where it would single out fewer than five people.
    """

    competence: str
    name: str
    holders: int
    awareness: float | None = None
    familiarity: float | None = None
    stale: int | None = None
    """Indications that are stale; so do missing ones count those without a level."""
    missing: int | None = None
    proficient: int | None = None
    """Holders who are proficient."""


@frozen
class ExpectationRow:
    """How familiar all those are of whom something is expected; shares are in percent.

    All but the number of people is None where it would single out fewer than five.
    """

    expectation: str
    title: str
    people: int
    awareness: float | None = None
    familiarity: float | None = None
    unclear: int | None = None


@frozen
class FamiliarityReport:
    """How familiar people are with what is expected of them on one day."""

    organization: str
    team: str | None
    today: date
    people: int
    """Active people with an assignment held."""
    awareness: float | None
    """The mean over the people, in percent; so is familiarity. None, as all figures but the number of
    people, where it would single out fewer than five of them."""
    familiarity: float | None
    stale: int | None
    missing: int | None
    competences: tuple[CompetenceRow, ...]
    """The least familiar first."""
    least_known: tuple[ExpectationRow, ...]
    """Every expectation, the least familiar first."""


@frozen
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


@frozen
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
    by_competence = derived_familiarity.expectations_by_competence(view)
    held = membership.holders(view, people)
    holders = {ref: held[ref] for ref in view.org.competences if ref in held and by_competence.get(ref)}
    asked: dict[str, list[str]] = defaultdict(list)
    for person, refs in expected.items():
        for ref in refs:
            asked[ref].append(person)
    shown = _shown(view, team, holders, asked)
    rows = [_competence(view, ref, who, ref in shown) for ref, who in holders.items()]
    least_known = [_expectation(view, ref, who, ref in shown) for ref, who in asked.items()]
    total = _total(view, expected) if _WHOLE in shown else _Total()
    return FamiliarityReport(
        organization=view.org.settings.organization,
        team=view.org.teams[team].name if team else None,
        today=view.today,
        people=len(people),
        awareness=total.awareness,
        familiarity=total.familiarity,
        stale=total.stale,
        missing=total.missing,
        competences=tuple(sorted(rows, key=lambda row: (*_least(row.familiarity), row.name))),
        least_known=tuple(
            sorted(least_known, key=lambda r: (*_least(r.familiarity), -r.people, r.expectation))
        ),
    )


def _least(familiarity: float | None) -> tuple[bool, float]:
    """The least familiar first; what is not shown last, so that its place says nothing."""
    return familiarity is None, familiarity or 0.0


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


_WHOLE = ""
"""The key of the figures over all people, beside the references of what is expected of some."""


def _shown(
    view: View,
    team: str | None,
    holders: Mapping[str, Collection[str]],
    asked: Mapping[str, Collection[str]],
) -> set[str]:
    """Of what figures may be shown: competences, expectations, and all together."""
    # Of whom nothing is expected is in no figure, so a figure is over the others only.
    of_some = set[str]().union(*asked.values())
    rows = {_WHOLE: of_some, **{ref: {*who} for ref, who in (*holders.items(), *asked.items())}}
    if team is None:
        shown = {ref for ref, group in rows.items() if len(group) >= small_groups.LEAST}
    else:
        shown = _shown_of_team(view, team, rows)
    if _WHOLE not in shown:
        return set()
    competences = {ref: rows[ref] for ref in holders}
    with_total = team is None or not _few_beside_competences(view, team)
    kept = shown & competences.keys()
    if with_total:
        kept = small_groups.with_remainder(competences, kept)
    inside = _competences_with(view, holders)
    apart = {ref for ref in shown & asked.keys() if _tells_alone(rows[ref], ref, inside, kept, rows)}
    apart = small_groups.with_remainder({ref: rows[ref] for ref in asked}, apart)
    return {*([_WHOLE] if with_total else []), *kept, *apart}


def _tells_alone(
    people: set[str],
    expectation: str,
    inside: Mapping[str, Sequence[str]],
    kept: Collection[str],
    rows: Mapping[str, set[str]],
) -> bool:
    """Whether an expectation's figures give none that is hidden, together with those of competences."""
    holders = [rows[ref] for ref in inside.get(expectation, ()) if ref in kept]
    return bool(holders or expectation not in inside) and small_groups.Shown(holders).add(people)


def _competences_with(view: View, competences: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Of the competences, those that each expectation is part of."""
    found: dict[str, list[str]] = defaultdict(list)
    for ref in competences:
        for expectation in derived_familiarity.expectations_by_competence(view)[ref]:
            found[expectation].append(ref)
    return found


def _shown_of_team(view: View, team: str, rows: Mapping[str, set[str]]) -> set[str]:
    """Of what a team's figures may be shown, beside those of the organisation and of other teams."""
    everyone = membership.population(view)
    within = {each: membership.members(view, each) for each in view.org.teams}
    expected = {person: derived_familiarity.expected_of(view, person) for person in everyone}
    groups: dict[str, set[str]] = defaultdict(set)
    for person in everyone:
        whole = [_WHOLE] if expected[person] else []
        for ref in (*whole, *view.org.people[person].held(view.today), *expected[person]):
            groups[ref].add(person)
    return {
        ref
        for ref in rows
        if team in small_groups.told({each: groups[ref] & who for each, who in within.items()}, [groups[ref]])
    }


def _few_beside_competences(view: View, team: str) -> bool:
    """Whether the figures over a team, or over all others, less those of competences are over a few."""
    everyone = {*membership.population(view)}
    within = everyone & {*membership.members(view, team)}
    return any(0 < len(_with_other(view, side)) < small_groups.LEAST for side in (within, everyone - within))


def _with_other(view: View, people: Collection[str]) -> set[str]:
    """Those of whom anything is expected that is in no competence which only these people hold."""
    held = membership.holders(view, membership.population(view))
    by_competence = derived_familiarity.expectations_by_competence(view)
    known = {
        (person, expectation)
        for ref, holders in held.items()
        if len(holders) >= small_groups.LEAST and {*holders} <= {*people}
        for expectation in by_competence.get(ref, ())
        for person in holders
    }
    expected = {person: derived_familiarity.expected_of(view, person) for person in people}
    return {person for person, refs in expected.items() if any((person, ref) not in known for ref in refs)}


@frozen
class _Total:
    """The figures over all people."""

    awareness: float | None = None
    familiarity: float | None = None
    stale: int | None = None
    missing: int | None = None


def _total(view: View, expected: Mapping[str, Collection[str]]) -> _Total:
    pairs = [(person, ref) for person, refs in expected.items() for ref in refs]
    return _Total(
        _mean(derived_familiarity.awareness(view, p, refs) for p, refs in expected.items()),
        _mean(derived_familiarity.familiarity(view, p, refs) for p, refs in expected.items()),
        sum(derived_familiarity.stale(view, *pair) for pair in pairs),
        sum(derived_familiarity.level(view, *pair) == 0 for pair in pairs),
    )


def _competence(view: View, ref: str, holders: Collection[str], shown: bool) -> CompetenceRow:
    row = CompetenceRow(ref, view.org.title(ref), len(holders))
    if not shown:
        return row
    expectations = derived_familiarity.expectations_by_competence(view)[ref]
    return replace(
        row,
        awareness=_mean(derived_familiarity.awareness(view, p, expectations) for p in holders),
        familiarity=_mean(derived_familiarity.familiarity(view, p, expectations) for p in holders),
        stale=sum(derived_familiarity.stale(view, p, e) for p in holders for e in expectations),
        missing=sum(derived_familiarity.level(view, p, e) == 0 for p in holders for e in expectations),
        proficient=sum(derived_familiarity.proficient(view, p, ref) for p in holders),
    )


def _expectation(view: View, ref: str, people: Collection[str], shown: bool) -> ExpectationRow:
    row = ExpectationRow(ref, view.org.title(ref), len(people))
    if not shown:
        return row
    indicated = [view.org.familiarity.get(p, {}).get(ref) for p in people]
    return replace(
        row,
        awareness=_mean(derived_familiarity.awareness(view, p, [ref]) for p in people),
        familiarity=_mean(derived_familiarity.familiarity(view, p, [ref]) for p in people),
        unclear=sum(each is not None and each.unclear for each in indicated),
    )


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
