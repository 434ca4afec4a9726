"""Dates as sheets write them: in several notations, as long as only one day can be meant."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from wecomplish_cli.errors import UsageError
from wecomplish_cli.model.text import parse_date, shortened
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

REMEDY = "write it as YYYY-MM-DD"
_NUMERIC = re.compile(r"([0-9]{1,4})\s*([./-])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,4})\.?", re.ASCII)


def order(cells: Iterable[str]) -> bool | None:
    """Whether dates of a column have the month first, if one of them can only be read in one way."""
    seen = {
        first <= 12
        for cell in cells
        if (found := _NUMERIC.fullmatch(cell.strip())) and found[2] == "/" and len(found[1]) < 3
        for first, second in [(int(found[1]), int(found[3]))]
        if (first > 12) != (second > 12)
    }
    return seen.pop() if len(seen) == 1 else None


def read(text: str, month_first: bool | None, remedy: str = REMEDY) -> date:
    """Read a date: 2026-05-01, 2026/05/01, 1.5.2026, 01-05-2026, and 01/05/2026 where the order is known.

    Raises:
        UsageError: if it is none, or could be two days: then `remedy` helps.
    """
    try:
        return parse_date(text[:10] if re.match("[0-9-]{10}[T ]", text) else text)
    except ValueError:
        found = _NUMERIC.fullmatch(text)
    try:
        if found and len(found[1]) == 4:
            return date(int(found[1]), int(found[3]), int(found[4]))
        if found and len(found[4]) == 4:
            first, second, year = int(found[1]), int(found[3]), int(found[4])
            # With points and hyphens, the day comes first everywhere.
            if found[2] == "/" and first <= 12 and second <= 12 and first != second and month_first is None:
                raise UsageError(
                    f"`{text}` could be {date(year, second, first)} or {date(year, first, second)}", remedy
                )
            swap = found[2] == "/" and (month_first or second > 12)
            return date(year, *((first, second) if swap else (second, first)))
    except ValueError:
        pass
    raise UsageError(f"`{visible(shortened(text))}` is not a valid date", REMEDY)
