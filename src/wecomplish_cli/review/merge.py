"""A change under review: what it would make of the tip of the branch that it is to be merged into."""

from __future__ import annotations

from dataclasses import field, replace
from functools import partial
from typing import TYPE_CHECKING

from wecomplish_cli.dataset import store
from wecomplish_cli.dataset.history import with_steady_accounts
from wecomplish_cli.errors import DataError, RefusedError, WecomplishError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.git import comparing, merging, objects, repository
from wecomplish_cli.model.changes import OtherFiles, RecordChange, changes, renamed_people
from wecomplish_cli.model.kinds import SETTINGS_PATH
from wecomplish_cli.model.renames import renames

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from wecomplish_cli.dataset.loader import Readings
    from wecomplish_cli.dataset.store import Dataset, Progress
    from wecomplish_cli.model.org import Org

MOST = 20
"""Renamings that are followed in one change, each of which looks through all references."""


MAX_CHANGE = 1 << 25
"""Bytes in the files that a change writes; more are refused."""


@frozen
class Review:
    """A change, as merging it would make it: the tip of the base before, and the merge result after."""

    base_id: str
    """The commit at the tip of the base; `head_id` the one at the tip of the change."""
    head_id: str
    base: Dataset
    """The data at the tip of the base; who is who, and what weighs how much, is read from here alone."""
    merged: Dataset
    """The data after merging."""
    renamed: dict[str, str]
    """People whose id the change makes another: old to new."""
    followed: Dataset
    """The base as it would be with nothing changed but the ids of those renamed."""
    paths: tuple[str, ...]
    """Every path of the repository that differs, relative to its top, in order; also what is no data."""
    prefix: str = ""
    """The dataset's path within the repository, empty or ending in a slash."""
    remoded: frozenset[str] = frozenset()
    """Those of the paths that become an executable or something else than a file."""
    mended: Mapping[str, bytes | None] = field(default_factory=dict)
    """The files that the base has and cannot read, and that can be read, or are gone, after merging: what
    they were when they could be read last, or None. Relative to the data's root."""
    earlier: Callable[[], frozenset[str] | None] = frozenset
    """Finds every path that a commit of the base ever had; None where the history is cut off."""
    steady: Callable[[], frozenset[str]] = frozenset
    """Finds the mended files of people whose accounts are the same in every version that can be read."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """Everything that is told as having another id, people too: old to new reference; see `as_told`."""
    begins: bool = False
    """The base has no dataset at this place: everything in it is new."""
    created: Collection[str] = ()
    """If so: those of the paths where nothing was before; `deleted` those where nothing is left."""
    deleted: Collection[str] = ()

    @property
    def settled(self) -> Org:
        """By whose settings the change is judged: those of the base, or its own where it begins."""
        return self.merged.org if self.begins else self.base.org

    def changes(self) -> list[RecordChange]:
        """What the change means: the records that differ, apart from ids that follow a renamed person."""
        return changes(self.followed.org, self.merged.org)

    def other_files(self) -> OtherFiles:
        """Sort out the paths that differ without a record that does."""
        outside, unreadable, readable, layout = [], [], [], []
        before, after = self.base, self.merged
        for path in self.paths:
            inside = path.removeprefix(self.prefix) if path.startswith(self.prefix) else ""
            records = before.org.records.get(inside), after.org.records.get(inside)
            if records == (None, None) and inside not in before.problems.keys() | after.problems.keys():
                outside.append(path)
            elif records[1] is None and inside in after.problems:
                unreadable.append((inside, after.problems[inside][0][1].message))
            elif records[0] is None and inside in before.problems:
                readable.append(inside)
            elif self.followed.org.records.get(inside) == records[1] and self._rewritten(inside):
                layout.append(inside)
        return OtherFiles(tuple(outside), tuple(unreadable), tuple(readable), tuple(layout))

    def _rewritten(self, path: str) -> bool:
        """Whether a file differs from what following those renamed would have made of it."""
        same = store.content(self.followed, path) == store.content(self.merged, path)
        return not ((self.renamed or self.moved) and same)


def review(root: Path, base: str, head: str = "HEAD", progress: Progress = lambda _done, _of: None) -> Review:
    """Read what merging `head` into the tip of `base` would make of the data; nothing is checked out.

    Raises:
        DataError: if git lacks one of the commits or where their histories part, the base holds no data, or
            the change more files than can be looked at.
        RefusedError: if they cannot be merged without a conflict.
    """
    from_commit, to_commit = objects.Commit(root, base), objects.Commit(root, head)
    base_id, head_id = from_commit.id(), to_commit.id()
    twice = to_commit.named_twice()
    tree = _merged(root, from_commit, to_commit)
    readings: Readings = {}
    before = store.load_tree(root, from_commit, progress, readings)
    after = store.load_tree(root, tree, progress, readings, like=before)
    begins = not store.holds_dataset(before)
    within = repository.prefix(root)
    if begins and not store.holds_dataset(after):
        said = f"neither `{base}` nor what merging `{head}` into it would give has a dataset here"
        raise DataError(f"{said}, in {within or 'the top folder'}", "name where it is with -C")
    before = store.without_data(before) if begins else before
    # What git names twice is one thing to one reader and another to the next, whatever merging takes.
    paths = dict.fromkeys((*comparing.differing_paths(root, base_id, tree.id()), *twice))
    _require_told(from_commit, tree, paths, within)
    remoded = comparing.remoded_paths(root, base_id, tree.id())
    mended = {} if begins else _mended(before, after, base_id, paths, within)
    before = before if begins else _with_settings(before, mended)
    return Review(
        base_id,
        head_id,
        before,
        after,
        *followed(before, after),
        tuple(paths),
        within,
        frozenset(remoded),
        mended=mended,
        earlier=partial(comparing.paths_ever, root, base_id),
        steady=partial(with_steady_accounts, root, base_id, [p for p in mended if p.startswith("people/")]),
        begins=begins,
        created=comparing.differing_paths(root, base_id, tree.id(), "A") if begins else (),
        deleted=comparing.differing_paths(root, base_id, tree.id(), "D") if begins else (),
    )


def elsewhere(review: Review) -> list[Org]:
    """The datasets by whose administrators a change is judged that brings one where its base has none.

    They are those that the base has anywhere; if it moves one, only that; if there is none at all, every one
    that was ever deleted: the newest may be what somebody added only to be asked. None: no commit up to the
    base ever had one.

    Raises:
        DataError: if git cannot tell.
    """
    root = review.base.root
    now = objects.holding(root, review.base_id, SETTINGS_PATH)
    moved = [
        tree for folder, tree in now.items() if f"{folder}/{SETTINGS_PATH}".lstrip("/") in review.deleted
    ]
    found = moved or [*now.values()] or objects.deleted_with(root, review.base_id, SETTINGS_PATH)
    return [store.load_tree(tree.root, tree).org for tree in found]


def as_told(judged: Review) -> Review:
    """The same change as it is told: whatever only has another id did not go, and nothing new came.

    That is for the reader alone; what anybody may do is judged by accounts.
    """
    from wecomplish_cli.actions.renaming import rename

    found = renames(judged.base.org, judged.merged.org)
    people = {f"people/{old}": f"people/{new}" for old, new in found.people.items()}
    moved, base = {}, judged.base
    for old, new in [*people.items(), *found.others.items()][:MOST]:
        try:
            base = store.apply(base, rename(base.org, old, new.rpartition("/")[2]).edits).after
        except WecomplishError:
            continue  # Then it is told as what went and what is new.
        moved[old] = new
    return replace(judged, moved=moved, followed=base)


def _mended(
    before: Dataset, after: Dataset, base_id: str, paths: Iterable[str], within: str
) -> dict[str, bytes | None]:
    """Find what each file that the change mends was when it could be read last."""
    unread = [
        {path for path in dataset.problems if path not in dataset.org.records} for dataset in (before, after)
    ]
    mended = [path for path in sorted(unread[0] - unread[1]) if within + path in paths]
    if not mended or "newer-format" in before.org.problems:
        return {}
    from wecomplish_cli.dataset.history import last_readable

    return last_readable(before.root, base_id, mended)


def _with_settings(before: Dataset, mended: Mapping[str, bytes | None]) -> Dataset:
    """The base with the settings that a change mends as they were: without any, nothing could be judged.

    Raises:
        DataError: if it is of a newer format.
    """
    settings = {SETTINGS_PATH: mended[SETTINGS_PATH]} if mended.get(SETTINGS_PATH) is not None else {}
    before = store.with_earlier(before, settings)
    store.require_format(before)
    return before


def _require_told(base: objects.Commit, tree: objects.Tree, paths: Mapping[str, None], within: str) -> None:
    """Make sure that what differs is known, and is no more than can be judged.

    Raises:
        DataError: if not.
    """
    if not paths and base.tree() != tree.id():
        raise DataError("git does not tell what the change does", "`git fsck` says what is wrong")
    size = sum(blob.size for path, blob in tree.blobs().items() if within + path in paths)
    if size > MAX_CHANGE:
        raise DataError(
            f"the change writes more than {MAX_CHANGE >> 20} MiB",
            "split it into several changes",
        )


def _merged(root: Path, base: objects.Commit, head: objects.Commit) -> objects.Tree:
    if merging.common_ancestor(root, base, head) is None:
        shallow = objects.is_shallow(root)
        raise DataError(
            f"git does not know where `{head.revision}` and `{base.revision}` part"
            + (", since the clone is shallow" if shallow else ": they have no common history"),
            "fetch their history: git fetch --unshallow, or --deepen=100" if shallow else None,
        )
    tree, conflicts = merging.merged(root, base, head)
    if conflicts:
        raise RefusedError(
            f"`{head.revision}` cannot be merged into `{base.revision}` without a conflict in "
            + ", ".join(conflicts[:3])
            + (f" and {len(conflicts) - 3} more" if conflicts[3:] else ""),
            f"merge `{base.revision}` into it and resolve the conflicts; then check again",
        )
    return tree


def followed(base: Dataset, merged: Dataset) -> tuple[dict[str, str], Dataset]:
    """Find who has another id after a change, and give them it in the base.

    Where that cannot be done, or there are too many, nobody counts as renamed.
    """
    from wecomplish_cli.actions.renaming import rename

    renamed, found = renamed_people(base.org, merged.org), base
    if len(renamed) > MOST:
        return {}, base
    try:
        for old, new in renamed.items():
            found = store.apply(found, rename(found.org, f"people/{old}", new).edits).after
    except WecomplishError:
        return {}, base
    return renamed, found
