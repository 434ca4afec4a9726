"""How a person's files, and mentorships of whom they mentored, became what they are: from git's history."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from wecomplish_cli.dataset import store
from wecomplish_cli.dataset.loader import read_record, survey
from wecomplish_cli.dataset.sources import Entry, Folder, Overlay
from wecomplish_cli.errors import DataError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.git import log, objects, repository
from wecomplish_cli.model.history import Past, Step
from wecomplish_cli.model.org import index
from wecomplish_cli.model.renames import renames
from wecomplish_cli.yamltext import reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from wecomplish_cli.dataset.store import Dataset
    from wecomplish_cli.git.log import Revision
    from wecomplish_cli.git.objects import Blob
    from wecomplish_cli.model.org import Org

MANY = 200
"""Folders that git is asked for one by one; of more, it is asked for all."""


@frozen
class _Ids:
    """Whose files are told of, by all their ids: the person's own, and mentorships of whom they mentored."""

    person: str
    moved: Mapping[str, Mapping[str, str]]
    """By commit: the ids that it gave up, each with the one that it gave instead."""
    begins: Mapping[str, tuple[str, ...]]
    """By commit: the ids that stood for somebody else until then."""
    first: Mapping[str, str]
    """The ids that each of them had first, and has now."""
    earlier: tuple[tuple[Revision, str], ...]
    """The person's own earlier ids, oldest first, with the commits that gave them up."""


@frozen
class _Version:
    """What a commit made of a file, as object ids; its paths are those of the present ids."""

    revision: Revision
    old_path: str
    path: str
    old: str | None
    new: str | None


def past_of(dataset: Dataset, person: str, today: date) -> Past:
    """Read what a person's files were in every commit that changed them, up to what they are now.

    So are the mentorships of everyone whom they mentor or mentored.

    Raises:
        DataError: if there is no history to read.
    """
    root, org = dataset.root, dataset.org
    ids = _ids(root, person, _mentees(org, person))
    versions = list(_versions(_revisions(root, _paths(ids)), ids))
    contents = objects.blobs(root, (blob for v in versions for blob in (v.old, v.new) if blob))
    read = cache(lambda path, blob: _record(root, path, contents.get(blob)))
    days, undated = _days(org, (*(v.revision for v in versions), *(each for each, _ in ids.earlier)), today)
    steps: dict[str, list[Step]] = {}
    latest: dict[str, Any] = {}
    unreadable = []
    for version in versions:
        path = version.path
        if path != version.old_path:
            before_that = [replace(s, path=path) for s in steps.pop(version.old_path, [])]
            steps[path] = [*steps.get(path, []), *before_that]
            latest[path] = latest.pop(version.old_path, None)
        after = read(path, version.new) if version.new else None
        if version.new and after is None:
            unreadable.append(f"{path} in commit {version.revision.id[:8]}")
            continue
        before = (read(version.old_path, version.old) or latest.get(path)) if version.old else None
        step = Step(days[version.revision.id], path, before, after)
        steps.setdefault(path, []).append(step)
        latest[path] = after
    told = [step for each in steps.values() for step in each]
    return Past(
        (*told, *_now(dataset, ids, latest, today)),
        tuple((days[revision.id], old) for revision, old in ids.earlier),
        objects.is_shallow(root),
        tuple(unreadable),
        undated,
    )


MOST_VERSIONS = 100
"""Commits in which to look for a file that can be read."""


def last_readable(root: Path, commit: str, paths: Iterable[str]) -> dict[str, bytes | None]:
    """Find what files were when they could be read last, on the way to a commit; None where they never could.

    Only what a branch itself was is looked at, not what was merged into it.
    """
    found: dict[str, bytes | None] = dict.fromkeys(paths)
    wanted = survey([(path, Entry.FILE) for path in found], {})[0]
    how = ("--first-parent", f"--max-count={MOST_VERSIONS}", commit)
    listing = (
        repository.call(root, "--literal-pathspecs", "rev-list", *how, "--", *wanted) if wanted else None
    )
    for each in (listing or b"").decode().split():
        missing = [path for path in wanted if found[path] is None]
        texts = objects.texts_at(root, each, missing) if missing else {}
        found |= {path: text for path, text in texts.items() if _record(root, path, text) is not None}
    return found


def with_steady_accounts(root: Path, commit: str, paths: Iterable[str]) -> frozenset[str]:
    """Find those of some people's files whose accounts are the same in every version that can be read.

    Only then does a file that cannot be read any more still say whose account it was. None are found where
    the history is cut off, or has more versions than are looked at.
    """
    if objects.is_shallow(root):
        return frozenset()
    found = set()
    for path in paths:
        how = ("--first-parent", f"--max-count={MOST_VERSIONS + 1}", commit)
        listing = repository.call(root, "--literal-pathspecs", "rev-list", *how, "--", path)
        ids = (listing or b"").decode().split()
        records = [_record(root, path, objects.texts_at(root, each, [path]).get(path)) for each in ids]
        accounts = [{name: a.id for name, a in r.accounts.items()} for r in records if r is not None]
        if len(ids) <= MOST_VERSIONS and accounts and all(each == accounts[0] for each in accounts):
            found.add(path)
    return frozenset(found)


def _mentees(org: Org, person: str) -> list[str]:
    """Whom someone mentors or mentored, as far as the records of today still say so."""
    return list(
        dict.fromkeys(
            slot.mentee
            for slot in org.mentorships.values()
            if any(person in terms.mentors for terms in (slot, *slot.previous)) and slot.mentee != person
        )
    )


def _paths(ids: _Ids) -> list[str]:
    """The files and folders that a story is told from, by all ids that they were called by."""
    gone = [old for each in ids.moved.values() for old in each]
    others = dict.fromkeys((*ids.first, *ids.first.values(), *gone))
    own = dict.fromkeys((ids.person, *(old for _, old in ids.earlier)))
    folders = ("familiarity", "mentorships", "help", "reviews", "checkins")
    found = [f"{f}/{each}{'.yaml' * (f == 'familiarity')}" for each in own for f in folders]
    # People's own files are no part of it, but tell from which commit on they are called something else.
    found += [f"people/{each}.yaml" for each in others]
    slots = [f"mentorships/{each}" for each in others]
    return found + (slots if len(slots) <= MANY else ["mentorships"])


def _days(org: Org, revisions: Iterable[Revision], today: date) -> tuple[dict[str, date], tuple[str, ...]]:
    """Find the day of each commit by its id; returns also the ids of those whose date cannot be right.

    Such a commit gets the day of the nearest one before it, or else after it.
    """
    found = {each.id: store.day_at(org, each.seconds) for each in revisions}
    day = next((day for day in found.values() if day is not None), today)
    days = {key: (day := each or day) for key, each in found.items()}
    return days, tuple(key[:8] for key, each in found.items() if each is None)


def _revisions(root: Path, paths: Iterable[str], *filters: str) -> list[Revision]:
    found = log.revisions(root, paths, *filters)
    if found is not None:
        return found
    if repository.state_folder(root) is None:
        raise DataError(
            "there is no git here, so there is no history to read",
            "git init, and commit the data: every change from then on is remembered",
        )
    if repository.call(root, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        raise DataError(
            "nothing was committed here yet, so there is no history to read",
            "commit the data: every change from then on is remembered",
        )
    raise DataError("git cannot read its history here", objects.MISSING)


def _ids(root: Path, person: str, mentees: Iterable[str]) -> _Ids:
    """Follow people back through the commits that gave them another id.

    A story begins after the commit in which somebody else gave up the id that it begins with.
    """
    now = {each: each for each in (person, *mentees)}
    moved: dict[str, dict[str, str]] = {}
    begins: dict[str, list[str]] = {}
    first: dict[str, str] = {}
    earlier: list[tuple[Revision, str]] = []
    for revision in reversed(_revisions(root, ["people"], "--no-renames", "--diff-filter=AD")):
        came = {_person(change.path) for change in revision.files if change.new}
        gone = {_person(change.path) for change in revision.files if change.old}
        if not came or not gone or not now.keys() & (came | gone):
            continue
        found = _renamed_in(root, revision)
        for old in found.keys() & now.keys() - found.values():
            first[old] = now.pop(old)
            begins.setdefault(revision.id, []).append(old)
        for old, new in [(old, new) for old, new in found.items() if new in now]:
            now[old] = now.pop(new)
            moved.setdefault(revision.id, {})[old] = new
            earlier += [(revision, old)] if now[old] == person else []
    begun = {commit: tuple(each) for commit, each in begins.items()}
    return _Ids(person, moved, begun, now | first, tuple(reversed(earlier)))


def _person(path: str) -> str:
    return path.removeprefix("people/").removesuffix(".yaml")


def _renamed_in(root: Path, revision: Revision) -> dict[str, str]:
    """Who has another id since a commit: old to new."""
    states = [objects.Commit(root, each).blobs() for each in (f"{revision.id}^", revision.id)]
    differing = [path for path in states[0].keys() | states[1].keys() if _differs(path, *states)]
    wanted = [survey([(path, Entry.FILE)], {})[0] for path in sorted(differing)]
    paths = [path for each in wanted for path in each]
    ids = [state[path].id for state in states for path in paths if path in state]
    contents = objects.blobs(root, ids)
    orgs = []
    for state in states:
        texts = {path: contents.get(state[path].id) for path in paths if path in state}
        records = {path: _record(root, path, text) for path, text in texts.items()}
        known = {path: record for path, record in records.items() if record is not None}
        orgs.append(index(known, {}, frozenset(path[:-5] for path in texts)))
    return dict(renames(*orgs).people)


def _differs(path: str, before: Mapping[str, Blob], after: Mapping[str, Blob]) -> bool:
    return before.get(path) != after.get(path) and path.endswith(".yaml")


def _versions(revisions: Iterable[Revision], ids: _Ids) -> Iterator[_Version]:
    """List what commits made of the files that were theirs at that time, oldest first."""
    yet_to_begin = {each for commit in ids.begins.values() for each in commit}
    then = {old: now for old, now in ids.first.items() if old not in yet_to_begin}
    for revision in revisions:
        now = dict(then) if revision.id in ids.moved or revision.id in ids.begins else then
        for old, new in ids.moved.get(revision.id, {}).items():
            now[new] = now.pop(old)
        gone: dict[str, str] = {}
        came: dict[str, tuple[str, str]] = {}
        for change in revision.files:
            old_path, path = _own(change.old_path, then, ids.person), _own(change.path, now, ids.person)
            if change.old and old_path:
                gone[old_path] = change.old
            if change.new and path:
                came[path] = change.new, old_path if change.old and old_path else path
        for path, (new_blob, old_path) in came.items():
            yield _Version(revision, old_path, path, gone.pop(old_path, None), new_blob)
        for path, old_blob in gone.items():
            yield _Version(revision, path, path, old_blob, None)
        for each in ids.begins.get(revision.id, ()):
            now[each] = ids.first[each]
        then = now


def _own(path: str, called: Mapping[str, str], person: str) -> str | None:
    """The path of a file under its present id; None for files that the story is not told from."""
    folder, _, rest = path.partition("/")
    who = rest.partition("/")[0].removesuffix(".yaml")
    now = called.get(who)
    if folder == "people" or now is None or (now != person and folder != "mentorships"):
        return None
    as_now = f"{folder}/{now}{rest.removeprefix(who)}"
    return as_now if survey([(as_now, Entry.FILE)], {})[0] else None


def _record(root: Path, path: str, content: bytes | None) -> Any | None:
    """The record that a version of a file is; None where it cannot be read."""
    if content is None or len(content) > reader.MAX_BYTES:
        return None
    records: dict[str, Any] = {}
    read_record(path, Overlay(Folder(root), {path: content}), records, {})
    return records.get(path)


def _now(dataset: Dataset, ids: _Ids, latest: dict[str, Any], today: date) -> Iterator[Step]:
    """What the files are now: as they were merged, and with what is not committed yet."""
    records, present = dataset.org.records, dataset.org.present
    called = {each: each for each in ids.first.values()}
    for path in dict.fromkeys((*latest, *(path for path in records if _own(path, called, ids.person)))):
        record = records.get(path)
        if record is not None:
            yield Step(today, path, record if latest.get(path) is not None else None, record)
        elif latest.get(path) is not None and path.removesuffix(".yaml") not in present:
            yield Step(today, path, latest[path], None)
