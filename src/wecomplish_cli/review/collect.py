"""Everything that a change does, as facts: no path that differs is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.dataset.files import TooLargeError
from wecomplish_cli.model.changes import changes
from wecomplish_cli.model.kinds import SETTINGS_PATH, kind_of
from wecomplish_cli.review.operation import Fact
from wecomplish_cli.review.operations import records
from wecomplish_cli.review.operations.derived import Judged
from wecomplish_cli.review.operations.importing import imported
from wecomplish_cli.review.policy import BY_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.dataset.store import Dataset
    from wecomplish_cli.review.merge import Review
    from wecomplish_cli.review.renames import Followed


def everything(review: Review, followed: Followed, today: date) -> Iterator[Fact]:
    """Tell a whole change as facts: its records, its new ids, and whatever else differs in the repository."""
    before = followed.before
    judged = Judged(before.org, review.merged.org, today)
    differing = changes(before.org, review.merged.org)
    yield from imported(review, differing, [*records.of_records(differing, judged)], judged)
    for old, new in followed.ids.items():
        yield records.renamed(old, new, new not in followed.unknown, judged)
    told = {change.path for change in differing}
    for path in review.paths:
        fact = _of_path(review, before, path, told)
        if fact is not None:
            yield fact


def _of_path(review: Review, before: Dataset, path: str, told: set[str]) -> Fact | None:
    """The fact that a path differs, as far as no record's facts tell it."""
    inside = path.removeprefix(review.prefix) if path.startswith(review.prefix) else None
    base, merged = review.base, review.merged
    if inside is not None:
        if _unread(merged, inside):
            return Fact(BY_KEY["unreadable"], inside, (), "cannot be read, or is not a data file")
        if _unread(base, inside) or inside in review.mended:
            row = BY_KEY["settings" if inside == SETTINGS_PATH else "mended"]
            return Fact(row, inside, (), "could not be read before")
        if path not in review.remoded:
            if inside in told or (inside in base.org.records and inside not in before.org.records):
                return None
            if inside in before.org.records and inside in merged.org.records:
                kind = kind_of(inside).name
                return (
                    None
                    if _same_text(review, before, inside)
                    else records.layout(inside, kind, merged.org.records[inside])
                )
    said = "becomes executable, or is not a file" if path in review.remoded else "is not data"
    return Fact(BY_KEY["other"], path, (), said)


def _unread(dataset: Dataset, path: str) -> bool:
    """Whether something stands at a place for data that is no record."""
    return path in dataset.problems and path not in dataset.org.records


def _same_text(review: Review, before: Dataset, path: str) -> bool:
    """Whether a file is what it was, but for references that follow; these may move its lines."""
    was, followed, now = (_bytes(each, path) or b"" for each in (review.base, before, review.merged))
    moved = was != followed and sorted(followed.splitlines()) == sorted(now.splitlines())
    return followed == now or moved


def _bytes(dataset: Dataset, path: str) -> bytes | None:
    try:
        return dataset.source.read(path)
    except (OSError, KeyError, TooLargeError):
        return None
