"""Mail as files, for whoever wants to see it before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.errors import DataError
from wecomplish_cli.git import repository

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write(root: Path, contents: Mapping[str, bytes]) -> Path:
    """Write mails, by file name, in place of those of an earlier dry run; returns the folder.

    It lies in git's own folder, where no mail about a person is ever committed.

    Raises:
        DataError: if there is no git.
        OSError: if the disk refuses.
    """
    state = repository.state_folder(root)
    if state is None:
        raise DataError(
            "there is no git here, in whose folder the mail is written", "--channel text prints it"
        )
    folder = state / "outbox"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for earlier in folder.glob("*.eml"):
        earlier.unlink()
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder
