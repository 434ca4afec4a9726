"""What an answer is made of: headings, sentences, commands and tables, whatever the format."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeAlias

from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.text import shortened
from wecomplish_cli.text.phrases import days


@frozen
class Bar:
    """A number against what it is of, shown as a bar where there is room for one."""

    value: int
    of: int


@frozen
class Waited:
    """How long someone has waited for help: the sign of open help and days; the number in data."""

    days: int
    sign: str


@frozen
class Ago:
    """A day, shown as how many days ago it was; the day itself in data."""

    day: date
    days: int


@frozen
class Number:
    """A mean that is no share in percent, such as of points; those that compare are shown with their sign."""

    value: float
    signed: bool = False


Cell: TypeAlias = str | int | float | date | Bar | Waited | Ago | Number | None
"""What a table holds; a float is a share in percent, None is shown as a dash."""


@frozen
class Column:
    """A column: its key in data, its title for people, and whether its text must not be broken over lines."""

    key: str
    title: str
    unbroken: bool = False
    dispensable: bool = False
    """Left out of a table that would not fit on the terminal with it."""
    is_id: bool = False
    """An id, beside the name that people read: the first to be left out."""
    bar: bool = False
    """Shares in percent are drawn as bars too, where there is room."""
    grouped: bool = False
    """A value that is the one above again is not repeated where people read."""
    only_data: bool = False
    """Left out where people read: a heading says it."""
    of: str = ""
    """The key of the column that has the ids or references of what this one names, in the same order."""


def id_column(key: str, title: str = "id") -> Column:
    """A column of ids beside one of names."""
    return Column(key, title, unbroken=True, dispensable=True, is_id=True)


@frozen
class Heading:
    """A heading; level 1 is the answer's own."""

    text: str
    level: int = 2


@frozen
class Sentence:
    """A line of text; `good` says whether it is good news (None: neither), which colour only repeats."""

    text: str
    good: bool | None = None
    indent: int = 1
    """Steps from the left edge, on a terminal."""
    options: str = ""
    """What to add to the command to have what the sentence names; pages say it apart from the sentence."""

    @property
    def said(self) -> str:
        """The sentence as the command line has it."""
        return f"{self.text}: {self.options}" if self.options else self.text


def cannot_say(what: str) -> Sentence:
    """The end of every report: what it does not know, and who does."""
    return Sentence(f"This cannot say {what}")


@frozen
class Command:
    """The command to go on with."""

    text: str


@frozen
class Table:
    """Rows under columns; `section` names it where all tables become one."""

    section: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    only_data: bool = False
    """Left out where people read the same in sentences."""
    cut: bool = False
    """Every row takes one line: longer text is cut."""


Block: TypeAlias = Heading | Sentence | Command | Table


def for_people(table: Table) -> Table:
    """A table as people read it: without empty columns and what only data needs, in groups nothing twice.

    Where rows take one line each, long text is cut.
    """
    kept = [
        index
        for index, column in enumerate(table.columns)
        if not column.only_data and any(row[index] not in ("", None) for row in table.rows)
    ]
    if table.cut:
        rows_cut = tuple(tuple(map(_cut, table.columns, row)) for row in table.rows)
        table = replace(table, rows=rows_cut)
    rows: list[tuple[Cell, ...]] = []
    above: tuple[Cell, ...] = ()
    for row in table.rows:
        again = [bool(above) and table.columns[i].grouped and row[i] == above[i] for i in kept]
        rows.append(tuple("" if same else row[i] for same, i in zip(again, kept, strict=True)))
        above = row
    return replace(table, columns=tuple(table.columns[i] for i in kept), rows=tuple(rows))


def _cut(column: Column, cell: Cell) -> Cell:
    return shortened(cell) if isinstance(cell, str) and not column.unbroken else cell


def shown(cell: Cell) -> str:
    """A cell as people read it."""
    return _text(cell)


def _text(cell: Cell) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, float):
        return f"{cell:.0f} %"
    if isinstance(cell, Bar):
        return f"{cell.value} of {cell.of}"
    if isinstance(cell, Waited):
        return f"{cell.sign} {cell.days} d"
    if isinstance(cell, Number):
        return f"{cell.value:+.1f}" if cell.signed else f"{cell.value:.1f}"
    if isinstance(cell, Ago):
        return "today" if cell.days <= 0 else f"{days(cell.days)} ago"
    return str(cell)


def in_data(cell: Cell) -> Cell:
    """A cell as programs read it."""
    if isinstance(cell, Waited):
        return cell.days
    return cell.day if isinstance(cell, Ago) else cell
