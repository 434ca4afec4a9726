"""Long runs in chunks, on all processors, and the sum of what each counted."""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

Sum = TypeVar("Sum")


class Counted:
    """What a run counted: a dataclass of numbers and counters, which add up."""

    def __add__(self, other: Self) -> Self:
        kind: Any = type(self)
        return kind(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(kind)))  # type: ignore[no-any-return]


def in_chunks(work: Callable[[range], Sum], numbers: range, chunk: int) -> Sum:
    """Add up what work gives for chunks of the numbers: one is done here, several on all processors."""
    chunks = [numbers[at : at + chunk] for at in range(0, len(numbers), chunk)]
    if len(chunks) > 1:
        with ProcessPoolExecutor() as pool:
            return reduce(add, pool.map(work, chunks))
    tracer = sys.gettrace()
    # To count the lines that run would take three times as long as running them.
    sys.settrace(None)
    try:
        return work(numbers)
    finally:
        sys.settrace(tracer)
