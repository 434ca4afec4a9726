"""`wecomplish add competence`: a role or skillset."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import naming, terminal
from wecomplish_cli.cli.command import argument, flag, option, writes
from wecomplish_cli.cli.fields import KEEPER

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request


class Kind(StrEnum):
    """What a competence may be."""

    ROLE = "role"
    SKILLSET = "skillset"


def _chosen_kind() -> Kind:
    return Kind(terminal.choose_word("A role or a skillset?", [*Kind], "--kind"))


@dataclass(frozen=True)
class Competence:
    """Add a role or skillset; then its responsibilities or skills, one by one."""

    name: Annotated[str, argument("NAME", "The name of the role or skillset.", question="Its name")]
    kind: Annotated[Kind, option(None, "Which of the two it is.", question=_chosen_kind)]
    critical: Annotated[bool, flag("--critical", "The organisation must be able to hand it on.")] = False
    keeper: Annotated[str | None, KEEPER] = None
    id: Annotated[str | None, naming.ID] = None
    neutral: Annotated[bool, naming.NEUTRAL] = False

    def decide(self, request: Request) -> Plan:
        """Decide on the file of the role or skillset."""
        from wecomplish_cli.actions import adding

        name = self.name.strip()
        given = {
            "name": name,
            "critical": self.critical,
            "keeper": request.person(self.keeper) if self.keeper else None,
        }
        own = naming.id_of(request, f"{self.kind}s", name, self.id, self.neutral)
        return adding.add(request.view, f"{self.kind}s/{own}", given)


competence = writes(Competence, many=True)
