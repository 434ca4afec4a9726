"""`wecomplish resume`: let a paused mentorship go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import fitting
from wecomplish_cli.cli.command import writes
from wecomplish_cli.cli.fields import slot

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


MENTEE, ASSIGNMENT = slot(fitting.under_way("paused"), "no mentorship is paused")


@dataclass(frozen=True)
class Resume:
    """Resume a paused mentorship."""

    mentee: Annotated[str, MENTEE]
    assignment: Annotated[str, ASSIGNMENT]

    def decide(self, request: Request) -> Plan:
        """Decide on the end of the pause."""
        from wecomplish_cli.actions import lifecycle

        who = request.person(self.mentee)
        what = request.assignment(self.assignment, who)
        return lifecycle.resume(request.view, who, what)


resume = writes(Resume)
