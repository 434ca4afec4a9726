"""What there is of each kind: one row for each thing, with what is asked of it most."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity, graph, membership, mentoring
from wecomplish_cli.model.expectations import is_retired
from wecomplish_cli.model.programs import InsightStatus
from wecomplish_cli.reports.insights import Listed
from wecomplish_cli.reports.mentorship_rows import MentorshipRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View


@dataclass(frozen=True)
class PersonRow:
    """Someone in the organisation."""

    person: str
    name: str
    teams: tuple[str, ...]
    """The names of the teams in which they hold a role; so are the others."""
    holds: tuple[str, ...]
    mentors: tuple[str, ...]
    """Who mentors them now."""
    load: int
    """How many they mentor now, of so many places."""
    places: int
    waiting: int | None
    """Days that they have waited for help; None where they do not wait."""
    has_mentor: bool | None
    """None where they hold nothing to be mentored in."""
    status: str


@dataclass(frozen=True)
class TeamRow:
    """A team."""

    team: str
    name: str
    lead: str | None
    lead_name: str | None
    parent: str | None
    parent_name: str | None
    people: int
    """Of the team and those that are part of it."""
    waiting: int
    """How many of them wait for help."""


@dataclass(frozen=True)
class CompetenceRow:
    """A role or skillset."""

    competence: str
    name: str
    critical: bool
    expects: int
    """How many expectations it has now."""
    holders: int
    can_teach: int
    """How many are proficient in it and open to mentoring in it."""
    keeper: str | None
    keeper_name: str | None
    retired: date | None
    status: str
    """`current` or `retired`."""


@dataclass(frozen=True)
class ExpectationRow:
    """Something expected of people."""

    expectation: str
    title: str
    part_of: str
    """The role or skillset, or of what type it is."""
    heading: str | None
    target: str | None
    people: int
    """How many it is expected of now."""
    waiting: int
    """How many wait for help with it."""
    insights: int
    """How many published insights help with it."""
    retired: date | None
    status: str
    """`current` or `retired`."""


@dataclass(frozen=True)
class ProgramRow:
    """A mentoring programme."""

    program: str
    name: str
    starts: date | None
    ends: date | None
    mentees: int
    """How many joined as mentee, or as both; so are the mentors."""
    mentors: int
    mentorships: int
    """How many that are part of it are under way."""
    coordinator: str | None
    coordinator_name: str | None
    status: str
    """`planned`, `running` or `over`."""


Row = PersonRow | TeamRow | CompetenceRow | ExpectationRow | ProgramRow | MentorshipRow | Listed


def people(view: View) -> Iterator[PersonRow]:
    """List everybody, by name."""
    org = view.org
    helped, _ = graph.helped_and_helping(view)
    mentors: dict[str, dict[str, None]] = defaultdict(dict)
    for each in graph.running(view):
        mentors[each.mentee].update(dict.fromkeys(map(org.name, mentoring.mentors_now(each))))
    for person in sorted(org.people, key=org.name):
        record = org.people[person]
        held = record.held(view.today)
        teams = dict.fromkeys(team for ref in held for team in record.assignments[ref].teams)
        rings = mentoring.life_rings(view, person)
        yield PersonRow(
            person=person,
            name=org.name(person),
            teams=tuple(org.title(f"teams/{team}") for team in teams),
            holds=tuple(map(org.title, held)),
            mentors=tuple(mentors.get(person, ())),
            load=mentoring.load(view, person),
            places=mentoring.capacity(view, person),
            waiting=max(((view.today - each.date).days for each in rings), default=None),
            has_mentor=person in helped if held and record.active else None,
            status=str(record.status),
        )


def teams(view: View) -> Iterator[TeamRow]:
    """List the teams, by name."""
    org = view.org
    for team in sorted(org.teams, key=lambda each: org.title(f"teams/{each}")):
        record = org.teams[team]
        members = membership.members(view, team)
        yield TeamRow(
            team=team,
            name=org.title(f"teams/{team}"),
            lead=record.lead,
            lead_name=org.name(record.lead) if record.lead else None,
            parent=record.parent,
            parent_name=org.title(f"teams/{record.parent}") if record.parent else None,
            people=len(members),
            waiting=sum(bool(mentoring.life_rings(view, each)) for each in members),
        )


def competences(view: View, folder: str) -> Iterator[CompetenceRow]:
    """List the roles or the skillsets, by name."""
    org = view.org
    holders = membership.holders(view, membership.population(view))
    expected = familiarity.expectations_by_competence(view)
    for ref in sorted((each for each in org.competences if each.startswith(f"{folder}/")), key=org.title):
        record = org.competences[ref]
        able = [
            each for each in familiarity.proficient_people(view, ref) if mentoring.open_for(view, each, ref)
        ]
        yield CompetenceRow(
            competence=ref,
            name=org.title(ref),
            critical=record.critical,
            expects=len(expected[ref]),
            holders=len(holders.get(ref, ())),
            can_teach=len(able),
            keeper=record.keeper,
            keeper_name=org.name(record.keeper) if record.keeper else None,
            retired=record.retired,
            status="retired" if is_retired(record.retired, view.today) else "current",
        )


def expectations(view: View) -> Iterator[ExpectationRow]:
    """List what is expected: responsibilities and skills by role and skillset, then the others by type."""
    org = view.org
    there = [person for person, record in org.people.items() if record.active]
    asked = Counter(ref for p in there for ref in familiarity.expected_of(view, p))
    waiting = Counter(each.expectation for each in org.requests() if each.status.life_ring)
    insights = Counter(
        each.expectation for each in org.insights.values() if each.status is InsightStatus.PUBLISHED
    )
    found = [
        (org.title(ref), f"{ref}/{item}", what.heading, what.target, what.retired or competence.retired)
        for ref, competence in org.competences.items()
        for item, what in competence.items.items()
    ]
    found += [
        (str(each.type), ref, None, each.target, each.retired) for ref, each in org.expectations.items()
    ]
    for part_of, ref, heading, target, retired in found:
        yield ExpectationRow(
            expectation=ref,
            title=org.title(ref),
            part_of=part_of,
            heading=heading,
            target=target,
            people=asked[ref],
            waiting=waiting[ref],
            insights=insights[ref],
            retired=retired,
            status="retired" if is_retired(retired, view.today) else "current",
        )


def programs(view: View) -> Iterator[ProgramRow]:
    """List the programmes, by name."""
    org = view.org
    running = Counter(each.program for each in org.mentorships.values() if each.status.under_way)
    joined = Counter(
        (program, str(part.role)) for each in org.people.values() for program, part in each.programs.items()
    )
    for program in sorted(org.programs, key=lambda each: org.title(f"programs/{each}")):
        record = org.programs[program]
        both = joined[program, "both"]
        yield ProgramRow(
            program=program,
            name=org.title(f"programs/{program}"),
            starts=record.starts,
            ends=record.ends,
            mentees=joined[program, "mentee"] + both,
            mentors=joined[program, "mentor"] + both,
            mentorships=running[program],
            coordinator=record.coordinator,
            coordinator_name=org.name(record.coordinator) if record.coordinator else None,
            status=_when(record.starts, record.ends, view.today),
        )


def _when(starts: date | None, ends: date | None, today: date) -> str:
    if starts is not None and starts > today:
        return "planned"
    return "over" if ends is not None and ends < today else "running"
