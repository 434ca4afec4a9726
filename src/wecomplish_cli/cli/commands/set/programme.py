"""`wecomplish set programme`: values of a mentoring programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, writes
from wecomplish_cli.cli.commands.set.value import UNSET, Values, words_of

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Programme(Values):
    """Set values of a mentoring programme, such as `ends` or `kpis.have_mentor`."""

    ref: Annotated[str, argument("ID", "Which: its id, or part of its name.")]
    words: Annotated[tuple[str, ...], words_of("programs")] = ()
    unset: Annotated[bool, UNSET] = False

    def found(self, request: Request) -> str:
        """Find it."""
        return request.anything(self.ref, ("programs",), items=False)


programme = writes(Programme)
