"""What people gained without a mentor, in the same competence and over the same days as people with one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity
from wecomplish_cli.derive.runs import runs
from wecomplish_cli.derive.view import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from wecomplish_cli.derive.runs import ByPerson, Run
    from wecomplish_cli.derive.view import View

    Levels = Mapping[str, Mapping[str, str]]
    """Person to expectation to level."""


@dataclass(frozen=True)
class Period:
    """The days over which a gain is measured, and in what."""

    competence: str
    start: date
    end: date


@once
def wanted(view: View) -> tuple[frozenset[date], frozenset[str]]:
    """The days before today whose levels are compared, and the people whose."""
    periods = {period for run in runs(view) if (period := _period(view, run))}
    compared = {period: comparable(view, period) for period in periods}
    days = {day for period, people in compared.items() if people for day in (period.start, period.end)}
    people = {person for each in compared.values() for person in each}
    return frozenset(days - {view.today}), frozenset(people)


def by_period(view: View, levels: Mapping[date, Levels]) -> Mapping[Period, ByPerson]:
    """Measure what every comparable person gained, over each period; nothing without what git remembers."""
    periods = {period for run in runs(view) if (period := _period(view, run))} if levels else ()
    return {period: dict(_gains(view, period, levels)) for period in periods}


def gains(view: View, some: Iterable[Run], measured: Mapping[Period, ByPerson]) -> ByPerson:
    """Points of familiarity gained by each comparable person, over the periods of some mentorships."""
    found: dict[str, list[float]] = defaultdict(list)
    for run in some:
        period = _period(view, run)
        for person, gain in measured.get(period, {}).items() if period else ():
            found[person].append(gain)
    return {person: fmean(each) for person, each in found.items()}


def _gains(view: View, period: Period, levels: Mapping[date, Levels]) -> Iterator[tuple[str, float]]:
    expected = familiarity.expectations_by_competence(view).get(period.competence, ())
    for person in comparable(view, period):
        start, end = (_levels(view, day, person, period, levels) for day in (period.start, period.end))
        known = {ref: start[ref] for ref in expected if ref in start}
        gain = familiarity.gain(view.org, known, end)
        if gain is not None:
            yield person, gain


def _levels(
    view: View, day: date, person: str, period: Period, levels: Mapping[date, Levels]
) -> Mapping[str, str]:
    if day == view.today:
        return familiarity.levels_now(view, person, period.competence)
    return levels.get(day, {}).get(person, {})


@once
def comparable(view: View, period: Period) -> Sequence[str]:
    """The active people who held a competence all that time, and had no mentor in anything."""
    mentored = _mentored(view)
    return [
        person
        for person in _holders(view).get(period.competence, ())
        if (held := view.org.people[person].assignments[period.competence]).since <= period.start
        and (held.until is None or held.until >= period.end)
        and not any(start <= period.end and end >= period.start for start, end in mentored.get(person, ()))
    ]


def _period(view: View, run: Run) -> Period | None:
    """The period over which a mentee's gain is measured; None where nobody took levels at the start."""
    if run.terms.baseline is None:
        return None
    end = run.terms.outcome.taken if run.terms.outcome else view.today
    return Period(run.slot.competence, run.terms.baseline.taken, end)


@once
def _mentored(view: View) -> Mapping[str, list[tuple[date, date]]]:
    """From when until when each person had a mentor."""
    found: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for run in runs(view):
        found[run.mentee].append((run.started, run.ends))
    return found


@once
def _holders(view: View) -> Mapping[str, list[str]]:
    """The active people who hold each competence, or held it."""
    found: dict[str, list[str]] = defaultdict(list)
    for person, record in view.org.people.items():
        for competence in record.assignments if record.active else ():
            found[competence].append(person)
    return found
