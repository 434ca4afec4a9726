"""The rows of a sheet of people, with their cells understood: dates, lists, numbers, and who has left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from wecomplish_cli.actions.identifying import Fault, PersonRow
from wecomplish_cli.derive.lookup import fold
from wecomplish_cli.errors import UsageError
from wecomplish_cli.exchange import columns, dates
from wecomplish_cli.exchange.tables import not_a_formula
from wecomplish_cli.model.text import ODD_SPACES, shortened
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from wecomplish_cli.exchange.columns import Reading
    from wecomplish_cli.exchange.tables import Line, Table

_LISTS = ("leaders", "languages", "holds", "team")
_SPACE = re.compile(rf"[\s{ODD_SPACES}\ufeff\u200b]+")
_EITHER = "say which with --dates day-first or --dates month-first"


def rows(table: Table, reading: Reading, month_first: bool | None) -> tuple[PersonRow, ...]:
    """Understand the rows of a sheet; what cannot be understood is a fault of its row.

    `month_first` says how dates such as 05/01/2026 are written; None: as the others in the column show.

    Raises:
        UsageError: if teams are named and no column says which roles are held in them.
    """
    if "team" in reading.columns and "holds" not in reading.columns:
        team = visible(reading.columns["team"])
        raise UsageError(
            f"`{team}` says where a role is held, and no column says which role that is",
            f"say which: --map 'COLUMN=holds'; or leave it out: --map '{team}=-'",
        )
    if month_first is None:
        month_first = dates.order(
            str(each.cells.get(reading.columns.get("since", ""), "")) for each in table.lines
        )
    known = {*reading.columns.values(), *reading.unread}
    return tuple(_row(line, reading, known, month_first, table.typed) for line in table.lines)


def _row(line: Line, reading: Reading, known: set[str], month_first: bool | None, typed: bool) -> PersonRow:
    found: dict[str, Any] = {}
    fault = None
    for key, column in reading.columns.items():
        try:
            text = _cleaned(line.cells.get(column), typed)
            if text:
                found[key] = _value(key, text, month_first)
        except UsageError as error:
            fault = fault or Fault(key, error.message, error.hint)
    if not known.issuperset(line.cells):
        fault = fault or Fault(
            "", "a cell is filled in a column without a name", "name the column, or empty it"
        )
    if not fault and "given" in reading.columns and "name" not in found:
        fault = _halves(found, reading)
    return PersonRow(line.place, found, fault)


def _halves(found: dict[str, Any], reading: Reading) -> Fault | None:
    """Make a name of a given and a family name."""
    for key in ("given", "family"):
        if key in reading.columns and key not in found and "name" not in reading.columns:
            return Fault(key, "the cell is empty", "fill it in, or delete the row")
    whole = " ".join(found[key] for key in ("given", "family") if key in found)
    if whole:
        found["name"] = whole
    return None


def _cleaned(cell: Any, typed: bool) -> str:
    """The text of a cell, with plain spaces, without the apostrophe that keeps it from being a formula."""
    if cell is None or isinstance(cell, (list, dict)):
        return ";".join(map(str, cell)) if isinstance(cell, list) else ""
    text = normalize("NFC", _SPACE.sub(" ", str(cell))).strip()
    return not_a_formula(text, typed)


def _value(key: str, text: str, month_first: bool | None) -> Any:
    if key in _LISTS:
        return tuple(each.strip() for each in re.split("[;\n]", text) if each.strip())
    if key == "status":
        status = columns.words().get(fold(text))
        if status is None:
            raise UsageError(
                f"`{visible(shortened(text))}` does not say whether they are still there",
                "write active or left",
            )
        return status
    if key == "github_id":
        if not re.fullmatch("[1-9][0-9]{0,17}", text, re.ASCII):
            raise UsageError(
                f"`{visible(shortened(text))}` is not a number of an account", "write digits only"
            )
        return int(text)
    if key == "github_login":
        return text.removeprefix("https://github.com/").lstrip("@").strip("/")
    return dates.read(text, month_first, _EITHER) if key == "since" else text
