"""`wecomplish goal set`: change a goal, or say how it is coming on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import option, writes
from wecomplish_cli.cli.commands.goal.given import (
    ACTION,
    ASSIGNMENT,
    DUE,
    EXPECTATION,
    GOAL,
    MEASURE,
    MENTEE,
    STATUSES,
    status,
    steps,
)

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Set:
    """Change a goal, or say how it is coming on."""

    mentee: Annotated[str, MENTEE]
    assignment: Annotated[str, ASSIGNMENT]
    goal: Annotated[str, GOAL]
    status: Annotated[str | None, option("STATUS", f"How it is coming on: {STATUSES}.")] = None
    title: Annotated[str | None, option("TEXT", "What the mentee wants to be able to do.")] = None
    measure: Annotated[str | None, MEASURE] = None
    due: Annotated[str | None, DUE] = None
    expectation: Annotated[str | None, EXPECTATION] = None
    action: Annotated[tuple[str, ...], ACTION] = ()
    did: Annotated[tuple[str, ...], option("STEP", "A step that is done now; can be repeated.")] = ()

    def decide(self, request: Request) -> Plan:
        """Decide on the change."""
        from wecomplish_cli.actions import goals

        mentee = request.person(self.mentee)
        wanted = goals.Wanted(
            title=self.title,
            measure=self.measure,
            due=request.day(self.due, "--due"),
            expectation=request.expectation(self.expectation, mentee) if self.expectation else None,
            status=status(self.status) if self.status else None,
            steps=steps(request, self.action),
            did=self.did,
        )
        return goals.change(
            request.view, mentee, request.assignment(self.assignment, mentee), self.goal, wanted
        )


set_ = writes(Set)
