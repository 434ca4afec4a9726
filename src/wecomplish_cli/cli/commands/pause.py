"""`wecomplish pause`: let a mentorship rest for a while."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import option, writes
from wecomplish_cli.cli.fields import ASSIGNMENT, MENTEE
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request


@dataclass(frozen=True)
class Pause:
    """Pause a mentorship.

    The mentor has the place free meanwhile, and no check-in is due.
    """

    mentee: Annotated[str, MENTEE]
    assignment: Annotated[str, ASSIGNMENT]
    until: Annotated[str | None, option("DATE", "When it goes on, such as 2026-08-15 or +4w.")] = None

    def decide(self, request: Request) -> Plan:
        """Decide on the pause, which has an end."""
        from wecomplish_cli.actions import lifecycle

        who = request.person(self.mentee)
        what = request.assignment(self.assignment, who)
        day = request.day(self.until, "--until")
        if day is None:
            raise UsageError("--until is missing", "say when it goes on, such as --until +4w")
        return lifecycle.pause(request.view, who, what, day)


pause = writes(Pause)
