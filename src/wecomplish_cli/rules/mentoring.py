"""Rules about mentoring (WC3xx), judged where something is under way, never in history."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from wecomplish_cli import derive
from wecomplish_cli.diagnostics import Finding, Related, Spot
from wecomplish_cli.model.kinds import kind_of
from wecomplish_cli.model.mentorships import CheckIn, HelpRequest, HelpStatus, MentorshipStatus, Terms
from wecomplish_cli.model.organization import Consent, Switch
from wecomplish_cli.model.people import Person
from wecomplish_cli.model.programs import Program
from wecomplish_cli.model.values import NoteMark
from wecomplish_cli.model.walk import visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.diagnostics import Pointer
    from wecomplish_cli.model.mentorships import Mentorship
    from wecomplish_cli.model.org import Org


def self_mentoring(org: Org, _today: date) -> Iterator[Finding]:
    """Nobody is their own mentor.

    Why: a mentor is someone else to ask.
    Fix: name another mentor.
    """
    for mentorship, mentor, pointer in _mentors(org):
        if mentor == mentorship.mentee:
            yield Finding(mentorship.at(*pointer), f"{org.name(mentor)} cannot be their own mentor")


def party_left(org: Org, _today: date) -> Iterator[Finding]:
    """Mentor and mentee of a mentorship under way, and whoever waits for help, are still there.

    Why: nobody who left can answer, and nobody who left needs an answer.
    Fix: end the mentorship, or name a mentor who is there; withdraw the request.
    """
    left = {person for person, record in org.people.items() if not record.active}
    for mentorship, mentor, pointer in _mentors(org):
        if mentor in left:
            yield Finding(mentorship.at(*pointer), f"{org.name(mentor)} has left")
        if mentorship.mentee in left and pointer == ("mentor",):
            yield Finding(mentorship.at("status"), f"the mentee, {org.name(mentorship.mentee)}, has left")
    for request in org.requests():
        if request.status.life_ring and request.mentee in left:
            yield Finding(request.at("status"), f"{org.name(request.mentee)}, who asked, has left")


def over_capacity(org: Org, _today: date) -> Iterator[Finding]:
    """A mentor has no more active mentorships than places.

    Why: mentors who take on too many answer none of them in time.
    Fix: end or pause one of the mentorships named, or raise the mentor's `mentoring.capacity`.
    """
    for mentor, mentorships in derive.active_by_mentor(org).items():
        places = derive.capacity(org, mentor)
        for extra in mentorships[places:]:
            others = (m for m in mentorships if m is not extra)
            yield Finding(
                extra.at(*_pointer_to(extra, mentor)),
                f"{org.name(mentor)} has {places} place{'' if places == 1 else 's'} "
                f"and {len(mentorships)} active mentorships",
                related=tuple(
                    Related(m.at(*_pointer_to(m, mentor)), f"also mentors {org.name(m.mentee)}")
                    for m in others
                ),
            )


def leader_is_mentor(org: Org, _today: date) -> Iterator[Finding]:
    """A mentor is not the mentee's leader.

    Why: it is hard to show what one cannot do yet to the person who decides on one's pay.
    Fix: choose another mentor; the leader supports the team in any case.
    """
    for mentorship, mentor, pointer in _mentors(org):
        mentee = org.people.get(mentorship.mentee)
        if mentee and mentor in mentee.leaders:
            yield Finding(mentorship.at(*pointer), f"{org.name(mentor)} is the leader of {mentee.name}")


def mentor_not_proficient(org: Org, today: date) -> Iterator[Finding]:
    """A mentor is proficient in what they mentor in.

    Why: the lower median of a mentor's levels should reach `mentorship.mentor_min_level`.
    Fix: ask the mentor to indicate their familiarity, choose another, or make it a `peer` mentorship.
    """
    for mentorship, mentor, pointer in _mentors(org):
        competence = mentorship.competence
        if mentorship.peer or mentor not in org.people or competence not in org.competences:
            continue
        if not derive.proficient(org, mentor, competence, today):
            indicated = derive.levels_now(org, mentor, competence, today)
            why = "is not proficient" if indicated else "has indicated no familiarity"
            yield Finding(mentorship.at(*pointer), f"{org.name(mentor)} {why} in {org.title(competence)}")


def mentor_circle(org: Org, _today: date) -> Iterator[Finding]:
    """Nobody is mentored, directly or through others, by someone they mentor in the same competence.

    Why: in a circle nobody is ahead of anybody; equals say so with `peer: true`.
    Fix: end one of the mentorships named, or make all of them `peer: true`.
    """
    from wecomplish_cli.network import circles

    by_competence: dict[str, list[tuple[str, Mentorship]]] = defaultdict(list)
    for mentorship, mentor, _ in _mentors(org):
        if mentor != mentorship.mentee:
            by_competence[mentorship.competence].append((mentor, mentorship))
    for competence, pairs in by_competence.items():
        for circle in circles((mentor, m.mentee) for mentor, m in pairs):
            inside = [(mentor, m) for mentor, m in pairs if mentor in circle and m.mentee in circle]
            if all(m.peer for _, m in inside):
                continue
            (mentor, first), *rest = inside
            yield Finding(
                first.at(*_pointer_to(first, mentor)),
                f"a circle of mentors in {org.title(competence)}: {', '.join(map(org.name, circle))}",
                related=tuple(Related(m.at(*_pointer_to(m, who)), "part of the circle") for who, m in rest),
            )


def dates_out_of_order(org: Org, _today: date) -> Iterator[Finding]:
    """What ends or answers something is not dated before it.

    Why: an end before its start is a slip of the pen, and every duration computed from it is wrong.
    Fix: correct one of the two dates.
    """
    for path, record in org.records.items():
        for pointer, later, earlier in _date_pairs(record):
            if later is not None and earlier is not None and later < earlier:
                message = f"{later} is before {earlier}, which should come first"
                yield Finding(Spot(path, pointer), message)


def missing_acceptance(org: Org, _today: date) -> Iterator[Finding]:
    """Where consent is required, an active mentorship has everyone's acceptance.

    Why: the organisation decided that nobody becomes a mentor or mentee without having said yes.
    Fix: make it `proposed` until mentee and mentors have put a date on their own line of `acceptance`.
    """
    if org.settings.mentorship.consent is not Consent.REQUIRED:
        return
    for mentorship in org.mentorships.values():
        if mentorship.status is MentorshipStatus.ACTIVE:
            parties = (mentorship.mentee, *mentorship.mentors)
            missing = [person for person in parties if mentorship.acceptance.get(person) is None]
            if missing:
                names = ", ".join(map(org.name, missing))
                yield Finding(mentorship.at("status"), f"active without the acceptance of {names}")


def status_mismatch(org: Org, _today: date) -> Iterator[Finding]:
    """The keys of a mentorship or a request for help are those its status needs and allows.

    Why: a mentorship that is active and has ended, or help answered by nobody, is two things at once.
    Fix: correct the status, or add or delete the key named.
    """
    for mentorship in org.mentorships.values():
        parties = {mentorship.mentee, *mentorship.mentors}
        for person in mentorship.acceptance:
            # With a misspelled mentor, the right one would seem to be a stranger.
            if person not in parties and all(party in org.people for party in parties):
                at = mentorship.at("acceptance", person, key=True)
                yield Finding(at, f"{org.name(person)} is neither mentee nor mentor here")
        for terms, around in (
            (mentorship, ()),
            *((p, ("previous", i)) for i, p in enumerate(mentorship.previous)),
        ):
            for message, key in _terms_mismatch(terms, earlier=bool(around)):
                yield Finding(mentorship.at(*around, key), message)
    for request in org.requests():
        for key in ("acknowledged", "answered"):
            there = getattr(request, key) is not None
            if there and key not in _HELP_ALLOWS[request.status]:
                yield Finding(request.at(key, key=True), f"a request that is {request.status} has no `{key}`")
            if not there and request.status == key:
                yield Finding(request.at("status"), f"{key}, but `{key}` does not say by whom and when")


def missing_baseline(org: Org, _today: date) -> Iterator[Finding]:
    """An active mentorship has a baseline.

    Why: without the levels at the start, nobody can say what came of it.
    Fix: add `baseline` with `taken` and the mentee's `levels` of that day.
    """
    for mentorship in org.mentorships.values():
        if derive.active(mentorship) and mentorship.baseline is None:
            yield Finding(mentorship.at("status"), "active without a `baseline` to measure the gain from")


def missing_target(org: Org, _today: date) -> Iterator[Finding]:
    """An active mentorship has a target.

    Why: a mentorship that does not know where it wants to go does not know when it is done.
    Fix: add `target` with `familiarity` (percent of the assignment) and `by` (a date).
    """
    for mentorship in org.mentorships.values():
        if derive.active(mentorship) and mentorship.target is None:
            yield Finding(mentorship.at("status"), "active without a `target` to reach")


def duplicate_help(org: Org, _today: date) -> Iterator[Finding]:
    """A mentee has at most one open request for help with an expectation.

    Why: with two, one is answered and the other waits for ever.
    Fix: withdraw one of them.
    """
    for mentee in org.help:
        first: dict[str, Spot] = {}
        for request in derive.life_rings(org, mentee):
            spot = request.at("expectation")
            if first.setdefault(request.expectation, spot) is not spot:
                yield Finding(
                    spot,
                    f"{org.name(mentee)} already waits for help with this",
                    related=(Related(first[request.expectation], "the earlier request"),),
                )


def unexpected_help(org: Org, today: date) -> Iterator[Finding]:
    """Help is asked for with what is expected of the person.

    Why: a request about anything else reaches no mentor.
    Fix: correct the expectation, add the assignment that expects it, or withdraw the request.
    """
    for request in org.requests():
        awaited = request.status.life_ring and request.mentee in org.people
        if awaited and request.expectation not in derive.expected_of(org, request.mentee, today):
            name, title = org.name(request.mentee), org.title(request.expectation)
            yield Finding(request.at("expectation"), f"this is not expected of {name}: {title}")


def overdue_help(org: Org, today: date) -> Iterator[Finding]:
    """A request for help is acknowledged and answered in time.

    Why: whoever asks twice in vain does not ask a third time.
    Fix: answer it; `help` in `wecomplish.yaml` says how many days there are.
    """
    limits = org.settings.help
    for request in org.requests():
        if not request.status.life_ring:
            continue
        waiting = request.status is HelpStatus.OPEN
        limit = limits.acknowledge_within_days if waiting else limits.answer_within_days
        days = (today - request.date).days
        if days > limit:
            what = "acknowledged" if waiting else "answered"
            yield Finding(request.at("status"), f"waiting for {days} days; should be {what} within {limit}")


def long_note(org: Org, _today: date) -> Iterator[Finding]:
    """A note is at most `notes.max_characters` long.

    Why: git never forgets and everyone with read access reads everything; conversations belong elsewhere.
    Fix: shorten it to what others need to know.
    """
    limit = org.settings.notes.max_characters
    found: list[Finding] = []
    path = ""

    def see(_kind: object, note: str, pointer: Pointer) -> None:
        if len(note) > limit:
            found.append(Finding(Spot(path, pointer), f"{len(note)} characters; at most {limit}"))

    for path, record in org.records.items():
        visit(kind_of(path).record, record, see, NoteMark)
    return iter(found)


def future_date(org: Org, today: date) -> Iterator[Finding]:
    """What is said to have happened is not dated in the future.

    Why: an indication dated next year never grows stale, and help asked for next year never overdue.
    Fix: correct the date; a day ahead is allowed, since it may be tomorrow elsewhere.
    """
    latest = today + timedelta(days=1)
    for person, indications in org.familiarity.items():
        for ref, indication in indications.items():
            if indication.updated > latest:
                yield Finding(
                    Spot(f"familiarity/{person}.yaml", (ref, "updated")),
                    f"{indication.updated} is in the future",
                )
    for events in (org.help, org.reviews, org.checkins):
        for each in events.values():
            for event in each:
                if event.date > latest:
                    yield Finding(event.at(), f"{event.date}, the date in the file's name, is in the future")
    for mentorship in org.mentorships.values():
        for pointer, day in _happened(mentorship):
            if day is not None and day > latest:
                yield Finding(mentorship.at(*pointer), f"{day} is in the future")


def feedback_off(org: Org, _today: date) -> Iterator[Finding]:
    """Check-ins carry pulse and fit only where `feedback` is on.

    Why: everyone who reads the repository reads them, which the organisation has not agreed to.
    Fix: delete the key; git keeps what was committed before.
    """
    if org.settings.feedback is Switch.ON:
        return
    for checkins in org.checkins.values():
        for checkin in checkins:
            if checkin.pulse:
                yield Finding(checkin.at("pulse", key=True), "`pulse` while `feedback` is off")
            if checkin.fit:
                yield Finding(checkin.at("fit", key=True), "`fit` while `feedback` is off")


_HELP_ALLOWS = {
    HelpStatus.OPEN: (),
    HelpStatus.ACKNOWLEDGED: ("acknowledged",),
    HelpStatus.ANSWERED: ("acknowledged", "answered"),
    HelpStatus.WITHDRAWN: ("acknowledged",),
}

_NEEDED = {
    MentorshipStatus.PROPOSED: ("acceptance",),
    MentorshipStatus.ACTIVE: ("started",),
    MentorshipStatus.PAUSED: ("started", "paused_until"),
    MentorshipStatus.COMPLETED: ("started", "ended"),
    MentorshipStatus.ENDED: ("ended",),
    MentorshipStatus.DECLINED: ("ended",),
}


def _terms_mismatch(terms: Terms, earlier: bool) -> Iterator[tuple[str, str]]:
    status = terms.status
    if earlier and status.under_way:
        yield f"an earlier record is over, not {status}", "status"
        return
    for key in _NEEDED[status]:
        if not getattr(terms, key):
            yield f"a mentorship that is {status} needs `{key}`", "status"
    if terms.paused_until is not None and status is not MentorshipStatus.PAUSED:
        yield f"a mentorship that is {status} has no `paused_until`", "paused_until"
    if status.under_way:
        for key in ("ended", "reason", "outcome"):
            if getattr(terms, key) is not None:
                yield f"a mentorship that is {status} has no `{key}`", key


def _mentors(org: Org) -> Iterator[tuple[Mentorship, str, Pointer]]:
    """Every mentor and co-mentor of a mentorship under way, with where they stand in it."""
    for mentorship in org.mentorships.values():
        if mentorship.status.under_way:
            yield mentorship, mentorship.mentor, ("mentor",)
            for index, co_mentor in enumerate(mentorship.co_mentors):
                yield mentorship, co_mentor, ("co_mentors", index)


def _pointer_to(mentorship: Mentorship, mentor: str) -> Pointer:
    return ("mentor",) if mentor == mentorship.mentor else ("co_mentors", mentorship.co_mentors.index(mentor))


def _happened(mentorship: Mentorship) -> Iterator[tuple[Pointer, date | None]]:
    yield ("ended",), mentorship.ended
    for person, day in mentorship.acceptance.items():
        yield ("acceptance", person), day
    for key in ("baseline", "outcome"):
        levels = getattr(mentorship, key)
        yield (key, "taken"), levels.taken if levels else None


def _date_pairs(record: object) -> Iterator[tuple[Pointer, date | None, date | None]]:
    """Pairs of dates as (pointer to the later one, it, the one that comes first)."""
    if isinstance(record, Person):
        for ref, assignment in record.assignments.items():
            yield ("assignments", ref, "until"), assignment.until, assignment.since
        if record.mentoring.away:
            yield ("mentoring", "away", "until"), record.mentoring.away.until, record.mentoring.away.since
    elif isinstance(record, Program):
        yield ("ends",), record.ends, record.starts
    elif isinstance(record, Terms):
        yield from _mentorship_dates(record, ())
        for index, earlier in enumerate(getattr(record, "previous", ())):
            yield from _mentorship_dates(earlier, ("previous", index))
    else:
        yield from _event_dates(record)


def _mentorship_dates(terms: Terms, around: Pointer) -> Iterator[tuple[Pointer, date | None, date | None]]:
    for key in ("until", "paused_until", "ended"):
        yield (*around, key), getattr(terms, key), terms.started
    if terms.target:
        yield (*around, "target", "by"), terms.target.by, terms.started
    if terms.outcome and terms.baseline:
        yield (*around, "outcome", "taken"), terms.outcome.taken, terms.baseline.taken


def _event_dates(record: object) -> Iterator[tuple[Pointer, date | None, date | None]]:
    if isinstance(record, CheckIn):
        yield ("next",), record.next, record.date
    elif isinstance(record, HelpRequest):
        seen = record.acknowledged.date if record.acknowledged else None
        yield ("acknowledged", "date"), seen, record.date
        if record.answered:
            yield ("answered", "date"), record.answered.date, seen or record.date
