"""`wecomplish calendar`: what is coming up in someone's mentorships, to read or to import."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import folder, terminal
from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import argument, option, reads
from wecomplish_cli.cli.completion import people
from wecomplish_cli.cli.options import PageOptions
from wecomplish_cli.text.escape import visible
from wecomplish_cli.text.phrases import counted

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.reports import calendar as report


@dataclass(frozen=True)
class Calendar:
    """Show what is coming up in someone's mentorships.

    Check-ins, goals, targets and ends, by day. With --ics they are written for a calendar application. When
    you import the file again, events that are there already are updated, not added a second time; events
    that are no longer in it stay until you delete them.
    """

    person: Annotated[str, argument("[PERSON]", "Whose calendar; otherwise yours.", people)] = "me"
    ics: Annotated[
        str | None, option("FILE", "Write it to this file, as iCalendar; `-` prints it.", name="--ics")
    ] = None

    def answer(self, request: Request) -> Answer:
        """Collect what is coming up; with --ics, only write it."""
        from wecomplish_cli.render import calendar as layout
        from wecomplish_cli.reports import calendar as report

        found = report.calendar(request.view, request.person(self.person))
        if self.ics is None:
            return Answer("calendar", found, layout.calendar)
        _write(found, self.ics)
        raise typer.Exit


def _write(found: report.Calendar, name: str) -> None:
    from wecomplish_cli.render.calendar import icalendar

    text = icalendar(found)
    if name == "-":
        terminal.say(text.removesuffix("\n"))
        return
    folder.replace_file(Path(name), text)
    said = counted(len(found.events), "event")
    are = "is" if len(found.events) == 1 else "are"
    terminal.say(f"{said} {are} written to {visible(name)}; import it in your calendar application.")


calendar = reads(Calendar, PageOptions)
