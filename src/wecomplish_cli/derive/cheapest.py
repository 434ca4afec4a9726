"""A matching of kinds of mentees and mentors at the least cost."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NOBODY = -1
"""In place of a mentor's index."""


def add(amounts: dict[int, int], key: int, number: int) -> None:
    """Add to an amount; what comes to nothing is taken out."""
    amounts[key] = amounts.get(key, 0) + number
    if not amounts[key]:
        del amounts[key]


class Cheapest:
    """A matching of as many as possible at the least cost, by shortest augmenting paths with potentials.

    Costs are from 0. To have nobody costs more than all else together, so that it comes last.

    Source: R. Jonker and A. Volgenant, A shortest augmenting path algorithm for dense and sparse linear
    assignment problems, Computing 38 (1987); here a mentor has several places, and both are kinds.
    """

    def __init__(
        self, costs: Sequence[Sequence[tuple[int, int]]], numbers: Sequence[int], places: Sequence[int]
    ) -> None:
        self._costs = costs
        self._places = places
        highest = max((cost for each in costs for _, cost in each), default=0)
        self._alone = 1 + sum(numbers) * (1 + highest)
        self.flows: list[dict[int, int]] = [{} for _ in costs]
        """For each kind of mentees, how many of them get which kind of mentors."""
        self._members: list[dict[int, int]] = [{} for _ in places]
        self._mentee_price = [0] * len(costs)
        self._mentor_price = [0] * len(places)
        for mentee, number in enumerate(numbers):
            left = number
            while left:
                left -= self._place(mentee, left)

    def _place(self, start: int, number: int) -> int:
        """Take more of a kind in, at most so many, moving others where that costs least; returns how many."""
        came: dict[int, tuple[int, int]] = {}
        done: dict[int, int] = {}
        far, mentee, through, mentor = self._search(start, came, done)
        raised = {start: far}
        for passed, to in done.items():
            self._mentor_price[passed] -= far - to
            raised |= {each: far - to for each in self._members[passed] if each not in raised}
        for each, by in raised.items():
            self._mentee_price[each] += by
        steps = [(mentee, through, mentor)]
        while through != NOBODY:
            (mentee, before), mentor = came[through], through
            through = before
            steps.append((mentee, through, mentor))
        room = [self.flows[who][before] for who, before, _ in steps if before != NOBODY]
        if steps[0][2] != NOBODY:
            room.append(self._places[steps[0][2]] - sum(self._members[steps[0][2]].values()))
        number = min([number, *room])
        for who, before, after in steps:
            for at, by in ((before, -number), (after, number)):
                if at != NOBODY:
                    add(self.flows[who], at, by)
                    add(self._members[at], who, by)
        return number

    def _search(
        self, start: int, came: dict[int, tuple[int, int]], done: dict[int, int]
    ) -> tuple[int, int, int, int]:
        """Find the cheapest way to a place, or to somebody who had better have nobody.

        Fills in from which mentee each mentor was reached and whom that mentee has, and how far those lie
        that were passed.

        Returns:
            How far it is, the last mentee on the way and whom they had, and the mentor who takes them, or
            `NOBODY`.
        """
        nearest: dict[int, int] = {}
        heap: list[tuple[int, int]] = []
        far, rows, through = 0, [start], NOBODY
        nobody_at, left_alone = self._alone - self._mentee_price[start], (start, NOBODY)
        while True:
            for mentee in rows:
                base = far - self._mentee_price[mentee]
                if base + self._alone < nobody_at:
                    nobody_at, left_alone = base + self._alone, (mentee, through)
                for mentor, cost in self._costs[mentee]:
                    to = base + cost - self._mentor_price[mentor]
                    if mentor not in done and (mentor not in nearest or to < nearest[mentor]):
                        nearest[mentor], came[mentor] = to, (mentee, through)
                        heappush(heap, (to, mentor))
            while heap and heap[0][1] in done:
                heappop(heap)
            if not heap or heap[0][0] >= nobody_at:
                return nobody_at, *left_alone, NOBODY
            far, mentor = heappop(heap)
            if sum(self._members[mentor].values()) < self._places[mentor]:
                return far, *came[mentor], mentor
            done[mentor], through = far, mentor
            rows = [*self._members[mentor]]
