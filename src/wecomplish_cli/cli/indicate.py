"""`wecomplish indicate`: say how familiar someone is with an expectation."""

from __future__ import annotations

from typing import Annotated

import typer

from wecomplish_cli.cli import options


def indicate(
    person: Annotated[
        str, typer.Argument(metavar="PERSON", help="Whose familiarity it is; `me` for your own.")
    ],
    expectation: Annotated[
        str, typer.Argument(metavar="EXPECTATION", help="The expectation: its id, or part of its title.")
    ],
    level: Annotated[
        str | None,
        typer.Argument(metavar="LEVEL", help="The level, such as aware or comfortable.", show_default=False),
    ] = None,
    unclear: Annotated[bool, typer.Option("--unclear", help="The expectation's text is not clear.")] = False,
    request_help: Annotated[
        bool, typer.Option("--request-help", help="Ask for help with it as well.")
    ] = False,
    question: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What exactly help is needed with.", show_default=False)
    ] = None,
    dry_run: options.DryRunOption = False,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Indicate familiarity with an expectation.

    It is dated today. Levels are for help, never for appraisal.
    """
    from wecomplish_cli.actions import familiarity, helping
    from wecomplish_cli.actions.plan import both
    from wecomplish_cli.cli.change import carry_out, open_request

    request = open_request(org, today)
    who = request.person(person)
    what = request.expectation(expectation, who)
    plan = familiarity.indicate(request.org, who, what, level, unclear, request.today)
    if request_help or question:
        plan = both(plan, helping.request_help(request.org, who, what, question, request.today))
    carry_out(request, plan, dry_run)
