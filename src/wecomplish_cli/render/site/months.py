"""The three verdicts at the end of each of the last months, from git; each is worked out once and kept."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wecomplish_cli.dataset import store
from wecomplish_cli.derive import membership
from wecomplish_cli.derive.view import View
from wecomplish_cli.errors import WecomplishError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.git import objects, repository
from wecomplish_cli.reports.verdicts import balance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.dataset.store import Dataset

MONTHS = 12
KEPT = "months.json"
Values = tuple[float | None, ...]


@frozen
class Month:
    """What the verdicts were measured by at the end of a month, in percent."""

    day: date
    values: Values
    """In the order of the verdicts; None where there were too few people to say."""
    people: int
    """Active people with an assignment held."""


def months(dataset: Dataset, today: date, at: str | None) -> tuple[Month, ...]:
    """The last twelve months, as far as git knows them, oldest first; what cannot be read is left out."""
    folder = repository.state_folder(dataset.root)
    if folder is None:
        return ()
    path = folder / KEPT
    kept: dict[str, Values] = {}
    with suppress(OSError, ValueError):
        kept = json.loads(path.read_text(encoding="utf-8"))
    known = len(kept)
    found = [
        Month(day, tuple(values), int(people or 0))
        for day, (*values, people) in _each(dataset, today, at, kept)
    ]
    if len(kept) > known:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(kept), encoding="utf-8")
    return tuple(found)


def _each(
    dataset: Dataset, today: date, at: str | None, kept: dict[str, Values]
) -> Iterator[tuple[date, Values]]:
    zone = ZoneInfo(dataset.org.settings.timezone)
    for day in _ends_of_months(today):
        begins = datetime.combine(day + timedelta(days=1), time.min, zone)
        commit = objects.commit_before(dataset.root, at or "HEAD", int(begins.timestamp()))
        if commit is None:
            continue
        key = f"{commit} {day} with people"
        if key not in kept:
            try:
                kept[key] = _measured(dataset, commit, day)
            except WecomplishError:
                continue
        if kept[key]:
            yield day, kept[key]


def _measured(dataset: Dataset, commit: str, day: date) -> Values:
    loaded = store.load_tree(dataset.root, objects.Commit(dataset.root, commit))
    if not loaded.org.people:
        return ()
    view = View(loaded.org, day)
    people = membership.population(view)
    verdicts = balance(view, people, loaded.org.people.keys()).verdicts
    return (*(each.value for each in verdicts), float(len(people)))


def _ends_of_months(today: date) -> list[date]:
    """The last days of the twelve months before this one."""
    found = []
    for _ in range(MONTHS):
        today = today.replace(day=1) - timedelta(days=1)
        found.append(today)
    return found[::-1]
