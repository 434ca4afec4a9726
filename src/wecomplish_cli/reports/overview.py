"""What someone mentors others in, and who mentors them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity as derived_familiarity
from wecomplish_cli.derive import mentoring
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.mentorships import MentorshipStatus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import HelpRequest, Mentorship


@frozen
class Waiting:
    """An open request for help: a life ring."""

    mentee: str
    mentee_name: str
    expectation: str
    title: str
    status: str
    since: date
    days: int
    question: str | None
    seen_by: str | None
    """The name of who said that they saw it."""
    seen: date | None


@frozen
class Pair:
    """One mentorship under way, seen from one side."""

    person: str
    """The other one."""
    name: str
    competence: str
    competence_name: str
    part: str
    """The mentor's part in it: `mentor` or `co-mentor`."""
    status: str
    started: date | None
    until: date | None
    awareness: float | None
    """Of the mentee in this assignment, in percent; so is familiarity."""
    familiarity: float | None
    last_checkin: date | None
    waiting: tuple[Waiting, ...]
    """The mentee's life rings within this assignment, oldest first."""
    to_review: date | None
    """Since when the mentee's completed familiarity waits for a review; None where it does not."""
    imported: bool
    """It began elsewhere, and no levels were taken at its start."""


@frozen
class Over:
    """One mentorship that is over, seen from one side."""

    person: str
    """The other one."""
    name: str
    competence: str
    competence_name: str
    part: str
    """The mentor's part in it: `mentor` or `co-mentor`."""
    status: str
    started: date | None
    ended: date | None
    reason: str | None


@frozen
class Overview:
    """A person's mentorships."""

    person: str
    name: str
    load: int
    places: int
    mentors: tuple[Pair, ...]
    """Whom they mentor: those who wait for help first, longest waiting first, then by name."""
    mentored_by: tuple[Pair, ...]
    """Who mentors them, by competence."""
    mentored: tuple[Over, ...] = ()
    """Whom they mentored, the last one first; empty unless asked for, as `had_as_mentors`."""
    had_as_mentors: tuple[Over, ...] = ()
    """Who mentored them, the last one first."""


def overview(view: View, person: str, everything: bool = False) -> Overview:
    """Collect whom a person mentors and who mentors them: proposed, active, paused, or also what is over."""
    mentors = [
        _pair(view, mentorship, mentorship.mentee, person)
        for mentorship in view.org.mentorships.values()
        if mentorship.status.under_way and person in mentorship.mentors
    ]
    mentors.sort(
        key=lambda pair: (-max((w.days for w in pair.waiting), default=-1), pair.name, pair.competence)
    )
    return Overview(
        person,
        view.org.name(person),
        mentoring.load(view, person),
        mentoring.capacity(view, person),
        tuple(mentors),
        tuple(mentored_by(view, person)),
        _over(view, person, as_mentor=True) if everything else (),
        _over(view, person, as_mentor=False) if everything else (),
    )


def _over(view: View, person: str, as_mentor: bool) -> tuple[Over, ...]:
    """List the mentorships of a person that are over, seen from one side, the last one first."""
    found = []
    for slot in view.org.mentorships.values():
        for terms in (*slot.previous, slot):
            if terms.status.under_way or (not as_mentor and slot.mentee != person):
                continue
            for mentor in mentoring.mentors_now(terms):
                if not as_mentor or mentor == person:
                    other = slot.mentee if as_mentor else mentor
                    part = "mentor" if mentor == terms.mentor else "co-mentor"
                    about = (other, view.org.name(other), slot.competence, view.org.title(slot.competence))
                    days = (mentoring.started(terms, slot.mentee), terms.ended)
                    found.append(Over(*about, part, str(terms.status), *days, terms.reason))
    return tuple(sorted(found, key=lambda each: (str(each.ended), str(each.started)), reverse=True))


def mentored_by(view: View, person: str) -> list[Pair]:
    """List who mentors a person in what: proposed, active and paused, by competence."""
    return [
        _pair(view, mentorship, mentor, mentor)
        for mentorship in mentoring.mentorships_of(view, person)
        if mentorship.status.under_way
        for mentor in mentorship.mentors
    ]


def waiting(view: View, mentees: list[str]) -> Iterator[Waiting]:
    """List the life rings of some people, by mentee and then oldest first."""
    for mentee in mentees:
        for request in mentoring.life_rings(view, mentee):
            yield waiting_for(view, request)


def waiting_for(view: View, request: HelpRequest) -> Waiting:
    """An open request as people see it."""
    seen = request.acknowledged
    return Waiting(
        request.mentee,
        view.org.name(request.mentee),
        request.expectation,
        view.org.title(request.expectation),
        str(request.status),
        request.date,
        (view.today - request.date).days,
        request.question,
        view.org.name(seen.by) if seen else None,
        seen.date if seen else None,
    )


def _pair(view: View, mentorship: Mentorship, other: str, mentor: str) -> Pair:
    mentee, competence = mentorship.mentee, mentorship.competence
    expectations = derived_familiarity.expectations_by_competence(view).get(competence, ())
    started = mentoring.started(mentorship, mentee)
    # Before it began, they met as part of an earlier one.
    meetings = [each.date for each in mentoring.checkins(view, mentorship)] if started else []
    return Pair(
        other,
        view.org.name(other),
        competence,
        view.org.title(competence),
        "mentor" if mentor == mentorship.mentor else "co-mentor",
        _status(mentorship, mentor),
        started,
        mentorship.until,
        derived_familiarity.awareness(view, mentee, expectations),
        derived_familiarity.familiarity(view, mentee, expectations),
        max(meetings, default=None),
        tuple(w for w in waiting(view, [mentee]) if w.expectation in expectations),
        derived_familiarity.completed_familiarity(view, mentee, competence)
        if mentoring.active(mentorship)
        else None,
        mentoring.imported(mentorship),
    )


def _status(mentorship: Mentorship, mentor: str) -> str:
    """The status that counts, but `proposed` for someone who has not said yes yet."""
    status = mentoring.status(mentorship, mentorship.mentee)
    waits = mentor in mentorship.acceptance and mentorship.acceptance[mentor] is None
    return str(MentorshipStatus.PROPOSED if waits else status)
