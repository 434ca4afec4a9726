"""The folder of a dataset among the user's own files, for what nobody else may put there."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from wecomplish_cli.errors import DataError

JOURNAL = "journal.json"
"""The name of the file that a change is written down in before it is made."""


def own_folder(root: Path) -> Path:
    """Find the folder among the user's own for the lock and journal of a dataset without git.

    It goes by what the data's folder is on its disk, so it is nobody else's who puts a folder in its place.

    Raises:
        DataError: if there is no such place, or others could write there.
    """
    about = os.stat(root)
    top = _state_home() / "wecomplish"
    folder = top / f"{about.st_dev:x}-{about.st_ino:x}"
    for each in (top, folder):
        _require_ours(each)
    return folder


def _state_home() -> Path:
    """Where programs of this user keep what is neither settings nor data."""
    named = os.environ.get("XDG_STATE_HOME", "")
    if os.path.isabs(named):
        return Path(named)
    try:
        home = Path.home()
    except RuntimeError:
        said = "you have no home folder, where lock and journal are kept"
        raise DataError(said, "name a folder of your own in XDG_STATE_HOME") from None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if sys.platform == "darwin":
        return home / "Library" / "Application Support"
    return home / ".local" / "state"


def _require_ours(folder: Path) -> None:
    """Make sure that a folder, if it is there, is a folder that only this user can write to."""
    try:
        about = os.lstat(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise DataError(f"{folder} cannot be used: {error.strerror}", "check its permissions") from None
    remedy = "delete it, or name another folder of your own in XDG_STATE_HOME"
    if not stat.S_ISDIR(about.st_mode):
        kind = "a link" if stat.S_ISLNK(about.st_mode) else "not a folder"
        raise DataError(f"{folder}, where lock and journal are kept, is {kind}", remedy)
    if sys.platform != "win32" and (about.st_uid != os.geteuid() or about.st_mode & 0o022):
        raise DataError(f"others can write to {folder}, where lock and journal are kept", remedy)
