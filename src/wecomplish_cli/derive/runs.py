"""Mentorships that began, also those that are over, and what came of each: meetings, gain and pulse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import TYPE_CHECKING, TypeAlias

from wecomplish_cli.derive import familiarity, mentoring
from wecomplish_cli.derive.view import once
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.mentorships import MentorshipStatus, ReviewOutcome

if TYPE_CHECKING:
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import CheckIn, Mentorship, Terms


@frozen(eq=False)
class Run:
    """One mentorship from its first day to its last, or to today."""

    slot: Mentorship
    terms: Terms
    started: date
    ends: date

    @property
    def mentee(self) -> str:
        """The mentee."""
        return self.slot.mentee


ByPerson: TypeAlias = Mapping[str, float]
"""One value for each person, whatever the number of their mentorships."""


@once
def runs(view: View) -> Sequence[Run]:
    """Every mentorship that began, by mentee."""
    return [
        Run(slot, terms, started, terms.ended or view.today)
        for slot in view.org.mentorships.values()
        for terms in (*slot.previous, slot)
        if (started := mentoring.started(terms, slot.mentee)) is not None
    ]


@once
def runs_of(view: View, program: str) -> Sequence[Run]:
    """Those of a programme."""
    return [run for run in runs(view) if run.terms.program == program]


def meetings(view: View, run: Run) -> list[CheckIn]:
    """The check-ins of a mentorship, oldest first."""
    return mentoring.checkins(view, run.slot, run.terms)


def days(view: View, run: Run) -> int:
    """On how many days a pair could have met: not while one of them was away.

    The files tell only of the last time away, and of a pause not since when: a mentorship that is paused
    counts up to its last check-in.
    """
    last = run.ends
    if mentoring.status(run.terms, run.mentee) is MentorshipStatus.PAUSED:
        last = max((each.date for each in meetings(view, run)), default=run.started)
    first, end = run.started.toordinal() + 1, last.toordinal() + 1
    away = {
        day
        for person in (run.mentee, run.terms.mentor)
        if person in view.org.people and (when := view.org.people[person].mentoring.away)
        for day in range(max(when.since.toordinal(), first), min(when.until.toordinal() + 1, end))
    }
    return max(end - first - len(away), 0)


def due(view: View, run: Run) -> int:
    """How many check-ins a mentorship should have had by now, at its cadence."""
    every = run.terms.checkin_every_days or view.org.settings.mentorship.checkin_every_days
    return days(view, run) // every


def gains(view: View, some: Iterable[Run]) -> ByPerson:
    """Points of familiarity gained by each mentee, from the frozen baseline to the end or today."""
    found: dict[str, list[float]] = defaultdict(list)
    for run in some:
        if run.terms.baseline is not None:
            now = familiarity.levels_now(view, run.mentee, run.slot.competence)
            end = run.terms.outcome.levels if run.terms.outcome else now
            gain = familiarity.gain(view.org, run.terms.baseline.levels, end)
            if gain is not None:
                found[run.mentee].append(gain)
    return _means(found)


def pulses(view: View, some: Iterable[Run], mentees: bool | None = None) -> ByPerson:
    """The mean pulse of each person who gave one: of mentees or of mentors only, or of both."""
    found: dict[str, list[float]] = defaultdict(list)
    for run in some:
        for checkin in meetings(view, run):
            for person, score in checkin.pulse.items():
                if mentees in (None, person == run.mentee):
                    found[person].append(int(score))
    return _means(found)


def observed(view: View, some: Iterable[Run]) -> ByPerson:
    """By how many levels mentors saw each mentee above what they had indicated; below is negative.

    Of each expectation, its last review counts. Where the mentor noted no level and agreed with the others,
    there is no difference. What was indicated anew since, or is no level any more, is left out.
    """
    found: dict[str, list[float]] = defaultdict(list)
    for run in some:
        found[run.mentee] += _differences(view, run).values()
    return _means(found)


def _differences(view: View, run: Run) -> dict[str, float]:
    indicated, rank = view.org.familiarity.get(run.mentee, {}), familiarity.ranks(view)
    expected = familiarity.expectations_by_competence(view).get(run.slot.competence, ())
    found: dict[str, float] = {}
    for review in view.org.reviews.get(run.mentee, ()):
        if review.competence != run.slot.competence or not run.started <= review.date <= run.ends:
            continue
        for ref in expected:
            said = indicated.get(ref)
            own = rank.get(said.level) if said and said.updated <= review.date else None
            seen = rank.get(review.observed[ref]) if ref in review.observed else own
            silent = ref not in review.observed and review.outcome is ReviewOutcome.FOLLOW_UP
            if own is not None and seen is not None and not silent:
                found[ref] = seen - own
    return found


def _means(values: Mapping[str, Sequence[float]]) -> ByPerson:
    return {person: fmean(each) for person, each in values.items() if each}
