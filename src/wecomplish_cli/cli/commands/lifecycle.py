"""`wecomplish accept`, `decline`, `pause`, `resume`, `complete` and `end`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import options
from wecomplish_cli.cli.completion import competences, people
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request

MenteeArgument = Annotated[
    str,
    typer.Argument(metavar="MENTEE", help="Who is mentored; `me` for yourself.", autocompletion=people),
]
AssignmentArgument = Annotated[
    str,
    typer.Argument(
        metavar="ASSIGNMENT", help="The role or skillset they are mentored in.", autocompletion=competences
    ),
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="PERSON",
        help="Whose answer it is; otherwise yours.",
        show_default=False,
        autocompletion=people,
    ),
]
ReasonOption = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help="Why; it stays with the record.", show_default=False),
]


@options.writes
def accept(
    mentee: MenteeArgument,
    assignment: AssignmentArgument,
    by: ByOption = None,
    *,
    how: options.WriteOptions,
) -> None:
    """Say yes to a mentorship that is proposed.

    It is active once the mentee and the mentor have said yes; the mentee's levels that day are the baseline.
    """
    from wecomplish_cli.actions import accepting
    from wecomplish_cli.cli.change import change

    def decide(request: Request) -> Plan:
        who, what = _slot(request, mentee, assignment)
        party = request.person(by) if by else request.who("accepting a mentorship")
        return accepting.accept(request.org, who, what, party, request.today)

    change(how, decide)


@options.writes
def decline(
    mentee: MenteeArgument,
    assignment: AssignmentArgument,
    by: ByOption = None,
    reason: ReasonOption = None,
    *,
    how: options.WriteOptions,
) -> None:
    """Say no to a mentorship that is proposed.

    A co-mentor who says no is taken out of it, and it goes on with the others.
    """
    from wecomplish_cli.actions import accepting
    from wecomplish_cli.cli.change import change

    def decide(request: Request) -> Plan:
        who, what = _slot(request, mentee, assignment)
        party = request.person(by) if by else request.who("declining a mentorship")
        return accepting.decline(request.org, who, what, party, reason, request.today)

    change(how, decide)


@options.writes
def pause(
    mentee: MenteeArgument,
    assignment: AssignmentArgument,
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="When it goes on, such as 2026-08-15 or +4w.", show_default=False),
    ] = None,
    *,
    how: options.WriteOptions,
) -> None:
    """Let a mentorship rest for a while.

    The mentor has the place free meanwhile, and no check-in is due.
    """
    from wecomplish_cli.actions import lifecycle
    from wecomplish_cli.cli.change import change

    def decide(request: Request) -> Plan:
        who, what = _slot(request, mentee, assignment)
        day = request.day(until, "--until")
        if day is None:
            raise UsageError("--until is missing", "say when it goes on, such as --until +4w")
        return lifecycle.pause(request.org, who, what, day, request.today)

    change(how, decide)


@options.writes
def resume(
    mentee: MenteeArgument,
    assignment: AssignmentArgument,
    *,
    how: options.WriteOptions,
) -> None:
    """Let a paused mentorship go on."""
    from wecomplish_cli.actions import lifecycle
    from wecomplish_cli.cli.change import change

    def decide(request: Request) -> Plan:
        who, what = _slot(request, mentee, assignment)
        return lifecycle.resume(request.org, who, what, request.today)

    change(how, decide)


@options.writes
def complete(
    mentee: MenteeArgument,
    assignment: AssignmentArgument,
    reason: ReasonOption = None,
    *,
    how: options.WriteOptions,
) -> None:
    """Complete a mentorship that has reached what it was for.

    It records the mentee's levels now as the outcome, so that the gain is known. Early is a success.
    """
    from wecomplish_cli.actions import lifecycle
    from wecomplish_cli.cli.change import change

    def decide(request: Request) -> Plan:
        who, what = _slot(request, mentee, assignment)
        return lifecycle.complete(request.org, who, what, reason, request.today)

    change(how, decide)


@options.writes
def end(
    mentee: MenteeArgument,
    assignment: AssignmentArgument,
    reason: ReasonOption = None,
    *,
    how: options.WriteOptions,
) -> None:
    """End a mentorship, or a proposal, for another reason.

    It records the mentee's levels now as the outcome.
    """
    from wecomplish_cli.actions import lifecycle
    from wecomplish_cli.cli.change import change

    def decide(request: Request) -> Plan:
        who, what = _slot(request, mentee, assignment)
        return lifecycle.end(request.org, who, what, reason, request.today)

    change(how, decide)


def _slot(request: Request, mentee: str, assignment: str) -> tuple[str, str]:
    """Find the mentee and the role or skillset that the command line names."""
    who = request.person(mentee)
    return who, request.assignment(assignment, who)
