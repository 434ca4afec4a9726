"""`wecomplish indicate`: say how familiar someone is with an expectation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, flag, option, writes
from wecomplish_cli.cli.completion import expectations, levels, people

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Indicate:
    """Indicate familiarity with an expectation.

    It is dated today. Levels are for help, never for appraisal.
    """

    person: Annotated[str, argument("PERSON", "Whose familiarity it is; `me` for your own.", people)]
    expectation: Annotated[
        str, argument("EXPECTATION", "The expectation: its id, or part of its title.", expectations)
    ]
    level: Annotated[
        str | None,
        argument(
            "[LEVEL]",
            "The level, such as aware or comfortable.",
            levels,
            unless=("unclear", "request_help", "question"),
        ),
    ] = None
    unclear: Annotated[bool, flag("--unclear", "The expectation's text is not clear.")] = False
    request_help: Annotated[bool, flag("--request-help", "Ask for help with it as well.")] = False
    question: Annotated[str | None, option("TEXT", "What exactly help is needed with.")] = None

    def decide(self, request: Request) -> Plan:
        """Decide on the indication, with the request for help that may come with it."""
        from wecomplish_cli.actions import familiarity, helping
        from wecomplish_cli.actions.plan import both

        who = request.person(self.person)
        what = request.expectation(self.expectation, who)
        plan = familiarity.indicate(request.view, who, what, self.level, self.unclear)
        if self.request_help or self.question:
            plan = both(plan, helping.request_help(request.view, who, what, self.question))
        return plan


indicate = writes(Indicate, many=True)
