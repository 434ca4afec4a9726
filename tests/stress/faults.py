"""Kills and refuses the commands that write at each of their system calls, and sees what the next finds.

A process that has everything loaded forks for each fault, and strace lets the fault befall the fork: starting
Python anew would take longer than all the rest. What git is asked on the way is run under strace as well.
"""

from __future__ import annotations

import ctypes
import math
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, fields
from functools import cache, partial
from itertools import chain, count
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from unittest import mock

import typer.main

from tests.conftest import IN_MEMORY, TODAY, quiet_environment
from tests.dataset.test_journal import STATE
from tests.golden.stage import SMALL, Tree, changes, play, repository, tree
from wecomplish_cli.cli.app import app, main
from wecomplish_cli.dataset import store
from wecomplish_cli.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Words = tuple[str, ...]


@dataclass(frozen=True)
class Scene:
    """A command that writes, and the commands that set the scene for it."""

    words: Words
    before: tuple[Words, ...] = ()
    over: tuple[tuple[str, str], ...] = ()
    """Files laid over the organisation first: path and text."""


ASSIGN = ("assign", "ola-nordmann", "baker", "--mentor")
ASK = ("request-help", "ola-nordmann", "bake-rye")
INDICATE = ("indicate", "ola-nordmann", "bake-rye", "aware")
UNSORTED = """\
roles/baker/light-the-oven:
  level: aware
  updated: 2026-05-01
roles/baker/bake-rye:
  level: aware
  updated: 2026-05-01
"""
ROWS = "person,expectation,level\nola-nordmann,bake-rye,aware\nola-nordmann,light-the-oven,aware\n"
SLOT = ("ola-nordmann", "baker")
PROPOSE = (*ASSIGN, "per-olsen", "--propose")
FAMILIAR = (INDICATE, ("indicate", "ola-nordmann", "light-the-oven", "aware"))
LEARNT = ("insight", "from-help", *ASK[1:], "--title", "Steam", "--body", "Steam first.")
EDITOR = "sed -i s/Per/Peer/"
COMMANDS = (
    Scene((*ASSIGN, "per-olsen")),
    Scene((*ASSIGN, "kari-hansen", "--replace", "--reason", "Per is away"), ((*ASSIGN, "per-olsen"),)),
    Scene(INDICATE),
    Scene((*INDICATE, "--request-help")),
    Scene((*ASK, "--question", "How sour?")),
    Scene(("acknowledge-help", *ASK[1:]), (ASK,)),
    Scene(("answer-help", *ASK[1:]), (ASK,)),
    Scene(("withdraw-help", *ASK[1:]), (ASK,)),
    Scene(("undo",), ((*INDICATE, "--request-help"),)),
    Scene((*INDICATE, "--commit")),
    Scene(("add", "person", "Nils \u00c5s", "--leader", "kari-hansen")),
    Scene(("add", "responsibility", "baker", "--title", "Sweep the floor")),
    Scene(("set", "person", "per-olsen", "timezone", "Europe/Oslo")),
    Scene(("hold", "ola-nordmann", "baker", "--since", "2026-04-01")),
    Scene(("drop", "ola-nordmann", "baker")),
    Scene(("offer", "per-olsen", "--capacity", "3")),
    Scene(("retire", "bake-rye")),
    Scene(("rename", "ola-nordmann", "ola"), ((*INDICATE, "--request-help"),)),
    Scene(("accept", *SLOT, "--by", "ola-nordmann"), (PROPOSE, ("accept", *SLOT, "--by", "per-olsen"))),
    Scene(("decline", *SLOT, "--by", "per-olsen"), (PROPOSE,)),
    Scene(("pause", *SLOT, "--until", "+2w"), ((*ASSIGN, "per-olsen"),)),
    Scene(("resume", *SLOT), ((*ASSIGN, "per-olsen"), ("pause", *SLOT, "--until", "+2w"))),
    Scene(("complete", *SLOT), (INDICATE, (*ASSIGN, "per-olsen"))),
    Scene(("end", *SLOT, "--reason", "Per is away"), ((*ASSIGN, "per-olsen"),)),
    Scene(("checkin", *SLOT, "--minutes", "30"), ((*ASSIGN, "per-olsen"),)),
    Scene(("review", *SLOT, "--outcome", "agree", "--by", "per-olsen"), ((*ASSIGN, "per-olsen"), *FAMILIAR)),
    Scene(LEARNT, (ASK, ("answer-help", *ASK[1:]))),
    Scene(("insight", "publish", "steam"), (ASK, ("answer-help", *ASK[1:]), LEARNT)),
    Scene(("refresh", "--from", "rows.csv"), over=(("rows.csv", ROWS),)),
    Scene(("edit", "people/per-olsen")),
    Scene(("check", "--fix"), over=(("familiarity/per-olsen.yaml", UNSORTED),)),
)
NEXT = ("indicate", "kari-hansen", "light-the-oven", "aware")
"""Who comes by after a fault and a reader."""

KILL, FULL, BROKEN, INTERRUPTED = "kill", "enospc", "eio", "eintr"
DENIED, TOO_MANY = "eacces", "emfile"
FAULTS = {
    KILL: "signal=KILL",
    FULL: "error=ENOSPC",
    BROKEN: "error=EIO",
    INTERRUPTED: "error=EINTR",
    DENIED: "error=EACCES",
    TOO_MANY: "error=EMFILE",
}
CALLS = {
    "openat": tuple(FAULTS),
    "write": (KILL, FULL, BROKEN, INTERRUPTED),
    "fsync": (KILL, FULL, BROKEN, INTERRUPTED),
    "mkdir": (KILL, FULL, BROKEN, DENIED),
    "rename": (KILL, FULL, BROKEN, DENIED),
    "fchmod": (KILL, BROKEN, DENIED),
    "close": (KILL, FULL, BROKEN),
    "flock": (KILL, BROKEN, INTERRUPTED),
    "read": (KILL, BROKEN, INTERRUPTED),
    **dict.fromkeys(("unlink", "rmdir"), (KILL, BROKEN, DENIED)),
    **dict.fromkeys(("getdents64", "newfstatat", "access", "getcwd"), (KILL, BROKEN)),
    **dict.fromkeys(("lseek", "ioctl", "pipe2", "vfork", "wait4", "exit_group"), (KILL,)),
}
"""What may befall each system call that has to do with files or processes."""
ATTEMPTS = 5
"""What git writes comes in more or fewer pieces each time, and so does what is read of it."""
LOOKS = ("openat", "read", "newfstatat", "getdents64")
"""By which a command looks at what is there."""
KILLED, SAVED, ENDINGS = -signal.SIGKILL, 5, (0, 1, 2, 3, 5, 130)
PR_SET_PTRACER = 0x59616D61
"""Lets any process trace this one, where Linux otherwise lets only those above it do so."""
NOTHING = "nothing was (written|changed)"
WILL_BE = "(?m)will finish it|the (change is|files are) written|^(wrote|deleted) "
WRITING_BEGINS = f"/{STATE}/lock"


class CannotTraceError(Exception):
    """strace is missing, or may not look at other processes here."""


@dataclass(frozen=True)
class Point:
    """A fault at one system call of a command: the nth of its name in the process."""

    scene: int
    git: int
    """Which of the gits that the command calls; 0 is the command itself."""
    call: str
    at: int
    fault: str
    writing: bool
    """Whether the command has begun to write by then."""


@dataclass(frozen=True)
class Ended:
    """How a command ended, what it said, and what strace saw of it."""

    status: int
    said: str
    seen: str


@dataclass(frozen=True)
class Staged:
    """A scene as a folder to copy, and the data before and after its command, and after the next ones."""

    folder: Path
    old: Tree
    new: Tree
    old_later: Tree
    new_later: Tree


@dataclass(frozen=True)
class Figures:
    """How many faults there can be, how many befell, of which kind, and what became of the commands."""

    points: int
    writing: int
    """Points after the command began to write."""
    injected: int
    in_git: int
    kill: int
    enospc: int
    eio: int
    eintr: int
    eacces: int
    emfile: int
    killed: int
    refused: int
    withstood: int
    old: int
    new: int
    finished: int
    """Changes that the next command finished."""


def run(amount: int) -> Figures:
    """Inject so many faults, those while writing first, evenly over all commands and system calls.

    Where there are few, only some of the commands are run, so that each is done four times or more.
    """
    scenes = range(0, len(COMMANDS), math.ceil(4 * len(COMMANDS) / amount))
    room = IN_MEMORY if IN_MEMORY.is_dir() else None
    with (
        tempfile.TemporaryDirectory(dir=room) as folder,
        ProcessPoolExecutor(None, get_context("spawn")) as pool,
    ):
        found = list(chain.from_iterable(pool.map(partial(points, folder), scenes)))
        befallen = pool.map(partial(befall, folder), chosen(found, amount), chunksize=5)
        seen = Counter(chain.from_iterable(befallen))
    counted = {each.name: seen[each.name] for each in fields(Figures)}
    return Figures(**counted | {"points": len(found), "writing": sum(point.writing for point in found)})


def chosen(found: list[Point], amount: int) -> list[Point]:
    """Choose evenly among the points while writing, and an eighth among those while looking at the data.

    The others have their turn once those while writing are all taken.
    """
    looking = _spread([p for p in found if not (p.writing or p.git) and p.call in LOOKS], amount // 8)
    writing = _spread([p for p in found if p.writing], amount - len(looking))
    others = set(found) - {*looking, *writing}
    rest = [point for point in found if point in others]
    return [*looking, *writing, *_spread(rest, amount - len(looking) - len(writing))]


def _spread(found: list[Point], amount: int) -> list[Point]:
    amount = max(0, min(amount, len(found)))
    return [found[number * len(found) // amount] for number in range(amount)]


@cache
def home_in(folder: str) -> Path:
    """Make a home for a process, once, and load all that the commands need by playing one."""
    home = Path(folder) / f"{os.getpid()}"
    home.mkdir()
    os.environ.update(quiet_environment(home) | {"EDITOR": EDITOR, "TMPDIR": str(home)})
    # Building this takes longer than most commands.
    mock.patch.object(typer.main, "get_command", return_value=typer.main.get_command(app)).start()
    # What a process finds out about git once, every fork has to know alike.
    store.load(_copy(_staged(COMMANDS[0], home / "first")))
    return home


@cache
def staged(folder: str, scene: int) -> Staged:
    """Set a scene, once in each process."""
    return _staged(COMMANDS[scene], home_in(folder) / f"{scene}")


def _staged(scene: Scene, folder: Path) -> Staged:
    repository(folder, SMALL)
    for path, text in scene.over:
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    old = _played(folder, *scene.before)
    left, changed = (Path(shutil.copytree(folder, f"{folder}-{name}")) for name in ("left", "changed"))
    new = _played(changed, scene.words)
    assert new != old, f"{scene.words} writes nothing"
    return Staged(folder, old, new, _played(left, NEXT), _played(changed, NEXT))


def _played(root: Path, *commands: Words) -> Tree:
    for words in commands:
        done = play(*words, "--today", TODAY, cwd=root)
        assert done.exit == 0, f"{words}: {done}"
    return tree(root)


def points(folder: str, scene: int) -> list[Point]:
    """Find every point of a command by letting strace look on."""
    found: list[Point] = []
    for git in count():
        root = _copy(staged(folder, scene))
        ended = perform(root, COMMANDS[scene].words, git, "--trace=" + ",".join(CALLS))
        if not ended.seen:
            return found
        writing, numbers = False, Counter[str]()
        for line in ended.seen.splitlines():
            call = line.partition("(")[0]
            writing = writing or (not git and WRITING_BEGINS in line)
            numbers[call] += 1
            found += [Point(scene, git, call, numbers[call], each, writing) for each in CALLS.get(call, ())]
    return found


def befall(folder: str, point: Point) -> list[str]:
    """Let a fault befall a command in a fresh copy of its scene; returns the figures it counts for."""
    words, scene = COMMANDS[point.scene].words, staged(folder, point.scene)
    inject = f"--inject={point.call}:{FAULTS[point.fault]}:when={point.at}"
    for _ in range(ATTEMPTS):
        root = _copy(scene)
        ended = perform(root, words, point.git, f"--trace={point.call}", inject)
        if _befell(ended):
            break
    try:
        return ["injected", point.fault, *["in_git"] * bool(point.git), *_judged(root, scene, point, ended)]
    except (AssertionError, DataError) as error:
        said = f"`wecomplish {' '.join(words)}`, {point}, ended with {ended.status}: {error}"
        raise AssertionError(f"{said}\n{ended.said}") from None


def _befell(ended: Ended) -> bool:
    return "(INJECTED)" in ended.seen or "killed by SIGKILL" in ended.seen


def _judged(root: Path, scene: Staged, point: Point, ended: Ended) -> Iterator[str]:
    """Make sure that all is old or all is new; yields what became of the command and of the data."""
    may_die = point.fault == KILL and not point.git
    assert _befell(ended), "nothing was injected"
    assert ended.status in ENDINGS or (may_die and ended.status == KILLED), "no documented exit status"
    assert "Traceback" not in ended.said, "a bug"
    now = _data(root, point)
    if ended.status in (0, SAVED):
        assert now == scene.new, f"not what it says it wrote: {changes(scene.new, now)}"
    finished = store.load(root).recovered
    found = _data(root, point)
    assert found in (scene.old, scene.new), f"neither old nor new: {changes(scene.old, found)}"
    for sentence, then in ((NOTHING, scene.old), (WILL_BE, scene.new)):
        assert not re.search(sentence, ended.said) or found == then, f"not so: {sentence}"
    if re.search(NOTHING, ended.said):
        assert now == scene.old, f"something was written: {changes(scene.old, now)}"
    if ended.status not in (0, SAVED, KILLED) and found == scene.new:
        assert re.search(WILL_BE, ended.said), "the change is there, and nobody was told"
    later = perform(root, NEXT)
    assert later.status == 0, f"the next command ended with {later.status}: {later.said}"
    left = changes(scene.new_later if found == scene.new else scene.old_later, _data(root, point))
    kept = sorted(os.listdir(root / STATE))
    assert (left, kept) == ({}, ["last.json", "lock"]), f"left behind: {left}, {kept}"
    yield {0: "withstood", KILLED: "killed"}.get(ended.status, "refused")
    yield "new" if found == scene.new else "old"
    yield from ["finished"] * bool(finished)


def _data(root: Path, point: Point) -> Tree:
    """The data; an empty folder, which neither git nor a reader sees, may stay where the disk refuses."""
    found = tree(root)
    return found if point.fault == KILL else {path: text for path, text in found.items() if text is not None}


def _copy(scene: Staged) -> Path:
    root = scene.folder.with_name("org")
    shutil.rmtree(root, ignore_errors=True)
    return Path(shutil.copytree(scene.folder, root))


def perform(root: Path, words: Words, git: int = 0, *options: str) -> Ended:
    """Run a command in a fork; strace with its options, if any, looks at it or at the nth git it calls."""
    said, seen = (root.with_suffix(f".{name}") for name in ("said", "seen"))
    seen.write_bytes(b"")
    strace = ["strace", f"--output={seen}", *options]
    here, there = socket.socketpair()
    child = os.fork()
    if child == 0:
        if git:
            mock.patch.object(subprocess, "run", _traced(subprocess.run, git, strace)).start()
        here.close()
        _become(root, words, said, there)
    there.close()
    with here:
        here.recv(1)
        with _attached(strace, child) if options and not git else nullcontext():
            here.send(b"1")
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Ended(status, said.read_text("utf-8"), seen.read_text("utf-8"))


def _become(root: Path, words: Words, said: Path, gate: socket.socket) -> NoReturn:
    """Say that all is ready, wait to be let in, then be the command."""
    status = 1
    try:
        ctypes.CDLL(None).prctl(PR_SET_PTRACER, ctypes.c_ulong(-1))
        os.chdir(root)
        for number, path in enumerate((os.devnull, str(said), str(said))):
            os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND), number)
        sys.argv = ["wecomplish", *words, "--today", TODAY]
        sys.stdout, sys.stderr = (open(n, "w", 1, "utf-8", closefd=False) for n in (1, 2))  # noqa: SIM115
        gate.send(b"1")
        gate.recv(1)
        main()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _attached(strace: list[str], process: int) -> subprocess.Popen[str]:
    """Begin to trace a process.

    Raises:
        CannotTraceError: if there is no strace, or it may not.
    """
    try:
        tracer = subprocess.Popen([*strace, "-p", f"{process}"], stderr=subprocess.PIPE, text=True)
        assert tracer.stderr is not None
        answer = tracer.stderr.readline()
    except FileNotFoundError as error:
        answer = str(error)
    if "attached" not in answer:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        raise CannotTraceError(answer)
    return tracer


def _traced(real: Callable[..., Any], at: int, strace: list[str]) -> Callable[..., Any]:
    """What calls another program, the nth time under strace."""
    numbers = count(1)

    def run(words: list[str], **named: Any) -> Any:
        return real([*strace, *words] if next(numbers) == at else words, **named)

    return run
