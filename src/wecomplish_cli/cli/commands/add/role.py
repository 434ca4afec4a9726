"""`wecomplish add role`: a role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.cli.command import writes
from wecomplish_cli.cli.commands.add.competence import Competence

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Role(Competence):
    """Add a role; then its responsibilities, one by one, with `add responsibility`."""

    def decide(self, request: Request) -> Plan:
        """Decide on the file of the role."""
        return self.added_to("roles", request)


role = writes(Role, many=True)
