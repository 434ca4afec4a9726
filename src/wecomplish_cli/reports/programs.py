"""How a mentoring programme is going: who has come how far, each pair, its meetings and goals."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from wecomplish_cli.derive import health, mentoring, programs, runs
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.mentorships import GoalStatus
from wecomplish_cli.reports.site.program import ProgramPage, program_page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship

_WORST_FIRST = tuple(reversed(health.State))
"""The pairs that need someone first."""


@frozen
class ProgramPair:
    """One mentorship of the programme."""

    mentee: str
    name: str
    mentor: str
    mentor_name: str
    competence: str
    title: str
    state: str
    reasons: tuple[str, ...]
    met: date | None
    """The day of the last check-in."""


@frozen
class ProgramReport:
    """A programme, and how it is going."""

    page: ProgramPage
    today: date
    pairs: tuple[ProgramPair, ...]
    """Those under way, the ones that need someone first."""
    held: int
    """Check-ins held in the mentorships under way since they started."""
    due: int
    """Check-ins that should have been held by now, at the cadence of each."""
    goals: tuple[tuple[str, int], ...]
    """How many goals have each status, in the order of the statuses; those with none are left out."""


def program_report(view: View, program: str) -> ProgramReport:
    """Report on a programme."""
    slots = [slot for slot in programs.pairs(view, program) if slot.status.under_way]
    held, due, _ = cadence(view, slots)
    return ProgramReport(
        page=program_page(view, program),
        today=view.today,
        pairs=pairs_of(view, slots),
        held=held,
        due=due,
        goals=goals_of(slots),
    )


def pairs_of(view: View, slots: Iterable[Mentorship]) -> tuple[ProgramPair, ...]:
    """Say how each of some pairs is doing, the ones that need someone first."""
    return tuple(sorted((_pair(view, slot) for slot in slots), key=_urgency))


def cadence(view: View, slots: Iterable[Mentorship]) -> tuple[int, int, int]:
    """Count the check-ins held and due in those mentorships that are active, and their mentees."""
    some = {id(slot) for slot in slots if mentoring.active(slot)}
    running = [run for run in runs.runs(view) if run.terms is run.slot and id(run.slot) in some]
    held = sum(len(runs.meetings(view, run)) for run in running)
    return held, sum(runs.due(view, run) for run in running), len({run.mentee for run in running})


def goals_of(slots: Iterable[Mentorship]) -> tuple[tuple[str, int], ...]:
    """Count the goals of some mentorships by their status, in the order of the statuses."""
    counted = Counter(goal.status for slot in slots for goal in slot.goals.values())
    return tuple((str(status).replace("_", " "), counted[status]) for status in GoalStatus if counted[status])


def _urgency(pair: ProgramPair) -> tuple[int, str, str]:
    return [*map(str, _WORST_FIRST)].index(pair.state), pair.name, pair.title


def _pair(view: View, slot: Mentorship) -> ProgramPair:
    found, held = health.health(view, slot), mentoring.checkins(view, slot)
    return ProgramPair(
        mentee=slot.mentee,
        name=view.org.name(slot.mentee),
        mentor=slot.mentor,
        mentor_name=view.org.name(slot.mentor),
        competence=slot.competence,
        title=view.org.title(slot.competence),
        state=str(found.state),
        reasons=tuple(map(str, found.reasons)),
        met=held[-1].date if held else None,
    )
