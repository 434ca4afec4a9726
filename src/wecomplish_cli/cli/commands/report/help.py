"""`wecomplish report help`: how long people wait for help."""

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
class Help:
    """Report how long people wait for help.

    How many asked and were answered, the median and the 90th percentile of the days it took, who waits now,
    what is overdue, and how many answers led to an insight.
    """

    team: Annotated[str | None, TEAM] = None

    def answer(self, request: Request) -> Answer:
        """Report on the requests for help."""
        from wecomplish_cli.render import helping as layout
        from wecomplish_cli.reports.helping import help_report

        found = help_report(request.view, team_of(request, self.team))
        return Answer("report", found, layout.help_report)


help_ = reads(Help, ReportOptions)
