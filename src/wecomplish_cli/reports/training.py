"""What someone is expected to be familiar with in each assignment, and how far they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive import career, mentoring
from wecomplish_cli.derive import familiarity as derived_familiarity
from wecomplish_cli.derive.view import once
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.programs import InsightStatus
from wecomplish_cli.reports.needs import to_refresh
from wecomplish_cli.reports.overview import Pair, mentored_by
from wecomplish_cli.reports.reviews import Reviewed, latest, seen

if TYPE_CHECKING:
    from datetime import date

    from wecomplish_cli.derive.career import NextMilestone
    from wecomplish_cli.derive.view import View


@frozen
class Item:
    """One expectation, and what the person says of it."""

    expectation: str
    title: str
    heading: str
    """What it is listed under; of a policy and its like, what kind of thing it is."""
    level: str | None
    rank: int
    """Of the level, from 1; 0 where there is none."""
    target: str | None
    """The level expected in time."""
    updated: date | None
    days: int | None
    """Since it was indicated."""
    stale: bool
    unclear: bool
    observed: str | None
    """The level that a mentor saw otherwise, and nothing was indicated since."""
    waiting: int | None
    """Days for which help has been awaited: a life ring; None where none is."""


@frozen
class Known:
    """A published insight about one of the expectations."""

    id: str
    title: str
    expectation: str
    author: str
    """The author's name."""


@frozen
class Part:
    """The expectations of one assignment, or those asked of the person by name."""

    competence: str | None
    """None: asked by name."""
    name: str
    mentored_by: tuple[Pair, ...]
    awareness: float | None
    """Of this assignment, in percent; so is familiarity."""
    familiarity: float | None
    to_refresh: int
    """How many are stale or missing."""
    reviewed: Reviewed | None
    """The newest review of it."""
    items: tuple[Item, ...]
    """In the order of the file, those of one heading together."""
    insights: tuple[Known, ...]
    milestone: NextMilestone | None
    """What comes next on the career path."""


@frozen
class Training:
    """What is expected of a person, by assignment."""

    person: str
    name: str
    today: date
    levels: tuple[str, ...]
    """The names of the levels, lowest first."""
    awareness: float | None
    """Of all that is listed here, each expectation once, in percent; so is familiarity."""
    familiarity: float | None
    parts: tuple[Part, ...]


def training(view: View, person: str, competence: str | None = None) -> Training:
    """Collect what is expected of a person in all assignments held, or in one competence."""
    by_competence = derived_familiarity.expectations_by_competence(view)
    wanted = [competence] if competence else view.org.people[person].held(view.today)
    parts = [_part(view, person, ref, by_competence.get(ref, ())) for ref in wanted]
    by_name = derived_familiarity.expectations_by_name(view).get(person, ())
    if by_name and not competence:
        parts.append(_part(view, person, None, by_name))
    listed = dict.fromkeys(item.expectation for part in parts for item in part.items)
    return Training(
        person,
        view.org.name(person),
        view.today,
        view.org.settings.familiarity.levels,
        derived_familiarity.awareness(view, person, listed),
        derived_familiarity.familiarity(view, person, listed),
        tuple(parts),
    )


def _part(view: View, person: str, competence: str | None, expectations: tuple[str, ...]) -> Part:
    items = [item_of(view, person, ref) for ref in expectations]
    headings = list(dict.fromkeys(item.heading for item in items))
    return Part(
        competence,
        view.org.title(competence) if competence else "Asked by name",
        tuple(pair for pair in mentored_by(view, person) if pair.competence == competence),
        derived_familiarity.awareness(view, person, expectations),
        derived_familiarity.familiarity(view, person, expectations),
        len(to_refresh(view, person, expectations)),
        latest(view, person, competence),
        tuple(sorted(items, key=lambda item: headings.index(item.heading))),
        _known(view, expectations),
        career.next_milestone(view, person, competence) if competence else None,
    )


def expected(view: View, person: str, expectation: str) -> tuple[Item, tuple[Known, ...]]:
    """One expectation with what the person says of it, and the published insights about it."""
    return item_of(view, person, expectation), _known(view, (expectation,))


def _known(view: View, expectations: tuple[str, ...]) -> tuple[Known, ...]:
    return tuple(
        Known(each.id, each.title, each.expectation, view.org.name(each.author))
        for each in view.org.insights.values()
        if each.status is InsightStatus.PUBLISHED and each.expectation in expectations
    )


@once
def _title(view: View, expectation: str) -> str:
    return view.org.title(expectation)


def item_of(view: View, person: str, expectation: str) -> Item:
    """One expectation, with what the person says of it."""
    holder, _, own = expectation.rpartition("/")
    indication = view.org.familiarity.get(person, {}).get(expectation)
    if holder in view.org.competences:
        inside = view.org.competences[holder].items[own]
        heading = inside.heading or ""
    else:
        heading = view.org.expectations[expectation].type.capitalize()
    waiting = [r.date for r in mentoring.life_rings(view, person) if r.expectation == expectation]
    return Item(
        expectation,
        _title(view, expectation),
        heading,
        indication.level if indication else None,
        derived_familiarity.level(view, person, expectation),
        derived_familiarity.target(view.org, expectation),
        indication.updated if indication else None,
        (view.today - indication.updated).days if indication else None,
        derived_familiarity.stale(view, person, expectation),
        bool(indication and indication.unclear),
        next((each.level for each in seen(view, person) if each.expectation == expectation), None),
        (view.today - min(waiting)).days if waiting else None,
    )
