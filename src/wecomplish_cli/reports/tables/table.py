"""What a table of the data is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from wecomplish_cli.derive.view import View

Value: TypeAlias = str | int | float | bool | date | None

Rows: TypeAlias = "Callable[[View], Iterable[tuple[Value, ...]]]"


@dataclass(frozen=True)
class Kind:
    """A kind of row: what a row is, the columns with what each says, and how the rows are found."""

    about: str
    columns: Mapping[str, str]
    rows: Rows
    unique: tuple[str, ...]
    """The columns that together name a row."""
    numbers: frozenset[str] = frozenset()
    """The columns of whole numbers and truth values; all others are text."""


def joined(items: Iterable[Any]) -> str:
    """Join a list as cells have it, for spreadsheets; empty where there is nothing."""
    return "; ".join(map(str, items))
