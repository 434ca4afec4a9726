"""What can be worked out from sums by adding and subtracting them: linear algebra, with exact numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

PRIME = 2_147_483_647
"""Sums are taken modulo this: exact, and as good as fractions."""
Total: TypeAlias = Mapping[tuple[str, str], int]
"""A sum that is known: how often it counts each value of a person."""


def rank(rows: Iterable[Sequence[int]]) -> int:
    """The number of independent rows."""
    left, found = [list(row) for row in rows], 0
    while left:
        row = left.pop()
        place = next((number for number, value in enumerate(row) if value), None)
        if place is not None:
            found += 1
            inverse = pow(row[place], -1, PRIME)
            for other in left:
                if other[place]:
                    times = other[place] * inverse % PRIME
                    other[:] = [(a - times * b) % PRIME for a, b in zip(other, row, strict=True)]
    return found


def gives_away(totals: Sequence[Total], few: Iterable[str]) -> bool:
    """Whether the totals give a sum over nobody but these few people."""
    few = {*few}
    values = sorted({value for total in totals for value in total})
    every = rank([[total.get(value, 0) for value in values] for total in totals])
    others = [value for value in values if value[0] not in few]
    return rank([[total.get(value, 0) for value in others] for total in totals]) < every


def few_of(people: Iterable[str], most: int = 4) -> Iterable[tuple[str, ...]]:
    """Every choice of so many people; a sum over fewer is one over these too."""
    everyone = sorted(people)
    return combinations(everyone, min(most, len(everyone)))
