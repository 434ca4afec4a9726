"""The competence board: for each role and skillset who learns it from whom, who has nobody, and who could."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity, graph, health, membership, mentoring
from wecomplish_cli.model.mentorships import MentorshipStatus
from wecomplish_cli.reports.mentorships import at_risk
from wecomplish_cli.reports.site.who import Who, who

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

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


@dataclass(frozen=True)
class Mentor:
    """A mentor in a lane, with what they carry everywhere."""

    who: Who
    load: int
    places: int
    away: bool


@dataclass(frozen=True)
class Mentee:
    """A mentee in a lane."""

    who: Who
    help_days: int | None
    """How long they have waited for help here; None where they do not."""
    overdue: bool


@dataclass(frozen=True)
class Line:
    """One mentor and one mentee of a lane, by their places in it."""

    mentor: int
    mentee: int
    tie: Tie


@dataclass(frozen=True)
class Able:
    """Someone who could mentor in a lane and does not yet."""

    who: Who
    free: int
    """Places; 0 where they are full, away or not open to mentor here."""
    asked: bool
    """Whether they are open to mentor here."""


@dataclass(frozen=True)
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
    """Who can, where too few can hand on a critical competence; None otherwise."""
    wanted: int
    programs: tuple[str, ...]
    teams: tuple[str, ...]

    @property
    def asks(self) -> int:
        """How many wait for help here."""
        return sum(each.help_days is not None for each in (*self.mentees, *self.asking))

    @property
    def names(self) -> list[str]:
        """Everyone who is named in it."""
        placed: tuple[Mentor | Mentee | Able, ...]
        placed = (*self.mentors, *self.mentees, *self.asking, *self.able, *self.busy)
        return [*(each.who.name for each in placed), *(each.name for each in (*self.alone, *self.elsewhere))]


@dataclass(frozen=True)
class _Network:
    """What all lanes are made of, collected once."""

    slots: Mapping[str, Sequence[Mentorship]]
    holders: Mapping[str, Sequence[str]]
    rings: Mapping[tuple[str, str], HelpRequest]
    """The oldest open request of a person within a competence."""
    mentored: Container[str]
    at_risk: Mapping[str, Sequence[str]]


def board(view: View, within: Container[str] | None = None, program: str | None = None) -> tuple[Lane, ...]:
    """Lay out a lane for each competence, those most in need first.

    With `within`, only of mentees and holders among these people; with `program`, only what is part of it.
    """
    network = _network(view, within, program)
    lanes = [_lane(view, ref, network) for ref in view.org.competences]
    shown = [lane for lane in lanes if lane.lines or lane.alone or lane.asks or lane.can_hand_on is not None]
    return tuple(sorted(shown, key=_need))


def _need(lane: Lane) -> tuple[bool, int, bool, int, int, str]:
    overdue = any(each.overdue for each in (*lane.mentees, *lane.asking))
    risk = lane.can_hand_on is not None
    return not overdue, -lane.asks, not risk, -len(lane.alone), -len(lane.elsewhere), lane.title


def _network(view: View, within: Container[str] | None, program: str | None) -> _Network:
    org = view.org
    slots: dict[str, list[Mentorship]] = defaultdict(list)
    for slot in org.mentorships.values():
        wanted = program is None or slot.program == program
        if slot.status.under_way and wanted and (within is None or slot.mentee in within):
            slots[slot.competence].append(slot)
    people = [each for each in membership.population(view) if within is None or each in within]
    by_competence = familiarity.expectations_by_competence(view)
    containing: dict[str, list[str]] = defaultdict(list)
    for competence, refs in by_competence.items():
        for ref in refs:
            containing[ref].append(competence)
    rings: dict[tuple[str, str], HelpRequest] = {}
    for mentee, record in org.people.items():
        if record.active and (within is None or mentee in within):
            for request in mentoring.life_rings(view, mentee):
                for competence in containing.get(request.expectation, ()):
                    rings.setdefault((mentee, competence), request)
    mentored, _ = graph.helped_and_helping(view)
    held = membership.holders(view, people)
    if program is not None:
        about = {*org.programs[program].competences, *slots}
        held = {ref: who for ref, who in held.items() if ref in about}
    return _Network(slots, held, rings, mentored, at_risk(view))


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
    able = _able(view, ref, {*mentors, *mentees})
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
        able=tuple(each for each in able if each.free),
        busy=tuple(each for each in able if not each.free),
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


def _able(view: View, ref: str, here: Container[str]) -> list[Able]:
    found = [
        Able(who(view, person), mentoring.free_places(view, person) if asked else 0, asked)
        for person in familiarity.proficient_people(view, ref)
        if person not in here
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
