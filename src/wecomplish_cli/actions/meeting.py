"""Check-ins: the meetings of a mentee with a mentor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wecomplish_cli.actions.helping import event_ref
from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.actions.slots import called, slot_of, ways_on
from wecomplish_cli.derive import familiarity, health, mentoring
from wecomplish_cli.derive.lookup import did_you_mean
from wecomplish_cli.errors import RefusedError, UsageError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.edits import Put
from wecomplish_cli.model.organization import Switch
from wecomplish_cli.model.walk import values
from wecomplish_cli.text.phrases import counted, day, listed, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import CheckIn, Fit, Mentorship


@frozen
class Meeting:
    """What is said of a check-in."""

    day: date
    minutes: int | None = None
    goals: tuple[str, ...] = ()
    next: date | None = None
    summary: str | None = None
    fit: Fit | None = None
    """How well they suit each other."""
    pulse: tuple[str, int] | None = None
    """Who says how it is going, and how: 1 to 5."""

    def values(self) -> dict[str, Any]:
        """The keys of a check-in that are given."""
        said = {
            "minutes": self.minutes,
            "goals": list(self.goals) or None,
            "next": self.next,
            "summary": self.summary,
            "fit": str(self.fit) if self.fit else None,
        }
        return {key: value for key, value in said.items() if value is not None}

    def may_be(self, checkin: CheckIn) -> bool:
        """Whether a check-in can be the same meeting: on that day, and nothing given is otherwise in it."""
        given, present = self.values(), values(checkin)
        return self.day == checkin.date and all(present.get(key, given[key]) == given[key] for key in given)


def checkin(view: View, mentee: str, competence: str, meeting: Meeting) -> Plan:
    """Record that a mentee and a mentor met.

    Raises:
        RefusedError: if the mentorship is not active, or was not on that day.
        UsageError: if the days do not follow each other, or a goal is not theirs.
    """
    slot = slot_of(view, mentee, competence)
    status = mentoring.status(slot, mentee)
    if not mentoring.active(slot):
        raise RefusedError(
            f"{called(view, slot)} is {status}, and only an active one has check-ins", ways_on(slot)
        )
    _require_days(view, slot, meeting)
    _require_goals(view, slot, meeting)
    _require_feedback(view, slot, meeting)
    mentors = listed(map(view.org.name, mentoring.mentors_now(slot)), "or")
    done = f"{view.org.name(mentee)} met {mentors} about {view.org.title(competence)} on {day(meeting.day)}"
    held = [each for each in view.org.checkins.get(mentee, ()) if each.competence == competence]
    same = next((each for each in reversed(held) if meeting.may_be(each)), None)
    if same is not None:
        present = values(same)
        more: dict[tuple[str, ...], Any] = {
            (key,): value for key, value in meeting.values().items() if key not in present
        }
        if meeting.pulse is not None and same.pulse.get(meeting.pulse[0]) != meeting.pulse[1]:
            more["pulse", meeting.pulse[0]] = meeting.pulse[1]
        if not more:
            return Plan((), f"{done}, which is already recorded")
        edits = tuple(Put(same.ref, key, value) for key, value in more.items())
        added = f"{listed(f'`{key[0]}`' for key in more)} added to the check-in that is there"
        return Plan(edits, f"{done}: {added}", lambda after: _what_next(after, slot))
    others = sum(each.date == meeting.day for each in held)
    again = f", for the {_ORDINALS.get(others, f'{others + 1}th')} time that day" if others else ""
    ref = event_ref(view, "checkins", mentee, meeting.day, competence)
    new = {"competence": competence, **meeting.values()}
    if meeting.pulse is not None:
        new["pulse"] = dict([meeting.pulse])
    return Plan((Put(ref, (), new),), f"{done}{again}", lambda after: _what_next(after, slot))


_ORDINALS = {1: "second", 2: "third"}


def _require_days(view: View, slot: Mentorship, meeting: Meeting) -> None:
    started = mentoring.started(slot, slot.mentee)
    if meeting.day > view.today:
        raise UsageError(f"--date: {meeting.day} is in the future", "record a check-in once it has been held")
    if started is not None and meeting.day < started:
        raise RefusedError(
            f"{called(view, slot)} began on {day(started)}, after {day(meeting.day)}",
            "correct the date of the check-in",
        )
    if meeting.next is not None and meeting.next <= meeting.day:
        raise UsageError(
            f"--next: {meeting.next} is not after the day of the check-in",
            "say when you meet next",
        )


def _require_goals(view: View, slot: Mentorship, meeting: Meeting) -> None:
    for goal in meeting.goals:
        if goal not in slot.goals:
            known = f"the goals are {', '.join(slot.goals)}" if slot.goals else "it has no goals yet"
            raise UsageError(
                f"{called(view, slot)} has no goal `{goal}`", did_you_mean(goal, slot.goals) or known
            )


def _require_feedback(view: View, slot: Mentorship, meeting: Meeting) -> None:
    if meeting.pulse is None and meeting.fit is None:
        return
    if view.org.settings.feedback is Switch.OFF:
        raise RefusedError(
            "this organisation does not collect feedback",
            "an administrator can turn it on: wecomplish set organisation feedback on",
        )
    if meeting.pulse is not None and meeting.pulse[0] not in (slot.mentee, *slot.mentors):
        raise RefusedError(
            f"{view.org.name(meeting.pulse[0])} is not part of {called(view, slot)}",
            "only mentee and mentors say how it is going, each for themselves",
        )


def _what_next(view: View, slot: Mentorship) -> Iterator[str]:
    mentorship = view.org.mentorships[slot.mentee, slot.competence]
    number = len(mentoring.checkins(view, mentorship))
    due = health.checkin_due(view, mentorship)
    then = f"; the next is due on {day(due)}" if due is not None else ""
    yield f"{counted(number, 'check-in')} since {told(mentoring.started(mentorship, slot.mentee))}{then}"
    expectations = familiarity.expectations_by_competence(view).get(slot.competence, ())
    for request in mentoring.life_rings(view, slot.mentee):
        if request.expectation in expectations:
            yield (
                f"{view.org.name(slot.mentee)} is still waiting for help with "
                f"“{view.org.title(request.expectation)}”"
            )
