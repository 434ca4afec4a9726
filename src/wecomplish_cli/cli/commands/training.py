"""`wecomplish training`, `support` and `team`: how far people are, and how to support them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.cli.completion import competences, people
from wecomplish_cli.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wecomplish_cli.cli.change import Request
    from wecomplish_cli.model.org import Org

AssignmentArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[ASSIGNMENT]",
        help="Only this role or skillset; otherwise all.",
        show_default=False,
        autocompletion=competences,
    ),
]


def training(
    person: Annotated[
        str,
        typer.Argument(metavar="PERSON", help="Whose training; otherwise yours.", autocompletion=people),
    ] = "me",
    assignment: AssignmentArgument = None,
    at: options.AtOption = None,
    format: options.FormatOption = None,  # noqa: A002 - the option's name
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Show what is expected of someone, and how far they are.

    Awareness counts every expectation with a level; familiarity weighs the levels. Only the highest level
    says that something is met without help.
    """
    from wecomplish_cli.cli.answer import Answer, show
    from wecomplish_cli.cli.change import open_request
    from wecomplish_cli.render import familiarity
    from wecomplish_cli.reports import training as reports

    request = open_request(org, today, at)
    who = request.person(person)
    competence = request.held(assignment, who) if assignment else None
    answer = reports.training(request.org, who, request.today, competence)
    show(Answer("training", answer, familiarity.training), format)


def support(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Whom to support.", autocompletion=people)],
    at: options.AtOption = None,
    format: options.FormatOption = None,  # noqa: A002 - the option's name
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Show what someone needs support with.

    Whether awareness is near 100 % or rising, when familiarity was last updated, what they focus on, and what
    help they wait for.
    """
    from wecomplish_cli.cli.answer import Answer, show
    from wecomplish_cli.cli.change import open_request
    from wecomplish_cli.render import familiarity
    from wecomplish_cli.reports import support as reports

    request = open_request(org, today, at)
    who = request.person(person)
    answer = reports.card(request.org, who, request.today, _earlier(request, [who], at))
    show(Answer("support", answer, familiarity.card), format)


def team(
    leader: Annotated[
        str, typer.Argument(metavar="LEADER", help="Whose team; otherwise yours.", autocompletion=people)
    ] = "me",
    at: options.AtOption = None,
    format: options.FormatOption = None,  # noqa: A002 - the option's name
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Show a support card for everyone whom someone leads.

    Those who wait for help come first, then those whose familiarity is to be asked for.
    """
    from wecomplish_cli.cli.answer import Answer, show
    from wecomplish_cli.cli.change import open_request
    from wecomplish_cli.render import familiarity
    from wecomplish_cli.reports import support as reports

    request = open_request(org, today, at)
    who = request.person(leader)
    led = [person for person, record in request.org.people.items() if who in record.leaders]
    answer = reports.team(request.org, who, request.today, _earlier(request, led, at))
    show(Answer("team", answer, familiarity.team), format)


def _earlier(request: Request, people: Iterable[str], at: str | None) -> Org | None:
    """The familiarity of some people thirty days ago, as far as git knows it."""
    from wecomplish_cli.dataset import store
    from wecomplish_cli.derive import days
    from wecomplish_cli.reports.support import LOOK_BACK

    day = days.days_after(request.today, -LOOK_BACK)
    try:
        return store.earlier(request.dataset, people, day, at or "HEAD")
    except DataError as error:
        terminal.note(f"note: how far they were {LOOK_BACK} days ago is left out: {error.message}")
        terminal.note(f"help: {error.hint}")
        return None
