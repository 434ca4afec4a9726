"""`wecomplish report thanks`: whom there is to thank."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import option, reads
from wecomplish_cli.cli.options import ReportOptions

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request

USUAL = timedelta(days=91)
"""How far back it looks unless told otherwise: a quarter of a year."""


@dataclass(frozen=True)
class Thanks:
    """Report whom to thank: those who helped, mentored or wrote down what they know.

    By name, without counts and without a ranking: it is for thanking people, not for comparing them.
    """

    since: Annotated[str | None, option("DATE", "The first day; otherwise the last three months.")] = None

    def answer(self, request: Request) -> Answer:
        """Look it up."""
        from wecomplish_cli.render import programs as layout
        from wecomplish_cli.reports import thanks

        since = request.day(self.since, "--since") or request.today - USUAL
        return Answer("thanks", thanks.thanks_report(request.view, since), layout.thanks_report)


thanks = reads(Thanks, ReportOptions)
