"""`wecomplish pause`: let a mentorship rest for a while."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import fitting
from wecomplish_cli.cli.command import option, writes
from wecomplish_cli.cli.fields import slot

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


MENTEE, ASSIGNMENT = slot(fitting.under_way("active"), "no mentorship is active", take_only=False)


@dataclass(frozen=True)
class Pause:
    """Pause a mentorship.

    Meanwhile the mentor's place is free, and no check-in is due.
    """

    mentee: Annotated[str, MENTEE]
    assignment: Annotated[str, ASSIGNMENT]
    until: Annotated[
        str,
        option(
            "DATE",
            "The day it goes on, such as 2026-08-15 or +4w.",
            question="The day it goes on, such as 2026-08-15 or +4w",
        ),
    ]

    def decide(self, request: Request) -> Plan:
        """Decide on the pause, which has an end."""
        from wecomplish_cli.actions import lifecycle

        who = request.person(self.mentee)
        what = request.assignment(self.assignment, who)
        day = request.day(self.until, "--until") or request.today
        return lifecycle.pause(request.view, who, what, day)


pause = writes(Pause)
