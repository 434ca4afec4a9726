"""Where a dataset's files are read from: a folder, a commit, or either with some files replaced."""

from __future__ import annotations

import os
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from wecomplish_cli.dataset import files
from wecomplish_cli.errors import DataError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.kinds import DATA_FOLDERS, SETTINGS_PATH
from wecomplish_cli.yamltext import reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Set
    from pathlib import Path

    from wecomplish_cli.git import objects


MAX_TOTAL = 1 << 29
"""Bytes of a commit's files that are read; more are refused."""


class Entry(StrEnum):
    """What stands at a path."""

    FILE = "file"
    OTHER = "a link, a device or something else that is not a regular file"
    TWICE = "git's tree names this twice, and so leaves open what it is"
    CLOSED = "a folder that cannot be listed"


class Source(Protocol):
    """Where a dataset's files are read from."""

    def entries(self) -> Iterable[tuple[str, Entry]]:
        """List (path, what it is) of the settings and everything below the data folders."""
        ...

    def read(self, path: str) -> bytes:
        """Read one file; raises `NotRegularError`, `TooLargeError` or `OSError`."""
        ...


@frozen
class Folder:
    """The files of a folder."""

    root: Path

    def entries(self) -> Iterable[tuple[str, Entry]]:
        """List what is there, in the order of the paths; links are not followed."""
        return self._listed[0]

    @property
    def folders(self) -> list[str]:
        """The data folders and those in them, each before those in it."""
        return self._listed[1]

    @cached_property
    def _listed(self) -> tuple[list[tuple[str, Entry]], list[str]]:
        found: list[tuple[str, Entry]] = []
        folders: list[str] = []
        with os.scandir(self.root) as top:
            for entry in top:
                name = entry.name
                if name == SETTINGS_PATH:
                    found.append((name, _kind(entry)))
                elif name.casefold() in DATA_FOLDERS:
                    if entry.is_dir(follow_symlinks=False):
                        self._below(entry.path, name, found, folders)
                    else:
                        found.append((name, Entry.OTHER))
        found.sort()
        return found, folders

    def _below(self, folder: str, prefix: str, found: list[tuple[str, Entry]], folders: list[str]) -> None:
        folders.append(prefix)
        try:
            entries = os.scandir(folder)
        except OSError:
            found.append((prefix, Entry.CLOSED))
            return
        with entries:
            for entry in entries:
                path = f"{prefix}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    self._below(entry.path, path, found, folders)
                else:
                    found.append((path, _kind(entry)))

    def read(self, path: str) -> bytes:
        """Read one file without following a link."""
        return files.read_file(f"{self.root}/{path}", reader.MAX_BYTES)


class AtCommit:
    """The files of a commit, read from git's objects."""

    def __init__(self, commit: objects.Commit, like: Source | None = None) -> None:
        """Read all that may be data; what is too large is not read, nor what is the same in `like`.

        Raises:
            DataError: if there is no such commit, or more in it than any organisation has.
        """
        blobs = {path: blob for path, blob in commit.blobs().items() if _is_inside(path)}
        known: dict[str, objects.Blob] = like._blobs if isinstance(like, AtCommit) else {}
        # What both have in common is kept once.
        same = {path: blob for path, blob in known.items() if blobs.get(path) == blob}
        self._blobs: dict[str, objects.Blob] = same | {
            path: blob for path, blob in blobs.items() if path not in same
        }
        wanted = {
            path: blob for path, blob in self._blobs.items() if blob.regular and blob.size <= reader.MAX_BYTES
        }
        # The same content is read once, but counts as often as it stands there, since each file is parsed.
        if sum(blob.size for blob in wanted.values()) > MAX_TOTAL:
            raise DataError(
                f"`{commit.revision}` holds more than {MAX_TOTAL >> 20} MiB of data",
                "no organisation is so large; look at what was added",
            )
        contents = like._by_id() if isinstance(like, AtCommit) else {}
        ids = list(dict.fromkeys(blob.id for blob in wanted.values() if blob.id not in contents))
        contents |= zip(ids, commit.contents(ids), strict=True)
        self._contents = {path: contents[blob.id] for path, blob in wanted.items()}

    def _by_id(self) -> dict[str, bytes]:
        return {self._blobs[path].id: content for path, content in self._contents.items()}

    @property
    def paths(self) -> Set[str]:
        """The paths of all that may be data."""
        return self._blobs.keys()

    def entries(self) -> Iterable[tuple[str, Entry]]:
        """List what was there, in the order of the paths."""
        return [
            (path, Entry.FILE if blob.regular else Entry.TWICE if blob.mode == "twice" else Entry.OTHER)
            for path, blob in sorted(self._blobs.items())
        ]

    def read(self, path: str) -> bytes:
        """Read one file."""
        if path in self._blobs and path not in self._contents:
            raise files.TooLargeError
        return self._contents[path]


class Nowhere:
    """No files at all."""

    def entries(self) -> Iterable[tuple[str, Entry]]:
        """List nothing."""
        return ()

    def read(self, path: str) -> bytes:
        """Find no file."""
        raise FileNotFoundError(path)


@frozen
class Completed:
    """A folder together with the files that git has and leaves out of it."""

    folder: Folder
    left_out: AtCommit

    def entries(self) -> Iterable[tuple[str, Entry]]:
        """List what is there or left out, in the order of the paths."""
        return sorted([*self.folder.entries(), *self.left_out.entries()])

    def read(self, path: str) -> bytes:
        """Read one file, from the folder unless it is left out there."""
        return self.left_out.read(path) if path in self.left_out.paths else self.folder.read(path)


@frozen
class Overlay:
    """A source with some files replaced (None: deleted): what the data will be after a change."""

    below: Source
    texts: Mapping[str, bytes | None]

    @classmethod
    def of(cls, below: Source, texts: Mapping[str, bytes | None]) -> Overlay:
        """Lay files over a source; over what is laid over one already, in one layer with it."""
        if isinstance(below, cls):
            return cls(below.below, {**below.texts, **texts})
        return cls(below, texts)

    def entries(self) -> Iterable[tuple[str, Entry]]:
        """List what will be there."""
        kept = [entry for entry in self.below.entries() if entry[0] not in self.texts]
        return sorted([*kept, *((path, Entry.FILE) for path, text in self.texts.items() if text is not None)])

    def read(self, path: str) -> bytes:
        """Read one file as it will be."""
        if path not in self.texts:
            return self.below.read(path)
        text = self.texts[path]
        if text is None:
            raise FileNotFoundError(path)
        return _within_limit(text)


def _within_limit(content: bytes) -> bytes:
    if len(content) > reader.MAX_BYTES:
        raise files.TooLargeError
    return content


def _is_inside(path: str) -> bool:
    """Whether a path is the settings', or lies in a folder of the data, however that is spelled."""
    return path == SETTINGS_PATH or path.partition("/")[0].casefold() in DATA_FOLDERS


def _kind(entry: os.DirEntry[str]) -> Entry:
    return Entry.FILE if entry.is_file(follow_symlinks=False) else Entry.OTHER
