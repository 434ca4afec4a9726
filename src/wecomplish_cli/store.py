"""The dataset in a folder or a commit: found, loaded, changed and saved."""

from __future__ import annotations

import gc
import os
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from wecomplish_cli import disk, gitrepo
from wecomplish_cli.diagnostics import Finding, Related, Spot
from wecomplish_cli.disk import Change, Journal
from wecomplish_cli.edits import Delete, Edit, Put
from wecomplish_cli.errors import DataError
from wecomplish_cli.model.kinds import BY_FOLDER, SETTINGS_PATH, kind_of, part_fits
from wecomplish_cli.model.org import Org, index
from wecomplish_cli.model.organization import FORMAT
from wecomplish_cli.model.values import RESERVED
from wecomplish_cli.shape import shape_findings
from wecomplish_cli.yamltext import reader
from wecomplish_cli.yamltext.reader import YamlError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from pathlib import Path

DATA_FOLDERS = frozenset(BY_FOLDER) - {""}
Progress: TypeAlias = "Callable[[int, int], None]"
Problems: TypeAlias = dict[str, list[tuple[str, Finding]]]
"""Path to what reading it gave to complain of, as (rule name, finding)."""


class Source(Protocol):
    """Where a dataset's files are read from."""

    def entries(self) -> Iterable[tuple[str, bool]]:
        """List (path, whether a regular file) of the settings and everything below the data folders."""
        ...

    def read(self, path: str) -> bytes:
        """Read one file; raises `NotRegularError`, `TooLargeError` or `OSError`."""
        ...


@dataclass(frozen=True)
class Folder:
    """The files of a folder."""

    root: Path

    def entries(self) -> Iterable[tuple[str, bool]]:
        """List what is there, in the order of the paths; links are not followed."""
        found: list[tuple[str, bool]] = []
        with os.scandir(self.root) as top:
            for entry in top:
                name = entry.name
                if name == SETTINGS_PATH:
                    found.append((name, entry.is_file(follow_symlinks=False)))
                elif name.casefold() in DATA_FOLDERS:
                    if entry.is_dir(follow_symlinks=False):
                        self._below(entry.path, name, found)
                    else:
                        found.append((name, False))
        found.sort()
        return found

    def _below(self, folder: str, prefix: str, found: list[tuple[str, bool]]) -> None:
        try:
            entries = os.scandir(folder)
        except OSError:
            found.append((prefix, False))
            return
        with entries:
            for entry in entries:
                path = f"{prefix}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    self._below(entry.path, path, found)
                else:
                    found.append((path, entry.is_file(follow_symlinks=False)))

    def read(self, path: str) -> bytes:
        """Read one file without following a link."""
        return disk.read_file(f"{self.root}/{path}", reader.MAX_BYTES)


class AtCommit:
    """The files of a commit, read from git's objects."""

    def __init__(self, commit: gitrepo.Commit) -> None:
        self._entries = commit.blobs()
        wanted = [path for path, _ in self.entries() if self._is_file(path)]
        contents = commit.contents([self._entries[path][1] for path in wanted])
        self._contents = dict(zip(wanted, contents, strict=True))

    def entries(self) -> Iterable[tuple[str, bool]]:
        """List what was there, in the order of the paths."""
        return [
            (path, self._is_file(path))
            for path in sorted(self._entries)
            if path == SETTINGS_PATH or path.partition("/")[0].casefold() in DATA_FOLDERS
        ]

    def _is_file(self, path: str) -> bool:
        return self._entries[path][0].startswith("100")

    def read(self, path: str) -> bytes:
        """Read one file."""
        content = self._contents[path]
        if len(content) > reader.MAX_BYTES:
            raise disk.TooLargeError
        return content


@dataclass(frozen=True)
class Overlay:
    """A source with some files replaced (None: deleted): what the data will be after a change."""

    below: Source
    texts: Mapping[str, bytes | None]

    def entries(self) -> Iterable[tuple[str, bool]]:
        """List what will be there."""
        kept = [entry for entry in self.below.entries() if entry[0] not in self.texts]
        return sorted([*kept, *((path, True) for path, text in self.texts.items() if text is not None)])

    def read(self, path: str) -> bytes:
        """Read one file as it will be."""
        text = self.texts.get(path)
        return self.below.read(path) if text is None else text


@dataclass(frozen=True)
class Dataset:
    """A loaded dataset: its records, and the source to read a text again from."""

    root: Path
    source: Source
    org: Org
    problems: Problems = field(repr=False)
    recovered: tuple[str, ...] = ()
    """Files of an earlier change that was cut short and is finished now."""


@dataclass(frozen=True)
class Applied:
    """A change not yet written: the dataset as it will be, and the bytes of each file."""

    after: Dataset
    changes: tuple[Change, ...]


def find_root(start: Path) -> Path:
    """Find the dataset a folder lies in: the nearest folder upwards with a `wecomplish.yaml`.

    Raises:
        DataError: if there is none.
    """
    here = start.absolute()
    for folder in (here, *here.parents):
        if (folder / SETTINGS_PATH).exists() or (folder / SETTINGS_PATH).is_symlink():
            return folder
    raise DataError(
        f"no dataset here: neither {here} nor a folder above it has a {SETTINGS_PATH}",
        "name one with -C PATH or WECOMPLISH_ORG, or begin one with `wecomplish init`",
    )


def load(root: Path, revision: str | None = None, progress: Progress = lambda _done, _of: None) -> Dataset:
    """Load the dataset of a folder, or of a commit of its repository.

    A change that was cut short is finished first. Files that cannot be read become findings. Every thousand
    files, and at the end, `progress` is told how many of how many are read.

    Raises:
        DataError: if there is no such dataset or commit, or it is of a newer format.
    """
    reader.require_libyaml()
    if revision is not None:
        return _loaded(root, AtCommit(gitrepo.Commit(root, revision)), (), progress)
    recovered = journal(root).recover()
    return _loaded(root, Folder(root), tuple(recovered), progress)


def _loaded(root: Path, source: Source, recovered: tuple[str, ...], progress: Progress) -> Dataset:
    problems: Problems = {}
    paths, present = _survey(source.entries(), problems)
    records: dict[str, Any] = {}
    # Nothing is thrown away while loading, so a collector that looks for cycles only costs time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        for done, path in enumerate(paths):
            if done % 1000 == 0:
                progress(done, len(paths))
            _read_record(path, source, records, problems)
        progress(len(paths), len(paths))
    finally:
        if was_enabled:
            gc.enable()
    return Dataset(root, source, index(records, _by_rule(problems), frozenset(present)), problems, recovered)


def require_format(dataset: Dataset) -> None:
    """Make sure that this version understands the dataset.

    Raises:
        DataError: if its format is newer, or its settings cannot be read.
    """
    newer = dataset.org.problems.get("newer-format")
    if newer:
        raise DataError(newer[0].message, newer[0].hint)
    if SETTINGS_PATH not in dataset.org.records:
        raise DataError(f"{SETTINGS_PATH} cannot be read", "`wecomplish check` says what is wrong with it")


def today(org: Org) -> date:
    """The day it is now in the organisation's time zone."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(org.settings.timezone)).date()


def day_of(org: Org, root: Path, revision: str) -> date:
    """The day a commit was made, in the organisation's time zone."""
    from zoneinfo import ZoneInfo

    seconds = gitrepo.Commit(root, revision).time()
    return datetime.fromtimestamp(seconds, ZoneInfo(org.settings.timezone)).date()


def journal(root: Path) -> Journal:
    """The lock and journal of a dataset: in git's folder, or beside the data where there is no git."""
    return Journal(root, gitrepo.state_folder(root) or root / ".wecomplish")


def apply(dataset: Dataset, edits: Iterable[Edit]) -> Applied:
    """Carry out edits on the texts, and read the new records from these very texts; nothing is written.

    Raises:
        DataError: if a text cannot be edited safely.
    """
    from wecomplish_cli.yamltext import spell, splice

    texts: dict[str, str | None] = {}
    for edit in edits:
        path = f"{edit.ref}.yaml"
        record = kind_of(path).record
        text = texts[path] if path in texts else _text(dataset, path)
        if isinstance(edit, Delete) and not edit.pointer:
            texts[path] = None
        elif text is None:
            texts[path] = spell.document(_nested(edit), record)
        else:
            texts[path] = splice.splice(text, edit, record)
    return with_texts(dataset, {p: None if t is None else t.encode() for p, t in texts.items()})


def with_texts(dataset: Dataset, texts: Mapping[str, bytes | None]) -> Applied:
    """Replace whole files (None: deleted) and read their records; nothing is written."""
    changes = []
    for path, new in texts.items():
        old = _bytes(dataset, path)
        if old != new:
            changes.append(Change(path, old, new))
    source = Overlay(dataset.source, {change.path: change.new for change in changes})
    problems = {path: found for path, found in dataset.problems.items() if path not in source.texts}
    records = {path: record for path, record in dataset.org.records.items() if path not in source.texts}
    for change in changes:
        if change.new is not None:
            _read_record(change.path, source, records, problems)
    gone = {change.path[:-5] for change in changes if change.new is None}
    present = (dataset.org.present | {change.path[:-5] for change in changes}) - gone
    org = index(dict(sorted(records.items())), _by_rule(problems), present)
    return Applied(Dataset(dataset.root, source, org, problems), tuple(changes))


def save(applied: Applied) -> None:
    """Write a change, all files or none.

    Raises:
        ChangedError: if a file was changed since it was loaded.
        DataError: if the disk refuses.
    """
    journal(applied.after.root).write(list(applied.changes))


def begin(root: Path, changes: list[Change]) -> None:
    """Write the files of a new dataset, all or none; it cannot be undone by `undo`.

    Raises:
        DataError: if the disk refuses.
    """
    notes = journal(root)
    notes.write(changes)
    notes.forget_last()


def _nested(edit: Edit) -> Any:
    value = [edit.value] if not isinstance(edit, (Put, Delete)) else getattr(edit, "value", None)
    for key in reversed(edit.pointer):
        value = {key: value}
    return value


def _bytes(dataset: Dataset, path: str) -> bytes | None:
    try:
        return dataset.source.read(path)
    except (FileNotFoundError, NotADirectoryError, KeyError):
        return None
    except (OSError, disk.NotRegularError, disk.TooLargeError):
        raise DataError(f"{path} cannot be read", "`wecomplish check` says what is wrong with it") from None


def _text(dataset: Dataset, path: str) -> str | None:
    content = _bytes(dataset, path)
    if content is not None and path not in dataset.org.records:
        raise DataError(
            f"{path} has errors, so it is not edited",
            f"mend it by hand; `wecomplish check {path}` says what is wrong",
        )
    return None if content is None else content.decode("utf-8")


def _survey(entries: Iterable[tuple[str, bool]], problems: Problems) -> tuple[list[str], set[str]]:
    """Sort out what lies in the data folders; returns the paths to read, and the references of all."""
    paths: list[str] = []
    present: set[str] = set()
    folded: dict[str, list[str]] = defaultdict(list)
    odd: list[str] = []
    for path, is_file in entries:
        parts = path.split("/")
        if any(part.startswith(".") for part in parts) or (parts[-1] == "README.md" and is_file):
            continue
        if path != path.lower() or not path.isascii():
            odd.append(path)
        if problem := _misplaced(path, parts, is_file):
            problems.setdefault(path, []).append(problem)
        else:
            paths.append(path)
        present.add(path.removesuffix(".yaml"))
    if odd:
        for ref in present:
            folded[unicodedata.normalize("NFC", ref).casefold()].append(ref)
        for path in odd:
            ref = path.removesuffix(".yaml")
            twins = [t for t in folded[unicodedata.normalize("NFC", ref).casefold()] if t != ref]
            if twins:
                finding = Finding(
                    Spot(path),
                    f"`{path}` and `{twins[0]}.yaml` are one file where upper and lower case are the same",
                    hint="delete or rename one of them",
                    related=(Related(Spot(f"{twins[0]}.yaml"), "the other one"),),
                )
                problems.setdefault(path, []).append(("colliding-names", finding))
    return paths, present


def _misplaced(path: str, parts: list[str], is_file: bool) -> tuple[str, Finding] | None:
    if not is_file:
        return "not-a-regular-file", Finding(
            Spot(path),
            "a link, a device or something else that is not a regular file",
            hint="put the file itself here",
        )
    if path == SETTINGS_PATH:
        return None
    kind = BY_FOLDER.get(parts[0])
    if kind is None or len(parts) - 1 != len(kind.parts) or not path.endswith(".yaml"):
        where = kind.pattern if kind else BY_FOLDER[parts[0].casefold()].pattern
        return "unknown-file", Finding(
            Spot(path),
            f"no file of the dataset is named so; they are named {where}",
            hint="rename, move or delete it",
        )
    for wanted, name in zip(kind.parts, [*parts[1:-1], parts[-1].removesuffix(".yaml")], strict=True):
        if not part_fits(wanted, name):
            return _bad_name(path, wanted, name)
    return None


def _bad_name(path: str, wanted: str, name: str) -> tuple[str, Finding]:
    if name in RESERVED:
        return "reserved-name", Finding(
            Spot(path),
            f"`{name}` means something else to some YAML reader or to Windows",
            hint="choose another id",
        )
    from wecomplish_cli.names import slug

    said = {
        "id": "is no id: lower-case words of a-z and 0-9 joined by hyphens, at most 64 characters",
        "event": "is no event's name: a date that exists and a label, such as `2026-05-02-review-changes`",
        "competence": "is neither `roles` nor `skillsets`",
    }[wanted]
    better = slug(name) if wanted == "id" else ""
    return "bad-id", Finding(Spot(path), f"`{name}` {said}", hint=f"call it `{better}`" if better else None)


def _read_record(path: str, source: Source, records: dict[str, Any], problems: Problems) -> None:
    """Read one file into a record or problems; never raises for what is in the file."""
    try:
        value = reader.read(reader.decode(source.read(path)))
    except YamlError as error:
        related = tuple(Related(Spot(path), said, place) for place, said in error.related)
        finding = Finding(Spot(path), error.message, related=related, place=error.place)
        problems.setdefault(path, []).append((error.rule, finding))
        return
    except (disk.NotRegularError, disk.TooLargeError, OSError) as error:
        problems.setdefault(path, []).append(_unreadable(path, error))
        return
    kind = kind_of(path)
    if path == SETTINGS_PATH and (newer := _newer_format(value)):
        problems.setdefault(path, []).append(newer)
        return
    record, found = shape_findings(kind, path, value)
    if found:
        problems.setdefault(path, []).extend(found)
    if record is not None:
        records[path] = record


def _unreadable(path: str, error: Exception) -> tuple[str, Finding]:
    if isinstance(error, disk.TooLargeError):
        return "file-too-large", Finding(
            Spot(path),
            f"larger than {reader.MAX_BYTES // 1024} KiB",
            hint="no file of the dataset is; delete it",
        )
    if isinstance(error, disk.NotRegularError):
        return "not-a-regular-file", Finding(
            Spot(path), "not a regular file", hint="put the file itself here"
        )
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return "unreadable-file", Finding(Spot(path), f"cannot be read: {reason}", hint="mend its permissions")


def _newer_format(value: dict[str, Any]) -> tuple[str, Finding] | None:
    number = value.get("format")
    if (
        isinstance(number, str)
        and number.isdecimal()
        and number.isascii()
        and len(number) < 10
        and int(number) > FORMAT
    ):
        return "newer-format", Finding(
            Spot(SETTINGS_PATH, ("format",)),
            f"the data is of format {number}, and this version of wecomplish knows formats up to {FORMAT}",
            hint=f"install a version of wecomplish that knows format {number}",
        )
    return None


def _by_rule(problems: Problems) -> dict[str, tuple[Finding, ...]]:
    grouped: dict[str, list[Finding]] = defaultdict(list)
    for found in problems.values():
        for rule, finding in found:
            grouped[rule].append(finding)
    return {rule: tuple(findings) for rule, findings in grouped.items()}
