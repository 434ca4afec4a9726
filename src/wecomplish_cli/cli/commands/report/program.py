"""`wecomplish report programme`: how a mentoring programme is going."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import reads
from wecomplish_cli.cli.commands.programme.which import PROGRAM, program_of
from wecomplish_cli.cli.options import ReportOptions

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Program:
    """Report how a mentoring programme is going.

    Who joined, found a mentor, met and completed; each pair and how it goes; the programme's aims. A mean of
    fewer than five people is not shown.
    """

    program: Annotated[str, PROGRAM]

    def answer(self, request: Request) -> Answer:
        """Report on the programme."""
        from wecomplish_cli.render import programs as layout
        from wecomplish_cli.reports import programs

        found = programs.program_report(request.view, program_of(request, self.program))
        return Answer("program", found, layout.program_report)


program = reads(Program, ReportOptions)
