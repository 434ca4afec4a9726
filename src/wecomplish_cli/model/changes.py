"""What is different between two states of the data, by meaning: which records, and which values in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.kinds import kind_of
from wecomplish_cli.model.walk import values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.diagnostics import Pointer
    from wecomplish_cli.model.org import Org


@frozen(slots=True)
class ValueChange:
    """One value that differs: text, a date, a number, a truth value or a whole list; None where it is not."""

    pointer: Pointer
    before: Any
    after: Any


@frozen(slots=True)
class RecordChange:
    """One record that differs."""

    path: str
    kind: str
    """The kind of file, such as `person` or `mentorship`."""
    before: Any
    """The record, or the mapping of indications; None where the file is new."""
    after: Any
    """As `before`; None where the file is gone."""
    changed: tuple[ValueChange, ...]
    """Every value that differs, in the order of the keys; of a new file or one that is gone, all it holds."""

    @property
    def ref(self) -> str:
        """The path without its ending."""
        return self.path.removesuffix(".yaml")


@frozen(slots=True)
class OtherFiles:
    """The files that differ and say nothing about the data, each in the order of the paths."""

    outside: tuple[str, ...]
    """No data: relative to the top of the repository. All others are relative to the data's root."""
    unreadable: tuple[tuple[str, str], ...]
    """Where data should be and cannot be read after the change, with what is wrong."""
    readable: tuple[str, ...]
    """What could not be read before, and is readable or gone now."""
    layout: tuple[str, ...]
    """Mean the same: only comments, layout or the file's mode differ."""


def changes(before: Org, after: Org) -> list[RecordChange]:
    """List the records that differ, in the order of their paths.

    Files that cannot be read are no records: one that can be read no more counts as gone. Comments, layout
    and the order of keys are no difference.
    """
    found = []
    for path in sorted(before.records.keys() | after.records.keys()):
        old, new = before.records.get(path), after.records.get(path)
        if old is not new and old != new:
            found.append(RecordChange(path, kind_of(path).name, old, new, value_changes(old, new)))
    return found


def value_changes(old: Any, new: Any) -> tuple[ValueChange, ...]:
    """List every value that differs between two records, or mappings of indications; None for none at all."""
    return tuple(_changed(_values(old), _values(new), ()))


def renamed_people(before: Org, after: Org) -> dict[str, str]:
    """Find whose id changed: an id that is gone and a new one with the same account on a platform.

    Nobody is taken for renamed whose new id someone had before, or whose account is not their own alone.
    """
    gone = _by_account(before, before.people.keys() - after.people.keys())
    new = _by_account(after, after.people.keys() - before.people.keys())
    found = {gone[account]: new[account] for account in gone.keys() & new.keys()}
    times = Counter(found.values())
    return {old: to for old, to in sorted(found.items()) if times[to] == 1}


def _by_account(org: Org, people: set[str]) -> dict[tuple[str, int], str]:
    return {
        (platform, account.id): person
        for person in sorted(people)
        for platform, account in org.people[person].accounts.items()
        if account.id is not None
    }


def _values(record: Any) -> Any:
    """A record's mapping; of familiarity, which is a plain mapping, each indication's."""
    if record is None:
        return {}
    if isinstance(record, Mapping):
        return {key: values(inner) for key, inner in record.items()}
    return values(record)


def _changed(old: Any, new: Any, pointer: Pointer) -> Iterator[ValueChange]:
    if isinstance(old, dict) or isinstance(new, dict):
        if not old and not new and old != new:
            yield ValueChange(pointer, old, new)  # A mapping with nothing in it, where there was none.
        old, new = (each if isinstance(each, dict) else {} for each in (old, new))
        for key in dict.fromkeys((*old, *new)):
            yield from _changed(old.get(key), new.get(key), (*pointer, key))
    elif old != new:
        yield ValueChange(pointer, old, new)
