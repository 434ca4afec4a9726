"""`wecomplish import people`: people from where they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar

from wecomplish_cli.cli import importing
from wecomplish_cli.cli.command import acts, flag, option
from wecomplish_cli.cli.commands.import_.sheet import SheetImport
from wecomplish_cli.cli.options import PlanOptions

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.exchange.tables import Table


class Dates(StrEnum):
    """How dates such as 05/01/2026 are written."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True)
class People(SheetImport):
    """Import people from a CSV or XLSX file; without --apply, only a plan is shown.

    The columns of common HR systems and directories are known, in English, Norwegian, Swedish, Polish and
    Spanish. People are found by id, e-mail address, account and name, in this order. An empty cell changes
    nothing, and the same file again changes nothing. Nobody is marked as left without --leavers.

    For --map, the keys are id, name, given, family, email, leaders, languages, timezone, status,
    github_login, github_id, number (which leaders may name), holds (roles and skillsets), team and since.
    """

    name: ClassVar[str] = "people"

    dates: Annotated[
        Dates | None, option(None, "How dates such as 05/01/2026 are written, if the file does not show it.")
    ] = None
    leavers: Annotated[
        bool,
        flag(
            "--leavers",
            "Mark as left those who have left according to the file, and everyone who is not in it.",
        ),
    ] = False

    def prepare(self, request: Request, table: Table) -> importing.Prepared:
        """Plan the import of people."""
        month_first = None if self.dates is None else self.dates is Dates.MONTH_FIRST
        return importing.people(
            request, table, importing.Sheet(self.map, month_first, self.leavers, self._command())
        )

    def _command(self) -> str:
        dates = [f"--dates={self.dates}"] if self.dates else []
        return self.command(*dates, *(["--leavers"] if self.leavers else []))


people = acts(People, PlanOptions)
