"""A folder of pages, replaced as a whole: either all are new, or the old ones stay as they were."""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from wecomplish_cli.cli.processes import share
from wecomplish_cli.dataset.files import NotRegularError, TooLargeError, read_file
from wecomplish_cli.errors import DataError, DiskError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

MOST_LISTED = 1 << 24
"""Bytes of the list of what was written."""
MOST_NAMED = 4
"""Files of others that are named: there may be a whole disk full of them."""
MADE = ".wecomplish-site"
"""The file that lists what was written, so that nothing else is ever deleted."""


def replace_folder(folder: Path, pages: Mapping[str, Callable[[], str]]) -> None:
    """Write pages into a new folder beside the old one, and put it in its place.

    `pages` are by path. None may need another to be made.

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
        _write(new, pages)
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


def replace_file(path: Path, content: str | bytes, within: Path | None = None) -> None:
    """Write a file whole, or leave it as it was; folders that are missing are made where it is `within` one.

    A link stays, and what it leads to is replaced. Below `within`, which somebody else may have made, there
    may be none.

    Raises:
        UsageError: if something else stands there than a file.
        DataError: if it cannot be written.
    """
    _require_file(path, within)
    path = path.resolve()
    new = path.with_name(f".{path.name[:200]}.new-{os.getpid()}")
    try:
        if within is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        with new.open("xb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        new.replace(path)
    except OSError as error:
        raise DiskError(
            f"{path} cannot be written: {error.strerror}; what was there is as it was",
            "make room, or name another file",
        ) from None
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)


def site_around(path: Path) -> tuple[str, frozenset[str]]:
    """The way from a file to the site that it lies in, and the paths of its pages; none without a site."""
    root = ""
    for each in path.absolute().parents:
        if (each / MADE).is_file():
            return root, frozenset(_made(each))
        root += "../"
    return "", frozenset()


def _require_file(path: Path, within: Path | None) -> None:
    """Make sure that a path is one of a file, or of nothing yet: a device must not be replaced."""
    for each in (path, *path.parents) if within else ():
        if each == within:
            break
        if each.is_symlink():
            raise UsageError(f"{each} is a link, which could lead anywhere", "put a file or a folder there")
    mode = _mode(path)
    if mode is not None and not stat.S_ISREG(mode):
        raise UsageError(f"{path} is not a file", "name a file, or one that is not there yet")


def _mode(path: Path) -> int | None:
    """What is at a path, or at the end of the links that begin there; None if nothing is.

    Raises:
        DiskError: if the disk does not say.
    """
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DiskError(f"{path} cannot be written: {error.strerror}", "give it another name") from None


def _write(new: Path, pages: Mapping[str, Callable[[], str]]) -> None:
    new.mkdir()
    for folder in {name.rpartition("/")[0] for name in pages}:
        (new / folder).mkdir(exist_ok=True)
    each = [*pages.items()]
    share(len(each), lambda number: _write_page(new, *each[number]))
    (new / MADE).write_text("".join(f"{name}\n" for name in sorted(pages)), encoding="utf-8", newline="")


def _write_page(new: Path, name: str, make: Callable[[], str]) -> None:
    rest = make().encode()
    with open(f"{new}/{name}", "wb", buffering=0) as file:
        while rest:
            rest = rest[file.write(rest) :]


def _require_own(folder: Path) -> None:
    """Make sure that a folder is absent, empty, or holds nothing but what was written here."""
    mode = _mode(folder)
    if mode is None:
        return
    if not stat.S_ISDIR(mode):
        raise UsageError(f"{folder} is a file", "name a folder, or use --single for one page")
    made = _made(folder)
    others = [*islice(_others(folder, made), MOST_NAMED + 1)]
    if others:
        more = " and more" if len(others) > MOST_NAMED else ""
        them = "them" if len(others) > 1 else "it"
        away = f"the whole folder is replaced: move {them} elsewhere, and back afterwards, or "
        raise UsageError(
            f"{folder} has files that `site` did not write: {', '.join(others[:MOST_NAMED])}{more}",
            # A page of a report may have been put into a site; another folder may be anything.
            f"{away if made else ''}name a new or empty folder",
        )


def _made(folder: Path) -> set[str]:
    """What was written into a folder here, as its list says.

    Raises:
        DataError: if the list cannot be read.
    """
    try:
        listed = read_file(folder / MADE, MOST_LISTED).decode().splitlines()
    except FileNotFoundError:
        return set()
    except (OSError, UnicodeError, NotRegularError, TooLargeError):
        raise DataError(f"{folder / MADE} cannot be read", "check its permissions") from None
    # No page, whatever the list says: somebody else may have written it.
    return {MADE, *(each for each in listed if each.endswith(".html"))}


def _others(folder: Path, made: Collection[str]) -> Iterator[str]:
    """Find the files in a folder that were not made here, one after the other: it could be a whole disk."""
    for root, folders, files in os.walk(folder, onerror=_refuse):
        folders.sort()
        at = Path(root)
        links = [name for name in folders if (at / name).is_symlink()]
        for name in sorted([*files, *links]):
            path = (at / name).relative_to(folder).as_posix()
            if path not in made:
                yield path


def _refuse(error: OSError) -> None:
    raise DataError(f"{error.filename} cannot be read: {error.strerror}", "check its permissions")
