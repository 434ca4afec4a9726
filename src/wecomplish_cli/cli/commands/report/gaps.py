"""`wecomplish report gaps`: what must be passed on, and who could do it."""

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
class Gaps:
    """Report which competences must be passed on.

    The most urgent first: critical ones, then those that nobody or only one person can teach. Each with who
    could teach it, who waits for it, and the next command.
    """

    team: Annotated[str | None, TEAM] = None

    def answer(self, request: Request) -> Answer:
        """Look for what must be passed on."""
        from wecomplish_cli.render import gaps as layout
        from wecomplish_cli.reports.gaps import gaps_report

        return Answer("report", gaps_report(request.view, team_of(request, self.team)), layout.gaps)


gaps = reads(Gaps, ReportOptions)
