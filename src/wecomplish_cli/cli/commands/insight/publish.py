"""`wecomplish insight publish`: publish a draft insight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import writes
from wecomplish_cli.cli.commands.insight.which import INSIGHT

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Publish:
    """Publish a draft insight."""

    insight: Annotated[str, INSIGHT]

    def decide(self, request: Request) -> Plan:
        """Decide on the publication."""
        from wecomplish_cli.actions import insights

        return insights.publish(request.view, request.insight(self.insight))


publish = writes(Publish)
