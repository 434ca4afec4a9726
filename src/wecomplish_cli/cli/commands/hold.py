"""`wecomplish hold`: someone holds a role or skillset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, option, writes
from wecomplish_cli.cli.completion import competences, people, teams

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Hold:
    """Record that someone holds a role or skillset."""

    person: Annotated[str, argument("PERSON", "Who holds it.", people)]
    competence: Annotated[str, argument("COMPETENCE", "The role or skillset.", competences)]
    team: Annotated[
        tuple[str, ...],
        option(
            "TEAM",
            "A team they hold the role in; can be repeated, and replaces those there are.",
            teams,
        ),
    ] = ()
    since: Annotated[str | None, option("DATE", "The first day; otherwise today.")] = None

    def decide(self, request: Request) -> Plan:
        """Decide on the assignment."""
        from wecomplish_cli.actions import holding

        return holding.hold(
            request.view,
            request.person(self.person),
            request.competence(self.competence),
            tuple(request.team(each) for each in self.team),
            request.day(self.since, "--since"),
        )


hold = writes(Hold, many=True)
