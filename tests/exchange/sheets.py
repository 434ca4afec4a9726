"""Sheets as other programs write them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def write_csv(
    path: Path, rows: Sequence[Sequence[Any]], encoding: str = "utf-8", separator: str = ","
) -> str:
    """Write rows as CSV; returns the file's name."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path.name


def write_xlsx(
    path: Path, rows: Sequence[Sequence[Any]], merged: str | None = None, **others: Sequence[Sequence[Any]]
) -> str:
    """Write rows as the first sheet of a workbook, and the others after it; returns the file's name."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append([*row])
    for title, more in others.items():
        other = book.create_sheet(title)
        for row in more:
            other.append([*row])
    if merged:
        sheet.merge_cells(merged)
    book.save(path)
    return path.name
