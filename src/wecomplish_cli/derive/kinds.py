"""Mentees and mentors who are alike, taken together to be matched, and told apart again."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from wecomplish_cli.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Ordered(Protocol):
    """What can be put in order."""

    def __lt__(self, other: Any, /) -> bool:
        """Whether it comes before the other."""
        ...


Mentee = TypeVar("Mentee", bound=Ordered)
"""What stands for a mentee."""


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
class Choice:
    """Whom a mentee could have, with the score of each."""

    common: Mapping[str, int]
    """Mentor to score; the same object for all mentees who are alike."""
    own: Mapping[str, int | None]
    """What differs for this mentee: another score, or None where the two cannot be a pair."""


class Kinds(Generic[Mentee]):
    """Kinds of mentees and of mentors: within one, the scores and the places are the same for all.

    A pair that cannot be does not make a kind of its own: the two are kept apart when kinds are told apart.
    """

    def __init__(
        self, choices: Mapping[Mentee, Choice], seats: Mapping[str, Seats], apart: set[Mentee] | None
    ) -> None:
        """Find the kinds; each mentee who is `apart` is a kind alone, and everyone is if it is None."""
        self._choices = choices
        alone = choices.keys() if apart is None else apart
        self.mentees = _alike(
            (each, each if each in alone else id(choices[each].common)) for each in sorted(choices)
        )
        singled = {mentor for mentee in alone for mentor in choices[mentee].own}
        columns = _columns(choices.values()) if apart is not None else {}
        self.mentors = _alike(
            (each, each if apart is None or each in singled else (seats[each], *columns.get(each, ())))
            for each in sorted(seats)
        )
        self.seats = [seats[each[0]] for each in self.mentors]
        self._kind = {mentor: kind for kind, each in enumerate(self.mentors) for mentor in each}
        self._known: dict[int, dict[int, int]] = {}
        self.candidates = [self._row(each[0], each[0] in alone) for each in self.mentees]
        """For each kind of mentees, the kinds of mentors they could have, in order, with the score."""

    def _row(self, mentee: Mentee, alone: bool) -> list[tuple[int, int]]:
        choice = self._choices[mentee]
        key = id(choice.common)
        if key not in self._known:
            self._known[key] = {self._kind[mentor]: score for mentor, score in choice.common.items()}
        row = self._known[key]
        if alone and choice.own:
            row = dict(row)
            for mentor, score in choice.own.items():
                row.pop(self._kind[mentor], None)
                if score is not None:
                    row[self._kind[mentor]] = score
        return sorted(row.items())

    def could(self, mentee: Mentee, mentor: str) -> bool:
        """Whether two can be a pair."""
        choice = self._choices[mentee]
        return choice.own.get(mentor, choice.common.get(mentor)) is not None

    def misled(self) -> set[Mentee]:
        """The mentees who could have a kind of mentors, as it seems, but nobody of that kind."""
        return {
            mentee
            for kind, mentees in enumerate(self.mentees)
            for mentee in mentees
            if (own := self._choices[mentee].own)
            and self._row_of(kind).intersection(
                number
                for number in map(self._kind.__getitem__, own)
                if len(self.mentors[number]) <= len(own)
                and not any(self.could(mentee, mentor) for mentor in self.mentors[number])
            )
        }

    def _row_of(self, kind: int) -> set[int]:
        return {mentor for mentor, _ in self.candidates[kind]}

    def told_apart(
        self, flows: Sequence[Mapping[int, int]], places: Sequence[int]
    ) -> tuple[dict[Mentee, str], set[Mentee]]:
        """Say who gets whom, where so many of a kind get one of a kind.

        Returns:
            The pairs, and the mentees for whom there was none, since nobody could change places with them.
        """
        waiting = [[*reversed(each)] for each in self.mentees]
        taken: list[list[Mentee]] = [[] for _ in self.mentors]
        for kind, flow in enumerate(flows):
            for to, number in sorted(flow.items()):
                taken[to] += (waiting[kind].pop() for _ in range(number))
        pairs: dict[Mentee, str] = {}
        failed: set[Mentee] = set()
        for kind, mentees in enumerate(taken):
            slots = [mentor for mentor in self.mentors[kind] for _ in range(places[kind])]
            failed |= self._seat(sorted(mentees), slots)
            pairs.update(zip(sorted(mentees), slots, strict=False))
        return pairs, failed

    def _seat(self, mentees: Sequence[Mentee], slots: list[str]) -> set[Mentee]:
        """Let those who cannot have the mentor of their place change it with others."""
        failed = set()
        for here, mentee in enumerate(mentees):
            if self.could(mentee, slots[here]):
                continue
            for there in chain(range(here + 1, len(slots)), range(here)):
                free = there >= len(mentees) or self.could(mentees[there], slots[here])
                if free and self.could(mentee, slots[there]):
                    slots[here], slots[there] = slots[there], slots[here]
                    break
            else:
                failed.add(mentee)
        return failed


Each = TypeVar("Each")


def _alike(keys: Iterable[tuple[Each, object]]) -> list[list[Each]]:
    """Those with the same key together, in the order of the first of each."""
    found: dict[object, list[Each]] = defaultdict(list)
    for each, key in keys:
        found[key].append(each)
    return [*found.values()]


def _columns(choices: Iterable[Choice]) -> Mapping[str, list[tuple[int, int]]]:
    """For each mentor, which mentees could have them, and with which score."""
    rows = {id(each.common): each.common for each in choices}
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, row in enumerate(rows.values()):
        for mentor, score in row.items():
            found[mentor].append((number, score))
    return found
