"""The rows of a file: CSV in any usual encoding, with any usual separator; JSON lines; or an XLSX sheet."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from wecomplish_cli.errors import DataError, UsageError
from wecomplish_cli.model.text import shortened
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_BYTES = 1 << 24
"""Of a file of rows; more is a mistake."""

MAX_ROWS = 50_000
"""More rows than any organisation that keeps people in one sheet has."""

MAX_COLUMNS = 1_000
"""More columns than any directory exports; each is compared with all others."""

WORKBOOKS = (".xlsx", ".xlsm", ".xls")
"""How the names of workbooks end; some systems give such names to text."""

Cells: TypeAlias = dict[str, Any]
"""Column to cell. A CSV or XLSX cell is text, empty or not; of JSON lines, it may be anything."""


@dataclass(frozen=True)
class Line:
    """A row, and where it stands."""

    place: str
    """The file and the row, such as `staff.csv:3`, by the numbers at the left edge of a spreadsheet."""
    cells: Cells


@dataclass(frozen=True)
class Table:
    """A file of rows."""

    name: str
    columns: tuple[str, ...]
    """The names in the first row; of JSON lines, all keys."""
    lines: tuple[Line, ...]
    note: str | None = None
    """What was assumed, for a person to judge: the encoding."""
    typed: bool = False
    """Its cells have types, so that text which begins like a formula is text."""


def read(name: str, content: bytes, sheet: str | None = None) -> Table:
    """Read the rows of a file, or of a sheet of a workbook; empty ones are left out.

    Raises:
        UsageError: if it is not a table, or one of its rows cannot be read.
        DataError: if it is too large.
    """
    from wecomplish_cli.exchange import sheets

    if len(content) > MAX_BYTES:
        raise DataError(f"{name} is larger than {MAX_BYTES >> 20} MiB", "split it")
    if sheets.is_workbook(content):
        return replace(_table(name, sheets.rows(name, content, sheet), None), typed=True)
    if sheet is not None:
        raise UsageError(f"{name} is not a workbook, so it has no sheets", "leave out --sheet")
    text, note = _decoded(name, content)
    if name.lower().endswith(WORKBOOKS):
        note = "; ".join(filter(None, (f"{name} is text, not an Excel workbook, and is read as such", note)))
    if text.lstrip().startswith("["):
        raise UsageError(f"{name} is one JSON list", "write one object a line, without brackets around them")
    if text.lstrip().startswith("{"):
        lines = _limited(name, _json_lines(name, text))
        keys = tuple(dict.fromkeys(key for line in lines for key in line.cells))
        _require_few(name, keys)
        return Table(name, keys, lines, note)
    return _table(name, _csv(name, text), note)


def not_a_formula(text: str, typed: bool) -> str:
    """The text of a cell, without the apostrophe that keeps it from being a formula.

    Raises:
        UsageError: if it is a formula, which is no text where cells are `typed`.
    """
    if text.startswith("=") and not typed:
        raise UsageError(f"`{visible(shortened(text))}` is a formula", "paste it as values")
    return _ESCAPED.sub("", text, count=1) if text.startswith("'") else text


_ESCAPED = re.compile("'(?=[=+@-])")


def _table(name: str, rows: Iterator[tuple[int, list[str]]], note: str | None) -> Table:
    _, header = next(rows, (0, []))
    columns = [cell.strip() for cell in header]
    _require_few(name, [column for column in columns if column])
    twice = next((column for column in columns if column and columns.count(column) > 1), None)
    if twice:
        raise UsageError(f"{name}: two columns are named `{visible(twice)}`", "keep one of them")
    named = tuple(column for column in columns if column)
    return Table(name, named, _limited(name, _lines(name, columns, rows)), note)


def _require_few(name: str, columns: Sequence[str]) -> None:
    if len(columns) > MAX_COLUMNS:
        raise DataError(
            f"{name} has more than {MAX_COLUMNS:,} columns", "leave out those that say nothing here"
        )


def _lines(name: str, columns: list[str], rows: Iterator[tuple[int, list[str]]]) -> Iterator[Line]:
    for number, row in rows:
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue  # Spreadsheets leave empty rows at the end.
        place = f"{name}:{number}"
        # And empty columns on the right.
        if any(cells[len(columns) :]) or len(cells) < len(columns):
            raise UsageError(f"{place}: not as many cells as columns", "one cell for each, empty or not")
        yield Line(
            place, {column: cell for column, cell in zip(columns, cells, strict=False) if column or cell}
        )


def _limited(name: str, lines: Iterator[Line]) -> tuple[Line, ...]:
    found = []
    for line in lines:
        found.append(line)
        if len(found) > MAX_ROWS:
            raise DataError(f"{name} has more than {MAX_ROWS:,} rows", "split it")
    return tuple(found)


def _decoded(name: str, content: bytes) -> tuple[str, str | None]:
    """Decode text, and say which encoding was guessed, if one was."""
    # Spreadsheets put a byte order mark first.
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            try:
                return content.decode(encoding), None
            except UnicodeDecodeError:
                raise UsageError(f"{name} is damaged: its text is broken", "save it again") from None
    if b"\0" in content:
        raise UsageError(f"{name} is not a table", "save it as CSV UTF-8, or as an Excel workbook (.xlsx)")
    try:
        return content.decode(), None
    except UnicodeDecodeError:
        encoding = min(("cp1252", "cp1250"), key=lambda each: _odd(content.decode(each, "replace")))
        return content.decode(encoding, "replace"), f"read as {_REGIONS[encoding]} ({encoding})"


_REGIONS = {"cp1252": "Western European text", "cp1250": "Central European text"}
_ODD = re.compile(r"(?<=[^\W\d_])[^\w\s.,;:'’\-()/&@\"`]|[^\w\s.,;:'’\-()/&@\"`](?=[^\W\d_])|¹|³|\ufffd")


def _odd(text: str) -> int:
    """Count signs beside letters, as where text is decoded in the wrong way: `Ma³gorzata D¹browska`."""
    return len(_ODD.findall(text))


def _csv(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    # Spreadsheets write this line for other spreadsheets, and do not count it.
    said = re.match(r"sep=(.)\r?\n", text)
    text = text[said.end() :] if said else text
    header = text.partition("\n")[0]
    # Where the comma is the decimal sign, spreadsheets separate by semicolons.
    delimiter = said[1] if said else max(",;\t|", key=header.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for line in lines:
            yield lines.line_num, line
    except csv.Error as error:
        unclosed = "unexpected end of data" in str(error)
        reason = "a quotation mark is not closed" if unclosed else str(error)
        raise UsageError(f"{name}:{lines.line_num}: {reason}", "save it as CSV again") from None


def _json_lines(name: str, text: str) -> Iterator[Line]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            place = f"{name}:{number}"
            try:
                cells = json.loads(line, object_pairs_hook=_pairs)
            except (ValueError, RecursionError):
                said = f"{place}: not a JSON object on one line, each key once"
                raise UsageError(said, 'such as {"name": "Ola"}') from None
            if not isinstance(cells, dict):
                raise UsageError(f"{place}: not a JSON object", 'such as {"name": "Ola"}')
            yield Line(place, cells)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key twice")
    return dict(pairs)
