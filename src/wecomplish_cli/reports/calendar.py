"""What is coming up in someone's mentorships: check-ins, goals, targets and ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from wecomplish_cli.derive import health, mentoring
from wecomplish_cli.model.mentorships import MentorshipStatus
from wecomplish_cli.reports.goals import OVER
from wecomplish_cli.text.phrases import days, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship

_OURS = UUID("5f0c1f6e-6a83-4a53-9d0b-3b1c1d3c5d0e")
"""The namespace of the ids; with another one, every calendar would get every event a second time."""


@dataclass(frozen=True)
class Event:
    """Something on a day; all of it is all day, since the data knows no hours."""

    uid: str
    """The same each time for the same thing, whoever asks and whatever day it is on."""
    day: date
    overdue: int | None
    """Days since it should have happened."""
    kind: str
    what: str
    every: int | None
    """Days until it happens again, and then again; None if it happens once."""
    last: date | None
    """The last day on which it can happen again; None if no end is planned."""
    people: tuple[str, ...]
    """The names of the others who take part."""
    competence: str | None
    title: str | None
    """What the role or skillset is called."""
    note: str | None
    """What was agreed, or how everyone sees that a goal is reached."""


@dataclass(frozen=True)
class Calendar:
    """What is coming up for someone, by day; what is overdue comes first."""

    person: str
    name: str
    today: date
    events: tuple[Event, ...]


def calendar(view: View, person: str) -> Calendar:
    """Collect what is coming up in the mentorships under way of a mentee or mentor."""
    found = [
        event
        for slot in view.org.mentorships.values()
        if _takes_part(slot, person)
        for event in _Slot(view, slot, person).events()
    ]
    found += _programs(view, person)
    found.sort(key=lambda each: (each.day, each.kind, each.people, each.uid))
    return Calendar(person, view.org.name(person), view.today, tuple(found))


def _takes_part(slot: Mentorship, person: str) -> bool:
    status = mentoring.status(slot, slot.mentee)
    under_way = status in (MentorshipStatus.ACTIVE, MentorshipStatus.PAUSED)
    return under_way and person in (slot.mentee, *mentoring.mentors_now(slot))


def _late(view: View, day: date) -> int | None:
    return (view.today - day).days if day < view.today else None


def _uid(view: View, *parts: str) -> str:
    return str(uuid5(_OURS, "\n".join((view.org.settings.organization, *parts))))


@dataclass(frozen=True)
class _Slot:
    """A mentorship, as one of those who take part in it sees it."""

    view: View
    slot: Mentorship
    person: str

    def events(self) -> Iterator[Event]:
        """What is coming up in it."""
        yield from self._checkins()
        yield from self._goals()
        slot, target = self.slot, self.slot.target
        if target is not None and target.by is not None:
            aim = "" if target.familiarity is None else f": {target.familiarity} % familiarity"
            yield self._event("target", target.by, f"Target{aim}")
        if slot.until is not None:
            yield self._event("end", slot.until, "Planned end")
        if slot.paused_until is not None and not mentoring.active(slot):
            yield self._event("resumes", slot.paused_until, "The pause ends")

    def _checkins(self) -> Iterator[Event]:
        """The next check-in, and those after it until the planned end."""
        view, slot = self.view, self.slot
        due = health.checkin_due(view, slot)
        if due is None:
            return
        held = mentoring.checkins(view, slot)
        planned = bool(held and held[-1].next)
        every = slot.checkin_every_days or view.org.settings.mentorship.checkin_every_days
        again = slot.until is None or (slot.until - max(due, view.today)).days >= every
        then = f", then every {days(every)}" if again else ""
        yield self._event(
            "check-in",
            due,
            f"Check-in, as planned{then}" if planned else f"Check-in due{then}",
            every=every if again else None,
            last=slot.until if again else None,
            note=slot.agreement,
        )

    def _goals(self) -> Iterator[Event]:
        for key, goal in self.slot.goals.items():
            if goal.status in OVER:
                continue
            if goal.due is not None:
                yield self._event("goal", goal.due, f"Goal: {goal.title}", key, note=goal.measure)
            for step, action in goal.actions.items():
                if action.due is not None and action.done is None:
                    what, towards = f"Step: {step.replace('-', ' ')}", f"For the goal {quoted(goal.title)}."
                    yield self._event("step", action.due, what, f"{key}/{step}", note=towards)

    def _event(
        self,
        kind: str,
        day: date,
        what: str,
        key: str = "",
        *,
        every: int | None = None,
        last: date | None = None,
        note: str | None = None,
    ) -> Event:
        org, slot = self.view.org, self.slot
        others = mentoring.mentors_now(slot) if self.person == slot.mentee else (slot.mentee,)
        return Event(
            uid=_uid(self.view, slot.ref, kind, key),
            day=day,
            overdue=_late(self.view, day),
            kind=kind,
            what=what,
            every=every,
            last=last,
            people=tuple(map(org.name, others)),
            competence=slot.competence,
            title=org.title(slot.competence),
            note=note,
        )


def _programs(view: View, person: str) -> Iterator[Event]:
    """The ends of the programmes that someone joined or coordinates, unless they are over."""
    joined = view.org.people[person].programs
    for key, program in view.org.programs.items():
        if key not in joined and program.coordinator != person:
            continue
        if program.ends is not None and program.ends >= view.today:
            yield Event(
                uid=_uid(view, program.ref, "end"),
                day=program.ends,
                overdue=None,
                kind="programme",
                what=f"{program.name} ends",
                every=None,
                last=None,
                people=(),
                competence=None,
                title=None,
                note=program.aim,
            )
