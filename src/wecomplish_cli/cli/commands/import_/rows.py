"""`wecomplish import roles` and its like: each row is what the command of its kind would do."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from wecomplish_cli.cli import batch, importing, row_imports
from wecomplish_cli.cli.command import acts, argument, flag, option
from wecomplish_cli.cli.commands.add.expectation import Expectation
from wecomplish_cli.cli.commands.add.responsibility import Responsibility
from wecomplish_cli.cli.commands.add.role import Role
from wecomplish_cli.cli.commands.add.skill import Skill
from wecomplish_cli.cli.commands.add.skillset import Skillset
from wecomplish_cli.cli.commands.add.team import Team
from wecomplish_cli.cli.commands.assign import Assign
from wecomplish_cli.cli.commands.indicate import Indicate
from wecomplish_cli.cli.commands.offer import Offer
from wecomplish_cli.cli.options import PlanOptions
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from wecomplish_cli.cli.change import Request
    from wecomplish_cli.cli.command import Command


@dataclass(frozen=True)
class _Import:
    """Import rows."""

    name: ClassVar[str]
    kind: ClassVar[type[Any]]

    file: Annotated[str, argument("FILE", "The file: CSV, XLSX or JSON lines; - for standard input.")]
    map: Annotated[
        tuple[str, ...],
        option("COLUMN=KEY", "What a column is, or COLUMN=- to leave it out; can be repeated."),
    ] = ()
    rejected: Annotated[
        str | None, option("FILE", "Write rejected rows to this CSV file; --apply then imports the others.")
    ] = None
    apply: Annotated[bool, flag("--apply", "Carry out the plan, all of it or nothing.")] = False

    def act(self, how: PlanOptions) -> None:
        """Show the plan, or carry it out."""
        if not self.file:
            raise UsageError("FILE is missing", "name a CSV or XLSX file")
        table = batch.read_table(self.file)
        words = ["wecomplish", "import", self.name, self.file, *(f"--map={each}" for each in self.map)]
        rows = row_imports.Rows(self.kind, self.map, shlex.join(words))

        def prepare(request: Request) -> importing.Prepared:
            return row_imports.rows(request, table, rows)

        importing.run(how, table, importing.Wanted(self.apply, self.rejected), prepare)


def _importing(name: str, kind: type[Any], like: str, note: str = "") -> Command:
    """Make the command that imports rows of a kind."""
    columns, needed = batch.types(kind), batch.required(kind)
    lists = any(each == tuple[str, ...] for each in columns.values())
    about = (
        f"Import {name} from a CSV or XLSX file; without --apply, only a plan is shown.\n\n"
        f"Each row is what `wecomplish {like}` would do. Columns: {', '.join(columns)}; needed: "
        f"{', '.join(needed) or 'none'}.{' Lists are separated by semicolons.' if lists else ''}{note}"
    )
    own = type(name.capitalize(), (_Import,), {"name": name, "kind": kind, "__doc__": about})
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
