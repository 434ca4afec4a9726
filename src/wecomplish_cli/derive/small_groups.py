"""What may be said of a group as a whole, so that it says nothing of a few people.

Levels are for help. A share over fewer than five people is not shown; nor is one from which such a share
could be worked out, by adding and subtracting those of other groups that are shown too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LEAST = 5
"""People that a share must be of."""

Key = TypeVar("Key")


class Shown:
    """Groups over which shares are shown.

    Each has an own part: the people who are in no other of them, but for those that contain it as a whole.
    While every own part is of five people or more, whatever is added and subtracted keeps the own part of
    some group. A group may also be made up of others without overlap: its share is known from theirs.
    """

    def __init__(self, groups: Iterable[set[str]] = ()) -> None:
        """Begin with groups that are shown in any case."""
        self._own: list[tuple[frozenset[str], set[str]]] = []
        for group in groups:
            self._own = self._with(frozenset(group))

    def add(self, group: set[str]) -> bool:
        """Show a group too, if that tells nothing of a few people; groups must come the largest first."""
        if len(group) < LEAST:
            return False
        if any(each == group for each, _ in self._own):
            return True
        own = self._with(frozenset(group))
        if any(len(part) < LEAST and not _made_up(each, part, own) for each, part in own):
            return False
        self._own = own
        return True

    def _with(self, group: frozenset[str]) -> list[tuple[frozenset[str], set[str]]]:
        """The own parts of all groups if one is added."""
        part = set(group)
        found = []
        for other, own in self._own:
            if not group <= other:
                part -= other
            found.append((other, own if other < group else own - group))
        return [*found, (group, part)]


def told(groups: Mapping[Key, set[str]], beside: Iterable[set[str]] = ()) -> set[Key]:
    """Choose groups over which shares may be shown together, and beside others: the largest first."""
    shown = Shown(beside)
    return {key for key in sorted(groups, key=lambda k: (-len(groups[k]), str(k))) if shown.add(groups[key])}


def with_remainder(rows: Mapping[Key, set[str]], shown: Iterable[Key]) -> set[Key]:
    """Hide more rows of a table under a total, until those hidden are of enough people together.

    Otherwise the total less the rows that are shown would be a share over a few people. The rows of the
    fewest people go first.
    """
    left = sorted(shown, key=lambda each: (len(rows[each]), str(each)), reverse=True)
    hidden = set[str]().union(*(rows[each] for each in rows if each not in left))
    while left and 0 < len(hidden) < LEAST:
        hidden |= rows[left.pop()]
    return {*left}


def _made_up(group: frozenset[str], own: set[str], shown: Iterable[tuple[frozenset[str], set[str]]]) -> bool:
    """Whether a group is made up of others without overlap."""
    inside = [each for each, _ in shown if each < group]
    largest = [each for each in inside if not any(each < other for other in inside)]
    return not own and sum(map(len, largest)) == len(group) == len(frozenset().union(*largest))
