"""`wecomplish export --format sqlite`: all the data as one database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wecomplish_cli.cli import folder, options, terminal
from wecomplish_cli.text.escape import visible


def database(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; one there is replaced.")],
    at: options.AtOption = None,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Export all the data as an SQLite database, as `export --format sqlite FILE` does too.

    It has one table for each kind; the table `columns` says what each column holds. `wecomplish explain
    analysis` shows what can be asked of it.
    """
    from wecomplish_cli.cli.request import open_request
    from wecomplish_cli.exchange.database import as_database
    from wecomplish_cli.reports.tables.organization import ALL

    request = open_request(org, today, at)
    folder.replace_file(file, as_database(request.view))
    terminal.say(f"{len(ALL)} tables written to {visible(str(file))}.")
