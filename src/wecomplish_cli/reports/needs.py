"""What needs a person now: help asked of them, their yes, reviews, check-ins, and familiarity to refresh."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from wecomplish_cli.derive import escalation, familiarity, health, mentoring, programs
from wecomplish_cli.derive.view import once
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.mentorships import HelpStatus, MentorshipStatus
from wecomplish_cli.reports import reviews
from wecomplish_cli.reports.first_steps import FirstStep, first_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import HelpRequest, Mentorship
    from wecomplish_cli.model.programs import Insight


class NeedKind(StrEnum):
    """What someone is needed for, in the order of urgency."""

    HELP = "help"
    """Someone asks for help, and it reaches this person."""
    YES = "yes"
    """A mentorship waits for this person's yes."""
    REVIEW = "review"
    """A mentee's familiarity is completed and not reviewed yet."""
    CHECKIN = "checkin"
    """A check-in is due."""
    PROPOSAL = "proposal"
    """A proposal waits too long for somebody else's yes: this person is part of it, or leads the mentee."""
    UNSEEN = "unseen"
    """A mentee of this leader waits for help that nobody has acknowledged in time."""
    UNANSWERED = "unanswered"
    """Someone in this coordinator's program, or anyone for an administrator, waits too long for help."""
    UNMATCHED = "unmatched"
    """Mentees of a program that this person coordinates have no mentor, and none is proposed."""
    PAIRS = "pairs"
    """Mentorships of a program that this person coordinates are at risk, inactive or without a mentor."""
    CLOSE = "close"
    """A program that this person coordinates is over, and mentorships in it are not."""
    RESUME = "resume"
    """A mentorship was to rest until a day that is past."""
    SEEN = "seen"
    """In a review, a mentor saw a level of this person's otherwise than they do."""
    REFRESH = "refresh"
    """Familiarity of this person's own that is stale or missing."""
    INSIGHT = "insight"
    """An answer that this person got, and that could help others as an insight."""


@frozen
class Need:
    """One thing that needs a person now."""

    kind: NeedKind
    person: str
    """Whom it is about, by id; for `refresh` and programs the person themselves; so is the name."""
    name: str
    about: str
    """The reference of the assignment or expectation it is about."""
    title: str
    since: date
    """The day since which it waits; so are the days."""
    days: int
    count: int
    """Of `refresh`, expectations that are stale or missing; of programs, people or pairs; 1 otherwise."""
    status: str
    """Of `help`: `open`, or `acknowledged` by this person; empty otherwise."""
    question: str | None
    command: str
    """The command that settles it."""


@frozen
class Needs:
    """All that needs a person now."""

    person: str
    name: str
    today: date
    needs: tuple[Need, ...]
    """By kind, the most urgent first; within a kind the longest waiting first."""
    first_step: FirstStep | None = None
    """For administrators: what a new organisation lacks before mentorships can begin."""


def needs(view: View, person: str) -> Needs:
    """Collect what needs a person now; nothing needs someone who has left."""
    found: list[Need] = []
    if view.org.people[person].active:
        found += _help(view, person)
        found += _escalated(view, person)
        found += _mentorships(view, person)
        found += _programs(view, person)
        found += _seen(view, person)
        found += _refresh(view, person)
        found += _insights(view, person)
    order = list(NeedKind)
    found.sort(key=lambda need: (order.index(need.kind), -need.days, need.name, need.about))
    step = first_step(view) if person in view.org.settings.administrators else None
    return Needs(person, view.org.name(person), view.today, tuple(found), step)


@frozen
class Asked:
    """Help that someone asked for and waits for."""

    title: str
    date: date
    seen_by: str | None
    """The name of who acknowledged it; None if nobody has."""
    reaches: tuple[str, ...]
    """The names of those whom it reaches."""


def asked(view: View, person: str) -> list[Asked]:
    """The help that a person waits for, and who has it."""
    return [
        Asked(
            view.org.title(request.expectation),
            request.date,
            view.org.name(request.acknowledged.by) if request.acknowledged else None,
            tuple(view.org.name(each) for each in mentoring.helpers(view, person, request.expectation)),
        )
        for request in mentoring.life_rings(view, person)
    ]


def help_asked(view: View, person: str) -> list[HelpRequest]:
    """The requests that wait for this person: open ones that reach them, and those they acknowledged."""
    return _help_by_helper(view).get(person, [])


@once
def _help_by_helper(view: View) -> Mapping[str, list[HelpRequest]]:
    found: dict[str, list[HelpRequest]] = defaultdict(list)
    for mentee in view.org.help:
        for request in mentoring.life_rings(view, mentee):
            if request.status is HelpStatus.ACKNOWLEDGED and request.acknowledged is not None:
                found[request.acknowledged.by].append(request)
            else:
                for person in mentoring.helpers(view, mentee, request.expectation):
                    found[person].append(request)
    return found


def to_refresh(view: View, person: str, expectations: tuple[str, ...]) -> list[str]:
    """Those of the expectations that have no level, or were indicated so long ago that they are stale."""
    return [
        ref
        for ref in expectations
        if familiarity.level(view, person, ref) == 0 or familiarity.stale(view, person, ref)
    ]


def without_insight(view: View, person: str) -> list[HelpRequest]:
    """The answered requests of a mentee for whose expectation nobody wrote down an insight since."""
    own = _insights_by_author(view).get(person, ())
    return [
        request
        for request in view.org.help.get(person, ())
        if (answer := request.answered) is not None
        and answer.insight is None
        and not any(i.expectation == request.expectation and i.date >= answer.date for i in own)
    ]


@once
def _insights_by_author(view: View) -> Mapping[str, list[Insight]]:
    found: dict[str, list[Insight]] = defaultdict(list)
    for insight in view.org.insights.values():
        found[insight.author].append(insight)
    return found


def _help(view: View, person: str) -> Iterator[Need]:
    for request in help_asked(view, person):
        verb = "acknowledge" if request.status is HelpStatus.OPEN else "answer"
        command = f"wecomplish {verb}-help {request.mentee} {request.expectation}"
        yield _of_request(view, NeedKind.HELP, request, command)


def _escalated(view: View, person: str) -> Iterator[Need]:
    for request, is_late in escalation.escalated(view, person):
        kind = NeedKind.UNANSWERED if is_late else NeedKind.UNSEEN
        yield _of_request(view, kind, request, f"wecomplish support {request.mentee}")


def _of_request(view: View, kind: NeedKind, request: HelpRequest, command: str) -> Need:
    found = _need(view, kind, request.mentee, request.expectation, request.date, command)
    return replace(found, status=str(request.status), question=request.question)


def _mentorships(view: View, person: str) -> Iterator[Need]:
    for mentorship in _mentorships_by_person(view).get(person, ()):
        if person in (mentorship.mentee, *mentorship.mentors):
            yield from _in_mentorship(view, mentorship, person)
        if health.waits_too_long(view, mentorship) and person in _concerned(view, mentorship):
            yield _stuck(view, mentorship, person)


@once
def _mentorships_by_person(view: View) -> Mapping[str, list[Mentorship]]:
    """What is under way, by everyone who takes part in it or could do something about it."""
    found: dict[str, list[Mentorship]] = defaultdict(list)
    for mentorship in view.org.mentorships.values():
        if mentorship.status.under_way:
            late = health.waits_too_long(view, mentorship)
            concerned = _concerned(view, mentorship) if late else set()
            for person in {mentorship.mentee, *mentorship.mentors, *concerned}:
                found[person].append(mentorship)
    return found


def _concerned(view: View, mentorship: Mentorship) -> set[str]:
    """Who can do something about a proposal that waits for somebody else's yes."""
    mentee = view.org.people.get(mentorship.mentee)
    program = view.org.programs.get(mentorship.program or "")
    leaders = {*(mentee.leaders if mentee else ()), *((program.coordinator,) if program else ())}
    if not mentoring.still_there(view, filter(None, leaders)):
        leaders |= {*view.org.settings.administrators}
    return {mentorship.mentee, *mentorship.mentors, *(each for each in leaders if each)} - {
        *mentoring.waited_for(mentorship)
    }


def _stuck(view: View, mentorship: Mentorship, person: str) -> Need:
    other = mentorship.mentor if person == mentorship.mentee else mentorship.mentee
    since = mentoring.proposed(mentorship) or view.today
    command = f"wecomplish end {mentorship.mentee} {mentorship.competence}"
    return _need(view, NeedKind.PROPOSAL, other, mentorship.competence, since, command)


def _in_mentorship(view: View, mentorship: Mentorship, person: str) -> Iterator[Need]:
    mentee, competence = mentorship.mentee, mentorship.competence
    other = mentorship.mentor if person == mentee else mentee
    slot = f"{mentee} {competence}"
    if person in mentorship.acceptance and mentorship.acceptance[person] is None:
        since = mentoring.proposed(mentorship) or view.today
        yield _need(
            view,
            NeedKind.YES,
            other,
            competence,
            since,
            f"wecomplish accept {slot}",
        )
        return
    rests = mentorship.paused_until
    if rests is not None and rests <= view.today and mentorship.status is MentorshipStatus.PAUSED:
        yield _need(view, NeedKind.RESUME, other, competence, rests, f"wecomplish resume {slot}")
    if mentoring.status(mentorship, mentee) is not MentorshipStatus.ACTIVE:
        return
    if person in mentoring.mentors_now(mentorship):
        completed = familiarity.completed_familiarity(view, mentee, competence)
        if completed is not None:
            command = f"wecomplish review {slot}"
            yield _need(view, NeedKind.REVIEW, mentee, competence, completed, command)
    due = health.checkin_due(view, mentorship)
    if due is not None and due <= view.today and person in (mentee, mentorship.mentor):
        yield _need(view, NeedKind.CHECKIN, other, competence, due, f"wecomplish checkin {slot}")


def _programs(view: View, person: str) -> Iterator[Need]:
    for program, record in view.org.programs.items():
        if record.coordinator == person:
            yield from _of_program(view, person, program)


def _of_program(view: View, person: str, program: str) -> Iterator[Need]:
    ends, ref = view.org.programs[program].ends, f"programs/{program}"
    over = ends is not None and ends < view.today
    under_way = [each for each in programs.pairs(view, program) if each.status.under_way]
    asked = {each.mentee for each in under_way}
    alone = [each for each in programs.without_mentor(view, program) if each not in asked]
    if alone and not over:
        since = min(view.org.people[each].programs[program].joined for each in alone)
        command = f"wecomplish match {program}"
        yield replace(_need(view, NeedKind.UNMATCHED, person, ref, since, command), count=len(alone))
    troubled = programs.in_trouble(view, program)
    if troubled:
        command = f"wecomplish report programme {program}"
        yield replace(_need(view, NeedKind.PAIRS, person, ref, view.today, command), count=len(troubled))
    if ends is not None and over and under_way:
        command = f"wecomplish programme close {program} --complete"
        yield replace(_need(view, NeedKind.CLOSE, person, ref, ends, command), count=len(under_way))


def _seen(view: View, person: str) -> Iterator[Need]:
    for each in reviews.seen(view, person):
        command = f"wecomplish indicate {person} {each.expectation} {each.level}"
        found = _need(view, NeedKind.SEEN, each.review.by, each.expectation, each.review.date, command)
        yield replace(found, question=each.level)


def _refresh(view: View, person: str) -> Iterator[Need]:
    by_competence = familiarity.expectations_by_competence(view)
    indicated = view.org.familiarity.get(person, {})
    for competence, assignment in view.org.people[person].assignments.items():
        if not assignment.held(view.today):
            continue
        waiting = to_refresh(view, person, by_competence.get(competence, ()))
        if waiting:
            since = min(indicated[r].updated if r in indicated else assignment.since for r in waiting)
            command = f"wecomplish refresh {person} {competence}"
            found = _need(view, NeedKind.REFRESH, person, competence, min(since, view.today), command)
            yield replace(found, count=len(waiting))


def _insights(view: View, person: str) -> Iterator[Need]:
    for request in without_insight(view, person):
        if request.answered is not None:
            command = f"wecomplish insight from-help {person} {request.expectation}"
            yield _need(
                view,
                NeedKind.INSIGHT,
                request.answered.by,
                request.expectation,
                request.answered.date,
                command,
            )


def _need(view: View, kind: NeedKind, person: str, about: str, since: date, command: str) -> Need:
    return Need(
        kind,
        person,
        view.org.name(person),
        about,
        view.org.title(about),
        since,
        (view.today - since).days,
        count=1,
        status="",
        question=None,
        command=command,
    )
