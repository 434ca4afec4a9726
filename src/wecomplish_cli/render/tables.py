"""The layout of tables of the data, for spreadsheets and databases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wecomplish_cli.render.blocks import Block, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wecomplish_cli.reports.tables.table import Kind, Value


def table(name: str, kind: Kind, rows: Sequence[tuple[Value, ...]]) -> Iterator[Block]:
    """One table; the titles of its columns are the keys, so that it can be read again."""
    yield Table(name, tuple(Column(key, key) for key in kind.columns), tuple(rows))


def as_data(kind: Kind, rows: Sequence[tuple[Value, ...]]) -> list[dict[str, Any]]:
    """The rows as mappings, for programs."""
    return [dict(zip(kind.columns, row, strict=True)) for row in rows]
