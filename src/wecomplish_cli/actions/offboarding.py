"""Somebody leaves: what becomes of their mentorships, their help, and what they lead and keep."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wecomplish_cli.actions import lifecycle
from wecomplish_cli.actions.assign import Wish, assign
from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.derive import mentoring
from wecomplish_cli.derive.duties import Duty, Part, duties
from wecomplish_cli.errors import RefusedError
from wecomplish_cli.model.edits import Append, Delete, Edit, Put, Remove
from wecomplish_cli.model.mentorships import GoalStatus, HelpStatus, MentorshipStatus
from wecomplish_cli.model.people import PersonStatus
from wecomplish_cli.model.walk import values
from wecomplish_cli.text.phrases import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship


def inherit(view: View, leaver: str, pair: tuple[str, str, str], identity: str | None) -> Plan:
    """Give a mentee another mentor in the place of one who leaves, with the same end, aim and open goals.

    The pair is mentee, competence and new mentor; they need not have been a mentee of the one who leaves.

    Raises:
        WecomplishError: as `assign`.
    """
    mentee, competence, heir = pair
    slot = view.org.mentorships.get((mentee, competence))
    if slot is None or slot.mentor != leaver:
        return assign(view, Wish(mentee, competence, heir), identity)
    target = slot.target
    wish = Wish(
        mentee,
        competence,
        heir,
        tuple(each for each in slot.co_mentors if each not in (leaver, heir)),
        until=slot.until if slot.until and slot.until > view.today else None,
        target=target.familiarity if target else None,
        by=target.by if target and target.by and target.by > view.today else None,
        propose=mentoring.status(slot, mentee) is MentorshipStatus.PROPOSED,
        replace=True,
        reason=_reason(view, leaver),
        program=slot.program,
        checkin_every=slot.checkin_every_days,
    )
    plan = assign(view, wish, identity)
    goals = {
        name: goal for name, goal in values(slot).get("goals", {}).items() if goal["status"] in UNDER_WAY
    }
    if not goals:
        return plan
    return replace(plan, edits=(*plan.edits, Put(slot.ref, ("goals",), goals)))


UNDER_WAY = (GoalStatus.NOT_STARTED, GoalStatus.ON_TRACK, GoalStatus.OFF_TRACK)
"""Goals that go on with another mentor."""


def _reason(view: View, leaver: str) -> str:
    return f"{view.org.name(leaver)} has left"


def leave(view: View, person: str, successors: Mapping[Duty, str | None]) -> Plan:
    """Let somebody leave: end what they take part in, and hand over what they lead and keep.

    Raises:
        RefusedError: if nobody would be left to administer the data.
    """
    record, told = view.org.people[person], []
    edits: list[Edit] = [*_from_mentorships(view, person), *_from_help(view, person)]
    for duty in duties(view, person):
        if duty in successors:
            edits += _handed_over(view, person, duty, successors[duty])
            told.append(duty)
    if record.active:
        edits.append(Put(record.ref, ("status",), str(PersonStatus.LEFT)))
    ended = sum(isinstance(each, Put) and each.pointer == ("ended",) for each in edits)
    parts = [
        *((f"{counted(ended, 'mentorship')} of theirs ended",) if ended else ()),
        *((f"{counted(len(told), 'thing')} handed over",) if told else ()),
    ]
    more = f", with {listed(parts)}" if parts else ""
    return Plan(tuple(edits), f"{record.name} has left{more}")


def _from_mentorships(view: View, person: str) -> Iterator[Edit]:
    """End what the mentor, the mentee or the peer can no longer take part in; others go on without them."""
    for slot in view.org.mentorships.values():
        if slot.status.under_way and person in (slot.mentee, slot.mentor):
            yield from lifecycle.end(view, slot.mentee, slot.competence, _reason(view, person)).edits
        elif slot.status.under_way and person in slot.co_mentors:
            yield from _without(slot, person)


def _without(slot: Mentorship, person: str) -> Iterator[Edit]:
    yield Remove(slot.ref, ("co_mentors",), person)
    if person in slot.acceptance:
        yield Delete(slot.ref, ("acceptance", person))


def _from_help(view: View, person: str) -> Iterator[Edit]:
    for request in mentoring.life_rings(view, person):
        yield Put(request.ref, ("status",), str(HelpStatus.WITHDRAWN))


def _handed_over(view: View, person: str, duty: Duty, to: str | None) -> Iterator[Edit]:
    key = (str(duty.part),)
    if not duty.part.shared:
        yield Put(duty.ref, key, to) if to else Delete(duty.ref, key)
        return
    now = (
        view.org.settings.administrators
        if duty.part is Part.ADMINISTRATOR
        else view.org.people[duty.ref.partition("/")[2]].leaders
    )
    if duty.part is Part.ADMINISTRATOR and to is None and now == (person,):
        raise RefusedError(
            f"{view.org.name(person)} is the only administrator", "say in the plan who takes that over"
        )
    if to and to not in now:
        yield Append(duty.ref, key, to)
    yield Remove(duty.ref, key, person)
