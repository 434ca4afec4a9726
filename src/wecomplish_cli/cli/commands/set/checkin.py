"""`wecomplish set checkin`: values of a check-in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, writes
from wecomplish_cli.cli.commands.set.value import UNSET, Values, event, words_of
from wecomplish_cli.cli.completion import people

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Checkin(Values):
    """Set values of a check-in, such as `next` or `summary`."""

    ref: Annotated[str, argument("CHECKIN", "Which: PERSON for their newest one, or PERSON/DATE.", people)]
    words: Annotated[tuple[str, ...], words_of("checkins")] = ()
    unset: Annotated[bool, UNSET] = False

    def found(self, request: Request) -> str:
        """Find it."""
        return event("checkins")(request, self.ref)


checkin = writes(Checkin)
