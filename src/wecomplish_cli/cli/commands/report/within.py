"""What a report is about: the whole organisation, or one team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.cli.command import option
from wecomplish_cli.cli.completion import teams

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request

TEAM = option("TEAM", "Only this team, with the teams that are part of it.", teams)


def team_of(request: Request, wanted: str | None) -> str | None:
    """Find the team that is asked about; None is the whole organisation."""
    return request.team(wanted) if wanted else None
