"""Everything about one team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.derive import membership
from wecomplish_cli.reports import rows

if TYPE_CHECKING:
    from wecomplish_cli.derive.view import View


@dataclass(frozen=True)
class WholeTeam:
    """Everything about one team."""

    team: str
    name: str
    lead: str | None
    lead_name: str | None
    parent: str | None
    parent_name: str | None
    parts: tuple[str, ...]
    """The names of the teams that are directly part of it."""
    people: tuple[rows.PersonRow, ...]
    """Of the team and those that are part of it, by name."""
    commands: tuple[str, ...]
    """What to do next."""


def team(view: View, which: str) -> WholeTeam:
    """Collect everything about a team."""
    org, record = view.org, view.org.teams[which]
    members = membership.members(view, which)
    return WholeTeam(
        team=which,
        name=org.title(f"teams/{which}"),
        lead=record.lead,
        lead_name=org.name(record.lead) if record.lead else None,
        parent=record.parent,
        parent_name=org.title(f"teams/{record.parent}") if record.parent else None,
        parts=tuple(org.title(f"teams/{each}") for each, other in org.teams.items() if other.parent == which),
        people=tuple(row for row in rows.people(view) if row.person in members),
        commands=(
            f"wecomplish team {which}",
            f"wecomplish list mentorships --team {which}",
            f"wecomplish report familiarity --team {which}",
        ),
    )
