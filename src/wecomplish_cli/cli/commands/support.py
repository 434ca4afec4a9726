"""`wecomplish support`: what someone needs support with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import fitting
from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import argument, reads
from wecomplish_cli.cli.completion import people
from wecomplish_cli.cli.lookback import earlier

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Support:
    """Show what someone needs support with.

    Whether awareness is near 100 % or rising, when familiarity was last updated, what they focus on, and what
    help they wait for.
    """

    person: Annotated[str, argument("PERSON", "Whom to support.", people, fits=fitting.led)]

    def answer(self, request: Request) -> Answer:
        """Make the person's support card."""
        from wecomplish_cli.render import support as layout
        from wecomplish_cli.reports import support

        who = request.person(self.person)
        found = support.card(request.view, who, earlier(request, [who]))
        return Answer("support", found, layout.card)


support = reads(Support)
