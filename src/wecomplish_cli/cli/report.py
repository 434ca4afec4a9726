"""`wecomplish report`: reports on the mentor network."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import options
from wecomplish_cli.cli.complete import teams
from wecomplish_cli.errors import NotAllowedError

if TYPE_CHECKING:
    from wecomplish_cli.cli.change import Request


app = typer.Typer(
    rich_markup_mode=None, add_completion=False, no_args_is_help=True, help="Report on the mentor network."
)


class FailOn(StrEnum):
    """What makes a report fail."""

    VERDICT = "verdict"


@app.command()
def mentorships(
    team: Annotated[
        str | None,
        typer.Option(
            metavar="TEAM",
            help="Only this team, with the teams that are part of it.",
            show_default=False,
            autocompletion=teams,
        ),
    ] = None,
    fail_on: Annotated[
        FailOn | None, typer.Option(help="Exit with 1 if a verdict is no.", show_default=False)
    ] = None,
    at: options.AtOption = None,
    format: options.ReportFormatOption = None,  # noqa: A002 - the option's name
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Report who helps whom and who has nobody.

    For administrators. This is a courtesy, not a protection: whoever can read the repository can read all
    that the report says.
    """
    from wecomplish_cli import names
    from wecomplish_cli.cli import terminal
    from wecomplish_cli.cli.answer import show
    from wecomplish_cli.cli.change import open_request
    from wecomplish_cli.render import answers
    from wecomplish_cli.reports.mentorships import mentorships_report

    request = open_request(org, today, at)
    _require_administrator(request)
    chosen = names.team(request.org, team, terminal.choose) if team else None
    answer = mentorships_report(request.org, request.today, chosen)
    show("report", answer, answers.mentorships_report, format)
    if fail_on is FailOn.VERDICT and any(verdict.good is False for verdict in answer.verdicts):
        raise typer.Exit(1)


def _require_administrator(request: Request) -> None:
    if request.identity in request.org.settings.administrators:
        return
    who = request.org.name(request.identity) if request.identity else "someone this data does not know"
    raise NotAllowedError(
        f"this report is for administrators, and you are {who}",
        "this is a courtesy, not a protection: whoever can read the repository can read all it says; "
        "WECOMPLISH_AS or git's user.email says who you are",
    )
