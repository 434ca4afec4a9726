"""`wecomplish team`: a support card for everyone whom someone leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import argument, reads
from wecomplish_cli.cli.completion import people
from wecomplish_cli.cli.lookback import earlier

if TYPE_CHECKING:
    from wecomplish_cli.cli.change import Request


@dataclass(frozen=True)
class Team:
    """Show a support card for everyone whom someone leads.

    Those who wait for help come first, then those whose familiarity is to be asked for.
    """

    leader: Annotated[str, argument("LEADER", "Whose team; otherwise yours.", people)] = "me"

    def answer(self, request: Request) -> Answer:
        """Make the support cards of the team."""
        from wecomplish_cli.render import familiarity
        from wecomplish_cli.reports import support

        who = request.person(self.leader)
        led = [person for person, record in request.org.people.items() if who in record.leaders]
        found = support.team(request.view, who, earlier(request, led))
        return Answer("team", found, familiarity.team)


team = reads(Team)
