"""Many independent pieces of work, done by as many processes as there are cores."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FEW = 500
"""Pieces that one process has done before others would be of use."""
MOST = 4
"""Processes: each may come to need as much memory as the first one."""
PARTS = 256
"""The pieces are handed out in so many parts, so that the number of a part is one byte."""


def share(pieces: int, do: Callable[[int], None]) -> None:
    """Do each piece, given its number from 0; copies of this process help with many.

    A piece must not need what another has done, and may be done twice. Of what a copy does, only what it
    writes to disk stays. Copies are made on Linux only, and not beside threads: elsewhere they are not safe.
    """
    copies = _copies_of_use(pieces)
    if not (copies and _done_together(pieces, do, copies)):
        for piece in range(pieces):
            do(piece)


def _copies_of_use(pieces: int) -> int:
    if pieces < FEW or sys.platform != "linux" or threading.active_count() > 1:
        return 0
    return min(len(os.sched_getaffinity(0)), MOST) - 1


def _done_together(pieces: int, do: Callable[[int], None], copies: int) -> bool:
    """Do each piece here or in a copy; False where a copy failed, which does not say why."""
    parts, writing = os.pipe()
    os.write(writing, bytes(range(PARTS)))
    os.close(writing)
    # What the copies have in common stays so for longer if no collector marks it.
    gc.freeze()
    at_work: list[int] = []
    try:
        # If the system allows no more processes, fewer do it.
        with suppress(OSError):
            for _ in range(copies):
                at_work.append(_copy(parts, pieces, do))  # noqa: PERF401 - each must be known at once
        _take(parts, pieces, do)
        ended = []
        while at_work:
            ended.append(os.waitpid(at_work[-1], 0)[1])
            at_work.pop()
        return not any(ended)
    finally:
        os.close(parts)
        for each in at_work:
            os.kill(each, signal.SIGKILL)
            os.waitpid(each, 0)


def _copy(parts: int, pieces: int, do: Callable[[int], None]) -> int:
    """Begin a copy of this process that helps until all parts are taken; gives its id."""
    copy = os.fork()
    if copy == 0:
        failed = 1
        try:
            _take(parts, pieces, do)
            failed = 0
        finally:
            # What else this process does at its end is not for a copy to do.
            os._exit(failed)
    return copy


def _take(parts: int, pieces: int, do: Callable[[int], None]) -> None:
    """Do the parts that nobody has taken: each number can be read from the pipe once."""
    while part := os.read(parts, 1):
        for piece in range(part[0], pieces, PARTS):
            do(piece)
