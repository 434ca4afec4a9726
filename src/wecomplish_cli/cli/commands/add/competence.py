"""What `wecomplish add role` and `add skillset` have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import naming
from wecomplish_cli.cli.command import argument, flag
from wecomplish_cli.cli.fields import KEEPER

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Competence:
    """A role or skillset."""

    name: Annotated[str, argument("NAME", "The name it goes by.", question="Its name")]
    critical: Annotated[bool, flag("--critical", "The organisation must be able to pass it on.")] = False
    keeper: Annotated[str | None, KEEPER] = None
    id: Annotated[str | None, naming.ID] = None
    neutral: Annotated[bool, naming.NEUTRAL] = False

    def added_to(self, folder: str, request: Request) -> Plan:
        """Decide on its file in a folder."""
        from wecomplish_cli.actions import adding

        name = self.name.strip()
        given = {
            "name": name,
            "critical": self.critical,
            "keeper": request.person(self.keeper) if self.keeper else None,
        }
        own = naming.id_of(request, folder, name, self.id, self.neutral)
        return adding.add(request.view, f"{folder}/{own}", given)
