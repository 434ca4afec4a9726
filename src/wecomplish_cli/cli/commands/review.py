"""`wecomplish review`: say what you make of completed familiarity."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from wecomplish_cli.cli import asking, fitting, terminal
from wecomplish_cli.cli.command import option, writes
from wecomplish_cli.cli.completion import people
from wecomplish_cli.cli.fields import slot
from wecomplish_cli.errors import UsageError
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


class Outcome(StrEnum):
    """What a review may come to."""

    AGREE = "agree"
    ADJUST = "adjust"
    FOLLOW_UP = "follow_up"


def _indicated(request: Request, known: Mapping[str, Any]) -> dict[str, str | None]:
    """What the mentee has indicated in the assignment: expectation to level."""
    from wecomplish_cli.derive import familiarity

    who = request.person(known["mentee"])
    what = request.assignment(known["assignment"], who)
    said = request.org.familiarity.get(who, {})
    refs = familiarity.expectations_by_competence(request.view).get(what, ())
    return {ref: said[ref].level if ref in said else None for ref in refs}


def _outcomes(request: Request, known: Mapping[str, Any]) -> asking.Fits:
    """What may be made of the levels; on a terminal, they are shown first."""
    if terminal.can_ask():
        terminal.note(f"{visible(request.org.name(request.person(known['mentee'])))} has indicated:")
        for ref, level in _indicated(request, known).items():
            terminal.note(f"  {level or 'nothing yet':12}  {visible(request.org.title(ref))}")
    return asking.Fits(
        (
            ("agree", "the levels are right"),
            ("adjust", "you see some of them differently"),
            ("follow_up", "there is something to talk about or do first"),
        )
    )


def _ask_observed(request: Request, known: Mapping[str, Any]) -> tuple[str, ...]:
    """Ask which levels the mentor sees differently, until there are no more."""
    from wecomplish_cli.derive import lookup

    seen: dict[str, str] = {}
    left = [] if known["outcome"] == Outcome.AGREE else asking.named(request, _indicated(request, known))
    meant = partial(request.expectation, whose=request.person(known["mentee"]))
    level = partial(lookup.level, request.org)
    ranks = [(each, f"level {n}") for n, each in enumerate(request.org.settings.familiarity.levels, 1)]
    while left:
        question, enter = "Which level do you see differently", "Enter: no more"
        ref = asking.choose(question, left, "--observed", meant, enter)
        if not ref:
            break
        seen[ref] = asking.choose("The level you see", ranks, "--observed", level)
        left = [each for each in left if each[0] not in seen]
    return tuple(f"{ref}={level}" for ref, level in seen.items())


MENTEE, ASSIGNMENT = slot(fitting.to_review, "no completed familiarity waits for your review")


@dataclass(frozen=True)
class Review:
    """Review completed familiarity.

    It is completed once everything expected in the assignment has a level. Levels are for help, never for
    appraisal.
    """

    mentee: Annotated[str, MENTEE]
    assignment: Annotated[str, ASSIGNMENT]
    outcome: Annotated[Outcome, option(None, "What you make of the levels indicated.", fits=_outcomes)]
    observed: Annotated[
        tuple[str, ...],
        option(
            "EXPECTATION=LEVEL",
            "A level that you see differently; can be repeated.",
            ask=_ask_observed,
        ),
    ] = ()
    by: Annotated[str | None, option("PERSON", "The mentor who reviewed it; otherwise you.", people)] = None

    def decide(self, request: Request) -> Plan:
        """Decide on the review."""
        from wecomplish_cli.actions import reviewing
        from wecomplish_cli.model.mentorships import ReviewOutcome

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
