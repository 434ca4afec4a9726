"""What `wecomplish add responsibility` and `add skill` have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import naming
from wecomplish_cli.cli.command import argument, option
from wecomplish_cli.cli.completion import competences
from wecomplish_cli.cli.fields import TARGET

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True, kw_only=True)
class Item:
    """What is expected in a role or skillset."""

    competence: Annotated[str, argument("COMPETENCE", "The role or skillset it belongs to.", competences)]
    id: Annotated[str | None, argument("[ID]", "Its id; proposed from the title.")] = None
    title: Annotated[
        str,
        option("TEXT", "What is expected, as a sentence.", question="What is expected, as a sentence"),
    ]
    heading: Annotated[str | None, option("TEXT", "What it is listed under.")] = None
    target: Annotated[str | None, TARGET] = None

    def added_to(self, holder: str, request: Request) -> Plan:
        """Decide on it as one of those of a role or skillset."""
        from wecomplish_cli.actions import adding
        from wecomplish_cli.derive import lookup

        level = lookup.level(request.org, self.target) if self.target else None
        items = request.org.competences[holder].items
        same = next((item for item, what in items.items() if what.title == self.title), None)
        own = self.id or same or naming.own_id(request, holder, self.title, None, neutral=False)
        naming.require_id(own, "another id")
        given = {"title": self.title, "heading": self.heading, "target": level}
        return adding.add_item(request.view, holder, own, given)
