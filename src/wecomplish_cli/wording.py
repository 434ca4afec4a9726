"""The words that sentences are made of everywhere: lists, counts, days and what is quoted from the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.model.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


def listed(names: Iterable[str], last: str = "and") -> str:
    """Join names as in a sentence: `A, B and C`."""
    *most, end = [*names] or ["nobody"]
    return f"{', '.join(most)} {last} {end}" if most else end


def counted(number: int, what: str) -> str:
    """Count things as in a sentence: `1 file`, `3 files`."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def people(number: int) -> str:
    """Count people as in a sentence: `nobody`, `1 person`, `3 people`."""
    return "nobody" if not number else "1 person" if number == 1 else f"{number} people"


def days(number: int) -> str:
    """Count days as in a sentence: `1 day`, `3 days`."""
    return counted(number, "day")


def day(when: date) -> str:
    """Write a day as in a sentence: `1 September 2026`."""
    return f"{when.day} {when:%B %Y}"


def quoted(text: str) -> str:
    """Quote a text from the data, on one line and not longer than a sentence bears."""
    return f"“{shortened(' '.join(text.split()))}”"
