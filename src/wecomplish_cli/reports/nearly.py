"""Who nearly could mentor somebody for whom there is nobody, and what keeps the others from it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity
from wecomplish_cli.derive.suitability import EASED, Barrier
from wecomplish_cli.reports.suggestions import Change, change, why_not

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from wecomplish_cli.derive.pairing import Group, Seeker
    from wecomplish_cli.derive.suitability import Suitability
    from wecomplish_cli.derive.view import View

MOST_CHANGES = 10
"""Changes that are named; of more, the number."""

Person = tuple[str, str]
"""Somebody by id, and in which competence."""


class Nearly:
    """What keeps people from mentoring those who are unmatched.

    What lies in a mentor alone is looked at once for all; of a mentee, only what lies between the two.
    """

    def __init__(self, view: View, group: Group, suits: Mapping[str, Suitability]) -> None:
        self._view = view
        self._group = group
        self._inside = set(group.mentors)
        self._suits = suits
        self._kept: dict[tuple[object, tuple[str, ...]], dict[Person, int]] = {}
        self._able: dict[str, set[str]] = {}

    def others(self, mentee: str) -> int:
        """How many mentors there are besides somebody."""
        return len(self._inside) - (mentee in self._inside)

    def anybody_able(self, seeker: Seeker) -> bool:
        """Whether any of these other mentors is proficient in what is sought."""
        for each in seeker.competences:
            if each not in self._able:
                self._able[each] = self._inside.intersection(familiarity.proficient_people(self._view, each))
        return any(self._able[each] - {seeker.mentee} for each in seeker.competences)

    def changes(self, seeker: Seeker) -> tuple[list[Change], int]:
        """The single changes that would give a mentee somebody: the ten easiest, and how many."""
        every = self._once(self._easily, seeker.competences)
        barred = [each for each in self._near(seeker) if each in every and self._between(seeker, each)]
        free = (each for each in every if each not in barred)
        return [self._change(*each) for each in islice(free, MOST_CHANGES)], len(every) - len(barred)

    def barred(self, seeker: Seeker, most: int) -> tuple[list[tuple[str, str]], int]:
        """Who could not, and why: so many, those whom least keeps from it first, and how many there are."""
        every = self._once(self._hardly, seeker.competences)
        near = [each for each in self._near(seeker) if each[0] in self._inside]
        usual = ((number, each) for each, number in every.items() if each not in near)
        others = [each for each in near if each[0] != seeker.mentee]
        barriers = {each: self._suits[each[1]].barriers(seeker.mentee, each[0]) for each in others}
        own = [(len(found), each) for each, found in barriers.items() if found]
        first = sorted((*islice(usual, most), *own))[:most]
        return [(who, self._words(seeker.mentee, who, what)) for _, (who, what) in first], (
            len(every) - sum(each in every for each in near) + len(own)
        )

    def _once(
        self, what: Callable[[str], Iterator[tuple[int, Person]]], competences: tuple[str, ...]
    ) -> dict[Person, int]:
        """People in one of some competences, in order of a number."""
        key = what.__name__, competences
        if key not in self._kept:
            found = (each for competence in competences for each in what(competence))
            self._kept[key] = {each: number for number, each in sorted(found)}
        return self._kept[key]

    def _easily(self, competence: str) -> Iterator[tuple[int, Person]]:
        """Those in whom a single thing lies, which can be eased, and how easily."""
        # Nobody can ease that somebody is not proficient.
        able = familiarity.proficient_people(self._view, competence)
        for person in dict.fromkeys((*able, *self._group.mentors)):
            barriers = self._suits[competence].own_barriers(person)
            inside = person in self._inside
            eased = len(barriers) == 1 and barriers[0] in EASED and barriers[0] is not Barrier.FULL
            if (inside or self._group.everyone) and eased:
                yield EASED.index(barriers[0]), (person, competence)
            elif not inside and not barriers:
                yield 0, (person, competence)

    def _hardly(self, competence: str) -> Iterator[tuple[int, Person]]:
        """Mentors in whom something lies, and how much."""
        for person in self._group.mentors:
            barriers = self._suits[competence].own_barriers(person)
            if barriers:
                yield len(barriers), (person, competence)

    def _near(self, seeker: Seeker) -> list[Person]:
        return [(who, each) for each in seeker.competences for who in self._suits[each].near(seeker.mentee)]

    def _between(self, seeker: Seeker, other: Person) -> bool:
        """Whether something lies between two people, beside what lies in the other."""
        suits = self._suits[other[1]]
        return suits.barriers(seeker.mentee, other[0]) != suits.own_barriers(other[0])

    def _change(self, person: str, competence: str) -> Change:
        barriers = self._suits[competence].own_barriers(person)
        if barriers:
            return change(self._suits[competence], barriers[0], person)
        words = f"{self._view.org.name(person)} taking part as a mentor"
        return Change(Barrier.NOT_JOINED, person, words, None)

    def _words(self, mentee: str, person: str, competence: str) -> str:
        suits = self._suits[competence]
        return why_not(suits, mentee, person, suits.barriers(mentee, person))
