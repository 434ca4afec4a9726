"""What every `wecomplish import` is given: a file, how it is read, and whether to carry out the plan."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from wecomplish_cli.cli import importing, table_rows
from wecomplish_cli.cli.command import argument, flag, option
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from wecomplish_cli.cli.options import PlanOptions
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.exchange.tables import Table


@dataclass(frozen=True)
class SheetImport:
    """Import a sheet."""

    name: ClassVar[str]
    """The kind, as it is typed."""

    file: Annotated[str, argument("FILE", "The file: CSV, XLSX or JSON lines; - for standard input.")]
    sheet: Annotated[
        str | None, option("NAME", "The sheet of an XLSX file to read, if several have rows.")
    ] = None
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
        table = table_rows.read_table(self.file, self.sheet)
        wanted = importing.Wanted(self.apply, self.rejected)
        importing.run(how, table, wanted, lambda request: self.prepare(request, table))

    def prepare(self, request: Request, table: Table) -> importing.Prepared:
        """Plan the import of a table."""
        raise NotImplementedError

    def command(self, *more: str) -> str:
        """The command that shows the plan, with options of its own."""
        words = ["wecomplish", "import", self.name, self.file]
        words += [f"--sheet={self.sheet}"] if self.sheet is not None else []
        return shlex.join([*words, *(f"--map={each}" for each in self.map), *more])
