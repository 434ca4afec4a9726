"""What is computed from the records and never stored: awareness, familiarity, load, proficiency and so on."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from statistics import median_low
from typing import TYPE_CHECKING

from wecomplish_cli.model.expectations import is_retired
from wecomplish_cli.model.mentorships import MentorshipStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from wecomplish_cli.model.expectations import Competence, Expectation
    from wecomplish_cli.model.mentorships import HelpRequest, Mentorship, Terms
    from wecomplish_cli.model.org import Org, Table


def expectations_by_competence(org: Org, today: date) -> Mapping[str, tuple[str, ...]]:
    """List what is expected of the holders of each competence: its own, then what is relevant for it."""
    return _by_competence(org.competences, org.expectations, today)


def days_after(day: date, days: int) -> date:
    """The day so many days later, or earlier if negative; never beyond the first or last that there is."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


@lru_cache(maxsize=4)
def _by_competence(
    competences: Table[str, Competence], expectations: Table[str, Expectation], today: date
) -> Mapping[str, tuple[str, ...]]:
    relevant: dict[str, list[str]] = defaultdict(list)
    for ref, expectation in expectations.items():
        if not is_retired(expectation.retired, today):
            for competence in expectation.relevant_for:
                relevant[competence].append(ref)
    return {ref: (*competence.expected(today), *relevant[ref]) for ref, competence in competences.items()}


def expectations_by_name(org: Org, today: date) -> Mapping[str, tuple[str, ...]]:
    """List what is asked of individuals by name: person to expectations."""
    return _by_name(org.expectations, today)


@lru_cache(maxsize=4)
def _by_name(expectations: Table[str, Expectation], today: date) -> Mapping[str, tuple[str, ...]]:
    asked: dict[str, list[str]] = defaultdict(list)
    for ref, expectation in expectations.items():
        if not is_retired(expectation.retired, today):
            for person in expectation.people:
                asked[person].append(ref)
    return {person: tuple(refs) for person, refs in asked.items()}


def expected_of(org: Org, person: str, today: date) -> tuple[str, ...]:
    """List everything expected of a person, once each: by assignment held, then by name."""
    found = org.people.get(person)
    by_competence = expectations_by_competence(org, today)
    refs: dict[str, None] = {}
    for competence in found.held(today) if found else ():
        refs.update(dict.fromkeys(by_competence.get(competence, ())))
    refs.update(dict.fromkeys(expectations_by_name(org, today).get(person, ())))
    return tuple(refs)


def level(org: Org, person: str, expectation: str) -> int:
    """The rank of a person's indicated level, from 1; 0 where there is none."""
    indication = org.familiarity.get(person, {}).get(expectation)
    return 0 if indication is None else ranks(org).get(indication.level, 0)


@lru_cache(maxsize=4)
def ranks(org: Org) -> Mapping[str | None, int]:
    """The rank of each level, from 1."""
    return {level: rank for rank, level in enumerate(org.settings.familiarity.levels, 1)}


def awareness(org: Org, person: str, expectations: Iterable[str]) -> float | None:
    """Percent of the expectations with a level; None where nothing is expected."""
    ranks = [level(org, person, ref) for ref in expectations]
    return 100 * sum(rank > 0 for rank in ranks) / len(ranks) if ranks else None


def familiarity(org: Org, person: str, expectations: Iterable[str]) -> float | None:
    """Mean of 100·i/n over the expectations for level i of n; None where nothing is expected."""
    ranks = [level(org, person, ref) for ref in expectations]
    return 100 * sum(ranks) / len(ranks) / len(org.settings.familiarity.levels) if ranks else None


def stale(org: Org, person: str, expectation: str, today: date) -> bool:
    """Whether someone's indication is older than `stale_after_days`; False where there is none."""
    indication = org.familiarity.get(person, {}).get(expectation)
    return (
        indication is not None
        and (today - indication.updated).days > org.settings.familiarity.stale_after_days
    )


def completed_familiarity(org: Org, person: str, competence: str, today: date) -> date | None:
    """Since when the completed familiarity of an assignment waits to be reviewed; None if it does not.

    It is completed where every expectation has a level, and reviewed by a review on or after the day of the
    newest indication.
    """
    expectations = expectations_by_competence(org, today).get(competence, ())
    if not expectations or any(level(org, person, ref) == 0 for ref in expectations):
        return None
    newest = max(org.familiarity[person][ref].updated for ref in expectations)
    reviewed = any(r.competence == competence and r.date >= newest for r in org.reviews.get(person, ()))
    return None if reviewed else newest


def levels_now(org: Org, person: str, competence: str, today: date) -> dict[str, str]:
    """The person's present levels over an assignment's expectations, as a baseline holds them."""
    indicated = org.familiarity.get(person, {})
    found = {}
    for ref in expectations_by_competence(org, today).get(competence, ()):
        indication = indicated.get(ref)
        if indication is not None and indication.level is not None:
            found[ref] = indication.level
    return found


def gain(org: Org, start: Mapping[str, str], end: Mapping[str, str]) -> float | None:
    """Points of familiarity between two sets of levels, such as those of a baseline and an outcome.

    Only the expectations in both count; None where there are none.
    """
    rank = ranks(org)
    known = [ref for ref in start.keys() & end.keys() if start[ref] in rank and end[ref] in rank]
    if not known:
        return None
    steps = sum(rank[end[ref]] - rank[start[ref]] for ref in known)
    return 100 * steps / len(known) / len(rank)


@lru_cache(maxsize=65536)
def proficient(org: Org, person: str, competence: str, today: date) -> bool:
    """Whether the lower median of a person's levels over a competence reaches `mentor_min_level`."""
    expectations = expectations_by_competence(org, today).get(competence, ())
    wanted = ranks(org).get(org.settings.mentorship.mentor_min_level)
    if not expectations or wanted is None or person not in org.familiarity:
        return False
    return median_low(level(org, person, ref) for ref in expectations) >= wanted


def proficient_people(org: Org, competence: str, today: date) -> Sequence[str]:
    """List the active people proficient in a competence, by id."""
    return _proficient_by_competence(org, today).get(competence, ())


@lru_cache(maxsize=4)
def _proficient_by_competence(org: Org, today: date) -> Mapping[str, Sequence[str]]:
    """List the active people proficient in each competence, in one pass over what people indicated.

    The lower median of n levels is high enough where more than half of them are.
    """
    wanted = ranks(org).get(org.settings.mentorship.mentor_min_level)
    if wanted is None:
        return {}
    enough = frozenset(level for level, rank in ranks(org).items() if rank >= wanted)
    needed: dict[str, int] = {}
    expecting: dict[str, list[str]] = defaultdict(list)
    for competence, refs in expectations_by_competence(org, today).items():
        needed[competence] = len(refs) // 2 + 1
        for ref in refs:
            expecting[ref].append(competence)
    found: dict[str, list[str]] = defaultdict(list)
    for person, record in org.people.items():
        if record.active:
            indicated = org.familiarity.get(person, {}).items()
            reached = [ref for ref, indication in indicated if indication.level in enough]
            counted = Counter(competence for ref in reached for competence in expecting.get(ref, ()))
            for competence, number in counted.items():
                if number >= needed[competence]:
                    found[competence].append(person)
    return found


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


def imported(terms: Terms) -> bool:
    """Whether a mentorship began elsewhere: it has a first day, and nobody took levels at its start."""
    return terms.started is not None and terms.baseline is None


def active(mentorship: Mentorship) -> bool:
    """Whether a mentorship is active."""
    return status(mentorship, mentorship.mentee) is MentorshipStatus.ACTIVE


def under_way(mentorship: Mentorship) -> bool:
    """Whether a mentorship takes its slot: proposed, active or paused."""
    return mentorship.status.under_way


@lru_cache(maxsize=4)
def active_by_mentor(org: Org) -> Mapping[str, tuple[Mentorship, ...]]:
    """The active mentorships of each mentor and accepted co-mentor, longest running first."""
    found: dict[str, list[Mentorship]] = defaultdict(list)
    for mentorship in org.mentorships.values():
        if active(mentorship):
            for mentor in dict.fromkeys(mentors_now(mentorship)):
                found[mentor].append(mentorship)

    def since(mentorship: Mentorship) -> tuple[str, str]:
        return str(started(mentorship, mentorship.mentee) or "9999"), mentorship.path

    return {mentor: tuple(sorted(mentorships, key=since)) for mentor, mentorships in found.items()}


def mentorships_of(org: Org, mentee: str) -> tuple[Mentorship, ...]:
    """The mentorships in which someone is the mentee, by competence, also those that are over."""
    return _by_mentee(org).get(mentee, ())


@lru_cache(maxsize=4)
def _by_mentee(org: Org) -> Mapping[str, tuple[Mentorship, ...]]:
    found: dict[str, list[Mentorship]] = defaultdict(list)
    for mentorship in org.mentorships.values():
        found[mentorship.mentee].append(mentorship)
    return {mentee: tuple(slots) for mentee, slots in found.items()}


def load(org: Org, person: str) -> int:
    """How many active mentorships a person has as mentor or accepted co-mentor."""
    return len(active_by_mentor(org).get(person, ()))


def capacity(org: Org, person: str) -> int:
    """A mentor's places."""
    found = org.people.get(person)
    own = found.mentoring.capacity if found else None
    return org.settings.mentorship.default_capacity if own is None else own


def away(org: Org, person: str, today: date) -> bool:
    """Whether a person is away on that day."""
    when = org.people[person].mentoring.away
    return when is not None and when.since <= today <= when.until


def free_places(org: Org, person: str, today: date) -> int:
    """Places left; 0 while away, not open to mentor, or left."""
    found = org.people[person]
    if not found.active or not found.mentoring.open or away(org, person, today):
        return 0
    return max(capacity(org, person) - load(org, person), 0)


def wants_to_mentor(org: Org, person: str) -> bool:
    """Whether a person is open to mentor; nobody who has left is."""
    found = org.people[person]
    return found.active and bool(found.mentoring.open)


def open_for(org: Org, person: str, competence: str) -> bool:
    """Whether a person is open to mentor in a competence: they want to, and it is among their topics."""
    offer = org.people[person].mentoring
    return bool(offer.open) and (not offer.topics or competence in offer.topics)


def possible_mentor(org: Org, mentee: str, competence: str, today: date) -> str | None:
    """Find who could mentor someone: proficient, open, with a place, not their leader; the freest of them."""
    leaders = org.people[mentee].leaders
    free = free_mentors(org, competence, today)
    return next((person for person in free if person != mentee and person not in leaders), None)


@lru_cache(maxsize=1 << 14)
def free_mentors(org: Org, competence: str, today: date) -> Sequence[str]:
    """List who could mentor in a competence: proficient, open, with a place; freest first."""
    places = {
        person: free
        for person in proficient_people(org, competence, today)
        if open_for(org, person, competence) and (free := free_places(org, person, today))
    }
    return sorted(places, key=lambda person: (-places[person], person))


def life_rings(org: Org, mentee: str) -> list[HelpRequest]:
    """The open and acknowledged requests of a mentee, oldest first."""
    return [request for request in org.help.get(mentee, ()) if request.status.life_ring]


def helpers(org: Org, mentee: str, expectation: str, today: date) -> list[str]:
    """Who a request for help reaches: mentors of assignments that contain it, or else the leaders."""
    by_competence = expectations_by_competence(org, today)
    found: dict[str, None] = {}
    for mentorship in mentorships_of(org, mentee):
        if active(mentorship) and expectation in by_competence.get(mentorship.competence, ()):
            found.update(dict.fromkeys(mentors_now(mentorship)))
    leaders = org.people[mentee].leaders if mentee in org.people else ()
    return _still_there(org, found) or _still_there(org, leaders)


def _still_there(org: Org, people: Iterable[str]) -> list[str]:
    return [person for person in people if person in org.people and org.people[person].active]


def population(org: Org, today: date) -> list[str]:
    """The active people with an assignment held, by id."""
    return [person for person, record in org.people.items() if record.active and record.held(today)]


def holders(org: Org, people: Iterable[str], today: date) -> Mapping[str, list[str]]:
    """List who of some people hold each competence, in the order given."""
    found: dict[str, list[str]] = defaultdict(list)
    for person in people:
        for competence in org.people[person].held(today):
            found[competence].append(person)
    return found


@dataclass(frozen=True, slots=True)
class Division:
    """How evenly load is divided over those who are open to mentor or mentor someone."""

    people: int
    mean: float
    """Mentorships per person."""
    maximum: int
    carry_half: int
    """The fewest people who together carry half of all mentorships."""
    gini: float | None
    """Of load ÷ places, 0 (even) to 100; None under five people or where nobody mentors."""


def gini(values: Iterable[float]) -> float:
    """The Gini coefficient of values of at least 0 with a sum above 0, from 0 to 1.

    Source: the sum over ranks, G = 2·Σ(i·x_i)/(n·Σx_i) − (n+1)/n with x sorted and i from 1.
    """
    ordered = sorted(values)
    n, total = len(ordered), sum(ordered)
    weighted = sum(rank * value for rank, value in enumerate(ordered, 1))
    return 2 * weighted / (n * total) - (n + 1) / n


def division(org: Org, mentors: Collection[str]) -> Division:
    """Measure how evenly load is divided over those who are open or mentor someone."""
    loads = sorted((load(org, p) for p in mentors), reverse=True)
    carried = carry_half = 0
    total = sum(loads)
    while carried * 2 < total:
        carried += loads[carry_half]
        carry_half += 1
    even = None
    if len(mentors) >= 5 and any(loads):
        even = 100 * gini(load(org, p) / max(capacity(org, p), 1) for p in mentors)
    mean = sum(loads) / len(loads) if loads else 0.0
    return Division(len(mentors), mean, max(loads, default=0), carry_half, even)


def teams_below(org: Org, team: str) -> set[str]:
    """A team and all teams that are part of it."""
    found, left = {team}, [team]
    while left:
        more = [each for each in _parts(org).get(left.pop(), ()) if each not in found]
        found.update(more)
        left += more
    return found


@lru_cache(maxsize=4)
def _parts(org: Org) -> Mapping[str, Sequence[str]]:
    """The teams that are directly part of each team."""
    found: dict[str, list[str]] = defaultdict(list)
    for team, record in org.teams.items():
        if record.parent:
            found[record.parent].append(team)
    return found


def members(org: Org, team: str, today: date) -> set[str]:
    """The active people who hold a role in a team or one that is part of it."""
    teams = teams_below(org, team)
    return {
        person
        for person, record in org.people.items()
        if record.active
        and any(a.held(today) and teams.intersection(a.teams) for a in record.assignments.values())
    }
