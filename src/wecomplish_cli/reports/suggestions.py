"""Who could mentor someone, in which order and for which reasons, and who could not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity, mentoring, suitability
from wecomplish_cli.derive.suitability import EASED, Barrier, Suitability, WishKind
from wecomplish_cli.text.phrases import counted, day, listed, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from wecomplish_cli.derive.suitability import Wish
    from wecomplish_cli.derive.view import View


@dataclass(frozen=True)
class Reason:
    """One thing that counts for or against someone; points = weight × amount."""

    name: str
    weight: int
    amount: int
    points: int
    good: bool | None
    """Whether it speaks for them; None: neither."""
    words: str


@dataclass(frozen=True)
class Candidate:
    """Someone who could mentor the mentee."""

    person: str
    name: str
    score: int
    """The sum of the points of all reasons."""
    next_place: date | None
    """When one of the places taken is planned to be free."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Excluded:
    """Someone who could not mentor the mentee."""

    person: str
    name: str
    barriers: tuple[Barrier, ...]
    words: str


@dataclass(frozen=True)
class Change:
    """A single change after which someone could mentor the mentee."""

    barrier: Barrier
    """What it eases."""
    person: str
    words: str
    command: str | None
    """The command that makes it; None where only time does."""


@dataclass(frozen=True)
class Suggestions:
    """Who could mentor someone in a competence."""

    mentee: str
    mentee_name: str
    competence: str
    title: str
    today: date
    peer: bool
    mentor_now: str | None
    """Who has the slot already, and how: active, paused or proposed."""
    weights: Mapping[str, int]
    candidates: tuple[Candidate, ...]
    """The most suitable first."""
    more: int
    """Candidates beyond those asked for."""
    excluded: tuple[Excluded, ...]
    """Those who are proficient or hold the competence, by name."""
    not_proficient: int
    """How many others there are, none of them proficient."""
    changes: tuple[Change, ...]
    """What would make somebody a candidate, the easiest first."""


def suggestions(
    view: View,
    mentee: str,
    competence: str,
    top: int,
    peer: bool = False,
    weights: Mapping[str, int] | None = None,
) -> Suggestions:
    """Find who could mentor someone, or be their peer, and why."""
    org, today = view.org, view.today
    suits = Suitability(view, competence, peer, weights)
    near = _near(view, mentee, competence)
    barred = {person: suits.barriers(mentee, person) for person in near}
    free = [person for person, barriers in barred.items() if not barriers]
    scores = {person: suits.score(mentee, person) for person in free}
    ranked = sorted(free, key=lambda person: (-scores[person], person))
    slot = org.mentorships.get((mentee, competence))
    taken = slot is not None and slot.status.under_way
    active = sum(record.active for record in org.people.values())
    return Suggestions(
        mentee,
        org.name(mentee),
        competence,
        org.title(competence),
        today,
        peer,
        f"{org.name(slot.mentor)} ({mentoring.status(slot, mentee)})" if slot and taken else None,
        suits.weights,
        tuple(_candidate(suits, mentee, person) for person in ranked[:top]),
        max(len(ranked) - top, 0),
        tuple(
            Excluded(person, org.name(person), barriers, why_not(suits, mentee, person, barriers))
            for person, barriers in barred.items()
            if barriers
        ),
        active - sum(org.people[person].active for person in near),
        tuple(changes(suits, mentee, barred)),
    )


def _near(view: View, mentee: str, competence: str) -> list[str]:
    """The people who come to mind: the mentee, who holds the competence, and who is proficient, by id."""
    org, today = view.org, view.today
    return [
        person
        for person, record in org.people.items()
        if person == mentee
        or (record.active and competence in record.held(today))
        or familiarity.proficient(view, person, competence)
    ]


def _candidate(suits: Suitability, mentee: str, person: str) -> Candidate:
    told = tuple(reasons(suits, mentee, person))
    score = sum(reason.points for reason in told)
    next_place = suitability.next_free(suits.view, person)
    return Candidate(person, suits.view.org.name(person), score, next_place, told)


def reasons(suits: Suitability, mentee: str, other: str) -> Iterator[Reason]:
    """Everything that counts for or against someone, in words; all that is 0 besides."""
    for name, amount in suits.amounts(mentee, other):
        weight = suits.weights[name]
        words, against = _words(suits, name, mentee, other)
        good = True if amount > 0 else False if amount < 0 or against else None
        yield Reason(name, weight, amount, weight * amount, good, words)


def _words(suits: Suitability, name: str, mentee: str, other: str) -> tuple[str, bool]:
    """What is counted, in words, and whether it speaks against someone where it is 0."""
    org = suits.view.org
    if name == "level":
        lowest = org.settings.mentorship.mentor_min_level
        return f"typically {_level(suits, other)} (a mentor needs {lowest})", False
    if name in ("margin", "near"):
        return _distance(suits, mentee, other)
    if name == "exchange":
        given, taken = suits.ahead(mentee, other)
        return f"ahead in {counted(taken, 'expectation')}, behind in {given}", not min(given, taken)
    if name == "places":
        return _places(suits.view, other), False
    if name == "load":
        number = mentoring.load(suits.view, other)
        return f"mentors {counted(number, 'person').replace('persons', 'people')} now", False
    if name == "before":
        titles = [org.title(ref) for ref in suitability.before(suits.view, mentee, other)]
        return f"paired before, in {listed(titles)}" if titles else "not paired before", False
    return _personal_words(suits, name, mentee, other)


def _personal_words(suits: Suitability, name: str, mentee: str, other: str) -> tuple[str, bool]:
    view = suits.view
    first, second = view.org.people[mentee], view.org.people[other]
    if name == "team":
        teams = suitability.teams_of(first, view.today), suitability.teams_of(second, view.today)
        if not all(teams):
            return "one of them holds no role in a team", False
        return ("in the same team", True) if teams[0] & teams[1] else ("in another team", False)
    if name == "language":
        shared = [each for each in first.languages if each in second.languages]
        if not (first.languages and second.languages):
            return "languages are not known", False
        return f"languages in common: {', '.join(shared) or 'none'}", not shared
    if name == "hours":
        hours = suitability.common_hours(view, first, second)
        return f"{hours} of {suitability.WORKING_DAY} working hours in common", hours < 2
    if name == "wish":
        told = [_wish(view, wish, mentee) for wish in _wishes(suits, mentee, other)]
        return ", ".join(told) or "no wish of either side", False
    trained = second.mentoring.trained
    return (f"trained as a mentor on {day(trained)}", False) if trained else ("not trained as a mentor", True)


def _wishes(suits: Suitability, mentee: str, other: str) -> Iterable[Wish]:
    people = suits.view.org.people
    return suitability.wishes(people[mentee], people[other], suits.competence, suits.peer)


def _wish(view: View, wish: Wish, mentee: str) -> str:
    choice = "first choice" if wish.counts > 1 else "one of the choices"
    if wish.kind is WishKind.MENTEE_PREFERS:
        return f"{choice} of {view.org.name(mentee)}"
    if wish.kind is WishKind.MENTOR_PREFERS:
        return f"{view.org.name(mentee)} is their {'first choice' if wish.counts > 1 else 'choice'}"
    if wish.kind is WishKind.SEEKS:
        return f"{view.org.name(mentee)} seeks a mentor here"
    return "they chose this competence"


def _distance(suits: Suitability, mentee: str, other: str) -> tuple[str, bool]:
    steps = suits.level(other) - suits.level(mentee)
    name = suits.view.org.name(mentee)
    if not steps:
        return f"typically at the same level as {name}", not suits.peer
    where = "ahead of" if steps > 0 else "behind"
    return f"{counted(abs(steps), 'level')} {where} {name}", steps < 0 and not suits.peer


def _level(suits: Suitability, person: str) -> str:
    rank = suits.level(person)
    return suits.view.org.settings.familiarity.levels[rank - 1] if rank else "no level"


def _places(view: View, person: str) -> str:
    """How many places are free, what waits for an answer, and when the next one is free."""
    free = max(mentoring.spare(view, person), 0)
    told = f"{free} of {counted(mentoring.capacity(view, person), 'place')} free"
    asked = mentoring.asked_of(view, person)
    if asked:
        told += f", {counted(asked, 'proposal')} waiting"
    then = suitability.next_free(view, person)
    return f"{told}, the next one on {day(then)}" if then else told


def why_not(suits: Suitability, mentee: str, other: str, barriers: Iterable[Barrier]) -> str:
    """Say in words what keeps someone from being the mentor."""
    return "; ".join(_why_not(suits, mentee, other, barrier) for barrier in barriers)


def _why_not(suits: Suitability, mentee: str, other: str, barrier: Barrier) -> str:
    view, name = suits.view, suits.view.org.name(mentee)
    offer = view.org.people[other].mentoring
    if barrier is Barrier.NOT_PROFICIENT:
        indicated = familiarity.levels_now(view, other, suits.competence)
        typical = f"typically {_level(suits, other)}" if indicated else "no level indicated"
        return f"not proficient ({typical})"
    if barrier is Barrier.TOPICS:
        return f"mentors only in {listed(view.org.title(ref) for ref in offer.topics)}"
    if barrier is Barrier.AWAY and offer.away:
        return f"away until {day(offer.away.until)}"
    if barrier is Barrier.FULL:
        return _places(view, other)
    return {
        Barrier.SELF: "cannot mentor themselves",
        Barrier.LEFT: "has left",
        Barrier.LEADER: f"leads {name}",
        Barrier.ALREADY: f"mentors {name} here already, or is asked to",
        Barrier.DECLINED: "was proposed here before, and it was declined",
        Barrier.CIRCLE: f"is mentored here by {name}, directly or through others",
        Barrier.NOT_HELD: "does not hold it",
        Barrier.CLOSED: "does not want to mentor now",
        Barrier.NOT_ASKED: "has not said whether they want to mentor",
    }[barrier]


def changes(suits: Suitability, mentee: str, barred: Mapping[str, tuple[Barrier, ...]]) -> Iterator[Change]:
    """List what would make somebody a candidate, one change each, the easiest first."""
    found = [
        (EASED.index(barriers[0]), person)
        for person, barriers in barred.items()
        if person != mentee and len(barriers) == 1 and barriers[0] in EASED
    ]
    for rank, person in sorted(found):
        yield change(suits, EASED[rank], person)


def change(suits: Suitability, barrier: Barrier, person: str) -> Change:
    """Say which change eases a barrier."""
    view = suits.view
    record, name = view.org.people[person], view.org.name(person)
    offer = f"wecomplish offer {person}"
    if barrier is Barrier.FULL:
        more = max(1 - mentoring.spare(view, person), 1)
        words = f"{'one more place' if more == 1 else f'{more} more places'} with {name}"
        return Change(barrier, person, words, f"{offer} --capacity {mentoring.capacity(view, person) + more}")
    if barrier is Barrier.TOPICS:
        topics = " ".join(f"--topic {ref}" for ref in (*record.mentoring.topics, suits.competence))
        title = view.org.title(suits.competence)
        return Change(barrier, person, f"{title} among {name}'s topics", f"{offer} {topics}")
    if barrier is Barrier.AWAY:
        until = record.mentoring.away.until if record.mentoring.away else None
        return Change(barrier, person, f"{name}'s return after {told(until)}", None)
    return Change(barrier, person, f"{name} open to mentoring", f"{offer} --open")
