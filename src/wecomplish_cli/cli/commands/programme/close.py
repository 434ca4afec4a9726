"""`wecomplish programme close`: bring a mentoring programme to its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import flag, writes
from wecomplish_cli.cli.commands.programme.which import PROGRAM, program_of
from wecomplish_cli.cli.fields import REASON
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Close:
    """End a mentoring programme today.

    While mentorships in it are under way, say what becomes of them.
    """

    program: Annotated[str, PROGRAM]
    complete: Annotated[bool, flag("--complete", "Complete its mentorships; proposals end.")] = False
    end: Annotated[bool, flag("--end", "End its mentorships; needs --reason.")] = False
    reason: Annotated[str | None, REASON] = None

    def decide(self, request: Request) -> Plan:
        """Decide on the end."""
        from wecomplish_cli.actions import programs
        from wecomplish_cli.model.mentorships import MentorshipStatus

        if self.complete and self.end:
            raise UsageError("--complete and --end cannot be used together", "use one or the other")
        if self.end and not self.reason:
            raise UsageError("--end needs a reason, which stays with each record", "add --reason TEXT")
        how = MentorshipStatus.COMPLETED if self.complete else MentorshipStatus.ENDED if self.end else None
        return programs.close(request.view, program_of(request, self.program), how, self.reason)


close = writes(Close)
