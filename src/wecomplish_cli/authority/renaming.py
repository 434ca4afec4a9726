"""Finds what a change only calls something else: references that follow are no change of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wecomplish_cli import store
from wecomplish_cli.actions.renaming import rename
from wecomplish_cli.errors import WecomplishError
from wecomplish_cli.model.walk import values
from wecomplish_cli.review import MOST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wecomplish_cli.model.org import Org
    from wecomplish_cli.store import Dataset

FOLDERS = ("teams", "roles", "skillsets", "expectations", "programs", "insights")


def followed(before: Dataset, after: Dataset) -> tuple[dict[str, str], Dataset]:
    """Give what is called something else its new id in the data before; returns also old to new reference.

    Competences, teams, expectations, programs, insights, and the responsibilities and skills within a
    competence are the same if nothing but the id differs. People are known by their accounts, elsewhere.
    """
    found: dict[str, str] = {}
    dataset = before
    for old, new in [*_files(before.org, after.org), *_items(before.org, after.org)][:MOST]:
        try:
            plan = rename(dataset.org, old, new.rpartition("/")[2])
            dataset = store.apply(dataset, plan.edits).after
        except WecomplishError:
            continue  # Then it is judged as what went and what is new.
        found[old] = new
    return found, dataset


def _files(before: Org, after: Org) -> Iterator[tuple[str, str]]:
    """Files that are gone, each with the only new one beside it that says the same."""
    for folder in FOLDERS:
        was, now = (_records(org, folder) for org in (before, after))
        yield from _same(was, now)


def _records(org: Org, folder: str) -> dict[str, Any]:
    return {path[:-5]: record for path, record in org.records.items() if path.startswith(f"{folder}/")}


def _items(before: Org, after: Org) -> Iterator[tuple[str, str]]:
    """Responsibilities and skills that are gone, each with the only new one of the competence like it."""
    for ref, competence in before.competences.items():
        if ref in after.competences:
            was, now = competence.items, after.competences[ref].items
            yield from ((f"{ref}/{old}", f"{ref}/{new}") for old, new in _same(was, now))


def _same(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Pair what is gone with what is new and equal; nothing where it could be either of two."""
    gone, new = (_by_content(one, other) for one, other in ((was, now), (now, was)))
    for content, keys in gone.items():
        if len(keys) == len(new.get(content, ())) == 1:
            yield keys[0], new[content][0]


def _by_content(records: Mapping[str, Any], others: Mapping[str, Any]) -> dict[str, list[str]]:
    """What is in the one and not in the other, by all that it says."""
    found: dict[str, list[str]] = {}
    for key in records.keys() - others.keys():
        found.setdefault(repr(values(records[key])), []).append(key)
    return dict(sorted(found.items()))
