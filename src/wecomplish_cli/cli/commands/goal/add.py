"""`wecomplish goal add`: give a mentorship a goal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, writes
from wecomplish_cli.cli.commands.goal.given import (
    ACTION,
    ASSIGNMENT,
    DUE,
    EXPECTATION,
    MEASURE,
    MENTEE,
    steps,
)

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request


@dataclass(frozen=True)
class Add:
    """Agree on a goal.

    Make it specific, measurable and dated: what the mentee will be able to do, how everyone will see it, and
    by when.
    """

    mentee: Annotated[str, MENTEE]
    assignment: Annotated[str, ASSIGNMENT]
    title: Annotated[str, argument("TITLE", "What the mentee wants to be able to do, as a sentence.")]
    measure: Annotated[str | None, MEASURE] = None
    due: Annotated[str | None, DUE] = None
    expectation: Annotated[str | None, EXPECTATION] = None
    action: Annotated[tuple[str, ...], ACTION] = ()

    def decide(self, request: Request) -> Plan:
        """Decide on the goal."""
        from wecomplish_cli.actions import goals

        mentee = request.person(self.mentee)
        wanted = goals.Wanted(
            measure=self.measure,
            due=request.day(self.due, "--due"),
            expectation=request.expectation(self.expectation, mentee) if self.expectation else None,
            steps=steps(request, self.action),
        )
        competence = request.assignment(self.assignment, mentee)
        return goals.add(request.view, mentee, competence, self.title, wanted)


add = writes(Add)
