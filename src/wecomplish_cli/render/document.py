"""An answer as headings, sentences and tables, and these as text in each format but JSON."""

from __future__ import annotations

import csv
from dataclasses import asdict, is_dataclass, replace
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING, Any

from wecomplish_cli.errors import UsageError
from wecomplish_cli.render.blocks import (
    Bar,
    Block,
    Cell,
    Command,
    Heading,
    Number,
    Sentence,
    Table,
    _text,
    for_people,
    in_data,
)
from wecomplish_cli.text.escape import csv_cell, json_text, markdown, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


MOST_ROWS = 10
"""Of a longer table, the first rows are those that matter."""

MOST_LINES = 80
"""Of a report on a terminal: about two screens."""


ORDINARY = 80
"""Columns that a terminal has unless someone makes it narrower."""


def as_json(kind: str, answer: Any) -> str:
    """Show a frozen answer to programs: stable English keys, ISO dates, shares in percent to 0.1."""
    import json

    document = {"version": 1, kind: plain(answer)}
    return json_text(json.dumps(document, ensure_ascii=False, indent=2))


def plain(answer: Any) -> Any:
    """A frozen answer as JSON has it: mappings, lists, text with ISO dates, and shares in percent to 0.1."""
    return _plain(asdict(answer) if is_dataclass(answer) else answer)  # type: ignore[arg-type]


def as_plain(blocks: Iterable[Block], section: str | None = None, header: bool = True) -> str:
    """Show the rows of all tables as lines of tab-separated cells, each beginning with its section.

    Before the first rows of a section stand the keys of its columns, unless there is to be no `header`. Of a
    single `section`, lines do not begin with it.
    """
    lines: list[list[str]] = []
    headed: set[tuple[str, ...]] = set()
    for table in _tables(blocks, section):
        keys = [column.key for column in table.columns]
        rows = [[visible(_text(in_data(cell))) for cell in row] for row in table.rows]
        first = [] if section else [table.section]
        if header and rows and (table.section, *keys) not in headed:
            headed.add((table.section, *keys))
            lines.append([*(["section"] if first else []), *keys])
        lines += [[*first, *row] for row in rows]
    return "\n".join(map("\t".join, lines))


def as_csv(blocks: Iterable[Block], section: str | None = None, header: bool = True) -> str:
    """Show the rows of all tables as one sheet with the columns of all of them, or one section by itself."""
    tables = _tables(blocks, section)
    keys = list(dict.fromkeys(key for table in tables for key in _data_keys(table)))
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if header:
        writer.writerow([*([] if section else ["section"]), *keys])
    for table in tables:
        own = [column.key for column in table.columns]
        for row in table.rows:
            cells: dict[str, Cell] = dict(zip(own, row, strict=True))
            for key, cell in zip(own, row, strict=True):
                if isinstance(cell, Bar):
                    # Together, as `3/3`, a spreadsheet would take them for a date.
                    cells |= {key: cell.value, f"{key}_of": cell.of}
            written = [_csv(in_data(cells[key])) if key in cells else "" for key in keys]
            writer.writerow([*([] if section else [table.section]), *written])
    return out.getvalue().rstrip("\n")


def as_markdown(blocks: Iterable[Block]) -> str:
    """Show everything as Markdown, with nothing in the data taken for markup."""
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            parts.append(f"{'#' * block.level} {markdown(block.text)}")
        elif isinstance(block, Sentence):
            parts.append(markdown(_with_sign(block)))
        elif isinstance(block, Command):
            fence = "``" if "`" in block.text else "`"
            parts.append(f"→ {fence}{visible(block.text)}{fence}")
        elif not block.only_data:
            table = for_people(block)
            rows = [[markdown(_text(cell)) for cell in row] for row in table.rows]
            lines = [[column.title for column in table.columns], ["---"] * len(table.columns), *rows]
            parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
    return "\n\n".join(parts)


def as_table(blocks: Sequence[Block], width: int, colour: bool) -> str:
    """Show everything for a terminal of so many columns; where a table cannot fit, rows are stacked."""
    from wecomplish_cli.render import terminal

    return terminal.rendered(blocks, width, colour)


def as_short_table(blocks: Sequence[Block], width: int, colour: bool) -> str:
    """Show the first rows of each table for a terminal, so many that the whole stays short.

    A narrow terminal has as many rows as an ordinary one, in more lines.
    """
    from wecomplish_cli.render import terminal

    for most in range(MOST_ROWS, 0, -1):
        first = abridged(blocks, most)
        text = terminal.rendered(first, max(width, ORDINARY), colour)
        if text.count("\n") < MOST_LINES:
            break
    return text if width >= ORDINARY else terminal.rendered(first, width, colour)


def abridged(blocks: Iterable[Block], most: int = MOST_ROWS) -> list[Block]:
    """The blocks with at most so many rows of each table; the others are counted."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and not block.only_data:
            cut, more = len(block.rows) > most or most < MOST_ROWS, len(block.rows) - most
            found.append(replace(block, rows=block.rows[:most], cut=cut))
            found += [Sentence(f"… and {more:,} more; --all shows them")] if more > 0 else []
        else:
            found.append(block)
    return found


def as_workbook(blocks: Iterable[Block]) -> bytes:
    """Show the rows of all tables as a workbook, one sheet a section."""
    from wecomplish_cli.render import workbook

    return workbook.as_workbook(_tables(blocks))


def _tables(blocks: Iterable[Block], section: str | None = None) -> list[Table]:
    """The tables, or those of one section.

    Raises:
        UsageError: if there is none of this section.
    """
    tables = [block for block in blocks if isinstance(block, Table)]
    if section is None:
        return tables
    found = [table for table in tables if table.section == section]
    if not found:
        known = ", ".join(dict.fromkeys(table.section for table in tables))
        raise UsageError(
            f"this answer has no section `{section}`", f"it has {known}" if known else "leave it out"
        )
    return found


def _data_keys(table: Table) -> Iterable[str]:
    for index, column in enumerate(table.columns):
        yield column.key
        if any(isinstance(row[index], Bar) for row in table.rows):
            yield f"{column.key}_of"


def _with_sign(sentence: Sentence) -> str:
    sign = {True: "✓ ", False: "✗ ", None: ""}[sentence.good]
    return sign + sentence.said


def _csv(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, Number):
        return f"{cell.value:.1f}"
    return f"{cell:.1f}" if isinstance(cell, float) else csv_cell(str(cell))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, float):
        return round(value, 1)
    return value.isoformat() if isinstance(value, date) else value
