"""Whom there is to thank: who helped, taught, wrote down what they know, and what others gained by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.derive import mentoring
from wecomplish_cli.model.mentorships import MentorshipStatus
from wecomplish_cli.model.programs import InsightStatus
from wecomplish_cli.text.phrases import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View


@dataclass(frozen=True)
class Thanks:
    """One thing to thank someone for."""

    person: str
    name: str
    day: date
    said: str
    """What they did, after their name: `helped Ola with …`."""


@dataclass(frozen=True)
class ThanksReport:
    """Whom there is to thank since a day: by name and then by day, without counts and without a ranking."""

    since: date
    today: date
    rows: tuple[Thanks, ...]


def thanks_report(view: View, since: date) -> ThanksReport:
    """List what people did for others since a day."""
    found = [
        each for each in (*_helped(view), *_mentored(view), *_wrote(view)) if since <= each.day <= view.today
    ]
    found.sort(key=lambda each: (each.name.casefold(), each.person, each.day, each.said))
    return ThanksReport(since, view.today, tuple(found))


def _thanks(view: View, person: str, day: date, said: str) -> Thanks:
    return Thanks(person, view.org.name(person), day, said)


def _helped(view: View) -> Iterator[Thanks]:
    for request in view.org.requests():
        if request.answered is not None:
            about = quoted(view.org.title(request.expectation))
            said = f"helped {view.org.name(request.mentee)} with {about}"
            yield _thanks(view, request.answered.by, request.answered.date, said)


def _mentored(view: View) -> Iterator[Thanks]:
    """Who mentored whom to the end, and who does so still."""
    for slot in view.org.mentorships.values():
        for terms in (*slot.previous, slot):
            where = f"{view.org.name(slot.mentee)} in {view.org.title(slot.competence)}"
            over = terms.status in (MentorshipStatus.COMPLETED, MentorshipStatus.ENDED)
            started = mentoring.started(terms, slot.mentee)
            for mentor in mentoring.mentors_now(terms):
                if over and terms.ended is not None and started is not None:
                    yield _thanks(view, mentor, terms.ended, f"mentored {where}")
                elif started is not None and terms is slot and mentoring.active(slot):
                    yield _thanks(view, mentor, view.today, f"mentors {where}")


def _wrote(view: View) -> Iterator[Thanks]:
    for insight in view.org.insights.values():
        if insight.status is InsightStatus.PUBLISHED:
            yield _thanks(
                view, insight.author, insight.date, f"wrote down {quoted(insight.title)} for everyone"
            )
            if insight.source is not None and insight.source != insight.author:
                said = f"shared what became {quoted(insight.title)}"
                yield _thanks(view, insight.source, insight.date, said)
