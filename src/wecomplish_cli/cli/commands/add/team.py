"""`wecomplish add team`: a team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import naming
from wecomplish_cli.cli.command import argument, option, writes
from wecomplish_cli.cli.completion import people, teams

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Team:
    """Add a team."""

    name: Annotated[str, argument("NAME", "The team's name.", question="The team's name")]
    lead: Annotated[str | None, option("PERSON", "Who leads it.", people)] = None
    parent: Annotated[str | None, option("TEAM", "The team it is part of.", teams)] = None
    id: Annotated[str | None, naming.ID] = None
    neutral: Annotated[bool, naming.NEUTRAL] = False

    def decide(self, request: Request) -> Plan:
        """Decide on the team's file."""
        from wecomplish_cli.actions import adding

        name = self.name.strip()
        given = {
            "name": name,
            "lead": request.person(self.lead) if self.lead else None,
            "parent": request.team(self.parent) if self.parent else None,
        }
        own = naming.id_of(request, "teams", name, self.id, self.neutral)
        return adding.add(request.view, f"teams/{own}", given)


team = writes(Team, many=True)
