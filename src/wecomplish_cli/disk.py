"""The data's files on disk: read without following links, written all or none.

A change of several files is first written down whole, old and new bytes, in a journal that is synced to disk.
Only then are the files replaced, each by a synced temporary file renamed over it. Whoever finds a journal
finishes the change it describes before reading. Writers exclude each other with a kernel lock, which a killed
process cannot leave behind.
"""

from __future__ import annotations

import base64
import errno
import json
import os
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from wecomplish_cli.errors import CancelledError, ChangedError, DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LOCK_SECONDS = 10
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_BINARY = getattr(os, "O_BINARY", 0)


Stamp: TypeAlias = tuple[int, int] | None
"""Which change of a dataset is the newest; None before the first."""


class NotRegularError(Exception):
    """What stands at a path is a link, a folder, a device or the like."""


class TooLargeError(Exception):
    """A file is larger than it may be."""


@dataclass(frozen=True)
class Change:
    """The bytes of one file before and after; None where it is not there."""

    path: str
    """POSIX path relative to the data's root."""
    old: bytes | None
    new: bytes | None


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


class Journal:
    """The lock and the journal of one dataset, and the writing of changes through them."""

    def __init__(self, root: Path, folder: Path) -> None:
        """Use `folder` for the lock and journal of the data at `root`; it is made when first needed."""
        self._root = root
        self._folder = folder
        self._path = folder / "journal.json"
        self._last = folder / "last.json"

    def recover(self) -> list[str]:
        """Finish a change that was cut short; returns the paths it was about, or nothing.

        Raises:
            DataError: if a file was changed since by something else; nothing is touched then.
        """
        if not self._path.exists():
            return []
        with self.locked():
            changes = self._load(self._path)
            if changes is None:
                return []
            strangers = [c.path for c in changes if self._present(c.path) not in (c.old, c.new)]
            if strangers:
                raise DataError(
                    f"a change was cut short, and these files were changed since: {', '.join(strangers)}",
                    f"put them back as they were, or delete {self._path} to leave everything as it is now",
                )
            try:
                self._carry_out(changes)
            except OSError as error:
                raise _refused(error, "an earlier change is still to be finished") from None
            return [c.path for c in changes]

    def pending(self) -> str | None:
        """Say what the next command will make of a change that was cut short; None if there is none."""
        try:
            changes = self._load(self._path)
        except DataError as error:
            return error.message
        if changes is None:
            return None
        return f"the next command finishes it: {', '.join(change.path for change in changes)}"

    def stamp(self) -> Stamp:
        """Tell which change is the newest, without reading it."""
        try:
            about = os.stat(self._last)
        except FileNotFoundError:
            return None
        return about.st_ino, about.st_mtime_ns

    def write(self, changes: list[Change], since: Stamp) -> None:
        """Write several files, all or none, and remember the change for `last`.

        What was decided on data that another command changed `since` is not written: two changes that are
        right by themselves may be wrong together.

        Raises:
            ChangedError: if the newest change is not `since`, or a file is not as `old` says.
            DataError: if the disk refuses; what was begun is undone, or finished by the next command.
        """
        with self.locked():
            if self.stamp() != since:
                raise ChangedError(
                    "the data was changed by another command meanwhile; nothing was written",
                    "run the command again",
                )
            if self._path.exists():
                raise ChangedError(
                    "another change was cut short meanwhile",
                    "run the command again, which finishes that first",
                )
            for change in changes:
                if self._present(change.path) != change.old:
                    raise ChangedError(
                        f"{change.path} was changed by someone else meanwhile; nothing was written",
                        "run the command again",
                    )
            try:
                self._note(changes)
                self._carry_out(changes)
            except OSError as error:
                raise _refused(error, self._undo(changes)) from None
            except KeyboardInterrupt:
                if not self._path.exists():
                    raise
                raise CancelledError("cancelled while writing; the next command finishes it") from None

    def last(self) -> list[Change]:
        """Read the newest change that was written; empty if there is none."""
        return self._load(self._last) or []

    def forget_last(self) -> None:
        """Forget the newest change, so that nothing can take it back."""
        self._last.unlink(missing_ok=True)

    @contextmanager
    def locked(self, doing: str = "writing") -> Iterator[None]:
        """Keep others out while the block runs; `doing` is what they are told that it does.

        Raises:
            DataError: if the lock cannot be had, or another writer keeps it for `LOCK_SECONDS`.
        """
        from filelock import FileLock, Timeout

        try:
            _sync_all(_make_folders(Path(self._folder.anchor), self._folder))
            if self._folder.parent == self._root:
                self._require_own_folder()
            # One lock a process, which whoever holds it already may take again.
            lock = FileLock(self._folder / "lock", timeout=LOCK_SECONDS, is_singleton=True)
            lock.acquire()
        except Timeout:
            raise DataError(
                f"another command has been {doing} for {LOCK_SECONDS} seconds",
                "run this one again when it is done",
            ) from None
        except (OSError, NotImplementedError) as error:
            raise _refused(error, "nothing was written") from None
        try:
            yield
        finally:
            lock.release()

    def _require_own_folder(self) -> None:
        """Where there is no git, the folder came with the data: make sure that it leads nowhere else."""
        ignore = self._folder / ".gitignore"
        for path in (self._folder, self._folder / "lock", ignore):
            if path.is_symlink():
                raise DataError(f"{path} is a link; nothing was written", "delete it")
        if not ignore.exists():
            # Should git come later, the folder is not to be kept.
            ignore.write_text("*\n", encoding="ascii")

    def _note(self, changes: list[Change]) -> None:
        """Make the journal durable; from here on the change will be finished whatever happens."""
        content = json.dumps({"version": 1, "changes": [_to_json(c) for c in changes]}).encode()
        _write_synced(self._folder / "journal.tmp", content)
        os.replace(self._folder / "journal.tmp", self._path)
        _sync_folder(self._folder)

    def _carry_out(self, changes: list[Change]) -> None:
        """Bring every file to its new bytes; may be run again after being cut short anywhere."""
        folders: set[Path] = set()
        pending = [change for change in changes if self._present(change.path) != change.new]
        for change in pending:
            if change.new is not None:
                target = self._root / change.path
                folders |= _make_folders(self._root, target.parent)
                _write_synced(_staged(target), change.new)
        for change in pending:
            target = self._root / change.path
            if change.new is None:
                target.unlink()
            else:
                os.replace(_staged(target), target)
        # Also those of files that a run cut short has renamed already: whether it came to this is not known.
        folders |= {folder for change in changes if (folder := (self._root / change.path).parent).is_dir()}
        _sync_all(folders)
        for change in changes:
            target = self._root / change.path
            _staged(target).unlink(missing_ok=True)
            if change.new is None:
                self._remove_empty(target)
        # Kept rather than deleted: it is what `undo` takes back.
        os.replace(self._path, self._last)
        # Should this be lost, the journal comes back and finds everything done.
        with suppress(OSError):
            _sync_folder(self._folder)

    def _undo(self, changes: list[Change]) -> str:
        """Put back the old bytes after the disk refused; returns what became of it."""
        try:
            for change in changes:
                target = self._root / change.path
                _staged(target).unlink(missing_ok=True)
                if self._present(change.path) != change.old:
                    if change.old is None:
                        target.unlink(missing_ok=True)
                    else:
                        _write_synced(_staged(target), change.old)
                        os.replace(_staged(target), target)
                    _sync_folder(target.parent)
                self._remove_empty(target)
            (self._folder / "journal.tmp").unlink(missing_ok=True)
            self._path.unlink(missing_ok=True)
            _sync_folder(self._folder)
        except OSError:
            if self._path.exists():
                return "the change is written down and the next command will finish it"
        return "nothing was changed"

    def _present(self, path: str) -> bytes | None:
        try:
            self._require_folders(path)
            return read_file(self._root / path, 1 << 40)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except NotRegularError:
            raise DataError(
                f"{path} is not a regular file; nothing was written", "put a regular file there, or nothing"
            ) from None
        except OSError as error:
            raise _refused(error, "nothing was written") from None

    def _require_folders(self, path: str) -> None:
        """Make sure that what stands above a file is folders, not links or files, as far as it is there."""
        for above in Path(path).parents:
            folder = self._root / above
            if str(above) != "." and (folder.is_symlink() or (folder.exists() and not folder.is_dir())):
                raise DataError(
                    f"{above} is not a folder; nothing was written", "put a folder there, or nothing"
                )

    def _remove_empty(self, target: Path) -> None:
        """Remove the folders above a deleted file that are empty now, up to the data's root."""
        for folder in target.relative_to(self._root).parents:
            with suppress(OSError):
                if str(folder) != "." and not any((self._root / folder).iterdir()):
                    (self._root / folder).rmdir()

    def _load(self, path: Path) -> list[Change] | None:
        try:
            noted = json.loads(read_file(path, 1 << 40))
            return [_from_json(change) for change in noted["changes"]]
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, OSError, NotRegularError):
            raise DataError(
                f"{path} cannot be read", f"look at the data with git status, then delete {path}"
            ) from None


def _staged(target: Path) -> Path:
    # A dot-file, which the reader leaves alone, in the same folder, so that the rename is atomic.
    return target.with_name(f".{target.name}.new")


def _to_json(change: Change) -> dict[str, str | None]:
    def text(content: bytes | None) -> str | None:
        return None if content is None else base64.b64encode(content).decode()

    return {"path": change.path, "old": text(change.old), "new": text(change.new)}


def _from_json(noted: dict[str, str | None]) -> Change:
    def content(text: str | None) -> bytes | None:
        return None if text is None else base64.b64decode(text, validate=True)

    path = noted["path"]
    if not path or path.startswith("/") or ".." in path.split("/"):
        raise ValueError("a journal's paths lie within the data")
    return Change(path, content(noted["old"]), content(noted["new"]))


def _write_synced(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NO_FOLLOW | _BINARY, 0o666)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _make_folders(root: Path, folder: Path) -> set[Path]:
    """Make a folder and those above it, below the root; returns the folders that are to be synced."""
    changed: set[Path] = set()
    missing = []
    while folder != root and not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        changed |= {each.parent, each}
    return changed


def _sync_all(folders: Iterable[Path]) -> None:
    for folder in folders:
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows cannot sync a folder: a power loss may undo a rename there.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refused(error: BaseException, consequence: str) -> DataError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    where = f" ({error.filename})" if isinstance(error, OSError) and error.filename else ""
    return DataError(
        f"the data cannot be written: {reason}{where}; {consequence}",
        "free space, or mend the permissions, and run it again",
    )
