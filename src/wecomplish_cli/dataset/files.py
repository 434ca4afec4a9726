"""Files and folders as the disk has them: read without following links, written so that they are there."""

from __future__ import annotations

import errno
import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:  # Completion reads with this, and even loading `typing` is felt at the tab key.
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path
    from typing import TypeVar

    T = TypeVar("T")

MANY = 100
"""So many files are written by several threads."""

THREADS = 16
"""More of them bring nothing: measured on ext4."""

BATCH = 25
"""What a thread writes before it looks whether another one failed."""

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_BINARY = getattr(os, "O_BINARY", 0)


class NotRegularError(Exception):
    """What stands at a path is a link, a folder, a device or the like."""


class TooLargeError(Exception):
    """A file is larger than it may be."""


def read_file(path: str | Path, limit: int) -> bytes:
    """Read a regular file of at most `limit` bytes.

    Raises:
        NotRegularError: if it is a link or anything else that is not a regular file.
        TooLargeError: if it is larger; nothing is read then.
        OSError: if it cannot be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | _NO_FOLLOW | _BINARY)
    except OSError as error:
        # Opening a link without following it gives ELOOP (EMLINK on some systems), a socket ENXIO.
        if error.errno in (errno.ELOOP, errno.EMLINK, errno.ENXIO):
            raise NotRegularError from None
        raise
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise NotRegularError
        if about.st_size > limit:
            raise TooLargeError
        content = os.read(handle, 65536)
        if len(content) == 65536:
            parts = [content]
            while part := os.read(handle, 65536):
                parts.append(part)
            content = b"".join(parts)
        return content
    finally:
        os.close(handle)


def is_there(path: Path) -> bool:
    """Whether there is anything at a path; unlike `exists`, an error is not taken for no."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def mode(path: str, otherwise: int | None = None) -> int | None:
    """Who may read and write a file; `otherwise` where there is none."""
    try:
        return stat.S_IMODE(os.lstat(path).st_mode) & 0o777
    except FileNotFoundError:
        return otherwise


def write_synced(path: str | Path, content: bytes, mode: int | None = None) -> None:
    """Write a file to the disk; without a `mode`, it allows what the umask does."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NO_FOLLOW | _BINARY, 0o666)
    try:
        # Windows has no such bits on open files.
        if mode is not None and hasattr(os, "fchmod") and os.fstat(handle).st_mode & 0o777 != mode:
            os.fchmod(handle, mode)
        view = memoryview(content)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def at_once(write: Callable[[T], None], things: Sequence[T]) -> None:
    """Write each of some files; many at once, since the disk then keeps many with one turn.

    Nothing is being written any more when this returns or raises.
    """
    if len(things) < MANY:
        for each in things:
            write(each)
        return
    from concurrent.futures import ThreadPoolExecutor

    def write_some(begin: int) -> None:
        for each in things[begin : begin + BATCH]:
            write(each)

    with ThreadPoolExecutor(THREADS) as pool:
        for _ in pool.map(write_some, range(0, len(things), BATCH)):
            pass


def make_private(folder: Path) -> None:
    """Make a folder, and what is missing above it, for the user's eyes only.

    Raises:
        OSError: if the disk refuses.
    """
    sync_all(make_folders(folder.anchor, os.fspath(folder), 0o700))


def make_folders(root: str, folder: str, mode: int = 0o777) -> set[str]:
    """Make a folder and those above it, below the root; returns the folders that are to be synced."""
    changed: set[str] = set()
    missing = []
    while folder != root and not os.path.isdir(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    for each in reversed(missing):
        try:
            os.mkdir(each, mode)
        except FileExistsError:
            if not os.path.isdir(each):
                raise
        changed |= {os.path.dirname(each), each}
    return changed


def sync_all(folders: Iterable[str]) -> None:
    """Have the disk keep what was made, renamed or removed in some folders."""
    for folder in folders:
        sync_folder(folder)


def sync_folder(folder: str | Path) -> None:
    """Have the disk keep what was made, renamed or removed in a folder."""
    if os.name == "nt":
        return  # Windows cannot sync a folder: a power loss may undo a rename there.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
