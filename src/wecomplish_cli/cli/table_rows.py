"""The rows of a file, each as what a command would be asked for."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import MISSING, fields
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar, get_args, get_origin, get_type_hints

import typer

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.errors import DataError, UsageError, WecomplishError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.text.escape import visible
from wecomplish_cli.text.phrases import listed

if TYPE_CHECKING:
    from wecomplish_cli.exchange.tables import Table

T = TypeVar("T")


def from_option(kind: type) -> Any:
    """The option that takes the rows of a file; its help lists the columns."""
    columns, needed = [*types(kind)], required(kind)
    lists = any(each == tuple[str, ...] for each in types(kind).values())
    said = (
        "Carry out every row of a CSV, XLSX or JSON lines file (- for standard input), all or none. "
        f"Columns: {', '.join(columns)}"
        + (f"; needed: {', '.join(needed)}." if needed else ".")
        + (" Lists are separated by semicolons." if lists else "")
    )
    return Annotated[str | None, typer.Option("--from", metavar="FILE", help=said, show_default=False)]


@frozen
class Row(Generic[T]):
    """What one row, or the command line itself, asks for."""

    place: str
    """The file and line it stands at; empty for the command line."""
    asked: T


def rows(
    source: str | None, kind: type[T], given: Mapping[str, Any], flags: tuple[str, ...] = ()
) -> list[Row[T]]:
    """List what is asked for: the rows of a file, or else what the command line gives.

    `kind` is a dataclass; a field without a default must be given, as an argument or as one of the `flags`.
    Empty cells count as not given.

    Raises:
        UsageError: if something is missing, unknown or of the wrong kind, or given twice over.
        DataError: if the file cannot be read.
    """
    if source is None:
        missing = [name for name in required(kind) if given.get(name) in (None, ())]
        if missing:
            names = [f"--{each}" if each in flags else each.upper() for each in missing]
            are, them = ("is", "it") if len(names) == 1 else ("are", "them")
            raise UsageError(
                f"{listed(names)} {are} missing", f"give {them}, or many at once with --from FILE"
            )
        return [Row("", kind(**given))]
    defaults = _defaults(kind)
    also = [name for name, value in given.items() if value and value != defaults.get(name)]
    if also:
        raise UsageError(
            f"--from takes everything from the file, so `{also[0]}` cannot be given as well",
            f"leave that out, or make it a column `{also[0]}`",
        )
    return _read(source, kind)


def none_written(failed: list[WecomplishError], of: int) -> WecomplishError:
    """Say how many of the rows were at fault."""
    which = "the one row" if of == 1 else f"{len(failed)} of {of} rows"
    return type(failed[0])(f"{which} cannot be carried out; nothing was written")


def _read(source: str, kind: type[T]) -> list[Row[T]]:
    """Read the rows of a file.

    Raises:
        UsageError: if a row cannot be one; each such row is named first.
    """
    table = read_table(source)
    if table.note:
        terminal.note(f"note: {visible(table.note)}")
    found: list[Row[T]] = []
    failed: list[WecomplishError] = []
    reading = Reading(date_orders(kind, (line.cells for line in table.lines)), table.typed, {})
    for line in table.lines:
        try:
            found.append(Row(line.place, asked(line.place, kind, line.cells, reading)))
        except UsageError as error:
            failed.append(error)
            terminal.fail(error)
    if failed:
        raise none_written(failed, len(failed) + len(found))
    if not found:
        raise UsageError(f"{table.name} has no rows", f"its columns may be {', '.join(types(kind))}")
    return found


def read_table(source: str, sheet: str | None = None) -> Table:
    """Read a file of rows, or standard input for `-`; of a workbook, the sheet of that name.

    Raises:
        UsageError: if it is no table.
        DataError: if it cannot be read.
    """
    from wecomplish_cli.exchange import tables

    try:
        if source == "-":
            return tables.read("<stdin>", sys.stdin.buffer.read(tables.MAX_BYTES + 1), sheet)
        with Path(source).open("rb") as file:
            content = file.read(tables.MAX_BYTES + 1)
    except OSError as error:
        raise DataError(f"{source} cannot be read: {error.strerror}", "name a file, or - for stdin") from None
    return tables.read(source, content, sheet)


def date_orders(kind: type, rows: Iterable[Mapping[str, Any]]) -> dict[str, bool | None]:
    """The columns of dates, and whether the month comes first in dates such as 05/01/2026 of each.

    None: no cell of the column shows it.
    """
    from wecomplish_cli.exchange import dates

    days = [name for name in types(kind) if getattr(_given(kind, name), "metavar", None) == "DATE"]
    if not days:
        return {}
    cells: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for key, cell in row.items():
            cells[_key(key)].append(str(cell))
    return {name: dates.order(cells[name]) for name in days}


def _key(column: str) -> str:
    return column.replace("-", "_").lower()


def _given(kind: type, name: str) -> Any:
    """How a field is given on the command line; None where nothing says it."""
    return next(iter(getattr(get_type_hints(kind, include_extras=True)[name], "__metadata__", ())), None)


@frozen
class Reading:
    """How the cells of a table are read."""

    orders: Mapping[str, bool | None]
    """The columns of dates, as `date_orders` gives them."""
    typed: bool
    """Text that begins like a formula is text."""
    called: Mapping[str, str]
    """Columns by their keys, where a column is not named like its key."""


def asked(place: str, kind: type[T], cells: Mapping[str, Any], reading: Reading) -> T:
    """Read a row as what it asks for.

    Raises:
        UsageError: if it cannot be that.
    """
    from wecomplish_cli.derive.lookup import did_you_mean

    columns = types(kind)
    values: dict[str, Any] = {}
    for key, cell in cells.items():
        name = _key(key)
        if name in values:
            raise UsageError(f"{place}: `{name}` is there twice", "keep one of them")
        if name not in columns:
            known = f"the columns are {', '.join(columns)}"
            raise UsageError(f"{place}: no column `{key}`", did_you_mean(key, columns) or known)
        if cell not in ("", None):
            where = f"{place}: {reading.called.get(key, key)}"
            text = _text(where, cell, reading.typed)
            values[name] = (
                _day(where, text, reading.orders[name])
                if name in reading.orders
                else _value(where, columns[name], text)
            )
            _require_within(where, kind, name, values[name])
    missing = [name for name in required(kind) if name not in values]
    if missing:
        raise UsageError(f"{place}: `{missing[0]}` is missing", "every row needs it")
    return kind(**values)


def _require_within(place: str, kind: type, name: str, value: Any) -> None:
    """Make sure that a number is within the bounds that it has as an option."""
    low, high = getattr(_given(kind, name), "bounds", None) or (None, None)
    if isinstance(value, int) and ((low is not None and value < low) or (high is not None and value > high)):
        most = f" and at most {high}" if high is not None else ""
        raise UsageError(f"{place}: {value} is out of range", f"give at least {low}{most}")


def _text(place: str, cell: Any, typed: bool) -> Any:
    """A cell, if it is text without what keeps it from being a formula."""
    from wecomplish_cli.exchange.tables import not_a_formula

    try:
        return not_a_formula(cell, typed) if isinstance(cell, str) else cell
    except UsageError as error:
        raise error.at(place) from None


def _day(place: str, cell: Any, month_first: bool | None) -> str:
    """Read a cell of dates: in any notation of sheets, or from today on, as the option takes it."""
    from wecomplish_cli.exchange import dates

    text = cell.strip() if isinstance(cell, str) else str(cell)
    if options.LATER.fullmatch(text):
        return text
    try:
        return dates.read(text, month_first).isoformat()
    except UsageError as error:
        raise error.at(place) from None


def columns_for_options(kind: type, error: WecomplishError) -> WecomplishError:
    """The same error, which names columns where it named the options of a command."""

    def column(option: re.Match[str]) -> str:
        return f"`{_key(option[1])}`" if _key(option[1]) in types(kind) else option[0]

    def said(text: str) -> str:
        # Commands, in backticks, stay what they are.
        parts = text.split("`")
        parts[::2] = [re.sub(r"--([a-z][a-z-]*)(?: [A-Z]{3,})?", column, part) for part in parts[::2]]
        return "`".join(parts).replace("` `", "`, `")

    other = copy(error)
    other.message, other.hint = said(error.message), error.hint and said(error.hint)
    return other


def _value(place: str, kind: Any, cell: Any) -> Any:
    """Read a cell; numbers and truth values may be text, since CSV has nothing else."""
    if get_origin(kind) is UnionType:  # Not given is another matter.
        kind = next(each for each in get_args(kind) if each is not NoneType)
    if kind == tuple[str, ...]:
        items = cell.split(";") if isinstance(cell, str) else cell
        if isinstance(items, list) and all(isinstance(item, str) for item in items):
            return tuple(item.strip() for item in items if item.strip())
        raise UsageError(f"{place}: expected a list of texts", "in CSV, separate them by semicolons")
    if kind in (bool, bool | None):
        truth = {"true": True, "yes": True, "x": True, "1": True, "false": False, "no": False, "0": False}
        if isinstance(cell, bool) or str(cell).lower() in truth:
            return cell if isinstance(cell, bool) else truth[str(cell).lower()]
        raise UsageError(f"{place}: `{cell}` is neither true nor false", "write true or false")
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        if cell not in [*kind]:
            raise UsageError(f"{place}: `{cell}` is none of them", f"one of {', '.join(kind)}")
        return kind(cell)
    if kind is int:
        if isinstance(cell, (int, str)) and re.fullmatch("[0-9]{1,9}", str(cell), re.ASCII):
            return int(cell)
        raise UsageError(f"{place}: `{cell}` is not a whole number", "write digits only")
    if not isinstance(cell, str):
        raise UsageError(f"{place}: expected text", "put it in quotes")
    return cell


def types(kind: type) -> dict[str, Any]:
    """The columns of what rows ask for, each with its type."""
    return get_type_hints(kind)


def _defaults(kind: type) -> dict[str, Any]:
    return {each.name: each.default for each in fields(kind)}


def required(kind: type) -> list[str]:
    """The columns that every row needs."""
    return [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
