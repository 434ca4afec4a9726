"""Everything about one mentorship."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wecomplish_cli.derive import familiarity, mentoring, suitability
from wecomplish_cli.model.mentorships import MentorshipStatus
from wecomplish_cli.reports import mentorship_rows, overview, reviews

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import CheckIn, Mentorship, Terms


@dataclass(frozen=True)
class Said:
    """Who is asked to accept, and when they did."""

    person: str
    name: str
    accepted: date | None
    """None while they are waited for."""


@dataclass(frozen=True)
class GoalRow:
    """A goal."""

    goal: str
    title: str
    measure: str | None
    expectation: str | None
    """The title of the expectation that it serves."""
    due: date | None
    status: str
    late: bool
    """It is past its date, and neither done nor dropped."""


@dataclass(frozen=True)
class ActionRow:
    """A step towards a goal."""

    goal: str
    action: str
    due: date | None
    done: date | None
    late: bool


@dataclass(frozen=True)
class LevelRow:
    """The mentee's levels of one expectation over time."""

    expectation: str
    title: str
    start: str | None
    now: str | None
    end: str | None


@dataclass(frozen=True)
class Meeting:
    """A check-in."""

    date: dt.date
    minutes: int | None
    goals: tuple[str, ...]
    """The titles of the goals that it was about."""
    summary: str | None
    next: dt.date | None
    pulse: tuple[str, ...]
    """Each with a name, such as `Ola 4`."""
    fit: str | None


@dataclass(frozen=True)
class Agreed:
    """What was agreed and came of a mentorship, whether it is under way or an earlier one."""

    program_name: str | None
    peer: bool
    quiet: bool
    """Nobody but those whose yes is needed is told of it by mail."""
    proposed: date | None
    until: date | None
    agreement: str | None
    checkin_every_days: int
    """As agreed, or as everywhere in the organisation."""
    accepting: tuple[Said, ...]
    target: int | None
    """Percent of familiarity, to be reached by `target_by`."""
    target_by: date | None
    taken: date | None
    """When the levels of its start were taken; so were those of its end."""
    outcome_taken: date | None
    paused_until: date | None
    ended: date | None
    reason: str | None
    goals: tuple[GoalRow, ...]
    actions: tuple[ActionRow, ...]
    levels: tuple[LevelRow, ...]


@dataclass(frozen=True)
class Earlier(Agreed):
    """An earlier mentorship in the same role or skillset."""

    mentors: tuple[str, ...]
    status: str
    started: date | None


@dataclass(frozen=True)
class WholeMentorship(Agreed):
    """Everything about one mentorship."""

    row: mentorship_rows.MentorshipRow
    """What a list says of it."""
    familiarity: float | None
    """Of the mentee in it now."""
    gain: int | None
    """Points since its start, over what both know."""
    meetings: tuple[Meeting, ...]
    """Newest first; so are the reviews."""
    reviews: tuple[reviews.Reviewed, ...]
    waiting: tuple[overview.Waiting, ...]
    """Help that the mentee waits for within it."""
    previous: tuple[Earlier, ...]
    commands: tuple[str, ...]
    """What to do next."""


def mentorship(view: View, mentee: str, competence: str, me: str | None) -> WholeMentorship:
    """Collect everything about a mentorship; `me` is told what only they can do."""
    org = view.org
    record = org.mentorships[mentee, competence]
    expected = familiarity.expectations_by_competence(view).get(competence, ())
    now = familiarity.levels_now(view, mentee, competence)
    start = record.baseline.levels if record.baseline else {}
    gain = familiarity.gain(org, start, record.outcome.levels if record.outcome else now)
    return WholeMentorship(
        **_agreed(view, record, now),
        row=mentorship_rows.mentorship(view, record),
        familiarity=familiarity.familiarity(view, mentee, expected),
        gain=None if gain is None else round(gain),
        meetings=tuple(_meeting(view, record, each) for each in reversed(mentoring.checkins(view, record))),
        reviews=tuple(
            reviews.reviewed(view, each)
            for each in reversed(org.reviews.get(mentee, ()))
            if each.competence == competence
        ),
        waiting=tuple(each for each in overview.waiting(view, [mentee]) if each.expectation in expected),
        previous=tuple(
            Earlier(
                **_agreed(view, each, {}),
                mentors=tuple(map(org.name, mentoring.mentors_now(each))),
                status=str(each.status),
                started=each.started,
            )
            for each in reversed(record.previous)
        ),
        commands=tuple(_commands(view, record, me)),
    )


def _agreed(view: View, terms: Terms, now: Mapping[str, str]) -> dict[str, Any]:
    """The fields of `Agreed`; of a mentorship under way with the levels now."""
    org, target = view.org, terms.target
    return {
        "program_name": org.title(f"programs/{terms.program}") if terms.program else None,
        "peer": terms.peer,
        "quiet": not terms.notify,
        "proposed": mentoring.proposed(terms),
        "until": terms.until,
        "agreement": terms.agreement,
        "checkin_every_days": terms.checkin_every_days or org.settings.mentorship.checkin_every_days,
        "accepting": tuple(Said(who, org.name(who), day) for who, day in terms.acceptance.items()),
        "target": target.familiarity if target else None,
        "target_by": target.by if target else None,
        "taken": terms.baseline.taken if terms.baseline else None,
        "outcome_taken": terms.outcome.taken if terms.outcome else None,
        "paused_until": terms.paused_until,
        "ended": terms.ended,
        "reason": terms.reason,
        "goals": tuple(_goals(view, terms)),
        "actions": tuple(_actions(view, terms)),
        "levels": tuple(_levels(view, terms, now)),
    }


def _goals(view: View, record: Terms) -> Iterator[GoalRow]:
    for own, goal in record.goals.items():
        is_open = goal.status not in ("done", "dropped")
        yield GoalRow(
            goal=own,
            title=goal.title,
            measure=goal.measure,
            expectation=view.org.title(goal.expectation) if goal.expectation else None,
            due=goal.due,
            status=goal.status.replace("_", " "),
            late=is_open and goal.due is not None and goal.due < view.today,
        )


def _actions(view: View, record: Terms) -> Iterator[ActionRow]:
    for goal in record.goals.values():
        for own, action in goal.actions.items():
            late = action.done is None and action.due is not None and action.due < view.today
            yield ActionRow(goal.title, own, action.due, action.done, late)


def _levels(view: View, record: Terms, now: Mapping[str, str]) -> Iterator[LevelRow]:
    start = record.baseline.levels if record.baseline else {}
    end = record.outcome.levels if record.outcome else {}
    for ref in dict.fromkeys((*start, *now, *end)):
        yield LevelRow(ref, view.org.title(ref), start.get(ref), now.get(ref), end.get(ref))


def _meeting(view: View, record: Mentorship, held: CheckIn) -> Meeting:
    return Meeting(
        date=held.date,
        minutes=held.minutes,
        goals=tuple(record.goals[each].title if each in record.goals else each for each in held.goals),
        summary=held.summary,
        next=held.next,
        pulse=tuple(f"{view.org.name(who)} {score}" for who, score in held.pulse.items()),
        fit=str(held.fit) if held.fit else None,
    )


def _commands(view: View, record: Mentorship, me: str | None) -> Iterator[str]:
    which = f"{record.mentee} {record.competence}"
    status = mentoring.status(record, record.mentee)
    if me in mentoring.waited_for(record):
        yield f"wecomplish accept {which}"
        yield f"wecomplish decline {which}"
    if status is MentorshipStatus.ACTIVE:
        yield f"wecomplish checkin {which}"
        completed = familiarity.completed_familiarity(view, record.mentee, record.competence)
        if completed and me in mentoring.mentors_now(record):
            yield f"wecomplish review {which}"
        yield f"wecomplish pause {which} --until +4w"
        yield f"wecomplish complete {which}"
    if status is MentorshipStatus.PAUSED:
        yield f"wecomplish resume {which}"
    if status.under_way:
        yield f"wecomplish end {which}"
    elif mentor := _next_mentor(view, record):
        yield f"wecomplish assign {which} --mentor {mentor}"
    yield f"wecomplish history {which}"


def _next_mentor(view: View, record: Mentorship) -> str | None:
    """Who could mentor somebody next in what they still hold; None where they need nobody."""
    mentee = view.org.people.get(record.mentee)
    holds = mentee is not None and mentee.active and record.competence in mentee.held(view.today)
    if not holds or familiarity.proficient(view, record.mentee, record.competence):
        return None
    return suitability.possible_mentor(view, record.mentee, record.competence)
