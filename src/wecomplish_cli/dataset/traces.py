"""What git's history holds about a person: the commits that touched them, and their files' earlier values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wecomplish_cli.dataset import store
from wecomplish_cli.dataset.loader import read_record
from wecomplish_cli.dataset.sources import Overlay
from wecomplish_cli.frozen import frozen
from wecomplish_cli.git import objects, repository
from wecomplish_cli.model.changes import value_changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from wecomplish_cli.dataset.store import Dataset

OWN = ("mentorships", "help", "reviews", "checkins")
"""Folders with a folder for each person."""


@frozen
class Commit:
    """A commit that changed something about a person."""

    id: str
    day: date | None
    author: str
    files: tuple[str, ...]


@frozen
class Earlier:
    """A value that a file had before a commit."""

    day: date | None
    commit: str
    path: str
    key: str
    value: str


@frozen
class Traces:
    """What the history of the present branch holds about a person."""

    commits: tuple[Commit, ...] = ()
    """Newest first."""
    earlier: tuple[Earlier, ...] = ()
    """Newest first."""
    authored: int = 0
    """How many commits bear the person's address as their author."""
    shallow: bool = False
    """The clone has not all of the history."""


def is_own(path: str, person: str) -> bool:
    """Whether a file is about this person alone."""
    whole = (f"people/{person}.yaml", f"familiarity/{person}.yaml")
    return path in whole or path.startswith(tuple(f"{folder}/{person}/" for folder in OWN))


def traces(dataset: Dataset, ids: Iterable[str], words: Sequence[str], email: str | None) -> Traces:
    """Find what the history holds about who has or had these ids, addresses and logins."""
    root, ids = dataset.root, (*ids,)
    if repository.call(root, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        return Traces()
    own = [f"{folder}/{each}{ending}" for each in ids for folder, ending in _PLACES]
    pattern = "|".join(f"(^|[^a-z0-9-]){re.escape(each)}([^a-z0-9-]|$)" for each in (*ids, *words))
    found = {each.id: each for each in _log(dataset, f"-G{pattern}", "-i")}
    mine = _log(dataset, "--", *own)
    found |= {each.id: each for each in mine}
    commits = sorted(found.values(), key=lambda each: str(each.day), reverse=True)
    earlier = [value for commit in mine for value in _earlier(dataset, commit, ids)]
    by = len(_log(dataset, "--fixed-strings", "-i", f"--author=<{email}>")) if email else 0
    return Traces(tuple(commits), tuple(earlier), by, objects.is_shallow(root))


_PLACES = (("people", ".yaml"), ("familiarity", ".yaml"), *((folder, "") for folder in OWN))
_FORM = "--format=%x01%H%x1f%ct%x1f%an <%ae>%x1f"


def _log(dataset: Dataset, *what: str) -> list[Commit]:
    """List commits with the files that they change, newest first; paths are those of the data's root."""
    how = ("--name-only", "--no-renames", "--relative", "-z", _FORM)
    answer = repository.call(dataset.root, "--literal-pathspecs", "log", *how, *what) or b""
    found = []
    for each in answer.decode("utf-8", "replace").split("\x01")[1:]:
        commit, seconds, author, files = each.split("\x1f", 3)
        names = tuple(name for name in files.replace("\n", "\0").split("\0") if name)
        day = store.day_at(dataset.org, int(seconds) if seconds.isdigit() else None)
        found.append(Commit(commit, day, author, names))
    return found


def _earlier(dataset: Dataset, commit: Commit, ids: Sequence[str]) -> list[Earlier]:
    """The values that a person's own files had before a commit, and not after it."""
    paths = [path for path in commit.files if any(is_own(path, each) for each in ids)]
    parent = objects.resolved(dataset.root, f"{commit.id}^")
    if parent is None or not paths:
        return []
    before, after = (_records(dataset, each, paths) for each in (parent, commit.id))
    return [
        Earlier(commit.day, commit.id, path, ".".join(map(str, change.pointer)), str(change.before))
        for path in paths
        for change in value_changes(before.get(path), after.get(path))
        if change.before not in (None, {}, [], "")
    ]


def _records(dataset: Dataset, commit: str, paths: list[str]) -> dict[str, Any]:
    texts = objects.texts_at(dataset.root, commit, paths)
    records: dict[str, Any] = {}
    for path in texts:
        read_record(path, Overlay(dataset.source, texts), records, {})
    return records
