"""The parts that everything about one thing is laid out in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wecomplish_cli.render.blocks import (
    Block,
    Cell,
    Column,
    Command,
    Heading,
    Sentence,
    Table,
    id_column,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from wecomplish_cli.reports.overview import Waiting

WHO = (Column("name", "name", of="person"), id_column("person"))
WAITING = (
    Column("title", "with"),
    Column("status", "status", unbroken=True, dispensable=True),
    Column("days", "days", unbroken=True),
    Column("question", "question"),
    Column("seen_by", "seen by"),
    Column("seen", "seen on", unbroken=True, dispensable=True),
    Column("expectation", "expectation", only_data=True),
)


def dated(key: str, title: str) -> Column:
    """A column of days."""
    return Column(key, title, unbroken=True)


def waiting(waits: tuple[Waiting, ...]) -> Iterator[Block]:
    """The help that one person waits for."""
    yield from section("Waits for help", "waiting", waits, WAITING)


def section(
    title: str, name: str, rows: tuple[Any, ...], columns: tuple[Column, ...], none: str | None = None
) -> Iterator[Block]:
    """Rows under a heading; where there are none, nothing, or a sentence that says so."""
    if rows:
        yield Heading(title)
        cells = tuple(tuple(cell_of(getattr(row, column.key)) for column in columns) for row in rows)
        yield Table(name, columns, cells)
    elif none:
        yield Heading(title)
        yield Sentence(none)


def facts(name: str, answer: Any, labels: dict[str, str], only_data: Iterable[str] = ()) -> Iterator[Block]:
    """What a thing says of itself: a line each for people, one row for data."""
    cells = {key: cell_of(getattr(answer, key)) for key in (*labels, *only_data)}
    for key, label in labels.items():
        if cells[key] not in (None, ""):
            yield Sentence(f"{label}: {shown(cells[key])}")
    columns = tuple(Column(key, labels.get(key, key)) for key in cells)
    yield Table(name, columns, (tuple(cells.values()),), only_data=True)


def without(whole: Table, key: str) -> Table:
    """A table without a column where people read, since the heading says it."""
    columns = tuple(replace(each, only_data=each.only_data or each.key == key) for each in whole.columns)
    return replace(whole, columns=columns)


def cell_of(value: Any) -> Cell:
    """A value as a table has it; what is not so is left out."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, tuple):
        return ", ".join(value) or None
    found: str | int | float | date | None = value
    return found


def next_steps(commands: Iterable[str]) -> Iterator[Block]:
    """The commands that act on it."""
    commands = tuple(commands)
    if commands:
        yield Heading("What to do next")
    for each in commands:
        yield Command(each)
