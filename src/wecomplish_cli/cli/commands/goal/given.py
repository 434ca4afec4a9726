"""What the commands about goals are given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from wecomplish_cli.cli import fitting
from wecomplish_cli.cli.command import argument, option
from wecomplish_cli.cli.completion import expectations
from wecomplish_cli.cli.fields import slot
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.model.mentorships import GoalStatus

MENTEE, ASSIGNMENT = slot(fitting.under_way("proposed", "active", "paused"), "no mentorship is under way")
STATUSES = "not started, on track, off track, done or dropped"
GOAL = argument("GOAL", "The goal, by its id.")
MEASURE = option("TEXT", "How everyone will see that it is reached.")
DUE = option("DATE", "When it should be reached, such as 2026-09-01 or +8w.")
EXPECTATION = option("EXPECTATION", "The expectation that it serves.", expectations)
ACTION = option("STEP[=DATE]", "A step towards it, by an id, and when it should be done; can be repeated.")


def steps(request: Request, given: Iterable[str]) -> dict[str, date | None]:
    """Read steps such as `read-the-manual` and `read-the-manual=2026-07-01`.

    Raises:
        UsageError: if a step is not a valid id, or a day not a valid date.
    """
    from wecomplish_cli.model.text import is_id, why_no_id

    found = {}
    for each in given:
        step, _, day = each.partition("=")
        if not is_id(step):
            raise UsageError(f"--action: `{step}` {why_no_id(step)}", "such as read-the-manual")
        found[step] = request.day(day or None, "--action")
    return found


def status(given: str) -> GoalStatus:
    """Read how a goal is coming on; spaces and hyphens do as well as underscores.

    Raises:
        UsageError: if it is none of the words there are.
    """
    from wecomplish_cli.model.mentorships import GoalStatus

    word = given.replace(" ", "_").replace("-", "_").lower()
    if word not in {*GoalStatus}:
        raise UsageError(f"`{given}` is not a status of a goal", f"choose one of {STATUSES}")
    return GoalStatus(word)


@dataclass(frozen=True)
class Over:
    """A goal that is over, in one way or another."""

    status: ClassVar[str]

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
            request.view, mentee, competence, self.goal, goals.Wanted(status=GoalStatus(self.status))
        )
