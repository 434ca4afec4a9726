"""The best assignment of mentees to mentors under places: three aims, each reached exactly, in their order.

First as many mentees as possible have a mentor. Then the fullest mentor among those who get somebody is as
little loaded as possible, as a share of their places. Then the sum of the scores is the highest. Equal input
gives an equal answer: ties are decided by the order of the ids.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Generic

from wecomplish_cli.derive.cheapest import NOBODY, Cheapest, add
from wecomplish_cli.derive.kinds import Choice, Kinds, Mentee, Seats
from wecomplish_cli.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ("Block", "Choice", "Matching", "Seats", "match")


MOST_ONE_BY_ONE = 20_000
"""So many possible pairs are weighed one by one; of more, those who are alike are taken together."""


@frozen(slots=True)
class Block(Generic[Mentee]):
    """Why a mentee has no mentor: everyone who could be is full, also if mentees change places.

    It proves itself: the mentee and the mentees here could have only these mentors, and are one more than the
    free places of these. With one more place there, or another mentor for any of them, one more is matched.
    """

    mentors: tuple[str, ...]
    """Whom the mentee, or somebody who could make room, could have; empty where there is nobody."""
    mentees: tuple[Mentee, ...]
    """Who has the places of these mentors."""


@frozen(slots=True)
class Matching(Generic[Mentee]):
    """Who mentors whom, and why some have nobody."""

    pairs: Mapping[Mentee, str]
    """Mentee to mentor."""
    limit: Fraction | None
    """Load over capacity of the fullest mentor who gets somebody; None where nobody does."""
    unmatched: Mapping[Mentee, Block[Mentee]]


def match(
    choices: Mapping[Mentee, Mapping[str, int] | Choice], seats: Mapping[str, Seats]
) -> Matching[Mentee]:
    """Match mentees, each with the scores of those who could mentor them.

    Of very many, those who are alike are matched as one kind. That changes nothing about the three aims, but
    may decide ties in another way.
    """
    every = {m: each if isinstance(each, Choice) else Choice(each, {}) for m, each in choices.items()}
    many = sum(len(each.common) for each in every.values()) > MOST_ONE_BY_ONE
    # A score of their own sets a mentee apart; somebody whom they cannot have does not.
    apart = {m for m, each in every.items() if any(score is not None for score in each.own.values())}
    while True:
        kinds = Kinds(every, seats, apart if many else None)
        misled = kinds.misled()
        if misled:
            apart |= misled
            continue
        who = [[mentor for mentor, _ in each] for each in kinds.candidates]
        numbers, sizes = [len(each) for each in kinds.mentees], [len(each) for each in kinds.mentors]
        limit, places = _evenly(who, numbers, kinds.seats, sizes)
        highest = max((score for each in kinds.candidates for _, score in each), default=0)
        costs = [[(mentor, highest - score) for mentor, score in each] for each in kinds.candidates]
        flows = Cheapest(costs, numbers, [a * b for a, b in zip(places, sizes, strict=True)]).flows
        pairs, failed = kinds.told_apart(flows, places)
        if not failed:
            ordered = {mentee: pairs[mentee] for mentee in sorted(pairs)}
            return Matching(ordered, limit, _blocks(kinds, who, flows, ordered))
        apart |= failed


class _Filled:
    """A largest matching of kinds, which grows with the places."""

    def __init__(self, who: Sequence[Sequence[int]], numbers: Sequence[int], places: Sequence[int]) -> None:
        self._who = who
        self._places = places
        self._left = [*numbers]
        self._members: list[dict[int, int]] = [{} for _ in places]
        self.size = 0

    def with_places(self, places: Sequence[int]) -> _Filled:
        """A copy with more places."""
        other = _Filled(self._who, self._left, places)
        other.size = self.size
        other._members = [{**each} for each in self._members]
        return other

    def fill(self) -> None:
        """Match as many as possible: search from each mentee without a mentor until a round finds nothing."""
        found = True
        while found:
            # Within a round, a mentor whom one search has reached in vain is not looked at again.
            reached: set[int] = set()
            waiting = [mentee for mentee, left in enumerate(self._left) if left]
            found = sum(self._augment(mentee, reached) for mentee in waiting) > 0

    def _augment(self, start: int, reached: set[int]) -> bool:
        """Give a mentee a mentor, moving others along a shortest path; False where none leads to a place."""
        came: dict[int, int] = {}
        through = {start: NOBODY}
        queue = deque((start,))
        while queue:
            mentee = queue.popleft()
            for mentor in self._who[mentee]:
                if mentor in reached:
                    continue
                reached.add(mentor)
                came[mentor] = mentee
                if sum(self._members[mentor].values()) < self._places[mentor]:
                    self._move_along(came, through, mentor)
                    return True
                for each in self._members[mentor]:
                    if each not in through:
                        through[each] = mentor
                        queue.append(each)
        return False

    def _move_along(self, came: Mapping[int, int], through: Mapping[int, int], mentor: int) -> None:
        free = self._places[mentor] - sum(self._members[mentor].values())
        steps = [*_steps(came, through, mentor)]
        moved = [self._members[before][mentee] for mentee, before, _ in steps[:-1]]
        number = min(free, self._left[steps[-1][0]], *moved)
        for mentee, before, after in steps:
            add(self._members[after], mentee, number)
            if before != NOBODY:
                add(self._members[before], mentee, -number)
        self._left[steps[-1][0]] -= number
        self.size += number


def _steps(
    came: Mapping[int, int], through: Mapping[int, int], mentor: int
) -> Iterable[tuple[int, int, int]]:
    """Who moves from whom to whom, back to the one who comes from nobody."""
    while mentor != NOBODY:
        mentee = came[mentor]
        yield mentee, through[mentee], mentor
        mentor = through[mentee]


def _evenly(
    who: Sequence[Sequence[int]], numbers: Sequence[int], seats: Sequence[Seats], sizes: Sequence[int]
) -> tuple[Fraction | None, list[int]]:
    """Find the lowest limit on load over capacity that matches as many as can be, and each one's places."""

    def of_all(places: Iterable[int]) -> list[int]:
        return [each * size for each, size in zip(places, sizes, strict=True)]

    full = _Filled(who, numbers, of_all(each.free for each in seats))
    full.fill()
    if not full.size:
        return None, [0] * len(seats)
    wanted = {mentor for each in who for mentor in each}
    limits = sorted(
        {
            Fraction(s.taken + n, s.capacity)
            for s in map(seats.__getitem__, wanted)
            for n in range(1, s.free + 1)
        }
    )
    low, high = 0, len(limits) - 1
    # What was found under a lower limit is a start under a higher one.
    start = _Filled(who, numbers, [0] * len(seats))
    while low < high:
        middle = (low + high) // 2
        tried = start.with_places(of_all(_under(limits[middle], seats)))
        tried.fill()
        if tried.size == full.size:
            high = middle
        else:
            low, start = middle + 1, tried
    return limits[low], _under(limits[low], seats)


def _under(limit: Fraction, seats: Sequence[Seats]) -> list[int]:
    """The free places of each mentor up to a limit on load over capacity."""
    top, bottom = limit.numerator, limit.denominator
    return [min(max(top * each.capacity // bottom - each.taken, 0), each.free) for each in seats]


def _blocks(
    kinds: Kinds[Mentee],
    who: Sequence[Sequence[int]],
    flows: Sequence[Mapping[int, int]],
    pairs: Mapping[Mentee, str],
) -> dict[Mentee, Block[Mentee]]:
    """Follow, from each mentee without a mentor, who could take whose place: all mentors there are full."""
    reach = _reached(who, flows, len(kinds.mentors))
    having: dict[str, list[Mentee]] = defaultdict(list)
    for mentee, mentor in pairs.items():
        having[mentor].append(mentee)
    # Many are blocked by the same mentors; a set of them is a number with a bit for each.
    known: dict[int, tuple[Block[Mentee], set[str]]] = {}
    found: dict[Mentee, Block[Mentee]] = {}
    for kind, mentees in enumerate(kinds.mentees):
        bits = 0
        for each in who[kind]:
            bits |= reach[each]
        for mentee in mentees:
            if mentee in pairs:
                continue
            if bits not in known:
                within = [one for each, some in enumerate(kinds.mentors) if bits >> each & 1 for one in some]
                others = tuple(sorted(one for each in within for one in having[each]))
                # Without a place, and without anybody here who could have them: they need not be everyone's.
                loose = {
                    each
                    for each in within
                    if not having[each] and not any(kinds.could(one, each) for one in others)
                }
                known[bits] = Block(tuple(sorted(within)), others), loose
            block, loose = known[bits]
            left = {each for each in loose if not kinds.could(mentee, each)}
            mentors = tuple(each for each in block.mentors if each not in left) if left else block.mentors
            found[mentee] = replace(block, mentors=mentors) if left else block
    return {mentee: found[mentee] for mentee in sorted(found)}


def _reached(who: Sequence[Sequence[int]], flows: Sequence[Mapping[int, int]], mentors: int) -> list[int]:
    """For each mentor, as bits: themselves, and every mentor whom their mentees could move on to."""
    following: list[set[int]] = [set() for _ in range(mentors)]
    for mentee, flow in enumerate(flows):
        for mentor in flow:
            following[mentor].update(who[mentee])
    reach = [1 << mentor for mentor in range(mentors)]
    grows = True
    while grows:
        grows = False
        for mentor, nexts in enumerate(following):
            bits = reach[mentor]
            for each in nexts:
                bits |= reach[each]
            if bits != reach[mentor]:
                reach[mentor], grows = bits, True
    return reach
