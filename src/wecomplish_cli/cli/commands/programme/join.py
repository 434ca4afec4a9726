"""`wecomplish programme join`: take part in a mentoring programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import option, writes
from wecomplish_cli.cli.commands.programme.which import PROGRAM, WHO, person_of, program_of
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request

ROLES = "mentee, mentor or both"


@dataclass(frozen=True)
class Join:
    """Take part in a mentoring programme.

    It is written in your own file. A mentor, or mentees, will be found among those who joined.
    """

    program: Annotated[str, PROGRAM]
    role: Annotated[str, option("ROLE", f"What you take part as: {ROLES}.", name="--as")] = "mentee"
    person: Annotated[str | None, WHO] = None

    def decide(self, request: Request) -> Plan:
        """Decide on taking part."""
        from wecomplish_cli.actions import programs
        from wecomplish_cli.model.people import ProgramRole

        if self.role not in {*ProgramRole}:
            raise UsageError(f"--as: `{self.role}` is not a part in a programme", f"choose one of {ROLES}")
        person = person_of(request, self.person, "joining a programme")
        return programs.join(request.view, person, program_of(request, self.program), ProgramRole(self.role))


join = writes(Join)
