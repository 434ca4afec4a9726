"""Rules about dates (WC307 and WC316)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from wecomplish_cli.diagnostics import Finding, Spot
from wecomplish_cli.model.mentorships import CheckIn, HelpRequest, Terms
from wecomplish_cli.model.people import Person
from wecomplish_cli.model.programs import Program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.diagnostics import Pointer
    from wecomplish_cli.model.mentorships import Mentorship
    from wecomplish_cli.model.org import Org


def dates_out_of_order(org: Org, _today: date) -> Iterator[Finding]:
    """What ends or answers something is not dated before it.

    Why: an end before its start is a slip of the pen, and every duration computed from it is wrong.
    Fix: correct one of the two dates.
    """
    for path, record in org.records.items():
        for pointer, later, earlier in _date_pairs(record):
            if later is not None and earlier is not None and later < earlier:
                message = f"{later} is before {earlier}, which should come first"
                yield Finding(Spot(path, pointer), message)


def future_date(org: Org, today: date) -> Iterator[Finding]:
    """What is said to have happened is not dated in the future.

    Why: an indication dated next year never grows stale, and help asked for next year never overdue.
    Fix: correct the date; a day ahead is allowed, since it may be tomorrow elsewhere.
    """
    latest = today + timedelta(days=1)
    for person, indications in org.familiarity.items():
        for ref, indication in indications.items():
            if indication.updated > latest:
                yield Finding(
                    Spot(f"familiarity/{person}.yaml", (ref, "updated")),
                    f"{indication.updated} is in the future",
                )
    for events in (org.help, org.reviews, org.checkins):
        for each in events.values():
            for event in each:
                if event.date > latest:
                    yield Finding(event.at(), f"{event.date}, the date in the file's name, is in the future")
    for mentorship in org.mentorships.values():
        for pointer, day in _happened(mentorship):
            if day is not None and day > latest:
                yield Finding(mentorship.at(*pointer), f"{day} is in the future")


def _happened(mentorship: Mentorship) -> Iterator[tuple[Pointer, date | None]]:
    yield ("ended",), mentorship.ended
    for person, day in mentorship.acceptance.items():
        yield ("acceptance", person), day
    for key in ("baseline", "outcome"):
        levels = getattr(mentorship, key)
        yield (key, "taken"), levels.taken if levels else None


def _date_pairs(record: object) -> Iterator[tuple[Pointer, date | None, date | None]]:
    """Pairs of dates as (pointer to the later one, it, the one that comes first)."""
    if isinstance(record, Person):
        for ref, assignment in record.assignments.items():
            yield ("assignments", ref, "until"), assignment.until, assignment.since
        if record.mentoring.away:
            yield ("mentoring", "away", "until"), record.mentoring.away.until, record.mentoring.away.since
    elif isinstance(record, Program):
        yield ("ends",), record.ends, record.starts
    elif isinstance(record, Terms):
        yield from _mentorship_dates(record, ())
        for index, earlier in enumerate(getattr(record, "previous", ())):
            yield from _mentorship_dates(earlier, ("previous", index))
    else:
        yield from _event_dates(record)


def _mentorship_dates(terms: Terms, around: Pointer) -> Iterator[tuple[Pointer, date | None, date | None]]:
    for key in ("until", "paused_until", "ended"):
        yield (*around, key), getattr(terms, key), terms.started
    if terms.target:
        yield (*around, "target", "by"), terms.target.by, terms.started
    if terms.outcome and terms.baseline:
        yield (*around, "outcome", "taken"), terms.outcome.taken, terms.baseline.taken


def _event_dates(record: object) -> Iterator[tuple[Pointer, date | None, date | None]]:
    if isinstance(record, CheckIn):
        yield ("next",), record.next, record.date
    elif isinstance(record, HelpRequest):
        seen = record.acknowledged.date if record.acknowledged else None
        yield ("acknowledged", "date"), seen, record.date
        if record.answered:
            yield ("answered", "date"), record.answered.date, seen or record.date
