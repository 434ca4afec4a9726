"""`wecomplish mentorships`: whom someone mentors, and who mentors them."""

from __future__ import annotations

from typing import Annotated

import typer

from wecomplish_cli.cli import options
from wecomplish_cli.cli.completion import people


def mentorships(
    person: Annotated[
        str,
        typer.Argument(metavar="PERSON", help="Whose mentorships; otherwise yours.", autocompletion=people),
    ] = "me",
    everything: Annotated[
        bool, typer.Option("--all", help="Also those that are over, from both sides.")
    ] = False,
    at: options.AtOption = None,
    format: options.FormatOption = None,  # noqa: A002 - the option's name
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Show the mentorships of one person.

    First whom they mentor, those who wait for help before the others, then who mentors them; with --all, then
    whom they mentored, and who mentored them.
    """
    from wecomplish_cli.cli.answer import show
    from wecomplish_cli.cli.change import open_request
    from wecomplish_cli.render import answers
    from wecomplish_cli.reports.overview import overview

    request = open_request(org, today, at)
    answer = overview(request.org, request.person(person), request.today, everything)
    show("mentorships", answer, answers.overview, format)
