"""`wecomplish export`: the data for spreadsheets and databases, and everything about one person."""

from __future__ import annotations

from typing import Any, ClassVar

from wecomplish_cli.cli.commands.export.database import database
from wecomplish_cli.cli.commands.export.me import me
from wecomplish_cli.cli.commands.export.person import person
from wecomplish_cli.cli.commands.export.tables import TABLES
from wecomplish_cli.cli.mistyped import Suggesting, group


class Exports(Suggesting):
    """The exports; `--format sqlite` without a kind is all the data."""

    instead: ClassVar = {"--format sqlite": "database", "--format=sqlite": "database"}

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the words after `export`."""
        for said, name in self.instead.items():
            words = said.split()
            if args[: len(words)] == words:
                args = [name, *args[len(words) :]]
        return super().parse_args(ctx, args)


app = group(
    "Export the data as tables, or everything about a person.",
    {"me": me, "person": person, **TABLES, "database": database},
    cls=Exports,
)
