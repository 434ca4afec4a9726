"""`wecomplish offer`: what someone offers and wishes for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, flag, option, writes
from wecomplish_cli.cli.completion import competences, people
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Offer:
    """Say what someone offers and looks for in mentoring.

    As a mentor and as a mentee. `wecomplish set person ID mentoring.KEY --unset` takes any of it away again.
    """

    person: Annotated[str, argument("[PERSON]", "Who offers or wishes.", people)] = "me"
    open: Annotated[bool | None, flag("--open/--closed", "Open to mentoring, or not now.")] = None
    capacity: Annotated[int | None, option("NUMBER", "Mentorships at the same time.", bounds=(0, 1000))] = (
        None
    )
    topic: Annotated[
        tuple[str, ...],
        option(
            "COMPETENCE",
            "What they would mentor in; can be repeated, and replaces those there are.",
            competences,
        ),
    ] = ()
    seek: Annotated[
        tuple[str, ...], option("COMPETENCE", "Where they would like a mentor; likewise.", competences)
    ] = ()
    prefer: Annotated[
        tuple[str, ...], option("PERSON", "Whom they would choose, in order; likewise.", people)
    ] = ()
    away: Annotated[
        str | None, option("FROM..UNTIL", "The first and last day away, such as 2026-07-01..2026-07-31.")
    ] = None

    def decide(self, request: Request) -> Plan:
        """Decide on what the person's file says of mentoring."""
        from wecomplish_cli.actions import offering

        asked = offering.Offer(
            open=self.open,
            capacity=self.capacity,
            topics=tuple(request.competence(each) for each in self.topic),
            seeks=tuple(request.competence(each) for each in self.seek),
            prefers=tuple(request.person(each) for each in self.prefer),
            away=_days(request, self.away),
        )
        return offering.offer(request.view, request.person(self.person), asked, request.identity)


def _days(request: Request, given: str | None) -> tuple[date, date] | None:
    if given is None:
        return None
    first, dots, last = given.partition("..")
    days = request.day(first or None, "--away"), request.day(last or None, "--away")
    if not dots or days[0] is None or days[1] is None:
        raise UsageError(f"--away: `{given}` is not FROM..UNTIL", "such as 2026-07-01..2026-07-31")
    return days[0], days[1]


offer = writes(Offer, many=True)
