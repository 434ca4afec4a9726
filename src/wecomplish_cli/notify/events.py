"""What happened between two states of the data that someone is to be told of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity, mentoring
from wecomplish_cli.model.mentorships import HelpStatus
from wecomplish_cli.model.people import MailWanted
from wecomplish_cli.notify import mentorships
from wecomplish_cli.notify.event import Event, EventKind
from wecomplish_cli.notify.former import Former
from wecomplish_cli.notify.mentorships import there

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import HelpRequest, Review
    from wecomplish_cli.model.org import Org


def events(before: View, after: View) -> list[Event]:
    """List what happened, in the order of the records' paths; nothing comes of the mere passing of days."""
    former = Former(before, after)
    found: list[Event] = []
    for mentorship in after.org.mentorships.values():
        found += mentorships.of_mentorship(former, after, mentorship)
    for person in after.org.people:
        found += _away(former, after, person)
    for request in after.org.requests():
        found += _help(former, after, request)
    for person in after.org.familiarity:
        found += _familiarity(former, after, person)
    for reviews in after.org.reviews.values():
        for review in reviews:
            found += _review(former, review)
    told = (replace(each, to=_who_wants(after.org, each)) for each in found)
    return [each for each in told if each.to]


def _who_wants(org: Org, event: Event) -> tuple[str, ...]:
    """Who is told of an event: those who are there, and get such mail."""
    if event.kind in (EventKind.ASKED_MENTOR, EventKind.ASKED_MENTEE):
        return there(org, event.to)
    return tuple(each for each in there(org, event.to) if org.people[each].mail is not MailWanted.NONE)


def _away(former: Former, view: View, person: str) -> Iterator[Event]:
    """Tell the mentees of someone who will be away, with who is there instead."""
    away = view.org.people[person].mentoring.away
    known = former.org.people.get(former.person(person))
    if away is None or away.until < view.today or (known is not None and known.mentoring.away == away):
        return
    for mentorship in mentoring.active_by_mentor(view).get(person, ()):
        mentee = mentorship.mentee
        others = [each for each in mentoring.mentors_now(mentorship) if each != person]
        leaders = view.org.people[mentee].leaders if mentee in view.org.people else ()
        yield Event(
            EventKind.AWAY,
            ("away", person, str(away.since), str(away.until), mentorship.ref),
            (mentee,),
            mentee,
            mentorship.competence,
            mentor=person,
            by=person,
            day=away.since,
            until=away.until,
            mentors=there(view.org, others) or there(view.org, [each for each in leaders if each != person]),
            causes=(person,),
        )


def _review(former: Former, review: Review) -> Iterator[Event]:
    """Tell a mentee what a mentor made of their completed familiarity."""
    if f"reviews/{former.person(review.mentee)}/{review.id}.yaml" in former.org.records:
        return
    event = Event(
        EventKind.REVIEWED, ("reviewed", review.ref), (review.mentee,), review.mentee, review.competence
    )
    yield replace(
        event,
        by=review.by,
        causes=(review.by,),
        day=review.date,
        outcome=str(review.outcome),
        observed=tuple(review.observed.items()),
    )


def _help(former: Former, view: View, request: HelpRequest) -> Iterator[Event]:
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


def _familiarity(former: Former, view: View, person: str) -> Iterator[Event]:
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
            mentors = there(view.org, mentoring.mentors_now(mentorship))
        key = ("familiar", person, competence, str(completed))
        event = Event(EventKind.FAMILIAR, key, mentors, person, competence, by=person, day=completed)
        yield event
        kind = EventKind.FAMILIAR_LEADER if mentors else EventKind.FAMILIAR_UNMENTORED
        leaders = tuple(each for each in view.org.people[person].leaders if each not in mentors)
        yield replace(event, kind=kind, to=leaders, mentors=mentors)
