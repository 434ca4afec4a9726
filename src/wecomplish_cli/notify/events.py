"""What happened between two states of the data that someone is to be told of, as data."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity, mentoring
from wecomplish_cli.model.mentorships import HelpStatus, MentorshipStatus
from wecomplish_cli.model.renames import renames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import HelpRequest, Mentorship, Terms
    from wecomplish_cli.model.org import Org


class EventKind(StrEnum):
    """What happened, as seen by those who are told: each is a section of the catalogues."""

    ASKED_MENTOR = "asked_mentor"
    """A mentorship waits for a mentor's yes."""
    ASKED_MENTEE = "asked_mentee"
    """A mentorship waits for the mentee's yes."""
    ASSIGNED = "assigned"
    """Someone mentors somebody now."""
    ACCEPTED = "accepted"
    """One of the others said yes, and somebody is still waited for."""
    STARTED = "started"
    """One of the others said yes, and the mentorship is active."""
    DECLINED = "declined"
    COMPLETED = "completed"
    ENDED = "ended"
    HELP = "help"
    """Help is asked for, and it reaches this person."""
    ANSWERED = "answered"
    """Help was given."""
    FAMILIAR = "familiar"
    """A mentee's familiarity is completed, and this mentor is to review it."""
    FAMILIAR_LEADER = "familiar_leader"
    """The same, for a leader; the mentors review it."""
    FAMILIAR_UNMENTORED = "familiar_unmentored"
    """The same, for a leader of someone whom nobody mentors there."""


@dataclass(frozen=True)
class Event:
    """One thing that happened, and who is to be told of it."""

    kind: EventKind
    key: tuple[str, ...]
    """What tells it from every other event, whenever it is looked for."""
    to: tuple[str, ...]
    """The people to be told, by id, active ones only."""
    mentee: str
    about: str
    """The reference of the assignment or expectation it is about."""
    mentor: str | None = None
    by: str | None = None
    """Who is recorded in the data as having done it; None where nobody is."""
    day: date | None = None
    note: str | None = None
    """The question asked, or the reason given."""
    waiting: tuple[str, ...] = ()
    """Who has still to say yes."""
    mentors: tuple[str, ...] = ()
    """Who is to review completed familiarity."""
    insight: str | None = None
    causes: tuple[str, ...] = ()
    """Whoever may have brought it about, as far as the data says."""


def in_turns(found: Iterable[Event], today: date) -> list[tuple[Event, str]]:
    """Each event with each person to be told of it: oldest first, and by turns among who caused them.

    One who causes many waits in their own queue alone. What has no day is as new as can be.
    """
    told = [(event, person) for event in found for person in event.to]
    told.sort(key=lambda each: each[0].day or today)
    times: dict[str, int] = defaultdict(int)
    turns = []
    for event, _ in told:
        causes = event.causes or (event.mentee,)
        turns.append(max(times[cause] for cause in causes))
        for cause in causes:
            times[cause] += 1
    order = sorted(range(len(told)), key=lambda number: turns[number])
    return [told[number] for number in order]


def events(before: View, after: View) -> list[Event]:
    """List what happened, in the order of the records' paths; nothing comes of the mere passing of days."""
    former = _Former(before, after)
    found: list[Event] = []
    for mentorship in after.org.mentorships.values():
        found += _mentorship(former, mentorship)
    for request in after.org.requests():
        found += _help(former, after, request)
    for person in after.org.familiarity:
        found += _familiarity(former, after, person)
    told = (replace(each, to=_active(after.org, each.to)) for each in found)
    return [each for each in told if each.to]


def _active(org: Org, people: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in dict.fromkeys(people) if each in org.people and org.people[each].active)


class _Former:
    """The data as it was before, asked by the ids of now: what was only renamed did not happen."""

    def __init__(self, before: View, after: View) -> None:
        self.view, self.org = before, before.org
        found = renames(before.org, after.org)
        self._people = {new: old for old, new in found.people.items()}
        self._others = {new: old for old, new in found.others.items()}

    def person(self, now: str) -> str:
        return self._people.get(now, now)

    def competence(self, now: str) -> str:
        return self._others.get(now, now)

    def terms(self, now: Mentorship) -> tuple[Terms, ...]:
        """The records of a slot, oldest first."""
        slot = self.person(now.mentee), self.competence(now.competence)
        found = self.org.mentorships.get(slot)
        return (*found.previous, found) if found else ()

    def request(self, now: HelpRequest) -> HelpRequest | None:
        found: HelpRequest | None = self.org.records.get(f"help/{self.person(now.mentee)}/{now.id}.yaml")
        return found


def _mentorship(former: _Former, now: Mentorship) -> Iterator[Event]:
    earlier = former.terms(now)
    for index, terms in enumerate((*now.previous, now)):
        old = earlier[index] if index < len(earlier) else None
        yield from _terms(former, now, index, old, terms)


def _terms(former: _Former, slot: Mentorship, index: int, old: Terms | None, new: Terms) -> Iterator[Event]:
    """What happened to one record of a slot; `index` counts them from the oldest."""
    mentee, status = slot.mentee, mentoring.status(new, slot.mentee)
    place = (slot.ref, str(index))
    parties = (mentee, *new.mentors)
    event = Event(EventKind.ENDED, place, parties, mentee, slot.competence, new.mentor, causes=parties)
    if status.under_way:
        if new.notify:
            yield from _new(former, event, old, new)
        if old is not None:
            yield from _accepted(former, event, old, new)
    elif old is not None and old.status.under_way:
        kind = EventKind(status)
        key = (kind, *place, str(new.ended))
        # Who declined is not recorded: whoever it was is told that it is so.
        yield replace(event, kind=kind, key=key, day=new.ended, note=new.reason)


def _new(former: _Former, event: Event, old: Terms | None, new: Terms) -> Iterator[Event]:
    """Tell whoever takes part now and did not before, or was not to be told before."""
    mentee = event.mentee
    known = {former.person(mentee), *old.mentors} if old is not None and old.notify else set()
    waiting = {person for person, day in new.acceptance.items() if day is None}
    active = mentoring.status(new, mentee) is MentorshipStatus.ACTIVE
    said_yes = tuple(person for person, day in new.acceptance.items() if day is not None)
    for person in (mentee, *new.mentors):
        if former.person(person) in known:
            continue
        if person in waiting:
            kind = EventKind.ASKED_MENTEE if person == mentee else EventKind.ASKED_MENTOR
            asked = replace(event, kind=kind, key=("asked", *event.key, person), to=(person,))
            # Whoever proposes says yes at once; a leader who proposes is not recorded.
            yield replace(asked, day=mentoring.proposed(new), causes=said_yes or event.to)
        elif active and person != mentee:
            key = ("assigned", *event.key, person)
            day = mentoring.started(new, mentee)
            yield replace(event, kind=EventKind.ASSIGNED, key=key, to=(person,), day=day)


def _accepted(former: _Former, event: Event, old: Terms, new: Terms) -> Iterator[Event]:
    active = mentoring.status(new, event.mentee) is MentorshipStatus.ACTIVE
    for person, day in new.acceptance.items():
        if day is None or old.acceptance.get(former.person(person), day) is not None:
            continue
        yield replace(
            event,
            kind=EventKind.STARTED if active else EventKind.ACCEPTED,
            key=("accepted", *event.key, person, str(day)),
            to=tuple(each for each in event.to if each != person),
            by=person,
            causes=(person,),
            day=day,
            waiting=tuple(each for each, said in new.acceptance.items() if said is None),
        )


def _help(former: _Former, view: View, request: HelpRequest) -> Iterator[Event]:
    old = former.request(request)
    mentee, about = request.mentee, request.expectation
    if request.status is HelpStatus.OPEN and old is None:
        helpers = tuple(mentoring.helpers(view, mentee, about))
        event = Event(EventKind.HELP, ("help", request.ref), helpers, mentee, about)
        yield replace(event, by=mentee, causes=(mentee,), day=request.date, note=request.question)
    answer = request.answered if request.status is HelpStatus.ANSWERED else None
    if answer is not None and (old is None or old.status is not HelpStatus.ANSWERED):
        key = ("answered", request.ref, str(answer.date))
        event = Event(EventKind.ANSWERED, key, (mentee,), mentee, about)
        yield replace(event, by=answer.by, causes=(answer.by,), day=answer.date, insight=answer.insight)


def _familiarity(former: _Former, view: View, person: str) -> Iterator[Event]:
    before = former.person(person)
    if person not in view.org.people or former.org.familiarity.get(before) == view.org.familiarity[person]:
        return
    for competence in view.org.people[person].held(view.today):
        completed = familiarity.completed_familiarity(view, person, competence)
        earlier = former.competence(competence)
        if completed is None or familiarity.completed_familiarity(former.view, before, earlier) is not None:
            continue
        mentorship = view.org.mentorships.get((person, competence))
        mentors: tuple[str, ...] = ()
        if mentorship is not None and mentoring.active(mentorship):
            mentors = _active(view.org, mentoring.mentors_now(mentorship))
        key = ("familiar", person, competence, str(completed))
        event = Event(EventKind.FAMILIAR, key, mentors, person, competence, by=person, day=completed)
        yield event
        kind = EventKind.FAMILIAR_LEADER if mentors else EventKind.FAMILIAR_UNMENTORED
        leaders = tuple(each for each in view.org.people[person].leaders if each not in mentors)
        yield replace(event, kind=kind, to=leaders, mentors=mentors)
