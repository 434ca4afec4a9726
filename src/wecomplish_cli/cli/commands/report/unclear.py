"""`wecomplish report unclear`: the expectations whose text is unclear to someone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import option, reads
from wecomplish_cli.cli.completion import people
from wecomplish_cli.cli.options import ReportOptions

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Unclear:
    """List the expectations whose text is unclear to someone."""

    keeper: Annotated[
        str | None, option("PERSON", "Only texts that this person keeps; `me` for your own.", people)
    ] = None

    def answer(self, request: Request) -> Answer:
        """Look up what is unclear."""
        from wecomplish_cli.render import familiarity as layout
        from wecomplish_cli.reports.familiarity import unclear_report

        keeper = request.person(self.keeper) if self.keeper else None
        found = unclear_report(request.view, keeper)
        return Answer("report", found, layout.unclear_report)


unclear = reads(Unclear, ReportOptions)
