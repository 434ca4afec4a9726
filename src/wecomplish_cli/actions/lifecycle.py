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
from wecomplish_cli.text.phrases import counted, day, days, listed, places_taken, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship

WEEKS_FROM = 14
"""Days from which on a time is told in weeks."""


def pause(view: View, mentee: str, competence: str, until: date) -> Plan:
    """Let an active mentorship rest until a day, or one that rests already until another day.

    Raises:
        RefusedError: if there is none, or it cannot be paused from where it is.
        UsageError: if the day is not in the future.
    """
    slot = slot_of(view, mentee, competence)
    if until <= view.today:
        raise UsageError(f"--until: {until} is not in the future", "say when it goes on, such as --until +2w")
    if slot.paused_until == until:
        return Plan((), f"{called(view, slot)} is already paused until {day(until)}")
    if slot.status is not MentorshipStatus.PAUSED:
        require_command(view, slot, "pause")
    edits: list[Edit] = [*started_edits(view, slot)]
    edits += [
        Put(slot.ref, ("status",), str(MentorshipStatus.PAUSED)),
        Put(slot.ref, ("paused_until",), until),
    ]
    late = slot.until is not None and until > slot.until
    return Plan(
        tuple(edits),
        f"{called(view, slot)} is paused until {day(until)}",
        lambda after: (
            *freed(view, after, slot),
            *_who_helps(after, slot),
            f"to go on with it: wecomplish resume {mentee} {competence}",
        ),
        (f"it was planned to end before that, on {told(slot.until)}",) if late else (),
    )


def resume(view: View, mentee: str, competence: str) -> Plan:
    """Let a paused mentorship go on.

    Raises:
        RefusedError: if there is none, or it is not paused.
    """
    slot = slot_of(view, mentee, competence)
    if mentoring.active(slot):
        return Plan((), f"{called(view, slot)} is already active")
    require_command(view, slot, "resume")
    edits = (
        Put(slot.ref, ("status",), str(MentorshipStatus.ACTIVE)),
        Delete(slot.ref, ("paused_until",)),
    )
    return Plan(edits, f"{called(view, slot)} goes on", lambda after: _resumed(view, after, slot))


def complete(view: View, mentee: str, competence: str, reason: str | None) -> Plan:
    """Complete a mentorship, with the mentee's levels as its outcome.

    Raises:
        RefusedError: if there is none, or it cannot be completed from where it is.
    """
    slot = slot_of(view, mentee, competence)
    if slot.status is MentorshipStatus.COMPLETED:
        return over_already(view, slot, reason)
    require_command(view, slot, "complete")
    edits = (
        *started_edits(view, slot),
        *over_edits(view, slot, MentorshipStatus.COMPLETED, reason),
    )
    return Plan(
        edits,
        f"{called(view, slot)} has been completed",
        lambda after: (
            *_success(after, slot),
            *_gained(after, slot),
            *_thanks(after, slot),
            *left(view, after, slot),
        ),
    )


def end(view: View, mentee: str, competence: str, reason: str | None) -> Plan:
    """End a mentorship before it is completed, or a proposal, with the mentee's levels as its outcome.

    Raises:
        RefusedError: if there is none, or it is over.
    """
    slot = slot_of(view, mentee, competence)
    if slot.status is MentorshipStatus.ENDED:
        return over_already(view, slot, reason)
    require_command(view, slot, "end")
    edits = (
        *started_edits(view, slot),
        *over_edits(view, slot, MentorshipStatus.ENDED, reason),
    )
    return Plan(
        edits,
        f"{called(view, slot)} has ended",
        lambda after: (*_gained(after, slot), *left(view, after, slot)),
    )


def left(before: View, after: View, slot: Mentorship) -> Iterator[str]:
    """Say who has a place again, and who helps the mentee now."""
    yield from freed(before, after, slot)
    yield from _who_helps(after, slot)


def freed(before: View, after: View, slot: Mentorship) -> Iterator[str]:
    """Say how many each of the mentors mentors now, where that changed."""
    for mentor in slot.mentors:
        load = mentoring.load(after, mentor)
        if load != mentoring.load(before, mentor):
            free = load < mentoring.load(before, mentor) and mentoring.free_places(after, mentor)
            more = f", and has {counted(free, 'place')} free" if free else ""
            asked = mentoring.asked_of(after, mentor)
            waiting = f", with {counted(asked, 'proposal')} waiting" if asked else ""
            places = mentoring.capacity(after, mentor)
            yield f"{after.org.name(mentor)} now has {places_taken(load, places)}{waiting}{more}"


def _who_helps(view: View, slot: Mentorship) -> Iterator[str]:
    """Say whom requests for help reach, where the mentee has no mentor in anything."""
    name = view.org.name(slot.mentee)
    if any(map(mentoring.active, mentoring.mentorships_of(view, slot.mentee))):
        return
    leaders = mentoring.still_there(view, mentoring.leaders_of(view, slot.mentee))
    if leaders:
        lead = "leads" if len(leaders) == 1 else "lead"
        names = listed(map(view.org.name, leaders))
        yield f"{name} has no active mentorship now: requests for help reach {names}, who {lead} them"
    else:
        yield f"{name} has no active mentorship and no leader now: nobody sees a request for help"
    waiting = len(mentoring.life_rings(view, slot.mentee))
    if waiting:
        yield f"{name} is waiting for help with {counted(waiting, 'thing')}"


def _thanks(view: View, slot: Mentorship) -> Iterator[str]:
    """Thank both sides, and say how the mentee, if able now and not asked yet, could mentor others."""
    mentee = view.org.name(slot.mentee)
    mentors = listed(map(view.org.name, mentoring.mentors_now(slot)))
    if slot.peer:
        yield f"Thanks to {mentors} and {mentee} for learning from each other"
    else:
        yield f"Thanks to {mentors} for mentoring, and to {mentee} for learning"
    able = familiarity.proficient(view, slot.mentee, slot.competence)
    if able and slot.mentee in view.org.people and view.org.people[slot.mentee].mentoring.open is None:
        yield f"{mentee} is proficient here now; to offer to mentor: wecomplish offer {slot.mentee} --open"


def _resumed(before: View, after: View, slot: Mentorship) -> Iterator[str]:
    from wecomplish_cli.derive import health

    yield from freed(before, after, slot)
    due = health.checkin_due(after, after.org.mentorships[slot.mentee, slot.competence])
    if due is not None:
        yield f"the next check-in is due on {day(max(due, after.today))}"


def _success(view: View, slot: Mentorship) -> Iterator[str]:
    """Say how far the mentee got and how early; early counts as success only where the target is reached."""
    expectations = familiarity.expectations_by_competence(view).get(slot.competence, ())
    now = familiarity.familiarity(view, slot.mentee, expectations)
    aim = slot.target.familiarity if slot.target else None
    reached = now is not None and aim is not None and now >= aim
    planned = slot.until or (slot.target.by if slot.target else None)
    if planned is not None and view.today < planned:
        early = (planned - view.today).days
        time = days(early) if early < WEEKS_FROM else counted(early // 7, "week")
        success = ": that counts as success" if reached else ""
        yield f"{time} before the planned end, {day(planned)}{success}"
    if now is not None and aim is not None:
        so = "is reached" if reached else "is not reached"
        yield f"{view.org.name(slot.mentee)} is at {now:.0f} % familiarity; the target of {aim} % {so}"


def _gained(view: View, slot: Mentorship) -> Iterator[str]:
    terms = view.org.mentorships[slot.mentee, slot.competence]
    if terms.baseline is None or terms.outcome is None:
        return
    points = familiarity.gain(view.org, terms.baseline.levels, terms.outcome.levels)
    if points is None:
        yield "the gain is not known: no level was indicated both at the start and at the end"
    else:
        word = "lost" if points < 0 else "gained"
        said = f"{counted(round(abs(points)), 'point')} of familiarity {word}" if round(points) else "no gain"
        known = len(familiarity.in_both(view.org, terms.baseline.levels, terms.outcome.levels))
        all_of = len(familiarity.expectations_by_competence(view).get(slot.competence, ()))
        over = f", in the {known} of {all_of} expectations that had a level then" if known < all_of else ""
        yield f"{said} since {day(terms.baseline.taken)}{over}"
