"""What changed since a commit or a day, and in each month since: the sentences of `diff`, for pages."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from wecomplish_cli.cli import terminal
from wecomplish_cli.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.reports.facts.telling import Fact

MOST_MONTHS = 12
"""Months that are told one by one: the last ones."""


def changed_since(request: Request, since: str) -> tuple[Fact, ...]:
    """Say what changed since a commit, or since a day began, up to the last commit.

    Raises:
        DataError: if git knows nothing from before that day.
    """
    head = request.at or "HEAD"
    return _changed(request, _commit(request, since, head), head)


def changed_by_month(request: Request, since: str) -> Iterator[tuple[date, tuple[Fact, ...]]]:
    """Say what changed in each month since then, the last one first; a month is named by its first day."""
    from wecomplish_cli.git.objects import Commit

    root, tip = request.dataset.root, request.at or "HEAD"
    base = Commit(root, _commit(request, since, tip))
    for month in _months(request.today):
        start = _before(request, month, tip)
        is_first = start is None or (Commit(root, start).time() or 0) <= (base.time() or 0)
        if start is None or is_first:
            start = base.id()
        if start != Commit(root, tip).id():
            yield month, _changed(request, start, tip)
        if is_first:
            return
        tip = start


def _changed(request: Request, base: str, head: str) -> tuple[Fact, ...]:
    from wecomplish_cli.reports.facts.facts import facts
    from wecomplish_cli.review.merge import as_told, review

    told = as_told(review(request.dataset.root, base, head, terminal.progress()))
    states = told.followed.org, told.merged.org
    return facts(told.changes(), *states, told.moved, told.other_files())


def _months(today: date) -> Iterator[date]:
    """The first days of this month and those before it."""
    for _ in range(MOST_MONTHS):
        today = today.replace(day=1)
        yield today
        today -= timedelta(days=1)


def _before(request: Request, day: date, head: str) -> str | None:
    """The last commit before a day begins."""
    from zoneinfo import ZoneInfo

    from wecomplish_cli.git import objects

    begins = datetime.combine(day, time.min, ZoneInfo(request.org.settings.timezone))
    return objects.commit_before(request.dataset.root, head, int(begins.timestamp()))


def _commit(request: Request, since: str, head: str) -> str:
    from wecomplish_cli.model.text import parse_date

    try:
        day = parse_date(since)
    except ValueError:
        return since
    commit = _before(request, day, head)
    if commit is None:
        raise DataError(f"git has no commit from before {since}", "name a later day, or a commit")
    return commit
