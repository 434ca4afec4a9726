"""Finds what a change only calls something else: references that follow are no change of their own."""

from __future__ import annotations

from dataclasses import field
from itertools import islice, permutations
from typing import TYPE_CHECKING, Any

from wecomplish_cli.actions.renaming import following, in_the_way
from wecomplish_cli.dataset import store
from wecomplish_cli.errors import WecomplishError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.changes import changes, renamed_people
from wecomplish_cli.model.walk import values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wecomplish_cli.dataset.store import Dataset
    from wecomplish_cli.model.org import Org

FOLDERS = ("teams", "roles", "skillsets", "expectations", "programs", "insights")

MOST_ROUNDS = 8
"""How often to look again for what says the same, once what it names has its new id."""

MOST_TRIED = 32
"""Guesses at which is which among things that say the same. The likeliest leaves the least that differs."""

MOST_EDITED = 1 << 26
"""Bytes to go through so that references follow: each of them goes through its file."""


@frozen
class Followed:
    """What a change gives other ids, and the data before it with these."""

    before: Dataset
    ids: dict[str, str] = field(default_factory=dict)
    """Old reference to new, such as `people/mia` to `people/mina`."""
    unknown: frozenset[str] = frozenset()
    """New references of people who have no account number to be known by."""


@frozen
class _Alike:
    """Things that are gone and new ones that all say the same, in order."""

    gone: list[str]
    new: list[str]

    def guesses(self) -> Iterator[dict[str, str]]:
        """Every way in which they may be the same; what is left over went, or is new."""
        for new in permutations(self.new, min(len(self.new), len(self.gone))):
            yield dict(zip(self.gone, new, strict=False))


def followed(before: Dataset, after: Dataset) -> Followed:
    """Give what is called something else its new id in the data before.

    People are the same if they have the same account. Everything else, and people without an account number,
    is the same if it says the same. That is only a guess, and a safe one: what still differs is judged.
    """
    accounts = renamed_people(before.org, after.org)
    found = _with_ids(Followed(before), {f"people/{old}": f"people/{new}" for old, new in accounts.items()})
    tries = MOST_TRIED
    for _ in range(MOST_ROUNDS):
        groups = [*_alike(found.before.org, after.org)]
        sure = {each.gone[0]: each.new[0] for each in groups if len(each.gone) == len(each.new) == 1}
        if not sure and groups:
            guesses = [*islice(groups[0].guesses(), tries)]
            tries -= len(guesses)
            sure = min(guesses, key=lambda ids: _differing(_with_ids(found, ids), after), default={})
        more = _with_ids(found, sure)
        if more is found:
            break
        found = more
    return found


def _with_ids(found: Followed, ids: Mapping[str, str]) -> Followed:
    """Give more things their new ids; where that cannot be done, they stay what went and what is new."""
    org = found.before.org
    taken = in_the_way(org, ids.values()) if ids else {}
    free = {old: new for old, new in ids.items() if new not in taken}
    edits = following(org, free) if free else ()
    size = sum(len(store.content(found.before, f"{each.ref}.yaml")) for each in edits)
    if not free or size > MOST_EDITED:
        return found
    try:
        before = store.apply(found.before, edits).after
    except WecomplishError:
        return found
    unknown = {new for old, new in free.items() if old.startswith("people/") and not _accounts(org, old)}
    return Followed(before, found.ids | free, found.unknown | unknown)


def _differing(found: Followed, after: Dataset) -> int:
    return sum(len(each.changed) for each in changes(found.before.org, after.org))


def _alike(before: Org, after: Org) -> Iterator[_Alike]:
    """List what is gone with the new things like it: files of a kind, people, and parts of a competence."""
    for folder in FOLDERS:
        yield from _same(*(_files(org, f"{folder}/") for org in (before, after)))
    yield from _same(*(_nameless(org) for org in (before, after)))
    for ref, competence in before.competences.items():
        if ref in after.competences:
            items = competence.items, after.competences[ref].items
            yield from _same(*({f"{ref}/{item}": each for item, each in found.items()} for found in items))


def _files(org: Org, folder: str) -> dict[str, Any]:
    return {path[:-5]: record for path, record in org.records.items() if path.startswith(folder)}


def _nameless(org: Org) -> dict[str, Any]:
    """The people who have no account number."""
    return {ref: person for ref, person in _files(org, "people/").items() if not _accounts(org, ref)}


def _accounts(org: Org, ref: str) -> list[int]:
    accounts = org.people[ref.partition("/")[2]].accounts.values()
    return [account.id for account in accounts if account.id is not None]


def _same(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[_Alike]:
    gone = _by_content(was, now)
    new = _by_content(now, was) if gone else {}
    for content, keys in gone.items():
        if content in new:
            yield _Alike(keys, new[content])


def _by_content(records: Mapping[str, Any], others: Mapping[str, Any]) -> dict[str, list[str]]:
    """What is in the one and not in the other, by all that it says."""
    found: dict[str, list[str]] = {}
    for key, record in records.items():
        if key not in others:
            found.setdefault(repr(_said(record)), []).append(key)
    return found


def _said(record: Any) -> Any:
    """All that something says; of a competence, without the ids of its parts, which may be new as well."""
    said = dict(values(record))
    for key in ("responsibilities", "skills"):
        if isinstance(said.get(key), dict):
            said[key] = [*said[key].values()]
    return said
