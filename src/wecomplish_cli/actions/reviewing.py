"""What a mentor makes of completed familiarity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.actions.helping import event_ref
from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.actions.slots import called, slot_of, ways_on
from wecomplish_cli.derive import familiarity, mentoring
from wecomplish_cli.errors import RefusedError
from wecomplish_cli.model.edits import Put
from wecomplish_cli.model.mentorships import MentorshipStatus, ReviewOutcome
from wecomplish_cli.text.phrases import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship

MOST_NAMED = 5
"""Expectations that a refusal names; of more, it says how many."""


def review(
    view: View, mentee: str, competence: str, by: str, outcome: ReviewOutcome, observed: Mapping[str, str]
) -> Plan:
    """Record a mentor's review of completed familiarity; `observed` is expectation to level.

    Raises:
        RefusedError: if there is no mentorship under way, the person is no mentor in it, the familiarity is
            not completed, or what was observed does not belong to the assignment or to the outcome.
    """
    slot = slot_of(view, mentee, competence)
    _require_mentor(view, slot, by)
    done = (
        f"{view.org.name(by)} has reviewed {view.org.name(mentee)}'s "
        f"familiarity in {view.org.title(competence)}"
    )
    for each in view.org.reviews.get(mentee, ()):
        same = (each.competence, each.by, each.outcome, each.observed) == (competence, by, outcome, observed)
        if same and each.date == view.today:
            return Plan((), f"{done} today, in the same way")
    _require_completed(view, slot)
    differing = _require_observed(view, slot, outcome, observed)
    new: dict[str, object] = {"competence": competence, "by": by, "outcome": str(outcome)}
    if observed:
        new["observed"] = dict(sorted(observed.items()))
    ref = event_ref(view, "reviews", mentee, view.today, competence)
    return Plan((Put(ref, (), new),), done, lambda _: _what_next(view, slot, outcome, differing))


def _require_mentor(view: View, slot: Mentorship, by: str) -> None:
    status = mentoring.status(slot, slot.mentee)
    if status not in (MentorshipStatus.ACTIVE, MentorshipStatus.PAUSED):
        raise RefusedError(
            f"{called(view, slot)} is {status}, and only one under way can be reviewed", ways_on(slot)
        )
    mentors = mentoring.mentors_now(slot)
    if by == slot.mentee:
        raise RefusedError(
            f"{view.org.name(by)} cannot review their own familiarity",
            f"that is for {listed(map(view.org.name, mentors), 'or')}, who mentors them",
        )
    if by not in mentors:
        raise RefusedError(
            f"{view.org.name(by)} does not mentor {view.org.name(slot.mentee)} "
            f"in {view.org.title(slot.competence)}",
            f"that is for {listed(map(view.org.name, mentors), 'or')}; --by says who has reviewed it",
        )


def _require_completed(view: View, slot: Mentorship) -> None:
    mentee = slot.mentee
    expectations = familiarity.expectations_by_competence(view).get(slot.competence, ())
    missing = [ref for ref in expectations if familiarity.level(view, mentee, ref) == 0]
    if not expectations:
        raise RefusedError(
            f"nothing is expected in {view.org.title(slot.competence)}, so there is nothing to review"
        )
    if missing:
        named = [f"“{view.org.title(ref)}”" for ref in missing[:MOST_NAMED]]
        named += [f"{len(missing) - MOST_NAMED} more"] if missing[MOST_NAMED:] else []
        raise RefusedError(
            f"{view.org.name(mentee)} has yet to indicate {listed(named)}: "
            "only completed familiarity is reviewed",
            f"ask for it: wecomplish ask-familiarity {mentee} {slot.competence}",
        )


def _require_observed(
    view: View, slot: Mentorship, outcome: ReviewOutcome, observed: Mapping[str, str]
) -> dict[str, str]:
    """Make sure that what was observed belongs here; returns what differs from what is indicated."""
    expectations = familiarity.expectations_by_competence(view).get(slot.competence, ())
    for ref in observed:
        if ref not in expectations:
            raise RefusedError(
                f"“{view.org.title(ref)}” is not expected in {view.org.title(slot.competence)}",
                "review it with the assignment it belongs to",
            )
    indicated = familiarity.levels_now(view, slot.mentee, slot.competence)
    differing = {ref: level for ref, level in observed.items() if indicated[ref] != level}
    if differing and outcome is ReviewOutcome.AGREE:
        number = counted(len(differing), "level")
        raise RefusedError(
            f"`agree` means that the levels are right, but you saw {number} differently",
            "use --outcome adjust, or follow_up to talk about it first",
        )
    return differing


def _what_next(
    view: View, slot: Mentorship, outcome: ReviewOutcome, differing: Mapping[str, str]
) -> Iterator[str]:
    mentee = slot.mentee
    for ref, level in differing.items():
        indicated = view.org.familiarity[mentee][ref].level
        yield f"“{view.org.title(ref)}”: {level} was observed, and {indicated} is indicated"
    if outcome is ReviewOutcome.AGREE:
        yield "the levels stand as they are indicated"
    elif outcome is ReviewOutcome.ADJUST:
        adjusts = f"{view.org.name(mentee)} adjusts what they agree with"
        for ref, level in differing.items():
            yield f"{adjusts}: wecomplish indicate {mentee} {ref} {level}"
        if not differing:
            yield f"{adjusts}: wecomplish training {mentee} {slot.competence}"
    else:
        yield f"talk about it when you meet, and then: wecomplish checkin {mentee} {slot.competence}"
