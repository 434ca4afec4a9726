"""`wecomplish accept`: say yes to a mentorship that is proposed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import fitting
from wecomplish_cli.cli.command import writes
from wecomplish_cli.cli.fields import PARTY, slot

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


MENTEE, ASSIGNMENT = slot(fitting.waiting, "no proposal waits for your answer")


@dataclass(frozen=True)
class Accept:
    """Accept a proposed mentorship.

    It is active once the mentee and the mentor have said yes; the mentee's levels that day are the baseline.
    """

    mentee: Annotated[str, MENTEE]
    assignment: Annotated[str, ASSIGNMENT]
    by: Annotated[str | None, PARTY] = None

    def decide(self, request: Request) -> Plan:
        """Decide on the yes, and whether the mentorship begins with it."""
        from wecomplish_cli.actions import accepting

        who = request.person(self.mentee)
        what = request.assignment(self.assignment, who)
        party = request.person(self.by) if self.by else request.who("accepting a mentorship")
        return accepting.accept(request.view, who, what, party)


accept = writes(Accept)
