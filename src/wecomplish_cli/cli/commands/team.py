"""`wecomplish team`: how the people of a leader or a team are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import argument, flag, reads
from wecomplish_cli.cli.completion import leaders_and_teams
from wecomplish_cli.cli.lookback import earlier

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Team:
    """Show how the people of a leader or team are doing, and who needs support.

    Those who wait for help come first, then those whose familiarity is to be asked for.
    """

    who: Annotated[
        str, argument("[LEADER|TEAM]", "Whose people, or which team; otherwise yours.", leaders_and_teams)
    ] = "me"
    cards: Annotated[bool, flag("--cards", "Add the support card of each of them.")] = False

    def answer(self, request: Request) -> Answer:
        """Make the support cards of the team."""
        from wecomplish_cli.derive.membership import members
        from wecomplish_cli.render import support as layout
        from wecomplish_cli.reports import support

        view, (leader, team) = request.view, _meant(request, self.who)
        if leader is not None:
            found = support.team(view, leader, earlier(request, support.led_by(view, leader)))
        else:
            found = support.of_team(view, team, earlier(request, members(view, team)))
        return Answer("team", found, partial(layout.team, cards=self.cards))


def _meant(request: Request, wanted: str) -> tuple[str | None, str]:
    """The leader who is meant, or else the team; where both have the id, the leader."""
    if wanted in request.org.people:
        return wanted, ""
    folder, _, own = request.anything(wanted, ("people", "teams")).partition("/")
    return (own, "") if folder == "people" else (None, own)


team = reads(Team)
