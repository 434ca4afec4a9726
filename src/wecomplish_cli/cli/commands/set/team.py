"""`wecomplish set team`: a value of a team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, writes
from wecomplish_cli.cli.commands.set.value import Value, key_of
from wecomplish_cli.cli.completion import teams

if TYPE_CHECKING:
    from wecomplish_cli.cli.change import Request


@dataclass(frozen=True)
class Team(Value):
    """Set a value of a team, such as `lead`."""

    ref: Annotated[str, argument("ID", "Which.", teams)]
    key: Annotated[str, key_of("teams")]

    def found(self, request: Request) -> str:
        """Find the team."""
        return request.anything(self.ref, ("teams",), items=False)


team = writes(Team)
