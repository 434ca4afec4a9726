"""`wecomplish set help`: values of a request for help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, writes
from wecomplish_cli.cli.commands.set.value import UNSET, Values, event, words_of
from wecomplish_cli.cli.completion import people

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Help(Values):
    """Set values of a request for help, such as `question`."""

    ref: Annotated[str, argument("REQUEST", "Which: PERSON for their newest one, or PERSON/DATE.", people)]
    words: Annotated[tuple[str, ...], words_of("help")] = ()
    unset: Annotated[bool, UNSET] = False

    def found(self, request: Request) -> str:
        """Find it."""
        return event("help")(request, self.ref)


help_ = writes(Help)
