"""Everything that is stored about one person now: their own files, and where others name them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wecomplish_cli.model.changes import value_changes
from wecomplish_cli.model.values import Reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.diagnostics import Pointer


@dataclass(frozen=True)
class Stored:
    """A value in a file."""

    path: str
    key: str
    value: str


@dataclass(frozen=True)
class Everything:
    """All that the files say about a person."""

    person: str
    name: str
    organization: str
    today: date
    own: tuple[Stored, ...]
    """What their own files say."""
    named: tuple[Stored, ...]
    """Where files about others refer to them."""
    texts: tuple[Stored, ...]
    """Texts that somebody wrote and that have their name, address or login in them."""


def everything(
    view: View, person: str, is_own: Callable[[str, str], bool], written: Callable[[str], Any]
) -> Everything:
    """Collect all that is stored about a person.

    `is_own` says which files are about them alone, and `written` what stands in such a file, also what need
    not be there.
    """
    own, texts = [], []
    words = "|".join(map(re.escape, (person, *names_of(view, person))))
    mention = re.compile(rf"(?<![\w@.-])(?:{words})(?![\w@-])", re.IGNORECASE)
    for path, record in view.org.records.items():
        if is_own(path, person):
            own += [Stored(path, key, value) for key, value in _flat(written(path), ())]
            continue
        for change in value_changes(None, record):
            said = _said(change.after)
            if person not in (*change.pointer, change.after) and mention.search(said):
                texts.append(Stored(path, ".".join(map(str, change.pointer)), said))
    own += [
        Stored(path, "", "this file cannot be read; `wecomplish check` says why")
        for path in view.org.unread_files()
        if is_own(path, person)
    ]
    named = [each for each in _references(view, person) if not is_own(each.path, person)]
    name, organization = view.org.people[person].name, view.org.settings.organization
    return Everything(person, name, organization, view.today, tuple(own), tuple(named), tuple(texts))


def _flat(value: Any, pointer: Pointer) -> Iterator[tuple[str, str]]:
    """Each value that is written, with its keys."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, (*pointer, key))
    elif isinstance(value, list) and any(isinstance(each, (dict, list)) for each in value):
        for index, inner in enumerate(value):
            yield from _flat(inner, (*pointer, index))
    else:
        yield ".".join(map(str, pointer)), _said(value)


def names_of(view: View, person: str) -> list[str]:
    """What someone is called in texts: their name, address and logins."""
    record = view.org.people[person]
    accounts = [account.login for account in record.accounts.values()]
    return [each for each in (record.name, record.email, *accounts) if each]


def _references(view: View, person: str) -> Iterator[Stored]:
    found: list[tuple[Pointer, str]] = []

    def see(mark: object, value: object, pointer: Pointer) -> None:
        if mark is Reference.PERSON and value == person:
            found.append((pointer, str(value)))

    for path, record, walk in view.org.walks(Reference):
        found.clear()
        walk(record, (), see)
        for pointer, value in found:
            yield Stored(path, ".".join(map(str, pointer)), value)


def _said(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
