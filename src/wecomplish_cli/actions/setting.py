"""Setting a single value by its key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, get_origin

from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.actions.retiring import located
from wecomplish_cli.derive.lookup import did_you_mean
from wecomplish_cli.errors import UsageError
from wecomplish_cli.model.edits import Delete, Put
from wecomplish_cli.model.kinds import kind_of
from wecomplish_cli.model.text import hidden, shortened
from wecomplish_cli.model.walk import ID, dotted_keys, reference_kind, value_at, value_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.diagnostics import Pointer
    from wecomplish_cli.model.values import Reference

    Resolve = Callable[[Reference, str], str]
    """Finds what a word refers to."""
    ReadDay = Callable[[str], date]


def set_value(
    view: View, ref: str, key: str, given: tuple[str, ...], resolve: Resolve, read_day: ReadDay
) -> Plan:
    """Set what stands under a key, such as `name` or `mentoring.away.from`; a list takes several values.

    Raises:
        UsageError: if there is no such key, or the values are not of its kind.
    """
    file, pointer = _pointer(view, ref, key)
    record = kind_of(f"{file}.yaml").record
    kind = value_type(record, pointer)
    refers_to = reference_kind(record, pointer)
    words = tuple(resolve(refers_to, word) for word in given) if refers_to else given
    if get_origin(kind) is tuple:
        new: Any = list(dict.fromkeys(words))
    elif len(words) != 1:
        raise UsageError(f"`{key}` is a single value, and {len(words)} are given", "quote text with spaces")
    else:
        new = _value(key, kind, words[0], read_day)
    present = value_at(view.org.records[f"{file}.yaml"], pointer)
    shown, name = ", ".join(map(str, new)) if isinstance(new, list) else _shown(new), view.org.title(ref)
    if (list(present) if isinstance(present, tuple) else present) == new:
        return Plan((), f"{name}: `{key}` is set to {shown} already")
    return Plan((Put(file, pointer, new),), f"{name}: `{key}` is set to {shown}")


def unset(view: View, ref: str, key: str) -> Plan:
    """Take a key away, with what stands under it, and with the map around it if nothing else is in that.

    Raises:
        UsageError: if there is no such key.
    """
    file, pointer = _pointer(view, ref, key, whole=True)
    record = view.org.records[f"{file}.yaml"]
    while len(pointer) > 1 and isinstance(around := value_at(record, pointer[:-1]), Mapping):
        if [*around] != [pointer[-1]]:
            break
        pointer = pointer[:-1]
    title = view.org.title(ref)
    return Plan(
        (Delete(file, pointer),), f"{title}: `{key}` is taken away", already=f"{title} has no `{key}`"
    )


def _pointer(view: View, ref: str, key: str, whole: bool = False) -> tuple[str, Pointer]:
    """Find the file and the place that a dotted key means; `whole`: also one that holds more than a value."""
    file, base = located(view.org, ref)
    record = kind_of(f"{file}.yaml").record
    holder = value_type(record, base)
    known = dotted_keys(holder)
    parts = key.split(".")
    kind = value_type(holder, tuple(parts))
    single = (
        kind is not None
        and (get_origin(kind) is tuple or isinstance(kind, type))
        and any(_fits(parts, each.split(".")) for each in known)
    )
    if not single and not (whole and kind is not None and "" not in parts):
        hint = did_you_mean(key, known) or f"the keys are {', '.join(known)}"
        raise UsageError(f"no key `{key}` here", hint)
    return file, (*base, *parts)


def _fits(parts: list[str], known: list[str]) -> bool:
    return len(parts) == len(known) and all(
        part == wanted or (part and wanted == ID) for part, wanted in zip(parts, known, strict=True)
    )


def _value(key: str, kind: Any, word: str, read_day: ReadDay) -> Any:
    if hidden().search(word):
        raise UsageError(f"`{key}`: a character in it is invisible or controls the terminal", "leave it out")
    if kind is bool:
        if word not in ("true", "false"):
            raise UsageError(f"`{key}` is true or false, not `{word}`", "write true or false")
        return word == "true"
    if kind is int:
        if not (word.isascii() and word.isdecimal() and len(word) < 10):
            raise UsageError(f"`{key}` is a whole number, not `{shortened(word)}`", "up to nine digits")
        return int(word)
    if kind is date:
        return read_day(word)
    if isinstance(kind, type) and issubclass(kind, StrEnum) and word not in [*kind]:
        known = f"one of {', '.join(kind)}"
        raise UsageError(f"`{key}` cannot be `{word}`", did_you_mean(word, [*kind]) or known)
    return word


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
