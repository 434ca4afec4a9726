"""`wecomplish retire` and `rename`: what is expected no longer, and what gets another id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import options
from wecomplish_cli.cli.completion import anything
from wecomplish_cli.errors import UnknownNameError

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request

EXPECTED = ("roles", "skillsets", "expectations")
NAMED = ("people", "teams", *EXPECTED, "insights", "programs")
"""The folders of what has an id that others refer to."""


@options.writes
def retire(
    ref: Annotated[
        str,
        typer.Argument(
            metavar="REF",
            help="The role, skillset, responsibility, skill or other expectation.",
            autocompletion=anything,
        ),
    ],
    on: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="The day it is expected no longer; otherwise today.", show_default=False
        ),
    ] = None,
    *,
    how: options.WriteOptions,
) -> None:
    """Expect something no longer.

    It gets a date and stays, with all that was indicated; people and teams have no such date.
    """
    from wecomplish_cli.actions import retiring
    from wecomplish_cli.cli.change import change

    def decide(request: Request) -> Plan:
        what = request.anything(ref, EXPECTED)
        return retiring.retire(request.org, what, request.day(on, "--on"), request.today)

    change(how, decide)


@options.writes
def rename(
    ref: Annotated[
        str,
        typer.Argument(
            metavar="REF",
            help="A person, team, competence, expectation, insight or program.",
            autocompletion=anything,
        ),
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new id.")],
    *,
    how: options.WriteOptions,
) -> None:
    """Give something another id, everywhere.

    Its files move, which git sees as renames, and every reference in the data follows, all or nothing.
    What it is called stays: that is `wecomplish set person ID name NAME`.
    """
    from wecomplish_cli.actions import renaming
    from wecomplish_cli.cli.change import change
    from wecomplish_cli.derive import lookup

    def decide(request: Request) -> Plan:
        try:
            what = request.anything(ref, NAMED)
        except UnknownNameError:
            done = renaming.done(ref, new, lookup.named(request.org, NAMED))
            if done is None:
                raise
            return done
        return renaming.rename(request.org, what, new)

    change(how, decide)
