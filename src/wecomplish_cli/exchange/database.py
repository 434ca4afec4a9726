"""The data as an SQLite database: one table a kind, and one that says what each column holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

from wecomplish_cli.reports.tables.organization import ALL

if TYPE_CHECKING:
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.reports.tables.table import Value


def as_database(view: View) -> bytes:
    """Write every table; dates are text as YYYY-MM-DD, truth values 1 and 0."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute('CREATE TABLE "columns" ("table" TEXT, "column" TEXT, "about" TEXT)')
        for name, kind in ALL.items():
            keys = [*kind.columns]
            # Engines that read the file, such as DuckDB, take untyped columns for bytes.
            typed = ((key, "INTEGER" if key in kind.numbers else "TEXT") for key in keys)
            columns = ", ".join(f'"{key}" {sort}' for key, sort in typed)
            unique = ", ".join(f'"{key}"' for key in kind.unique)
            database.execute(f'CREATE TABLE "{name}" ({columns}, PRIMARY KEY ({unique}))')
            places = ", ".join("?" * len(keys))
            rows = ([_plain(value) for value in row] for row in kind.rows(view))
            database.executemany(f'INSERT INTO "{name}" VALUES ({places})', rows)  # noqa: S608 - our own names
            about = [(name, "", kind.about), *((name, key, said) for key, said in kind.columns.items())]
            database.executemany('INSERT INTO "columns" VALUES (?, ?, ?)', about)
        database.commit()
        return database.serialize()


def _plain(value: Value) -> Any:
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, date) else value
