"""All that a team's page says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive import membership, mentoring
from wecomplish_cli.derive.view import once
from wecomplish_cli.frozen import frozen
from wecomplish_cli.reports.site.asking import Asking, asking
from wecomplish_cli.reports.site.board import Lane, board
from wecomplish_cli.reports.site.roster import Row, rows_by_person
from wecomplish_cli.reports.site.who import Who, who

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wecomplish_cli.derive.view import View


@frozen
class Member:
    """Someone in a team."""

    who: Who
    held: tuple[tuple[str, str], ...]
    mentors: tuple[Who, ...]
    """Who mentors them in anything."""
    load: int
    places: int


@frozen
class TeamPage:
    """A team's page."""

    id: str
    name: str
    lead: Who | None
    above: str | None
    parts: tuple[str, ...]
    """Teams that are directly part of it."""
    members: tuple[Member, ...]
    """With those of its parts, by name."""
    asking: tuple[Asking, ...]
    rows: tuple[Row, ...]
    """Mentorships of its members as mentees."""
    board: tuple[Lane, ...]

    @property
    def mentored(self) -> int:
        """How many of its members have a mentor."""
        return sum(bool(each.mentors) for each in self.members)

    @property
    def mentoring(self) -> int:
        """How many of its members mentor someone."""
        return sum(each.load > 0 for each in self.members)


def team_page(view: View, team: str) -> TeamPage:
    """Collect what a team's page says."""
    org, record = view.org, view.org.teams[team]
    people = sorted(membership.members(view, team), key=org.name)
    rows = rows_by_person(view)
    return TeamPage(
        id=team,
        name=org.title(f"teams/{team}"),
        lead=who(view, record.lead) if record.lead else None,
        above=record.parent if record.parent in org.teams else None,
        parts=tuple(_parts(view).get(team, ())),
        members=tuple(_member(view, person) for person in people),
        asking=asking(view, people),
        rows=tuple(row for p in people for row in rows.get(p, ()) if row.mentee.id == p),
        board=board(view, people),
    )


@once
def _member(view: View, person: str) -> Member:
    mentors = {
        each.id: each
        for row in rows_by_person(view).get(person, ())
        if row.mentee.id == person and row.status != "proposed"
        for each in row.mentors
        if each.id not in row.waited_for
    }
    held = view.org.people[person].held(view.today)
    return Member(
        who(view, person),
        tuple((ref, view.org.title(ref)) for ref in held),
        tuple(mentors.values()),
        mentoring.load(view, person),
        mentoring.capacity(view, person),
    )


@once
def _parts(view: View) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for team, record in view.org.teams.items():
        if record.parent:
            found.setdefault(record.parent, []).append(team)
    return found
