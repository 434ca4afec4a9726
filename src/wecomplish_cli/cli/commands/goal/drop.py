"""`wecomplish goal drop`: a goal is dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import writes
from wecomplish_cli.cli.commands.goal.given import ASSIGNMENT, GOAL, MENTEE

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request


@dataclass(frozen=True)
class Drop:
    """Drop a goal."""

    mentee: Annotated[str, MENTEE]
    assignment: Annotated[str, ASSIGNMENT]
    goal: Annotated[str, GOAL]

    def decide(self, request: Request) -> Plan:
        """Decide on the goal."""
        from wecomplish_cli.actions import goals
        from wecomplish_cli.model.mentorships import GoalStatus

        mentee = request.person(self.mentee)
        competence = request.assignment(self.assignment, mentee)
        return goals.change(
            request.view, mentee, competence, self.goal, goals.Wanted(status=GoalStatus.DROPPED)
        )


drop = writes(Drop)
