"""A folder of pages, replaced as a whole: either all are new, or the old ones stay as they were."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from wecomplish_cli.errors import DataError, DiskError, UsageError
from wecomplish_cli.text.phrases import several

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MADE = ".wecomplish-site"
"""The file that lists what was written, so that nothing else is ever deleted."""


def replace_folder(folder: Path, pages: Iterable[tuple[str, str]]) -> int:
    """Write pages into a new folder beside the old one, and put it in its place; gives how many.

    Raises:
        UsageError: if the folder has files that were not written here.
        DataError: if it cannot be written; the old one is as it was.
    """
    folder = folder.absolute()
    _require_own(folder)
    # A link stays, and what it leads to is replaced.
    folder = folder.resolve()
    new, old = (folder.with_name(f".{folder.name}.{what}-{os.getpid()}") for what in ("new", "old"))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        written = _write(new, pages)
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    except OSError as error:
        raise DiskError(
            f"{folder} cannot be written: {error.strerror}; what was there is as it was",
            "make room, or name another folder",
        ) from None
    finally:
        for each in (new, old):
            with suppress(OSError):
                shutil.rmtree(each)
    return written


def replace_file(path: Path, content: str | bytes) -> None:
    """Write a file whole, or leave it as it was.

    Raises:
        DataError: if it cannot be written.
    """
    path = path.resolve()
    new = path.with_name(f".{path.name}.new-{os.getpid()}")
    try:
        new.write_bytes(content if isinstance(content, bytes) else content.encode())
        new.replace(path)
    except OSError as error:
        raise DiskError(
            f"{path} cannot be written: {error.strerror}; what was there is as it was",
            "make room, or name another file",
        ) from None
    finally:
        new.unlink(missing_ok=True)


def _write(new: Path, pages: Iterable[tuple[str, str]]) -> int:
    new.mkdir()
    names = []
    for name, text in pages:
        path = new / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        names.append(name)
    (new / MADE).write_text("".join(f"{name}\n" for name in sorted(names)), encoding="utf-8", newline="")
    return len(names)


def _require_own(folder: Path) -> None:
    """Make sure that a folder is absent, empty, or holds nothing but what was written here."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UsageError(f"{folder} is a file", "name a folder, or use --single for one page")
    try:
        made = {*(folder / MADE).read_text(encoding="utf-8").splitlines(), MADE}
    except FileNotFoundError:
        made = set()
    except (OSError, UnicodeError):
        raise DataError(f"{folder / MADE} cannot be read", "check its permissions") from None
    there = {each.relative_to(folder).as_posix() for each in folder.rglob("*") if not each.is_dir()}
    others = sorted(there - made)
    if others:
        raise UsageError(
            f"{folder} has files that `site` did not write: {several(others, 4)}",
            "name a new or empty folder",
        )
