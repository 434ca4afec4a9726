"""What is coming up: laid out to read, and written for calendar applications."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from wecomplish_cli.errors import UsageError
from wecomplish_cli.render.blocks import Column, Heading, Sentence, Table
from wecomplish_cli.text.phrases import day, days, listed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from icalendar import Event as Component

    from wecomplish_cli.render.blocks import Block
    from wecomplish_cli.reports.calendar import Calendar, Event

_COLUMNS = (
    Column("day", "day", unbroken=True, grouped=True),
    Column("overdue", "days late", unbroken=True),
    Column("kind", "kind", only_data=True),
    Column("what", "what"),
    Column("every", "every", only_data=True),
    Column("with", "with"),
    Column("competence", "competence", only_data=True),
    Column("title", "in"),
    Column("uid", "uid", only_data=True),
)


def calendar(found: Calendar, _ring: str) -> Iterator[Block]:
    """Lay out what is coming up for someone."""
    yield Heading(f"Coming up for {found.name}", 1)
    if not found.events:
        yield Sentence("Nothing is coming up: no check-in, goal or end has a day.")
        return
    yield Table("events", _COLUMNS, tuple(map(_row, found.events)))


def _row(event: Event) -> tuple[str | int | date | None, ...]:
    return (
        event.day,
        event.overdue,
        event.kind,
        event.what,
        None if event.every is None else days(event.every),
        listed(event.people) if event.people else None,
        event.competence,
        event.title,
        event.uid,
    )


def icalendar(found: Calendar) -> str:
    """Write what is coming up as iCalendar (RFC 5545); equal input gives equal text.

    What is overdue is on today, where it is seen. Nothing in it takes up time.

    Raises:
        UsageError: if the library that writes it is not installed.
    """
    try:
        import icalendar as library
    except ImportError:
        raise UsageError(
            "--ics needs the package icalendar, which is not installed",
            "pip install 'wecomplish-cli[calendar]'",
        ) from None
    whole = library.Calendar()
    whole.add("prodid", "-//wecomplish//wecomplish-cli//EN")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    for event in found.events:
        whole.add_component(_component(library.Event(), event, found.today))
    return str(whole.to_ical(), "utf-8")


def _component(component: Component, event: Event, today: date) -> Component:
    component.add("uid", event.uid)
    component.add("dtstamp", datetime.combine(today, time(), UTC))
    component.add("dtstart", max(event.day, today))
    component.add("summary", _summary(event))
    about = "\n".join(_about(event))
    if about:
        component.add("description", about)
    component.add("transp", "TRANSPARENT")
    if event.every is not None:
        weeks, odd = divmod(event.every, 7)
        rule = {"freq": "DAILY", "interval": event.every} if odd else {"freq": "WEEKLY", "interval": weeks}
        component.add("rrule", rule if event.last is None else {**rule, "until": event.last})
    return component


def _summary(event: Event) -> str:
    others = listed(event.people)
    if event.kind == "check-in":
        return f"Check-in with {others}: {event.title}"
    return f"{event.what} ({event.title}, with {others})" if event.people else event.what


def _about(event: Event) -> Iterator[str]:
    if event.overdue:
        yield f"This was due on {day(event.day)}, {days(event.overdue)} ago."
    if event.note:
        yield event.note
