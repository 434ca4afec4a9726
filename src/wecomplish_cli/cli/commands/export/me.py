"""`wecomplish export me`: everything that is stored about you."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.cli.command import reads
from wecomplish_cli.cli.commands.export.person import everything_about
from wecomplish_cli.cli.options import DocumentOptions

if TYPE_CHECKING:
    from wecomplish_cli.cli.answer import Answer
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Me:
    """Export everything that is stored about you, as `export person` does.

    It is Markdown unless --format says otherwise.
    """

    def answer(self, request: Request) -> Answer:
        """Collect it."""
        return everything_about(request, request.who("`export me`"))


me = reads(Me, DocumentOptions)
