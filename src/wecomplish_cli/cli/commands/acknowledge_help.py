"""`wecomplish acknowledge-help`: say that a request for help was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import fitting
from wecomplish_cli.cli.command import writes
from wecomplish_cli.cli.fields import HELPER, asked

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


ASKER, AWAITED = asked(fitting.help_for_me("open"), "no request for help waits for you")


@dataclass(frozen=True)
class AcknowledgeHelp:
    """Say that you have seen a request for help."""

    person: Annotated[str, ASKER]
    expectation: Annotated[str, AWAITED]
    by: Annotated[str | None, HELPER] = None

    def decide(self, request: Request) -> Plan:
        """Decide on who has seen which request."""
        from wecomplish_cli.actions import helping

        mentee = request.person(self.person)
        what = request.awaited(self.expectation, mentee)
        helper = request.person(self.by) if self.by else request.who("acknowledging a request")
        return helping.acknowledge_help(request.view, mentee, what, helper)


acknowledge_help = writes(AcknowledgeHelp)
