"""`wecomplish insight show`: one insight, and what it came of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import reads
from wecomplish_cli.cli.commands.insight.which import INSIGHT
from wecomplish_cli.cli.options import NowOptions

if TYPE_CHECKING:
    from wecomplish_cli.cli.change import Request


@dataclass(frozen=True)
class Show:
    """Show one insight, and what it came of."""

    insight: Annotated[str, INSIGHT]

    def answer(self, request: Request) -> Answer:
        """Look the insight up."""
        from wecomplish_cli.render import stories
        from wecomplish_cli.reports import insights

        found = insights.insight(request.view, request.insight(self.insight))
        return Answer("insight", found, stories.insight)


show = reads(Show, NowOptions)
