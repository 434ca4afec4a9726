"""What the figures of a programme suggest to change before it is widened: nothing where they are too few."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from statistics import median_low
from typing import TYPE_CHECKING

from wecomplish_cli.derive import mentoring, programs, runs
from wecomplish_cli.derive.small_groups import LEAST
from wecomplish_cli.model.mentorships import Fit, MentorshipStatus
from wecomplish_cli.reports import progress
from wecomplish_cli.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from wecomplish_cli.derive.runs import Run
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.reports.progress import Figure

SELDOM, OFTEN = 70, 130
"""Percent of the check-ins due, below and above which the cadence is not the one that pairs keep."""
MANY_FAIL = 25
"""Percent of the mentees whose mentorship did not work out, from which on the criteria are in question."""
MANY_LATE = 33
"""Percent of the mentees who need longer than planned, from which on the length is in question."""
SHORT = 75
"""Percent of the planned days, within which half of those who completed had done so."""


class Topic(StrEnum):
    """What can be changed about a programme."""

    CADENCE = "cadence"
    PLACES = "places"
    CRITERIA = "criteria"
    LENGTH = "length"


class Verdict(StrEnum):
    """What the figures suggest."""

    CHANGE = "change"
    KEEP = "keep"
    TOO_FEW = "too few to say"


@dataclass(frozen=True)
class Advice:
    """What the figures suggest about one thing."""

    topic: Topic
    verdict: Verdict
    sentence: str
    figure: str
    """The figure that it rests on."""
    people: int
    """Of how many mentees the figure is."""


@dataclass(frozen=True)
class Compared:
    """A figure of the programme, beside that of all mentorships outside it."""

    name: str
    unit: str
    """`%` or `points`."""
    own: Figure
    others: Figure


@dataclass(frozen=True)
class Calibration:
    """What the figures of a programme suggest, and how they compare."""

    program: str
    name: str
    pilot: bool
    """Whether it is called one."""
    today: date
    advice: tuple[Advice, ...]
    """On each topic."""
    compared: tuple[Compared, ...]


def calibrate(view: View, program: str) -> Calibration:
    """Say what the figures of a programme suggest to change."""
    record, own = view.org.programs[program], runs.runs_of(view, program)
    others = [run for run in runs.runs(view) if run.terms.program != program]
    return Calibration(
        program=program,
        name=view.org.title(f"programs/{program}"),
        pilot=record.pilot,
        today=view.today,
        advice=(
            _cadence(view, own),
            _places(view, program),
            _criteria(view, own),
            _length(own, record.ends, view.today),
        ),
        compared=(
            Compared("Check-ins held, of those due", "%", _held(view, own), _held(view, others)),
            Compared(
                "Mentees whose mentorship ended early or fitted poorly",
                "%",
                _failed(view, own),
                _failed(view, others),
            ),
            Compared(
                "Familiarity gained",
                "points",
                progress.gain(view, f"programs/{program}"),
                progress.gain(view, f"beside/{program}"),
            ),
        ),
    )


def _cadence(view: View, some: Sequence[Run]) -> Advice:
    some = [run for run in some if runs.due(view, run)]
    mentees = len({run.mentee for run in some})
    held, due = _checkins(view, some)
    figure = f"{counted(held, 'check-in')} held of {due} due ({counted(mentees, 'mentee')})"
    if mentees < LEAST:
        return _too_few(Topic.CADENCE, mentees, f"{figure}." if mentees else "No check-in was due yet.")
    share = 100 * held / due
    days = sum(runs.days(view, run) for run in some)
    meet = f"about every {round(days / held)} days" if held else "never"
    figure = f"{figure}: {share:.0f} %. They met {meet}, and agreed on about every {round(days / due)}."
    if share < SELDOM:
        said = "Agree on fewer check-ins, or find out what keeps pairs from meeting."
        return Advice(Topic.CADENCE, Verdict.CHANGE, said, figure, mentees)
    if share > OFTEN:
        said = "Agree on more check-ins: pairs meet more often than planned."
        return Advice(Topic.CADENCE, Verdict.CHANGE, said, figure, mentees)
    return Advice(Topic.CADENCE, Verdict.KEEP, "Keep the cadence: pairs meet as planned.", figure, mentees)


def _places(view: View, program: str) -> Advice:
    mentees = programs.mentees(view, program)
    with_mentor = {run.mentee for run in runs.runs_of(view, program)}
    waiting = sum(person not in with_mentor for person in mentees)
    mentors = [each for each in programs.mentors(view, program) if mentoring.wants_to_mentor(view, each)]
    places = sum(mentoring.capacity(view, each) for each in mentors)
    free = sum(mentoring.free_places(view, each) for each in mentors)
    figure = (
        f"{waiting} of {counted(len(mentees), 'mentee')} had no mentor yet; "
        f"{free} of {counted(places, 'place')} of those who joined as mentor are free."
    )
    if len(mentees) < LEAST:
        return _too_few(Topic.PLACES, len(mentees), figure if mentees else "Nobody joined as mentee yet.")
    verdict, said = Verdict.KEEP, "Keep the number of places."
    if waiting > free:
        more = counted(waiting - free, "more place")
        verdict, said = Verdict.CHANGE, f"Find {more}, or let fewer people join as mentee."
    elif waiting:
        said = "The places are enough: match those who wait."
    elif 2 * free > places:
        verdict, said = Verdict.CHANGE, "Fewer places would do, or more people could join as mentee."
    return Advice(Topic.PLACES, verdict, said, figure, len(mentees))


def _criteria(view: View, some: Sequence[Run]) -> Advice:
    failed = _failed(view, some)
    number = len({run.mentee for run in some if _did_not_work(view, run)})
    figure = f"For {number} of {counted(failed.people, 'mentee')}, one ended early or was said to fit poorly"
    if failed.mean is None:
        said = f"{figure}." if failed.people else "No mentorship has begun yet."
        return _too_few(Topic.CRITERIA, failed.people, said)
    figure = f"{figure}: {failed.mean:.0f} %."
    if failed.mean >= MANY_FAIL:
        said = "Make the criteria clearer, and suggest pairs with reasons: many did not work out."
        return Advice(Topic.CRITERIA, Verdict.CHANGE, said, figure, failed.people)
    return Advice(Topic.CRITERIA, Verdict.KEEP, "Keep the criteria.", figure, failed.people)


def _length(some: Sequence[Run], last: date | None, today: date) -> Advice:
    """Judge those that were completed, and those that should have been by now."""
    ends = [(run, end) for run in some if (end := run.terms.until or last) and end > run.started]
    judged = [
        (run, end) for run, end in ends if _completed(run) or (run.terms.status.under_way and end < today)
    ]
    mentees = len({run.mentee for run, _ in judged})
    late = len({run.mentee for run, end in judged if run.ends > end})
    figure = f"{late} of {counted(mentees, 'mentee')} needed longer than planned"
    if mentees < LEAST:
        none = "No mentorship with a planned end is completed or past it yet."
        return _too_few(Topic.LENGTH, mentees, f"{figure}." if mentees else none)
    took = median_low((run.ends - run.started).days for run, _ in judged)
    planned = median_low((end - run.started).days for run, end in judged)
    figure = (
        f"{figure} ({100 * late / mentees:.0f} %); half had {took} days or fewer, and {planned} were planned."
    )
    if 100 * late >= MANY_LATE * mentees:
        said = "Plan for longer, or for less: many were not done in time."
        return Advice(Topic.LENGTH, Verdict.CHANGE, said, figure, mentees)
    if 100 * took <= SHORT * planned:
        said = "A shorter programme would do: most were done well before the end."
        return Advice(Topic.LENGTH, Verdict.CHANGE, said, figure, mentees)
    return Advice(Topic.LENGTH, Verdict.KEEP, "Keep the length.", figure, mentees)


def _too_few(topic: Topic, mentees: int, figure: str) -> Advice:
    said = f"Too few to say: nothing is judged on fewer than {LEAST} mentees."
    return Advice(topic, Verdict.TOO_FEW, said, figure, mentees)


def _checkins(view: View, some: Sequence[Run]) -> tuple[int, int]:
    """How many were held, and how many were due."""
    return sum(len(runs.meetings(view, run)) for run in some), sum(runs.due(view, run) for run in some)


def _held(view: View, some: Sequence[Run]) -> Figure:
    some = [run for run in some if runs.due(view, run)]
    held, due = _checkins(view, some)
    return _percent(held, due, len({run.mentee for run in some}))


def _failed(view: View, some: Sequence[Run]) -> Figure:
    mentees = len({run.mentee for run in some})
    return _percent(len({run.mentee for run in some if _did_not_work(view, run)}), mentees, mentees)


def _percent(number: int, of: int, mentees: int) -> Figure:
    return progress.Figure(mentees, 100 * number / of if mentees >= LEAST else None)


def _did_not_work(view: View, run: Run) -> bool:
    said = [each.fit for each in runs.meetings(view, run) if each.fit is not None]
    return run.terms.status is MentorshipStatus.ENDED or (bool(said) and said[-1] is Fit.POOR)


def _completed(run: Run) -> bool:
    return run.terms.status is MentorshipStatus.COMPLETED
