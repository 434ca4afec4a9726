"""Everything about one role or skillset, or about one thing that is expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity, membership, mentoring, suitability
from wecomplish_cli.model.programs import InsightStatus
from wecomplish_cli.reports import insights, overview, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View


@dataclass(frozen=True)
class Holder:
    """Someone who holds a role or skillset."""

    person: str
    name: str
    since: date
    mentors: tuple[str, ...]
    """The names of their mentors in it."""


@dataclass(frozen=True)
class Teacher:
    """Someone who is proficient in a role or skillset."""

    person: str
    name: str
    offered: str
    """Whether they have offered to mentor in it: `yes`, `no`, or `not yet`."""
    load: int
    """How many they mentor now, of so many places."""
    places: int
    free: int
    """Places left now; none while they are away."""


@dataclass(frozen=True)
class Step:
    """A milestone of a career path."""

    number: int
    milestone: str
    expectations: tuple[str, ...]
    """Their titles."""
    shown_by: str | None


@dataclass(frozen=True)
class WholeCompetence:
    """Everything about one role or skillset."""

    competence: str
    name: str
    critical: bool
    keeper: str | None
    keeper_name: str | None
    retired: date | None
    expects: tuple[rows.ExpectationRow, ...]
    """What it expects, also what is retired, and what else is relevant for its holders."""
    path: tuple[Step, ...]
    """The milestones of the career path, in their order."""
    holders: tuple[Holder, ...]
    teachers: tuple[Teacher, ...]
    """Who is proficient in it; those with most places left first."""
    programs: tuple[str, ...]
    """The names of the programmes that are about it."""
    insights: tuple[insights.Listed, ...]
    """What is published about what it expects."""
    commands: tuple[str, ...]
    """What to do next."""


@dataclass(frozen=True)
class Person:
    """Someone of whom something is expected."""

    person: str
    name: str


@dataclass(frozen=True)
class WholeExpectation:
    """Everything about one thing that is expected."""

    expectation: str
    title: str
    part_of: str
    """The role or skillset, or of what type it is."""
    heading: str | None
    target: str | None
    keeper: str | None
    keeper_name: str | None
    retired: date | None
    relevant_for: tuple[str, ...]
    """The titles of the roles and skillsets; the people who are named are among `people`."""
    named: tuple[str, ...]
    """The names of individuals of whom it is asked."""
    people: tuple[Person, ...]
    """Of whom it is expected now."""
    waiting: tuple[overview.Waiting, ...]
    """Who waits for help with it."""
    insights: tuple[insights.Listed, ...]
    commands: tuple[str, ...]
    """What to do next."""


def competence(view: View, ref: str) -> WholeCompetence:
    """Collect everything about a role or skillset."""
    org, record = view.org, view.org.competences[ref]
    relevant = {each for each, other in org.expectations.items() if ref in other.relevant_for}
    expects = tuple(
        row
        for row in rows.expectations(view)
        if row.expectation in relevant or row.expectation.rpartition("/")[0] == ref
    )
    holders = membership.holders(view, membership.population(view)).get(ref, [])
    helps = {row.expectation for row in expects}
    return WholeCompetence(
        competence=ref,
        name=org.title(ref),
        critical=record.critical,
        keeper=record.keeper,
        keeper_name=org.name(record.keeper) if record.keeper else None,
        retired=record.retired,
        expects=expects,
        path=tuple(
            Step(number, each.title, tuple(map(org.title, each.expectations)), each.shown_by)
            for number, each in enumerate(record.milestones, 1)
        ),
        holders=tuple(_holder(view, each, ref) for each in sorted(holders, key=org.name)),
        teachers=_teachers(view, ref),
        programs=tuple(
            org.title(f"programs/{p}") for p, each in org.programs.items() if ref in each.competences
        ),
        insights=tuple(each for each in _published(view) if each.expectation in helps),
        commands=(*_lessons(view, ref, holders), f"wecomplish edit {ref}"),
    )


def _lessons(view: View, ref: str, holders: list[str]) -> Iterator[str]:
    """The commands that give a mentor to those who have none, and whom somebody could teach."""
    for person in sorted(holders):
        slot = view.org.mentorships.get((person, ref))
        taken = slot is not None and slot.status.under_way
        if not taken and not familiarity.proficient(view, person, ref):
            mentor = suitability.possible_mentor(view, person, ref)
            if mentor:
                yield f"wecomplish assign {person} {ref} --mentor {mentor}"


def _holder(view: View, person: str, ref: str) -> Holder:
    slot = view.org.mentorships.get((person, ref))
    mentors = mentoring.mentors_now(slot) if slot is not None and slot.status.under_way else ()
    since = view.org.people[person].assignments[ref].since
    return Holder(person, view.org.name(person), since, tuple(map(view.org.name, mentors)))


def _teachers(view: View, ref: str) -> tuple[Teacher, ...]:
    found = [_teacher(view, person, ref) for person in familiarity.proficient_people(view, ref)]
    return tuple(sorted(found, key=lambda each: (-each.free, each.name)))


def _teacher(view: View, person: str, ref: str) -> Teacher:
    wishes = view.org.people[person].mentoring.open
    is_open = mentoring.open_for(view, person, ref)
    return Teacher(
        person=person,
        name=view.org.name(person),
        offered="not yet" if wishes is None else "yes" if is_open else "no",
        load=mentoring.load(view, person),
        places=mentoring.capacity(view, person),
        free=mentoring.free_places(view, person) if is_open else 0,
    )


def _published(view: View) -> list[insights.Listed]:
    return [each for each in insights.insights(view) if each.status == InsightStatus.PUBLISHED]


def expectation(view: View, ref: str) -> WholeExpectation:
    """Collect everything about one thing that is expected."""
    org = view.org
    row = next(each for each in rows.expectations(view) if each.expectation == ref)
    own = org.expectations.get(ref)
    keeper = own.keeper if own is not None else org.competences[ref.rpartition("/")[0]].keeper
    there = [p for p, record in org.people.items() if record.active]
    people = [p for p in there if ref in familiarity.expected_of(view, p)]
    rings = [request for request in org.requests() if request.expectation == ref and request.status.life_ring]
    return WholeExpectation(
        expectation=ref,
        title=row.title,
        part_of=row.part_of,
        heading=row.heading,
        target=row.target,
        keeper=keeper,
        keeper_name=org.name(keeper) if keeper else None,
        retired=row.retired,
        relevant_for=tuple(map(org.title, own.relevant_for)) if own is not None else (),
        named=tuple(map(org.name, own.people)) if own is not None else (),
        people=tuple(Person(each, org.name(each)) for each in sorted(people, key=org.name)),
        waiting=tuple(overview.waiting_for(view, each) for each in rings),
        insights=tuple(each for each in _published(view) if each.expectation == ref),
        commands=(f"wecomplish list insights --expectation {ref}", f"wecomplish edit {ref}"),
    )
