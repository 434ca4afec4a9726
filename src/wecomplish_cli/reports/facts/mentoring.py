"""What became of requests for help, check-ins, reviews and insights, told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.model.mentorships import HelpStatus, ReviewOutcome
from wecomplish_cli.model.programs import InsightStatus
from wecomplish_cli.model.transitions import HELP, leads_to
from wecomplish_cli.reports.facts.telling import every
from wecomplish_cli.text.phrases import day, quoted, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.model.mentorships import HelpRequest
    from wecomplish_cli.reports.facts.telling import Fact, Telling

OUTCOME = {
    ReviewOutcome.AGREE: "agrees with {}",
    ReviewOutcome.ADJUST: "sees {} otherwise",
    ReviewOutcome.FOLLOW_UP: "wants to follow up on {}",
}


def help_request(t: Telling) -> Iterator[Fact]:
    """Tell of a request for help."""
    request: HelpRequest = t.new or t.old
    mentee, what = t.name(request.mentee), quoted(t.title(request.expectation))
    whose = f"{mentee}'s request for help with {what}"
    if t.new is None:
        yield t.say(f"{whose} of {day(request.date)} is deleted, {request.status}")
        return
    if t.old is None:
        question = f": {quoted(request.question)}" if request.question else ""
        said = f"{mentee} asks for help with {what}{question}"
        yield t.say(
            said, "expectation", "question", *(["status"] if request.status is HelpStatus.OPEN else [])
        )
    status = t.old.status if t.old else HelpStatus.OPEN
    if status is not request.status and leads_to(HELP, status, request.status):
        if request.acknowledged and t.changes("acknowledged"):
            by, on = t.name(request.acknowledged.by), day(request.acknowledged.date)
            yield t.say(f"{by} has seen {whose} on {on}", "acknowledged", "status")
        if request.answered and request.status is HelpStatus.ANSWERED:
            answer = request.answered
            insight = f", see {quoted(t.title(f'insights/{answer.insight}'))}" if answer.insight else ""
            said = f"{t.name(answer.by)} helped {mentee} with {what} on {day(answer.date)}{insight}"
            yield t.say(said, "answered", "status")
        if request.status is HelpStatus.WITHDRAWN:
            yield t.say(f"{mentee} no longer asks for help with {what}", "status")
    yield from t.rest(whose)


def checkin(t: Telling) -> Iterator[Fact]:
    """Tell of a meeting."""
    meeting = t.new or t.old
    mentee, where = t.name(meeting.mentee), t.title(meeting.competence)
    whose = f"{mentee}'s check-in in {where} of {day(meeting.date)}"
    if t.new is None:
        yield t.say(f"{whose} is deleted")
        return
    if t.old is None:
        slot = t.after.mentorships.get((meeting.mentee, meeting.competence))
        mentor = f" with {t.name(slot.mentor)}" if slot else ""
        minutes = f", for {meeting.minutes} minutes" if meeting.minutes is not None else ""
        summary = f": {quoted(meeting.summary)}" if meeting.summary else ""
        said = f"{mentee} met{mentor} about {where} on {day(meeting.date)}{minutes}{summary}"
        yield t.say(said, "competence", "minutes", "summary")
        if meeting.next:
            yield t.say(f"{mentee} meets next about {where} on {day(meeting.next)}", "next")
        if meeting.goals:
            yield t.say(f"{whose} was about the goals {every(meeting.goals)}", "goals")
    yield from t.rest(whose)


def review(t: Telling) -> Iterator[Fact]:
    """Tell of a review of completed familiarity."""
    found = t.new or t.old
    by, where = t.name(found.by), t.title(found.competence)
    whose = f"{by}'s review of {t.name(found.mentee)} in {where} of {day(found.date)}"
    if t.new is None:
        yield t.say(f"{whose} is deleted")
        return
    if t.old is None:
        reviewed = OUTCOME[found.outcome].format(f"{t.name(found.mentee)}'s familiarity in {where}")
        yield t.say(f"{by} {reviewed}, on {day(found.date)}", "competence", "by", "outcome")
        if found.observed:
            levels = every(f"“{t.title(ref)}” ({level})" for ref, level in found.observed.items())
            yield t.say(f"{by} sees these levels: {levels}", "observed")
    yield from t.rest(whose)


def insight(t: Telling) -> Iterator[Fact]:
    """Tell of an insight."""
    found = t.new or t.old
    title = quoted(found.title)
    if t.new is None:
        yield t.say(f"The insight {title} is deleted")
        return
    if t.old is None:
        source = f", learnt from {t.name(found.source)}" if found.source else ""
        draft = " (a draft)" if found.status is InsightStatus.DRAFT else ""
        about = quoted(t.title(found.expectation))
        said = f"{t.name(found.author)} has written the insight {title} on {about}{source}{draft}"
        yield t.say(said, "title", "expectation", "author", "source", "date", "status")
        yield t.say(f"The insight {title} says {told(found.body)}", "body")
    elif t.changes("status") and found.status is InsightStatus.PUBLISHED:
        yield t.say(f"The insight {title} is published", "status")
    if t.old is not None and t.changes("body"):
        yield t.say(f"The insight {title} says {told(found.body, t.old.body)} now", "body")
    yield from t.rest(f"The insight {title}")
