"""The commits that led to the present one, and what each did to some files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.frozen import frozen
from wecomplish_cli.git.objects import seconds_of
from wecomplish_cli.git.repository import call

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path


@frozen
class FileChange:
    """What a commit did to one file: its object ids before and after, None where there was no file."""

    old_path: str
    """The path before; another one where the file was renamed."""
    path: str
    old: str | None
    new: str | None


@frozen
class Revision:
    """A commit, and which of some files it changed."""

    id: str
    seconds: int | None
    """When it was committed, since 1970 (UTC); None if it does not say so."""
    files: tuple[FileChange, ...]


def revisions(root: Path, paths: Iterable[str], *filters: str) -> list[Revision] | None:
    """List the commits that led to the present one and changed some files or folders, parents first.

    Merges are left out: what they brought in has commits of its own. A file is taken for renamed where three
    quarters of it stayed. None where git cannot tell, for instance before the first commit.
    """
    wanted = ("--date-order", "--reverse", "--no-merges", "--timestamp", "--end-of-options", "HEAD", "--")
    listed = call(root, "rev-list", *wanted, *paths)
    if listed is None:
        return None
    seconds = {name: seconds_of(at) for at, name in (line.split() for line in listed.decode().splitlines())}
    shape = ("-r", "--root", "--raw", "--no-abbrev", "--find-renames=75%", "-l1000", "--relative", "-z")
    ids = "".join(f"{name}\n" for name in seconds).encode()
    answer = call(root, "diff-tree", "--stdin", *shape, *filters, "--", *paths, stdin=ids)
    return None if answer is None else list(_revisions(answer, seconds))


def _revisions(answer: bytes, seconds: Mapping[str, int | None]) -> Iterator[Revision]:
    parts = iter(answer.decode("utf-8", "surrogateescape").split("\0")[:-1])
    found: dict[str, list[FileChange]] = {}
    files: list[FileChange] = []
    for part in parts:
        if not part.startswith(":"):
            files = found.setdefault(part, [])
            continue
        old_mode, new_mode, old, new, status = part[1:].split()
        old_path = next(parts)
        path = next(parts) if status.startswith("R") else old_path
        was, is_now = old if int(old_mode, 8) else None, new if int(new_mode, 8) else None
        files.append(FileChange(old_path, path, was, is_now))
    for name, changed in found.items():
        yield Revision(name, seconds[name], tuple(changed))
