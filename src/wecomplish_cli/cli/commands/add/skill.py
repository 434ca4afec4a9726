"""`wecomplish add skill`: what is expected in a skillset."""

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
class Skill(Item):
    """Add a skill to a skillset."""

    def decide(self, request: Request) -> Plan:
        """Decide on the skill."""
        holder = request.competence(self.competence)
        if not holder.startswith("skillsets/"):
            raise UsageError(
                f"{request.org.title(holder)} is a role, and roles have responsibilities",
                f"wecomplish add responsibility {holder}",
            )
        return self.added_to(holder, request)


skill = writes(Skill, many=True)
