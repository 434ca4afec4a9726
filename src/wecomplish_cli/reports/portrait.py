"""A portrait of someone's competence: what they indicate, what mentors observe, and what is aimed at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.derive import career, familiarity, mentoring

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from wecomplish_cli.derive.career import NextMilestone
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.history import Step
    from wecomplish_cli.model.people import Indication


@dataclass(frozen=True)
class Trait:
    """One expectation: the level indicated, the one observed last, and the one aimed at."""

    expectation: str
    title: str
    level: str | None
    observed: str | None
    observed_by: str | None
    """The name of the mentor."""
    observed_on: date | None
    target: str | None
    gap: int | None
    """Levels from the indicated one up to the target, 0 where it is reached; None without a target."""


@dataclass(frozen=True)
class Moment:
    """How familiar someone was at the end of a month in which they indicated anything."""

    day: date
    """When they last indicated anything in it."""
    familiarity: float
    """In percent, over what is expected today."""


@dataclass(frozen=True)
class Facet:
    """One assignment."""

    competence: str
    name: str
    familiarity: float | None
    traits: tuple[Trait, ...]
    """The largest gap first."""
    moments: tuple[Moment, ...]
    """Oldest first."""
    milestone: NextMilestone | None
    """What comes next on the career path."""


@dataclass(frozen=True)
class Teachable:
    """A competence that the person is proficient in."""

    competence: str
    name: str
    open: bool
    """Whether they are open to mentoring in it."""


@dataclass(frozen=True)
class Portrait:
    """What someone knows, what they aim at, and what they could pass on."""

    person: str
    name: str
    today: date
    remembered: bool
    """Whether git could be asked how it came about."""
    facets: tuple[Facet, ...]
    teaches: tuple[Teachable, ...]


def portrait(view: View, person: str, competences: Iterable[str], steps: Iterable[Step] | None) -> Portrait:
    """Draw a portrait from the files, and from what git remembers of the familiarity file."""
    path = f"familiarity/{person}.yaml"
    past = [(each.day, each.after or {}) for each in steps or () if each.path == path]
    past = [each for each in past if each[0] <= view.today]
    return Portrait(
        person,
        view.org.name(person),
        view.today,
        steps is not None,
        tuple(_facet(view, person, ref, past) for ref in competences),
        tuple(_teaches(view, person)),
    )


def _facet(view: View, person: str, ref: str, past: list[tuple[date, Mapping[str, Indication]]]) -> Facet:
    expected = familiarity.expectations_by_competence(view).get(ref, ())
    traits = [_trait(view, person, each) for each in expected]
    return Facet(
        ref,
        view.org.title(ref),
        familiarity.familiarity(view, person, expected),
        tuple(sorted(traits, key=lambda each: -(each.gap or 0))),
        tuple(_moments(view, expected, past)),
        career.next_milestone(view, person, ref),
    )


def _trait(view: View, person: str, ref: str) -> Trait:
    indication = view.org.familiarity.get(person, {}).get(ref)
    seen = [each for each in view.org.reviews.get(person, ()) if ref in each.observed]
    target, ranks = familiarity.target(view.org, ref), familiarity.ranks(view)
    gap = max(ranks.get(target, 0) - familiarity.level(view, person, ref), 0) if target else None
    return Trait(
        ref,
        view.org.title(ref),
        indication.level if indication else None,
        seen[-1].observed[ref] if seen else None,
        view.org.name(seen[-1].by) if seen else None,
        seen[-1].date if seen else None,
        target,
        gap,
    )


def _moments(
    view: View, expected: tuple[str, ...], past: list[tuple[date, Mapping[str, Indication]]]
) -> Iterator[Moment]:
    """The familiarity after the last change of each month, without months in which it stayed the same."""
    months = {(day.year, day.month): (day, record) for day, record in past}
    before: float | None = None
    ranks = familiarity.ranks(view)
    for day, record in months.values() if expected else ():
        found = [ranks.get(record[ref].level, 0) if ref in record else 0 for ref in expected]
        share = 100 * sum(found) / len(found) / len(ranks)
        if share != before:
            yield Moment(day, share)
        before = share


def _teaches(view: View, person: str) -> Iterator[Teachable]:
    for ref in view.org.competences:
        if person in familiarity.proficient_people(view, ref):
            yield Teachable(ref, view.org.title(ref), mentoring.open_for(view, person, ref))
