"""The dataset in a folder or a commit: found, loaded, changed and saved."""

from __future__ import annotations

import gc
from collections import defaultdict
from dataclasses import field, replace
from datetime import datetime, time
from functools import cache, partial
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from wecomplish_cli.dataset import editors
from wecomplish_cli.dataset.files import NotRegularError, TooLargeError, mode
from wecomplish_cli.dataset.journal import Change, Journal, Stamp
from wecomplish_cli.dataset.loader import Problems, Readings, read_record, survey
from wecomplish_cli.dataset.own import own_folder
from wecomplish_cli.dataset.sources import AtCommit, Completed, Entry, Folder, Nowhere, Overlay, Source
from wecomplish_cli.derive.days import days_after
from wecomplish_cli.errors import ChangedError, DataError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.git import objects, repository
from wecomplish_cli.model.edits import Delete, Edit, Move, Put, Rekey
from wecomplish_cli.model.kinds import DATA_FOLDERS, SETTINGS_PATH, belongs, kind_of
from wecomplish_cli.model.org import Org, index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from wecomplish_cli.diagnostics import Finding
    from wecomplish_cli.yamltext.splice import TextEdit

Progress: TypeAlias = "Callable[[int, int], None]"


@frozen
class Dataset:
    """A loaded dataset: its records, and the source to read a text again from."""

    root: Path
    source: Source
    org: Org
    problems: Problems = field(repr=False)
    recovered: tuple[str, ...] = ()
    """What to say of an earlier change that was cut short."""
    stamp: Stamp = None
    """The newest change before it was loaded."""
    left_out: frozenset[str] = frozenset()
    """Paths that git has and leaves out of the folder: they are read from its index, and not written."""
    journal: Journal | None = field(default=None, repr=False)
    """What it is written with; None where it was not read from a folder."""
    differing: Callable[[], dict[str, str | None] | None] | None = field(default=None, repr=False)
    """What the last commit has instead of its files, as `repository.differing`, asked once."""


@frozen
class Applied:
    """A change not yet written: the dataset as it will be, and the bytes of each file."""

    after: Dataset
    changes: tuple[Change, ...]


def load(
    root: Path,
    revision: str | None = None,
    progress: Progress = lambda _done, _of: None,
    recover: bool = True,
    folder: Folder | None = None,
    notes: Journal | None = None,
) -> Dataset:
    """Load the dataset of a folder, which may be listed already, or of a commit of its repository.

    Unless told not to `recover`, a change that was cut short is finished first. Files that cannot be read
    become findings. Every thousand files, and at the end, `progress` is told how many of how many are read.
    `notes` is the folder's journal, where it is known already.

    Raises:
        DataError: if there is no such dataset or commit, or it is of a newer format.
    """
    if revision is not None:
        return load_tree(root, objects.Commit(root, revision), progress)
    notes = notes or journal(root)
    recovered, stamp = tuple(notes.recover()) if recover else (), notes.stamp()
    folder = folder or Folder(root)
    source: Source = folder
    left_out: frozenset[str] = frozenset()
    if files := repository.left_out(root):
        kept = AtCommit(objects.LeftOut(root, "what git leaves out", tuple(files)))
        source, left_out = Completed(folder, kept), frozenset(kept.paths)
    loaded = _loaded(root, source, progress)
    differing = cache(partial(repository.differing, root))
    return replace(
        loaded, recovered=recovered, stamp=stamp, left_out=left_out, journal=notes, differing=differing
    )


def load_tree(
    root: Path,
    commit: objects.Commit,
    progress: Progress = lambda _done, _of: None,
    readings: Readings | None = None,
    like: Dataset | None = None,
) -> Dataset:
    """Load the dataset of a commit, or of a tree that is none yet, as `load` does.

    States that are loaded with the same `readings` share the records of the files they have in common, and
    what is the same in the commit that `like` was loaded from is not read again.

    Raises:
        DataError: if there is no such commit, or too much in it.
    """
    return _loaded(root, AtCommit(commit, like.source if like else None), progress, readings)


def load_staged(root: Path, progress: Progress = lambda _done, _of: None) -> tuple[Dataset, Dataset | None]:
    """Load the dataset as the next commit would have it, and as the last one has it; None before the first.

    Raises:
        DataError: if git cannot tell what it would have, or there would be no dataset in it.
    """
    from wecomplish_cli.git import comparing

    tree = objects.staged(root)
    dataset = load_tree(root, tree, progress)
    if not holds_dataset(dataset):
        said = f"the next commit would have no {SETTINGS_PATH} here"
        raise DataError(said, f"git add {SETTINGS_PATH}, and the data; or judge the folder, without --staged")
    head = objects.resolved(root, "HEAD")
    if head is None:
        return dataset, None
    within = repository.prefix(root)
    differing = comparing.differing_paths(root, head, tree.id())
    paths = [path.removeprefix(within) for path in differing if path.startswith(within)]
    wanted = [path for path in paths if path == SETTINGS_PATH or path.partition("/")[0] in DATA_FOLDERS]
    texts = objects.texts_at(root, head, wanted)
    return dataset, _replaced(dataset, {path: texts.get(path) for path in wanted})


def without_data(dataset: Dataset) -> Dataset:
    """The same place with no data in it."""
    return replace(dataset, source=Nowhere(), org=index({}, {}, frozenset()), problems={})


def holds_dataset(dataset: Dataset) -> bool:
    """Whether there is a dataset at all: one without settings is none, whatever else there is."""
    return SETTINGS_PATH.removesuffix(".yaml") in dataset.org.present


def _loaded(root: Path, source: Source, progress: Progress, readings: Readings | None = None) -> Dataset:
    problems: Problems = {}
    paths, present = survey(source.entries(), problems)
    if isinstance(source, Folder) and problems:
        _leave_ignored(root, problems, present)
    records: dict[str, Any] = {}
    # Nothing is thrown away while loading, so a collector that looks for cycles only costs time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        for done, path in enumerate(paths):
            if done % 1000 == 0:
                progress(done, len(paths))
            read_record(path, source, records, problems, readings)
        progress(len(paths), len(paths))
    finally:
        # The records stay as long as the program: looking through them for garbage later is in vain too.
        gc.freeze()
        if was_enabled:
            gc.enable()
    return Dataset(root, source, index(records, _by_rule(problems), frozenset(present)), problems)


def _leave_ignored(root: Path, problems: Problems, present: set[str]) -> None:
    """Leave alone what is named like no file of the data and is ignored by git, such as `x.yaml~`."""
    odd = [path for path in problems if not belongs(path)]
    for path in repository.ignored(root, odd) if odd else ():
        del problems[path]
        present.discard(path.removesuffix(".yaml"))


def require_format(dataset: Dataset) -> None:
    """Make sure that this version understands the dataset.

    Raises:
        DataError: if its format is newer, or its settings cannot be read.
    """
    newer = dataset.org.problems.get("newer-format")
    if newer:
        raise DataError(newer[0].message, newer[0].hint)
    if not holds_dataset(dataset):
        raise DataError(f"there is no {SETTINGS_PATH} in this folder then", "it may have been in another one")
    if SETTINGS_PATH not in dataset.org.records:
        raise DataError(f"{SETTINGS_PATH} cannot be read", "`wecomplish check` says what is wrong with it")


def today(org: Org) -> date:
    """The day it is now in the organisation's time zone."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(org.settings.timezone)).date()


def day_of(org: Org, root: Path, revision: str) -> date:
    """The day a commit was made, in the organisation's time zone.

    Raises:
        DataError: if the commit does not give a day between 1970 and 9999.
    """
    day = day_at(org, objects.Commit(root, revision).time())
    if day is None:
        raise DataError(
            f"the date of the commit `{revision}` is not between 1970 and 9999",
            "say as of which day to look at it: --today YYYY-MM-DD",
        )
    return day


def commit_on(root: Path, day: date) -> str:
    """The newest commit of the present branch at the end of a day, in the organisation's time zone.

    Raises:
        DataError: if there is none from that day or before.
    """
    from zoneinfo import ZoneInfo

    records: dict[str, Any] = {}
    read_record(SETTINGS_PATH, Folder(root), records, {})
    zone = records[SETTINGS_PATH].timezone if SETTINGS_PATH in records else "UTC"
    ends = datetime.combine(days_after(day, 1), time.min, ZoneInfo(zone))
    commit = objects.commit_before(root, "HEAD", int(ends.timestamp()) - 1)
    if commit is None:
        raise DataError(f"git has no commit from {day} or before", "name a later day, or a commit")
    return commit


def day_at(org: Org, seconds: int | None) -> date | None:
    """The day it was at a moment, in seconds since 1970 (UTC), in the organisation's time zone.

    None if there is no such moment, or it is after the year 9999.
    """
    from zoneinfo import ZoneInfo

    try:
        zone = ZoneInfo(org.settings.timezone)
        return None if seconds is None else datetime.fromtimestamp(seconds, zone).date()
    except (OverflowError, ValueError, OSError):
        return None


def earlier(dataset: Dataset, people: Iterable[str], day: date, revision: str) -> Org | None:
    """The organisation with some people's familiarity as it was when a day began, up to a revision.

    None where git knows nothing from before that day. What cannot be read any more counts as not indicated.
    """
    from zoneinfo import ZoneInfo

    begins = datetime.combine(day, time.min, ZoneInfo(dataset.org.settings.timezone))
    commit = objects.commit_before(dataset.root, revision, int(begins.timestamp()))
    paths = [SETTINGS_PATH, *(f"familiarity/{person}.yaml" for person in people)]
    texts = objects.texts_at(dataset.root, commit, paths) if commit else {}
    if SETTINGS_PATH not in texts:
        return None
    records: dict[str, Any] = {}
    for path in texts.keys() - {SETTINGS_PATH}:
        read_record(path, Overlay(dataset.source, texts), records, {})
    return replace(
        dataset.org, familiarity={path[:-5].partition("/")[2]: record for path, record in records.items()}
    )


def state_folder(root: Path) -> Path:
    """Where what is not data is kept for a dataset: in git's folder, or among the user's own without git.

    Never beside the data, which may be somebody else's.

    Raises:
        DataError: if there is no place that can be trusted.
    """
    return repository.state_folder(root) or own_folder(root)


def journal(root: Path) -> Journal:
    """The lock and journal of a dataset.

    Raises:
        DataError: if there is no place for them that can be trusted.
    """
    folder = repository.state_folder(root)
    if folder is None:
        return Journal(root, own_folder(root))
    return Journal(root, folder, lambda: repository.stands(root))


def apply(dataset: Dataset, edits: Iterable[Edit]) -> Applied:
    """Carry out edits on the texts, and read the new records from these very texts; nothing is written.

    Raises:
        DataError: if a text cannot be edited safely.
        ChangedError: if a file is there that was not when the dataset was loaded.
    """
    edits = tuple(edits)
    return with_texts(dataset, edited(dataset, edits), _modes(dataset.root, edits))


def edited(dataset: Dataset, edits: Iterable[Edit]) -> dict[str, bytes | None]:
    """Carry out edits on the texts: the new bytes of each file, None where it is deleted.

    Raises:
        DataError: as `apply`.
        ChangedError: as `apply`.
    """
    from wecomplish_cli.yamltext import splice

    texts: dict[str, str | None] = {}
    settings = cache(partial(_settings_text, dataset))
    for _, group in groupby(edits, key=_alike):
        alike = [*group]
        path = f"{alike[0].ref}.yaml"
        text = texts[path] if path in texts else _text(dataset, path)
        respelling = [each for each in alike if isinstance(each, (Put, Rekey))]
        if text is not None and len(respelling) == len(alike) > 1:
            after = splice.splice_alike(text, respelling, kind_of(path).record)
            if after is not None:
                texts[path] = after
                continue
        for edit in alike:
            text = texts.get(path, text)
            if isinstance(edit, Move):
                texts[path], texts[f"{edit.value}.yaml"] = None, text
            else:
                texts[path] = _edited(path, text, edit, settings)
    return {path: None if text is None else text.encode() for path, text in texts.items()}


def _modes(root: Path, edits: Iterable[Edit]) -> dict[str, int | None]:
    """The modes of files that are moved, which they keep."""
    modes: dict[str, int | None] = {}
    for edit in edits:
        if isinstance(edit, Move):
            path = f"{edit.ref}.yaml"
            modes[f"{edit.value}.yaml"] = modes.get(path) or mode(f"{root}/{path}")
    return modes


def _alike(edit: Edit) -> tuple[object, ...]:
    """What edits that may be carried out at once have in common."""
    return edit.ref, type(edit), 0 if isinstance(edit, Move) else len(edit.pointer)


def _settings_text(dataset: Dataset) -> str:
    """The settings, of which a new file takes the line that tells editors its format."""
    return (_bytes(dataset, SETTINGS_PATH) or b"").decode("utf-8", "replace")


def _edited(path: str, text: str | None, edit: TextEdit, settings: Callable[[], str]) -> str | None:
    """Carry out an edit on the text of a file; None: there is none."""
    from wecomplish_cli.yamltext import splice, writer

    if isinstance(edit, Delete) and not edit.pointer:
        return None
    record = kind_of(path).record
    if text is None:
        return editors.modeline(settings(), path) + writer.document(_nested(edit), record)
    return splice.splice(text, edit, record)


def content(dataset: Dataset, path: str) -> bytes:
    """Read a file as it is, whether or not it is right; empty where there is none.

    Raises:
        DataError: if it cannot be read.
    """
    return _bytes(dataset, path) or b""


def committed(dataset: Dataset) -> Dataset | None:
    """The dataset as git's last commit has it; the same where nothing differs, None without git.

    Before the first commit, it has nothing that git knows. New files that git does not know yet are in it, as
    if they had always been there.

    Raises:
        DataError: if git cannot read what differs.
    """
    found = _differing(dataset)
    if found is None:
        return None
    wanted = {
        p: each for p, each in found.items() if p == SETTINGS_PATH or p.partition("/")[0] in DATA_FOLDERS
    }
    ids = [each for each in wanted.values() if each is not None]
    contents = iter(objects.Commit(dataset.root, "HEAD").contents(ids) if ids else ())
    texts = {path: None if each is None else next(contents) for path, each in wanted.items()}
    return _replaced(dataset, texts) if texts else dataset


def uncommitted(dataset: Dataset, paths: Iterable[str]) -> list[str]:
    """Those of some files that git knows, and that were not as in the last commit; none before the first.

    Raises:
        DataError: if git cannot compare them.
    """
    found = sorted((_differing(dataset) or {}).keys() & set(paths))
    return found if found and repository.has_commit(dataset.root) else []


def _differing(dataset: Dataset) -> dict[str, str | None] | None:
    return dataset.differing() if dataset.differing else repository.differing(dataset.root)


def with_texts(
    dataset: Dataset,
    texts: Mapping[str, bytes | None],
    modes: Mapping[str, int | None] = MappingProxyType({}),
) -> Applied:
    """Replace whole files (None: deleted) and read their records; nothing is written.

    `modes` says who may read and write those that are made.
    """
    changes = _changes(dataset, texts, modes)
    return Applied(_replaced(dataset, {change.path: change.new for change in changes}), changes)


def with_earlier(dataset: Dataset, texts: Mapping[str, bytes | None]) -> Dataset:
    """The dataset with some files as they were at another time; what they are now may be unreadable."""
    return _replaced(dataset, texts) if texts else dataset


def _changes(
    dataset: Dataset,
    texts: Mapping[str, bytes | None],
    modes: Mapping[str, int | None] = MappingProxyType({}),
) -> tuple[Change, ...]:
    """What is different in texts that are to take the place of a dataset's.

    Raises:
        DataError: if git leaves one of the files out of the folder.
    """
    each = (Change(path, _bytes(dataset, path), new, modes.get(path)) for path, new in sorted(texts.items()))
    changes = tuple(change for change in each if change.old != change.new)
    kept = [change.path for change in changes if change.path in dataset.left_out]
    if kept:
        more = f" and {len(kept) - 1} more are" if kept[1:] else " is"
        said = f"{kept[0]}{more} not in this folder, as git was told; nothing was written"
        raise DataError(said, repository.how_to_get(dataset.root, kept[0]))
    return changes


def _replaced(dataset: Dataset, changed: Mapping[str, bytes | None]) -> Dataset:
    source = Overlay.of(dataset.source, changed)
    problems = {path: found for path, found in dataset.problems.items() if path not in changed}
    records = {path: record for path, record in dataset.org.records.items() if path not in changed}
    added = [(path, Entry.FILE) for path, text in changed.items() if text is not None]
    for path in survey(added, problems)[0]:
        read_record(path, source, records, problems)
    gone = {path[:-5] for path, text in changed.items() if text is None}
    present = (dataset.org.present | {path[:-5] for path in changed}) - gone
    org = index(dict(sorted(records.items())), _by_rule(problems), present)
    return replace(dataset, source=source, org=org, problems=problems)


def between(before: Dataset, after: Dataset) -> Applied:
    """Join all changes that lead from a dataset to one that came of it by `apply`."""
    return Applied(after, _changes(before, after.source.texts if isinstance(after.source, Overlay) else {}))


def save(applied: Applied, done: str = "", takes_back: bool = False) -> list[str]:
    """Write a change, all files or none, and remember what was `done`, and whether it takes another back.

    Returns:
        What to say beside it: the empty folders that could not be removed.

    Raises:
        ChangedError: if the data was changed since it was loaded.
        DataError: if the disk refuses.
    """
    notes = applied.after.journal or journal(applied.after.root)
    said = notes.write(list(applied.changes), applied.after.stamp, done, takes_back)
    editors.refresh(applied.after.root, applied.after.org)
    return said


def begin(root: Path, changes: list[Change]) -> None:
    """Write the files of a new dataset, all or none; it cannot be undone by `undo`.

    Raises:
        DataError: if the disk refuses.
    """
    notes = journal(root)
    notes.write(changes, notes.stamp())
    notes.forget_last()


def texts(root: Path, paths: Iterable[str]) -> dict[str, bytes | None]:
    """Read some files of a folder as they are; None where there is none.

    Raises:
        DataError: if one cannot be read.
    """
    notes = journal(root)
    return {path: notes.present(path) for path in paths}


def put_back(root: Path, now: Mapping[str, bytes | None], before: Mapping[str, bytes | None]) -> list[str]:
    """Give files the content that they had before, as a change that `undo` takes back.

    Returns:
        The files that are not as they are thought to be `now`, which are left alone.

    Raises:
        DataError: if the disk refuses.
    """
    notes = journal(root)
    with notes.locked():
        left = [path for path, text in now.items() if notes.present(path) != text]
        changes = [
            Change(path, text, before[path])
            for path, text in now.items()
            if path not in left and text != before[path]
        ]
        if changes:
            notes.write(changes, notes.stamp(), "Put back the files that are sent for review")
    return left


def _nested(edit: TextEdit) -> Any:
    value = [edit.value] if not isinstance(edit, (Put, Delete)) else getattr(edit, "value", None)
    for key in reversed(edit.pointer):
        value = {key: value}
    return value


def _bytes(dataset: Dataset, path: str) -> bytes | None:
    try:
        return dataset.source.read(path)
    except (FileNotFoundError, NotADirectoryError, KeyError):
        return None
    except (OSError, NotRegularError, TooLargeError):
        raise DataError(f"{path} cannot be read", "`wecomplish check` says what is wrong with it") from None


def _text(dataset: Dataset, path: str) -> str | None:
    content = _bytes(dataset, path)
    if content is not None and path[:-5] not in dataset.org.present:
        raise ChangedError(f"{path} was written by another command meanwhile", "run the command again")
    if content is not None and path not in dataset.org.records:
        raise DataError(
            f"{path} has errors, so it cannot be edited",
            f"fix it by hand; `wecomplish check {path}` says what is wrong",
        )
    return None if content is None else content.decode("utf-8")


def _by_rule(problems: Problems) -> dict[str, tuple[Finding, ...]]:
    grouped: dict[str, list[Finding]] = defaultdict(list)
    for found in problems.values():
        for rule, finding in found:
            grouped[rule].append(finding)
    return {rule: tuple(findings) for rule, findings in grouped.items()}
