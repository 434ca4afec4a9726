"""Headings, sentences and tables for a terminal, by rich."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING, Literal

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from wecomplish_cli.render.blocks import Block, Command, Heading, Sentence, Table, for_people
from wecomplish_cli.render.widths import INDENTATION, Fitted, Sheet, fitted
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

WIDER = "A wider window shows more, and `--format csv` everything."


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
    left_out: dict[str, None] = {}
    drawn: Sequence[RenderableType]
    told = [block for block in blocks if not (isinstance(block, Table) and block.only_data)]
    for number, block in enumerate(told):
        if number and isinstance(block, (Heading, Table)) and not isinstance(told[number - 1], Heading):
            console.print()
        if isinstance(block, Table):
            found = _fitted(block, console.width)
            left_out |= dict.fromkeys(found.left_out)
            drawn = (
                _stacked(found.sheet, console)
                if found.widths is None
                else [_table(found.sheet, found.widths)]
            )
        else:
            drawn = [_block(block)]
        for part in drawn:
            # Commands are copied whole.
            console.print(part, soft_wrap=isinstance(block, Command) or getattr(part, "no_wrap", False))
    if left_out:
        console.print()
        console.print(Text(f"Not shown at this width: {', '.join(left_out)}. {WIDER}", style="dim"))
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n")).rstrip("\n")


def _block(block: Heading | Sentence | Command) -> RenderableType:
    if isinstance(block, Heading):
        return Text(visible(block.text), style="bold underline" if block.level == 1 else "bold")
    if isinstance(block, Sentence):
        sign = {True: Text("✓ ", style="green"), False: Text("✗ ", style="red"), None: Text()}[block.good]
        return Padding(sign + Text(visible(block.said)), (0, 0, 0, 2 * block.indent))
    return Text(f"  → {visible(block.text)}", style="cyan")


def _fitted(table: Table, width: int) -> Fitted:
    """Fit a table into so many columns; stacked rows say again what the one above says."""
    found = fitted(for_people(table), width)
    if found.widths is not None:
        return found
    apart = tuple(replace(column, grouped=False) for column in table.columns)
    return fitted(for_people(replace(table, columns=apart)), width)


def _table(sheet: Sheet, widths: Sequence[int]) -> RenderableType:
    table = sheet.table
    rich = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    for index, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        bar = sheet.bars and column.bar
        number = not bar and all(isinstance(row[index], (int, float, type(None))) for row in table.rows)
        justify: Literal["left", "right"] = "right" if number else "left"
        rich.add_column(Text(column.title), justify=justify, width=width, overflow="fold")
    overflow: Literal["ellipsis", "fold"] = "ellipsis" if table.cut else "fold"
    for row in sheet.rows:
        rich.add_row(*(Text(cell, no_wrap=table.cut, overflow=overflow) for cell in row))
    return Padding(rich, (0, 0, 0, INDENTATION))


def _stacked(sheet: Sheet, console: Console) -> list[Text]:
    """Every row as lines of `title: value`, for terminals too narrow for columns."""
    lines: list[Text] = []
    for row in sheet.rows:
        lines += [Text()] if lines else []
        for column, cell in zip(sheet.table.columns, row, strict=True):
            if cell:
                line = Text(f"{column.title}: ", style="dim").append(cell, style="not dim")
                # What is copied must not be broken over lines.
                parts = [line] if column.unbroken else line.wrap(console, console.width - 2 * INDENTATION)
                lines += [_indented(part, bool(number)) for number, part in enumerate(parts)]
    return lines


def _indented(line: Text, further: bool) -> Text:
    line.pad_left(2 * INDENTATION if further else INDENTATION)
    line.no_wrap = True
    return line
