"""`wecomplish set competence`: values of a role or skillset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, writes
from wecomplish_cli.cli.commands.set.value import UNSET, Values, words_of
from wecomplish_cli.cli.completion import competences

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Competence(Values):
    """Set values of a role or skillset, such as `critical` or `keeper`."""

    ref: Annotated[str, argument("ID", "Which.", competences)]
    words: Annotated[tuple[str, ...], words_of("roles")] = ()
    unset: Annotated[bool, UNSET] = False

    def found(self, request: Request) -> str:
        """Find it."""
        return request.anything(self.ref, ("roles", "skillsets"), items=False)


competence = writes(Competence)
