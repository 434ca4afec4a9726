"""Changes a dataset at random, and compares each `check` that remembers with one that reads everything.

The tick of the clock that is waited for is shorter than the real one: the file systems that tests run on
count nanoseconds, and set them every few milliseconds.
"""

from __future__ import annotations

import os
import random
import subprocess
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from tests.conftest import quiet_environment
from tests.stress.chunks import Counted, in_chunks
from tests.stress.verdict_changes import KINDS, World
from wecomplish_cli.dataset import verdict

CHUNK = 50
TICK = 20_000_000


@dataclass(frozen=True)
class Figures(Counted):
    """How many changes were made, and how often what was remembered could be used."""

    changes: int = 0
    remembered: int = 0
    """Checks that read no file; all answered as one that read everything."""
    within_a_tick: int = 0
    """Changes that the check came right after."""
    kinds: Counter[str] = field(default_factory=Counter)


def run(amount: int, first: int = 0) -> Figures:
    """Make so many changes, a chunk of them to each of several datasets.

    Raises:
        AssertionError: if a check that remembers answers otherwise; the message says after which change.
    """
    return in_chunks(_chunk, range(first, first + amount), CHUNK)


def _chunk(numbers: range) -> Figures:
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(verdict, "TICK", TICK):
        clean = quiet_environment(Path(folder)) | {"CI": ""}
        with mock.patch.dict(os.environ, clean, clear=True):
            return _live(World(Path(folder), random.Random(numbers.start)), numbers)  # noqa: S311


def _live(world: World, numbers: range) -> Figures:
    """Change something for each number, and compare the answers after it."""
    counted: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    _answers(world)
    for number in numbers:
        name = "nothing" if world.chance.random() < 0.2 else world.chance.choice([*KINDS])
        kinds[name] += 1
        world.ahead = 0
        # What cannot be done any more, after what was done before, is nothing too.
        with suppress(OSError, LookupError, ValueError, subprocess.CalledProcessError):
            KINDS[name](world)
        quickly = name not in ("clock", "two at once") and world.chance.random() < 0.3
        counted["quickly"] += quickly
        if not quickly:
            time.sleep(1.5 * TICK / 1e9)
        # The second time, what the first one found may be remembered.
        for _ in range(world.chance.choice((1, 2))):
            fresh, again, remembered = _answers(world)
            counted["remembered"] += remembered
            assert again == fresh, f"change {number}: {name}, kept in {_kept(world)}"
    return Figures(len(numbers), counted["remembered"], counted["quickly"], kinds)


def _answers(world: World) -> tuple[str, str, bool]:
    """What a check says that reads everything, what one says that remembers, and whether it did."""
    with mock.patch("time.time_ns", return_value=time.time_ns() + world.ahead):
        found = verdict.recall(world.root, world.day)
        again = world.answer(cache=True)
        return world.answer(cache=False), again, found is not None


def _kept(world: World) -> str:
    """Keep all of it for whoever looks into what went wrong."""
    return str(world.home.rename(Path(tempfile.mkdtemp()) / "kept"))
