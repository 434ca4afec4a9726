"""`wecomplish request-help`, `acknowledge-help`, `answer-help` and `withdraw-help`."""

from __future__ import annotations

from typing import Annotated

import typer

from wecomplish_cli.cli import options

WhoArgument = Annotated[str, typer.Argument(metavar="PERSON", help="Who asks for help; `me` for yourself.")]
WhatArgument = Annotated[
    str, typer.Argument(metavar="EXPECTATION", help="What with: the expectation's id, or part of its title.")
]
ByOption = Annotated[
    str | None, typer.Option("--by", metavar="PERSON", help="Who helps; otherwise you.", show_default=False)
]


def request_help(
    person: WhoArgument,
    expectation: WhatArgument,
    question: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="What exactly, in a sentence or two.", show_default=False),
    ] = None,
    dry_run: options.DryRunOption = False,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Ask for help with an expectation.

    A life ring shows until it is answered. Mentors of assignments that contain the expectation will see it;
    without any, the leaders.
    """
    from wecomplish_cli.actions import helping
    from wecomplish_cli.cli.change import carry_out, open_request

    request = open_request(org, today)
    mentee = request.person(person)
    what = request.expectation(expectation, mentee)
    carry_out(request, helping.request_help(request.org, mentee, what, question, request.today), dry_run)


def acknowledge_help(
    person: WhoArgument,
    expectation: WhatArgument,
    by: ByOption = None,
    dry_run: options.DryRunOption = False,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Say that a request for help was seen."""
    from wecomplish_cli.actions import helping
    from wecomplish_cli.cli.change import carry_out, open_request

    request = open_request(org, today)
    mentee = request.person(person)
    what = request.awaited(expectation, mentee)
    helper = request.person(by) if by else request.who("acknowledging a request")
    carry_out(request, helping.acknowledge_help(request.org, mentee, what, helper, request.today), dry_run)


def answer_help(
    person: WhoArgument,
    expectation: WhatArgument,
    insight: Annotated[
        str | None, typer.Option(metavar="ID", help="The insight that came of it.", show_default=False)
    ] = None,
    by: ByOption = None,
    dry_run: options.DryRunOption = False,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Record that help was given.

    The life ring goes out.
    """
    from wecomplish_cli import names
    from wecomplish_cli.actions import helping
    from wecomplish_cli.cli.change import carry_out, open_request

    request = open_request(org, today)
    mentee = request.person(person)
    what = request.awaited(expectation, mentee)
    helper = request.person(by) if by else request.who("answering a request")
    known = names.insight(request.org, insight) if insight else None
    carry_out(request, helping.answer_help(request.org, mentee, what, helper, known, request.today), dry_run)


def withdraw_help(
    person: WhoArgument,
    expectation: WhatArgument,
    dry_run: options.DryRunOption = False,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Take a request for help back."""
    from wecomplish_cli.actions import helping
    from wecomplish_cli.cli.change import carry_out, open_request

    request = open_request(org, today)
    mentee = request.person(person)
    what = request.awaited(expectation, mentee)
    carry_out(request, helping.withdraw_help(request.org, mentee, what), dry_run)
