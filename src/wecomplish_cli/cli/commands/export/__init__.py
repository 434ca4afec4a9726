"""`wecomplish export`: the data for spreadsheets and databases, and everything about one person."""

from __future__ import annotations

from typing import Any

from wecomplish_cli.cli.commands.export.database import database
from wecomplish_cli.cli.commands.export.me import me
from wecomplish_cli.cli.commands.export.person import person
from wecomplish_cli.cli.commands.export.tables import TABLES
from wecomplish_cli.cli.suggesting import Suggesting, group


class Exports(Suggesting):
    """The exports; `--format sqlite` without a kind is all the data."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the words after `export`."""
        for words in (["--format", "sqlite"], ["--format=sqlite"]):
            if args[: len(words)] == words:
                args = ["database", *args[len(words) :]]
        return super().parse_args(ctx, args)


app = group(
    "Export the data as tables, or everything about a person.",
    {"me": me, "person": person, **TABLES, "database": database},
    cls=Exports,
)
