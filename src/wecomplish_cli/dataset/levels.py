"""The levels that people had indicated on earlier days, as far as git knows them."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from wecomplish_cli.dataset.loader import read_record
from wecomplish_cli.dataset.sources import Folder, Overlay
from wecomplish_cli.derive.days import days_after
from wecomplish_cli.git import objects
from wecomplish_cli.yamltext.reader import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from wecomplish_cli.dataset.store import Dataset

    Levels = Mapping[str, Mapping[str, str]]
    """Person to expectation to level."""


def levels_on(
    dataset: Dataset, days: Iterable[date], people: Collection[str], revision: str
) -> Mapping[date, Levels]:
    """Find what some people had indicated when each of some days was over, up to a revision.

    Days that git knows nothing from are left out. What cannot be read any more counts as not indicated.
    """
    commits = {day: commit for day in days if (commit := _commit(dataset, day, revision))}
    paths = {f"familiarity/{person}.yaml": person for person in people}
    files = {
        commit: {path: blob.id for path, blob in objects.Commit(dataset.root, commit).blobs().items()}
        for commit in {*commits.values()}
    }
    wanted = {
        commit: {path: found[path] for path in paths.keys() & found.keys()} for commit, found in files.items()
    }
    texts = objects.blobs(dataset.root, (each for found in wanted.values() for each in found.values()))
    read = {
        (path, blob): _levels(dataset.root, path, texts.get(blob))
        for path, blob in {each for found in wanted.values() for each in found.items()}
    }
    by_commit = {
        commit: {paths[path]: read[path, blob] for path, blob in found.items()}
        for commit, found in wanted.items()
    }
    return {day: by_commit[commit] for day, commit in commits.items()}


def _commit(dataset: Dataset, day: date, revision: str) -> str | None:
    """The newest commit from that day or before."""
    from zoneinfo import ZoneInfo

    ends = datetime.combine(days_after(day, 1), time.min, ZoneInfo(dataset.org.settings.timezone))
    return objects.commit_before(dataset.root, revision, int(ends.timestamp()) - 1)


def _levels(root: Path, path: str, content: bytes | None) -> Mapping[str, str]:
    if content is None or len(content) > MAX_BYTES:
        return {}
    records: dict[str, Any] = {}
    read_record(path, Overlay(Folder(root), {path: content}), records, {})
    return {ref: each.level for ref, each in records.get(path, {}).items() if each.level is not None}
