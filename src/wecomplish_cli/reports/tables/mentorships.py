"""Mentorships, and what happens in them, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive import mentoring
from wecomplish_cli.reports.tables.table import Kind, Value, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship, Terms


def _terms(slot: Mentorship) -> Iterator[tuple[int, Terms]]:
    """The present record of a slot as 0, and earlier ones counted from 1, oldest first."""
    yield 0, slot
    yield from enumerate(slot.previous, 1)


def _mentorships(view: View) -> Iterator[tuple[Value, ...]]:
    for (mentee, competence), slot in view.org.mentorships.items():
        for number, terms in _terms(slot):
            target = terms.target
            yield (
                mentee,
                view.org.name(mentee),
                competence,
                view.org.title(competence),
                number,
                terms.mentor,
                view.org.name(terms.mentor),
                joined(terms.co_mentors),
                mentoring.status(terms, mentee).value,
                mentoring.started(terms, mentee),
                terms.until,
                terms.ended,
                terms.paused_until,
                terms.program,
                terms.peer,
                target.familiarity if target else None,
                target.by if target else None,
                terms.agreement,
                terms.reason,
            )


def _mentors(view: View) -> Iterator[tuple[Value, ...]]:
    for (mentee, competence), slot in view.org.mentorships.items():
        for number, terms in _terms(slot):
            now = mentoring.mentors_now(terms)
            for mentor in dict.fromkeys(terms.mentors):
                part = "mentor" if mentor == terms.mentor else "co-mentor"
                yield mentee, competence, number, mentor, part, mentor in now


def _goals(view: View) -> Iterator[tuple[Value, ...]]:
    for (mentee, competence), slot in view.org.mentorships.items():
        for number, terms in _terms(slot):
            for goal, about in terms.goals.items():
                yield (
                    mentee,
                    competence,
                    number,
                    goal,
                    about.title,
                    about.measure,
                    about.expectation,
                    about.due,
                    about.status.value,
                )


def _help(view: View) -> Iterator[tuple[Value, ...]]:
    for each in view.org.requests():
        seen, answered = each.acknowledged, each.answered
        yield (
            each.mentee,
            view.org.name(each.mentee),
            each.date,
            each.ref,
            each.expectation,
            view.org.title(each.expectation),
            each.question,
            each.status.value,
            seen.by if seen else None,
            seen.date if seen else None,
            answered.by if answered else None,
            answered.date if answered else None,
            answered.insight if answered else None,
        )


def _checkins(view: View) -> Iterator[tuple[Value, ...]]:
    for mentee, events in view.org.checkins.items():
        for each in events:
            competence = each.competence
            yield (
                mentee,
                view.org.name(mentee),
                each.date,
                each.ref,
                competence,
                view.org.title(competence),
                each.minutes,
                joined(each.goals),
                each.next,
                each.summary,
                each.fit.value if each.fit else None,
            )


def _reviews(view: View) -> Iterator[tuple[Value, ...]]:
    for mentee, events in view.org.reviews.items():
        for each in events:
            yield mentee, each.date, each.ref, each.competence, each.by, each.outcome.value


_SLOT = {
    "mentee": "who is mentored",
    "competence": "in which role or skillset",
    "previous": "0 for the present record, 1 and up for earlier ones of the same slot, oldest first",
}
_EVENT = {"mentee": "whose it is", "name": "their name", "date": "when", "ref": "the file"}

MENTORSHIPS = {
    "mentorships": Kind(
        "A mentorship, present or earlier.",
        {
            "mentee": _SLOT["mentee"],
            "mentee_name": "their name",
            "competence": _SLOT["competence"],
            "competence_name": "its name",
            "previous": _SLOT["previous"],
            "mentor": "who answers for it",
            "mentor_name": "their name",
            "co_mentors": "who else mentors",
            "status": "proposed, active (as when both said yes), paused, completed, ended or declined",
            "started": "the first day it was active",
            "until": "the day it is planned to end",
            "ended": "the last day",
            "paused_until": "when it goes on",
            "program": "the programme it is part of",
            "peer": "equals, who may mentor each other",
            "target": "the familiarity to reach, in percent",
            "target_by": "when",
            "agreement": "what they agreed on",
            "reason": "why it was completed, ended or declined",
        },
        _mentorships,
        ("mentee", "competence", "previous"),
        frozenset({"peer", "previous", "target"}),
    ),
    "mentors": Kind(
        "A mentor or co-mentor in a mentorship.",
        {
            **_SLOT,
            "mentor": "who mentors",
            "part": "mentor or co-mentor",
            "accepted": "not still waited for; only these take a place",
        },
        _mentors,
        ("mentee", "competence", "previous", "mentor"),
        frozenset({"accepted", "previous"}),
    ),
    "goals": Kind(
        "A goal of a mentorship.",
        {
            **_SLOT,
            "goal": "its id",
            "title": "what the mentee wants to be able to do",
            "measure": "how everyone will see that it is reached",
            "expectation": "the expectation it serves",
            "due": "when it should be reached",
            "status": "not_started, on_track, off_track, done or dropped",
        },
        _goals,
        ("mentee", "competence", "previous", "goal"),
        frozenset({"previous"}),
    ),
    "help": Kind(
        "A request for help.",
        {
            **_EVENT,
            "expectation": "with what",
            "title": "its title",
            "question": "what exactly",
            "status": "open, acknowledged, answered or withdrawn",
            "acknowledged_by": "who has seen it",
            "acknowledged_on": "when",
            "answered_by": "who helped",
            "answered_on": "when",
            "insight": "what came of it for others",
        },
        _help,
        ("ref",),
    ),
    "checkins": Kind(
        "A meeting of a mentee with a mentor.",
        {
            **_EVENT,
            "competence": "the mentorship it belongs to",
            "competence_name": "its name",
            "minutes": "how long it took",
            "goals": "the goals it was about",
            "next": "when they meet next",
            "summary": "what came of it",
            "fit": "how well they suit each other",
        },
        _checkins,
        ("ref",),
        frozenset({"minutes"}),
    ),
    "reviews": Kind(
        "What a mentor made of completed familiarity.",
        {
            "mentee": "whose it is",
            "date": "when",
            "ref": "the file",
            "competence": "the assignment",
            "by": "who reviewed",
            "outcome": "agree, adjust or follow_up",
        },
        _reviews,
        ("ref",),
    ),
}
