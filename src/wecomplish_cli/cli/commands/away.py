"""`wecomplish away`: someone is away for a while."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, option, writes
from wecomplish_cli.cli.completion import people

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Away:
    """Say that someone is away for a while.

    They have no places as a mentor meanwhile. It names the mentees concerned, and who could stand in.
    """

    person: Annotated[str, argument("PERSON", "Who is away; `me` for yourself.", people)]
    until: Annotated[str, option("DATE", "The last day away, such as 2026-07-31 or +3w.")]
    since: Annotated[str | None, option("DATE", "The first day away; otherwise today.", name="--from")] = None

    def decide(self, request: Request) -> Plan:
        """Decide on the days away."""
        from wecomplish_cli.actions import absence

        first = request.day(self.since, "--from") or request.today
        last = request.day(self.until, "--until") or request.today
        return absence.away(request.view, request.person(self.person), first, last)


away = writes(Away)
