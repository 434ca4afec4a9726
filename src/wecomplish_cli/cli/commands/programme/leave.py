"""`wecomplish programme leave`: no longer take part in a mentoring programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import writes
from wecomplish_cli.cli.commands.programme.which import PROGRAM, WHO, person_of, program_of

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Leave:
    """Leave a mentoring programme.

    Mentorships under way go on.
    """

    program: Annotated[str, PROGRAM]
    person: Annotated[str | None, WHO] = None

    def decide(self, request: Request) -> Plan:
        """Decide on leaving."""
        from wecomplish_cli.actions import programs

        person = person_of(request, self.person, "leaving a programme")
        return programs.leave(request.view, person, program_of(request, self.program))


leave = writes(Leave)
