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
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from wecomplish_cli.dataset import files
from wecomplish_cli.dataset.own import JOURNAL
from wecomplish_cli.errors import CancelledError, ChangedError, DataError, DiskError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.kinds import belongs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

LOCK_SECONDS = 10
MAX_BYTES = 1 << 28
"""Of a journal; no change of an organisation comes near it."""

NOTHING = "nothing was changed"
WRITTEN = "the change is written"
WRITTEN_DOWN = "the change is recorded, and the next command will finish it"
UNKNOWN = "what became of it is not known; if it was recorded, the next command finishes it"
UNFINISHED = "an earlier change is still to be finished"


Stamp: TypeAlias = tuple[int, int] | None
"""Which change of a dataset is the newest; None before the first."""


@frozen
class Change:
    """The bytes of one file before and after; None where it is not there."""

    path: str
    """POSIX path relative to the data's root."""
    old: bytes | None
    new: bytes | None
    mode: int | None = None
    """Who may read and write a file that is made; None: whoever the umask allows."""


@frozen
class Noted:
    """A change that is written down, and where git stood when it was."""

    at: str
    changes: tuple[Change, ...]
    done: str = ""
    """What was done, as a sentence without a full stop; of what is taken back, what that was."""
    takes_back: bool = False
    """Whether it takes the change before it back."""


class Journal:
    """The lock and the journal of one dataset, and the writing of changes through them."""

    def __init__(self, root: Path, folder: Path, stands: Callable[[], str] | None = None) -> None:
        """Use `folder` for the lock and journal of the data at `root`; it is made when first needed.

        `stands` tells where git stands, if there is git: where that changes, a change that was cut short is
        overtaken.
        """
        # Text rather than a path: a change may be of tens of thousands of files.
        self._root = os.fspath(root)
        self._folder = folder
        self.in_git = stands is not None
        self._stands = stands or str
        self._path = folder / JOURNAL
        self._last = folder / "last.json"

    def recover(self) -> list[str]:
        """Finish a change that was cut short; returns what to say about it, or nothing.

        Raises:
            DataError: if a file was changed since, or git has moved on; nothing is touched then.
        """
        if not files.is_there(self._path):
            return []
        with self.locked():
            noted = self._load(self._path)
            if noted is None:
                return []
            try:
                return self._finish(noted)
            except OSError as error:
                raise _refused(error, UNFINISHED) from None

    def pending(self) -> str | None:
        """Say what the next command will make of a change that was cut short; None if there is none."""
        try:
            noted = self._load(self._path)
            if noted is None:
                return None
            said = "the next command finishes it" if noted.at == self._stands() else "git has moved on since"
        except DataError as error:
            return error.message
        return f"{said}: {', '.join(change.path for change in noted.changes)}"

    def stamp(self) -> Stamp:
        """Tell which change is the newest, without reading it."""
        try:
            about = os.stat(self._last)
        except FileNotFoundError:
            return None
        return about.st_ino, about.st_mtime_ns

    def write(
        self, changes: list[Change], since: Stamp, done: str = "", takes_back: bool = False
    ) -> list[str]:
        """Write several files, all or none, and remember the change for `last`, with what was `done`.

        What was decided on data that another command changed `since` is not written: two changes that are
        right by themselves may be wrong together.

        Returns:
            What to say beside it: the empty folders that could not be removed.

        Raises:
            ChangedError: if the newest change is not `since`, or a file is not as `old` says.
            DiskError: if the disk refuses; what was begun is undone, or finished by the next command.
            CancelledError: if the command is cancelled once the change is written down.
        """
        try:
            with self.locked():
                noted = replace(self._ready(changes, since), done=done, takes_back=takes_back)
                try:
                    self._note(noted)
                    pending = [change for change in noted.changes if change.old != change.new]
                    return self._carry_out(noted.changes, pending)
                except Exception as error:
                    became = self._undone(noted.changes, since)
                    if isinstance(error, (OSError, DataError)):
                        raise _refused(error, became) from None
                    error.add_note(became)
                    raise
        except KeyboardInterrupt:
            became = self._became(since)
            if became == NOTHING:
                raise
            raise CancelledError(f"cancelled while writing; {became}") from None

    def last(self) -> Noted | None:
        """Read the newest change that was written; None if there is none."""
        return self._load(self._last)

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

        path = self._folder / "lock"
        try:
            files.make_private(self._folder)
            if path.is_symlink():
                raise DataError(f"{path} is a link; nothing was written", "delete it")
            # One lock a process, which whoever holds it already may take again.
            lock = FileLock(path, timeout=LOCK_SECONDS, is_singleton=True)
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
            # The end of the process frees it in any case.
            with suppress(OSError):
                lock.release()

    def _ready(self, changes: list[Change], since: Stamp) -> Noted:
        """Make sure that the data is as it was when the change was decided.

        Raises:
            DataError: if not, or if it cannot be read; nothing was written then.
        """
        if self.stamp() != since:
            raise ChangedError(
                "the data was changed by another command meanwhile; nothing was written",
                "run the command again",
            )
        if files.is_there(self._path):
            raise ChangedError(
                "another change was interrupted meanwhile",
                "run the command again, which finishes that first",
            )
        try:
            for change in changes:
                if not belongs(change.path):
                    raise DataError(f"{change.path} is not a file of the dataset", "rename it by hand")
                if self.present(change.path) != change.old:
                    raise ChangedError(
                        f"{change.path} was changed by someone else meanwhile; nothing was written",
                        "run the command again",
                    )
            return Noted(self._stands(), tuple(self._with_mode(change) for change in changes))
        except ChangedError:
            raise
        except (OSError, DataError) as error:
            raise _refused(error, "nothing was written") from None

    def _with_mode(self, change: Change) -> Change:
        """Remember who may read and write a file that goes, for when it comes back."""
        if change.old is None or change.new is not None:
            return change
        return replace(change, mode=files.mode(self._at(change.path)))

    def _note(self, noted: Noted) -> None:
        """Make the journal durable; from here on the change will be finished whatever happens."""
        told = {"at": noted.at, "done": noted.done, "takes_back": noted.takes_back}
        content = json.dumps({**told, "changes": [_to_json(c) for c in noted.changes]}).encode()
        if len(content) > MAX_BYTES:
            raise DataError("the change is too large to be written at once", "make it in several steps")
        files.write_synced(self._folder / "journal.tmp", content)
        os.replace(self._folder / "journal.tmp", self._path)
        files.sync_folder(self._folder)

    def _finish(self, noted: Noted) -> list[str]:
        """Finish what is written down, unless something else has happened to the files since."""
        found = {change.path: self.present(change.path) for change in noted.changes}
        strangers = [c.path for c in noted.changes if found[c.path] not in (c.old, c.new)]
        if strangers:
            raise DataError(
                f"a change was interrupted, and these files were changed since: {', '.join(strangers)}",
                f"put them back as they were, or delete {self._path} to leave everything as it is now",
            )
        begun = any(found[c.path] != c.old for c in noted.changes)
        whole = all(found[c.path] == c.new for c in noted.changes)
        if whole or noted.at == self._stands():
            pending = [change for change in noted.changes if found[change.path] != change.new]
            left = self._carry_out(noted.changes, pending)
            return [*(f"{change.path} is finished now" for change in noted.changes), *left]
        paths = ", ".join(change.path for change in noted.changes)
        if begun:
            raise DataError(
                f"a change was interrupted, and git has moved on since: {paths}",
                "put these files as you want them (`git status` shows what is different), "
                f"then delete {self._path}",
            )
        self._clear(noted.changes)
        return [f"git has moved on since, so it is dropped, and can be made again: {paths}"]

    def _carry_out(self, changes: Sequence[Change], pending: Sequence[Change]) -> list[str]:
        """Bring the `pending` files to their new bytes; may be run again after being cut short anywhere.

        Returns:
            What to say of the empty folders that could not be removed.
        """
        folders: set[str] = set()
        for folder in sorted({self._folder_of(c) for c in pending if c.new is not None}):
            folders |= files.make_folders(self._root, folder)
        files.at_once(self._stage, [change for change in pending if change.new is not None])
        for change in pending:
            target = self._at(change.path)
            if change.new is None:
                os.unlink(target)
            else:
                os.replace(_staged(target), target)
        # Also those of files that a run cut short has renamed already: whether it came to this is not known.
        folders |= {folder for folder in map(self._folder_of, changes) if os.path.isdir(folder)}
        files.sync_all(folders)
        self._remove_staged(set(changes) - {change for change in pending if change.new is not None})
        left = self._remove_empty(change for change in changes if change.new is None)
        # Kept rather than deleted: it is what `undo` takes back.
        os.replace(self._path, self._last)
        # Should this be lost, the journal comes back and finds everything done.
        with suppress(OSError):
            files.sync_folder(self._folder)
        return left

    def _stage(self, change: Change) -> None:
        """Write the new bytes of a file beside it."""
        target = self._at(change.path)
        files.write_synced(_staged(target), change.new or b"", files.mode(target, change.mode))

    def _undone(self, changes: Sequence[Change], since: Stamp) -> str:
        """Put back the old bytes after something failed; returns what became of the change."""
        left: list[str] = []
        # Where this fails too, the journal says what the next command has to do.
        with suppress(OSError, DataError):
            # Where the disk is full, this makes room.
            self._remove_staged(changes)
            folders = set()
            for change in changes:
                target = self._at(change.path)
                if self.present(change.path) != change.old:
                    if change.old is None:
                        os.unlink(target)
                    else:
                        files.write_synced(_staged(target), change.old, files.mode(target, change.mode))
                        os.replace(_staged(target), target)
                    folders.add(self._folder_of(change))
            files.sync_all(folders)
            left = self._clear(changes)
        return "; ".join((self._became(since), *left))

    def _clear(self, changes: Sequence[Change]) -> list[str]:
        """Take away what was prepared for a change, the journal last; returns what could not be removed."""
        self._remove_staged(changes)
        left = self._remove_empty(changes)
        (self._folder / "journal.tmp").unlink(missing_ok=True)
        self._path.unlink(missing_ok=True)
        files.sync_folder(self._folder)
        return left

    def _remove_staged(self, changes: Iterable[Change]) -> None:
        for change in changes:
            with suppress(FileNotFoundError):
                os.unlink(_staged(self._at(change.path)))

    def _became(self, since: Stamp) -> str:
        """Say what became of a change that was not carried out to its end, by what is on the disk."""
        try:
            if files.is_there(self._path):
                return WRITTEN_DOWN
            return NOTHING if self.stamp() == since else WRITTEN
        except OSError:
            return UNKNOWN

    def present(self, path: str) -> bytes | None:
        """Read a file as it is; None where there is none.

        Raises:
            OSError: if it cannot be read.
            DataError: if something else stands there.
        """
        self._require_folders(path)
        try:
            return files.read_file(self._at(path), MAX_BYTES)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (files.NotRegularError, files.TooLargeError):
            raise DataError(
                f"{path} is not a regular file of the data", "put a file there, or remove it"
            ) from None

    def _require_folders(self, path: str) -> None:
        """Make sure that what stands above a file is folders, not links or files, as far as it is there."""
        above = path
        while above := above.rpartition("/")[0]:
            with suppress(FileNotFoundError, NotADirectoryError):
                if not stat.S_ISDIR(os.lstat(self._at(above)).st_mode):
                    raise DataError(f"{above} is not a folder", "put a folder there, or remove it")

    def _remove_empty(self, changes: Iterable[Change]) -> list[str]:
        """Remove the folders of some files, and those above, that are empty now, up to the data's root.

        Returns:
            What to say of those that could not be removed.
        """
        left: list[str] = []
        for folder in sorted({change.path.rpartition("/")[0] for change in changes}, reverse=True):
            left += self._remove_if_empty(folder)
        return left

    def _remove_if_empty(self, folder: str) -> list[str]:
        while folder:
            try:
                if os.listdir(self._at(folder)):
                    break
                os.rmdir(self._at(folder))
            except FileNotFoundError:
                pass
            except OSError as error:
                if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
                    break
                return [f"the folder {folder} could not be removed: {error.strerror}"]
            folder = folder.rpartition("/")[0]
        return []

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}"

    def _folder_of(self, change: Change) -> str:
        return self._at(change.path).rpartition("/")[0]

    def _load(self, path: Path) -> Noted | None:
        """Read a journal, which may be anybody's: it is as it should be, or an error."""
        try:
            noted = json.loads(files.read_file(path, MAX_BYTES))
            at, changes = noted["at"], tuple(_from_json(change) for change in noted["changes"])
            # An older version did not write these two.
            done, takes_back = noted.get("done", ""), noted.get("takes_back", False)
            kinds = isinstance(at, str) and isinstance(done, str) and isinstance(takes_back, bool)
            if not kinds or len({change.path for change in changes}) < len(changes):
                raise ValueError("not as it is written")
            return Noted(at, changes, done, takes_back)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            said = f"{path} cannot be read: {error.strerror}"
            raise DataError(said, "run the command again when it can") from None
        except (
            ValueError,
            LookupError,
            TypeError,
            RecursionError,
            files.NotRegularError,
            files.TooLargeError,
        ):
            raise DataError(
                f"{path} cannot be read", f"look at the data with git status, then delete {path}"
            ) from None


def _staged(target: str) -> str:
    # A dot-file, which the reader leaves alone, in the same folder, so that the rename is atomic.
    folder, _, name = target.rpartition("/")
    return f"{folder}/.{name}.new"


def _to_json(change: Change) -> dict[str, str | int | None]:
    def text(content: bytes | None) -> str | None:
        return None if content is None else base64.b64encode(content).decode()

    return {
        "path": change.path,
        "old": text(change.old),
        "new": text(change.new),
        "mode": change.mode,
    }


def _from_json(noted: dict[str, Any]) -> Change:
    def content(text: str | None) -> bytes | None:
        return None if text is None else base64.b64decode(text, validate=True)

    path, mode = noted["path"], noted["mode"]
    if not isinstance(path, str) or not belongs(path):
        raise ValueError("a journal's paths are those of the dataset's layout")
    if mode is not None and not (isinstance(mode, int) and 0 <= mode <= 0o777):
        raise ValueError("what a file allows is nine bits")
    return Change(path, content(noted["old"]), content(noted["new"]), mode)


def _refused(error: Exception, consequence: str) -> DiskError:
    """The error that says what went wrong with the disk, and what became of the change."""
    if isinstance(error, DataError):
        return DiskError(f"{error.message}; {consequence}", error.hint)
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    where = f" ({error.filename})" if isinstance(error, OSError) and error.filename else ""
    return DiskError(
        f"the data cannot be written: {reason}{where}; {consequence}",
        "free space, or check the permissions, and run it again",
    )
