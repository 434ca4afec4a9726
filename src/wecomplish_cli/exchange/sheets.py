"""The rows of an XLSX workbook, as text: dates as YYYY-MM-DD, whole numbers without a point."""

from __future__ import annotations

import io
import re
import shlex
import zipfile
import zlib
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from wecomplish_cli.derive.lookup import did_you_mean
from wecomplish_cli.errors import DataError, UsageError
from wecomplish_cli.text.escape import visible
from wecomplish_cli.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineWorkbook

_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_UNPACKED = 1 << 28
"""Bytes of a workbook once it is unpacked; more is a mistake, or meant to fill the memory."""

MOST_CELLS = 1 << 23
"""Cells from the first to the last; the reader makes room for all of them, also where they are empty."""

MOST_NAMED = 10
"""Sheets that a message names; of more, it says how many."""

_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
"""What the library for ZIP files says of damaged ones; a `NotImplementedError` is a `RuntimeError`."""

_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)([0-9]+)["']""")
"""Where a row or a cell says that it is."""
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]+)"([^>]*)(?<!/)>(.*?)</c>', re.DOTALL)
_SHEET = re.compile(rb'<sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
_TARGET = re.compile(rb"<Relationship\b[^>]*>")


def is_workbook(content: bytes) -> bool:
    """Whether a file is a workbook, of this or an older kind, whatever it is called."""
    return content.startswith((_ZIP, _OLD))


def rows(name: str, content: bytes, wanted: str | None = None) -> Iterator[tuple[int, list[str]]]:
    """Read the wanted sheet, or the only one with anything in it: the number and the cells of each row.

    Raises:
        UsageError: if it is no such workbook, it is not plain which sheet to read, or a cell of it has no
            value that could be read.
        DataError: if it is too large, or the reader is not installed.
    """
    _require_readable(name, content)
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise DataError(
            f"reading {name} needs the extra `xlsx`",
            "pip install 'wecomplish-cli[xlsx]', or save the sheet as CSV UTF-8",
        ) from None
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            read = _chosen(name, book, wanted)
            sheet = book.get_sheet_by_name(read)
            found = sheet.to_python(skip_empty_area=False)
            merged = sheet.merged_cell_ranges or []
    except (CalamineError, OSError, ValueError):
        raise _damaged(name) from None
    if merged:
        (row, column), _ = merged[0]
        raise UsageError(
            f"{name}:{row + 1}: cells are merged at {_letters(column)}{row + 1}",
            "unmerge them, and fill in each cell",
        )
    _require_values(name, content, read)
    return ((number, [_text(cell) for cell in row]) for number, row in enumerate(found, 1))


def _chosen(name: str, book: CalamineWorkbook, wanted: str | None) -> str:
    """Find the sheet to read: the one that is wanted, or else the only one that people see rows in.

    Raises:
        UsageError: if there is none, or several could be meant.
    """
    if wanted is not None:
        if wanted in book.sheet_names:
            return wanted
        hint = did_you_mean(wanted, book.sheet_names) or f"it has {_named(book.sheet_names)}"
        raise UsageError(f"{name} has no sheet named `{visible(wanted)}`", hint)
    shown = [each.name for each in book.sheets_metadata if str(each.visible).endswith(".Visible")]
    filled = [each for each in shown if book.get_sheet_by_name(each).start]
    if not filled:
        raise UsageError(f"{name} has no rows", "put the names of the columns in the first row")
    if len(filled) > 1:
        raise UsageError(
            f"{name} has rows in {len(filled)} sheets: {_named(filled)}",
            f"choose one: --sheet {shlex.quote(visible(filled[0]))}; for --from, keep only one in the file",
        )
    return filled[0]


def _named(sheets: list[str]) -> str:
    more = len(sheets) - MOST_NAMED
    names = [f"`{visible(each)}`" for each in sheets[:MOST_NAMED]]
    return listed([*names, f"{more} more"] if more > 0 else names)


def _require_readable(name: str, content: bytes) -> None:
    """Make sure that a workbook is one of the present kind, without a password, and not a bomb."""
    if content.startswith(_OLD):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UsageError(f"{name} is protected by a password", "save a copy without one")
        raise UsageError(f"{name} is an old Excel file (.xls), whatever its name", "save it as .xlsx or CSV")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            size = sum(each.file_size for each in parts.infolist())
            names = parts.namelist()
    except _UNREADABLE:
        raise _damaged(name) from None
    if "xl/workbook.xml" not in names:
        raise UsageError(f"{name} is not an Excel workbook (.xlsx)", "save it as .xlsx or CSV")
    if size > MAX_UNPACKED:
        raise DataError(f"{name} is larger than {MAX_UNPACKED >> 20} MiB once it is unpacked", "split it")
    _require_near(name, content)


def _require_near(name: str, content: bytes) -> None:
    """Make sure that no cell lies so far out that the room for all those before it would fill the memory."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for part in parts.namelist():
            try:
                found = {*_PLACE.findall(parts.read(part))}
            except _UNREADABLE:
                raise _damaged(name) from None
            columns = max((_number(letters) for letters, _ in found), default=1)
            rows = max((int(digits[:10]) for _, digits in found), default=1)
            if columns * rows > MOST_CELLS:
                raise UsageError(
                    f"{name} has cells as far out as row {rows:,} and column {columns:,}",
                    "delete the empty rows and columns, or save the sheet as CSV UTF-8",
                )


def _number(letters: bytes) -> int:
    """The number of a column from its letters, counted from 1."""
    number = 0
    for letter in letters.upper()[:7]:
        number = number * 26 + letter - ord("A") + 1
    return max(number, 1)


def _require_values(name: str, content: bytes, sheet: str) -> None:
    """Make sure that every formula has a value: to the reader, one without, or with an error, is empty.

    Raises:
        UsageError: if not; it names the first such cell.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        path = _path(parts, sheet)
        text = parts.read(path) if path in parts.namelist() else b""
    for column, row, about, inside in _CELL.findall(text):
        where = f"{name}:{row.decode()}: {column.decode()}{row.decode()}"
        if b't="e"' in about:
            found = re.search(rb"<v>(.*?)</v>", inside)
            said = visible(found[1].decode(errors="replace")) if found else "an error"
            raise UsageError(f"{where} shows {said}", "correct the formula, or write the value")
        if b"<f" in inside and not re.search(rb"<v>.|<v [^>]*>.|<is>", inside):
            raise UsageError(
                f"{where} is a formula without a value",
                "open and save it in a spreadsheet, or paste it as values",
            )


def _path(parts: zipfile.ZipFile, sheet: str) -> str:
    """Find the part of a workbook that a sheet is in."""
    import html

    ids = {html.unescape(n.decode()): i for n, i in _SHEET.findall(parts.read("xl/workbook.xml"))}
    for each in _TARGET.findall(parts.read("xl/_rels/workbook.xml.rels")):
        found = dict(re.findall(rb'\b(Id|Target)="([^"]*)"', each))
        if found.get(b"Id") == ids.get(sheet):
            target: str = found.get(b"Target", b"").decode()
            return target[1:] if target.startswith("/") else f"xl/{target}"
    return ""


def _damaged(name: str) -> UsageError:
    return UsageError(f"{name} is damaged: it cannot be read as a workbook", "save it again as .xlsx or CSV")


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0: A to Z, then AA."""
    more, last = divmod(column, 26)
    return (_letters(more - 1) if more else "") + chr(ord("A") + last)
