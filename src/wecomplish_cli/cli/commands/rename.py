"""`wecomplish rename`: what gets another id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, writes
from wecomplish_cli.cli.completion import anything
from wecomplish_cli.errors import UnknownNameError

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


NAMED = ("people", "teams", "roles", "skillsets", "expectations", "insights", "programs")
"""The folders of what has an id that others refer to."""


@dataclass(frozen=True)
class Rename:
    """Give something another id, everywhere.

    Its files move, which git sees as renames, and every reference in the data follows, all or nothing.
    What it is called stays: that is `wecomplish set person ID name NAME`.
    """

    ref: Annotated[
        str, argument("REF", "A person, team, competence, expectation, insight or programme.", anything)
    ]
    new: Annotated[str, argument("NEW", "Its new id.")]

    def decide(self, request: Request) -> Plan:
        """Decide on the rename; one that is done already is nothing to do."""
        from wecomplish_cli.actions import renaming
        from wecomplish_cli.derive import lookup

        try:
            what = request.anything(self.ref, NAMED)
        except UnknownNameError:
            done = renaming.done(self.ref, self.new, lookup.named(request.org, NAMED))
            if done is None:
                raise
            return done
        return renaming.rename(request.org, what, self.new)


rename = writes(Rename)
