"""`wecomplish import roles` and its like: each row is what the command of its kind would do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from wecomplish_cli.cli import row_imports, table_rows
from wecomplish_cli.cli.command import acts
from wecomplish_cli.cli.commands.add.expectation import Expectation
from wecomplish_cli.cli.commands.add.responsibility import Responsibility
from wecomplish_cli.cli.commands.add.role import Role
from wecomplish_cli.cli.commands.add.skill import Skill
from wecomplish_cli.cli.commands.add.skillset import Skillset
from wecomplish_cli.cli.commands.add.team import Team
from wecomplish_cli.cli.commands.assign import Assign
from wecomplish_cli.cli.commands.import_.sheet import SheetImport
from wecomplish_cli.cli.commands.indicate import Indicate
from wecomplish_cli.cli.commands.offer import Offer
from wecomplish_cli.cli.options import PlanOptions

if TYPE_CHECKING:
    from wecomplish_cli.cli import importing
    from wecomplish_cli.cli.command import Command
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.exchange.tables import Table


class _Rows(SheetImport):
    """Import rows."""

    kind: ClassVar[type[Any]]
    """The command that each row is."""

    def prepare(self, request: Request, table: Table) -> importing.Prepared:
        """Plan the import of rows."""
        return row_imports.rows(request, table, row_imports.Rows(self.kind, self.map, self.command()))


def _importing(name: str, kind: type[Any], like: str, note: str = "") -> Command:
    """Make the command that imports rows of a kind."""
    columns, needed = table_rows.types(kind), table_rows.required(kind)
    lists = any(each == tuple[str, ...] for each in columns.values())
    about = (
        f"Import {name} from a CSV or XLSX file; without --apply, only a plan is shown.\n\n"
        f"Each row is what `wecomplish {like}` would do. Columns: {', '.join(columns)}; needed: "
        f"{', '.join(needed) or 'none'}.{' Lists are separated by semicolons.' if lists else ''}{note}"
    )
    own = type(name.capitalize(), (_Rows,), {"name": name, "kind": kind, "__doc__": about})
    return acts(own, PlanOptions)


ROWS = {
    "teams": _importing("teams", Team, "add team"),
    "roles": _importing("roles", Role, "add role"),
    "responsibilities": _importing("responsibilities", Responsibility, "add responsibility"),
    "skillsets": _importing("skillsets", Skillset, "add skillset"),
    "skills": _importing("skills", Skill, "add skill"),
    "expectations": _importing("expectations", Expectation, "add expectation"),
    "offers": _importing("offers", Offer, "offer"),
    "familiarity": _importing("familiarity", Indicate, "indicate", " Levels are dated today."),
    "mentorships": _importing("mentorships", Assign, "assign"),
}
