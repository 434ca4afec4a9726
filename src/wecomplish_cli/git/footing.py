"""What git makes of a folder's files: as long as it stands the same, git answers the same about them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from wecomplish_cli.git import calls, repository

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

STARTED_BY_GIT = ("GIT_EXEC_PATH", *calls.PATHS)
"""Variables that git sets for hooks and whatever else it starts, or that name another repository."""

OWN_FILES = ("index", "HEAD", "logs/HEAD", "packed-refs", "config", "info/exclude", "info/attributes")
"""Files in git's folder that are written when what is staged, committed or set changes."""


def footing(root: Path, odd: Sequence[str]) -> list[bytes]:
    """What git answers about a folder: what is committed, which files differ, which of the `odd` are ignored.

    These are answers, not settings: all that git goes by is in them, such as line ends and submodules.

    Raises:
        DataError: if there is a repository, but git does not answer.
    """
    if calls.repository(root) is None:
        return []
    ignored = repository.ignored(root, list(odd)) if odd else set()
    head = repository.call(root, "rev-parse", "--verify", "--quiet", "HEAD") or b""
    return [
        head,
        *(
            os.fsencode(path)
            for found in (repository.touched(root), ignored)
            for path in ["", *sorted(found)]
        ),
    ]


def own_files(root: Path) -> list[str]:
    """Where `OWN_FILES` are, whether or not they are there; without git, nowhere.

    Raises:
        DataError: if there is a repository, but git does not answer.
    """
    if calls.repository(root) is None:
        return []
    asked = [part for name in OWN_FILES for part in ("--git-path", name)]
    paths = repository.lines(repository.asked(root, "rev-parse", *asked))
    return [os.path.join(root, path) for path in paths]
