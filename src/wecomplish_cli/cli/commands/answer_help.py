"""`wecomplish answer-help`: record that help was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import fitting
from wecomplish_cli.cli.command import option, writes
from wecomplish_cli.cli.completion import insights
from wecomplish_cli.cli.fields import HELPER, asked

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


ASKER, AWAITED = asked(fitting.help_for_me("open", "acknowledged"), "no request for help waits for you")


@dataclass(frozen=True)
class AnswerHelp:
    """Record that help was given.

    The life ring goes out.
    """

    person: Annotated[str, ASKER]
    expectation: Annotated[str, AWAITED]
    insight: Annotated[str | None, option("ID", "The insight that came of it.", insights)] = None
    by: Annotated[str | None, HELPER] = None

    def decide(self, request: Request) -> Plan:
        """Decide on who has answered which request, and what came of it."""
        from wecomplish_cli.actions import helping

        mentee = request.person(self.person)
        what = request.awaited(self.expectation, mentee)
        helper = request.person(self.by) if self.by else request.who("answering a request")
        known = request.insight(self.insight) if self.insight else None
        return helping.answer_help(request.view, mentee, what, helper, known)


answer_help = writes(AnswerHelp)
