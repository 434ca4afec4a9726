"""Rules about who mentors whom (WC301 to WC306), judged where something is under way, never in history."""

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
    from datetime import date

    from wecomplish_cli.diagnostics import Pointer, Spot
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
            yield Finding(mentorship.at(*pointer), f"the mentor, {org.name(mentor)}, has left")
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
    where: dict[tuple[str, str], Spot] = {}
    for mentor, mentorships in mentoring.active_by_mentor(org).items():
        places = mentoring.capacity(org, mentor)
        if len(mentorships) > places and not where:
            spots = ((m.path, each, m.at(*pointer)) for m, each, pointer in _mentors(org))
            where = {(path, each): spot for path, each, spot in reversed([*spots])}
        for extra in mentorships[places:]:
            others = islice((m for m in mentorships if m is not extra), MOST_RELATED)
            yield Finding(
                where[extra.path, mentor],
                f"{org.name(mentor)} has {places} place{'' if places == 1 else 's'} "
                f"and {len(mentorships)} active mentorships",
                related=tuple(
                    Related(where[m.path, mentor], f"also mentors {org.name(m.mentee)}") for m in others
                ),
                more_related=max(len(mentorships) - 1 - MOST_RELATED, 0),
            )


def leader_is_mentor(org: Org, _today: date) -> Iterator[Finding]:
    """A mentor is not the mentee's leader.

    Why: it is hard to show what one cannot do yet to the person who decides on one's pay.
    Fix: choose another mentor; the leader supports the team in any case.
    """
    leaders = {person: frozenset(record.leaders) for person, record in org.people.items() if record.leaders}
    for mentorship, mentor, pointer in _mentors(org):
        mentee = org.people.get(mentorship.mentee)
        if mentee and mentor in leaders.get(mentee.id, ()):
            yield Finding(mentorship.at(*pointer), f"{org.name(mentor)} is a leader of {mentee.name}")


def mentor_not_proficient(org: Org, today: date) -> Iterator[Finding]:
    """A mentor is proficient in what they mentor in.

    Why: the lower median of a mentor's levels should reach `mentorship.mentor_min_level`.
    Fix: ask the mentor to indicate their familiarity, choose another, or make it a `peer` mentorship.
    """
    if org.settings.mentorship.mentor_min_level not in org.settings.familiarity.levels:
        return
    expected = familiarity.expectations_by_competence(org, today)
    for mentorship, mentor, pointer in _mentors(org):
        competence = mentorship.competence
        known = mentor in org.people and expected.get(competence) and mentor != mentorship.mentee
        unread = mentor not in org.familiarity and f"familiarity/{mentor}" in org.present
        if not known or unread or mentorship.peer:
            continue
        if not familiarity.proficient(org, mentor, competence, today):
            indicated = familiarity.levels_now(org, mentor, competence, today)
            why = "is not proficient" if indicated else "has indicated no familiarity"
            yield Finding(mentorship.at(*pointer), f"{org.name(mentor)} {why} in {org.title(competence)}")


def mentor_circle(org: Org, _today: date) -> Iterator[Finding]:
    """Nobody is mentored, directly or through others, by someone they mentor in the same competence.

    Why: in a circle nobody is ahead of anybody; equals say so with `peer: true`.
    Fix: end one of the mentorships named, or make all of them `peer: true`.
    """
    by_competence: dict[str, dict[tuple[str, str], Mentorship]] = defaultdict(dict)
    for mentorship, mentor, _ in _mentors(org):
        if mentor != mentorship.mentee:
            by_competence[mentorship.competence][mentor, mentorship.mentee] = mentorship
    for competence, pairs in by_competence.items():
        for circle in circles(pairs, through={pair for pair, m in pairs.items() if not m.peer}):
            ring = [pairs[pair] for pair in zip(circle, [*circle[1:], circle[0]], strict=True)]
            spots = [m.at(*_pointer_to(m, who)) for m, who in zip(ring, circle, strict=True)]
            yield in_circle(f"mentors in {org.title(competence)}", map(org.name, circle), spots)


def mentor_twice(org: Org, _today: date) -> Iterator[Finding]:
    """A mentor is named once in a mentorship.

    Why: the mentor answers for it, and the co-mentors are the others.
    Fix: take the mentor out of `co_mentors`.
    """
    for mentorship, mentor, pointer in _mentors(org):
        if pointer != ("mentor",) and mentor == mentorship.mentor:
            yield Finding(mentorship.at(*pointer), f"{org.name(mentor)} is the mentor already")


def _mentors(org: Org) -> Iterator[tuple[Mentorship, str, Pointer]]:
    """Every mentor and co-mentor of a mentorship under way, with where they stand in it."""
    for mentorship in org.mentorships.values():
        if mentorship.status.under_way:
            yield mentorship, mentorship.mentor, ("mentor",)
            for index, co_mentor in enumerate(mentorship.co_mentors):
                yield mentorship, co_mentor, ("co_mentors", index)


def _pointer_to(mentorship: Mentorship, mentor: str) -> Pointer:
    return ("mentor",) if mentor == mentorship.mentor else ("co_mentors", mentorship.co_mentors.index(mentor))
