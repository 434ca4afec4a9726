"""`wecomplish set expectation`: values of a responsibility, skill or other expectation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, writes
from wecomplish_cli.cli.commands.set.value import UNSET, Values, words_of
from wecomplish_cli.cli.completion import expectations

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Expectation(Values):
    """Set values of a responsibility, skill or other expectation, such as `title` or `target`."""

    ref: Annotated[str, argument("ID", "Which.", expectations)]
    words: Annotated[tuple[str, ...], words_of("expectations")] = ()
    unset: Annotated[bool, UNSET] = False

    def found(self, request: Request) -> str:
        """Find it."""
        from wecomplish_cli.model.values import Reference

        return request.referred(Reference.EXPECTATION, self.ref)


expectation = writes(Expectation)
