"""`wecomplish return`: someone is back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, writes
from wecomplish_cli.cli.completion import people

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Return:
    """Say that someone is back, after being away or having left."""

    person: Annotated[str, argument("PERSON", "Who is back; `me` for yourself.", people)]

    def decide(self, request: Request) -> Plan:
        """Decide on their return."""
        from wecomplish_cli.actions import absence

        return absence.back(request.view, request.person(self.person))


return_ = writes(Return)
