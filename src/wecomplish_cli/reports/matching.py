"""The best pairs of a programme or another group, with reasons, and why some have nobody."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.derive import graph, mentoring, pairing, suitability
from wecomplish_cli.derive.graph import helped_and_helping
from wecomplish_cli.derive.membership import population
from wecomplish_cli.derive.suitability import Barrier
from wecomplish_cli.reports.nearly import Nearly
from wecomplish_cli.reports.suggestions import Change, Reason, change, reasons
from wecomplish_cli.text.phrases import several

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from wecomplish_cli.derive.matching import Block
    from wecomplish_cli.derive.pairing import Group, Pair, Paired, Seeker
    from wecomplish_cli.derive.view import View


@dataclass(frozen=True)
class MatchedPair:
    """A pair, and what speaks for and against it."""

    mentee: str
    mentee_name: str
    mentor: str
    mentor_name: str
    competence: str
    title: str
    kept: bool
    """Whether it comes from the plan that was refreshed."""
    score: int
    """The sum of the points of all reasons."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Unmatched:
    """A mentee for whom there is nobody."""

    person: str
    name: str
    competences: tuple[str, ...]
    """In which a mentor was looked for."""
    full: tuple[str, ...]
    """The mentors who could be, or could be if others changed, and have no place left: the first ten."""
    more_full: int
    """How many such mentors there are besides."""
    words: str
    changes: tuple[Change, ...]
    """Single changes after which one mentee more has a mentor: the ten easiest."""
    more_changes: int
    """How many such changes there are besides."""


@dataclass(frozen=True)
class Fullest:
    """A mentor who gets somebody, with what they would have then."""

    person: str
    name: str
    load: int
    """Mentorships, with proposals that wait for an answer."""
    places: int


@dataclass(frozen=True)
class Settled:
    """A mentee for whom no mentor was looked for."""

    person: str
    name: str
    words: str


@dataclass(frozen=True)
class Figure:
    """A number of the mentor network before and after; `of` is what it is a part of, which may change too."""

    name: str
    before: int
    before_of: int
    after: int
    after_of: int


@dataclass(frozen=True)
class MatchReport:
    """The best pairs of a group."""

    program: str | None
    title: str
    """What the group is called."""
    organization: str
    today: date
    mentees: int
    """For whom a mentor was looked for."""
    mentors: int
    """Among whom."""
    weights: Mapping[str, int]
    """Those that are not the usual ones."""
    pairs: tuple[MatchedPair, ...]
    fullest: tuple[Fullest, ...]
    """Of the mentors who get somebody, those with the highest load over places then, by id."""
    unmatched: tuple[Unmatched, ...]
    settled: tuple[Settled, ...]
    network: tuple[Figure, ...]


def match_report(view: View, group: Group, program: str | None, title: str = "Matching") -> MatchReport:
    """Match a group of people."""
    found = pairing.pair(view, group)
    org = view.org
    nearly = Nearly(view, group, found.suits)
    return MatchReport(
        program,
        org.title(f"programs/{program}") if program else title,
        org.settings.organization,
        view.today,
        len(found.pairs) + len(found.unmatched),
        len(group.mentors),
        group.weights,
        tuple(_matched(view, found, each, each in group.kept) for each in found.pairs),
        _fullest(view, found.pairs),
        tuple(_unmatched(view, nearly, found, *each) for each in found.unmatched.items()),
        tuple(Settled(each, org.name(each), _why_settled(view, each, group)) for each in found.settled),
        tuple(_network(view, found.pairs)),
    )


def _matched(view: View, found: Paired, pair: Pair, kept: bool) -> MatchedPair:
    suits = found.suits.get(pair.competence) or suitability.Suitability(view, pair.competence)
    told = tuple(reasons(suits, pair.mentee, pair.mentor))
    return MatchedPair(
        pair.mentee,
        view.org.name(pair.mentee),
        pair.mentor,
        view.org.name(pair.mentor),
        pair.competence,
        view.org.title(pair.competence),
        kept,
        sum(each.points for each in told),
        told,
    )


def _fullest(view: View, pairs: Iterable[Pair]) -> tuple[Fullest, ...]:
    count = Counter(pair.mentor for pair in pairs)
    loads = [
        Fullest(
            mentor,
            view.org.name(mentor),
            mentoring.taken(view, mentor) + number,
            mentoring.capacity(view, mentor),
        )
        for mentor, number in sorted(count.items())
    ]
    highest = max((each.load / max(each.places, 1) for each in loads), default=0)
    return tuple(each for each in loads if each.load / max(each.places, 1) == highest)


def _unmatched(view: View, nearly: Nearly, found: Paired, seeker: Seeker, block: Block[Seeker]) -> Unmatched:
    eased, number = nearly.changes(seeker)
    full = [
        change(found.suits[seeker.competences[0]], Barrier.FULL, each) for each in block.mentors[:MOST_NAMED]
    ]
    changes = (*full, *eased)[:MOST_NAMED]
    return Unmatched(
        seeker.mentee,
        view.org.name(seeker.mentee),
        seeker.competences,
        block.mentors[:MOST_NAMED],
        len(block.mentors[MOST_NAMED:]),
        _why_unmatched(view, nearly, found, seeker, block),
        changes,
        len(block.mentors) + number - len(changes),
    )


MOST_NAMED = 10
"""Mentors who are full, and changes, that are named for somebody unmatched; of more, the number."""


def _why_unmatched(view: View, nearly: Nearly, found: Paired, seeker: Seeker, block: Block[Seeker]) -> str:
    """Say which limit binds: everyone who could is full, or why nobody could at all."""
    if block.mentors:
        names = several(map(view.org.name, block.mentors[:5]), 5, len(block.mentors))
        if len(block.mentors) == 1:
            return f"only {names} could, and has no place left"
        changing = ", even if others changed their mentor" if block.mentees else ""
        return f"everyone who could is full{changing}: {names}"
    others = nearly.others(seeker.mentee)
    if others > MOST_TOLD and not nearly.anybody_able(seeker):
        titles = several(view.org.title(each) for each in seeker.competences)
        return f"none of the {others} other mentors is proficient in {titles}"
    told = [
        f"with {view.org.name(each.mentor)}, people could mentor each other in a circle"
        for each in found.left_out
        if each.mentee == seeker.mentee and each.competence in seeker.competences
    ]
    barred, number = nearly.barred(seeker, MOST_TOLD)
    number += len(told)
    told += [f"{view.org.name(mentor)}: {words}" for mentor, words in barred]
    more = f"; and {number - MOST_TOLD} more" if number > MOST_TOLD else ""
    return (
        f"nobody could: {'; '.join(told[:MOST_TOLD])}{more}" if told else "nobody else takes part as a mentor"
    )


MOST_TOLD = 3
"""Mentors of whom it is said why they could not; of more, it says how many."""


def _why_settled(view: View, mentee: str, group: Group) -> str:
    """Say why no mentor is looked for."""
    held = view.org.people[mentee].held(view.today)
    wanted = [each for each in (group.competences or held) if each in held]
    if not wanted:
        return "holds none of these competences"
    slots = [view.org.mentorships[mentee, each] for each in wanted if (mentee, each) in view.org.mentorships]
    told = [
        f"{view.org.title(slot.competence)} with {view.org.name(slot.mentor)} "
        f"({mentoring.status(slot, mentee)})"
        for slot in slots
        if slot.status.under_way
    ]
    return several(told)


def _network(view: View, pairs: tuple[Pair, ...]) -> Iterator[Figure]:
    """What becomes of the network: counts, never shares, since groups may be small."""
    people = set(population(view))
    helped, helping = helped_and_helping(view)
    number = len(people)
    for name, had, more in (
        ("people with a mentor", helped, {each.mentee for each in pairs}),
        ("people who mentor someone", helping, {each.mentor for each in pairs}),
    ):
        yield Figure(name, len(people & had), number, len(people & (had | more)), number)
    before = graph.ties(view)
    after = [*before, *((each.mentor, each.mentee) for each in pairs)]
    across = [sum(bool(graph.across(view, *each)) for each in some) for some in (before, after)]
    yield Figure("pairs across teams", across[0], len(before), across[1], len(after))
