"""`wecomplish drop`: someone holds a role or skillset no longer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, option, writes
from wecomplish_cli.cli.completion import competences, people

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Drop:
    """Remove a role or skillset from someone.

    The assignment gets an end, and stays with all that was indicated.
    """

    person: Annotated[str, argument("PERSON", "Who no longer holds it.", people)]
    competence: Annotated[str, argument("COMPETENCE", "The role or skillset.", competences)]
    until: Annotated[str | None, option("DATE", "The first day they no longer hold it; otherwise today.")] = (
        None
    )

    def decide(self, request: Request) -> Plan:
        """Decide on the end of the assignment."""
        from wecomplish_cli.actions import holding

        who, what = request.person(self.person), request.competence(self.competence)
        return holding.drop(request.view, who, what, request.day(self.until, "--until"))


drop = writes(Drop)
