"""What a leader needs to know to support someone: familiarity, focus, and the help they wait for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity as derived_familiarity
from wecomplish_cli.derive import health, membership, mentoring
from wecomplish_cli.model.mentorships import GoalStatus
from wecomplish_cli.reports.needs import to_refresh
from wecomplish_cli.reports.overview import Waiting, waiting
from wecomplish_cli.reports.reviews import Reviewed, latest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship

NEAR_ALL = 95
"""Percent of awareness that is near enough to 100."""

FRESH_DAYS = 7
"""Within so many days, familiarity was updated lately."""

WEEKS_PASSED = 14
"""Days without news after which a leader asks for the familiarity that is missing or stale."""

LOOK_BACK = 30
"""Days between which awareness is compared."""


@dataclass(frozen=True)
class Share:
    """How far someone is in one assignment, in percent."""

    competence: str
    name: str
    awareness: float | None
    familiarity: float | None


@dataclass(frozen=True)
class Focus:
    """Something that someone works on in a mentorship: a goal, or else the target."""

    title: str
    competence_name: str
    status: str
    """A goal's; of a target, how far it is: such as `47 of 75 %`."""
    due: date | None
    late: bool
    """It is past that day."""


@dataclass(frozen=True)
class Pairing:
    """A mentorship under way, and how it is doing."""

    competence: str
    competence_name: str
    mentors: tuple[str, ...]
    """The mentors' names, the one who answers for it first."""
    state: str
    reasons: tuple[str, ...]
    next_checkin: date | None


@dataclass(frozen=True)
class Card:
    """What a leader needs to know to support someone."""

    person: str
    name: str
    today: date
    expected: int
    """How many expectations there are."""
    missing: int
    """How many of them have no level."""
    stale: int
    """How many others were indicated so long ago that they are stale."""
    awareness: float | None
    """Of everything expected, in percent; so is familiarity."""
    familiarity: float | None
    awareness_before: float | None
    """Thirty days earlier; None where git does not know."""
    updated: date | None
    """The newest indication; None where there is none."""
    days: int | None
    """Since then."""
    shares: tuple[Share, ...]
    """By assignment held."""
    focus: tuple[Focus, ...]
    mentorships: tuple[Pairing, ...]
    reviews: tuple[Reviewed, ...]
    """Of each mentorship, the newest."""
    waiting: tuple[Waiting, ...]
    """Open help, longest waiting first."""
    ask: bool
    """Whether it is time to ask for the familiarity that is missing or stale."""
    stale_after: int
    """Days after which the organisation calls an indication stale."""

    @property
    def aware(self) -> bool | None:
        """Whether awareness is near 100 % or rising; None where nothing is expected."""
        if self.awareness is None:
            return None
        rising = self.awareness_before is not None and self.awareness > self.awareness_before
        return self.awareness >= NEAR_ALL or rising

    @property
    def fresh(self) -> bool | None:
        """Whether familiarity was updated within the last week; None where that is not yet long ago."""
        if self.days is None or self.days > self.stale_after:
            return False
        return True if self.days <= FRESH_DAYS else None


@dataclass(frozen=True)
class Team:
    """The cards of all whom someone leads, or who are in a team."""

    leader: str | None
    """None where a team is asked about; so is the team where a leader is."""
    team: str | None
    name: str
    """Of the one or the other."""
    today: date
    cards: tuple[Card, ...]
    """Those who wait for help first, then those to be asked, then by name."""


def card(view: View, person: str, earlier: View | None = None) -> Card:
    """Collect what a leader needs to know of someone; `earlier` holds the familiarity of thirty days ago."""
    expected = derived_familiarity.expected_of(view, person)
    indicated = view.org.familiarity.get(person, {})
    updated = max((indicated[ref].updated for ref in expected if ref in indicated), default=None)
    missing = [ref for ref in expected if derived_familiarity.level(view, person, ref) == 0]
    wanted = to_refresh(view, person, expected)
    under_way = [m for m in mentoring.mentorships_of(view, person) if m.status.under_way]
    return Card(
        person=person,
        name=view.org.name(person),
        today=view.today,
        expected=len(expected),
        missing=len(missing),
        stale=len(wanted) - len(missing),
        awareness=derived_familiarity.awareness(view, person, expected),
        familiarity=derived_familiarity.familiarity(view, person, expected),
        awareness_before=derived_familiarity.awareness(earlier, person, expected) if earlier else None,
        updated=updated,
        days=(view.today - updated).days if updated else None,
        shares=tuple(_shares(view, person)),
        focus=tuple(focus for m in under_way if mentoring.active(m) for focus in _focus(view, m)),
        mentorships=tuple(_pairing(view, m) for m in under_way),
        reviews=tuple(each for m in under_way if (each := latest(view, person, m.competence))),
        waiting=tuple(waiting(view, [person])),
        ask=bool(wanted) and (view.today - _last_news(view, person, updated)).days >= WEEKS_PASSED,
        stale_after=view.org.settings.familiarity.stale_after_days,
    )


def team(view: View, leader: str, earlier: View | None = None) -> Team:
    """Collect the cards of all active people whom someone leads."""
    return Team(leader, None, view.org.name(leader), view.today, _cards(view, led_by(view, leader), earlier))


def of_team(view: View, which: str, earlier: View | None = None) -> Team:
    """Collect the cards of the people in a team and in those that are part of it."""
    cards = _cards(view, membership.members(view, which), earlier)
    return Team(None, which, view.org.title(f"teams/{which}"), view.today, cards)


def led_by(view: View, leader: str) -> list[str]:
    """List the active people whom someone leads."""
    return [p for p, record in view.org.people.items() if record.active and leader in record.leaders]


def _cards(view: View, people: Iterable[str], earlier: View | None) -> tuple[Card, ...]:
    cards = [card(view, person, earlier) for person in people]
    cards.sort(key=lambda c: (-max((w.days for w in c.waiting), default=-1), not c.ask, c.name, c.person))
    return tuple(cards)


def _last_news(view: View, person: str, updated: date | None) -> date:
    """When there was last reason to wait: something was indicated, or an assignment began."""
    assignments = view.org.people[person].assignments.values()
    begun = [a.since for a in assignments if a.held(view.today) and a.since <= view.today]
    return max([*begun, *([updated] if updated else [])], default=view.today)


def _shares(view: View, person: str) -> Iterator[Share]:
    by_competence = derived_familiarity.expectations_by_competence(view)
    for competence in view.org.people[person].held(view.today):
        expectations = by_competence.get(competence, ())
        yield Share(
            competence,
            view.org.title(competence),
            derived_familiarity.awareness(view, person, expectations),
            derived_familiarity.familiarity(view, person, expectations),
        )


def _focus(view: View, mentorship: Mentorship) -> Iterator[Focus]:
    title = view.org.title(mentorship.competence)
    open_goals = [
        g for g in mentorship.goals.values() if g.status not in (GoalStatus.DONE, GoalStatus.DROPPED)
    ]
    for goal in open_goals:
        late = goal.due is not None and goal.due < view.today
        yield Focus(goal.title, title, goal.status.replace("_", " "), goal.due, late)
    target = mentorship.target
    if not open_goals and target is not None and target.familiarity is not None:
        expectations = derived_familiarity.expectations_by_competence(view).get(mentorship.competence, ())
        now = derived_familiarity.familiarity(view, mentorship.mentee, expectations) or 0
        yield Focus(
            f"Reach {target.familiarity} % familiarity",
            title,
            f"{now:.0f} of {target.familiarity} %",
            target.by,
            target.by is not None and target.by < view.today,
        )


def _pairing(view: View, mentorship: Mentorship) -> Pairing:
    doing = health.health(view, mentorship)
    return Pairing(
        mentorship.competence,
        view.org.title(mentorship.competence),
        tuple(map(view.org.name, mentoring.mentors_now(mentorship))),
        str(doing.state),
        tuple(map(str, doing.reasons)),
        health.checkin_due(view, mentorship),
    )
