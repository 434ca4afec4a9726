"""Which columns of a table a terminal has room for, and how wide each of them is.

A wider terminal never shows less: a column that may be left out is shown only where the others have enough
room beside it, and they are given no more until it is there. So no line is broken anew when it appears.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from wecomplish_cli.render.blocks import Bar, Cell, Column, Table, shown
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BAR = 10
"""Columns of a full bar."""

SHARE_BARS = (10, 5)
"""Columns of a full bar of a share, as many as there is room for."""

NARROWEST = 12
"""Columns that broken text needs at least."""

ENOUGH = 40
"""Columns that broken text gets before a column beside it that may be left out."""

ENOUGH_FOR_IDS = 60
"""Columns that it gets before an id."""

INDENTATION = 2
BETWEEN = 3
"""Columns between two columns of a table."""


@dataclass(frozen=True)
class Sheet:
    """A table whose cells are the text that a terminal shows, shares with bars of `bars` columns."""

    table: Table
    bars: int = 0

    @cached_property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The text of each cell."""
        return tuple(tuple(map(self._text, self.table.columns, row)) for row in self.table.rows)

    def _text(self, column: Column, cell: Cell) -> str:
        if isinstance(cell, Bar):
            return f"{_bar(cell.value / max(cell.of, cell.value, 1), BAR)} {shown(cell)}"
        if self.bars and column.bar and isinstance(cell, float):
            return f"{_bar(cell / 100, self.bars)} {shown(cell):>5}"
        return visible(shown(cell))

    def widest(self, most: int | None) -> list[int]:
        """The widths that columns have where there is room, but running text no more than `most`."""
        columns = zip(self.table.columns, self._longest, strict=True)
        # Text that takes one line is whole before there is more beside it.
        limited = most is not None and not self.table.cut
        return [
            max(min(long, most or 0) if limited and not column.unbroken else long, cell_len(column.title))
            for column, long in columns
        ]

    def widths(self, width: int, most: int | None) -> tuple[int, ...] | None:
        """Divide a width between the columns, the widest giving way first; None if it is too little."""
        widths, least = self.widest(most), self._least()
        if _total(least) > width:
            return None
        while (over := _total(widths) - width) > 0:
            # Those that are as wide as the widest give way together, as far as the next one.
            giving = [i for i in range(len(widths)) if widths[i] > least[i]]
            widest = max(widths[i] for i in giving)
            together = [i for i in giving if widths[i] == widest]
            for index in reversed(together[-over:]):
                widths[index] -= 1
        return tuple(widths)

    def lines(self, widths: Sequence[int]) -> int:
        """Count the lines that the rows take, long text being broken."""
        return sum(max(map(_height, row, widths), default=1) for row in self.rows)

    @cached_property
    def _longest(self) -> list[int]:
        columns = range(len(self.table.columns))
        return [max((cell_len(row[index]) for row in self.rows), default=0) for index in columns]

    def _least(self) -> list[int]:
        """The widths below which no column goes: no word of a title is broken."""
        columns = zip(self.table.columns, self._longest, strict=True)
        return [
            max(long if column.unbroken else min(long, NARROWEST), *map(cell_len, column.title.split()), 0)
            for column, long in columns
        ]


@dataclass(frozen=True)
class Fitted:
    """A table with the columns that there is room for."""

    sheet: Sheet
    widths: tuple[int, ...] | None
    """None where there is no room for columns at all."""
    left_out: tuple[str, ...]
    """The titles of the columns that are not shown."""


def fitted(table: Table, width: int) -> Fitted:
    """Fit a table into so many columns: ids go first, then what else may be left out, from the right.

    Shares are drawn as bars where that costs neither a column nor a line.
    """
    choices = [Sheet(each) for each in _narrower(table)]
    plain = next((each for each in choices if _total(each.widest(_room(each.table))) <= width), choices[-1])
    gone = [column for column in table.columns if column not in plain.table.columns]
    left_out = tuple(column.title for column in gone)
    most = (ENOUGH_FOR_IDS if all(column.is_id for column in gone) else ENOUGH) if gone else None
    widths = plain.widths(width, most)
    if widths is None:
        return Fitted(plain, None, left_out)
    lines = plain.lines(widths)
    for bars in SHARE_BARS if any(column.bar for column in plain.table.columns) else ():
        drawn = replace(plain, bars=bars)
        narrower = drawn.widths(width, most)
        if narrower and drawn.lines(narrower) == lines:
            return Fitted(drawn, narrower, left_out)
    return Fitted(plain, widths, left_out)


def _room(table: Table) -> int:
    """The columns that text gets before the columns of a table that may be left out."""
    return ENOUGH_FOR_IDS if any(column.is_id for column in table.columns) else ENOUGH


def _narrower(table: Table) -> Iterator[Table]:
    """The table, then without its ids, then without one more column each that may be left out."""
    ids = [index for index, column in enumerate(table.columns) if column.is_id]
    others = [i for i, column in enumerate(table.columns) if column.dispensable and i not in ids]
    left_out: list[int] = []
    yield table
    for more in (ids, *([index] for index in reversed(others))):
        left_out += more
        kept = [index for index in range(len(table.columns)) if index not in left_out]
        if more:
            columns = tuple(table.columns[i] for i in kept)
            yield replace(table, columns=columns, rows=tuple(tuple(r[i] for i in kept) for r in table.rows))


def _bar(share: float, columns: int) -> str:
    full = min(round(columns * share), columns)
    return "█" * full + "░" * (columns - full)


def _total(widths: Sequence[int]) -> int:
    return INDENTATION + sum(widths) + BETWEEN * (len(widths) - 1)


def _height(text: str, width: int) -> int:
    return 1 if cell_len(text) <= width else len(Text(text).wrap(_COUNTING, width))


_COUNTING = Console(width=80, markup=False, emoji=False, highlight=False)
"""What rich breaks text for; nothing is printed on it."""
