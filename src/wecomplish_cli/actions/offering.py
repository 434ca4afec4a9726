"""What someone offers as a mentor and wishes as a mentee."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.derive import familiarity, mentoring
from wecomplish_cli.errors import RefusedError, UsageError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.edits import Edit, Put
from wecomplish_cli.model.walk import values
from wecomplish_cli.text.phrases import day, listed, places_taken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View


@frozen
class Offer:
    """What is offered and wished; None and an empty list: as it is."""

    open: bool | None = None
    capacity: int | None = None
    topics: tuple[str, ...] = ()
    seeks: tuple[str, ...] = ()
    prefers: tuple[str, ...] = ()
    away: tuple[date, date] | None = None
    """The first and the last day away."""

    def values(self) -> dict[str, Any]:
        """The keys of `mentoring` that are given, in their order."""
        away = {"from": self.away[0], "until": self.away[1]} if self.away else None
        given = {
            "open": self.open,
            "capacity": self.capacity,
            "topics": list(dict.fromkeys(self.topics)),
            "seeks": list(dict.fromkeys(self.seeks)),
            "prefers": list(dict.fromkeys(self.prefers)),
            "away": away,
        }
        return {key: value for key, value in given.items() if value not in (None, [])}


def offer(view: View, person: str, asked: Offer, identity: str | None = None) -> Plan:
    """Write down what someone offers and wishes; lists take the place of those there.

    `identity` is who says so.

    Raises:
        UsageError: if nothing is asked for.
        RefusedError: if they have left, prefer themselves, or come back before they go.
    """
    record, wanted = view.org.people[person], asked.values()
    if not wanted:
        raise UsageError(
            "nothing to offer or wish for", "give --open, --closed, --capacity, --topic, --seek …"
        )
    if not record.active:
        raise RefusedError(f"{record.name} has left", "name someone who is still there")
    if person in asked.prefers:
        raise RefusedError(f"{record.name} cannot prefer themselves", "name someone else")
    if asked.away and asked.away[1] < asked.away[0]:
        raise RefusedError(f"{asked.away[1]} is before {asked.away[0]}", "give the first day, then the last")
    present = values(record.mentoring)
    edits: list[Edit] = [
        Put(record.ref, ("mentoring", key), value)
        for key, value in wanted.items()
        if present.get(key) != value
    ]
    said = listed(_said(view, asked))
    if not edits:
        return Plan((), f"already set: {record.name} {said}")
    return Plan(
        tuple(edits),
        f"{record.name} {said}",
        consequences=lambda after: _consequences(after, person, asked, identity),
    )


def _said(view: View, asked: Offer) -> Iterator[str]:
    if asked.open is not None:
        yield "is open to mentoring" if asked.open else "is not open to mentoring now"
    if asked.capacity is not None:
        yield f"has {asked.capacity} place{'' if asked.capacity == 1 else 's'}"
    if asked.topics:
        yield f"offers {listed(map(view.org.title, asked.topics))}"
    if asked.seeks:
        yield f"seeks a mentor in {listed(map(view.org.title, asked.seeks))}"
    if asked.prefers:
        yield f"prefers {listed(map(view.org.name, asked.prefers))}"
    if asked.away:
        yield f"is away from {day(asked.away[0])} until {day(asked.away[1])}"


MOST_NAMED = 5
"""Proposals that are named; of more, it says how many."""


def _consequences(after: View, person: str, asked: Offer, identity: str | None) -> Iterator[str]:
    yield from _places(after, person)
    if asked.open is not False:
        return
    waiting = [slot for slot in after.org.mentorships.values() if person in mentoring.waited_for(slot)]
    waiting = [slot for slot in waiting if slot.mentee != person]
    for slot in waiting[:MOST_NAMED]:
        about = f"{after.org.name(slot.mentee)} in {after.org.title(slot.competence)}"
        by = "" if person == identity else f" --by {person}"
        command = f"wecomplish decline {slot.mentee} {slot.competence}{by}"
        yield f"a proposal to mentor {about} is still waiting for their answer: {command}"
    if waiting[MOST_NAMED:]:
        more = len(waiting) - MOST_NAMED
        yield f"so do {more} more proposals; `wecomplish mentorships {person}` lists them"


def _places(after: View, person: str) -> Iterator[str]:
    load, capacity = mentoring.load(after, person), mentoring.capacity(after, person)
    if load or after.org.people[person].mentoring.open:
        yield f"{after.org.name(person)} has {places_taken(load, capacity)}"
    for topic in after.org.people[person].mentoring.topics:
        if not familiarity.proficient(after, person, topic):
            wanted = after.org.settings.mentorship.mentor_min_level
            yield f"in {after.org.title(topic)}, they are not yet at `{wanted}`"
