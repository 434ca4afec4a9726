"""How one person's files became what they are: their versions, read from git's history."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from wecomplish_cli import gitobjects, gitrepo, store
from wecomplish_cli.errors import DataError
from wecomplish_cli.reading import read_record, survey
from wecomplish_cli.reports.chapters import Step
from wecomplish_cli.reports.history import Past
from wecomplish_cli.sources import Entry, Folder, Overlay
from wecomplish_cli.yamltext import reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from wecomplish_cli.gitobjects import Revision
    from wecomplish_cli.model.org import Org
    from wecomplish_cli.store import Dataset


@dataclass(frozen=True)
class _Renaming:
    """A commit that gave the person another id, and the id until then."""

    revision: Revision
    old: str


@dataclass(frozen=True)
class _Version:
    """What a commit made of a file, as object ids; its paths are those of the person's present id."""

    revision: Revision
    old_path: str
    path: str
    old: str | None
    new: str | None


def past_of(dataset: Dataset, person: str, today: date) -> Past:
    """Read what a person's files were in every commit that changed them, up to what they are now.

    Raises:
        DataError: if there is no history to read.
    """
    root, org = dataset.root, dataset.org
    renamings, begin = _renamings(root, person)
    paths = [path for own in (person, *(each.old for each in renamings)) for path in _paths(own)]
    versions = list(_versions(_since(_revisions(root, paths), begin), renamings, person))
    contents = gitobjects.blobs(root, (blob for v in versions for blob in (v.old, v.new) if blob))
    read = cache(lambda path, blob: _record(root, path, contents.get(blob)))
    made = [*(v.revision for v in versions), *(each.revision for each in renamings)]
    days, undated = _days(org, made, today)
    steps: list[Step] = []
    latest: dict[str, Any] = {}
    unreadable = []
    for version in versions:
        path = version.path
        if path != version.old_path:
            steps = [replace(s, path=path) if s.path == version.old_path else s for s in steps]
            latest[path] = latest.pop(version.old_path, None)
        after = read(path, version.new) if version.new else None
        if version.new and after is None:
            unreadable.append(f"{path} in commit {version.revision.id[:8]}")
            continue
        before = (read(version.old_path, version.old) or latest.get(path)) if version.old else None
        steps.append(Step(days[version.revision.id], path, before, after))
        latest[path] = after
    return Past(
        (*steps, *_now(dataset, person, latest, today)),
        tuple((days[each.revision.id], each.old) for each in renamings),
        gitobjects.is_shallow(root),
        tuple(unreadable),
        undated,
    )


def _days(org: Org, revisions: Iterable[Revision], today: date) -> tuple[dict[str, date], tuple[str, ...]]:
    """Find the day of each commit by its id; returns also the ids of those whose date cannot be right.

    Such a commit gets the day of the nearest one before it, or else after it.
    """
    found = {each.id: store.day_at(org, each.seconds) for each in revisions}
    day = next((day for day in found.values() if day is not None), today)
    days = {key: (day := each or day) for key, each in found.items()}
    return days, tuple(key[:8] for key, each in found.items() if each is None)


def _paths(person: str) -> tuple[str, ...]:
    folders = (f"{folder}/{person}" for folder in ("mentorships", "help", "reviews", "checkins"))
    return (f"people/{person}.yaml", f"familiarity/{person}.yaml", *folders)


def _revisions(root: Path, paths: Iterable[str], *filters: str) -> list[Revision]:
    found = gitobjects.revisions(root, paths, *filters)
    if found is not None:
        return found
    if gitrepo.state_folder(root) is None:
        raise DataError(
            "there is no git here, so there is no history to read",
            "git init, and commit the data: every change from then on is remembered",
        )
    if gitrepo.call(root, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        raise DataError(
            "nothing was committed here yet, so there is no history to read",
            "commit the data: every change from then on is remembered",
        )
    raise DataError("git cannot read its history here", gitobjects.MISSING)


def _renamings(root: Path, person: str) -> tuple[list[_Renaming], str | None]:
    """Find the commits that gave the person another id, oldest first, and where their story begins.

    It begins after the commit in which somebody else gave up the id they had first; None: at the beginning.
    """
    found: deque[_Renaming] = deque()
    path = f"people/{person}.yaml"
    for revision in reversed(_revisions(root, ["people"], "--diff-filter=R")):
        given = next((change.old_path for change in revision.files if change.path == path), None)
        if given is not None:
            path = given
            found.appendleft(_Renaming(revision, path[len("people/") : -len(".yaml")]))
        elif any(change.old_path == path for change in revision.files):
            return list(found), revision.id
    return list(found), None


def _since(revisions: list[Revision], begin: str | None) -> list[Revision]:
    """The commits after the one in which a story begins."""
    ids = [revision.id for revision in revisions]
    return revisions[ids.index(begin) + 1 :] if begin in ids else revisions


def _versions(
    revisions: Iterable[Revision], renamings: Iterable[_Renaming], person: str
) -> Iterator[_Version]:
    """List what commits made of the files that were the person's at that time, oldest first."""
    to_come = deque(renamings)
    now = to_come[0].old if to_come else person
    for revision in revisions:
        then = now
        if to_come and revision.id == to_come[0].revision.id:
            to_come.popleft()
            now = to_come[0].old if to_come else person
        gone: dict[str, str] = {}
        came: dict[str, tuple[str, str]] = {}
        for change in revision.files:
            old_path, path = _own(change.old_path, then, person), _own(change.path, now, person)
            if change.old and old_path:
                gone[old_path] = change.old
            if change.new and path:
                came[path] = change.new, old_path if change.old and old_path else path
        for path, (new, old_path) in came.items():
            yield _Version(revision, old_path, path, gone.pop(old_path, None), new)
        for path, old in gone.items():
            yield _Version(revision, path, path, old, None)


def _own(path: str, then: str, person: str) -> str | None:
    """The path of a file of whoever was called `then`, as `person`; None for other people's and no data."""
    folder, _, rest = path.partition("/")
    if folder == "people" or not (rest == f"{then}.yaml" or rest.startswith(f"{then}/")):
        return None
    as_person = f"{folder}/{person}{rest.removeprefix(then)}"
    return as_person if survey([(as_person, Entry.FILE)], {})[0] else None


def _record(root: Path, path: str, content: bytes | None) -> Any | None:
    """The record that a version of a file is; None where it cannot be read."""
    if content is None or len(content) > reader.MAX_BYTES:
        return None
    records: dict[str, Any] = {}
    read_record(path, Overlay(Folder(root), {path: content}), records, {})
    return records.get(path)


def _now(dataset: Dataset, person: str, latest: dict[str, Any], today: date) -> Iterator[Step]:
    """What the files are now: as they were merged, and with what is not committed yet."""
    records, present = dataset.org.records, dataset.org.present
    for path in dict.fromkeys((*latest, *(path for path in records if _own(path, person, person)))):
        record = records.get(path)
        if record is not None:
            yield Step(today, path, record if latest.get(path) is not None else None, record)
        elif latest.get(path) is not None and path.removesuffix(".yaml") not in present:
            yield Step(today, path, latest[path], None)
