"""`wecomplish set person`: values of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, writes
from wecomplish_cli.cli.commands.set.value import UNSET, Values, words_of
from wecomplish_cli.cli.completion import people

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Person(Values):
    """Set values of a person, such as `email`, `leaders` or `programs.spring.as`."""

    ref: Annotated[str, argument("ID", "Who.", people)]
    words: Annotated[tuple[str, ...], words_of("people")] = ()
    unset: Annotated[bool, UNSET] = False

    def found(self, request: Request) -> str:
        """Find it."""
        return f"people/{request.person(self.ref)}"


person = writes(Person)
