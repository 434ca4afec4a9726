"""`wecomplish indicate`: say how familiar someone is with an expectation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import batch, options
from wecomplish_cli.cli.completion import expectations, levels, people

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request


@dataclass(frozen=True)
class Asked:
    """An indication, in the words of whoever makes it."""

    person: str
    expectation: str
    level: str | None = None
    unclear: bool = False
    request_help: bool = False
    question: str | None = None


@options.writes
def indicate(
    person: Annotated[
        str | None,
        typer.Argument(
            metavar="PERSON",
            help="Whose familiarity it is; `me` for your own.",
            show_default=False,
            autocompletion=people,
        ),
    ] = None,
    expectation: Annotated[
        str | None,
        typer.Argument(
            metavar="EXPECTATION",
            help="The expectation: its id, or part of its title.",
            show_default=False,
            autocompletion=expectations,
        ),
    ] = None,
    level: Annotated[
        str | None,
        typer.Argument(
            metavar="LEVEL",
            help="The level, such as aware or comfortable.",
            show_default=False,
            autocompletion=levels,
        ),
    ] = None,
    unclear: Annotated[bool, typer.Option("--unclear", help="The expectation's text is not clear.")] = False,
    request_help: Annotated[
        bool, typer.Option("--request-help", help="Ask for help with it as well.")
    ] = False,
    question: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What exactly help is needed with.", show_default=False)
    ] = None,
    source: batch.FromOption = None,
    *,
    how: options.WriteOptions,
) -> None:
    """Indicate familiarity with an expectation.

    It is dated today. Levels are for help, never for appraisal.
    """
    given = {
        "person": person,
        "expectation": expectation,
        "level": level,
        "unclear": unclear,
        "request_help": request_help,
        "question": question,
    }
    rows = batch.rows(source, Asked, given)
    batch.change_each(how, rows, decide)


def decide(request: Request, asked: Asked) -> Plan:
    """Decide on one indication, with the request for help that may come with it."""
    from wecomplish_cli.actions import familiarity, helping
    from wecomplish_cli.actions.plan import both

    who = request.person(asked.person)
    what = request.expectation(asked.expectation, who)
    plan = familiarity.indicate(request.org, who, what, asked.level, asked.unclear, request.today)
    if asked.request_help or asked.question:
        plan = both(plan, helping.request_help(request.org, who, what, asked.question, request.today))
    return plan
