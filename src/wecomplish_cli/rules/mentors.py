"""Rules about who mentors whom, judged where something is under way, never in history."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity, mentoring
from wecomplish_cli.derive.graph import circles
from wecomplish_cli.diagnostics import MOST_RELATED, Finding, Related
from wecomplish_cli.rules.references import in_circle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.diagnostics import Pointer, Spot
    from wecomplish_cli.model.mentorships import Mentorship


def self_mentoring(view: View) -> Iterator[Finding]:
    """Nobody is their own mentor.

    Why: a mentor is someone else to ask.
    Fix: name another mentor.
    """
    for mentorship, mentor, pointer in _mentors(view):
        if mentor == mentorship.mentee:
            yield Finding(mentorship.at(*pointer), f"{view.org.name(mentor)} cannot be their own mentor")


def party_left(view: View) -> Iterator[Finding]:
    """Mentor and mentee of a mentorship under way, and whoever waits for help, are still there.

    Why: nobody who left can answer, and nobody who left needs an answer.
    Fix: `wecomplish offboard PERSON` finds other mentors; end what a mentee who left has, or withdraw it.
    """
    left = {person for person, record in view.org.people.items() if not record.active}
    for mentorship, mentor, pointer in _mentors(view):
        if mentor in left:
            said = f"the mentor, {view.org.name(mentor)}, has left"
            hint = f"`wecomplish offboard {mentor}` suggests who takes over from them"
            yield Finding(mentorship.at(*pointer), said, hint=hint)
        if mentorship.mentee in left and pointer == ("mentor",):
            said = f"the mentee, {view.org.name(mentorship.mentee)}, has left"
            yield Finding(mentorship.at("status"), said, hint=_end(mentorship))
    for request in view.org.requests():
        if request.status.life_ring and request.mentee in left:
            said = f"{view.org.name(request.mentee)}, who asked, has left"
            withdraw = f"`wecomplish withdraw-help {request.mentee} {request.expectation}` takes it back"
            yield Finding(request.at("status"), said, hint=withdraw)


def _end(mentorship: Mentorship) -> str:
    return f"`wecomplish end {mentorship.mentee} {mentorship.competence}` ends it"


def mentor_away(view: View) -> Iterator[Finding]:
    """A mentee is not left alone while their only mentor is away for long.

    Why: no check-in is due while a mentor is away; more than `mentorship.inactive_after_days` is long.
    Fix: name somebody who stands in, or pause the mentorship.
    """
    limit = view.org.settings.mentorship.inactive_after_days
    for mentor, mentorships in mentoring.active_by_mentor(view).items():
        when = view.org.people[mentor].mentoring.away if mentor in view.org.people else None
        if when is None or not mentoring.away(view, mentor) or (when.until - when.since).days <= limit:
            continue
        for mentorship in mentorships:
            if mentor == mentorship.mentor and not _helped_besides(view, mentorship):
                mentee = view.org.name(mentorship.mentee)
                said = f"{view.org.name(mentor)} is away until {when.until}, and nobody else mentors {mentee}"
                slot = f"{mentorship.mentee} {mentorship.competence}"
                hint = (
                    f"`wecomplish assign {slot} --mentor {mentor} --co-mentor PERSON` lets somebody stand in"
                )
                yield Finding(mentorship.at("mentor"), f"{said} here", hint=hint)


def _helped_besides(view: View, mentorship: Mentorship) -> bool:
    """Whether a co-mentor is there for the mentee, or may be: of one who cannot be read, nothing is known."""
    people, others = view.org.people, {*mentoring.mentors_now(mentorship)} - {mentorship.mentor}
    return any(
        each not in people or (people[each].active and not mentoring.away(view, each)) for each in others
    )


def over_capacity(view: View) -> Iterator[Finding]:
    """A mentor has no more active mentorships than places.

    Why: mentors who take on too many answer none of them in time.
    Fix: end or pause one of the mentorships named, or raise the mentor's `mentoring.capacity`.
    """
    where: dict[tuple[str, str], Spot] = {}
    for mentor, mentorships in mentoring.active_by_mentor(view).items():
        if view.org.unread(f"people/{mentor}"):
            continue
        places = mentoring.capacity(view, mentor)
        if len(mentorships) > places and not where:
            spots = ((m.path, each, m.at(*pointer)) for m, each, pointer in _mentors(view))
            where = {(path, each): spot for path, each, spot in reversed([*spots])}
        for extra in mentorships[places:]:
            others = islice((m for m in mentorships if m is not extra), MOST_RELATED)
            yield Finding(
                where[extra.path, mentor],
                f"{view.org.name(mentor)} has {places} place{'' if places == 1 else 's'} "
                f"and {len(mentorships)} active mentorships",
                related=tuple(
                    Related(where[m.path, mentor], f"also mentors {view.org.name(m.mentee)}") for m in others
                ),
                more_related=max(len(mentorships) - 1 - MOST_RELATED, 0),
            )


def leader_is_mentor(view: View) -> Iterator[Finding]:
    """A mentor is not the mentee's leader.

    Why: it is hard to show what one cannot do yet to the person who decides on one's pay.
    Fix: choose another mentor; the leader supports the team in any case.
    """
    leaders = {
        person: frozenset(record.leaders) for person, record in view.org.people.items() if record.leaders
    }
    for mentorship, mentor, pointer in _mentors(view):
        mentee = view.org.people.get(mentorship.mentee)
        if mentee and mentor in leaders.get(mentee.id, ()):
            yield Finding(mentorship.at(*pointer), f"{view.org.name(mentor)} is a leader of {mentee.name}")


def mentor_not_proficient(view: View) -> Iterator[Finding]:
    """A mentor is proficient in what they mentor in.

    Why: the lower median of a mentor's levels should reach `mentorship.mentor_min_level`.
    Fix: ask the mentor to indicate their familiarity, choose another, or make it a `peer` mentorship.
    """
    if view.org.settings.mentorship.mentor_min_level not in view.org.settings.familiarity.levels:
        return
    expected = familiarity.expectations_by_competence(view)
    for mentorship, mentor, pointer in _mentors(view):
        competence = mentorship.competence
        known = mentor in view.org.people and expected.get(competence) and mentor != mentorship.mentee
        unread = view.org.unread(f"familiarity/{mentor}")
        if not known or unread or mentorship.peer:
            continue
        if not familiarity.proficient(view, mentor, competence):
            indicated = familiarity.levels_now(view, mentor, competence)
            why = "is not proficient" if indicated else "has indicated no familiarity"
            yield Finding(
                mentorship.at(*pointer), f"{view.org.name(mentor)} {why} in {view.org.title(competence)}"
            )


def mentor_circle(view: View) -> Iterator[Finding]:
    """Nobody is mentored, directly or through others, by someone they mentor in the same competence.

    Why: in a circle nobody is ahead of anybody; equals say so with `peer: true`.
    Fix: end one of the mentorships named, or make all of them `peer: true`.
    """
    by_competence: dict[str, dict[tuple[str, str], Mentorship]] = defaultdict(dict)
    for mentorship, mentor, _ in _mentors(view):
        if mentor != mentorship.mentee:
            by_competence[mentorship.competence][mentor, mentorship.mentee] = mentorship
    for competence, pairs in by_competence.items():
        for circle in circles(pairs, through={pair for pair, m in pairs.items() if not m.peer}):
            ring = [pairs[pair] for pair in zip(circle, [*circle[1:], circle[0]], strict=True)]
            spots = [m.at(*_pointer_to(m, who)) for m, who in zip(ring, circle, strict=True)]
            yield in_circle(f"mentors in {view.org.title(competence)}", map(view.org.name, circle), spots)


def mentor_twice(view: View) -> Iterator[Finding]:
    """A mentor is named once in a mentorship.

    Why: the mentor answers for it, and the co-mentors are the others.
    Fix: take the mentor out of `co_mentors`.
    """
    for mentorship, mentor, pointer in _mentors(view):
        if pointer != ("mentor",) and mentor == mentorship.mentor:
            yield Finding(mentorship.at(*pointer), f"{view.org.name(mentor)} is already the mentor")


def _mentors(view: View) -> Iterator[tuple[Mentorship, str, Pointer]]:
    """Every mentor and co-mentor of a mentorship under way, with where they stand in it."""
    for mentorship in view.org.mentorships.values():
        if mentorship.status.under_way:
            yield mentorship, mentorship.mentor, ("mentor",)
            for index, co_mentor in enumerate(mentorship.co_mentors):
                yield mentorship, co_mentor, ("co_mentors", index)


def _pointer_to(mentorship: Mentorship, mentor: str) -> Pointer:
    return ("mentor",) if mentor == mentorship.mentor else ("co_mentors", mentorship.co_mentors.index(mentor))
