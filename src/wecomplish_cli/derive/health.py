"""How a mentorship is doing: when its next check-in is due, and the worst that can be said of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity, mentoring
from wecomplish_cli.derive.days import days_after
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.mentorships import Fit, GoalStatus, HelpStatus, MentorshipStatus
from wecomplish_cli.model.text import day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import HelpRequest, Mentorship


class State(StrEnum):
    """How a pair is doing, from what is over to what is worst."""

    ENDED = "ended"
    PROPOSED = "proposed"
    PAUSED = "paused"
    TOO_EARLY = "too early"
    ON_TRACK = "on track"
    CHECKIN_DUE = "check-in due"
    INACTIVE = "inactive"
    AT_RISK = "at risk"


class ReasonKind(StrEnum):
    """Why a pair is doing no better; the value is what is said of it, before what it is about."""

    QUIET = "nothing for"
    DUE = "due since"
    OFF_TRACK = "off track:"
    POOR_FIT = "a poor fit, they say"
    HELP_OVERDUE = "help overdue:"
    PAST_END = "past its end,"


@frozen
class Reason:
    """One reason; as text it is English."""

    kind: ReasonKind
    days: int | None = None
    day: date | None = None
    title: str | None = None

    def __str__(self) -> str:
        when = day(self.day) if self.day is not None else None
        about = f"{self.days} days" if self.days is not None else when or self.title
        return self.kind if about is None else f"{self.kind} {about}"


@frozen
class Health:
    """How a pair is doing, and why."""

    state: State
    reasons: tuple[Reason, ...] = ()


def health(view: View, mentorship: Mentorship) -> Health:
    """Say how a pair is doing: the worst that holds, with its reasons."""
    status = mentoring.status(mentorship, mentorship.mentee)
    if not status.under_way:
        return Health(State.ENDED)
    if status is MentorshipStatus.PROPOSED:
        return Health(State.PROPOSED)
    if status is MentorshipStatus.PAUSED:
        return Health(State.PAUSED)
    risks = tuple(_risks(view, mentorship))
    if risks:
        return Health(State.AT_RISK, risks)
    quiet = (view.today - last_sign(view, mentorship)).days
    if quiet > view.org.settings.mentorship.inactive_after_days:
        return Health(State.INACTIVE, (Reason(ReasonKind.QUIET, days=quiet),))
    due = checkin_due(view, mentorship)
    if due is not None and due <= view.today:
        return Health(State.CHECKIN_DUE, (Reason(ReasonKind.DUE, day=due),))
    if not mentoring.checkins(view, mentorship) and view.today < _first_limit(view, mentorship):
        return Health(State.TOO_EARLY)
    return Health(State.ON_TRACK)


def checkin_due(view: View, mentorship: Mentorship) -> date | None:
    """The day of the next check-in; None while there is none to come: not active, or one of them is away."""
    parties = (mentorship.mentee, mentorship.mentor)
    if not mentoring.active(mentorship):
        return None
    if any(person in view.org.people and mentoring.away(view, person) for person in parties):
        return None
    held = mentoring.checkins(view, mentorship)
    if not held:
        return _first_limit(view, mentorship)
    last = held[-1]
    interval = mentorship.checkin_every_days or view.org.settings.mentorship.checkin_every_days
    return last.next or days_after(last.date, interval)


def last_sign(view: View, mentorship: Mentorship) -> date:
    """The newest day on which anything happened in a mentorship; its start where nothing did."""
    mentee, competence = mentorship.mentee, mentorship.competence
    expectations = set(familiarity.expectations_by_competence(view).get(competence, ()))
    indicated = view.org.familiarity.get(mentee, {})
    days = [
        mentoring.started(mentorship, mentee) or view.today,
        *(each.date for each in mentoring.checkins(view, mentorship)),
        *(each.date for each in view.org.reviews.get(mentee, ()) if each.competence == competence),
        *(indicated[ref].updated for ref in expectations & indicated.keys()),
        *(each.date for each in view.org.help.get(mentee, ()) if each.expectation in expectations),
    ]
    return max(days)


def waits_too_long(view: View, mentorship: Mentorship) -> bool:
    """Whether a proposal should have been answered by now; what has no date is not known to wait too long."""
    since = mentoring.proposed(mentorship)
    limit = view.org.settings.mentorship.accept_within_days
    return bool(mentoring.waited_for(mentorship)) and since is not None and (view.today - since).days > limit


def overdue(view: View, request: HelpRequest) -> bool:
    """Whether a request has waited too long to be acknowledged or answered."""
    limits = view.org.settings.help
    waited = (view.today - request.date).days
    if request.status is HelpStatus.OPEN:
        return waited > limits.acknowledge_within_days
    return request.status is HelpStatus.ACKNOWLEDGED and waited > limits.answer_within_days


def _first_limit(view: View, mentorship: Mentorship) -> date:
    start = mentoring.started(mentorship, mentorship.mentee) or view.today
    return days_after(start, view.org.settings.mentorship.first_checkin_within_days)


def _risks(view: View, mentorship: Mentorship) -> Iterator[Reason]:
    for goal in mentorship.goals.values():
        if goal.status is GoalStatus.OFF_TRACK:
            yield Reason(ReasonKind.OFF_TRACK, title=goal.title)
    held = mentoring.checkins(view, mentorship)
    if held and held[-1].fit is Fit.POOR:
        yield Reason(ReasonKind.POOR_FIT)
    expectations = familiarity.expectations_by_competence(view).get(mentorship.competence, ())
    for request in mentoring.life_rings(view, mentorship.mentee):
        if request.expectation in expectations and overdue(view, request):
            yield Reason(ReasonKind.HELP_OVERDUE, title=view.org.title(request.expectation))
    if mentorship.until is not None and mentorship.until < view.today:
        yield Reason(ReasonKind.PAST_END, day=mentorship.until)
