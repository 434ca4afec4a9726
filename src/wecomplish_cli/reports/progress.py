"""How mentoring is going: who takes part, how pairs are, whether they meet, and what became of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import partial
from statistics import fmean
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from wecomplish_cli.derive import graph, membership, mentoring, runs, small_groups
from wecomplish_cli.derive.small_groups import LEAST
from wecomplish_cli.derive.view import once
from wecomplish_cli.reports import comparison
from wecomplish_cli.reports.programs import ProgramPair, cadence, goals_of, pairs_of
from wecomplish_cli.reports.site.program import Steps, steps_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from wecomplish_cli.derive.runs import ByPerson, Run
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Fit, Mentorship, Terms

    Measure: TypeAlias = Callable[[View, Iterable[Run]], ByPerson]

Key = TypeVar("Key")
WHOLE = ""
"""The scope of the whole organisation; others are references, such as `teams/platform`.

What is outside of the programme `programs/rye` is the scope `beside/rye`.
"""


@dataclass(frozen=True)
class Figure:
    """A mean over people."""

    people: int
    mean: float | None
    """None where it would single out fewer than five people, alone or beside other reports."""


@dataclass(frozen=True)
class Cadence:
    """Check-ins of the active mentorships since they started."""

    held: int
    due: int
    """At the cadence of each."""
    mentees: int
    share: float | None
    """Of those due, in percent; None with fewer than five mentees, or where none were due."""


@dataclass(frozen=True)
class Participation:
    """Who takes part."""

    people: int
    """Active people with an assignment."""
    mentored: int
    mentoring: int


@dataclass(frozen=True)
class Calibration:
    """By how many levels mentors saw mentees above what they had indicated, in one role or skillset."""

    competence: str
    name: str
    difference: Figure


@dataclass(frozen=True)
class ProgressReport:
    """How mentoring is going in an organisation, a team or a programme."""

    title: str
    today: date
    participation: Participation | None
    """None for a programme."""
    steps: Steps | None
    """For a programme: how far those have come who joined it."""
    pairs: tuple[ProgramPair, ...]
    """Those under way, the ones that need someone first."""
    states: tuple[tuple[str, int], ...]
    """How many of them are in each state."""
    cadence: Cadence
    goals: tuple[tuple[str, int], ...]
    pulse_mentees: Figure
    """From 1 to 5; so is the mentors'."""
    pulse_mentors: Figure
    fit: tuple[tuple[str, int], ...] | None
    """How many pairs said last that they fit how well; None where these are too few."""
    fit_mentees: int
    """Of how many mentees."""
    gain_mentored: Figure
    """Points of familiarity from the frozen baseline on."""
    gain_unmentored: Figure
    remembered: bool
    """Whether git knows what the unmentored had indicated on an earlier day."""
    calibration: tuple[Calibration, ...]
    """By name, where mentors reviewed anything."""


def progress_report(view: View, scope: str, levels: Mapping[date, comparison.Levels]) -> ProgressReport:
    """Report on an organisation, a team or a programme; `levels` is what git remembers of earlier days."""
    own, program = _by_scope(view)[scope], _program(scope)
    slots = [slot for slot in view.org.mentorships.values() if _concerns(view, scope, slot, slot)]
    slots = [slot for slot in slots if slot.status.under_way]
    pairs = pairs_of(view, slots)
    fits = _fits(view, own)
    unmentored = comparison.by_period(view, levels)
    tell_fits = scope in _shown(_people(view, _fits))
    return ProgressReport(
        title=view.org.title(scope) if scope else view.org.settings.organization,
        today=view.today,
        participation=None if program else _participation(view, scope),
        steps=steps_of(view, program) if program else None,
        pairs=pairs,
        states=tuple(Counter(pair.state for pair in pairs).items()),
        cadence=_cadence(view, slots),
        goals=goals_of(slots),
        pulse_mentees=_pulse(view, scope, mentees=True),
        pulse_mentors=_pulse(view, scope, mentees=False),
        fit=tuple(Counter(str(each) for said in fits.values() for each in said).items())
        if tell_fits
        else None,
        fit_mentees=len(fits),
        gain_mentored=gain(view, scope),
        gain_unmentored=_figure(view, scope, partial(comparison.gains, measured=unmentored)),
        remembered=bool(levels),
        calibration=tuple(_calibration(view, scope)),
    )


def gain(view: View, scope: str) -> Figure:
    """What mentored people gained; the report on a programme shows its own wherever five gained anything."""
    people = _people(view, runs.gains)
    beside = {each: who for each, who in people.items() if _program(each)}
    return _told(runs.gains(view, _by_scope(view)[scope]), scope in _shown(people, beside))


def _pulse(view: View, scope: str, mentees: bool) -> Figure:
    """How it is going for one side; the report on a programme that wants a pulse shows the mean of both."""
    measured = {
        f"programs/{each}" for each, record in view.org.programs.items() if record.kpis.pulse is not None
    }
    sides = {side: partial(runs.pulses, mentees=side) for side in (True, False)}
    people = {(each, side): who for side in sides for each, who in _people(view, sides[side]).items()}
    both = {(each, None): who for each, who in _people(view, runs.pulses).items() if each in measured}
    shown = _shown({**people, **both}, both)
    return _told(sides[mentees](view, _by_scope(view)[scope]), (scope, mentees) in shown)


def _figure(view: View, scope: str, measure: Measure) -> Figure:
    return _told(measure(view, _by_scope(view)[scope]), scope in _shown(_people(view, measure)))


def _told(values: ByPerson, shown: bool) -> Figure:
    return Figure(len(values), fmean(values.values()) if shown else None)


def _people(view: View, measure: Callable[[View, Iterable[Run]], Mapping[str, Any]]) -> dict[str, set[str]]:
    """Of whom each organisation, team and programme has a value."""
    return {scope: {*measure(view, some)} for scope, some in _by_scope(view).items()}


def _shown(groups: Mapping[Key, set[str]], beside: Mapping[Key, set[str]] | None = None) -> set[Key]:
    """Which figures may be shown together, when those `beside` them are shown wherever five people are."""
    large = {key: people for key, people in (beside or {}).items() if len(people) >= LEAST}
    others = {key: people for key, people in groups.items() if key not in (beside or {})}
    return {*large, *small_groups.told(others, large.values())}


@once
def _by_scope(view: View) -> Mapping[str, Sequence[Run]]:
    """The mentorships that began in the organisation, in each team, in each programme, and outside of it."""
    programs = [f"{kind}/{each}" for kind in ("programs", "beside") for each in view.org.programs]
    scopes = [WHOLE, *(f"teams/{each}" for each in view.org.teams), *programs]
    every = runs.runs(view)
    return {scope: [run for run in every if _concerns(view, scope, run.slot, run.terms)] for scope in scopes}


def _concerns(view: View, scope: str, slot: Mentorship, terms: Terms) -> bool:
    """Whether a mentorship is part of what is asked about."""
    kind, _, name = scope.partition("/")
    if kind in ("programs", "beside"):
        return (terms.program == name) is (kind == "programs")
    return not scope or slot.mentee in _members(view, name)


@once
def _members(view: View, team: str) -> set[str]:
    return membership.members(view, team)


def _program(scope: str) -> str | None:
    return scope.partition("/")[2] if scope.startswith("programs/") else None


def _participation(view: View, scope: str) -> Participation:
    within = _members(view, scope.partition("/")[2]) if scope else view.org.people.keys()
    people = {person for person in membership.population(view) if person in within}
    helped, helping = graph.helped_and_helping(view)
    return Participation(len(people), len(people & helped), len(people & helping))


def _cadence(view: View, slots: Iterable[Mentorship]) -> Cadence:
    held, due, mentees = cadence(view, slots)
    share = 100 * held / due if due and mentees >= LEAST else None
    return Cadence(held, due, mentees, share)


def _fits(view: View, some: Iterable[Run]) -> Mapping[str, list[Fit]]:
    """What was said last of the fit of each pair that is active, by mentee."""
    found: dict[str, list[Fit]] = defaultdict(list)
    for run in some:
        if run.terms is run.slot and mentoring.active(run.slot):
            said = [each.fit for each in runs.meetings(view, run) if each.fit is not None]
            found[run.mentee] += said[-1:]
    return {mentee: fits for mentee, fits in found.items() if fits}


def _calibration(view: View, scope: str) -> Iterable[Calibration]:
    competences = {run.slot.competence for run in _by_scope(view)[scope]}
    for competence in sorted(competences, key=view.org.title):
        difference = _figure(view, scope, partial(_observed, competence=competence))
        if difference.people:
            yield Calibration(competence, view.org.title(competence), difference)


def _observed(view: View, some: Iterable[Run], competence: str) -> ByPerson:
    return runs.observed(view, (run for run in some if run.slot.competence == competence))
