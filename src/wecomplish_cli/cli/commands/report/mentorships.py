"""`wecomplish report mentorships`: who helps whom, and who has nobody."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import option, reads
from wecomplish_cli.cli.commands.report.within import TEAM, team_of
from wecomplish_cli.cli.options import ReportOptions
from wecomplish_cli.errors import NotAllowedError

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


class FailOn(StrEnum):
    """What makes a report fail."""

    VERDICT = "verdict"


@dataclass(frozen=True)
class Mentorships:
    """Report who helps whom and who has nobody.

    For administrators. This is a courtesy, not a protection: whoever can read the repository can read all
    that the report says.
    """

    team: Annotated[str | None, TEAM] = None
    fail_on: Annotated[FailOn | None, option(None, "Exit with 1 if a verdict is no.")] = None

    def answer(self, request: Request) -> Answer:
        """Report on the mentorships, to administrators."""
        from wecomplish_cli.render import mentorships as layout
        from wecomplish_cli.reports.mentorships import mentorships_report

        _require_administrator(request)
        found = mentorships_report(request.view, team_of(request, self.team))
        failed = self.fail_on is FailOn.VERDICT and any(each.good is False for each in found.verdicts)
        lay_out = partial(layout.mentorships_report, reader=request.identity)
        return Answer("report", found, lay_out, failed)


mentorships = reads(Mentorships, ReportOptions)


def _require_administrator(request: Request) -> None:
    if request.identity in request.org.settings.administrators:
        return
    who = request.org.name(request.identity) if request.identity else "someone this data does not know"
    raise NotAllowedError(
        f"this report is for administrators, and you are {who}",
        "this is a courtesy, not a protection: anyone who can read the repository can read all of it; "
        "WECOMPLISH_AS or git's user.email says who you are",
    )
