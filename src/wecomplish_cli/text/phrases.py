"""The words that sentences are made of everywhere: lists, counts, days and what is quoted from the data."""

from __future__ import annotations

import re
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from wecomplish_cli.model.text import day as day
from wecomplish_cli.model.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[\w./:@+-]{1,80}")
"""An id, a reference, an address: what needs no quotes."""

_BEFORE = 20
"""Characters of a long text that are repeated before the part that differs."""


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


def places_taken(number: int, places: int) -> str:
    """Say how many places of a mentor are taken: `2 of 3 places taken`, `no place left`.

    With more than there are places for: `2 mentorships, room for 1`.
    """
    if number > places:
        return f"{counted(number, 'mentorship')}, room for {places}"
    return "no place left" if number == places == 1 else f"{number} of {counted(places, 'place')} taken"


def days(number: int) -> str:
    """Count days as in a sentence: `1 day`, `3 days`."""
    return counted(number, "day")


def since(number: int) -> str:
    """Say for how many days something has been so: `for 3 days`, `since today`."""
    return f"for {days(number)}" if number else "since today"


def age(number: int) -> str:
    """Say how long something has been so, the longer the less exactly: `91 days`, `8 months`, `11 years`."""
    if number < 120:
        return days(number)
    return counted(number // 30, "month") if number < 730 else counted(number // 365, "year")


def quoted(text: str) -> str:
    """Quote a text from the data, on one line and not longer than a sentence bears."""
    return f"“{shortened(' '.join(text.split()))}”"


def several(names: Iterable[str], most: int = 8, number: int | None = None) -> str:
    """Join names as `listed` does; of more than `most`, the rest is counted.

    Where there are more than those given, `number` says how many there are.
    """
    every = [*names]
    number = len(every) if number is None else number
    return listed(every if number <= most else [*every[: most - 1], f"{number - most + 1} more"])


def told(value: object, other: object = None) -> str:
    """Say a value of the data as in a sentence; of a long text, the part that differs from the `other`."""
    if value is None or value in ([], (), {}):
        return "not set"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list | tuple):
        return several((told(each) for each in value), 100)
    if isinstance(value, int | float):
        return str(value)
    value = str(value)
    if _WORD.fullmatch(value):
        return value
    text = " ".join(value.split())
    pairs = zip(text, " ".join(str(other).split()), strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    begin = same - _BEFORE if other is not None and same > _BEFORE else 0
    return quoted(f"{'…' if begin else ''}{text[begin:]}")
