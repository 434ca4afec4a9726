"""`wecomplish end`: end a mentorship early, or withdraw a proposal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import fitting
from wecomplish_cli.cli.command import writes
from wecomplish_cli.cli.fields import REASON, slot

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


UNDER_WAY = fitting.under_way("proposed", "active", "paused")
MENTEE, ASSIGNMENT = slot(UNDER_WAY, "no mentorship is under way", take_only=False)


@dataclass(frozen=True)
class End:
    """End a mentorship early, or withdraw a proposal.

    It records the mentee's levels now as the outcome.
    """

    mentee: Annotated[str, MENTEE]
    assignment: Annotated[str, ASSIGNMENT]
    reason: Annotated[str | None, REASON] = None

    def decide(self, request: Request) -> Plan:
        """Decide on the end, with the outcome."""
        from wecomplish_cli.actions import lifecycle

        who = request.person(self.mentee)
        what = request.assignment(self.assignment, who)
        return lifecycle.end(request.view, who, what, self.reason)


end = writes(End)
