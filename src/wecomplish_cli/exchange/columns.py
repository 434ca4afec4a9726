"""What the columns of a sheet of people mean: by profiles of common exports, and by what somebody says."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from wecomplish_cli.derive.lookup import did_you_mean, fold
from wecomplish_cli.errors import UsageError
from wecomplish_cli.text.escape import visible
from wecomplish_cli.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS = {
    "id": "the id in this data",
    "name": "the whole name",
    "given": "the given name, where there is no whole one",
    "family": "the family name, likewise",
    "email": "the e-mail address",
    "leaders": "who leads them: an address, an id, a name, or a number of this sheet",
    "languages": "languages, such as `nb; en`",
    "timezone": "the time zone, such as Europe/Oslo",
    "status": "whether they are still there",
    "github_login": "the login on GitHub",
    "github_id": "the number of the account on GitHub",
    "number": "a number that `leaders` may name; it is not kept",
    "holds": "roles and skillsets that they hold",
    "team": "the teams in which they hold these roles",
    "since": "since when they hold them",
}
"""The keys of a row of people."""

OWN = "wecomplish"
"""The profile of our own exports."""

LEAVE_OUT = "-"
"""What a column is mapped to that is not read."""


@dataclass(frozen=True)
class Reading:
    """Which column is read as which key."""

    columns: Mapping[str, str]
    """Key to column."""
    unread: tuple[str, ...]
    """The other columns."""

    def column(self, key: str) -> str:
        """The column of a key, or the key where none is."""
        return self.columns.get(key, key)


def plain(name: str) -> str:
    """Make names of columns comparable: without case, accents, spaces and signs."""
    return "".join(letter for letter in fold(name) if letter.isalnum())


@cache
def _profiles() -> dict[str, Any]:
    text = (files("wecomplish_cli") / "exchange" / "columns.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words() -> dict[str, str]:
    """What a cell may say of whether someone is still there, to `active` or `left`."""
    return {fold(word): status for status, said in _profiles()["words"].items() for word in said}


@cache
def _meanings() -> dict[str, dict[str, tuple[str, int]]]:
    """Profile to the comparable name of a column to its key, and how good a column it is, 0 the best."""
    return {
        profile: {
            plain(name): (key, rank)
            for key in KEYS
            # Of two keys that a name could be, the first listed counts.
            for rank, name in enumerate(about.get(key, ()))
        }
        for profile, about in _profiles().items()
        if profile != "words"
    }


def mapped(given: tuple[str, ...], columns: tuple[str, ...], keys: Mapping[str, Any]) -> dict[str, str]:
    """Read what somebody says of columns, each as `COLUMN=KEY`: column to key, or to `LEAVE_OUT`.

    Raises:
        UsageError: if there is no such column or key, or two columns are the same key.
    """
    known = {plain(column): column for column in columns}
    found: dict[str, str] = {}
    for each in given:
        name, sign, key = each.rpartition("=")
        if not sign or not name.strip():
            raise UsageError(f"--map: `{visible(each)}` is not COLUMN=KEY", "such as --map 'Nick name=name'")
        column = name if name in columns else known.get(plain(name))
        if column is None:
            hint = did_you_mean(name, columns) or f"the columns are {listed(map(visible, columns))}"
            raise UsageError(f"--map: no column is named `{visible(name)}`", hint)
        key = key.strip().lower().replace("-", "_") if key.strip() != LEAVE_OUT else LEAVE_OUT
        if key != LEAVE_OUT and key not in keys:
            hint = did_you_mean(key, keys) or f"the keys are {', '.join(keys)}; - leaves the column out"
            raise UsageError(f"--map: no key is named `{visible(key)}`", hint)
        other = next((c for c, k in found.items() if k == key != LEAVE_OUT and c != column), None)
        if other:
            raise UsageError(
                f"--map: `{visible(other)}` and `{visible(column)}` are both `{key}`", "give one of them"
            )
        found[column] = key
    return found


def reading(columns: tuple[str, ...], given: tuple[str, ...]) -> Reading:
    """Say which column is read as which key.

    Raises:
        UsageError: if a column could be one of two keys, or none says who anybody is.
    """
    said = mapped(given, columns, KEYS)
    chosen = {key: column for column, key in said.items() if key != LEAVE_OUT}
    ranks: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for place, column in enumerate(columns):
        meant = None if column in said else _meant(column, columns)
        if meant and meant[0] not in chosen:
            ranks[meant[0]].append((meant[1], place, column))
    # Several columns may be one key, such as a leader's address and name: the best is read.
    chosen |= {key: min(found)[2] for key, found in ranks.items()}
    if not chosen.keys() & {"name", "given", "family", "email", "id", "github_login", "github_id"}:
        raise UsageError(
            f"no column says who anybody is: {listed(map(visible, columns)) or 'the first row is empty'}",
            "put the names of the columns in the first row, or say what they are: --map 'COLUMN=name'",
        )
    read = set(chosen.values())
    return Reading(chosen, tuple(each for each in columns if each not in read))


def _meant(column: str, columns: tuple[str, ...]) -> tuple[str, int] | None:
    """The key that a column is, by the profiles that know most of the columns; and how good it is as such."""
    meanings, name = _meanings(), plain(column)
    knowing = {profile: known for profile, known in meanings.items() if name in known}
    if not knowing:
        return None
    fit = {profile: sum(plain(each) in known for each in columns) for profile, known in knowing.items()}
    best = [profile for profile in knowing if fit[profile] == max(fit.values())]
    if column in KEYS and OWN in best:
        return knowing[OWN][name]
    keys = {knowing[profile][name][0]: profile for profile in reversed(best)}
    if len(keys) > 1:
        said = listed(
            [f"`{key}` ({KEYS[key]}) in {_profiles()[profile]['from']}" for key, profile in keys.items()],
            "or",
        )
        raise UsageError(
            f"the column `{visible(column)}` could be {said}",
            f"say which: --map '{visible(column)}={next(iter(keys))}', or - to leave it out",
        )
    return knowing[best[0]][name]
