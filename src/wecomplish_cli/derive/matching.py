"""The best assignment of mentees to mentors under places: three aims, each reached exactly, in their order.

First as many mentees as possible have a mentor. Then the fullest mentor among those who get somebody is as
little loaded as possible, as a share of their places. Then the sum of the scores is the highest. Equal input
gives an equal answer: ties are decided by the order of the ids.
"""

from __future__ import annotations

from collections import deque
from fractions import Fraction
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from wecomplish_cli.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Ordered(Protocol):
    """What can be put in order."""

    def __lt__(self, other: Any, /) -> bool:
        """Whether it comes before the other."""
        ...


Mentee = TypeVar("Mentee", bound=Ordered)
"""What stands for a mentee."""

NOBODY = -1
"""In place of a mentor's index."""


@frozen(slots=True)
class Seats:
    """What a mentor can take on."""

    capacity: int
    taken: int = 0

    @property
    def free(self) -> int:
        """Places left."""
        return max(self.capacity - self.taken, 0)


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


def match(scores: Mapping[Mentee, Mapping[str, int]], seats: Mapping[str, Seats]) -> Matching[Mentee]:
    """Match mentees, each with the scores of those who could mentor them."""
    mentees, mentors = sorted(scores), sorted(seats)
    index = {mentor: number for number, mentor in enumerate(mentors)}
    candidates = [sorted((index[mentor], score) for mentor, score in scores[m].items()) for m in mentees]
    who = [[mentor for mentor, _ in each] for each in candidates]
    every = [seats[mentor] for mentor in mentors]
    full = _Filled(who, [each.free for each in every])
    full.fill()
    limit, places = _evenly(who, every, full.size)
    highest = max((score for each in candidates for _, score in each), default=0)
    costs = [[(mentor, highest - score) for mentor, score in each] for each in candidates]
    chosen = _Cheapest(costs, places).chosen
    pairs = {mentees[i]: mentors[j] for i, j in enumerate(chosen) if j != NOBODY}
    return Matching(pairs, limit, _blocks(who, chosen, mentees, mentors))


class _Filled:
    """A largest matching, which grows with the places."""

    def __init__(self, who: Sequence[Sequence[int]], places: Sequence[int]) -> None:
        self._who = who
        self._places = places
        self._of = [NOBODY] * len(who)
        self._members: list[set[int]] = [set() for _ in places]
        self.size = 0

    def with_places(self, places: Sequence[int]) -> _Filled:
        """A copy with more places."""
        other = _Filled(self._who, places)
        other._of, other.size = [*self._of], self.size
        other._members = [{*each} for each in self._members]
        return other

    def fill(self) -> None:
        """Match as many as possible: search from each mentee without a mentor until a round finds nothing."""
        found = True
        while found:
            # Within a round, a mentor whom one search has reached in vain is not looked at again.
            reached: set[int] = set()
            waiting = [mentee for mentee, mentor in enumerate(self._of) if mentor == NOBODY]
            found = sum(self._augment(mentee, reached) for mentee in waiting) > 0

    def _augment(self, start: int, reached: set[int]) -> bool:
        """Give a mentee a mentor, moving others along a shortest path; False where none leads to a place."""
        came: dict[int, int] = {}
        queue = deque((start,))
        while queue:
            mentee = queue.popleft()
            for mentor in self._who[mentee]:
                if mentor in reached:
                    continue
                reached.add(mentor)
                came[mentor] = mentee
                if len(self._members[mentor]) < self._places[mentor]:
                    self._move_along(came, start, mentor)
                    return True
                queue.extend(self._members[mentor])
        return False

    def _move_along(self, came: Mapping[int, int], start: int, mentor: int) -> None:
        mentee = NOBODY
        while mentee != start:
            mentee = came[mentor]
            before = self._of[mentee]
            self._of[mentee] = mentor
            self._members[mentor].add(mentee)
            if before != NOBODY:
                self._members[before].discard(mentee)
            mentor = before
        self.size += 1


def _evenly(
    who: Sequence[Sequence[int]], seats: Sequence[Seats], size: int
) -> tuple[Fraction | None, list[int]]:
    """Find the lowest limit on load over capacity that still matches so many, and the places under it."""
    if not size:
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
    start = _Filled(who, [0] * len(seats))
    while low < high:
        middle = (low + high) // 2
        tried = start.with_places(_under(limits[middle], seats))
        tried.fill()
        if tried.size == size:
            high = middle
        else:
            low, start = middle + 1, tried
    return limits[low], _under(limits[low], seats)


def _under(limit: Fraction, seats: Sequence[Seats]) -> list[int]:
    """The free places of each mentor up to a limit on load over capacity."""
    top, bottom = limit.numerator, limit.denominator
    return [min(max(top * each.capacity // bottom - each.taken, 0), each.free) for each in seats]


class _Cheapest:
    """A matching of as many as possible at the least cost, by shortest augmenting paths with potentials.

    Costs are from 0. To have nobody costs more than all else together, so that it comes last.

    Source: R. Jonker and A. Volgenant, A shortest augmenting path algorithm for dense and sparse linear
    assignment problems, Computing 38 (1987); here a mentor has several places.
    """

    def __init__(self, costs: Sequence[Sequence[tuple[int, int]]], places: Sequence[int]) -> None:
        self._costs = costs
        self._places = places
        self._alone = 1 + len(costs) * (1 + max((cost for each in costs for _, cost in each), default=0))
        self.chosen = [NOBODY] * len(costs)
        self._members: list[list[int]] = [[] for _ in places]
        self._mentee_price = [0] * len(costs)
        self._mentor_price = [0] * len(places)
        for mentee in range(len(costs)):
            self._add(mentee)

    def _add(self, start: int) -> None:
        """Take one mentee more in, moving others where that costs least."""
        came: dict[int, int] = {}
        done: dict[int, int] = {}
        far, mentee, mentor = self._search(start, came, done)
        self._mentee_price[start] += far
        for passed, to in done.items():
            self._mentor_price[passed] -= far - to
            for each in self._members[passed]:
                self._mentee_price[each] += far - to
        while True:
            before, self.chosen[mentee] = self.chosen[mentee], mentor
            if mentor != NOBODY:
                self._members[mentor].append(mentee)
            if mentee == start:
                return
            self._members[before].remove(mentee)
            mentee, mentor = came[before], before

    def _search(self, start: int, came: dict[int, int], done: dict[int, int]) -> tuple[int, int, int]:
        """Find the cheapest way to a place, or to somebody who had better have nobody.

        Fills in from which mentee each mentor was reached, and how far those lie that were passed.

        Returns:
            How far it is, the last mentee on the way, and the mentor who takes them, or `NOBODY`.
        """
        nearest: dict[int, int] = {}
        heap: list[tuple[int, int]] = []
        far, rows = 0, [start]
        nobody_at, left_alone = self._alone - self._mentee_price[start], start
        while True:
            for mentee in rows:
                base = far - self._mentee_price[mentee]
                if base + self._alone < nobody_at:
                    nobody_at, left_alone = base + self._alone, mentee
                for mentor, cost in self._costs[mentee]:
                    to = base + cost - self._mentor_price[mentor]
                    if mentor not in done and (mentor not in nearest or to < nearest[mentor]):
                        nearest[mentor], came[mentor] = to, mentee
                        heappush(heap, (to, mentor))
            while heap and heap[0][1] in done:
                heappop(heap)
            if not heap or heap[0][0] >= nobody_at:
                return nobody_at, left_alone, NOBODY
            far, mentor = heappop(heap)
            if len(self._members[mentor]) < self._places[mentor]:
                return far, came[mentor], mentor
            done[mentor] = far
            rows = self._members[mentor]


def _blocks(
    who: Sequence[Sequence[int]], chosen: Sequence[int], mentees: Sequence[Mentee], mentors: Sequence[str]
) -> dict[Mentee, Block[Mentee]]:
    """Follow, from each mentee without a mentor, who could take whose place: all mentors there are full."""
    members: list[list[int]] = [[] for _ in mentors]
    for mentee, mentor in enumerate(chosen):
        if mentor != NOBODY:
            members[mentor].append(mentee)
    reach = _reached(who, members)
    # Many are blocked by the same mentors; a set of them is a number with a bit for each.
    known: dict[int, Block[Mentee]] = {}
    found: dict[Mentee, Block[Mentee]] = {}
    for mentee, mentor in enumerate(chosen):
        if mentor == NOBODY:
            bits = 0
            for each in who[mentee]:
                bits |= reach[each]
            if bits not in known:
                within = [each for each in range(len(mentors)) if bits >> each & 1]
                others = sorted(one for each in within for one in members[each])
                known[bits] = Block(tuple(mentors[j] for j in within), tuple(mentees[i] for i in others))
            found[mentees[mentee]] = known[bits]
    return found


def _reached(who: Sequence[Sequence[int]], members: Sequence[Sequence[int]]) -> list[int]:
    """For each mentor, as bits: themselves, and every mentor whom their mentees could move on to."""
    following = [{to for mentee in each for to in who[mentee]} for each in members]
    reach = [1 << mentor for mentor in range(len(members))]
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
