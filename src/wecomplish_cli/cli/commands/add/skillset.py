"""`wecomplish add skillset`: a skillset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.cli.command import writes
from wecomplish_cli.cli.commands.add.competence import Competence

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Skillset(Competence):
    """Add a skillset; then its skills, one by one, with `add skill`."""

    def decide(self, request: Request) -> Plan:
        """Decide on the file of the skillset."""
        return self.added_to("skillsets", request)


skillset = writes(Skillset, many=True)
