"""Lets the power fail after each operation of a change, in every state that the disk may then be in.

An entry of a folder is on the disk for certain once the folder is synced, and a file's bytes once the file
is. Of what a folder was told since, any part may have come to the disk; of bytes, none, half or all. The
steps are those of a real change; the states are made real, and whoever comes next has to cope with each.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, combinations, product
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from unittest import mock

from tests.dataset.test_journal import CHANGES, NEW, OLD, PER, STATE, STEPS, journal_of
from tests.golden.stage import Tree, tree
from wecomplish_cli.dataset.journal import Change, Journal
from wecomplish_cli.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tests.dataset.test_journal import Call

State: TypeAlias = frozenset[tuple[str, bytes | None]]
"""Every path with its bytes; that of an empty folder ends in a slash, and None stands for its bytes."""
GOOD = ("old", "new")
LATER = Change(PER, OLD[PER], b"name: Per Olsen\n")
"""What is written once the power is back."""


class Step(NamedTuple):
    """A call that changes the disk: its name, the path, and where to or which bytes."""

    call: str
    path: str
    to: str = ""
    content: bytes = b""


@dataclass(frozen=True)
class Figures:
    """How many steps a change takes, and what the disk may hold when the power fails after one of them."""

    steps: int
    failures: int
    """How often the power fails in a row: first at the change, then at what finishes it."""
    states: int
    old: int
    new: int
    syncs_dropped: int
    drops_that_mixed: int
    """Without how many of the syncs, one at a time, something comes about that is neither old nor new."""


@dataclass(eq=False)
class File:
    """The bytes a file may have: those last synced, and each it was given since."""

    versions: list[bytes] = field(default_factory=lambda: [b""])

    def write(self, content: bytes) -> None:
        """Add bytes at the end; half of them may come to the disk."""
        before = self.versions[-1]
        self.versions += [before + content[: len(content) // 2], before + content]

    def sync(self) -> None:
        """Make the newest bytes certain."""
        del self.versions[:-1]

    def states(self) -> set[State]:
        """All that may be on the disk."""
        return {frozenset({("", content)}) for content in self.versions}


@dataclass(eq=False)
class Folder:
    """The entries of a folder that are certain, and what it was told since; None takes an entry away."""

    certain: Entries = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)

    def entries(self, told: Iterable[Told]) -> Entries:
        """What there is if it was told only this since."""
        found: Told = {**self.certain}
        for each in told:
            found |= each
        return {name: entry for name, entry in found.items() if entry is not None}

    def sync(self) -> None:
        """Make the entries certain, though not what is in them."""
        self.certain, self.told = self.entries(self.told), []

    def states(self) -> set[State]:
        """All that may be on the disk: any part of what it was told, with all that each entry may hold."""
        found: set[State] = set()
        parts = chain.from_iterable(combinations(self.told, number) for number in range(len(self.told) + 1))
        for entries in map(self.entries, parts):
            each = ([(name, state) for state in entry.states()] for name, entry in entries.items())
            found.update(map(_joined, product(*each)))
        return found


Entries: TypeAlias = dict[str, File | Folder]
Told: TypeAlias = dict[str, File | Folder | None]


def _joined(entries: Iterable[tuple[str, State]]) -> State:
    return (
        frozenset((f"/{name}{path}", content) for name, state in entries for path, content in state) or EMPTY
    )


EMPTY: State = frozenset({("/", None)})


class Disk:
    """The files and folders as whoever uses the disk sees them; what may be on it, the root knows."""

    def __init__(self, state: State) -> None:
        self.root = Folder()
        self._folders = {".": self.root}
        self._files: dict[str, File] = {}
        for path, content in state:
            for above in list(PurePosixPath(path[1:] + "x").parents)[-2::-1]:
                if str(above) not in self._folders:
                    self.take(Step("mkdir", str(above)))
            if content is not None:
                self.take(Step("open", path[1:]))
                self.take(Step("write", path[1:], content=content))
        for folder in self._folders.values():
            folder.sync()
        for file in self._files.values():
            file.sync()

    def take(self, step: Step) -> None:
        """Take a step of a change; a rename, which is always within a folder, comes to the disk whole."""
        path = PurePosixPath(step.path)
        told = self._folders[str(path.parent)].told
        match step.call:
            case "write":
                self._files[step.path].write(step.content)
            case "fsync" if step.path in self._files:
                self._files[step.path].sync()
            case "fsync":
                self._folders[step.path].sync()
            case "open":
                self._files[step.path] = File()
                told.append({path.name: self._files[step.path]})
            case "mkdir":
                self._folders[step.path] = Folder()
                told.append({path.name: self._folders[step.path]})
            case "replace":
                self._files[step.to] = self._files.pop(step.path)
                told.append({path.name: None, PurePosixPath(step.to).name: self._files[step.to]})
            case _:
                told.append({path.name: None})


BEFORE: State = frozenset({("/.git/", None), *((f"/{path}", content) for path, content in OLD.items())})


def run(amount: int) -> Figures:
    """Let the power fail so many times in a row, or until that brings about no new state of the disk."""
    steps = recorded(BEFORE, write)
    states = found = possible(BEFORE, steps)
    failures = 1
    while failures < amount and found:
        found = {
            after for state in found for after in possible(state, recorded(state, Journal.recover))
        } - states
        states = states | found
        failures += 1
    ended = Counter(_required(state) for state in states)
    syncs = [number for number, step in enumerate(steps) if step.call == "fsync"]
    without = [possible(BEFORE, steps[:number] + steps[number + 1 :]) for number in syncs]
    mixing = sum(any(outcome(state) not in GOOD for state in each) for each in without)
    return Figures(len(steps), failures, len(states), ended["old"], ended["new"], len(syncs), mixing)


def write(journal: Journal) -> None:
    """Write the three files, which is the first change in the repository."""
    journal.write(list(CHANGES), None)


def _required(state: State) -> str:
    found = outcome(state)
    if found not in GOOD:
        raise AssertionError(f"with {sorted(state)} on the disk: {found}")
    return found


def recorded(state: State, act: Callable[[Journal], object]) -> list[Step]:
    """Take down the steps by which something is really done."""
    steps: list[Step] = []
    with real(state) as root, ExitStack() as patched:
        handles: dict[int, str] = {}
        for name in STEPS:
            noting = _noting(root, handles, steps, name, getattr(os, name))
            patched.enter_context(mock.patch.object(os, name, noting))
        act(journal_of(root))
    return steps


def _noting(root: Path, handles: dict[int, str], steps: list[Step], name: str, real: Call) -> Call:
    """What takes a step and notes it; `handles` are those of the open files and folders."""

    def path(given: int | str | Path) -> str:
        return handles[given] if isinstance(given, int) else Path(given).relative_to(root).as_posix()

    def step(*arguments: Any, **named: Any) -> Any:
        done = real(*arguments, **named)
        where = path(arguments[0])
        if name == "open":
            handles[done] = where
        if name != "open" or arguments[1] & os.O_CREAT:
            to = path(arguments[1]) if name == "replace" else ""
            steps.append(Step(name, where, to, bytes(arguments[1][:done]) if name == "write" else b""))
        return done

    return step


def possible(state: State, steps: list[Step]) -> set[State]:
    """Every state the disk may be in when the power fails after one of the steps, from a state on."""
    disk = Disk(state)
    found = disk.root.states()
    for step in steps:
        disk.take(step)
        found |= disk.root.states()
    return found


@contextmanager
def real(state: State) -> Iterator[Path]:
    """Lay a state out in a folder; there nothing needs syncing."""
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(os, "fsync"):
        for path, content in state:
            there = Path(folder) / path[1:]
            (there if content is None else there.parent).mkdir(parents=True, exist_ok=True)
            if content is not None:
                there.write_bytes(content)
        yield Path(folder)


@cache
def outcome(state: State) -> str:
    """What the data is when the next commands have come by: old, new, or what is wrong with it."""
    with real(state) as root:
        journal = journal_of(root)
        try:
            journal.recover()
            found = _files(root)
            journal.write([LATER], journal.stamp())
        except DataError as error:
            return error.message
        later, kept = _files(root), sorted(os.listdir(root / STATE))
    for name, expected in zip(GOOD, (OLD, NEW), strict=True):
        if (found, later, kept) == (expected, {**expected, PER: LATER.new}, ["last.json", "lock"]):
            return name
    return f"there is {found}, then {later}, and {kept}"


def _files(root: Path) -> Tree:
    """The data; an empty folder is nothing that git or a reader would see."""
    return {path: content for path, content in tree(root).items() if content is not None}
