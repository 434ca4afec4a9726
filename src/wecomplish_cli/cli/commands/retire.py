"""`wecomplish retire`: what is expected no longer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, option, writes
from wecomplish_cli.cli.completion import anything

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


EXPECTED = ("roles", "skillsets", "expectations")
"""The folders of what people are to be familiar with."""


@dataclass(frozen=True)
class Retire:
    """Retire a role, skill or expectation.

    It gets a date and stays, with all that was indicated; people and teams have no such date.
    """

    ref: Annotated[
        str, argument("REF", "The role, skillset, responsibility, skill or other expectation.", anything)
    ]
    on: Annotated[
        str | None, option("DATE", "The day from which it is no longer expected; otherwise today.")
    ] = None

    def decide(self, request: Request) -> Plan:
        """Decide on the date from which it is expected no longer."""
        from wecomplish_cli.actions import retiring

        what = request.anything(self.ref, EXPECTED)
        return retiring.retire(request.view, what, request.day(self.on, "--on"))


retire = writes(Retire)
