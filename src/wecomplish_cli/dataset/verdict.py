"""What a check found, kept so that the next one of the same files answers without reading them.

It is kept among the user's own files, and only ever saves time: where anything about it is in doubt, it is as
if it were not there. It stands for the same answer as long as no file or folder looks any different to the
system, git answers the same, the day is the same, and this program with all it depends on is the same.

A file may be changed twice within one tick of the clock and look the same after both. So nothing is kept
while anything is as young as that.
"""

from __future__ import annotations

import json
import os
import sys
import time
from array import array
from contextlib import suppress
from dataclasses import asdict
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from wecomplish_cli import __version__
from wecomplish_cli.dataset import files
from wecomplish_cli.dataset.own import JOURNAL, own_folder
from wecomplish_cli.diagnostics import Diagnostic, Fix, Mend, Place, RelatedDiagnostic, Severity
from wecomplish_cli.errors import WecomplishError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.git import footing, repository

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from wecomplish_cli.dataset.sources import Folder

NAME = "verdict.json"
FORMAT = 1
MAX_BYTES = 1 << 25
"""Of a verdict; a hundred thousand people stay below it."""
TICK = 2_000_000_000
"""Nanoseconds that two changes may lie apart and have one time: no file system's clock ticks more slowly."""
MAX_NUMBER = 1 << 31
"""Lines, columns and counts are smaller."""

_DOUBTS = (OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)
_ALL_DOUBTS = (*_DOUBTS, WecomplishError, files.NotRegularError, files.TooLargeError)


@frozen
class Verdict:
    """What a check of a folder found."""

    found: list[Diagnostic]
    files: int
    """How many files of data were looked at."""
    unread: tuple[str, ...]
    """The files that could not be read, in order."""
    left_out: int
    """How many files were read from git's index."""


@frozen
class Begun:
    """How everything looked before a check began."""

    root: Path
    taken: int
    paths: list[str]
    odd: list[str]
    """Those of files that are none of the data: git may ignore them."""
    looks: str
    footing: str


_missed: Path | None = None
"""The folder that had no verdict when this command first looked, so that it need not look twice."""


def recall(root: Path, today: str | None) -> Verdict | None:
    """What the last check of a folder found, if a new one would find the same; otherwise None.

    `today` is a day as it was given; None is for the day it is.
    """
    global _missed
    if not _trusted() or _missed == root:
        return None
    with suppress(*_ALL_DOUBTS):
        kept = _read(own_folder(root) / NAME)
        if kept["root"] == str(root) and kept["taken"] <= time.time_ns() and _same_day(kept, today):
            same = _looks(root, kept["paths"]) == kept["looks"] and not _unfinished(root)
            if same and _footing(root, kept["odd"]) == kept["footing"]:
                return _unpacked(kept)
    _missed = root
    return None


def begin(listed: Folder) -> Begun | None:
    """Note how the files and folders of a dataset look before it is read; None where nothing may be kept."""
    global _missed
    _missed = None
    if not _trusted():
        return None
    from wecomplish_cli.model.kinds import belongs

    with suppress(*_ALL_DOUBTS):
        taken = time.time_ns()
        root, folders, paths = listed.root, listed.folders, [path for path, _ in listed.entries()]
        looks = _looks(root, [*folders, *paths], taken - TICK)
        odd = [path for path in paths if not belongs(path)]
        if not _unfinished(root):
            return Begun(root, taken, [*folders, *paths], odd, looks, _footing(root, odd))
    return None


def keep(begun: Begun, verdict: Verdict, today: date, timezone: str) -> None:
    """Keep what a check found; where that cannot be done, the next one reads everything again."""
    if any(each.rule == "unreadable-file" for each in verdict.found):
        return  # Why may be over the next time, and no file looks any different.
    with suppress(*_ALL_DOUBTS):
        found = [asdict(each) for each in verdict.found]
        when = {"root": str(begun.root), "day": str(today), "timezone": timezone}
        text = json.dumps({**vars(begun), **vars(verdict), **when, "found": found}).encode()
        content = _sum(text).encode() + b"\n" + text
        if len(content) <= MAX_BYTES:
            _write(own_folder(begun.root), content)


def _write(folder: Path, content: bytes) -> None:
    """Put a verdict in the place of the one before, whole or not at all; losing it would be no loss."""
    files.make_private(folder)
    staged = folder / f"{NAME}.{os.getpid()}"
    try:
        with open(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        os.replace(staged, folder / NAME)
    finally:
        staged.unlink(missing_ok=True)


def _trusted() -> bool:
    """Whether a verdict may be used here at all.

    Not on Windows, which lets programs set every time of a file; not where others wait for the answer.
    """
    return os.name == "posix" and not any(map(os.environ.get, ("CI", *footing.STARTED_BY_GIT)))


def _same_day(kept: dict[str, Any], today: str | None) -> bool:
    if today is not None:
        return bool(today == kept["day"])
    from datetime import datetime
    from zoneinfo import ZoneInfo

    return bool(str(datetime.now(ZoneInfo(kept["timezone"])).date()) == kept["day"])


def _unfinished(root: Path) -> bool:
    """Whether an earlier change is to be finished before anything is read."""
    folder = repository.state_folder(root) or own_folder(root)
    return files.is_there(folder / JOURNAL)


def _footing(root: Path, odd: Sequence[str]) -> str:
    """Sum up what git answers, and who asks what with which program."""
    who = (os.geteuid(), os.getegid(), sorted(os.getgroups()))
    program = (FORMAT, __version__, sys.version, sys.getfilesystemencoding(), sys.path, who)
    return _sum(repr((program, [*_dependencies()], footing.footing(root, odd))).encode())


def _dependencies() -> Iterator[list[str]]:
    """The installed packages with their versions, as their folders are named."""
    for folder in sys.path:
        if os.path.isdir(folder):
            yield sorted(name for name in os.listdir(folder) if name.endswith(("-info", ".pth", ".egg-link")))


def _looks(root: Path, paths: Iterable[str], before: int | None = None) -> str:
    """Sum up how files and folders look to the system: those of the data, of git, and of this program.

    Raises:
        ValueError: if one changed after `before`, in nanoseconds since 1970.
        OSError: if one of the data is not there.
    """
    rows = array("q")
    newest = 0

    def add(about: os.stat_result) -> None:
        nonlocal newest
        written, changed = about.st_mtime_ns, about.st_ctime_ns
        rows.extend((about.st_mode, about.st_size, written, changed, about.st_ino, about.st_dev))
        newest = max(newest, written, changed)

    handle = os.open(root, os.O_RDONLY)
    try:
        for path in (".", *paths):
            add(os.lstat(path, dir_fd=handle))
    finally:
        os.close(handle)
    for path in _beside(root):
        with suppress(FileNotFoundError, NotADirectoryError):
            add(os.lstat(path))
        rows.append(0)
    if before is not None and newest > before:
        raise ValueError("it may change within the same tick of the clock")
    return _sum(rows.tobytes())


def _beside(root: Path) -> Iterator[str]:
    """What else a check depends on: files of git's own, this program, and the time zones."""
    from zoneinfo import TZPATH

    yield from footing.own_files(root)
    for folder, inner, names in os.walk(os.path.dirname(os.path.dirname(__file__))):
        inner[:] = sorted({*inner} - {"__pycache__"})
        yield from (os.path.join(folder, name) for name in sorted(names))
    for folder in TZPATH:
        yield from (folder, os.path.join(folder, "tzdata.zi"))


def _sum(content: bytes) -> str:
    return blake2b(content, digest_size=32).hexdigest()


def _read(path: Path) -> dict[str, Any]:
    """Read a verdict that this user has written as it is there.

    Raises:
        ValueError: if they have not, or it is damaged.
    """
    about = os.lstat(path)
    if about.st_uid != os.geteuid() or about.st_mode & 0o022:
        raise ValueError("somebody else may have written it")
    said, _, text = files.read_file(path, MAX_BYTES).partition(b"\n")
    if said != _sum(text).encode():
        raise ValueError("it is damaged")
    kept: dict[str, Any] = json.loads(text)
    return kept


def _unpacked(kept: dict[str, Any]) -> Verdict:
    """The findings as they were; whatever is of another kind raises an error."""
    unread = tuple(_text(each) for each in _list(kept["unread"]))
    found = [_diagnostic(each) for each in _list(kept["found"])]
    return Verdict(found, _number(kept["files"]), unread, _number(kept["left_out"]))


def _diagnostic(kept: dict[str, Any]) -> Diagnostic:
    fix, related = kept["fix"], _list(kept["related"])
    return Diagnostic(
        code=_text(kept["code"]),
        rule=_text(kept["rule"]),
        severity=Severity(kept["severity"]),
        path=_text(kept["path"]),
        pointer=tuple(each if isinstance(each, str) else _number(each) for each in _list(kept["pointer"])),
        place=_place(kept["place"]),
        message=_text(kept["message"]),
        source=_text(kept["source"]),
        hint=None if kept["hint"] is None else _text(kept["hint"]),
        related=tuple(
            RelatedDiagnostic(_text(r["path"]), _place(r["place"]), _text(r["message"])) for r in related
        ),
        more_related=_number(kept["more_related"]),
        fix=None if fix is None else Fix(Mend(fix["mend"]), _text(fix["text"])),
        at_key=kept["at_key"] is True,
        fingerprint=_text(kept["fingerprint"]),
    )


def _place(kept: dict[str, Any]) -> Place:
    return Place(_number(kept["line"]), _number(kept["column"]), _number(kept["end_column"]))


def _list(kept: object) -> list[Any]:
    if not isinstance(kept, list):
        raise TypeError("not a list")
    return kept


def _text(kept: object) -> str:
    if not isinstance(kept, str):
        raise TypeError("not a text")
    return kept


def _number(kept: object) -> int:
    if type(kept) is not int or not 0 <= kept < MAX_NUMBER:
        raise TypeError("not a number of lines or files")
    return kept
