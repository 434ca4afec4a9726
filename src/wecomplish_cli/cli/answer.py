"""The answer to a question, and the formats it is shown in."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wecomplish_cli.cli import paging, terminal
from wecomplish_cli.errors import UsageError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from wecomplish_cli.render.blocks import Block
    from wecomplish_cli.render.site.around import Around


@frozen
class Answer:
    """The answer to a question; `layout` lays it out in every format but JSON."""

    kind: str
    """What it is called in JSON."""
    data: Any
    layout: Callable[[Any, str], Iterable[Block]]
    failed: bool = False
    """Whether the command exits with 1."""
    section: str | None = None
    """The name of its only table, where rows need not say which they belong to."""
    form: str | None = None
    """The format that it is shown in unless another is asked for; None: as on a terminal or in a pipe."""

    def blocks(self, ring: str | None = None) -> list[Block]:
        """Lay it out, with another sign of open help than a terminal has where one is given."""
        return list(self.layout(self.data, ring or terminal.life_ring()))


@frozen
class Shape:
    """How much of an answer is shown."""

    every: bool = True
    """Whether people read every row, or the first ones of each table."""
    section: str | None = None
    """The only table that programs read, by its name."""
    header: bool = True
    """Whether the names of the columns stand above rows for programs."""
    output: Path | None = None
    """The file that it is written to; None for standard output."""
    around: Callable[[], Around] | None = None
    """What a page can lead to, for commands that make one."""


WHOLE = Shape()


def show(answer: Answer, how: str | None, shape: Shape = WHOLE) -> None:
    """Show an answer in one of the `FORMATS`; None is a table on a terminal, and plain elsewhere.

    Raises:
        UsageError: if one section is wanted, and the format has none or the answer no such section.
    """
    chosen = how or answer.form or ("table" if terminal.is_terminal() and not shape.section else "plain")
    if chosen not in ("plain", "csv") and (shape.section or not shape.header):
        raise UsageError(
            f"--section and --no-header are for rows, and {chosen} has none", "--format csv or --format plain"
        )
    if answer.section and chosen in ("plain", "csv"):
        shape = replace(shape, section=answer.section)
    made = FORMATS[chosen](answer, shape)
    if shape.output is not None:
        _write(shape.output, made)
        return
    if isinstance(made, bytes):
        _say_bytes(made)
    elif made and chosen == "table":
        paging.say(made)
    elif made:
        terminal.say(made)
    if (
        how is None
        and answer.form is None
        and chosen == "plain"
        and not shape.section
        and terminal.is_terminal(sys.stderr)
    ):
        terminal.note("note: shown as tab-separated rows; --format table shows a table")


def _write(path: Path, made: str | bytes) -> None:
    """Write an answer to a file, whole or not at all.

    Raises:
        DataError: if it cannot be written.
    """
    from wecomplish_cli.cli import folder

    folder.replace_file(path, made if isinstance(made, bytes) else f"{made}\n")
    terminal.note(f"wrote {visible(str(path))}")


def _say_bytes(made: bytes) -> None:
    """Give an answer that is no text.

    Raises:
        UsageError: on a terminal, which cannot show it.
    """
    if terminal.is_terminal():
        raise UsageError("a workbook cannot be shown on a terminal", "write it to a file: -o FILE")
    terminal.say_bytes(made)


def show_beside(answer: Answer) -> None:
    """Show an answer beside the command's own, to a person who is asked about it."""
    from wecomplish_cli.render import document

    terminal.note(document.as_table(answer.blocks(), terminal.width(), terminal.colour()))


def _table(answer: Answer, shape: Shape) -> str:
    from wecomplish_cli.render import document

    draw = document.as_table if shape.every else document.as_short_table
    return draw(answer.blocks(), terminal.width(), terminal.colour())


def _plain(answer: Answer, shape: Shape) -> str:
    from wecomplish_cli.render import document

    return document.as_plain(answer.blocks(), shape.section, shape.header)


def _json(answer: Answer, _shape: Shape) -> str:
    from wecomplish_cli.render import document

    return terminal.in_json(document.as_json(answer.kind, answer.data))


def _csv(answer: Answer, shape: Shape) -> str:
    from wecomplish_cli.render import document

    return document.as_csv(answer.blocks(), shape.section, shape.header)


def _markdown(answer: Answer, shape: Shape) -> str:
    from wecomplish_cli.render import document

    return document.as_markdown(answer.blocks() if shape.every else document.abridged(answer.blocks()))


def _html(answer: Answer, shape: Shape) -> str:
    from wecomplish_cli.render.site import report

    if shape.around is None:
        raise ValueError("this command makes no pages")
    return report.as_html(answer.blocks(report.RING), shape.around())


def _workbook(answer: Answer, _shape: Shape) -> bytes:
    from wecomplish_cli.render import document

    return document.as_workbook(answer.blocks())


FORMATS: dict[str, Callable[[Answer, Shape], str | bytes]] = {
    "table": _table,
    "plain": _plain,
    "json": _json,
    "csv": _csv,
    "md": _markdown,
    "html": _html,
    "xlsx": _workbook,
}
"""What `--format` may say of a report, and what each shows; other answers have no `html` and no `xlsx`."""
