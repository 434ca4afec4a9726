"""`wecomplish withdraw-help`: take a request for help back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import fitting
from wecomplish_cli.cli.command import writes
from wecomplish_cli.cli.fields import asked

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


ASKER, AWAITED = asked(fitting.my_requests, "you are not waiting for help")


@dataclass(frozen=True)
class WithdrawHelp:
    """Withdraw a request for help."""

    person: Annotated[str, ASKER]
    expectation: Annotated[str, AWAITED]

    def decide(self, request: Request) -> Plan:
        """Decide on which request it is."""
        from wecomplish_cli.actions import helping

        mentee = request.person(self.person)
        return helping.withdraw_help(request.view, mentee, request.awaited(self.expectation, mentee))


withdraw_help = writes(WithdrawHelp)
