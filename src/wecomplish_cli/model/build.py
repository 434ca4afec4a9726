"""Makes records from the annotations that pydantic reads, without pydantic, which takes long to import.

It makes a record only where pydantic would make an equal one. At the first doubt it makes none, and pydantic
judges: what is valid, and what is said of what is not, is pydantic's to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import is_dataclass
from enum import EnumMeta
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, TypeAlias, Union, get_args, get_origin

from wecomplish_cli.model.marks import After, Checked
from wecomplish_cli.model.walk import found_keys

Make: TypeAlias = Callable[[Any, "Info"], Any]
"""Makes one type of value of what was read; raises whatever it likes where it is not sure."""


MOST_KEPT = 1 << 14
"""Values of a type that are kept, since most stand in the data over and over."""
_TEXTS = {str}


class Info(NamedTuple):
    """What a check is given beside the value."""

    context: list[str]


def build(record_type: Any, value: Any, suspects: list[str]) -> Any:
    """Make a record, and add texts that others misread to the suspects; None where it is not sure."""
    found: list[str] = []
    try:
        made = _maker(record_type)(value, Info(found))
    except Exception:  # Whatever it is, pydantic says what is wrong.
        return None
    suspects += found
    return made


@cache
def _maker(annotation: Any) -> Make:
    if get_origin(annotation) is not Annotated:
        return _bare_maker(annotation)
    bare, *marks = get_args(annotation)
    checks = [each for each in marks if isinstance(each, Checked)]
    make = _checked(checks[-1].check) if checks else _maker(bare)
    for mark in marks:
        if isinstance(mark, After):
            make = _followed(make, mark.check)
    return make


def _bare_maker(annotation: Any) -> Make:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        (wanted,) = (each for each in inner if each is not NoneType)
        return _maker(wanted)
    if origin is tuple:
        return _list(_maker(inner[0]))
    if origin is dict:
        return _mapping(_maker(inner[0]), _maker(inner[1]))
    if isinstance(annotation, EnumMeta):
        return _choice({str(each.value): each for each in list[Any](annotation)})
    if is_dataclass(annotation):
        return _record(annotation)
    raise TypeError(f"{annotation} is not made of values")


class _Known(dict[str, Any]):
    """What plain texts come to, each of which is checked once."""

    def __init__(self, check: Callable[[Any], Any]) -> None:
        super().__init__()
        self._check = check

    def __missing__(self, text: str) -> Any:
        value = self._check(text)
        if len(self) < MOST_KEPT:
            self[text] = value
        return value


def _checked(check: Callable[..., Any]) -> Make:
    if check.__code__.co_argcount == 2:
        return check
    known = _Known(check)

    def made(value: Any, _: Info) -> Any:
        # What stands in quotes is equal to the plain text, but may be judged otherwise.
        return known[value] if type(value) is str else check(value)

    return made


def _followed(make: Make, check: Callable[[Any], Any]) -> Make:
    return lambda value, info: check(make(value, info))


def _list(make: Make) -> Make:
    def made(value: Any, info: Info) -> tuple[Any, ...]:
        if type(value) is not list:
            raise TypeError
        return tuple([make(each, info) for each in value])

    return made


def _mapping(make_key: Make, make: Make) -> Make:
    def made(value: Any, info: Info) -> dict[Any, Any]:
        if type(value) is not dict:
            raise TypeError
        return {make_key(key, info): make(inner, info) for key, inner in value.items()}

    return made


def _choice(members: dict[str, Any]) -> Make:
    def made(value: Any, _: Info) -> Any:
        if type(value) is not str:
            raise TypeError
        return members[value]

    return made


def _record(record_type: Any) -> Make:
    makers = {key: (name, _maker(hint)) for key, name, hint in found_keys(record_type)}

    def made(value: Any, info: Info) -> Any:
        if type(value) is not dict:
            raise TypeError
        given = {}
        for key, inner in value.items():
            name, make = makers[key]
            given[name] = make(inner, info)
        return record_type(**given)

    # A file's record knows its path, so that it is nobody else's.
    return made if hasattr(record_type, "path") else _shared(made)


def _shared(make: Make) -> Make:
    """Make a small record once: thousands of people indicate the same level on the same day."""
    kept: dict[Any, Any] = {}

    def made(value: Any, info: Info) -> Any:
        if type(value) is not dict or len(value) > 2 or {*map(type, value.values())} != _TEXTS:
            return make(value, info)
        texts = (*value.items(),)
        found = kept.get(texts)
        if found is None:
            suspected = len(info.context)
            found = make(value, info)
            if len(info.context) == suspected and len(kept) < MOST_KEPT:
                kept[texts] = found
        return found

    return made
