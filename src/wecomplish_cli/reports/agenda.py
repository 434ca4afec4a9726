"""What a mentee and a mentor could talk about when they meet next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.derive import career, familiarity, health, mentoring
from wecomplish_cli.errors import RefusedError
from wecomplish_cli.reports.goals import OVER, GoalRow, rows
from wecomplish_cli.text.phrases import quoted

if TYPE_CHECKING:
    from datetime import date

    from wecomplish_cli.derive.career import NextMilestone
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship


@dataclass(frozen=True)
class Ring:
    """A request for help that is not answered."""

    title: str
    question: str | None
    days: int
    seen: bool


@dataclass(frozen=True)
class Agenda:
    """What to talk about; every list is in the order in which it is worth talking about."""

    mentee: str
    name: str
    mentors: tuple[str, ...]
    """Their names."""
    competence: str
    title: str
    today: date
    opening: str
    """A question to begin with."""
    help: tuple[Ring, ...]
    goals: tuple[GoalRow, ...]
    """Those not over, overdue ones first, then by their day."""
    unclear: tuple[str, ...]
    """Expectations whose text is not clear to the mentee."""
    stale: tuple[str, ...]
    """Expectations whose level is old."""
    milestone: NextMilestone | None
    """What comes next on the career path."""
    last: date | None
    """The day of the last check-in."""
    summary: str | None
    """What came of it."""
    agreement: str | None
    due: date | None
    """When the next check-in is due."""


def agenda(view: View, mentee: str, competence: str) -> Agenda:
    """Collect what a pair could talk about.

    Raises:
        RefusedError: if there is no such mentorship, or it is over.
    """
    slot = view.org.mentorships.get((mentee, competence))
    if slot is None or not slot.status.under_way:
        raise RefusedError(
            f"{view.org.name(mentee)} has no mentorship under way in {view.org.title(competence)}",
            f"`wecomplish mentorships {mentee}` lists those there are",
        )
    expectations = familiarity.expectations_by_competence(view).get(competence, ())
    indicated = view.org.familiarity.get(mentee, {})
    unclear = [ref for ref in expectations if ref in indicated and indicated[ref].unclear]
    stale = [ref for ref in expectations if ref not in unclear and familiarity.stale(view, mentee, ref)]
    rings = _rings(view, mentee, expectations)
    goals = sorted(
        (row for row in rows(view, slot) if slot.goals[row.id].status not in OVER),
        key=lambda row: (-(row.overdue or 0), row.due is None, row.due),
    )
    held = mentoring.checkins(view, slot)
    return Agenda(
        mentee=mentee,
        name=view.org.name(mentee),
        mentors=tuple(view.org.name(each) for each in mentoring.mentors_now(slot)),
        competence=competence,
        title=view.org.title(competence),
        today=view.today,
        opening=_opening(view, slot, rings, tuple(goals), [*map(view.org.title, [*unclear, *stale])]),
        help=rings,
        goals=tuple(goals),
        unclear=tuple(map(view.org.title, unclear)),
        stale=tuple(map(view.org.title, stale)),
        milestone=career.next_milestone(view, mentee, competence),
        last=held[-1].date if held else None,
        summary=held[-1].summary if held else None,
        agreement=slot.agreement,
        due=health.checkin_due(view, slot),
    )


def _rings(view: View, mentee: str, expectations: tuple[str, ...]) -> tuple[Ring, ...]:
    return tuple(
        Ring(
            view.org.title(each.expectation),
            each.question,
            (view.today - each.date).days,
            each.acknowledged is not None,
        )
        for each in mentoring.life_rings(view, mentee)
        if each.expectation in expectations
    )


def _opening(
    view: View,
    slot: Mentorship,
    rings: tuple[Ring, ...],
    goals: tuple[GoalRow, ...],
    unsure: list[str],
) -> str:
    """The question that fits what is most pressing; an open one, so that the mentee speaks first."""
    held = mentoring.checkins(view, slot)
    if rings:
        return f"What have you tried so far with {quoted(rings[0].title)}?"
    if not held:
        return "What should be different for you when this mentorship ends?"
    if goals and goals[0].overdue:
        return f"What stands in the way of {quoted(goals[0].goal)}?"
    if unsure:
        return f"How would you explain {quoted(unsure[0])} to someone new?"
    return f"What can you do today that you could not do on {held[-1].date}?"
