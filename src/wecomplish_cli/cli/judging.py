"""What `wecomplish check` judges: the folder, what is staged, or a change by what merging it would make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.frozen import frozen
from wecomplish_cli.render.findings import Change
from wecomplish_cli.text.escape import visible
from wecomplish_cli.text.phrases import counted

if TYPE_CHECKING:
    from pathlib import Path

    from wecomplish_cli.dataset.store import Dataset
    from wecomplish_cli.diagnostics import Diagnostic
    from wecomplish_cli.review.merge import Review


@frozen
class Judged:
    """What was judged, and what was found."""

    dataset: Dataset
    before: Dataset | None
    """What it was compared with: the last commit, or the base of the change."""
    found: list[Diagnostic]
    change: Change | None = None


@frozen
class Made:
    """Who made a change, and who approved it, as accounts; nobody, where only the data is to be judged."""

    actors: tuple[str, ...]
    approvals: tuple[str, ...]


def folder(root: Path, today: str | None) -> Judged:
    """Judge all that is in the folder."""
    from wecomplish_cli.checking import check
    from wecomplish_cli.dataset import store

    dataset = store.load(root, progress=terminal.progress())
    terminal.note_recovered(dataset.recovered)
    if dataset.left_out:
        said = counted(len(dataset.left_out), "file")
        terminal.note(f"note: {said} that git leaves out of this folder were read from its index")
    before = store.committed(dataset)
    return Judged(dataset, before, check.check(dataset, options.today(dataset.org, today), before))


def staged(root: Path, today: str | None) -> Judged:
    """Judge what the next commit would hold, whatever else is in the folder.

    Raises:
        DataError: if git cannot tell, or there would be no dataset in it.
    """
    from wecomplish_cli.checking import check
    from wecomplish_cli.dataset import store

    dataset, before = store.load_staged(root, terminal.progress())
    return Judged(dataset, before, check.check(dataset, options.today(dataset.org, today), before))


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
    return Judged(change.merged, change.base, found, about)


def note_beginning(change: Review, base: str) -> None:
    """Say so where the base has no dataset."""
    if change.begins:
        where = change.prefix or "the top folder"
        terminal.note(f"note: {visible(base)} has no dataset in {visible(where)}: everything is new")
