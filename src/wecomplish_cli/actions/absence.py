"""Going away for a while, and coming back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.actions.offering import Offer, offer
from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.derive import mentoring, suitability
from wecomplish_cli.model.edits import Delete, Edit, Put
from wecomplish_cli.model.people import PersonStatus
from wecomplish_cli.text.phrases import counted, day, listed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View

MOST_NAMED = 3
"""How many who could stand in are named for each mentee."""


def away(view: View, person: str, first: date, last: date) -> Plan:
    """Note the days on which someone is away, in the place of those noted before.

    Raises:
        RefusedError: if they have left, or come back before they go.
    """
    plan = offer(view, person, Offer(away=(first, last)))
    if not plan.edits:
        return plan
    name = view.org.name(person)
    return Plan(
        plan.edits,
        f"{name} is away from {day(first)} until {day(last)}",
        lambda after: _alone(after, person),
    )


def _alone(view: View, person: str) -> Iterator[str]:
    """Name the mentees who are without this mentor meanwhile, each with who could stand in."""
    for slot in mentoring.active_by_mentor(view).get(person, ()):
        others = [each for each in mentoring.mentors_now(slot) if each != person]
        here = f"{view.org.name(slot.mentee)} in {view.org.title(slot.competence)}"
        if others:
            yield f"{here} still has {listed(map(view.org.name, others))}"
            continue
        free = [
            each
            for each in suitability.possible_mentors(view, slot.mentee, slot.competence)
            if each != person
        ]
        names = listed((view.org.name(each) for each in free[:MOST_NAMED]), "or")
        could = f"{names} could stand in" if free else "nobody else could stand in at the moment"
        command = f"wecomplish assign {slot.mentee} {slot.competence} --mentor {person} --co-mentor PERSON"
        yield f"{here} has no other mentor: {could}" + (f" ({command})" if free else "")


def back(view: View, person: str) -> Plan:
    """Take back that someone is away, or has left."""
    record = view.org.people[person]
    edits: list[Edit] = []
    if record.mentoring.away is not None:
        edits.append(Delete(record.ref, ("mentoring", "away")))
    if not record.active:
        edits.append(Put(record.ref, ("status",), str(PersonStatus.ACTIVE)))
    if not edits:
        return Plan((), f"{record.name} is not away, and has not left")
    return Plan(tuple(edits), f"{record.name} is back", lambda after: _again(after, person))


def _again(view: View, person: str) -> Iterator[str]:
    if not view.org.people[person].held(view.today):
        yield f"they hold nothing now: wecomplish hold {person}"
    places = mentoring.free_places(view, person)
    if places:
        yield f"they have {counted(places, 'free place')} as a mentor"
