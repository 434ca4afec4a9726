"""`wecomplish decline`: say no to a mentorship that is proposed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import fitting
from wecomplish_cli.cli.command import writes
from wecomplish_cli.cli.fields import PARTY, REASON, slot

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


MENTEE, ASSIGNMENT = slot(fitting.waiting, "no proposal waits for your answer", take_only=False)


@dataclass(frozen=True)
class Decline:
    """Decline a proposed mentorship.

    A co-mentor who says no is taken out of it, and it goes on with the others.
    """

    mentee: Annotated[str, MENTEE]
    assignment: Annotated[str, ASSIGNMENT]
    by: Annotated[str | None, PARTY] = None
    reason: Annotated[str | None, REASON] = None

    def decide(self, request: Request) -> Plan:
        """Decide on the no, and whether the proposal ends with it."""
        from wecomplish_cli.actions import accepting

        who = request.person(self.mentee)
        what = request.assignment(self.assignment, who)
        party = request.person(self.by) if self.by else request.who("declining a mentorship")
        return accepting.decline(request.view, who, what, party, self.reason)


decline = writes(Decline)
