"""How well someone would suit a mentee as mentor or as peer: what counts, how much, and what forbids it."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wecomplish_cli.derive import familiarity, mentoring
from wecomplish_cli.derive.view import View, once
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.mentorships import MentorshipStatus
from wecomplish_cli.model.organization import RuleLevel

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence
    from datetime import date

    from wecomplish_cli.model.mentorships import Mentorship
    from wecomplish_cli.model.people import Person

LEADER_RULE = "leader-is-mentor"
"""The rule that forbids a mentor who leads the mentee; where it is off, leaders may mentor."""

MOST_STEPS = 3
"""Levels, free places and expectations count up to so many: more makes nobody a better mentor."""

WORKING_DAY = 8
"""Hours of a working day, which is taken to be the same stretch of local time everywhere."""


@frozen
class Weight:
    """One thing that counts for or against someone, and the points for each one counted."""

    name: str
    points: int
    counted: str
    """What is counted, in words for the documentation."""
    mentor: bool = True
    """Whether it counts for mentors, and below for peers."""
    peer: bool = True


WEIGHTS = (
    Weight("level", 3, "levels from `mentor_min_level` up to the mentor's own typical level", peer=False),
    Weight("margin", 2, "levels that the mentor is ahead of the mentee, at most 3", peer=False),
    Weight("near", 4, "3 less the levels that lie between the two", mentor=False),
    Weight(
        "exchange",
        3,
        "expectations in which each is ahead of the other, the smaller number, at most 3",
        mentor=False,
    ),
    Weight("places", 1, "free places, at most 3"),
    Weight("load", 2, "−1 for each active mentorship as mentor"),
    Weight("team", 2, "1 if they hold their roles in different teams"),
    Weight("language", 6, "1 if they share a language"),
    Weight("hours", 1, "pairs of working hours in common, from their time zones: 0 to 4"),
    Weight(
        "wish",
        4,
        "2 if one would choose the other first, else 1, for each side; 1 if the mentee seeks a mentor here; "
        "1 if the mentor offers this by name, or the peer seeks a mentor here too",
    ),
    Weight("trained", 2, "1 if they have been trained as a mentor", peer=False),
    Weight("before", 3, "−1 if they were a pair before: someone new widens both networks"),
)
"""All that counts. Score = the sum of points × what is counted; a typical level is a lower median."""

DEFAULTS: Mapping[str, int] = {weight.name: weight.points for weight in WEIGHTS}


class Barrier(StrEnum):
    """Why someone cannot be a mentee's mentor or peer, whatever else speaks for them."""

    SELF = "self"
    LEFT = "left"
    LEADER = "leader"
    ALREADY = "already"
    DECLINED = "declined"
    CIRCLE = "circle"
    NOT_PROFICIENT = "not-proficient"
    NOT_HELD = "not-held"
    CLOSED = "closed"
    NOT_ASKED = "not-asked"
    TOPICS = "topics"
    AWAY = "away"
    FULL = "full"
    NOT_JOINED = "not-joined"


BARRIERS: Mapping[Barrier, str] = {
    Barrier.SELF: "It is the mentee.",
    Barrier.LEFT: "They have left.",
    Barrier.LEADER: f"They lead the mentee, unless the rule `{LEADER_RULE}` is off.",
    Barrier.ALREADY: "They mentor the mentee here, or are asked to.",
    Barrier.DECLINED: "The two were proposed here before, and it was declined.",
    Barrier.CIRCLE: "The mentee mentors them here, directly or through others.",
    Barrier.NOT_PROFICIENT: "They are not proficient here. Does not apply to peers.",
    Barrier.NOT_HELD: "They do not hold the competence. Applies to peers only.",
    Barrier.CLOSED: "They have said that they do not want to mentor now.",
    Barrier.NOT_ASKED: "They have not said that they want to mentor. Does not apply to peers.",
    Barrier.TOPICS: "They mentor in other competences. Does not apply to peers.",
    Barrier.AWAY: "They are away.",
    Barrier.FULL: "All their places are taken, or wait for an answer to a proposal.",
    Barrier.NOT_JOINED: "They do not take part as a mentor. Applies to `match` only.",
}
"""What each barrier means, in words for the documentation."""

_IN_ORDER = [*Barrier]

EASED = (Barrier.FULL, Barrier.NOT_ASKED, Barrier.TOPICS, Barrier.AWAY, Barrier.CLOSED)
"""The barriers that somebody can ease, the easiest first."""


class Suitability:
    """How well people suit mentees in one competence on one day."""

    def __init__(
        self, view: View, competence: str, peer: bool = False, weights: Mapping[str, int] | None = None
    ) -> None:
        self.view = view
        self.competence = competence
        self.peer = peer
        kept = [each for each in WEIGHTS if (each.peer if peer else each.mentor)]
        self.weights = {each.name: (weights or {}).get(each.name, each.points) for each in kept}
        self._levels: dict[str, int] = {}
        self._own: dict[str, tuple[Barrier, ...]] = {}
        self._below: dict[str, set[str]] = {}

    @cached_property
    def expectations(self) -> tuple[str, ...]:
        """What the competence expects."""
        return familiarity.expectations_by_competence(self.view).get(self.competence, ())

    def level(self, person: str) -> int:
        """The rank of a person's typical level here, the lower median; 0 where there is none."""
        if person not in self._levels:
            ranks = [familiarity.level(self.view, person, ref) for ref in self.expectations]
            self._levels[person] = familiarity.typical(ranks) if ranks else 0
        return self._levels[person]

    def score(self, mentee: str, other: str) -> int:
        """The sum of all points."""
        return sum(self.weights[name] * amount for name, amount in self.amounts(mentee, other))

    def usual(self, mentee: str, other: str) -> int:
        """The score if nothing lay between just these two: no wish of either, and no time before."""
        people = self.view.org.people
        named = (WishKind.MENTEE_PREFERS, WishKind.MENTOR_PREFERS)
        every = wishes(people[mentee], people[other], self.competence, self.peer)
        wished = sum(wish.counts for wish in every if wish.kind in named)
        known = bool(before(self.view, mentee, other))
        return self.score(mentee, other) - self.weights["wish"] * wished + self.weights["before"] * known

    def kind(self, mentee: str) -> Hashable:
        """What counts of a mentee: those of one kind have the same usual scores."""
        record = self.view.org.people[mentee]
        teams = frozenset(teams_of(record, self.view.today))
        seeks = self.competence in record.mentoring.seeks
        return self.level(mentee), teams, frozenset(record.languages), record.timezone, seeks

    def near(self, mentee: str) -> set[str]:
        """Everyone with whom something lies between just these two, for or against; also the mentee."""
        record = self.view.org.people[mentee]
        found = {
            mentee,
            *record.leaders,
            *record.mentoring.prefers,
            *_preferred_by(self.view).get(mentee, ()),
        }
        slot = self.view.org.mentorships.get((mentee, self.competence))
        if slot is not None:
            found.update(slot.mentors, (each.mentor for each in slot.previous))
        return found | self._mentored_by(mentee) | _partners(self.view).get(mentee, set())

    def amounts(self, mentee: str, other: str) -> Iterator[tuple[str, int]]:
        """What is counted for and against someone, by the name of its weight."""
        if self.peer:
            yield "near", max(MOST_STEPS - abs(self.level(other) - self.level(mentee)), 0)
            yield "exchange", min(*self.ahead(mentee, other), MOST_STEPS)
        else:
            lowest = familiarity.ranks(self.view).get(self.view.org.settings.mentorship.mentor_min_level)
            yield "level", max(self.level(other) - (lowest or 0), 0)
            yield "margin", min(max(self.level(other) - self.level(mentee), 0), MOST_STEPS)
        first, second = self.view.org.people[mentee], self.view.org.people[other]
        yield "places", min(max(mentoring.spare(self.view, other), 0), MOST_STEPS)
        yield "load", -mentoring.load(self.view, other)
        teams = teams_of(first, self.view.today), teams_of(second, self.view.today)
        yield "team", int(all(teams) and not teams[0] & teams[1])
        yield "language", int(bool(set(first.languages) & set(second.languages)))
        yield "hours", common_hours(self.view, first, second) // 2
        yield "wish", sum(wish.counts for wish in wishes(first, second, self.competence, self.peer))
        if not self.peer:
            yield "trained", int(second.mentoring.trained is not None)
        yield "before", -int(bool(before(self.view, mentee, other)))

    def ahead(self, mentee: str, other: str) -> tuple[int, int]:
        """The number of expectations in which each of the two is ahead of the other."""
        level = familiarity.level
        steps = [level(self.view, mentee, ref) - level(self.view, other, ref) for ref in self.expectations]
        return sum(step > 0 for step in steps), sum(step < 0 for step in steps)

    def barriers(self, mentee: str, other: str) -> tuple[Barrier, ...]:
        """Why someone cannot be a mentee's mentor, or peer; empty where they can."""
        if other == mentee:
            return (Barrier.SELF,)
        return tuple(sorted((*self.between(mentee, other), *self.own_barriers(other)), key=_IN_ORDER.index))

    def between(self, mentee: str, other: str) -> Iterator[Barrier]:
        """The barriers that lie in the two, who are not the same."""
        if leads(self.view, other, mentee):
            yield Barrier.LEADER
        slot = self.view.org.mentorships.get((mentee, self.competence))
        if slot is not None:
            if slot.status.under_way and other in slot.mentors:
                yield Barrier.ALREADY
            terms = (slot, *slot.previous)
            if any(each.status is MentorshipStatus.DECLINED and each.mentor == other for each in terms):
                yield Barrier.DECLINED
        if other in self._mentored_by(mentee):
            yield Barrier.CIRCLE

    def own_barriers(self, other: str) -> tuple[Barrier, ...]:
        """The barriers that lie in the mentor or peer alone."""
        if other not in self._own:
            self._own[other] = tuple(self._from_person(other))
        return self._own[other]

    def _is_able(self, other: str) -> bool:
        # Those who are there are all found at once, in a fraction of the time.
        return other in self._able or familiarity.proficient(self.view, other, self.competence)

    @cached_property
    def _able(self) -> frozenset[str]:
        return frozenset(familiarity.proficient_people(self.view, self.competence))

    def _from_person(self, other: str) -> Iterator[Barrier]:
        record = self.view.org.people[other]
        if not record.active:
            yield Barrier.LEFT
        if self.peer and self.competence not in record.held(self.view.today):
            yield Barrier.NOT_HELD
        if not self.peer and not self._is_able(other):
            yield Barrier.NOT_PROFICIENT
        yield from self._from_offer(record)
        if mentoring.away(self.view, other):
            yield Barrier.AWAY
        if record.active and mentoring.spare(self.view, other) <= 0:
            yield Barrier.FULL

    def _from_offer(self, record: Person) -> Iterator[Barrier]:
        offer = record.mentoring
        if offer.open is False:
            yield Barrier.CLOSED
        if self.peer:
            return
        if offer.open is None:
            yield Barrier.NOT_ASKED
        if offer.topics and self.competence not in offer.topics:
            yield Barrier.TOPICS

    def _mentored_by(self, mentee: str) -> set[str]:
        """Whom a mentee mentors here, directly or through others; among peers, circles are allowed."""
        if mentee not in self._below:
            found: set[str] = set()
            left = [mentee]
            while left:
                more = self._mentees.get(left.pop(), set()) - found
                found |= more
                left += more
            self._below[mentee] = found
        return self._below[mentee]

    @cached_property
    def _mentees(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for slot in _under_way(self.view).get(self.competence, ()):
            if not (self.peer and slot.peer):
                for mentor in slot.mentors:
                    found.setdefault(mentor, set()).add(slot.mentee)
        return found


@once
def _under_way(view: View) -> Mapping[str, Sequence[Mentorship]]:
    """The mentorships of each competence that are not over."""
    found: dict[str, list[Mentorship]] = defaultdict(list)
    for slot in view.org.mentorships.values():
        if slot.status.under_way:
            found[slot.competence].append(slot)
    return found


@once
def of_mentors(view: View, competence: str) -> Suitability:
    """How well mentors suit in a competence, with the usual weights."""
    return Suitability(view, competence)


@once
def _free_mentors(view: View, competence: str) -> Sequence[str]:
    """Those in whom nothing forbids that they mentor in a competence; the freest first."""
    suits = of_mentors(view, competence)
    free = [p for p in familiarity.proficient_people(view, competence) if not suits.own_barriers(p)]
    return sorted(free, key=lambda person: (-mentoring.spare(view, person), person))


def possible_mentors(view: View, mentee: str, competence: str) -> Iterator[str]:
    """Those whom nothing forbids to mentor someone, as `suggest` has it; the freest first."""
    suits = of_mentors(view, competence)
    for person in _free_mentors(view, competence):
        if person != mentee and not any(suits.between(mentee, person)):
            yield person


def possible_mentor(view: View, mentee: str, competence: str) -> str | None:
    """The freest of those whom nothing forbids to mentor someone; None where there is nobody."""
    return next(possible_mentors(view, mentee, competence), None)


def leads(view: View, leader: str, person: str) -> bool:
    """Whether someone leads a person, where that forbids to mentor them; nobody leads who is not there."""
    allowed = view.org.settings.rules.get(LEADER_RULE) is RuleLevel.OFF
    led = view.org.people.get(person)
    return not allowed and led is not None and leader in led.leaders


def next_free(view: View, person: str) -> date | None:
    """The first day on which one of a mentor's mentorships is planned to end; None where none is."""
    ends = [slot.until for slot in mentoring.active_by_mentor(view).get(person, ()) if slot.until]
    return min((end for end in ends if end >= view.today), default=None)


def teams_of(person: Person, today: date) -> set[str]:
    """The teams in which someone holds a role."""
    return {team for each in person.assignments.values() if each.held(today) for team in each.teams}


def common_hours(view: View, first: Person, second: Person) -> int:
    """Whole hours that two working days have in common, from 0 to 8, as the clocks stand on that day."""
    default = view.org.settings.timezone
    apart = abs(
        _offset(first.timezone or default, view.today) - _offset(second.timezone or default, view.today)
    )
    return int(max(WORKING_DAY - min(apart, 24 - apart), 0))


@lru_cache(maxsize=1024)
def _offset(zone: str, day: date) -> float:
    """Hours ahead of UTC at noon."""
    ahead = datetime.combine(day, time(12), ZoneInfo(zone)).utcoffset()
    return ahead.total_seconds() / 3600 if ahead is not None else 0.0


class WishKind(StrEnum):
    """A wish that speaks for a pair."""

    MENTEE_PREFERS = "mentee prefers"
    MENTOR_PREFERS = "mentor prefers"
    SEEKS = "seeks"
    OFFERS = "offers"


@frozen
class Wish:
    """A wish that speaks for a pair, and what it counts."""

    kind: WishKind
    counts: int = 1


def wishes(mentee: Person, other: Person, competence: str, peer: bool = False) -> Iterator[Wish]:
    """The wishes of both sides that speak for a pair."""
    for kind, who, whom in (
        (WishKind.MENTEE_PREFERS, mentee, other),
        (WishKind.MENTOR_PREFERS, other, mentee),
    ):
        prefers = who.mentoring.prefers
        if whom.id in prefers:
            yield Wish(kind, 2 if prefers[0] == whom.id else 1)
    if competence in mentee.mentoring.seeks:
        yield Wish(WishKind.SEEKS)
    if competence in (other.mentoring.seeks if peer else other.mentoring.topics):
        yield Wish(WishKind.OFFERS)


def before(view: View, mentee: str, other: str) -> list[str]:
    """The competences in which two people were or are a pair, in either direction, declined ones left out."""
    return _pairs(view).get(frozenset((mentee, other)), [])


@once
def _partners(view: View) -> Mapping[str, set[str]]:
    """With whom each was a pair."""
    found: dict[str, set[str]] = defaultdict(set)
    for pair in _pairs(view):
        for each in pair:
            found[each] |= pair
    return found


@once
def _preferred_by(view: View) -> Mapping[str, set[str]]:
    """Who would choose each."""
    found: dict[str, set[str]] = defaultdict(set)
    for person in view.org.people.values():
        for each in person.mentoring.prefers:
            found[each].add(person.id)
    return found


@once
def _pairs(view: View) -> Mapping[frozenset[str], list[str]]:
    found: dict[frozenset[str], list[str]] = {}
    for slot in view.org.mentorships.values():
        for terms in (slot, *slot.previous):
            status = mentoring.status(terms, slot.mentee)
            if status not in (MentorshipStatus.DECLINED, MentorshipStatus.PROPOSED):
                for mentor in terms.mentors:
                    known = found.setdefault(frozenset((slot.mentee, mentor)), [])
                    if slot.competence not in known:
                        known.append(slot.competence)
    return found
