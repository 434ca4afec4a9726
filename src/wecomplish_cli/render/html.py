"""An answer as a page of its own: no script, nothing from outside, everything in it escaped by jinja2."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wecomplish_cli.render.blocks import Bar, Block, Cell, Heading, Table, for_people, shown
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Sequence


def as_html(blocks: Sequence[Block]) -> str:
    """Show everything as one HTML page, titled as the first heading.

    What is not ASCII is written as character references, so that a page reads the same in any encoding.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    pages = Environment(
        loader=PackageLoader("wecomplish_cli.render"),
        # Always: by its file name, a template called `.html.j2` would not be escaped.
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    pages.filters |= {
        "visible": visible,
        "shown": _shown,
        "filled": filled,
        "classes": _classes,
        "naming": _naming,
        "left_out": _left_out,
    }
    told = [
        _names_first(for_people(block)) if isinstance(block, Table) else block
        for block in blocks
        if not (isinstance(block, Table) and block.only_data)
    ]
    title = next((block.text for block in told if isinstance(block, Heading)), "")
    kinds = [(type(block).__name__, block) for block in told]
    page = pages.get_template("report.html.j2").render(title=title, blocks=kinds)
    return page.encode("ascii", "xmlcharrefreplace").decode()


def _names_first(table: Table) -> Table:
    """A table with its ids last."""
    order = sorted(range(len(table.columns)), key=lambda index: table.columns[index].is_id)
    columns = tuple(table.columns[index] for index in order)
    return replace(table, columns=columns, rows=tuple(tuple(row[i] for i in order) for row in table.rows))


def filled(cell: Cell) -> int | None:
    """How much of a cell's bar is filled, in whole percent; None where there is no bar to draw."""
    if isinstance(cell, Bar):
        return round(100 * min(cell.value / max(cell.of, 1), 1))
    return round(min(max(cell, 0), 100)) if isinstance(cell, float) else None


def _shown(cell: Cell) -> str:
    return visible(shown(cell))


def _classes(table: Table) -> list[str]:
    """The classes of each column: what it holds, and whether it may break or be left out."""
    return [
        " ".join(
            name
            for name, wanted in {
                "number": all(isinstance(row[index], (int, type(None))) for row in table.rows),
                "unbroken": column.unbroken or any(filled(row[index]) is not None for row in table.rows),
                "dispensable": column.dispensable,
            }.items()
            if wanted
        )
        for index, column in enumerate(table.columns)
    ]


def _left_out(table: Table) -> str:
    """What a narrow screen has no room for."""
    return ", ".join(column.title for column in table.columns if column.dispensable)


def _naming(table: Table) -> int:
    """Which column says what a row is about: the first that is never left out and holds running text."""
    running = (i for i, c in enumerate(table.columns) if not (c.unbroken or c.dispensable))
    return next(running, 0)
