"""`wecomplish import people`: people from where they are kept."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import batch, importing
from wecomplish_cli.cli.command import acts, argument, flag, option
from wecomplish_cli.cli.options import PlanOptions
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from wecomplish_cli.cli.change import Request


class Dates(StrEnum):
    """How dates such as 05/01/2026 are written."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True)
class People:
    """Import people from a CSV or XLSX file; without --apply, only a plan is shown.

    The columns of common HR systems and directories are known, in English, Norwegian, Swedish, Polish and
    Spanish. People are found by id, e-mail address, account and name, in this order. An empty cell changes
    nothing, and the same file again changes nothing. Nobody is marked as left without --leavers.

    For --map, the keys are id, name, given, family, email, leaders, languages, timezone, status,
    github_login, github_id, number (which leaders may name), holds (roles and skillsets), team and since.
    """

    file: Annotated[str, argument("FILE", "The file: CSV, XLSX or JSON lines; - for standard input.")]
    map: Annotated[
        tuple[str, ...],
        option("COLUMN=KEY", "What a column is, or COLUMN=- to leave it out; can be repeated."),
    ] = ()
    dates: Annotated[
        Dates | None, option(None, "How dates such as 05/01/2026 are written, if the file does not show it.")
    ] = None
    leavers: Annotated[
        bool,
        flag("--leavers", "Mark as left: those of whom the file says so, and everyone who is not in it."),
    ] = False
    rejected: Annotated[
        str | None, option("FILE", "Write rejected rows to this CSV file; --apply then imports the others.")
    ] = None
    apply: Annotated[bool, flag("--apply", "Carry out the plan, all of it or nothing.")] = False

    def act(self, how: PlanOptions) -> None:
        """Show the plan, or carry it out."""
        if not self.file:
            raise UsageError("FILE is missing", "name a CSV or XLSX file")
        table = batch.read_table(self.file)
        month_first = None if self.dates is None else self.dates is Dates.MONTH_FIRST
        sheet = importing.Sheet(self.map, month_first, self.leavers, self._command())

        def prepare(request: Request) -> importing.Prepared:
            return importing.people(request, table, sheet)

        importing.run(how, table, importing.Wanted(self.apply, self.rejected), prepare)

    def _command(self) -> str:
        words = ["wecomplish", "import", "people", self.file, *(f"--map={each}" for each in self.map)]
        words += [f"--dates={self.dates}"] if self.dates else []
        return shlex.join([*words, *(["--leavers"] if self.leavers else [])])


people = acts(People, PlanOptions)
