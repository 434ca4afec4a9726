"""Who belongs where: the population, the holders of a competence, teams and their members."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from wecomplish_cli.derive.view import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.org import Org


def population(view: View) -> list[str]:
    """The active people with an assignment held, by id."""
    return [person for person, record in view.org.people.items() if record.active and record.held(view.today)]


def holders(view: View, people: Iterable[str]) -> Mapping[str, list[str]]:
    """List who of some people hold each competence, in the order given."""
    found: dict[str, list[str]] = defaultdict(list)
    for person in people:
        for competence in view.org.people[person].held(view.today):
            found[competence].append(person)
    return found


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


def members(view: View, team: str) -> set[str]:
    """The active people who hold a role in a team or one that is part of it."""
    own = _own_members(view)
    return {person for each in teams_below(view.org, team) for person in own.get(each, ())}


@once
def _own_members(view: View) -> Mapping[str, set[str]]:
    """The active people who hold a role in each team itself."""
    found: dict[str, set[str]] = defaultdict(set)
    for person, record in view.org.people.items():
        if record.active:
            for assignment in record.assignments.values():
                if assignment.held(view.today):
                    for team in assignment.teams:
                        found[team].add(person)
    return found
