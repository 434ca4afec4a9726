"""`wecomplish request-help`, `acknowledge-help`, `answer-help` and `withdraw-help`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import options
from wecomplish_cli.cli.completion import expectations, insights, people

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request

WhoArgument = Annotated[
    str, typer.Argument(metavar="PERSON", help="Who asks for help; `me` for yourself.", autocompletion=people)
]
WhatArgument = Annotated[
    str,
    typer.Argument(
        metavar="EXPECTATION",
        help="What with: the expectation's id, or part of its title.",
        autocompletion=expectations,
    ),
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="PERSON", help="Who helps; otherwise you.", show_default=False, autocompletion=people
    ),
]


@options.writes
def request_help(
    person: WhoArgument,
    expectation: WhatArgument,
    question: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="What exactly, in a sentence or two.", show_default=False),
    ] = None,
    *,
    how: options.WriteOptions,
) -> None:
    """Ask for help with an expectation.

    A life ring shows until it is answered. Mentors of assignments that contain the expectation will see it;
    without any, the leaders.
    """
    from wecomplish_cli.actions import helping
    from wecomplish_cli.cli.change import change

    def decide(request: Request) -> Plan:
        mentee = request.person(person)
        what = request.expectation(expectation, mentee)
        return helping.request_help(request.org, mentee, what, question, request.today)

    change(how, decide)


@options.writes
def acknowledge_help(
    person: WhoArgument,
    expectation: WhatArgument,
    by: ByOption = None,
    *,
    how: options.WriteOptions,
) -> None:
    """Say that a request for help was seen."""
    from wecomplish_cli.actions import helping
    from wecomplish_cli.cli.change import change

    def decide(request: Request) -> Plan:
        mentee = request.person(person)
        what = request.awaited(expectation, mentee)
        helper = request.person(by) if by else request.who("acknowledging a request")
        return helping.acknowledge_help(request.org, mentee, what, helper, request.today)

    change(how, decide)


@options.writes
def answer_help(
    person: WhoArgument,
    expectation: WhatArgument,
    insight: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="The insight that came of it.",
            show_default=False,
            autocompletion=insights,
        ),
    ] = None,
    by: ByOption = None,
    *,
    how: options.WriteOptions,
) -> None:
    """Record that help was given.

    The life ring goes out.
    """
    from wecomplish_cli.actions import helping
    from wecomplish_cli.cli.change import change

    def decide(request: Request) -> Plan:
        mentee = request.person(person)
        what = request.awaited(expectation, mentee)
        helper = request.person(by) if by else request.who("answering a request")
        known = request.insight(insight) if insight else None
        return helping.answer_help(request.org, mentee, what, helper, known, request.today)

    change(how, decide)


@options.writes
def withdraw_help(
    person: WhoArgument,
    expectation: WhatArgument,
    *,
    how: options.WriteOptions,
) -> None:
    """Take a request for help back."""
    from wecomplish_cli.actions import helping
    from wecomplish_cli.cli.change import change

    def decide(request: Request) -> Plan:
        mentee = request.person(person)
        return helping.withdraw_help(request.org, mentee, request.awaited(expectation, mentee))

    change(how, decide)
