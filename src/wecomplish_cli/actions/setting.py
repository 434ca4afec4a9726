"""Setting values by their keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, get_origin

from wecomplish_cli.actions.adding import same_name
from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.actions.retiring import located
from wecomplish_cli.derive.lookup import did_you_mean
from wecomplish_cli.errors import UsageError
from wecomplish_cli.model.edits import Delete, Put
from wecomplish_cli.model.kinds import kind_of
from wecomplish_cli.model.text import hidden, shortened
from wecomplish_cli.model.walk import ID, dotted_keys, reference_kind, value_at, value_type
from wecomplish_cli.text.phrases import day, listed, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.diagnostics import Pointer
    from wecomplish_cli.model.values import Reference

    Resolve = Callable[[Reference, str], str]
    """Finds what a word refers to."""
    ReadDay = Callable[[str], date]


_SLOT = "`wecomplish accept`, `pause`, `resume`, `complete` or `end`"
_RECORDED = "it records what happened; `wecomplish edit` opens the file"
_OWN_COMMAND = {
    "mentorships": {
        "mentor": "`wecomplish assign … --replace` starts a new mentorship",
        "co_mentors": "`wecomplish assign … --co-mentor` names them",
        "status": f"it changes with {_SLOT}",
        "acceptance": "each person answers with `wecomplish accept` or `decline`",
        "proposed": _RECORDED,
        "started": _RECORDED,
        "paused_until": "`wecomplish pause … --until DATE` sets it",
        "ended": _RECORDED,
        "baseline": _RECORDED,
        "outcome": _RECORDED,
    },
    "help": {
        "expectation": "`wecomplish withdraw-help` takes the request back, and `request-help` asks another",
        "status": "it changes with `wecomplish acknowledge-help`, `answer-help` or `withdraw-help`",
        "acknowledged": "`wecomplish acknowledge-help` records it",
        "answered": "`wecomplish answer-help` records it",
    },
    "checkins": {"competence": _RECORDED},
    "reviews": {"competence": _RECORDED, "by": _RECORDED},
    "": {"format": "a newer version of wecomplish raises it"},
}
"""Keys that a command of their own changes, by folder; and what to do instead."""


def settable(view: View, ref: str) -> list[str]:
    """List the keys that may be set in what a reference leads to; `ID` stands for keys of an open map."""
    file, base = located(view.org, ref)
    kind = kind_of(f"{file}.yaml")
    closed = _OWN_COMMAND.get(kind.folder, {})
    keys = dotted_keys(value_type(kind.record, base))
    return [key for key in keys if key.partition(".")[0] not in closed]


def is_key(view: View, ref: str, word: str) -> bool:
    """Whether a word is one of the keys that may be set there."""
    return any(_fits(word.split("."), key.split(".")) for key in settable(view, ref))


def set_values(view: View, ref: str, words: tuple[str, ...], resolve: Resolve, read_day: ReadDay) -> Plan:
    """Set several values: each key is followed by its value, or by the values of a list up to the next key.

    Raises:
        UsageError: if a key is none, has no value, or the values are not of its kind.
    """
    plans = [set_value(view, ref, key, given, resolve, read_day) for key, given in _pairs(view, ref, words)]
    edits = tuple(edit for plan in plans for edit in plan.edits)
    said = [plan.done.removeprefix(f"{_called(view, ref)}: ") for plan in plans]
    warnings = tuple(warning for plan in plans for warning in plan.warnings)
    return Plan(edits, f"{_called(view, ref)}: {listed(said)}", warnings=warnings)


def _pairs(view: View, ref: str, words: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Split words into keys, each with its values; what follows a key is a value, whatever it looks like."""
    found: list[tuple[str, list[str]]] = []
    for word in words:
        if not found or (found[-1][1] and is_key(view, ref, word)):
            found.append((word, []))
        else:
            found[-1][1].append(word)
    for key, given in found:
        if not given:
            _pointer(view, ref, key)
            raise UsageError(f"`{key}` has no value", f"give one, or remove `{key}` with --unset")
    return [(key, tuple(given)) for key, given in found]


def unset_all(view: View, ref: str, keys: tuple[str, ...]) -> Plan:
    """Take several keys away.

    Raises:
        UsageError: if one of them is no key.
    """
    plans = [unset(view, ref, key) for key in keys]
    name = _called(view, ref)
    done, already = (
        listed([words.removeprefix(f"{name}: ").removeprefix(f"{name} ") for words in said])
        for said in ([plan.done for plan in plans], [plan.already for plan in plans])
    )
    edits = tuple(edit for plan in plans for edit in plan.edits)
    return Plan(edits, f"{name}: {done}", already=f"{name} {already}")


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
    shown, name = ", ".join(map(str, new)) if isinstance(new, list) else _shown(new), _called(view, ref)
    if (list(present) if isinstance(present, tuple) else present) == new:
        return Plan((), f"{name}: `{key}` is already {shown}")
    alike = same_name(view, ref, str(new)) if key in ("name", "title") else ()
    return Plan((Put(file, pointer, new),), f"{name}: `{key}` is set to {shown}", warnings=tuple(alike))


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
    title = _called(view, ref)
    return Plan(
        (Delete(file, pointer),), f"{title}: `{key}` has been removed", already=f"{title} has no `{key}`"
    )


def _pointer(view: View, ref: str, key: str, whole: bool = False) -> tuple[str, Pointer]:
    """Find the file and the place that a dotted key means; `whole`: also one that holds more than a value."""
    file, base = located(view.org, ref)
    kind_of_file = kind_of(f"{file}.yaml")
    holder = value_type(kind_of_file.record, base)
    known = settable(view, ref)
    parts = key.split(".")
    instead = _OWN_COMMAND.get(kind_of_file.folder, {}).get(parts[0])
    if instead and not base:
        raise UsageError(f"`{parts[0]}` cannot be set", instead)
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


def _called(view: View, ref: str) -> str:
    """What something is called at the beginning of a sentence."""
    folder, _, inside = ref.partition("/")
    mentee, _, what = inside.partition("/")
    if folder == "mentorships":
        return f"{view.org.name(mentee)}'s mentorship in {view.org.title(what)}"
    if folder in ("help", "reviews", "checkins"):
        kind = {"help": "request for help", "reviews": "review", "checkins": "check-in"}[folder]
        return f"{view.org.name(mentee)}'s {kind} of {day(date.fromisoformat(what[:10]))}"
    return view.org.settings.organization if ref == "wecomplish" else view.org.title(ref)


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
    if kind is float:
        if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", word, re.ASCII):
            raise UsageError(f"`{key}` is a number, not `{shortened(word)}`", "such as 4 or 4.5")
        return float(word)
    if kind is date:
        return read_day(word)
    if isinstance(kind, type) and issubclass(kind, StrEnum) and word not in [*kind]:
        known = f"one of {', '.join(kind)}"
        raise UsageError(f"`{key}` cannot be `{word}`", did_you_mean(word, [*kind]) or known)
    return word


def _shown(value: Any) -> str:
    """Say a value; text with spaces in quotes, days as they are written."""
    return str(value) if isinstance(value, date) else told(value)
