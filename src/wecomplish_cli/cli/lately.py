"""What changed since a commit or a day: the sentences of `diff`, for pages."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from wecomplish_cli.cli import terminal
from wecomplish_cli.errors import DataError

if TYPE_CHECKING:
    from wecomplish_cli.cli.change import Request
    from wecomplish_cli.reports.difference import Difference


def changed_since(request: Request, since: str) -> Difference:
    """Say what changed since a commit, or since a day began, up to the last commit.

    Raises:
        DataError: if git knows nothing from before that day.
    """
    from wecomplish_cli.reports.difference import difference
    from wecomplish_cli.review.merge import as_told, review

    root, head = request.dataset.root, request.at or "HEAD"
    told = as_told(review(root, _commit(request, since, head), head, terminal.progress()))
    return difference(
        (told.base_id, told.head_id),
        told.changes(),
        (told.followed.org, told.merged.org),
        told.moved,
        told.other_files(),
        request.today,
    )


def _commit(request: Request, since: str, head: str) -> str:
    from zoneinfo import ZoneInfo

    from wecomplish_cli.git import objects
    from wecomplish_cli.model.text import parse_date

    try:
        day = parse_date(since)
    except ValueError:
        return since
    begins = datetime.combine(day, time.min, ZoneInfo(request.org.settings.timezone))
    commit = objects.commit_before(request.dataset.root, head, int(begins.timestamp()))
    if commit is None:
        raise DataError(f"git has no commit from before {since}", "name a later day, or a commit")
    return commit
