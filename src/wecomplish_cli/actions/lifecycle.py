"""What becomes of a mentorship: pausing, resuming, completing and ending it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.actions.slots import (
    called,
    over_already,
    over_edits,
    require_command,
    slot_of,
    started_edits,
)
from wecomplish_cli.derive import familiarity, mentoring
from wecomplish_cli.errors import UsageError
from wecomplish_cli.model.edits import Delete, Edit, Put
from wecomplish_cli.model.mentorships import MentorshipStatus
from wecomplish_cli.text.phrases import counted, days, listed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.model.mentorships import Mentorship
    from wecomplish_cli.model.org import Org

WEEKS_FROM = 14
"""Days from which on a time is told in weeks."""


def pause(org: Org, mentee: str, competence: str, until: date, today: date) -> Plan:
    """Let an active mentorship rest until a day, or one that rests already until another day.

    Raises:
        RefusedError: if there is none, or it cannot be paused from where it is.
        UsageError: if the day is not in the future.
    """
    slot = slot_of(org, mentee, competence)
    if until <= today:
        raise UsageError(f"--until: {until} is not in the future", "say when it goes on, such as --until +2w")
    if slot.paused_until == until:
        return Plan((), f"{called(org, slot)} is paused until {until} already")
    if slot.status is not MentorshipStatus.PAUSED:
        require_command(org, slot, "pause")
    edits: list[Edit] = [*started_edits(org, slot, today)]
    edits += [
        Put(slot.ref, ("status",), str(MentorshipStatus.PAUSED)),
        Put(slot.ref, ("paused_until",), until),
    ]
    late = slot.until is not None and until > slot.until
    return Plan(
        tuple(edits),
        f"{called(org, slot)} is paused until {until}",
        lambda after: (
            *freed(org, after, slot, today),
            *_who_helps(after, slot),
            f"it goes on with: wecomplish resume {mentee} {competence}",
        ),
        (f"it was planned to end before that, on {slot.until}",) if late else (),
    )


def resume(org: Org, mentee: str, competence: str, today: date) -> Plan:
    """Let a paused mentorship go on.

    Raises:
        RefusedError: if there is none, or it is not paused.
    """
    slot = slot_of(org, mentee, competence)
    if mentoring.active(slot):
        return Plan((), f"{called(org, slot)} is active already")
    require_command(org, slot, "resume")
    edits = (
        Put(slot.ref, ("status",), str(MentorshipStatus.ACTIVE)),
        Delete(slot.ref, ("paused_until",)),
    )
    return Plan(edits, f"{called(org, slot)} goes on", lambda after: _resumed(org, after, slot, today))


def complete(org: Org, mentee: str, competence: str, reason: str | None, today: date) -> Plan:
    """Complete a mentorship, with the mentee's levels as its outcome.

    Raises:
        RefusedError: if there is none, or it cannot be completed from where it is.
    """
    slot = slot_of(org, mentee, competence)
    if slot.status is MentorshipStatus.COMPLETED:
        return over_already(org, slot, reason)
    require_command(org, slot, "complete")
    edits = (
        *started_edits(org, slot, today),
        *over_edits(org, slot, MentorshipStatus.COMPLETED, reason, today),
    )
    return Plan(
        edits,
        f"{called(org, slot)} is completed",
        lambda after: (*_success(after, slot, today), *_gained(after, slot), *left(org, after, slot, today)),
    )


def end(org: Org, mentee: str, competence: str, reason: str | None, today: date) -> Plan:
    """End a mentorship before it is completed, or a proposal, with the mentee's levels as its outcome.

    Raises:
        RefusedError: if there is none, or it is over.
    """
    slot = slot_of(org, mentee, competence)
    if slot.status is MentorshipStatus.ENDED:
        return over_already(org, slot, reason)
    require_command(org, slot, "end")
    edits = (
        *started_edits(org, slot, today),
        *over_edits(org, slot, MentorshipStatus.ENDED, reason, today),
    )
    return Plan(
        edits,
        f"{called(org, slot)} is ended",
        lambda after: (*_gained(after, slot), *left(org, after, slot, today)),
    )


def left(before: Org, after: Org, slot: Mentorship, today: date) -> Iterator[str]:
    """Say who has a place again, and who helps the mentee now."""
    yield from freed(before, after, slot, today)
    yield from _who_helps(after, slot)


def freed(before: Org, after: Org, slot: Mentorship, today: date) -> Iterator[str]:
    """Say how many each of the mentors mentors now, where that changed."""
    for mentor in slot.mentors:
        load = mentoring.load(after, mentor)
        if load != mentoring.load(before, mentor):
            free = load < mentoring.load(before, mentor) and mentoring.free_places(after, mentor, today)
            more = f", and has {counted(free, 'place')} free" if free else ""
            yield f"{after.name(mentor)} now mentors {load} of {mentoring.capacity(after, mentor)}{more}"


def _who_helps(org: Org, slot: Mentorship) -> Iterator[str]:
    """Say whom requests for help reach, where the mentee has no mentor in anything."""
    name = org.name(slot.mentee)
    if any(map(mentoring.active, mentoring.mentorships_of(org, slot.mentee))):
        return
    leaders = [p for p in org.people[slot.mentee].leaders if p in org.people and org.people[p].active]
    if leaders:
        lead = "leads" if len(leaders) == 1 else "lead"
        names = listed(map(org.name, leaders))
        yield f"{name} has no active mentorship now: requests for help reach {names}, who {lead} them"
    else:
        yield f"{name} has no active mentorship and no leader now: nobody sees a request for help"
    waiting = len(mentoring.life_rings(org, slot.mentee))
    if waiting:
        yield f"{name} waits for help with {counted(waiting, 'thing')}"


def _resumed(before: Org, after: Org, slot: Mentorship, today: date) -> Iterator[str]:
    from wecomplish_cli.derive import health

    yield from freed(before, after, slot, today)
    due = health.checkin_due(after, after.mentorships[slot.mentee, slot.competence], today)
    if due is not None:
        yield f"the next check-in is due on {max(due, today)}"


def _success(org: Org, slot: Mentorship, today: date) -> Iterator[str]:
    planned = slot.until or (slot.target.by if slot.target else None)
    if planned is not None and today < planned:
        early = (planned - today).days
        time = days(early) if early < WEEKS_FROM else counted(early // 7, "week")
        yield f"{time} before the planned end, {planned}: that counts as success"
    expectations = familiarity.expectations_by_competence(org, today).get(slot.competence, ())
    now = familiarity.familiarity(org, slot.mentee, expectations)
    aim = slot.target.familiarity if slot.target else None
    if now is not None and aim is not None:
        yield f"{org.name(slot.mentee)} is at {now:.0f} % familiarity; the target was {aim} %"


def _gained(org: Org, slot: Mentorship) -> Iterator[str]:
    terms = org.mentorships[slot.mentee, slot.competence]
    if terms.baseline is None or terms.outcome is None:
        return
    points = familiarity.gain(org, terms.baseline.levels, terms.outcome.levels)
    if points is None:
        yield "the gain is not known: no level was indicated both at the start and at the end"
    else:
        word = "lost" if points < 0 else "gained"
        yield f"{counted(round(abs(points)), 'point')} of familiarity {word} since {terms.baseline.taken}"
