"""The report on the mentor network: the verdicts on it, its pairs, and who needs somebody."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity, graph, membership, mentoring, suitability
from wecomplish_cli.derive.view import once
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.mentorships import MentorshipStatus
from wecomplish_cli.reports import mentorship_rows
from wecomplish_cli.reports.overview import Waiting, waiting
from wecomplish_cli.reports.proposals import Proposal, proposals
from wecomplish_cli.reports.verdicts import balance

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from wecomplish_cli.derive.balance import Division
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.reports.verdicts import Counts, Verdict


@frozen
class Load:
    """A mentor's active mentorships against places."""

    person: str
    name: str
    load: int
    places: int
    away: bool
    left: bool
    """They have left, and still stand as mentor somewhere."""


@frozen
class Unmentored:
    """Someone without a mentor, and the least familiar of their assignments that someone could mentor in."""

    person: str
    name: str
    competence: str
    competence_name: str
    mentor: str | None = None
    """Who could: proficient, open and with a place; None where nobody is, or all is known already."""
    mentor_name: str | None = None
    proposed: str | None = None
    """The name of a mentor who is proposed, and not yet accepted by everyone."""


@frozen
class Unmentoring:
    """Someone who mentors nobody."""

    person: str
    name: str
    could: tuple[str, ...]
    """Competences they could mentor in now: they are open, have a place, and are proficient."""
    could_names: tuple[str, ...]


@frozen
class Group:
    """People connected by mentorships with each other, and with nobody else."""

    people: tuple[str, ...]
    names: tuple[str, ...]


@frozen
class Risk:
    """A critical competence with too few people who could pass it on."""

    competence: str
    name: str
    mentors: tuple[str, ...]
    names: tuple[str, ...]
    wanted: int
    learner: str | None
    """Who holds it, has no mentor in it, is furthest, and could be taught by `teacher` now."""
    teacher: str | None
    learner_name: str | None
    teacher_name: str | None


@frozen
class MentorshipsReport:
    """The state of the mentor network on one day."""

    organization: str
    team: str | None
    today: date
    people: int
    """Active people with an assignment held: whom the shares are of who has a mentor and who mentors."""
    verdicts: tuple[Verdict, ...]
    counts: Counts
    division: Division
    load: tuple[Load, ...]
    """Everyone open to mentoring or mentoring someone, fullest first."""
    mentorships: tuple[mentorship_rows.MentorshipRow, ...]
    """Those under way of these people as mentees, the ones that need somebody first."""
    without_mentor: tuple[Unmentored, ...]
    """Those whom someone could mentor first."""
    mentoring_nobody: tuple[Unmentoring, ...]
    """Those who could mentor first."""
    waiting: tuple[Waiting, ...]
    """Open help, longest waiting first."""
    proposals: tuple[Proposal, ...]
    """Proposals that wait for somebody's yes, longest waiting first."""
    isolated: tuple[Group, ...]
    """Groups beside the largest."""
    risks: tuple[Risk, ...]


def mentorships_report(
    view: View, team: str | None = None, within: Collection[str] | None = None
) -> MentorshipsReport:
    """Report on the network of the whole organisation, of a team with its parts, or of some people."""
    everyone = team is None and within is None
    if within is None:
        within = view.org.people.keys() if team is None else membership.members(view, team)
    people = [person for person in membership.population(view) if person in within]
    there = [person for person in view.org.people if person in within and view.org.people[person].active]
    mentees, mentors = graph.helped_and_helping(view)
    found = balance(view, people, within)
    groups = graph.groups(view, within)
    return MentorshipsReport(
        organization=view.org.settings.organization,
        team=view.org.teams[team].name if team else None,
        today=view.today,
        people=len(people),
        verdicts=found.verdicts,
        counts=found.counts,
        division=found.division,
        load=_load(view, found.mentors),
        mentorships=_mentorships(view, within),
        without_mentor=_without_mentor(view, [p for p in people if p not in mentees]),
        mentoring_nobody=_unmentoring(view, [p for p in people if p not in mentors]),
        waiting=tuple(sorted(waiting(view, there), key=lambda w: (-w.days, w.mentee))),
        proposals=tuple(proposals(view, None if everyone else within)),
        isolated=tuple(Group(tuple(g), tuple(map(view.org.name, g))) for g in groups[1:]),
        risks=_risks(view) if everyone else (),
    )


@once
def at_risk(view: View) -> dict[str, list[str]]:
    """Find the critical competences that fewer people can pass on than should, each with those who can."""
    wanted = view.org.settings.targets.mentors_per_critical_competence
    found = {}
    for ref, competence in view.org.competences.items():
        if competence.critical and competence.expected(view.today):
            able = [p for p in familiarity.proficient_people(view, ref) if mentoring.open_for(view, p, ref)]
            if len(able) < wanted:
                found[ref] = able
    return found


def _load(view: View, mentors: Iterable[str]) -> tuple[Load, ...]:
    rows = [
        Load(
            person,
            view.org.name(person),
            mentoring.load(view, person),
            mentoring.capacity(view, person),
            mentoring.away(view, person),
            not view.org.people[person].active,
        )
        for person in mentors
    ]
    return tuple(sorted(rows, key=lambda row: (row.places - row.load, -row.load, row.person)))


_URGENCY = ("at risk", "inactive", "check-in due", "proposed", "paused", "too early", "on track")


def _mentorships(view: View, within: Collection[str]) -> tuple[mentorship_rows.MentorshipRow, ...]:
    rows = [row for row in mentorship_rows.mentorships(view) if row.mentee in within]
    return tuple(sorted((r for r in rows if r.state in _URGENCY), key=lambda r: _URGENCY.index(r.state)))


def _without_mentor(view: View, people: Iterable[str]) -> tuple[Unmentored, ...]:
    rows = [_unmentored(view, person) for person in people]
    return tuple(sorted(rows, key=lambda row: (row.mentor is None, row.person)))


def _unmentored(view: View, person: str) -> Unmentored:
    by_competence = familiarity.expectations_by_competence(view)
    held = sorted(
        view.org.people[person].held(view.today),
        key=lambda ref: familiarity.familiarity(view, person, by_competence.get(ref, ())) or 0.0,
    )
    for competence in held:
        slot = view.org.mentorships.get((person, competence))
        if slot is not None and mentoring.status(slot, person) is MentorshipStatus.PROPOSED:
            return replace(_unmentored_in(view, person, competence), proposed=view.org.name(slot.mentor))
    for competence in held:
        slot = view.org.mentorships.get((person, competence))
        taken = slot is not None and slot.status.under_way
        if not taken and not familiarity.proficient(view, person, competence):
            mentor = suitability.possible_mentor(view, person, competence)
            if mentor:
                row = _unmentored_in(view, person, competence)
                return replace(row, mentor=mentor, mentor_name=view.org.name(mentor))
    return _unmentored_in(view, person, held[0])


def _unmentored_in(view: View, person: str, competence: str) -> Unmentored:
    return Unmentored(person, view.org.name(person), competence, view.org.title(competence))


def _unmentoring(view: View, people: Iterable[str]) -> tuple[Unmentoring, ...]:
    rows = []
    for person in people:
        record = view.org.people[person]
        topics = record.mentoring.topics or record.held(view.today)
        could = [c for c in topics if familiarity.proficient(view, person, c)]
        could = could if mentoring.free_places(view, person) > 0 else []
        rows.append(Unmentoring(person, record.name, tuple(could), tuple(map(view.org.title, could))))
    return tuple(sorted(rows, key=lambda row: (not row.could, row.person)))


def _risks(view: View) -> tuple[Risk, ...]:
    wanted = view.org.settings.targets.mentors_per_critical_competence
    holders = membership.holders(view, membership.population(view))
    found = []
    for ref, able in at_risk(view).items():
        learner, teacher = _next_step(view, ref, holders.get(ref, ()))
        names = tuple(map(view.org.name, able))
        to_name = (each and view.org.name(each) for each in (learner, teacher))
        found.append(Risk(ref, view.org.title(ref), tuple(able), names, wanted, learner, teacher, *to_name))
    return tuple(found)


def _next_step(view: View, competence: str, holders: Iterable[str]) -> tuple[str | None, str | None]:
    """Find a learner and a teacher for a competence that too few can pass on; None if nobody is free."""
    expectations = familiarity.expectations_by_competence(view).get(competence, ())
    learners = [
        person
        for person in holders
        if not familiarity.proficient(view, person, competence)
        and ((slot := view.org.mentorships.get((person, competence))) is None or not slot.status.under_way)
    ]
    for learner in sorted(learners, key=lambda p: -(familiarity.familiarity(view, p, expectations) or 0.0)):
        teacher = suitability.possible_mentor(view, learner, competence)
        if teacher:
            return learner, teacher
    return None, None
