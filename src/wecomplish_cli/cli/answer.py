"""Shows an answer in the format asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wecomplish_cli.cli import terminal
from wecomplish_cli.cli.options import Format, ReportFormat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wecomplish_cli.render.blocks import Block


def show(
    kind: str,
    answer: Any,
    layout: Callable[[Any, str], Iterable[Block]],
    how: Format | ReportFormat | None,
    every: bool = True,
) -> None:
    """Show an answer; `kind` names it in JSON, `layout` lays it out for the other formats.

    Unless `every` row is wanted, what people read has the first ones of each table.
    """
    from wecomplish_cli.render import document

    if how is None:
        how = Format.TABLE if terminal.is_terminal() else Format.PLAIN
    if how == Format.JSON:
        text = document.as_json(kind, answer)
    else:
        text = _rendered(list(layout(answer, terminal.life_ring())), str(how), every)
    if text:
        terminal.say(text)


def _rendered(blocks: list[Block], how: str, every: bool) -> str:
    from wecomplish_cli.render import document

    if how == Format.TABLE:
        draw = document.as_table if every else document.as_short_table
        return draw(blocks, terminal.width(), terminal.colour())
    if not every and how in (Format.MD, ReportFormat.HTML):
        blocks = document.abridged(blocks)
    if how == ReportFormat.HTML:
        return document.as_html(blocks)
    render = {Format.PLAIN: document.as_plain, Format.CSV: document.as_csv, Format.MD: document.as_markdown}
    return render[Format(how)](blocks)
