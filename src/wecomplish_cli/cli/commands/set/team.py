"""`wecomplish set team`: values of a team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, writes
from wecomplish_cli.cli.commands.set.value import UNSET, Values, words_of
from wecomplish_cli.cli.completion import teams

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Team(Values):
    """Set values of a team, such as `lead`."""

    ref: Annotated[str, argument("ID", "Which.", teams)]
    words: Annotated[tuple[str, ...], words_of("teams")] = ()
    unset: Annotated[bool, UNSET] = False

    def found(self, request: Request) -> str:
        """Find it."""
        return request.anything(self.ref, ("teams",), items=False)


team = writes(Team)
