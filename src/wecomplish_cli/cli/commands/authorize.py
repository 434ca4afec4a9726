"""`wecomplish authorize`: whether these people may make this change."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.errors import NotAllowedError


class AuthorizationFormat(StrEnum):
    """How a decision is shown."""

    TEXT = "text"
    MD = "md"
    JSON = "json"


def authorize(
    base: Annotated[
        str,
        typer.Option(metavar="REV", help="The branch that the change is for; its tip decides who is who."),
    ],
    head: Annotated[str, typer.Option(metavar="REV", help="The tip of the change.")] = "HEAD",
    actor: Annotated[
        list[str] | None,
        typer.Option(
            envvar="WECOMPLISH_ACTOR",
            metavar="ACCOUNT",
            help="Whose change it is, such as github:583231: its author, and everyone who pushed to it.",
            show_default=False,
        ),
    ] = None,
    approved: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ACCOUNT@SHA",
            help="Who approved it, and at which commit: it counts only for the tip of the change.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        AuthorizationFormat, typer.Option(help="How to show the decision.")
    ] = AuthorizationFormat.TEXT,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Decide whether these people may make this change.

    Every part of it must be allowed to each of them, or be approved by someone who may make it. Exits with 4
    if anything is denied. It says nothing about whether the change is right: that is what `check` is for.
    """
    from wecomplish_cli.cli.judging import note_beginning
    from wecomplish_cli.render.authorization import RENDER
    from wecomplish_cli.review import authorize, merge

    root = options.root(org, of_change=True)
    actors, approvals = options.copied(actor), options.copied(approved)
    authorize.require_accounts(actors)
    change = merge.review(root, base, head, terminal.progress())
    note_beginning(change, base)
    day = options.today(change.settled, today)
    answer = authorize.authorize(change, actors, approvals, day)
    terminal.say(RENDER[format](answer))
    if not answer.allowed:
        raise typer.Exit(NotAllowedError.exit_code)
