"""Which programme a command is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.cli.command import argument, option
from wecomplish_cli.cli.completion import people, programs

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request

PROGRAM = argument("PROGRAM", "The programme: its id, or part of its name.", programs)
WHO = option("PERSON", "Who; otherwise you.", people)


def program_of(request: Request, wanted: str) -> str:
    """Find a programme by what the command line says, as its id."""
    return request.anything(wanted, ("programs",)).partition("/")[2]


def person_of(request: Request, wanted: str | None, doing: str) -> str:
    """The person named, or who runs the command; `doing` says in an error what they would do."""
    return request.person(wanted) if wanted else request.who(doing)
