"""`wecomplish insight list`: what is published, and your own drafts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import flag, option, reads
from wecomplish_cli.cli.completion import expectations
from wecomplish_cli.cli.options import NowOptions

if TYPE_CHECKING:
    from wecomplish_cli.cli.change import Request


@dataclass(frozen=True)
class List:
    """List what is published, newest first, and your own drafts."""

    expectation: Annotated[
        str | None, option("EXPECTATION", "Only those that help with this expectation.", expectations)
    ] = None
    drafts: Annotated[bool, flag("--drafts", "With the drafts of others.")] = False

    def answer(self, request: Request) -> Answer:
        """Look the insights up."""
        from wecomplish_cli.model.values import Reference
        from wecomplish_cli.render import stories
        from wecomplish_cli.reports import insights

        what = request.referred(Reference.EXPECTATION, self.expectation) if self.expectation else None
        found = insights.insights(request.view, request.identity, what, self.drafts)
        return Answer("insights", found, stories.insights)


list_ = reads(List, NowOptions)
