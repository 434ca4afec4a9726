"""`wecomplish report`: reports on the mentor network."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import options
from wecomplish_cli.cli.answer import Answer, show
from wecomplish_cli.cli.change import open_request
from wecomplish_cli.cli.completion import people, teams
from wecomplish_cli.errors import NotAllowedError

if TYPE_CHECKING:
    from wecomplish_cli.cli.change import Request


app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Report on mentorships, familiarity and help.",
)


TeamOption = Annotated[
    str | None,
    typer.Option(
        metavar="TEAM",
        help="Only this team, with the teams that are part of it.",
        show_default=False,
        autocompletion=teams,
    ),
]


class FailOn(StrEnum):
    """What makes a report fail."""

    VERDICT = "verdict"


@app.command()
def mentorships(
    team: TeamOption = None,
    fail_on: Annotated[
        FailOn | None, typer.Option(help="Exit with 1 if a verdict is no.", show_default=False)
    ] = None,
    every: options.AllOption = False,
    at: options.AtOption = None,
    format: options.ReportFormatOption = None,  # noqa: A002 - the option's name
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Report who helps whom and who has nobody.

    For administrators. This is a courtesy, not a protection: whoever can read the repository can read all
    that the report says.
    """
    from wecomplish_cli.render import answers
    from wecomplish_cli.reports.mentorships import mentorships_report

    request = open_request(org, today, at)
    _require_administrator(request)
    answer = mentorships_report(request.org, request.today, _team(request, team))
    show(Answer("report", answer, answers.mentorships_report), format, every)
    if fail_on is FailOn.VERDICT and any(verdict.good is False for verdict in answer.verdicts):
        raise typer.Exit(1)


@app.command()
def familiarity(
    team: TeamOption = None,
    every: options.AllOption = False,
    at: options.AtOption = None,
    format: options.ReportFormatOption = None,  # noqa: A002 - the option's name
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Report how familiar people are with what is expected of them.

    By competence and by expectation, the least familiar first; nobody is named.
    """
    from wecomplish_cli.render import familiarity as layout
    from wecomplish_cli.reports.familiarity import familiarity_report

    request = open_request(org, today, at)
    answer = familiarity_report(request.org, request.today, _team(request, team))
    show(Answer("report", answer, layout.familiarity_report), format, every)


@app.command()
def unclear(
    keeper: Annotated[
        str | None,
        typer.Option(
            metavar="PERSON",
            help="Only texts that this person keeps; `me` for your own.",
            show_default=False,
            autocompletion=people,
        ),
    ] = None,
    every: options.AllOption = False,
    at: options.AtOption = None,
    format: options.ReportFormatOption = None,  # noqa: A002 - the option's name
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """List the expectations whose text is unclear to someone."""
    from wecomplish_cli.render import familiarity as layout
    from wecomplish_cli.reports.familiarity import unclear_report

    request = open_request(org, today, at)
    answer = unclear_report(request.org, request.today, request.person(keeper) if keeper else None)
    show(Answer("report", answer, layout.unclear_report), format, every)


@app.command("help")
def help_(
    team: TeamOption = None,
    every: options.AllOption = False,
    at: options.AtOption = None,
    format: options.ReportFormatOption = None,  # noqa: A002 - the option's name
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Report how long people wait for help.

    How many asked and were answered, the median and the 90th percentile of the days it took, who waits now,
    what is overdue, and how many answers led to an insight.
    """
    from wecomplish_cli.render import helping as layout
    from wecomplish_cli.reports.helping import help_report

    request = open_request(org, today, at)
    answer = help_report(request.org, request.today, _team(request, team))
    show(Answer("report", answer, layout.help_report), format, every)


def _team(request: Request, wanted: str | None) -> str | None:
    return request.team(wanted) if wanted else None


def _require_administrator(request: Request) -> None:
    if request.identity in request.org.settings.administrators:
        return
    who = request.org.name(request.identity) if request.identity else "someone this data does not know"
    raise NotAllowedError(
        f"this report is for administrators, and you are {who}",
        "this is a courtesy, not a protection: whoever can read the repository can read all it says; "
        "WECOMPLISH_AS or git's user.email says who you are",
    )
