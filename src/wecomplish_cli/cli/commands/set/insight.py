"""`wecomplish set insight`: values of an insight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, writes
from wecomplish_cli.cli.commands.set.value import UNSET, Values, words_of
from wecomplish_cli.cli.completion import insights

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Insight(Values):
    """Set values of an insight, such as `title` or `body`."""

    ref: Annotated[str, argument("ID", "Which: its id, or part of its title.", insights)]
    words: Annotated[tuple[str, ...], words_of("insights")] = ()
    unset: Annotated[bool, UNSET] = False

    def found(self, request: Request) -> str:
        """Find it."""
        return request.anything(self.ref, ("insights",), items=False)


insight = writes(Insight)
