"""`wecomplish programme calibrate`: what the figures of a pilot suggest to change before it is widened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import argument, reads
from wecomplish_cli.cli.commands.programme.which import program_of
from wecomplish_cli.cli.completion import programs
from wecomplish_cli.cli.options import ReportOptions

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Calibrate:
    """Say what a pilot's figures suggest changing.

    Its cadence, places, criteria and length, each with the figure that this rests on, and its figures beside
    those of all other mentorships. Where there are fewer than five mentees, it says so and suggests nothing.
    """

    pilot: Annotated[str, argument("PILOT", "The programme: its id, or part of its name.", programs)]

    def answer(self, request: Request) -> Answer:
        """Read the programme's figures."""
        from wecomplish_cli.render import calibrate as layout
        from wecomplish_cli.reports.calibrate import calibrate

        found = calibrate(request.view, program_of(request, self.pilot))
        return Answer("calibration", found, layout.calibration)


calibrate = reads(Calibrate, ReportOptions)
