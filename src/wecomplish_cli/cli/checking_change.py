"""What `wecomplish check --base` judges: a change, by what merging it would make of its base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.render.findings import Change

if TYPE_CHECKING:
    from pathlib import Path

    from wecomplish_cli.diagnostics import Diagnostic
    from wecomplish_cli.store import Dataset


def judge(root: Path, base: str, head: str, today: str | None) -> tuple[Dataset, list[Diagnostic], Change]:
    """Judge a change by the settings of its base; returns the data after merging, and what was found.

    Raises:
        DataError: if git lacks what is to be compared.
        RefusedError: if it cannot be merged without a conflict.
    """
    from wecomplish_cli import check, review

    change = review.review(root, base, head, terminal.progress())
    day = options.today(change.base.org, today)
    found = check.compare(change.followed, change.merged, day, weighed_by=change.base.org)
    return change.merged, found, Change(change.base_id, change.head_id, len(change.paths))
