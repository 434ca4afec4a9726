"""`wecomplish report familiarity`: how familiar people are with what is expected of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import reads
from wecomplish_cli.cli.commands.report.within import TEAM, team_of
from wecomplish_cli.cli.options import ReportOptions

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Familiarity:
    """Report how familiar people are with what is expected of them.

    By competence and by expectation, the least familiar first. Nobody is named,
    and nothing is shown that would single out fewer than five people.
    """

    team: Annotated[str | None, TEAM] = None

    def answer(self, request: Request) -> Answer:
        """Report on the familiarity."""
        from wecomplish_cli.render import familiarity as layout
        from wecomplish_cli.reports.familiarity import familiarity_report

        found = familiarity_report(request.view, team_of(request, self.team))
        return Answer("report", found, layout.familiarity_report)


familiarity = reads(Familiarity, ReportOptions)
