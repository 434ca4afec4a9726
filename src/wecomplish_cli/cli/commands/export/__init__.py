"""`wecomplish export`: the data for spreadsheets and databases, and everything about one person."""

from __future__ import annotations

from wecomplish_cli.cli.commands.export.tables import TABLES
from wecomplish_cli.cli.suggesting import group

app = group("Export the data as tables, or everything about a person.", {**TABLES})
