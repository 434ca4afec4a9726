"""Files and folders as the disk has them: read without following links, written so that they are there."""

from __future__ import annotations

import errno
import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:  # Completion reads with this, and even loading `typing` is felt at the tab key.
    from collections.abc import Iterable
    from pathlib import Path

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


def mode(path: Path, otherwise: int | None = None) -> int | None:
    """Who may read and write a file; `otherwise` where there is none."""
    try:
        return stat.S_IMODE(os.lstat(path).st_mode) & 0o777
    except FileNotFoundError:
        return otherwise


def write_synced(path: Path, content: bytes, mode: int | None = None) -> None:
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


def make_private(folder: Path) -> None:
    """Make a folder, and what is missing above it, for the user's eyes only.

    Raises:
        OSError: if the disk refuses.
    """
    sync_all(make_folders(type(folder)(folder.anchor), folder, 0o700))


def make_folders(root: Path, folder: Path, mode: int = 0o777) -> set[Path]:
    """Make a folder and those above it, below the root; returns the folders that are to be synced."""
    changed: set[Path] = set()
    missing = []
    while folder != root and not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(mode, exist_ok=True)
        changed |= {each.parent, each}
    return changed


def sync_all(folders: Iterable[Path]) -> None:
    """Have the disk keep what was made, renamed or removed in some folders."""
    for folder in folders:
        sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Have the disk keep what was made, renamed or removed in a folder."""
    if os.name == "nt":
        return  # Windows cannot sync a folder: a power loss may undo a rename there.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
