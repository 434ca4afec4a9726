"""`wecomplish add person`: people, one or many."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import naming, terminal
from wecomplish_cli.cli.command import argument, option, writes
from wecomplish_cli.cli.completion import people
from wecomplish_cli.errors import UsageError
from wecomplish_cli.model.text import shortened
from wecomplish_cli.text.phrases import listed

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.cli.table_rows import Row


@dataclass(frozen=True)
class Person:
    """Add a person."""

    name: Annotated[str, argument("NAME", "The name they go by.", question="Their name")]
    email: Annotated[str | None, option("ADDRESS", "Their e-mail address.")] = None
    leader: Annotated[tuple[str, ...], option("PERSON", "Who leads them; can be repeated.", people)] = ()
    language: Annotated[
        tuple[str, ...], option("CODE", "A language, first the one to write to them in.")
    ] = ()
    id: Annotated[str | None, naming.ID] = None
    neutral: Annotated[bool, naming.NEUTRAL] = False

    def decide(self, request: Request) -> Plan:
        """Decide on the person's file; who has the name or the address already is not added again."""
        from wecomplish_cli.actions import adding
        from wecomplish_cli.derive.lookup import fold

        name = self.name.strip()
        if not name:
            raise UsageError("a person needs a name", "give the name they go by")
        known = None if self.id is not None else adding.same_person(request.view, name, self.email)
        if known and self.email and fold(request.org.people[known].name) != fold(name):
            raise UsageError(
                f"{self.email} is the address of {request.org.people[known].name} ({known})",
                "give another one",
            )
        own = known or naming.own_id(request, "people", name, self.id, self.neutral)
        given = {
            "name": request.org.people[known].name if known else name,
            "email": self.email,
            "leaders": [request.person(each) for each in self.leader],
            "languages": list(self.language),
        }
        return adding.add(request.view, f"people/{own}", given)


def _require_distinct(rows: list[Row[Person]]) -> None:
    """Make sure that rows with one name cannot be taken for one person.

    Raises:
        UsageError: if one of them has neither an e-mail address nor an id; each such row is named first.
    """
    from wecomplish_cli.derive.lookup import fold

    called: dict[str, list[Row[Person]]] = defaultdict(list)
    for row in rows:
        if row.asked.id is None:
            called[fold(row.asked.name)].append(row)
    alike = [each for each in called.values() if len(each) > 1 and not all(row.asked.email for row in each)]
    for namesakes in alike:
        first, *others = namesakes
        where = listed([row.place for row in others])
        terminal.fail(UsageError(f"{first.place}: {shortened(first.asked.name)} is also at {where}"))
    if alike:
        raise UsageError(
            "rows with one name could be one person or several; nothing was written",
            "give each an e-mail address or an id, or delete the rows that repeat somebody",
        )


person = writes(Person, many=True, require=_require_distinct)
