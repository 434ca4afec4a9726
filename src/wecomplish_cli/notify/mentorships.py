"""What happened to mentorships between two states of the data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wecomplish_cli.derive import mentoring
from wecomplish_cli.model.mentorships import MentorshipStatus
from wecomplish_cli.notify.event import Event, EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship, Terms
    from wecomplish_cli.model.org import Org
    from wecomplish_cli.notify.former import Former


LONG_AGO = 30
"""Days after which a mentorship that is new in the data is no news."""


def there(org: Org, people: Iterable[str]) -> tuple[str, ...]:
    """Those of some people who are still there, each once."""
    known = (each for each in dict.fromkeys(people) if each in org.people)
    return tuple(each for each in known if org.people[each].active)


def of_mentorship(former: Former, view: View, now: Mentorship) -> Iterator[Event]:
    """What happened to a slot: to each of its records, and whether its mentee is without a mentor now."""
    earlier = former.terms(now)
    for index, terms in enumerate((*now.previous, now)):
        old = earlier[index] if index < len(earlier) else None
        yield from _terms(former, now, index, old, terms)
    if earlier and _without_mentor(former, view, earlier[-1], now):
        yield _orphaned(view, now)


def _terms(former: Former, slot: Mentorship, index: int, old: Terms | None, new: Terms) -> Iterator[Event]:
    """What happened to one record of a slot; `index` counts them from the oldest."""
    mentee, status = slot.mentee, mentoring.status(new, slot.mentee)
    place = (slot.ref, str(index))
    parties = (mentee, *new.mentors)
    event = Event(EventKind.ENDED, place, parties, mentee, slot.competence, new.mentor, causes=parties)
    if status.under_way:
        yield from _new(former, event, old, new)
        if old is not None and old.status.under_way:
            yield from _accepted(former, event, old, new)
            before = (former.person(mentee), *old.mentors)
            known = tuple(each for each in parties if former.person(each) in before)
            yield from _changed(replace(event, to=known), old, new)
            yield from _joined(former, replace(event, to=known), old, new)
    elif old is not None and old.status.under_way:
        kind = EventKind(status)
        key = (kind, *place, str(new.ended))
        # Who declined is not recorded: whoever it was is told that it is so.
        yield replace(event, kind=kind, key=key, day=new.ended, note=new.reason)


def _new(former: Former, event: Event, old: Terms | None, new: Terms) -> Iterator[Event]:
    """Tell whoever takes part now and did not before, or was not to be told before.

    Those whose yes is needed are always told.
    """
    mentee = event.mentee
    before = {former.person(mentee), *old.mentors} if old is not None else set()
    known = before if old is not None and old.notify else set()
    waiting = {person for person, day in new.acceptance.items() if day is None}
    active = mentoring.status(new, mentee) is MentorshipStatus.ACTIVE
    said_yes = tuple(person for person, day in new.acceptance.items() if day is not None)
    for person in (mentee, *new.mentors):
        if person in waiting and former.person(person) not in before:
            kind = EventKind.ASKED_MENTEE if person == mentee else EventKind.ASKED_MENTOR
            asked = replace(event, kind=kind, key=("asked", *event.key, person), to=(person,))
            # Whoever proposes says yes at once; a leader who proposes is not recorded.
            yield replace(asked, day=mentoring.proposed(new), causes=said_yes or event.to)
        elif active and new.notify and person not in waiting and former.person(person) not in known:
            kind = EventKind.MENTORED if person == mentee else EventKind.ASSIGNED
            key = ("assigned", *event.key, person)
            day = mentoring.started(new, mentee)
            # What began long ago was written down elsewhere before: those who take part know of it.
            if old is not None or day is None or (former.view.today - day).days <= LONG_AGO:
                yield replace(event, kind=kind, key=key, to=(person,), day=day)


def _accepted(former: Former, event: Event, old: Terms, new: Terms) -> Iterator[Event]:
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


def _changed(event: Event, old: Terms, new: Terms) -> Iterator[Event]:
    """Tell everyone who took part of other terms and of a pause; who changed them is not recorded."""
    if not new.notify:
        return
    before, now = mentoring.status(old, event.mentee), mentoring.status(new, event.mentee)
    if now is not before and now is MentorshipStatus.PAUSED:
        key = ("paused", *event.key, str(new.paused_until))
        yield replace(event, kind=EventKind.PAUSED, key=key, until=new.paused_until)
    elif now is not before and before is MentorshipStatus.PAUSED:
        key = ("resumed", *event.key, str(old.paused_until))
        yield replace(event, kind=EventKind.RESUMED, key=key)
    was, agreed = _agreed(old), _agreed(new)
    different = tuple(name for name in agreed if agreed[name] != was[name])
    if different:
        key = ("terms", *event.key, *(str(agreed[name]) for name in different))
        yield replace(event, kind=EventKind.TERMS, key=key, terms=different)


def _agreed(terms: Terms) -> dict[str, object]:
    """What mentee and mentor agreed on; how far they are with a goal is no part of it."""
    goals = {name: (goal.title, goal.measure, goal.due) for name, goal in terms.goals.items()}
    return {
        "until": terms.until,
        "target": terms.target,
        "goals": goals,
        "agreement": terms.agreement,
        "checkin_every_days": terms.checkin_every_days,
    }


def _joined(former: Former, event: Event, old: Terms, new: Terms) -> Iterator[Event]:
    """Tell the others of a co-mentor who joined without being asked; a yes is told otherwise."""
    if not new.notify or mentoring.status(new, event.mentee) is not MentorshipStatus.ACTIVE:
        return
    for person in new.co_mentors:
        if former.person(person) in old.mentors or person in new.acceptance:
            continue
        key = ("co-mentor", *event.key, person)
        yield replace(event, kind=EventKind.CO_MENTOR, key=key, by=person)


def _without_mentor(former: Former, view: View, old: Terms, now: Mentorship) -> bool:
    """Whether someone had a mentor, still holds the assignment, and has nobody there for it any more."""
    mentee = view.org.people.get(now.mentee)
    if mentee is None or not mentee.active or now.competence not in mentee.held(view.today):
        return False
    was = mentoring.status(old, former.person(now.mentee))
    had = was is MentorshipStatus.ACTIVE and there(former.org, mentoring.mentors_now(old))
    status = mentoring.status(now, now.mentee)
    if not had or status is MentorshipStatus.COMPLETED:
        return False
    return not (status.under_way and there(view.org, now.mentors))


def _orphaned(view: View, now: Mentorship) -> Event:
    leaders = tuple(each for each in view.org.people[now.mentee].leaders if each not in now.mentors)
    key = ("orphaned", now.ref, str(len(now.previous)), now.mentor)
    day = now.ended or view.today
    return Event(
        EventKind.ORPHANED,
        key,
        leaders,
        now.mentee,
        now.competence,
        now.mentor,
        causes=(now.mentor,),
        day=day,
    )
