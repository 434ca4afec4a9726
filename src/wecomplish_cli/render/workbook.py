"""Tables as an XLSX workbook: one sheet each, its header frozen, with a filter; text stays text."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from wecomplish_cli.errors import DataError, UsageError
from wecomplish_cli.render.blocks import Bar, Cell, Table, in_data
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_CHARACTERS = 32_767
MOST_ROWS = 1 << 20
"""What a sheet holds."""

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the same input gives the same bytes


def as_workbook(tables: Iterable[Table]) -> bytes:
    """Write tables as a workbook; those with one name and the same columns become one sheet.

    Raises:
        DataError: if what writes workbooks is not installed.
        UsageError: if there are more rows than a sheet holds.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise DataError(
            "writing XLSX needs the extra `xlsx`", "pip install 'wecomplish-cli[xlsx]', or --format csv"
        ) from None
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE})
        formats = {
            "head": book.add_format({"bold": True}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "share": book.add_format({"num_format": "0 %"}),
        }
        for name, (keys, rows) in _sheets(tables).items():
            _write(book.add_worksheet(name), keys, rows, formats)
    return out.getvalue()


def _sheets(tables: Iterable[Table]) -> dict[str, tuple[list[str], list[list[Cell]]]]:
    """The keys and rows of each sheet."""
    found: dict[str, tuple[list[str], list[list[Cell]]]] = {}
    for table in tables:
        keys, rows = _plain(table)
        name = base = _NOT_IN_NAMES.sub(" ", table.section)[:28]
        number = 1
        while name in found and found[name][0] != keys:
            number += 1
            name = f"{base} {number}"
        found.setdefault(name, (keys, []))[1].extend(rows)
    return found or {"nothing": ([], [])}


def _plain(table: Table) -> tuple[list[str], list[list[Cell]]]:
    """The keys and rows of a table; a bar takes two columns, since `3/3` would be taken for a date."""
    bars = {i for i, _ in enumerate(table.columns) if any(isinstance(row[i], Bar) for row in table.rows)}
    keys = [
        key
        for i, column in enumerate(table.columns)
        for key in ((column.key, f"{column.key}_of") if i in bars else (column.key,))
    ]
    rows: list[list[Cell]] = []
    for row in table.rows:
        cells: list[Cell] = []
        for i, cell in enumerate(row):
            if i in bars:
                cells += [cell.value, cell.of] if isinstance(cell, Bar) else [cell, None]
            else:
                cells.append(in_data(cell))
        rows.append(cells)
    return keys, rows


def _write(sheet: Any, keys: list[str], rows: list[list[Cell]], formats: dict[str, Any]) -> None:
    if len(rows) >= MOST_ROWS:
        raise UsageError(f"{len(rows):,} rows are more than a sheet holds", "--format csv")
    for column, key in enumerate(keys):
        sheet.write_string(0, column, key, formats["head"])
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            _write_cell(sheet, number, column, cell, formats)
    sheet.freeze_panes(1, 0)
    if keys:
        sheet.autofilter(0, 0, len(rows), len(keys) - 1)
        sheet.set_column(0, len(keys) - 1, 18)


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif isinstance(cell, float):
        # A share in percent.
        sheet.write_number(row, column, round(cell / 100, 6), formats["share"])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), formats["date"])  # noqa: DTZ001
    else:
        text = visible(str(cell))
        cut = len(text) > MOST_CHARACTERS
        sheet.write_string(row, column, f"{text[: MOST_CHARACTERS - 1]}…" if cut else text)
