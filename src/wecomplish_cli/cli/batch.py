"""Many changes at once: the rows of a CSV or JSON lines file, each as if it were a command of its own."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar, get_type_hints

import typer

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.errors import DataError, UsageError, WecomplishError
from wecomplish_cli.visible import visible

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request

T = TypeVar("T")

FromOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="FILE",
        help="Carry out every row of a CSV or JSON lines file (- for standard input), all or none; its "
        "columns are named like the arguments and options, and lists are separated by semicolons.",
        show_default=False,
    ),
]
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
            names = (f"--{each}" if each in flags else each.upper() for each in missing)
            raise UsageError(f"missing: {', '.join(names)}", "give it, or many at once with --from FILE")
        return [Row("", kind(**given))]
    also = [name for name, value in given.items() if value]
    if also:
        raise UsageError(
            f"--from brings everything with it, and `{also[0]}` is given besides",
            f"leave that out, or make it a column `{also[0]}`",
        )
    return _read(source, kind)


def change_each(how: options.Writing, found: list[Row[T]], decide: Callable[[Request, T], Plan]) -> None:
    """Carry out what is asked for: one thing as a change of its own, rows of a file all or none.

    Raises:
        WecomplishError: if a row cannot be carried out; each such row is named, and nothing is written.
    """
    from wecomplish_cli.cli.change import change, keeping_others_out

    if len(found) == 1 and not found[0].place:
        change(how, lambda request: decide(request, found[0].asked))
    else:
        keeping_others_out(how, lambda: _change_all(how, found, decide))


def _change_all(how: options.Writing, found: list[Row[T]], decide: Callable[[Request, T], Plan]) -> None:
    from wecomplish_cli import store
    from wecomplish_cli.cli.change import name_files, open_request, refuse_errors, write

    request = open_request(how.org, how.today)
    said: list[str] = []
    failed: list[WecomplishError] = []
    after = request.dataset
    for row in found:
        try:
            plan = decide(request.on(after), row.asked)
            after = store.apply(after, plan.edits).after if plan.edits else after
            said.append(f"{row.place}: {'' if plan.edits else 'nothing to do: '}{plan.done}")
        except WecomplishError as error:
            failed.append(error)
            terminal.fail(type(error)(f"{row.place}: {error.message}", error.hint))
    if failed:
        raise type(failed[0])(
            f"{len(failed)} of {len(found)} rows cannot be carried out; nothing was written"
        )
    applied = store.between(request.dataset, after)
    refuse_errors(request, applied)

    def tell() -> None:
        for line in said:
            terminal.say(f"{visible(line)}.")
        name_files(applied)

    if applied.changes:
        first = said[0].partition(": ")[2]
        write(request, applied, how, f"{len(found)} changes at once: {first} …", tell)
    else:
        terminal.say(f"Nothing to do: all {len(found)} rows are so already.")


def _read(source: str, kind: type[T]) -> list[Row[T]]:
    name, text = _text(source)
    table = _json_lines(name, text) if text.lstrip().startswith("{") else _csv(name, text)
    found = [Row(place, _asked(place, kind, cells)) for place, cells in table]
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
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            place = f"{name}:{reader.line_num}"
            if None in cells or None in cells.values():
                raise UsageError(f"{place}: not as many cells as columns", "one cell for each, empty or not")
            yield place, {key.strip(): cell.strip() for key, cell in cells.items()}
    except csv.Error as error:
        raise UsageError(f"{name}:{reader.line_num}: {error}", "save it as CSV again") from None


def _json_lines(name: str, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            place = f"{name}:{number}"
            try:
                cells = json.loads(line)
            except (ValueError, RecursionError):
                raise UsageError(
                    f"{place}: not a JSON object on one line", 'such as {"name": "Ola"}'
                ) from None
            if not isinstance(cells, dict):
                raise UsageError(f"{place}: not a JSON object", 'such as {"name": "Ola"}')
            yield place, cells


def _asked(place: str, kind: type[T], cells: Mapping[str, Any]) -> T:
    from wecomplish_cli.names import did_you_mean

    types = _types(kind)
    values: dict[str, Any] = {}
    for key, cell in cells.items():
        name = key.replace("-", "_").lower()
        if name not in types:
            known = f"the columns are {', '.join(types)}"
            raise UsageError(f"{place}: no column `{key}`", did_you_mean(key, types) or known)
        if cell not in ("", None):
            values[name] = _value(f"{place}: {key}", types[name], cell)
    missing = [name for name in _required(kind) if name not in values]
    if missing:
        raise UsageError(f"{place}: `{missing[0]}` is missing", "every row needs it")
    return kind(**values)


def _value(place: str, kind: Any, cell: Any) -> Any:
    """Read a cell; numbers and truth values may be text, since CSV has nothing else."""
    if kind == tuple[str, ...]:
        items = cell.split(";") if isinstance(cell, str) else cell
        if isinstance(items, list) and all(isinstance(item, str) for item in items):
            return tuple(item.strip() for item in items if item.strip())
        raise UsageError(f"{place}: expected a list of texts", "in CSV, separate them by semicolons")
    if kind is bool:
        truth = {"true": True, "yes": True, "x": True, "1": True, "false": False, "no": False, "0": False}
        if isinstance(cell, bool) or str(cell).lower() in truth:
            return cell if isinstance(cell, bool) else truth[str(cell).lower()]
        raise UsageError(f"{place}: `{cell}` is neither true nor false", "write true or false")
    if kind == int | None:
        if isinstance(cell, (int, str)) and str(cell).isascii() and str(cell).isdecimal():
            return int(cell)
        raise UsageError(f"{place}: `{cell}` is no whole number", "write digits only")
    if not isinstance(cell, str):
        raise UsageError(f"{place}: expected text", "put it in quotes")
    return cell


def _types(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _required(kind: type) -> list[str]:
    return [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
