"""The goals of someone's mentorships, and how they are coming on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.derive import mentoring
from wecomplish_cli.model.mentorships import GoalStatus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Goal, Mentorship

OVER = (GoalStatus.DONE, GoalStatus.DROPPED)


@dataclass(frozen=True)
class GoalRow:
    """One goal."""

    competence: str
    title: str
    """What the role or skillset is called."""
    id: str
    goal: str
    """The goal as a sentence."""
    status: str
    due: date | None
    overdue: int | None
    """Days since it was due; None if it is not due yet, or over."""
    measure: str | None
    steps: int
    done: int
    """Steps that are done."""


@dataclass(frozen=True)
class Goals:
    """The goals of a mentee: by mentorship, then in the order of the file."""

    mentee: str
    name: str
    rows: tuple[GoalRow, ...]


def goals(view: View, mentee: str, competence: str | None) -> Goals:
    """List the goals of a mentee's mentorships under way, or of one mentorship, also if it is over."""
    slots = [
        slot
        for slot in mentoring.mentorships_of(view, mentee)
        if competence == slot.competence or (competence is None and slot.status.under_way)
    ]
    return Goals(mentee, view.org.name(mentee), tuple(row for slot in slots for row in rows(view, slot)))


def rows(view: View, slot: Mentorship) -> Iterator[GoalRow]:
    """The goals of a mentorship, in the order of its file."""
    for key, goal in slot.goals.items():
        yield GoalRow(
            competence=slot.competence,
            title=view.org.title(slot.competence),
            id=key,
            goal=goal.title,
            status=str(goal.status).replace("_", " "),
            due=goal.due,
            overdue=overdue(view, goal),
            measure=goal.measure,
            steps=len(goal.actions),
            done=sum(step.done is not None for step in goal.actions.values()),
        )


def overdue(view: View, goal: Goal) -> int | None:
    """Days since a goal was due; None if it is not due yet, or over."""
    late = goal.due is not None and goal.status not in OVER and (view.today - goal.due).days
    return late if late and late > 0 else None
