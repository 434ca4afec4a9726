"""The answer to a question, and the formats it is shown in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wecomplish_cli.cli import terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wecomplish_cli.render.blocks import Block


@dataclass(frozen=True)
class Answer:
    """The answer to a question; `layout` lays it out in every format but JSON."""

    kind: str
    """What it is called in JSON."""
    data: Any
    layout: Callable[[Any, str], Iterable[Block]]
    failed: bool = False
    """Whether the command exits with 1."""

    def blocks(self) -> list[Block]:
        """Lay it out."""
        return list(self.layout(self.data, terminal.life_ring()))


def show(answer: Answer, how: str | None, every: bool = True) -> None:
    """Show an answer in one of the `FORMATS`; None is a table on a terminal, and plain elsewhere.

    Unless `every` row is wanted, what people read has the first ones of each table.
    """
    if how is None:
        how = "table" if terminal.is_terminal() else "plain"
    text = FORMATS[how](answer, every)
    if text:
        terminal.say(text)


def show_beside(answer: Answer) -> None:
    """Show an answer beside the command's own, to a person who is asked about it."""
    from wecomplish_cli.render import document

    terminal.note(document.as_table(answer.blocks(), terminal.width(), terminal.colour()))


def _table(answer: Answer, every: bool) -> str:
    from wecomplish_cli.render import document

    draw = document.as_table if every else document.as_short_table
    return draw(answer.blocks(), terminal.width(), terminal.colour())


def _plain(answer: Answer, _every: bool) -> str:
    from wecomplish_cli.render import document

    return document.as_plain(answer.blocks())


def _json(answer: Answer, _every: bool) -> str:
    from wecomplish_cli.render import document

    return document.as_json(answer.kind, answer.data)


def _csv(answer: Answer, _every: bool) -> str:
    from wecomplish_cli.render import document

    return document.as_csv(answer.blocks())


def _markdown(answer: Answer, every: bool) -> str:
    from wecomplish_cli.render import document

    return document.as_markdown(answer.blocks() if every else document.abridged(answer.blocks()))


def _html(answer: Answer, every: bool) -> str:
    from wecomplish_cli.render import document

    return document.as_html(answer.blocks() if every else document.abridged(answer.blocks()))


FORMATS: dict[str, Callable[[Answer, bool], str]] = {
    "table": _table,
    "plain": _plain,
    "json": _json,
    "csv": _csv,
    "md": _markdown,
    "html": _html,
}
"""What `--format` may say of a report, and what each shows; a list is no page, so it has no `html`."""
