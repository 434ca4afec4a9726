"""How far someone is on the career path of a role or skillset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.expectations import is_retired
from wecomplish_cli.model.mentorships import GoalStatus

if TYPE_CHECKING:
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.expectations import Milestone


@frozen
class NextMilestone:
    """The first milestone of a path that someone has not reached."""

    title: str
    number: int
    """Which of them it is, from 1."""
    of: int
    shown_by: str | None
    missing: tuple[str, ...]
    """The titles of the expectations that they are not familiar with as far as the milestone asks."""


def path_of(view: View, competence: str) -> tuple[Milestone, ...]:
    """The milestones of a competence, in order; none without a path, or of a competence that is unknown."""
    found = view.org.competences.get(competence)
    return found.milestones if found else ()


def next_milestone(view: View, person: str, competence: str) -> NextMilestone | None:
    """Find what comes next for someone on a path; None without one, or where all of it is behind them."""
    path = path_of(view, competence)
    for number, milestone in enumerate(path, 1):
        if not reached(view, person, competence, milestone):
            lacking = tuple(map(view.org.title, missing(view, person, milestone)))
            return NextMilestone(milestone.title, number, len(path), milestone.shown_by, lacking)
    return None


def reached(view: View, person: str, competence: str, milestone: Milestone) -> bool:
    """Whether someone has reached a milestone.

    They are familiar with all that it expects; or, as no level can tell, a goal with its title is done.
    """
    slot = view.org.mentorships.get((person, competence))
    records = (slot, *slot.previous) if slot else ()
    goals = [goal for each in records for goal in each.goals.values()]
    if any(goal.title == milestone.title and goal.status is GoalStatus.DONE for goal in goals):
        return True
    return bool(milestone.expectations) and not missing(view, person, milestone)


def missing(view: View, person: str, milestone: Milestone) -> list[str]:
    """List the expectations of a milestone that someone is below the target of.

    Without a target, the level from which people can mentor counts. What is retired is not asked for.
    """
    return [
        ref
        for ref in milestone.expectations
        if not _gone(view, ref) and familiarity.level(view, person, ref) < _wanted(view, ref)
    ]


def _wanted(view: View, ref: str) -> int:
    target = familiarity.target(view.org, ref) or view.org.settings.mentorship.mentor_min_level
    return familiarity.ranks(view).get(target, 0)


def _gone(view: View, ref: str) -> bool:
    holder, _, own = ref.rpartition("/")
    if holder in view.org.competences:
        item = view.org.competences[holder].items.get(own)
        return item is None or is_retired(item.retired, view.today)
    found = view.org.expectations.get(ref)
    return found is None or is_retired(found.retired, view.today)
