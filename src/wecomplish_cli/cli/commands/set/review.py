"""`wecomplish set review`: values of a review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, writes
from wecomplish_cli.cli.commands.set.value import UNSET, Values, event, words_of
from wecomplish_cli.cli.completion import people

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Review(Values):
    """Set values of a review, such as `outcome`."""

    ref: Annotated[str, argument("REVIEW", "Which: PERSON for their newest one, or PERSON/DATE.", people)]
    words: Annotated[tuple[str, ...], words_of("reviews")] = ()
    unset: Annotated[bool, UNSET] = False

    def found(self, request: Request) -> str:
        """Find it."""
        return event("reviews")(request, self.ref)


review = writes(Review)
