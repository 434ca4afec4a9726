"""Who stands in which relation to a fact; all of it from the organisation as it is before the change."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from wecomplish_cli.derive import mentoring
from wecomplish_cli.model.mentorships import MentorshipStatus
from wecomplish_cli.review.policy import Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from wecomplish_cli.model.mentorships import Mentorship
    from wecomplish_cli.model.org import Org
    from wecomplish_cli.review.operation import Fact


def may(org: Org, fact: Fact) -> list[str]:
    """List the active people who may make a fact, as its row lists relations; if it is wrong, nobody."""
    if fact.wrong is not None:
        return []
    found: dict[str, None] = {}
    for relation in fact.row.who:
        found.update(dict.fromkeys(_PEOPLE[relation](org, fact)))
    if fact.row.never_own and fact.about is not None:
        found.pop(fact.about, None)
    return [person for person in found if person in org.people and org.people[person].active]


def administrators(org: Org) -> list[str]:
    """List the administrators who are there; left or unknown ones are none."""
    return [p for p in org.settings.administrators if p in org.people and org.people[p].active]


def mentors_of(org: Org, mentee: str, competence: str | None, proposed: bool = False) -> list[str]:
    """List who mentors someone in a competence now, or in anything; if asked, also who is proposed to.

    Co-mentors who are still waited for are none.
    """
    return [
        mentor
        for slot in _under_way(org).get(mentee, ())
        if competence in (None, slot.competence)
        and (proposed or mentoring.status(slot, mentee) is not MentorshipStatus.PROPOSED)
        for mentor in mentoring.mentors_now(slot)
    ]


@lru_cache(maxsize=4)
def _under_way(org: Org) -> Mapping[str, list[Mentorship]]:
    """The mentorships under way of each mentee."""
    found: dict[str, list[Mentorship]] = defaultdict(list)
    for (mentee, _), slot in org.mentorships.items():
        if slot.status.under_way:
            found[mentee].append(slot)
    return found


def _mentors(org: Org, fact: Fact) -> Iterable[str]:
    if fact.about is None:
        return ()
    # What is proposed, whoever is to mentor has a say in as well; in what comes of it, not yet.
    own = fact.row.kinds == ("mentorship",) and fact.competence is not None
    return mentors_of(org, fact.about, fact.competence, proposed=own)


def _leaders(org: Org, fact: Fact) -> Iterable[str]:
    person = org.people.get(fact.about or "")
    return [leader for leader in person.leaders if leader != fact.about] if person else ()


def _team_leads(org: Org, fact: Fact) -> Iterable[str]:
    """Those who lead all teams that an assignment names, before and after; nobody leads their own."""
    leads = [_leads(org, team) for team in fact.teams]
    return sorted(set.intersection(*leads) - {fact.about or ""}) if leads else ()


def _leads(org: Org, team: str) -> set[str]:
    """Those who lead a team or one that it is part of."""
    above: dict[str, None] = {}
    at: str | None = team
    while at is not None and at in org.teams and at not in above:
        above[at] = None
        at = org.teams[at].parent
    return {lead for each in above if (lead := org.teams[each].lead)}


def _keepers(org: Org, fact: Fact) -> Iterable[str]:
    record = org.records.get(fact.kept or fact.path)
    found = (getattr(record, key, None) for key in ("keeper", "lead", "coordinator"))
    return [keeper for keeper in found if keeper]


def _coordinators(org: Org, fact: Fact) -> Iterable[str]:
    person = org.people.get(fact.about or "")
    joined = [org.programs[each] for each in (person.programs if person else ()) if each in org.programs]
    return [program.coordinator for program in joined if program.coordinator]


_PEOPLE: Mapping[Relation, Callable[[Org, Fact], Iterable[str]]] = {
    Relation.PERSON: lambda _, fact: [fact.about] if fact.about else (),
    Relation.NAMED: lambda _, fact: [fact.named] if fact.named else (),
    Relation.MENTORS: _mentors,
    Relation.MENTOR: lambda org, fact: [*_mentors(org, fact)][:1],
    Relation.LEADER: _leaders,
    Relation.TEAM_LEAD: _team_leads,
    Relation.KEEPER: _keepers,
    Relation.COORDINATOR: _coordinators,
    Relation.ADMINISTRATOR: lambda org, _: administrators(org),
}
