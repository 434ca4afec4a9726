"""What `wecomplish check` judges: the folder, what is staged, or a change by what merging it would make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.cli import concluding, options, terminal
from wecomplish_cli.frozen import frozen
from wecomplish_cli.render.findings import Change
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from pathlib import Path

    from wecomplish_cli.dataset.store import Dataset
    from wecomplish_cli.diagnostics import Diagnostic
    from wecomplish_cli.review.merge import Review


@frozen
class Judged:
    """What was judged, and what was found."""

    found: list[Diagnostic]
    files: int
    """How many files of data were looked at."""
    unread: tuple[str, ...]
    """The files that cannot be read, in order."""
    states: tuple[Dataset | None, ...] = ()
    """The data, and what it was compared with; nothing where what was found before still holds."""
    change: Change | None = None

    @classmethod
    def of(
        cls,
        dataset: Dataset,
        before: Dataset | None,
        found: list[Diagnostic],
        change: Change | None = None,
    ) -> Judged:
        """What was found in a dataset, which was compared with the one before."""
        records = dataset.org.records
        closed = {each.path for each in found if each.code < "WC200"} - set(records)
        files = len(records) + len(closed)
        return cls(found, files, dataset.org.unread_files(), (dataset, before), change)


@frozen
class Made:
    """Who made a change, and who approved it, as accounts; nobody, where only the data is to be judged."""

    actors: tuple[str, ...]
    approvals: tuple[str, ...]


def folder(root: Path, today: str | None, cache: bool = False) -> Judged:
    """Judge all that is in the folder; with `cache`, by what was found before where that still holds."""
    from wecomplish_cli.dataset import verdict

    kept = verdict.recall(root, today) if cache else None
    if kept is None:
        return _folder(root, today, cache)
    concluding.note_left_out(kept.left_out)
    return Judged(kept.found, kept.files, kept.unread)


def _folder(root: Path, today: str | None, cache: bool) -> Judged:
    from wecomplish_cli.checking import check
    from wecomplish_cli.dataset import store, verdict
    from wecomplish_cli.dataset.sources import Folder

    listed = Folder(root)
    begun = verdict.begin(listed) if cache else None
    dataset = store.load(root, progress=terminal.progress(), folder=listed)
    terminal.note_recovered(dataset.recovered)
    left_out = len(dataset.left_out)
    concluding.note_left_out(left_out)
    before = store.committed(dataset)
    day = options.today(dataset.org, today)
    judged = Judged.of(dataset, before, check.check(dataset, day, before))
    if begun is not None and not dataset.recovered:
        found = verdict.Verdict(judged.found, judged.files, judged.unread, left_out)
        verdict.keep(begun, found, day, dataset.org.settings.timezone)
    return judged


def staged(root: Path, today: str | None) -> Judged:
    """Judge what the next commit would hold, whatever else is in the folder.

    Raises:
        DataError: if git cannot tell, or there would be no dataset in it.
    """
    from wecomplish_cli.checking import check
    from wecomplish_cli.dataset import store

    dataset, before = store.load_staged(root, terminal.progress())
    found = check.check(dataset, options.today(dataset.org, today), before)
    return Judged.of(dataset, before, found)


def change(root: Path, base: str, head: str, made: Made, today: str | None) -> Judged:
    """Judge a change by the settings of its base: the data after merging, compared with that before.

    Raises:
        DataError: if git lacks what is to be compared.
        RefusedError: if it cannot be merged without a conflict.
        UsageError: if an account or an approval is not written so.
    """
    from wecomplish_cli.checking import check
    from wecomplish_cli.review import authorize, merge

    if made.actors:
        authorize.require_accounts(made.actors)
    change = merge.review(root, base, head, terminal.progress())
    note_beginning(change, base)
    day = options.today(change.settled, today)
    found = check.compare(change.followed, change.merged, day, weighed_by=change.settled)
    decision = authorize.authorize(change, made.actors, made.approvals, day) if made.actors else None
    about = Change(change.base_id, change.head_id, len(change.paths), decision)
    return Judged.of(change.merged, change.base, found, about)


def note_beginning(change: Review, base: str) -> None:
    """Say so where the base has no dataset."""
    if change.begins:
        where = change.prefix or "the top folder"
        terminal.note(f"note: {visible(base)} has no dataset in {visible(where)}: everything is new")
