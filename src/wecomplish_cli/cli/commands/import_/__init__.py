"""`wecomplish import`: people, and whatever else is kept in sheets."""

from __future__ import annotations

from wecomplish_cli.cli.commands.import_.people import people
from wecomplish_cli.cli.commands.import_.rows import ROWS
from wecomplish_cli.cli.mistyped import group

app = group("Import people, roles, mentorships and more from a spreadsheet.", {"people": people, **ROWS})
