"""An organisation in which nobody can be recognised: numbers for names, and nothing that anybody wrote."""

from __future__ import annotations

import hmac
from collections import Counter
from copy import copy
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from wecomplish_cli.derive import membership
from wecomplish_cli.derive.small_groups import LEAST
from wecomplish_cli.model.expectations import Role
from wecomplish_cli.model.mentorships import HelpRequest, Review, Terms
from wecomplish_cli.model.org import Org, index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.expectations import Competence, Expectation
    from wecomplish_cli.model.mentorships import Mentorship
    from wecomplish_cli.model.people import Person
    from wecomplish_cli.model.programs import Program
    from wecomplish_cli.model.record import EventRecord
    from wecomplish_cli.text.catalogue import Catalogue

R = TypeVar("R")
T = TypeVar("T", bound=Terms)


def anonymised(view: View, words: Catalogue) -> tuple[Org, int]:
    """The organisation with numbers for people, and how many competences and programmes are left out.

    Left out are those that fewer than five people share, all teams, and everything that somebody wrote. The
    numbers follow from the whole data: they are the same each time, and no list of ids gives them away.
    """
    hidden = _Hidden(view, words)
    records = {each.path: each for each in hidden.records()} | hidden.familiarity()
    return index(records, {}, {path.removesuffix(".yaml") for path in records}), hidden.left_out


class _Hidden:
    """What is shown of an organisation, and what people are called there."""

    def __init__(self, view: View, words: Catalogue) -> None:
        org = self._org = view.org
        self._words = words
        key = sha256(repr(sorted(org.records.items())).encode()).digest()

        def shuffled(person: str) -> bytes:
            return hmac.digest(key, person.encode(), "sha256")

        self._numbers = {person: n for n, person in enumerate(sorted(org.people, key=shuffled), 1)}
        holders = membership.holders(view, membership.population(view))
        self._shown = {ref for ref in org.competences if len(holders.get(ref, ())) >= LEAST}
        joined = Counter(program for person in org.people.values() for program in person.programs)
        large = (program for program in org.programs if joined[program] >= LEAST)
        self._programs = {program: n for n, program in enumerate(sorted(large, key=shuffled), 1)}
        held = sum(ref in holders for ref in org.competences)
        self.left_out = held - len(self._shown) + len(org.programs) - len(self._programs)

    def records(self) -> Iterator[Any]:
        """Each record that is left, under the path that it has there."""
        org = self._org
        yield _changed(
            org.settings,
            organization=self._words.say("anonymous", "organization"),
            administrators=self._people(org.settings.administrators),
            contact=None,
            forge=None,
        )
        for person, record in org.people.items():
            yield self._person(record, f"people/{self._id(person)}.yaml")
        for ref in sorted(self._shown):
            yield self._competence(org.competences[ref])
        for number, expectation in enumerate(org.expectations.values(), 1):
            yield self._expectation(expectation, number)
        for program in self._programs:
            yield self._program(org.programs[program])
        yield from self._events()

    def familiarity(self) -> dict[str, Any]:
        """What people indicated, by the path it has there."""
        return {f"familiarity/{self._id(p)}.yaml": told for p, told in self._org.familiarity.items()}

    def _events(self) -> Iterator[Any]:
        org = self._org
        slots = [slot for slot in org.mentorships.values() if slot.competence in self._shown]
        for slot in slots:
            yield self._slot(slot)
        for events in (org.help, org.reviews, org.checkins):
            for person, records in events.items():
                for number, record in enumerate(records):
                    if self._is_shown(record):
                        yield self._event(record, f"{self._id(person)}/{record.date}-{number}.yaml")

    def _is_shown(self, record: EventRecord) -> bool:
        about = str(getattr(record, "expectation", None) or getattr(record, "competence", ""))
        return about in self._shown or about.rpartition("/")[0] in {*self._shown, "expectations"}

    def _event(self, record: EventRecord, name: str) -> EventRecord:
        path = f"{record.path.partition('/')[0]}/{name}"
        if isinstance(record, HelpRequest):
            seen, answer = record.acknowledged, record.answered
            seen = seen and _changed(seen, by=self._id(seen.by))
            answer = answer and _changed(answer, by=self._id(answer.by), insight=None)
            return _changed(record, path, question=None, acknowledged=seen, answered=answer)
        if isinstance(record, Review):
            return _changed(record, path, by=self._id(record.by), observed={})
        return _changed(record, path, summary=None, pulse={}, fit=None, goals=())

    def _person(self, record: Person, path: str) -> Person:
        offer = record.mentoring
        offer = _changed(
            offer,
            topics=tuple(each for each in offer.topics if each in self._shown),
            seeks=tuple(each for each in offer.seeks if each in self._shown),
            prefers=(),
        )
        return _changed(
            record,
            path,
            name=self._words.say("anonymous", "person", number=str(self._numbers[record.id])),
            email=None,
            accounts={},
            leaders=self._people(record.leaders),
            languages=(),
            timezone=None,
            assignments={
                ref: _changed(held, teams=())
                for ref, held in record.assignments.items()
                if ref in self._shown
            },
            mentoring=offer,
            programs={
                self._program_id(each): part
                for each, part in record.programs.items()
                if each in self._programs
            },
        )

    def _expectation(self, record: Expectation, number: int) -> Expectation:
        about = tuple(each for each in record.relevant_for if each in self._shown)
        kind = self._words.say("site", record.type)
        title = self._words.say("anonymous", "expectation", kind=kind, number=str(number))
        return _changed(
            record, title=title, keeper=None, relevant_for=about, people=self._people(record.people)
        )

    def _competence(self, record: Competence) -> Competence:
        items = {
            item: _changed(what, title=self._part(number, record.name), heading=None)
            for number, (item, what) in enumerate(record.items.items(), 1)
        }
        key = "responsibilities" if isinstance(record, Role) else "skills"
        return _changed(record, keeper=None, milestones=(), **{key: items})

    def _program(self, record: Program) -> Program:
        return _changed(
            record,
            f"programs/{self._program_id(record.id)}.yaml",
            name=self._words.say("anonymous", "program", number=str(self._programs[record.id])),
            competences=tuple(each for each in record.competences if each in self._shown),
            sponsor=None,
            coordinator=None,
            aim=None,
            criteria=None,
            resources=(),
        )

    def _part(self, number: int, competence: str) -> str:
        return self._words.say("anonymous", "part", number=str(number), competence=competence)

    def _slot(self, slot: Mentorship) -> Mentorship:
        path = f"mentorships/{self._id(slot.mentee)}/{slot.competence}.yaml"
        previous = tuple(self._terms(each) for each in slot.previous)
        return _changed(self._terms(slot), path, previous=previous)

    def _terms(self, terms: T) -> T:
        return _changed(
            terms,
            mentor=self._id(terms.mentor),
            co_mentors=self._people(terms.co_mentors),
            acceptance={self._id(person): day for person, day in terms.acceptance.items()},
            program=self._program_id(terms.program) if terms.program in self._programs else None,
            agreement=None,
            reason=None,
            goals={},
        )

    def _people(self, people: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(self._id, people))

    def _program_id(self, program: str) -> str:
        return f"programme-{self._programs[program]}"

    def _id(self, person: str) -> str:
        return f"person-{self._numbers[person]}" if person in self._numbers else "someone"


def _changed(record: R, path: str | None = None, /, **values: Any) -> R:
    """A copy of a record with other values, and perhaps another path; nothing is validated again."""
    found = copy(record)
    for key, value in (values | ({"path": path} if path else {})).items():
        object.__setattr__(found, key, value)
    return found
