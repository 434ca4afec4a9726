"""`wecomplish request-help`: ask for help with an expectation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import option, writes
from wecomplish_cli.cli.fields import ASKER, WITH

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class RequestHelp:
    """Ask for help with an expectation.

    A life ring shows until it is answered. Mentors of assignments that contain the expectation will see it;
    without any, the leaders.
    """

    person: Annotated[str, ASKER]
    expectation: Annotated[str, WITH]
    question: Annotated[str | None, option("TEXT", "What exactly, in a sentence or two.")] = None

    def decide(self, request: Request) -> Plan:
        """Decide on the request."""
        from wecomplish_cli.actions import helping

        mentee = request.person(self.person)
        what = request.expectation(self.expectation, mentee)
        return helping.request_help(request.view, mentee, what, self.question)


request_help = writes(RequestHelp)
