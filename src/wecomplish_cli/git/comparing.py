"""The paths that differ between two commits or trees, or that a history ever had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.errors import DataError
from wecomplish_cli.git.objects import MISSING, WHATEVER_IS_SET, is_shallow
from wecomplish_cli.git.repository import call

if TYPE_CHECKING:
    from pathlib import Path


def paths_ever(root: Path, commit: str) -> frozenset[str] | None:
    """Find every path that a file had in a commit or one before it, relative to whatever folder above it.

    A dataset may have lain in another folder. None where git does not know the whole history.
    """
    commits = call(root, "rev-list", commit)
    # Of a merge, only what neither side had: what one of them had, its own commits tell.
    how = ("-r", "-c", "--root", "--no-commit-id", "--name-only", "-z", *WHATEVER_IS_SET)
    listing = (
        None
        if is_shallow(root) or commits is None
        else call(root, "diff-tree", "--stdin", *how, stdin=commits)
    )
    if listing is None:
        return None
    found: set[str] = set()
    for path in {*listing.decode("utf-8", "surrogateescape").split("\0")}:
        parts = path.split("/")
        found.update("/".join(parts[at:]) for at in range(len(parts)))
    return frozenset(found)


def differing_paths(root: Path, before: str, after: str, only: str = "") -> list[str]:
    """List every path of the repository that differs between two commits or trees, relative to its top.

    With `only`, those that are created (`A`) or deleted (`D`).

    Raises:
        DataError: if git cannot compare them.
    """
    return _compared(root, before, after, "--name-only", f"--diff-filter={only}")[:-1]


def _compared(root: Path, before: str, after: str, *shape: str) -> list[str]:
    """What git says of the files that differ, whatever the work tree's settings would have left out."""
    listing = call(root, "diff-tree", "-r", "-z", *shape, *WHATEVER_IS_SET, before, after)
    if listing is None:
        raise DataError(
            f"git cannot compare {before} with {after}",
            MISSING,
        )
    return listing.decode("utf-8", "surrogateescape").split("\0")


def remoded_paths(root: Path, before: str, after: str) -> list[str]:
    """List the paths that become something else than a plain file between two commits or trees.

    They become an executable file, a link, or a repository of its own, and were not before.

    Raises:
        DataError: if git cannot compare them.
    """
    parts = _compared(root, before, after, "--raw")
    found = []
    for about, path in zip(parts[::2], parts[1::2], strict=False):
        old, new, *_ = about.removeprefix(":").split()
        if new not in (old, "100644", "000000"):
            found.append(path)
    return found
