"""How far a programme has come: joined, matched, met, on track, completed; and what it wants to reach."""

from __future__ import annotations

from collections import defaultdict
from statistics import fmean
from typing import TYPE_CHECKING

from wecomplish_cli.derive import health, programs, runs
from wecomplish_cli.derive.small_groups import LEAST
from wecomplish_cli.derive.view import once
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.mentorships import MentorshipStatus
from wecomplish_cli.model.people import ProgramRole
from wecomplish_cli.reports.site.who import Who, who

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from wecomplish_cli.derive.runs import ByPerson, Run
    from wecomplish_cli.derive.view import View

WELL = (health.State.ON_TRACK, health.State.TOO_EARLY)


@frozen
class Steps:
    """How many of those who joined as mentee have come how far; each step counts those of the next too."""

    joined: int
    matched: int
    met: int
    on_track: int
    """Of those who met: doing well, or completed."""
    completed: int


@frozen
class Reached:
    """Those who joined as mentee, by how far they have come; `Steps` counts them."""

    joined: tuple[str, ...]
    matched: tuple[str, ...]
    met: tuple[str, ...]
    on_track: tuple[str, ...]
    completed: tuple[str, ...]


@frozen
class Kpi:
    """What a programme wants to reach, and where it is."""

    name: str
    wanted: str
    reached: str | None
    """None where there are fewer than five values."""
    kind: str
    target: float
    value: float | None
    """The same as numbers."""
    of: int
    """How many people it is measured of."""
    before: float | None
    """Where the programme before it is."""

    @property
    def earlier(self) -> str | None:
        """The same as text, as `reached` is."""
        return None if self.before is None else _MEASURES[self.kind][1].format(self.before)

    @property
    def good(self) -> bool:
        """Whether it is reached, by the figure as it is shown."""
        return self.value is not None and round(self.value, 1 if self.kind == "pulse" else 0) >= self.target


@frozen
class ProgramPage:
    """A programme's page."""

    id: str
    name: str
    aim: str | None
    criteria: str | None
    starts: date | None
    ends: date | None
    pilot: bool
    coordinator: Who | None
    sponsor: Who | None
    competences: tuple[tuple[str, str], ...]
    steps: Steps
    mentors: int
    """Who joined as mentor."""
    kpis: tuple[Kpi, ...]
    earlier: str | None
    """The programme before it; so are its name and its steps."""
    earlier_name: str | None
    earlier_steps: Steps | None
    unmatched: tuple[Who, ...]
    """Who joined as mentee and has no mentor in it."""


def program_page(view: View, program: str) -> ProgramPage:
    """Collect what a programme's page says."""
    org, record = view.org, view.org.programs[program]
    earlier = _earlier(view, program)
    return ProgramPage(
        id=program,
        name=org.title(f"programs/{program}"),
        aim=record.aim,
        criteria=record.criteria,
        starts=record.starts,
        ends=record.ends,
        pilot=record.pilot,
        coordinator=who(view, record.coordinator) if record.coordinator else None,
        sponsor=who(view, record.sponsor) if record.sponsor else None,
        competences=tuple((ref, org.title(ref)) for ref in record.competences),
        steps=steps_of(view, program),
        mentors=len(programs.joined(view, program, ProgramRole.MENTOR)),
        kpis=tuple(_kpis(view, program, earlier)),
        earlier=earlier,
        earlier_name=org.title(f"programs/{earlier}") if earlier else None,
        earlier_steps=steps_of(view, earlier) if earlier else None,
        unmatched=tuple(who(view, each) for each in programs.without_mentor(view, program)),
    )


def _by_mentee(view: View, program: str) -> Mapping[str, Sequence[Run]]:
    found: dict[str, list[Run]] = defaultdict(list)
    for run in runs.runs_of(view, program):
        found[run.mentee].append(run)
    return found


def steps_of(view: View, program: str) -> Steps:
    """Count how far those have come who joined a programme as mentee."""
    return Steps(*map(len, vars(reached(view, program)).values()))


@once
def reached(view: View, program: str) -> Reached:
    """Find how far those have come who joined a programme as mentee."""
    began = _by_mentee(view, program)
    mentees = programs.joined(view, program, ProgramRole.MENTEE)
    matched = [person for person in mentees if person in began]
    met = [person for person in matched if any(runs.meetings(view, run) for run in began[person])]
    return Reached(
        joined=tuple(mentees),
        matched=tuple(matched),
        met=tuple(met),
        on_track=tuple(person for person in met if any(_well(view, run) for run in began[person])),
        completed=tuple(person for person in met if any(map(_completed, began[person]))),
    )


def _well(view: View, run: Run) -> bool:
    return _completed(run) or (run.terms is run.slot and health.health(view, run.slot).state in WELL)


def _completed(run: Run) -> bool:
    return run.terms.status is MentorshipStatus.COMPLETED


def _kpis(view: View, program: str, earlier: str | None) -> Iterable[Kpi]:
    wanted = view.org.programs[program].kpis
    targets = {"gain": wanted.familiarity_gain, "matched": wanted.have_mentor, "pulse": wanted.pulse}
    for kind, target in targets.items():
        if target is not None:
            name, form = _MEASURES[kind]
            value, of = _measured(view, program, kind)
            before = _measured(view, earlier, kind)[0] if earlier else None
            shown = form.format(target)
            reached = None if value is None else form.format(value)
            yield Kpi(name, shown, reached, kind, target, value, of, before)


_MEASURES = {
    "gain": ("Familiarity gained", "{:+.0f} points"),
    "matched": ("Joined and matched", "{:.0f} %"),
    "pulse": ("Pulse, from 1 to 5", "{:.1f}"),
}


def _measured(view: View, program: str, kind: str) -> tuple[float | None, int]:
    """Where a programme is, and of how many people; None of fewer than five."""
    if kind == "matched":
        steps = steps_of(view, program)
        return 100 * steps.matched / steps.joined if steps.joined >= LEAST else None, steps.joined
    measure = runs.gains if kind == "gain" else runs.pulses
    found = measure(view, runs.runs_of(view, program))
    return _mean(found), len(found)


def _mean(by_person: ByPerson) -> float | None:
    return fmean(by_person.values()) if len(by_person) >= LEAST else None


def _earlier(view: View, program: str) -> str | None:
    """The programme that ended last before this one started."""
    starts = view.org.programs[program].starts
    ended = [
        (record.ends, each)
        for each, record in view.org.programs.items()
        if each != program and starts and record.ends and record.ends <= starts
    ]
    return max(ended)[1] if ended else None
