"""How a mentorship is doing: when its next check-in is due, and the worst that can be said of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity, mentoring
from wecomplish_cli.derive.days import days_after
from wecomplish_cli.model.mentorships import Fit, GoalStatus, HelpStatus, MentorshipStatus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.model.mentorships import CheckIn, HelpRequest, Mentorship
    from wecomplish_cli.model.org import Org


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


@dataclass(frozen=True)
class Health:
    """How a pair is doing, and why."""

    state: State
    reasons: tuple[str, ...] = ()


def health(org: Org, mentorship: Mentorship, today: date) -> Health:
    """Say how a pair is doing: the worst that holds, with its reasons."""
    status = mentoring.status(mentorship, mentorship.mentee)
    if not status.under_way:
        return Health(State.ENDED)
    if status is MentorshipStatus.PROPOSED:
        return Health(State.PROPOSED)
    if status is MentorshipStatus.PAUSED:
        return Health(State.PAUSED)
    risks = tuple(_risks(org, mentorship, today))
    if risks:
        return Health(State.AT_RISK, risks)
    quiet = (today - last_sign(org, mentorship, today)).days
    if quiet > org.settings.mentorship.inactive_after_days:
        return Health(State.INACTIVE, (f"nothing for {quiet} days",))
    due = checkin_due(org, mentorship, today)
    if due is not None and due <= today:
        return Health(State.CHECKIN_DUE, (f"due since {due}",))
    if not checkins(org, mentorship) and today < _first_limit(org, mentorship, today):
        return Health(State.TOO_EARLY)
    return Health(State.ON_TRACK)


def checkins(org: Org, mentorship: Mentorship) -> list[CheckIn]:
    """The check-ins of a mentorship since it started, oldest first."""
    since = mentoring.started(mentorship, mentorship.mentee)
    return [
        each
        for each in org.checkins.get(mentorship.mentee, ())
        if each.competence == mentorship.competence and (since is None or each.date >= since)
    ]


def checkin_due(org: Org, mentorship: Mentorship, today: date) -> date | None:
    """The day of the next check-in; None while there is none to come: not active, or one of them is away."""
    parties = (mentorship.mentee, mentorship.mentor)
    if not mentoring.active(mentorship):
        return None
    if any(person in org.people and mentoring.away(org, person, today) for person in parties):
        return None
    held = checkins(org, mentorship)
    if not held:
        return _first_limit(org, mentorship, today)
    last = held[-1]
    interval = mentorship.checkin_every_days or org.settings.mentorship.checkin_every_days
    return last.next or days_after(last.date, interval)


def last_sign(org: Org, mentorship: Mentorship, today: date) -> date:
    """The newest day on which anything happened in a mentorship; its start where nothing did."""
    mentee, competence = mentorship.mentee, mentorship.competence
    expectations = set(familiarity.expectations_by_competence(org, today).get(competence, ()))
    indicated = org.familiarity.get(mentee, {})
    days = [
        mentoring.started(mentorship, mentee) or today,
        *(each.date for each in checkins(org, mentorship)),
        *(each.date for each in org.reviews.get(mentee, ()) if each.competence == competence),
        *(indicated[ref].updated for ref in expectations & indicated.keys()),
        *(each.date for each in org.help.get(mentee, ()) if each.expectation in expectations),
    ]
    return max(days)


def waits_too_long(org: Org, mentorship: Mentorship, today: date) -> bool:
    """Whether a proposal should have been answered by now; what has no date is not known to wait too long."""
    since = mentoring.proposed(mentorship)
    limit = org.settings.mentorship.accept_within_days
    return bool(mentoring.waited_for(mentorship)) and since is not None and (today - since).days > limit


def overdue(org: Org, request: HelpRequest, today: date) -> bool:
    """Whether a request has waited too long to be acknowledged or answered."""
    limits = org.settings.help
    waited = (today - request.date).days
    if request.status is HelpStatus.OPEN:
        return waited > limits.acknowledge_within_days
    return request.status is HelpStatus.ACKNOWLEDGED and waited > limits.answer_within_days


def _first_limit(org: Org, mentorship: Mentorship, today: date) -> date:
    start = mentoring.started(mentorship, mentorship.mentee) or today
    return days_after(start, org.settings.mentorship.first_checkin_within_days)


def _risks(org: Org, mentorship: Mentorship, today: date) -> Iterator[str]:
    for goal in mentorship.goals.values():
        if goal.status is GoalStatus.OFF_TRACK:
            yield f"off track: {goal.title}"
    held = checkins(org, mentorship)
    if held and held[-1].fit is Fit.POOR:
        yield "a poor fit, they say"
    expectations = familiarity.expectations_by_competence(org, today).get(mentorship.competence, ())
    for request in mentoring.life_rings(org, mentorship.mentee):
        if request.expectation in expectations and overdue(org, request, today):
            yield f"help overdue: {org.title(request.expectation)}"
    if mentorship.until is not None and mentorship.until < today:
        yield f"past its end, {mentorship.until}"
