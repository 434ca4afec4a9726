"""`wecomplish report progress`: how mentoring is going, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import completion
from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import option, reads
from wecomplish_cli.cli.commands.programme.which import program_of
from wecomplish_cli.cli.commands.report.within import TEAM, team_of
from wecomplish_cli.cli.lookback import levels_to_compare
from wecomplish_cli.cli.options import ReportOptions
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request

PROGRAMME = option("PROGRAMME", "Only this programme.", completion.programs)


@dataclass(frozen=True)
class Progress:
    """Report how mentoring is going.

    Who takes part, how each pair is doing and why, whether they meet, what they gained since their baseline,
    beside people without a mentor in the same roles, and how mentors' observations differ from what mentees
    indicate. No mean singles out fewer than five people.
    """

    team: Annotated[str | None, TEAM] = None
    programme: Annotated[str | None, PROGRAMME] = None

    def answer(self, request: Request) -> Answer:
        """Report on the organisation, a team or a programme."""
        from wecomplish_cli.render import progress as layout
        from wecomplish_cli.reports.progress import WHOLE, progress_report

        if self.team and self.programme:
            raise UsageError("--team and --programme cannot be used together", "use one or the other")
        scope = WHOLE
        if self.team:
            scope = f"teams/{team_of(request, self.team)}"
        elif self.programme:
            scope = f"programs/{program_of(request, self.programme)}"
        found = progress_report(request.view, scope, levels_to_compare(request))
        return Answer("report", found, layout.progress)


progress = reads(Progress, ReportOptions)
