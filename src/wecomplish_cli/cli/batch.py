"""Many changes at once: the rows of a CSV or JSON lines file, each as if it were a command of its own."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Generic,
    TypeAlias,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

import typer

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.errors import DataError, UsageError, WecomplishError
from wecomplish_cli.text.escape import visible
from wecomplish_cli.text.phrases import listed

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request
    from wecomplish_cli.model.org import Org

T = TypeVar("T")
Consequences: TypeAlias = "Callable[[Org, Org], Iterable[str]]"
"""Says, of the organisation before and after, what follows."""


def from_option(kind: type) -> Any:
    """The option that takes the rows of a file; its help lists the columns."""
    columns, needed = [*_types(kind)], _required(kind)
    lists = any(each == tuple[str, ...] for each in _types(kind).values())
    said = (
        "Carry out every row of a CSV or JSON lines file (- for standard input), all or none. "
        f"Columns: {', '.join(columns)}"
        + (f"; needed: {', '.join(needed)}." if needed else ".")
        + (" Lists are separated by semicolons." if lists else "")
    )
    return Annotated[str | None, typer.Option("--from", metavar="FILE", help=said, show_default=False)]


MAX_BYTES = 1 << 24
"""Of a file of rows; more is a mistake."""


@dataclass(frozen=True)
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
        missing = [name for name in _required(kind) if given.get(name) in (None, ())]
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
            f"--from brings everything with it, and `{also[0]}` is given besides",
            f"leave that out, or make it a column `{also[0]}`",
        )
    return _read(source, kind)


def change_each(
    how: options.WriteOptions,
    found: list[Row[T]],
    decide: Callable[[T, Request], Plan],
    consequences: Consequences = lambda _before, _after: (),
) -> None:
    """Carry out what is asked for: one thing as a change of its own, rows of a file all or none.

    `consequences` says what follows from all rows together.

    Raises:
        WecomplishError: if a row cannot be carried out; each such row is named, and nothing is written.
    """
    from wecomplish_cli.cli.change import change, keeping_others_out, open_request

    if len(found) == 1 and not found[0].place:
        change(how, lambda request: decide(found[0].asked, request))
    else:
        keeping_others_out(
            how, lambda: change_all(open_request(how.org, how.today), how, found, decide, consequences)
        )


def change_all(
    request: Request,
    how: options.WriteOptions,
    found: list[Row[T]],
    decide: Callable[[T, Request], Plan],
    consequences: Consequences = lambda _before, _after: (),
    done: str | None = None,
) -> None:
    """Carry out rows on the data that was loaded, all or none; `done` says what they are together.

    Raises:
        WecomplishError: as `change_each`.
    """
    from wecomplish_cli.cli.change import Made, name_files, write
    from wecomplish_cli.cli.introduced import refuse_errors
    from wecomplish_cli.dataset.series import Series
    from wecomplish_cli.text.phrases import counted

    said: list[str] = []
    warnings: list[str] = []
    failed: list[WecomplishError] = []
    series = Series(request.dataset)
    changed_by: dict[str, list[str]] = defaultdict(list)
    for row in found:
        try:
            plan = decide(row.asked, request.on(series.dataset))
            if plan.edits:
                series.apply(plan.edits)
                for path in dict.fromkeys(f"{edit.ref}.yaml" for edit in plan.edits):
                    changed_by[path].append(row.place)
            said.append(f"{row.place}: {'' if plan.edits else 'nothing to do: '}{plan.done}")
            warnings += [f"warning: {row.place}: {warning}" for warning in plan.warnings]
        except WecomplishError as error:
            failed.append(error)
            terminal.fail(error.at(row.place))
    if failed:
        raise _none_written(failed, len(found))
    applied = series.applied()
    refuse_errors(request.dataset, applied, request.today, changed_by)

    def tell() -> None:
        for line in said:
            terminal.say(f"{visible(line)}.")
        for consequence in consequences(request.org, applied.after.org):
            terminal.say(f"  {visible(consequence)}")
        for warning in warnings:
            terminal.note(visible(warning))
        name_files(applied)

    if applied.changes:
        first = said[0].partition(": ")[2]
        done = done or f"{counted(len(found), 'change')} at once: {first} …"
        write(request, applied, how, Made(done, tell))
    else:
        terminal.say(f"Nothing to do: {counted(len(found), 'row')}, and nothing would change.")


def _none_written(failed: list[WecomplishError], of: int) -> WecomplishError:
    which = "the one row" if of == 1 else f"{len(failed)} of {of} rows"
    return type(failed[0])(f"{which} cannot be carried out; nothing was written")


def _read(source: str, kind: type[T]) -> list[Row[T]]:
    """Read the rows of a file.

    Raises:
        UsageError: if a row cannot be one; each such row is named first.
    """
    name, text = _text(source)
    if text.lstrip().startswith("["):
        raise UsageError(f"{name} is one JSON list", "write one object a line, without brackets around them")
    table = _json_lines(name, text) if text.lstrip().startswith("{") else _csv(name, text)
    found: list[Row[T]] = []
    failed: list[WecomplishError] = []
    for place, cells in table:
        try:
            found.append(Row(place, _asked(place, kind, cells)))
        except UsageError as error:
            failed.append(error)
            terminal.fail(error)
    if failed:
        raise _none_written(failed, len(failed) + len(found))
    if not found:
        raise UsageError(f"{name} has no rows", f"its columns may be {', '.join(_types(kind))}")
    return found


def _text(source: str) -> tuple[str, str]:
    try:
        if source == "-":
            name, content = "<stdin>", sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            name = source
            with Path(source).open("rb") as file:
                content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise DataError(f"{name} is larger than {MAX_BYTES >> 20} MiB", "split it")
        # Spreadsheets put a byte order mark first.
        return name, content.decode("utf-8-sig")
    except OSError as error:
        raise DataError(f"{source} cannot be read: {error.strerror}", "name a file, or - for stdin") from None
    except UnicodeDecodeError:
        raise UsageError(f"{source} is not UTF-8", "save it as CSV UTF-8") from None


def _csv(name: str, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    header = text.partition("\n")[0]
    # Where the comma is the decimal sign, spreadsheets separate by semicolons.
    delimiter = max(",;\t", key=header.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [column.strip() for column in next(lines, [])]
        twice = next((column for column in columns if column and columns.count(column) > 1), None)
        if twice:
            raise UsageError(f"{name}: two columns are named `{twice}`", "keep one of them")
        for line in lines:
            cells = [cell.strip() for cell in line]
            if not any(cells):
                continue  # Spreadsheets leave empty rows at the end.
            place = f"{name}:{lines.line_num}"
            # And empty columns on the right.
            if any(cells[len(columns) :]) or len(cells) < len(columns):
                raise UsageError(f"{place}: not as many cells as columns", "one cell for each, empty or not")
            yield (
                place,
                {column: cell for column, cell in zip(columns, cells, strict=False) if column or cell},
            )
    except csv.Error as error:
        unclosed = "unexpected end of data" in str(error)
        said = "a quotation mark is not closed" if unclosed else str(error)
        raise UsageError(f"{name}:{lines.line_num}: {said}", "save it as CSV again") from None


def _json_lines(name: str, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
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
            yield place, cells


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key twice")
    return dict(pairs)


def _asked(place: str, kind: type[T], cells: Mapping[str, Any]) -> T:
    from wecomplish_cli.derive.lookup import did_you_mean

    types = _types(kind)
    values: dict[str, Any] = {}
    for key, cell in cells.items():
        name = key.replace("-", "_").lower()
        if name in values:
            raise UsageError(f"{place}: `{name}` is there twice", "keep one of them")
        if name not in types:
            known = f"the columns are {', '.join(types)}"
            raise UsageError(f"{place}: no column `{key}`", did_you_mean(key, types) or known)
        if cell not in ("", None):
            values[name] = _value(f"{place}: {key}", types[name], cell)
            _require_within(f"{place}: {key}", kind, name, values[name])
    missing = [name for name in _required(kind) if name not in values]
    if missing:
        raise UsageError(f"{place}: `{missing[0]}` is missing", "every row needs it")
    return kind(**values)


def _require_within(place: str, kind: type, name: str, value: Any) -> None:
    """Make sure that a number is within the bounds that it has as an option."""
    given = getattr(get_type_hints(kind, include_extras=True)[name], "__metadata__", (None,))[0]
    low, high = getattr(given, "bounds", None) or (None, None)
    if isinstance(value, int) and ((low is not None and value < low) or (high is not None and value > high)):
        most = f" and at most {high}" if high is not None else ""
        raise UsageError(f"{place}: {value} is out of range", f"give at least {low}{most}")


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


def _types(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _defaults(kind: type) -> dict[str, Any]:
    return {each.name: each.default for each in fields(kind)}


def _required(kind: type) -> list[str]:
    return [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
