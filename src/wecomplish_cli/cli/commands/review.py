"""`wecomplish review`: say what you make of completed familiarity."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import options
from wecomplish_cli.cli.commands.lifecycle import AssignmentArgument, MenteeArgument
from wecomplish_cli.cli.completion import people
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request


class Outcome(StrEnum):
    """What a review may come to."""

    AGREE = "agree"
    ADJUST = "adjust"
    FOLLOW_UP = "follow_up"


@options.writes
def review(
    mentee: MenteeArgument,
    assignment: AssignmentArgument,
    outcome: Annotated[
        Outcome | None, typer.Option(help="What you make of the levels indicated.", show_default=False)
    ] = None,
    observed: Annotated[
        list[str] | None,
        typer.Option(
            metavar="EXPECTATION=LEVEL",
            help="A level that you see otherwise; may be given again.",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="PERSON",
            help="The mentor who reviewed it; otherwise you.",
            show_default=False,
            autocompletion=people,
        ),
    ] = None,
    *,
    how: options.WriteOptions,
) -> None:
    """Review completed familiarity.

    It is completed once everything expected in the assignment has a level. Levels are for help, never for
    appraisal.
    """
    from wecomplish_cli.actions import reviewing
    from wecomplish_cli.cli.change import change
    from wecomplish_cli.model.mentorships import ReviewOutcome

    if outcome is None:
        raise UsageError("--outcome is missing", "say agree, adjust or follow_up")
    result = ReviewOutcome(outcome)

    def decide(request: Request) -> Plan:
        who = request.person(mentee)
        what = request.assignment(assignment, who)
        mentor = request.person(by) if by else request.who("reviewing familiarity")
        seen = _observed(request, who, observed or [])
        return reviewing.review(request.org, who, what, mentor, result, seen, request.today)

    change(how, decide)


def _observed(request: Request, mentee: str, given: list[str]) -> dict[str, str]:
    """Read what was observed: expectation to level.

    Raises:
        UsageError: if something is given otherwise, or twice.
    """
    from wecomplish_cli.derive import lookup

    found: dict[str, str] = {}
    for each in given:
        expectation, sign, level = each.rpartition("=")
        if not sign or not expectation.strip():
            raise UsageError(
                f"--observed: `{each}` is no EXPECTATION=LEVEL", "such as review-changes=comfortable"
            )
        ref = request.expectation(expectation.strip(), mentee)
        if ref in found:
            raise UsageError(f"--observed: {ref} is given twice", "give one level for each expectation")
        found[ref] = lookup.level(request.org, level.strip())
    return found
