"""How a mentoring programme is going: who has come how far, each pair, its meetings and goals."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.derive import health, mentoring
from wecomplish_cli.model.mentorships import GoalStatus
from wecomplish_cli.reports.site.program import ProgramPage, program_page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship

_WORST_FIRST = tuple(reversed(health.State))
"""The pairs that need someone first."""


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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
    slots = [
        slot for slot in view.org.mentorships.values() if slot.program == program and slot.status.under_way
    ]
    pairs = sorted((_pair(view, slot) for slot in slots), key=_urgency)
    running = [slot for slot in slots if mentoring.active(slot)]
    return ProgramReport(
        page=program_page(view, program),
        today=view.today,
        pairs=tuple(pairs),
        held=sum(len(health.checkins(view, slot)) for slot in running),
        due=sum(_due(view, slot) for slot in running),
        goals=tuple(_goals(slots)),
    )


def _urgency(pair: ProgramPair) -> tuple[int, str, str]:
    return [*map(str, _WORST_FIRST)].index(pair.state), pair.name, pair.title


def _pair(view: View, slot: Mentorship) -> ProgramPair:
    found, held = health.health(view, slot), health.checkins(view, slot)
    return ProgramPair(
        mentee=slot.mentee,
        name=view.org.name(slot.mentee),
        mentor=slot.mentor,
        mentor_name=view.org.name(slot.mentor),
        competence=slot.competence,
        title=view.org.title(slot.competence),
        state=str(found.state),
        reasons=found.reasons,
        met=held[-1].date if held else None,
    )


def _due(view: View, slot: Mentorship) -> int:
    """How many check-ins a mentorship should have had by now, at its cadence."""
    every = slot.checkin_every_days or view.org.settings.mentorship.checkin_every_days
    started = mentoring.started(slot, slot.mentee)
    return 0 if started is None else (view.today - started).days // every


def _goals(slots: Iterable[Mentorship]) -> Iterable[tuple[str, int]]:
    counted = Counter(goal.status for slot in slots for goal in slot.goals.values())
    return [(str(status).replace("_", " "), counted[status]) for status in GoalStatus if counted[status]]
