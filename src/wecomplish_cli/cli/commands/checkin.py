"""`wecomplish checkin`: record that mentee and mentor met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import options
from wecomplish_cli.cli.commands.lifecycle import AssignmentArgument, MenteeArgument

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request


@options.writes
def checkin(
    mentee: MenteeArgument,
    assignment: AssignmentArgument,
    minutes: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="How long it took.", show_default=False)
    ] = None,
    goal: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID", help="A goal it was about, by its id; may be given again.", show_default=False
        ),
    ] = None,
    next: Annotated[  # noqa: A002 - the option's name
        str | None,
        typer.Option(metavar="DATE", help="When you meet next, such as +2w.", show_default=False),
    ] = None,
    summary: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="What came of it, in a sentence or two.", show_default=False),
    ] = None,
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day you met; otherwise today.", show_default=False)
    ] = None,
    *,
    how: options.WriteOptions,
) -> None:
    """Record that mentee and mentor met.

    Everyone who reads the repository reads the summary: keep it short, and leave out what is confidential.
    """
    from wecomplish_cli.actions import meeting
    from wecomplish_cli.cli.change import change

    def decide(request: Request) -> Plan:
        who = request.person(mentee)
        what = request.assignment(assignment, who)
        met = meeting.Meeting(
            day=request.day(date, "--date") or request.today,
            minutes=minutes,
            goals=tuple(dict.fromkeys(goal or ())),
            next=request.day(next, "--next"),
            summary=summary or None,
        )
        return meeting.checkin(request.org, who, what, met, request.today)

    change(how, decide)
