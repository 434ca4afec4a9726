"""Rules about dates that cannot be right; what is overdue is in the module of its subject, as in `terms`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wecomplish_cli.derive import days
from wecomplish_cli.diagnostics import Finding, Pointer, Related, Spot
from wecomplish_cli.model.mentorships import CheckIn, HelpRequest, Mentorship, Terms
from wecomplish_cli.model.people import Person
from wecomplish_cli.model.programs import Program
from wecomplish_cli.model.values import Happened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View


def dates_out_of_order(view: View) -> Iterator[Finding]:
    """What ends or answers something is not dated before it.

    Why: an end before its start is a slip of the pen, and every duration computed from it is wrong.
    Fix: correct one of the two dates.
    """
    for path, record in view.org.records.items():
        for late, early in _date_pairs(record):
            if late.day is not None and early.day is not None and late.day < early.day:
                said = f"{late.day} is before {early.name}, {early.day}"
                related = (Related(Spot(path, early.pointer), "this comes first"),) if early.pointer else ()
                yield Finding(Spot(path, late.pointer), said, related=related)


def future_date(view: View) -> Iterator[Finding]:
    """What is said to have happened is not dated in the future.

    Why: an indication dated next year never grows stale, and help asked for next year never overdue.
    Fix: correct the date; a day ahead is allowed, since it may be tomorrow elsewhere.
    """
    latest = days.days_after(view.today, 1)
    found: list[Finding] = []
    path = ""

    def see(_mark: object, day: date, pointer: Pointer) -> None:
        if day > latest:
            found.append(Finding(Spot(path, pointer), f"{day} is in the future"))

    if max(view.org.gathered[Happened], default=latest) > latest:
        for path, record, walk in view.org.walks(Happened):  # noqa: B007 - `see` reads the path
            walk(record, (), see)
    for events in (view.org.help, view.org.reviews, view.org.checkins):
        for each in events.values():
            for event in each:
                if event.date > latest:
                    said = f"{event.date}, the date in the file's name, is in the future"
                    found.append(Finding(event.at(), said))
    yield from found


class _Day(NamedTuple):
    """A date, what it is called, and where it stands; no pointer: in the file's name."""

    name: str
    day: date | None
    pointer: Pointer


def _date_pairs(record: object) -> Iterator[tuple[_Day, _Day]]:
    """Pairs of dates of which the first is not before the second."""
    if isinstance(record, Person):
        for ref, assignment in record.assignments.items():
            if assignment.until is not None:
                around = ("assignments", ref)
                yield _at(around, "until", assignment.until), _at(around, "since", assignment.since)
        if record.mentoring.away:
            away, around = record.mentoring.away, ("mentoring", "away")
            yield _at(around, "until", away.until), _at(around, "from", away.since)
    elif isinstance(record, Program):
        yield _at((), "ends", record.ends), _at((), "starts", record.starts)
    elif isinstance(record, Mentorship):
        yield from _term_dates(record, ())
        for index, earlier in enumerate(record.previous):
            yield from _term_dates(earlier, ("previous", index))
    elif isinstance(record, CheckIn):
        yield _at((), "next", record.next), _Day("the meeting", record.date, ())
    elif isinstance(record, HelpRequest):
        yield from _help_dates(record)


def _term_dates(terms: Terms, around: Pointer) -> Iterator[tuple[_Day, _Day]]:
    started = _at(around, "started", terms.started)
    for key, day in (("until", terms.until), ("paused_until", terms.paused_until), ("ended", terms.ended)):
        if day is not None:
            yield _at(around, key, day), started
    if terms.target and terms.target.by:
        yield _at((*around, "target"), "by", terms.target.by), started
    if terms.outcome and terms.baseline:
        taken = _at((*around, "outcome"), "taken", terms.outcome.taken)
        yield taken, _at((*around, "baseline"), "taken", terms.baseline.taken)


def _help_dates(request: HelpRequest) -> Iterator[tuple[_Day, _Day]]:
    asked = _Day("the request", request.date, ())
    seen = _at(("acknowledged",), "date", request.acknowledged.date if request.acknowledged else None)
    answered = _at(("answered",), "date", request.answered.date if request.answered else None)
    yield seen, asked
    yield answered, seen if seen.day else asked


def _at(around: Pointer, key: str, day: date | None) -> _Day:
    return _Day(f"`{key}`", day, (*around, key))
