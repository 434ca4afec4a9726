"""`wecomplish review`: say what you make of completed familiarity."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import option, writes
from wecomplish_cli.cli.completion import people
from wecomplish_cli.cli.fields import ASSIGNMENT, MENTEE
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request


class Outcome(StrEnum):
    """What a review may come to."""

    AGREE = "agree"
    ADJUST = "adjust"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True)
class Review:
    """Review completed familiarity.

    It is completed once everything expected in the assignment has a level. Levels are for help, never for
    appraisal.
    """

    mentee: Annotated[str, MENTEE]
    assignment: Annotated[str, ASSIGNMENT]
    outcome: Annotated[Outcome | None, option(None, "What you make of the levels indicated.")] = None
    observed: Annotated[
        tuple[str, ...],
        option("EXPECTATION=LEVEL", "A level that you see otherwise; may be given again."),
    ] = ()
    by: Annotated[str | None, option("PERSON", "The mentor who reviewed it; otherwise you.", people)] = None

    def decide(self, request: Request) -> Plan:
        """Decide on the review."""
        from wecomplish_cli.actions import reviewing
        from wecomplish_cli.model.mentorships import ReviewOutcome

        if self.outcome is None:
            raise UsageError("--outcome is missing", "say agree, adjust or follow_up")
        who = request.person(self.mentee)
        what = request.assignment(self.assignment, who)
        mentor = request.person(self.by) if self.by else request.who("reviewing familiarity")
        seen = _observed(request, who, self.observed)
        outcome = ReviewOutcome(self.outcome)
        return reviewing.review(request.view, who, what, mentor, outcome, seen)


def _observed(request: Request, mentee: str, given: tuple[str, ...]) -> dict[str, str]:
    """Read what was observed: expectation to level.

    Raises:
        UsageError: if something is given otherwise, or twice.
    """
    from wecomplish_cli.derive import lookup

    found: dict[str, str] = {}
    for each in given:
        expectation, sign, level = each.rpartition("=")
        if not sign or not expectation.strip():
            raise UsageError(
                f"--observed: `{each}` is not EXPECTATION=LEVEL", "such as review-changes=comfortable"
            )
        ref = request.expectation(expectation.strip(), mentee)
        if ref in found:
            raise UsageError(f"--observed: {ref} is given twice", "give one level for each expectation")
        found[ref] = lookup.level(request.org, level.strip())
    return found


review = writes(Review)
