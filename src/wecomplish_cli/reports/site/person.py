"""All that a person's own page says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive import career, familiarity, mentoring
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.mentorships import GoalStatus
from wecomplish_cli.reports.needs import Need, needs
from wecomplish_cli.reports.site.asking import Asking, asking
from wecomplish_cli.reports.site.gaps import Gap, possible
from wecomplish_cli.reports.site.roster import Row, rows_by_person
from wecomplish_cli.reports.site.who import Who, who
from wecomplish_cli.reports.training import Item, item_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from wecomplish_cli.derive.career import NextMilestone
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Target

MOST_NEAR = 30
"""People in someone's surroundings: of more, a picture says nothing."""


@frozen
class Goal:
    """Something that a mentee works towards."""

    title: str
    measure: str | None
    competence: str
    competence_title: str
    status: GoalStatus
    due: date | None


@frozen
class Part:
    """What is expected in one role or skillset, or of the person by name."""

    competence: str | None
    """None: by name."""
    title: str | None
    expected: tuple[Item, ...]
    familiarity: float | None
    """In percent, on average; None where nothing is expected."""
    target: Target | None
    """What the mentorship in it aims at."""
    milestone: NextMilestone | None
    """What comes next on the career path."""


@frozen
class Observed:
    """The level that a mentor saw when reviewing."""

    level: str
    by: Who
    day: date


@frozen
class Near:
    """Someone two steps away, and through whom."""

    who: Who
    through: Who
    mentors: bool
    """Whether they mentor the person in between; else, they are mentored by them."""


@frozen
class Page:
    """A person's page."""

    who: Who
    today: date
    active: bool
    held: tuple[tuple[str, str], ...]
    """Roles and skillsets: references and titles."""
    teams: tuple[str, ...]
    programs: tuple[str, ...]
    load: int
    places: int
    helped_by: tuple[Row, ...]
    helping: tuple[Row, ...]
    could: tuple[Gap, ...]
    """Who could mentor them in what they do not know well and have no mentor for."""
    needs: tuple[Need, ...]
    asking: tuple[Asking, ...]
    goals: tuple[Goal, ...]
    parts: tuple[Part, ...]
    observed: Mapping[str, Observed]
    """By expectation, the newest."""
    near: tuple[Near, ...]
    more_near: int

    @property
    def next_meeting(self) -> Row | None:
        """The mentorship in which they should meet first, be it as mentee or mentor."""
        planned = [(row.next_checkin, row) for row in (*self.helped_by, *self.helping) if row.next_checkin]
        return min(planned, key=lambda each: each[0])[1] if planned else None


def page_of(view: View, person: str) -> Page:
    """Collect what a person's page says."""
    record = view.org.people[person]
    rows = rows_by_person(view).get(person, [])
    held = record.held(view.today) if record.active else []
    near = list(_near(view, person, rows))
    return Page(
        who=who(view, person),
        today=view.today,
        active=record.active,
        held=tuple((ref, view.org.title(ref)) for ref in held),
        teams=tuple(dict.fromkeys(team for ref in held for team in record.assignments[ref].teams)),
        programs=tuple(each for each in record.programs if each in view.org.programs),
        load=mentoring.load(view, person),
        places=mentoring.capacity(view, person),
        helped_by=tuple(row for row in rows if row.mentee.id == person),
        helping=tuple(row.seen_by(person) for row in rows if row.mentee.id != person),
        could=tuple(each for ref in _unmentored(view, person, held) for each in possible(view, person, ref)),
        needs=needs(view, person).needs,
        asking=asking(view, [person]) if record.active else (),
        goals=tuple(_goals(view, person)),
        parts=tuple(_parts(view, person, held)) if record.active else (),
        observed=_observed(view, person),
        near=tuple(near[:MOST_NEAR]),
        more_near=max(len(near) - MOST_NEAR, 0),
    )


def _unmentored(view: View, person: str, held: Iterable[str]) -> Iterator[str]:
    for ref in held:
        slot = view.org.mentorships.get((person, ref))
        if not (slot and slot.status.under_way) and not familiarity.proficient(view, person, ref):
            yield ref


def _parts(view: View, person: str, held: Iterable[str]) -> Iterator[Part]:
    for ref in held:
        yield _part(view, person, ref, familiarity.expectations_by_competence(view).get(ref, ()))
    by_name = familiarity.expectations_by_name(view).get(person, ())
    if by_name:
        yield _part(view, person, None, by_name)


def _part(view: View, person: str, ref: str | None, expectations: Iterable[str]) -> Part:
    title = view.org.title(ref) if ref else None
    expectations = tuple(expectations)
    slot = view.org.mentorships.get((person, ref)) if ref else None
    return Part(
        ref,
        title,
        tuple(item_of(view, person, each) for each in expectations),
        familiarity.familiarity(view, person, expectations),
        slot.target if slot and slot.status.under_way else None,
        career.next_milestone(view, person, ref) if ref else None,
    )


def _goals(view: View, person: str) -> Iterator[Goal]:
    for slot in mentoring.mentorships_of(view, person):
        if slot.status.under_way:
            title = view.org.title(slot.competence)
            for goal in slot.goals.values():
                if goal.status is not GoalStatus.DROPPED:
                    yield Goal(goal.title, goal.measure, slot.competence, title, goal.status, goal.due)


def _observed(view: View, person: str) -> Mapping[str, Observed]:
    return {
        ref: Observed(level, who(view, review.by), review.date)
        for review in view.org.reviews.get(person, ())
        for ref, level in review.observed.items()
    }


def _near(view: View, person: str, rows: list[Row]) -> Iterator[Near]:
    """Everyone two steps away, once each: those whom one's mentors and mentees help or are helped by.

    What is only proposed there is left out, since each is said to mentor or to be mentored.
    """
    through = {each.id: each for row in rows for each in (row.mentee, *row.mentors) if each.id != person}
    seen = {person, *through}
    for middle in through.values():
        for row in rows_by_person(view).get(middle.id, ()):
            helped = row.mentee.id == middle.id
            if row.status == "proposed" or middle.id in row.only_asked:
                continue
            for other in row.mentors_now if helped else (row.mentee,):
                if other.id not in seen:
                    seen.add(other.id)
                    yield Near(other, middle, helped)
