"""What `wecomplish check --base` judges: a change, by what merging it would make of its base."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.render.findings import Change

if TYPE_CHECKING:
    from pathlib import Path

    from wecomplish_cli.diagnostics import Diagnostic
    from wecomplish_cli.store import Dataset


@dataclass(frozen=True)
class Made:
    """Who made a change, and who approved it, as accounts; nobody, where only the data is to be judged."""

    actors: tuple[str, ...]
    approvals: tuple[str, ...]


def judge(
    root: Path, base: str, head: str, made: Made, today: str | None
) -> tuple[Dataset, list[Diagnostic], Change]:
    """Judge a change by the settings of its base; returns the data after merging, and what was found.

    Raises:
        DataError: if git lacks what is to be compared.
        RefusedError: if it cannot be merged without a conflict.
        UsageError: if an account or an approval is not written so.
    """
    from wecomplish_cli import authorize, check, review

    if made.actors:
        authorize.require_accounts(made.actors)
    change = review.review(root, base, head, terminal.progress())
    day = options.today(change.base.org, today)
    found = check.compare(change.followed, change.merged, day, weighed_by=change.base.org)
    decision = authorize.authorize(change, made.actors, made.approvals, day) if made.actors else None
    return change.merged, found, Change(change.base_id, change.head_id, len(change.paths), decision)
