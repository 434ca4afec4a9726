"""How evenly mentoring is divided over those who mentor."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Set

    from wecomplish_cli.derive.view import View

from wecomplish_cli.derive.graph import helped_and_helping
from wecomplish_cli.derive.mentoring import capacity, load, wants_to_mentor
from wecomplish_cli.derive.small_groups import LEAST
from wecomplish_cli.frozen import frozen


@frozen(slots=True)
class Division:
    """How evenly load is divided over those who are open to mentoring or mentor someone."""

    people: int
    mean: float
    """Mentorships per person."""
    maximum: int
    carry_half: int
    """The fewest people who together carry half of all mentorships."""
    gini: float | None
    """Of load ÷ places, 0 (even) to 100; None under five people or where nobody mentors."""


@frozen(slots=True)
class Parts:
    """Who takes which part in mentoring."""

    both: Set[str]
    mentor_only: Set[str]
    mentee_only: Set[str]
    neither: Set[str]


def mentors(view: View, within: Collection[str]) -> list[str]:
    """Those who mentor someone or are open to it."""
    _, helping = helped_and_helping(view)
    return [p for p in view.org.people if p in within and (p in helping or wants_to_mentor(view, p))]


def parts_taken(view: View, people: Iterable[str], within: Collection[str]) -> Parts:
    """Tell apart those who both mentor and are mentored, do only one of these, or neither."""
    helped, helping = helped_and_helping(view)
    known = (p for p in helped if p in within and p in view.org.people)
    taking_part = {*people, *mentors(view, within), *known}
    return Parts(
        both=taking_part & helped & helping,
        mentor_only=taking_part & helping - helped,
        mentee_only=taking_part & helped - helping,
        neither=taking_part - helped - helping,
    )


def gini(values: Iterable[float]) -> float:
    """The Gini coefficient of values of at least 0 with a sum above 0, from 0 to 1.

    Source: the sum over ranks, G = 2·Σ(i·x_i)/(n·Σx_i) − (n+1)/n with x sorted and i from 1.
    """
    ordered = sorted(values)
    n, total = len(ordered), sum(ordered)
    weighted = sum(rank * value for rank, value in enumerate(ordered, 1))
    return 2 * weighted / (n * total) - (n + 1) / n


def division(view: View, mentors: Collection[str]) -> Division:
    """Measure how evenly load is divided over those who are open or mentor someone."""
    loads = sorted((load(view, p) for p in mentors), reverse=True)
    carried = carry_half = 0
    total = sum(loads)
    while carried * 2 < total:
        carried += loads[carry_half]
        carry_half += 1
    even = None
    if len(mentors) >= LEAST and any(loads):
        even = 100 * gini(load(view, p) / max(capacity(view, p), 1) for p in mentors)
    mean = sum(loads) / len(loads) if loads else 0.0
    return Division(len(mentors), mean, max(loads, default=0), carry_half, even)
