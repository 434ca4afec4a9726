"""Who could mentor whom in a group of people, and the best pairs among them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import field
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from wecomplish_cli.derive import mentoring
from wecomplish_cli.derive.graph import circles
from wecomplish_cli.derive.matching import Choice, Seats, match
from wecomplish_cli.derive.suitability import Barrier, Suitability
from wecomplish_cli.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping
    from fractions import Fraction

    from wecomplish_cli.derive.matching import Block
    from wecomplish_cli.derive.view import View


MOST_ROUNDS = 10
"""Rounds of leaving single pairs out that would close a circle."""


@frozen
class Pair:
    """A mentee and the mentor found for them."""

    mentee: str
    mentor: str
    competence: str


class Seeker(NamedTuple):
    """Someone who needs a mentor."""

    mentee: str
    competences: tuple[str, ...]
    """In any one of these."""


@frozen
class Group:
    """The people to match."""

    mentees: tuple[str, ...]
    mentors: tuple[str, ...]
    competences: tuple[str, ...] = ()
    """What it is about; empty: whatever each mentee holds."""
    weights: Mapping[str, int] = field(default_factory=dict)
    kept: tuple[Pair, ...] = ()
    """Pairs of an earlier plan, for whom nothing else is looked for."""
    everyone: bool = False
    """Whether the mentors are simply all who are open to mentoring."""
    seekers: tuple[Seeker, ...] = ()
    """What a mentor is needed for, where that is known; otherwise it is looked up for each of the mentees."""


@frozen
class Paired:
    """The best pairs, and what is known of the others."""

    pairs: tuple[Pair, ...]
    limit: Fraction | None
    """Load over capacity of the fullest mentor who gets somebody."""
    unmatched: Mapping[Seeker, Block[Seeker]]
    """Those who could have been matched."""
    settled: tuple[str, ...]
    """Mentees who have a mentor in every assignment."""
    suits: Mapping[str, Suitability]
    """By competence."""
    left_out: tuple[Pair, ...]
    """Pairs with whom people would have mentored each other in a circle."""


Options = list[tuple[int, str]]
"""The competences in which somebody could mentor a mentee, with the score in each, the best first."""


class _Edges:
    """Who could mentor whom, and in what.

    Mentees of whom the same counts share one list; what lies between just two people is looked at for each.
    """

    def __init__(self, view: View, group: Group, seekers: Iterable[Seeker]) -> None:
        seekers = [*seekers]
        wanted = sorted({competence for each in seekers for competence in each.competences})
        self.suits = {each: Suitability(view, each, weights=group.weights) for each in wanted}
        self._able = {each: {m: None for m in group.mentors if self._is_able(each, m)} for each in wanted}
        self._seekers: dict[str, list[Seeker]] = defaultdict(list)
        self._common: dict[Seeker, tuple[Mapping[str, Options], Mapping[str, int]]] = {}
        self._own: dict[Seeker, dict[str, Options]] = {}
        known: dict[Hashable, tuple[Mapping[str, Options], Mapping[str, int]]] = {}
        for each in seekers:
            self._seekers[each.mentee].append(each)
            key = tuple((name, self.suits[name].kind(each.mentee)) for name in each.competences)
            if key not in known:
                options = self._options(each, self._usual)
                known[key] = options, {mentor: some[0][0] for mentor, some in options.items()}
            self._common[each] = known[key]
            self._own[each] = self._between(each)

    def _is_able(self, competence: str, mentor: str) -> bool:
        return not set(self.suits[competence].own_barriers(mentor)) - {Barrier.FULL}

    def _options(
        self,
        seeker: Seeker,
        score: Callable[[Suitability, str, str], int | None],
        among: Iterable[str] | None = None,
    ) -> dict[str, Options]:
        """What the able could mentor somebody in, by a function that may say that they cannot."""
        found: dict[str, Options] = defaultdict(list)
        for competence in seeker.competences:
            able = self._able[competence]
            for mentor in able if among is None else (each for each in among if each in able):
                points = score(self.suits[competence], seeker.mentee, mentor)
                if points is not None:
                    found[mentor].append((points, competence))
        # Of equal scores, the competence named first is the mentee's or the program's first.
        return {mentor: sorted(each, key=lambda option: -option[0]) for mentor, each in found.items()}

    @staticmethod
    def _usual(suits: Suitability, mentee: str, mentor: str) -> int:
        return suits.usual(mentee, mentor)

    @staticmethod
    def _exact(suits: Suitability, mentee: str, mentor: str) -> int | None:
        barred = set(suits.barriers(mentee, mentor)) - {Barrier.FULL}
        return None if barred else suits.score(mentee, mentor)

    def _between(self, seeker: Seeker) -> dict[str, Options]:
        """Where it is not as usual, by mentor."""
        common = self._common[seeker][0]
        near = sorted({each for name in seeker.competences for each in self.suits[name].near(seeker.mentee)})
        exact = self._options(seeker, self._exact, near)
        own = {mentor: exact.get(mentor, []) for mentor in near if mentor in common}
        return {mentor: each for mentor, each in own.items() if each != common[mentor]}

    def choices(self) -> dict[Seeker, Choice]:
        """Whom each could have."""
        return {
            seeker: Choice(best, {mentor: o[0][0] if o else None for mentor, o in self._own[seeker].items()})
            for seeker, (_, best) in self._common.items()
        }

    def _of(self, seeker: Seeker, mentor: str) -> Options:
        own = self._own[seeker].get(mentor)
        return self._common[seeker][0].get(mentor, []) if own is None else own

    def best(self, seeker: Seeker, mentor: str) -> Pair:
        return Pair(seeker.mentee, mentor, self._of(seeker, mentor)[0][1])

    def score(self, pair: Pair) -> int:
        return self._of(self._seeker(pair), pair.mentor)[0][0]

    def _seeker(self, pair: Pair) -> Seeker:
        return next(each for each in self._seekers[pair.mentee] if pair.competence in each.competences)

    def forbid(self, pair: Pair) -> None:
        """Leave a pair out from now on; the two may still be one in another competence."""
        seeker = self._seeker(pair)
        left = [each for each in self._of(seeker, pair.mentor) if each[1] != pair.competence]
        self._own[seeker][pair.mentor] = left

    def backward(self) -> list[Pair]:
        """The pairs whose mentor is not ahead of the mentee; without them, no circle can come about.

        Of two at the same level, the one whose id comes later counts as ahead.
        """
        return [
            Pair(seeker.mentee, mentor, competence)
            for seeker, (common, _) in self._common.items()
            for mentor in common
            for _, competence in self._of(seeker, mentor)
            if (self.suits[competence].level(mentor), mentor)
            < (self.suits[competence].level(seeker.mentee), seeker.mentee)
        ]


def pair(view: View, group: Group) -> Paired:
    """Find the best pairs of a group: one mentor for each mentee who has none.

    The three aims of a matching are reached exactly. Only where the pairs found would mentor each other in a
    circle, the weakest of these is left out and the rest matched anew; and if that does not end soon, so is
    everyone who would mentor somebody ahead of them.
    """
    seekers = _seekers(view, group)
    edges = _Edges(view, group, (each for each in seekers if each.competences))
    seats = _seats(view, group)
    left_out: list[Pair] = []
    for rounds in count(1):
        found = match(edges.choices(), seats)
        pairs = (*group.kept, *(edges.best(*each) for each in found.pairs.items()))
        rings = [[each for each in ring if each not in group.kept] for ring in circling(view, pairs)]
        if not any(rings):
            return Paired(
                tuple(sorted(pairs, key=lambda each: (each.mentee, each.competence))),
                found.limit,
                found.unmatched,
                tuple(each.mentee for each in seekers if not each.competences),
                edges.suits,
                tuple(left_out),
            )
        weakest = [min(ring, key=lambda each: (edges.score(each), each.mentee)) for ring in rings if ring]
        dropped = dict.fromkeys((*weakest, *(edges.backward() if rounds == MOST_ROUNDS else ())))
        left_out += dropped
        for each in dropped:
            edges.forbid(each)
    raise AssertionError("each round leaves a pair out, and there are only so many")


def _seekers(view: View, group: Group) -> list[Seeker]:
    """What a mentor is looked for: not for what a pair is kept for, nor beside it for a whole mentee."""
    if group.seekers:
        kept = {(each.mentee, each.competence) for each in group.kept}
        return [each for each in group.seekers if kept.isdisjoint((each.mentee, c) for c in each.competences)]
    mentees = {each.mentee for each in group.kept}
    return [
        Seeker(each, open_slots(view, each, group.competences))
        for each in group.mentees
        if each not in mentees
    ]


def open_slots(view: View, mentee: str, competences: tuple[str, ...]) -> tuple[str, ...]:
    """The assignments of a mentee for which to look for a mentor.

    Among competences that belong together, one mentor is enough, unless the mentee seeks another.
    """
    person = view.org.people[mentee]
    held = person.held(view.today)
    wanted = [each for each in (competences or held) if each in held]
    taken = [each for each in wanted if _is_taken(view, mentee, each)]
    free = [each for each in wanted if each not in taken]
    if taken and competences:
        free = [each for each in free if each in person.mentoring.seeks]
    return tuple(free)


def _is_taken(view: View, mentee: str, competence: str) -> bool:
    slot = view.org.mentorships.get((mentee, competence))
    return slot is not None and slot.status.under_way


def _seats(view: View, group: Group) -> dict[str, Seats]:
    """The places of the mentors, less those that are taken, promised to a proposal or kept."""
    kept = Counter(each.mentor for each in group.kept)
    return {
        mentor: Seats(
            mentoring.capacity(view, mentor),
            mentoring.taken(view, mentor) + kept[mentor],
        )
        for mentor in group.mentors
    }


def circling(view: View, pairs: Iterable[Pair]) -> list[list[Pair]]:
    """The circles in which people would mentor each other, in one competence: the pairs that close each."""
    new = {(each.competence, each.mentor, each.mentee): each for each in pairs}
    edges: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for competence, mentor, mentee in new:
        edges[competence].add((mentor, mentee))
    for slot in view.org.mentorships.values():
        if slot.competence in edges and slot.status.under_way:
            edges[slot.competence].update((mentor, slot.mentee) for mentor in slot.mentors)
    found = []
    for competence, all_pairs in sorted(edges.items()):
        through = {(mentor, mentee) for ref, mentor, mentee in new if ref == competence}
        for circle in circles(sorted(all_pairs), through):
            steps = zip(circle, [*circle[1:], circle[0]], strict=True)
            found.append([new[competence, *step] for step in steps if (competence, *step) in new])
    return found
