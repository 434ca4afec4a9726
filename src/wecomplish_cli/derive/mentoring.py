"""What follows from mentorships: status, load, places, who could mentor and who helps."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from wecomplish_cli.derive.view import View, once
from wecomplish_cli.model.mentorships import MentorshipStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from wecomplish_cli.model.mentorships import CheckIn, HelpRequest, Mentorship, Terms
from wecomplish_cli.derive.familiarity import expectations_by_competence


def status(terms: Terms, mentee: str) -> MentorshipStatus:
    """The status that counts: proposed, with the yes of the mentee and the mentor, is active."""
    accepted = terms.acceptance.get
    if terms.status is MentorshipStatus.PROPOSED and accepted(mentee) and accepted(terms.mentor):
        return MentorshipStatus.ACTIVE
    return terms.status


def started(terms: Terms, mentee: str) -> date | None:
    """The first active day: as written, or the later of the two acceptances that made it active."""
    if terms.started is not None:
        return terms.started
    said_yes = terms.acceptance.get(mentee), terms.acceptance.get(terms.mentor)
    return max(said_yes) if all(said_yes) else None  # type: ignore[type-var]


def proposed(terms: Terms) -> date | None:
    """The day something was proposed: as written, or the first yes, which whoever proposes says at once."""
    said_yes = [day for day in terms.acceptance.values() if day is not None]
    return terms.proposed or min(said_yes, default=None)


def waited_for(mentorship: Mentorship) -> tuple[str, ...]:
    """Whose yes a proposal waits for; nobody's where it is active already, or over."""
    if status(mentorship, mentorship.mentee) is not MentorshipStatus.PROPOSED:
        return ()
    parties = (mentorship.mentee, *mentorship.mentors)
    return tuple(person for person in parties if mentorship.acceptance.get(person) is None)


def mentors_now(terms: Terms) -> tuple[str, ...]:
    """The mentor, and the co-mentors who are not still waited for."""
    waiting = {person for person, day in terms.acceptance.items() if day is None}
    return (terms.mentor, *(person for person in terms.co_mentors if person not in waiting))


def only_asked(mentorship: Mentorship) -> tuple[str, ...]:
    """The co-mentors who are still waited for; nobody where all of it is only proposed."""
    if status(mentorship, mentorship.mentee) is MentorshipStatus.PROPOSED:
        return ()
    now = mentors_now(mentorship)
    return tuple(person for person in mentorship.co_mentors if person not in now)


def imported(terms: Terms) -> bool:
    """Whether a mentorship began elsewhere: it has a first day, and nobody took levels at its start."""
    return terms.started is not None and terms.baseline is None


def active(mentorship: Mentorship) -> bool:
    """Whether a mentorship is active."""
    return status(mentorship, mentorship.mentee) is MentorshipStatus.ACTIVE


def checkins(view: View, slot: Mentorship, terms: Terms | None = None) -> list[CheckIn]:
    """The check-ins of a mentorship, or of an earlier one of its slot, oldest first; none before it began."""
    terms = terms or slot
    since, last = started(terms, slot.mentee), terms.ended or view.today
    if since is None:
        return []
    return [
        each
        for each in view.org.checkins.get(slot.mentee, ())
        if each.competence == slot.competence and since <= each.date <= last
    ]


@once
def active_by_mentor(view: View) -> Mapping[str, tuple[Mentorship, ...]]:
    """The active mentorships of each mentor and accepted co-mentor, longest running first."""
    found: dict[str, list[Mentorship]] = defaultdict(list)
    for mentorship in view.org.mentorships.values():
        if active(mentorship):
            for mentor in dict.fromkeys(mentors_now(mentorship)):
                found[mentor].append(mentorship)

    def since(mentorship: Mentorship) -> tuple[str, str]:
        return str(started(mentorship, mentorship.mentee) or "9999"), mentorship.path

    return {mentor: tuple(sorted(mentorships, key=since)) for mentor, mentorships in found.items()}


def mentorships_of(view: View, mentee: str) -> tuple[Mentorship, ...]:
    """The mentorships in which someone is the mentee, by competence, also those that are over."""
    return _by_mentee(view).get(mentee, ())


@once
def _by_mentee(view: View) -> Mapping[str, tuple[Mentorship, ...]]:
    found: dict[str, list[Mentorship]] = defaultdict(list)
    for mentorship in view.org.mentorships.values():
        found[mentorship.mentee].append(mentorship)
    return {mentee: tuple(slots) for mentee, slots in found.items()}


def load(view: View, person: str) -> int:
    """How many active mentorships a person has as mentor or accepted co-mentor."""
    return len(active_by_mentor(view).get(person, ()))


def capacity(view: View, person: str) -> int:
    """A mentor's places."""
    found = view.org.people.get(person)
    own = found.mentoring.capacity if found else None
    return view.org.settings.mentorship.default_capacity if own is None else own


@once
def _asked(view: View) -> Mapping[str, int]:
    found: dict[str, int] = defaultdict(int)
    for slot in view.org.mentorships.values():
        if status(slot, slot.mentee) is MentorshipStatus.PROPOSED:
            for mentor in slot.mentors:
                found[mentor] += 1
    return found


def asked_of(view: View, person: str) -> int:
    """How many proposals would take a place of a person."""
    return _asked(view).get(person, 0)


def taken(view: View, person: str) -> int:
    """How many places of a mentor are taken, or promised to a proposal."""
    return load(view, person) + asked_of(view, person)


def spare(view: View, person: str) -> int:
    """Places that are neither taken nor promised; below 0 where there are too few."""
    return capacity(view, person) - taken(view, person)


def away(view: View, person: str) -> bool:
    """Whether a person is away on that day."""
    found = view.org.people.get(person)
    when = found.mentoring.away if found else None
    return when is not None and when.since <= view.today <= when.until


def free_places(view: View, person: str) -> int:
    """Places for somebody more; 0 while away, not open to mentoring, left, or unknown."""
    if not wants_to_mentor(view, person) or away(view, person):
        return 0
    return max(spare(view, person), 0)


def wants_to_mentor(view: View, person: str) -> bool:
    """Whether a person is open to mentoring; nobody who has left or is unknown is."""
    found = view.org.people.get(person)
    return found is not None and found.active and bool(found.mentoring.open)


def open_for(view: View, person: str, competence: str) -> bool:
    """Whether a person is open to mentoring in a competence: they want to, and it is among their topics."""
    offer = view.org.people[person].mentoring
    return bool(offer.open) and (not offer.topics or competence in offer.topics)


def life_rings(view: View, mentee: str) -> list[HelpRequest]:
    """The open and acknowledged requests of a mentee, oldest first."""
    return [request for request in view.org.help.get(mentee, ()) if request.status.life_ring]


def helpers(view: View, mentee: str, expectation: str) -> list[str]:
    """Who a request for help reaches: mentors of assignments that contain it, or else the leaders."""
    by_competence = expectations_by_competence(view)
    found: dict[str, None] = {}
    for mentorship in mentorships_of(view, mentee):
        if active(mentorship) and expectation in by_competence.get(mentorship.competence, ()):
            found.update(dict.fromkeys(mentors_now(mentorship)))
    return still_there(view, found) or still_there(view, leaders_of(view, mentee))


def leaders_of(view: View, person: str) -> tuple[str, ...]:
    """The leaders of someone, as their file names them; none of somebody unknown."""
    found = view.org.people.get(person)
    return found.leaders if found else ()


def still_there(view: View, people: Iterable[str]) -> list[str]:
    """Those of some people who are known and have not left, in their order."""
    return [person for person in people if person in view.org.people and view.org.people[person].active]
