"""`wecomplish hold`, `drop` and `offer`: what someone holds, offers and wishes for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import options
from wecomplish_cli.cli.completion import competences, people
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request


@options.writes
def drop(
    person: Annotated[
        str, typer.Argument(metavar="PERSON", help="Who holds it no longer.", autocompletion=people)
    ],
    competence: Annotated[
        str,
        typer.Argument(metavar="COMPETENCE", help="The role or skillset.", autocompletion=competences),
    ],
    until: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="From this day on no longer; otherwise from today.", show_default=False
        ),
    ] = None,
    *,
    how: options.WriteOptions,
) -> None:
    """Let someone hold a role or skillset no longer.

    The assignment gets an end, and stays with all that was indicated.
    """
    from wecomplish_cli.actions import holding
    from wecomplish_cli.cli.change import change

    def decide(request: Request) -> Plan:
        who, what = request.person(person), request.competence(competence)
        return holding.drop(request.org, who, what, request.day(until, "--until"), request.today)

    change(how, decide)


@options.writes
def offer(
    person: Annotated[
        str, typer.Argument(metavar="[PERSON]", help="Who offers or wishes.", autocompletion=people)
    ] = "me",
    open_: Annotated[
        bool | None,
        typer.Option("--open/--closed", help="Open to mentor, or not now.", show_default=False),
    ] = None,
    capacity: Annotated[
        int | None,
        typer.Option(
            metavar="NUMBER", min=0, max=1000, help="Mentorships at the same time.", show_default=False
        ),
    ] = None,
    topic: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COMPETENCE",
            help="What they would mentor in; may be given again, and takes the place of those there.",
            show_default=False,
            autocompletion=competences,
        ),
    ] = None,
    seek: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COMPETENCE",
            help="Where they wish for a mentor; likewise.",
            show_default=False,
            autocompletion=competences,
        ),
    ] = None,
    prefer: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PERSON",
            help="Whom they would choose, in order; likewise.",
            show_default=False,
            autocompletion=people,
        ),
    ] = None,
    away: Annotated[
        str | None,
        typer.Option(
            metavar="FROM..UNTIL",
            help="The first and last day away, such as 2026-07-01..2026-07-31.",
            show_default=False,
        ),
    ] = None,
    *,
    how: options.WriteOptions,
) -> None:
    """Say what someone offers and wishes for.

    As a mentor and as a mentee. `wecomplish set person ID mentoring.KEY --unset` takes any of it away again.
    """
    from wecomplish_cli.actions import offering
    from wecomplish_cli.cli.change import change

    def decide(request: Request) -> Plan:
        asked = offering.Offer(
            open=open_,
            capacity=capacity,
            topics=tuple(request.competence(each) for each in topic or ()),
            seeks=tuple(request.competence(each) for each in seek or ()),
            prefers=tuple(request.person(each) for each in prefer or ()),
            away=_days(request, away),
        )
        return offering.offer(request.org, request.person(person), asked, request.today)

    change(how, decide)


def _days(request: Request, given: str | None) -> tuple[date, date] | None:
    if given is None:
        return None
    first, dots, last = given.partition("..")
    days = request.day(first or None, "--away"), request.day(last or None, "--away")
    if not dots or days[0] is None or days[1] is None:
        raise UsageError(f"--away: `{given}` is not FROM..UNTIL", "such as 2026-07-01..2026-07-31")
    return days[0], days[1]
