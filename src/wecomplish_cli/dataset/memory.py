"""Who uses a dataset on this computer, where git does not say it: kept among the user's own files."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from wecomplish_cli.dataset.drafts import Draft
from wecomplish_cli.dataset.own import own_folder
from wecomplish_cli.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path


def remember(root: Path, person: str) -> None:
    """Remember who uses the dataset; where that cannot be kept, they are asked again next time."""
    with suppress(OSError, DataError):
        # A folder goes by its place on the disk, which another folder may get later.
        Draft(own_folder(root), "me").write({"me": {"id": person, "root": os.path.realpath(root)}})


def remembered(root: Path) -> str | None:
    """The id of who uses the dataset; None if nobody said so."""
    with suppress(OSError, DataError):
        found = Draft(own_folder(root), "me").read().get("me", {})
        if found.get("root") == os.path.realpath(root):
            return found.get("id")
    return None
