"""Headings, sentences and tables for a terminal, by rich."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import StringIO
from typing import TYPE_CHECKING, Literal

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from wecomplish_cli.render.blocks import (
    Bar,
    Block,
    Cell,
    Column,
    Command,
    Heading,
    Sentence,
    Table,
    for_people,
    shown,
)
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

BAR = 10
"""Columns of a full bar."""

SHARE_BARS = (10, 5, 0)
"""Columns of a full bar of a share, as many as there is room for."""

NARROWEST = 12
"""Columns that broken text needs at least."""


def rendered(blocks: Sequence[Block], width: int, colour: bool) -> str:
    """Lay blocks out for so many columns, with escape sequences for colour or without any."""
    out = StringIO()
    console = Console(
        file=out,
        width=max(width, 20),
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    told = [block for block in blocks if not (isinstance(block, Table) and block.only_data)]
    for number, block in enumerate(told):
        if number and isinstance(block, (Heading, Table)) and not isinstance(told[number - 1], Heading):
            console.print()
        drawn = _block(block, console.width)
        for part in drawn.lines if isinstance(drawn, _Stacked) else [drawn]:
            # What is copied must not be broken over lines.
            console.print(part, soft_wrap=isinstance(block, Command) or getattr(part, "no_wrap", False))
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n")).rstrip("\n")


@dataclass(frozen=True)
class _Stacked:
    """A table as lines, those that must not be broken marked so."""

    lines: list[Text]


def _block(block: Block, width: int) -> RenderableType | _Stacked:
    if isinstance(block, Heading):
        return Text(visible(block.text), style="bold underline" if block.level == 1 else "bold")
    if isinstance(block, Sentence):
        sign = {True: Text("✓ ", style="green"), False: Text("✗ ", style="red"), None: Text()}[block.good]
        return Padding(sign + Text(visible(block.text)), (0, 0, 0, 2 * block.indent))
    if isinstance(block, Command):
        return Text(f"  → {visible(block.text)}", style="cyan")
    table = for_people(block)
    for columns in SHARE_BARS[:2]:
        drawn = _with_bars(table, columns)
        if _needed(drawn) <= width:
            return _table(drawn)
    for columns in SHARE_BARS[1:]:
        fitting = _fitting(_with_bars(table, columns), width)
        if _needed(fitting) <= width:
            return _table(fitting)
    return _stacked(_with_bars(table, 0))


def _with_bars(table: Table, columns: int) -> Table:
    """Draw a table's shares as bars of so many columns; with none, they stay numbers."""
    if not columns:
        return table

    def drawn(column: Column, cell: Cell) -> Cell:
        is_share = column.bar and isinstance(cell, float)
        return f"{_bar(cell / 100, columns)} {shown(cell):>5}" if is_share else cell  # type: ignore[operator]

    rows = tuple(tuple(map(drawn, table.columns, row)) for row in table.rows)
    return replace(table, rows=rows)


def _bar(share: float, columns: int) -> str:
    full = min(round(columns * share), columns)
    return "█" * full + "░" * (columns - full)


def _fitting(table: Table, width: int) -> Table:
    """Leave out dispensable columns, from the right, as long as the table does not fit."""
    for index in reversed(range(len(table.columns))):
        if _needed(table) > width and table.columns[index].dispensable:
            rows = tuple(row[:index] + row[index + 1 :] for row in table.rows)
            table = replace(table, columns=table.columns[:index] + table.columns[index + 1 :], rows=rows)
    return table


def _needed(table: Table) -> int:
    """The columns a table needs at the least, with two of indentation and three between columns."""
    widths = []
    for index, column in enumerate(table.columns):
        longest = max((cell_len(_shown(row[index])) for row in table.rows), default=0)
        widths.append(max(longest if column.unbroken else min(longest, NARROWEST), cell_len(column.title)))
    return 2 + sum(widths) + 3 * (len(widths) - 1)


def _table(table: Table) -> RenderableType:
    rich = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    for index, column in enumerate(table.columns):
        number = all(isinstance(row[index], (int, float, type(None))) for row in table.rows)
        rich.add_column(
            Text(column.title),
            justify="right" if number else "left",
            no_wrap=column.unbroken,
            overflow="fold",
            min_width=cell_len(column.title),
        )
    overflow: Literal["ellipsis", "fold"] = "ellipsis" if table.cut else "fold"
    for row in table.rows:
        rich.add_row(*(Text(_shown(cell), no_wrap=table.cut, overflow=overflow) for cell in row))
    return Padding(rich, (0, 0, 0, 2))


def _stacked(table: Table) -> _Stacked:
    """Every row as lines of `title: value`, for terminals too narrow for columns."""
    lines: list[Text] = []
    for row in table.rows:
        for column, cell in zip(table.columns, row, strict=True):
            if cell is not None and cell != "":
                line = Text(f"  {column.title}: ", style="dim", no_wrap=column.unbroken)
                lines.append(line.append(_shown(cell), style="not dim"))
        lines.append(Text())
    return _Stacked(lines)


def _shown(cell: Cell) -> str:
    if isinstance(cell, Bar):
        return f"{_bar(cell.value / max(cell.of, cell.value, 1), BAR)} {shown(cell)}"
    return visible(shown(cell))
