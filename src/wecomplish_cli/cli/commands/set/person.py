"""`wecomplish set person`: a value of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, writes
from wecomplish_cli.cli.commands.set.value import Value, key_of
from wecomplish_cli.cli.completion import people

if TYPE_CHECKING:
    from wecomplish_cli.cli.change import Request


@dataclass(frozen=True)
class Person(Value):
    """Set a value of a person, such as `email`, `leaders`, `status` or `accounts.github.login`."""

    ref: Annotated[str, argument("ID", "Who.", people)]
    key: Annotated[str, key_of("people")]

    def found(self, request: Request) -> str:
        """Find the person."""
        return f"people/{request.person(self.ref)}"


person = writes(Person)
