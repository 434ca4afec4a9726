"""`wecomplish add responsibility`: what is expected in a role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.cli.command import writes
from wecomplish_cli.cli.commands.add.item import Item
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True, kw_only=True)
class Responsibility(Item):
    """Add a responsibility to a role."""

    def decide(self, request: Request) -> Plan:
        """Decide on the responsibility."""
        holder = request.competence(self.competence)
        if not holder.startswith("roles/"):
            raise UsageError(
                f"{request.org.title(holder)} is a skillset, and skillsets have skills",
                f"wecomplish add skill {holder}",
            )
        return self.added_to(holder, request)


responsibility = writes(Responsibility, many=True)
