"""The competence board: for each role and skillset who learns it from whom, who has nobody, and who could."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity, graph, health, membership, mentoring
from wecomplish_cli.derive.view import once
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.mentorships import MentorshipStatus
from wecomplish_cli.reports.mentorships import at_risk
from wecomplish_cli.reports.site.who import Who, who

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import HelpRequest, Mentorship

ROUNDS = 4
"""How often mentors and mentees of a lane are put in the order of each other's middle."""


class Tie(StrEnum):
    """What a line between a mentor and a mentee says."""

    ACTIVE = "active"
    PAUSED = "paused"
    PROPOSED = "proposed"
    HELP = "asks for help"


@frozen
class Mentor:
    """A mentor in a lane, with what they carry everywhere."""

    who: Who
    load: int
    places: int
    away: bool


@frozen
class Mentee:
    """A mentee in a lane."""

    who: Who
    help_days: int | None
    """How long they have waited for help here; None where they do not."""
    overdue: bool


@frozen
class Line:
    """One mentor and one mentee of a lane, by their places in it."""

    mentor: int
    mentee: int
    tie: Tie


@frozen
class Able:
    """Someone who could mentor in a lane and does not yet."""

    who: Who
    free: int
    """Places; 0 where they are full, away or not open to mentoring here."""
    asked: bool
    """Whether they are open to mentoring here."""


@frozen
class Lane:
    """One role or skillset: who learns it from whom, and who has nobody."""

    competence: str
    title: str
    critical: bool
    mentors: tuple[Mentor, ...]
    mentees: tuple[Mentee, ...]
    lines: tuple[Line, ...]
    asking: tuple[Mentee, ...]
    """Who waits for help here and has no mentor here."""
    alone: tuple[Who, ...]
    """Holders who still learn it, and whom nobody mentors in anything."""
    elsewhere: tuple[Who, ...]
    """Holders who still learn it, and are mentored in something else only."""
    able: tuple[Able, ...]
    """Who could mentor here and does not yet, those with most places first."""
    busy: tuple[Able, ...]
    """Who knows it well and does not mentor here: full, away, or not open to it."""
    can_hand_on: tuple[Who, ...] | None
    """Who can, where too few can pass on a critical competence; None otherwise."""
    wanted: int
    programs: tuple[str, ...]
    teams: tuple[str, ...]

    @property
    def asks(self) -> int:
        """How many wait for help here."""
        return sum(each.help_days is not None for each in (*self.mentees, *self.asking))

    @property
    def overdue(self) -> bool:
        """Whether one of them has waited too long."""
        return any(each.overdue for each in (*self.mentees, *self.asking))

    @property
    def names(self) -> list[str]:
        """Everyone who is named in it."""
        placed: tuple[Mentor | Mentee | Able, ...]
        placed = (*self.mentors, *self.mentees, *self.asking, *self.able, *self.busy)
        return [*(each.who.name for each in placed), *(each.name for each in (*self.alone, *self.elsewhere))]


@frozen
class _Network:
    """What all lanes are made of, collected once."""

    slots: Mapping[str, Sequence[Mentorship]]
    holders: Mapping[str, Sequence[str]]
    rings: Mapping[tuple[str, str], HelpRequest]
    """The oldest open request of a person within a competence."""
    mentored: Container[str]
    at_risk: Mapping[str, Sequence[str]]


def board(view: View, people: Collection[str] | None = None, program: str | None = None) -> tuple[Lane, ...]:
    """Lay out a lane for each competence, those most in need first.

    Of `people`, only those are mentees and holders; with `program`, only what is part of it.
    """
    network = _network(view, view.org.people if people is None else people, program)
    everything = people is None and program is None
    here = network.slots.keys() | network.holders.keys()
    refs = [ref for ref in view.org.competences if everything or ref in here]
    lanes = [_lane(view, ref, network) for ref in refs]
    shown = [lane for lane in lanes if lane.lines or lane.alone or lane.asks or lane.can_hand_on is not None]
    return tuple(sorted(shown, key=_need))


def _need(lane: Lane) -> tuple[bool, int, bool, int, int, str]:
    risk = lane.can_hand_on is not None
    return not lane.overdue, -lane.asks, not risk, -len(lane.alone), -len(lane.elsewhere), lane.title


def _network(view: View, people: Collection[str], program: str | None) -> _Network:
    slots: dict[str, list[Mentorship]] = defaultdict(list)
    for person in people:
        for slot in mentoring.mentorships_of(view, person):
            if slot.status.under_way and program in (None, slot.program):
                slots[slot.competence].append(slot)
    known = view.org.people
    there = [person for person in people if person in known and known[person].active]
    held = membership.holders(view, there)
    if program is not None:
        about = {*view.org.programs[program].competences, *slots}
        held = {ref: holders for ref, holders in held.items() if ref in about}
    return _Network(slots, held, _rings(view, people), graph.helped_and_helping(view)[0], at_risk(view))


def _rings(view: View, people: Iterable[str]) -> Mapping[tuple[str, str], HelpRequest]:
    containing = _containing(view)
    found: dict[tuple[str, str], HelpRequest] = {}
    for person in people:
        if person in view.org.people and view.org.people[person].active:
            for request in mentoring.life_rings(view, person):
                for competence in containing.get(request.expectation, ()):
                    found.setdefault((person, competence), request)
    return found


@once
def _containing(view: View) -> Mapping[str, list[str]]:
    """The competences that each expectation is part of."""
    found: dict[str, list[str]] = defaultdict(list)
    for competence, refs in familiarity.expectations_by_competence(view).items():
        for ref in refs:
            found[ref].append(competence)
    return found


def _lane(view: View, ref: str, network: _Network) -> Lane:
    org = view.org
    slots = network.slots.get(ref, ())
    pairs = [(mentor, slot) for slot in slots for mentor in dict.fromkeys(slot.mentors)]
    mentors, mentees = _ordered([(mentor, slot.mentee) for mentor, slot in pairs], org.name)
    left = {person: place for place, person in enumerate(mentors)}
    right = {person: place for place, person in enumerate(mentees)}
    others = [person for person in network.holders.get(ref, ()) if person not in right]
    asking = [person for person in others if (person, ref) in network.rings]
    learning = [person for person in others if not familiarity.proficient(view, person, ref)]
    able, busy = _others(view, ref, {*left, *right})
    can = network.at_risk.get(ref)
    return Lane(
        competence=ref,
        title=org.title(ref),
        critical=org.competences[ref].critical,
        mentors=tuple(_mentor(view, each) for each in mentors),
        mentees=tuple(_mentee(view, each, network.rings.get((each, ref))) for each in mentees),
        lines=tuple(
            Line(left[mentor], right[slot.mentee], _tie(slot, mentor, (slot.mentee, ref) in network.rings))
            for mentor, slot in pairs
        ),
        asking=tuple(_mentee(view, each, network.rings[each, ref]) for each in asking),
        alone=tuple(who(view, p) for p in learning if p not in network.mentored),
        elsewhere=tuple(who(view, p) for p in learning if p in network.mentored and p not in asking),
        able=able,
        busy=busy,
        can_hand_on=None if can is None else tuple(who(view, each) for each in can),
        wanted=org.settings.targets.mentors_per_critical_competence,
        programs=tuple(sorted({slot.program for slot in slots if slot.program})),
        teams=tuple(sorted({team for p in (*mentees, *learning) for team in _teams(view, p, ref)})),
    )


def _teams(view: View, person: str, ref: str) -> Iterable[str]:
    record = view.org.people.get(person)
    held = record.assignments.get(ref) if record else None
    return held.teams if held else ()


def _mentor(view: View, person: str) -> Mentor:
    org = view.org
    away = person in org.people and mentoring.away(view, person)
    return Mentor(who(view, person), mentoring.load(view, person), mentoring.capacity(view, person), away)


def _mentee(view: View, person: str, ring: HelpRequest | None) -> Mentee:
    if ring is None:
        return Mentee(who(view, person), None, False)
    waited = max((view.today - ring.date).days, 0)
    return Mentee(who(view, person), waited, health.overdue(view, ring))


def _tie(slot: Mentorship, mentor: str, asks: bool) -> Tie:
    status = mentoring.status(slot, slot.mentee)
    if status is MentorshipStatus.PROPOSED or mentor not in mentoring.mentors_now(slot):
        return Tie.PROPOSED
    if status is MentorshipStatus.PAUSED:
        return Tie.PAUSED
    return Tie.HELP if asks else Tie.ACTIVE


def _others(view: View, ref: str, here: AbstractSet[str]) -> tuple[tuple[Able, ...], tuple[Able, ...]]:
    """Who else knows a competence well: those with places, and those without."""
    able, busy, known = _divided(view, ref)
    # Most lanes of a team have none of the many who know it well.
    if here.isdisjoint(known):
        return able, busy
    found = (tuple(each for each in part if each.who.id not in here) for part in (able, busy))
    return next(found), next(found)


@once
def _divided(view: View, ref: str) -> tuple[tuple[Able, ...], tuple[Able, ...], AbstractSet[str]]:
    found = _able(view, ref)
    able, busy = (tuple(each for each in found if bool(each.free) is free) for free in (True, False))
    return able, busy, frozenset(each.who.id for each in found)


@once
def _able(view: View, ref: str) -> list[Able]:
    """Everyone who knows a competence well, those with most places first."""
    found = [
        Able(who(view, person), mentoring.free_places(view, person) if asked else 0, asked)
        for person in familiarity.proficient_people(view, ref)
        for asked in [mentoring.open_for(view, person, ref)]
    ]
    return sorted(found, key=lambda each: (-each.free, not each.asked, each.who.name))


def _ordered(pairs: Sequence[tuple[str, str]], name: Callable[[str], str]) -> tuple[list[str], list[str]]:
    """Put mentors and mentees so that few lines cross: each at the middle of those they are tied to.

    Source: the barycentre heuristic of Sugiyama, Tagawa and Toda (1981), for two layers.
    """
    tied: tuple[dict[str, list[str]], dict[str, list[str]]] = (defaultdict(list), defaultdict(list))
    for mentor, mentee in pairs:
        tied[0][mentor].append(mentee)
        tied[1][mentee].append(mentor)
    mentors, mentees = sorted(tied[0], key=name), sorted(tied[1], key=name)
    for _ in range(ROUNDS):
        mentees = _by_middle(mentees, tied[1], mentors)
        mentors = _by_middle(mentors, tied[0], mentees)
    return mentors, _by_middle(mentees, tied[1], mentors)


def _by_middle(people: list[str], tied: Mapping[str, Sequence[str]], others: Sequence[str]) -> list[str]:
    place = {person: index for index, person in enumerate(others)}
    return sorted(people, key=lambda p: sum(place[each] for each in tied[p]) / len(tied[p]))
