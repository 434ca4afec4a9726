"""An answer as a page of its own, made of the parts of the site."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from markupsafe import Markup

from wecomplish_cli.derive.confidant import confidant
from wecomplish_cli.frozen import frozen
from wecomplish_cli.render.blocks import Bar, Command, Heading, Sentence, Table, for_people, shown
from wecomplish_cli.render.site.around import Step
from wecomplish_cli.render.site.page import bar, page, words_of
from wecomplish_cli.render.site.tables import label_rule
from wecomplish_cli.render.site.words import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wecomplish_cli.render.blocks import Block, Cell, Column
    from wecomplish_cli.render.site.around import Around
    from wecomplish_cli.render.site.words import Words

RING = "◉"
"""The sign of open help on pages."""
_FOLDERS = {"team": "teams/", "program": "programs/"}
"""Where that is which a column gives no more than the id of."""


@frozen
class Grid:
    """A table as the page has it."""

    heading: str
    """What the part is about that it stands in."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Markup, ...], ...]
    naming: int
    """The column that says what a row is about."""


_Part: TypeAlias = Heading | Sentence | Step | Grid


def as_html(blocks: Sequence[Block], around: Around) -> str:
    """Show everything as one page, titled as the first heading.

    What is not ASCII is written as character references, so that a page reads the same in any encoding.
    """
    words, org = words_of("en"), around.view.org
    parts = _parts(blocks, around, words)
    rules = "".join(
        _labels(f"t{number}", part) for number, part in enumerate(parts) if isinstance(part, Grid)
    )
    text = page(
        words,
        "report.html.j2",
        f"@media (max-width: 46rem) {{ {rules} }}" if rules else "",
        script=False,
        title=next((part.text for part in parts if isinstance(part, Heading)), ""),
        trusted=confidant(org),
        parts=[(type(part).__name__, part) for part in parts],
        home=around.home,
        organization=org.settings.organization,
    )
    return text.encode("ascii", "xmlcharrefreplace").decode()


def _parts(blocks: Sequence[Block], around: Around, words: Words) -> list[_Part]:
    found: list[_Part] = []
    heading = ""
    for block in blocks:
        if isinstance(block, Command):
            found.append(around.step(block.text))
        elif not isinstance(block, Table):
            heading = block.text if isinstance(block, Heading) else heading
            found.append(block)
        elif not block.only_data:
            found.append(_grid(block, heading, around, words))
    return found


def _labels(table: str, grid: Grid) -> str:
    """The style rules that put a column's title before each of its cells on a narrow screen."""
    return "".join(
        label_rule(table, number, f"{column.title}:")
        for number, column in enumerate(grid.columns, 1)
        if column.title and number - 1 != grid.naming
    )


def _grid(table: Table, heading: str, around: Around, words: Words) -> Grid:
    """A table with its ids last, and with names as links to the pages of what they name."""
    at = {column.key: number for number, column in enumerate(table.columns)}
    read = for_people(table)
    order = sorted(range(len(read.columns)), key=lambda number: read.columns[number].is_id)
    columns = tuple(read.columns[number] for number in order)
    rows = []
    for cells, whole in zip(read.rows, table.rows, strict=True):
        named = [(cells[n], read.columns[n].of) for n in order]
        rows.append(
            tuple(
                _linked(cell, of, whole[at[of]], around) if of else _shown(cell, words) for cell, of in named
            )
        )
    # What a row is about is said by running text that is never left out.
    running = (n for n, column in enumerate(columns) if not (column.unbroken or column.dispensable))
    return Grid(heading, columns, tuple(rows), next(running, 0))


def _linked(names: Cell, kind: str, ids: Cell, around: Around) -> Markup:
    """Names as links; text only where nothing they name has a page, or it cannot be told which is which."""
    several = str(ids or "").split()
    said = str(names or "").split(", ") if len(several) > 1 else [shown(names)]
    if len(said) != len(several):
        return safe(shown(names))
    return Markup(", ").join(
        _link(name, around.address(f"{_FOLDERS.get(kind, '')}{each}"))
        for name, each in zip(said, several, strict=True)
    )


def _link(name: str, address: str | None) -> Markup:
    text = Markup("<bdi>{}</bdi>").format(safe(name))
    return Markup('<a href="{}">{}</a>').format(address, text) if address and name else text


def _shown(cell: Cell, words: Words) -> Markup:
    text = safe(shown(cell))
    if isinstance(cell, Bar):
        return bar(cell.value, cell.of, text) + " " + text
    if isinstance(cell, float):
        return bar(min(max(round(cell), 0), 100), 100, text) + " " + text
    return words.day(cell) if isinstance(cell, date) else text
