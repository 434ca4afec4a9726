"""Walks a record by the marks of its types: every reference and note in it, and the order of its keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, Union, get_args, get_origin, get_type_hints

from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.marks import Key
from wecomplish_cli.model.values import Happened, Reference, Spaced

if TYPE_CHECKING:
    from collections.abc import Callable

    from wecomplish_cli.diagnostics import Pointer


ID = "ID"
"""Stands for the keys of an open map where keys are listed."""

See: TypeAlias = "Callable[[Any, Any, Pointer], None]"
"""Is told of each marked value: its mark, the value, and where it stands."""

Gather: TypeAlias = "Callable[[Any, dict[Any, set[Any]]], None]"
"""Adds what it finds in a value to what was found, by mark."""

Visit: TypeAlias = "Callable[[Any, Pointer, See], None]"
"""Walks one type of value that stands at a pointer."""


class OpenMap:
    """What a walk for open maps wants to be told of; the mark it is told is whether the map is spaced."""


@frozen(slots=True)
class Layout:
    """How the keys of a mapping are written: in this order (None: sorted), spaced or close together."""

    order: tuple[str, ...] | None
    spaced: bool


def visitor(record_type: Any, wanted: type) -> Visit | None:
    """Build the walk that tells of every value whose type carries the mark wanted, in the order of its keys.

    A reference that is a key stands at a pointer that ends in itself. None where no value can carry the mark.
    """
    return _visitor(record_type, wanted)


@lru_cache(maxsize=1024)
def layout(record_type: Any, pointer: Pointer) -> Layout:
    """Say how the keys of the mapping at a pointer are written."""
    found = record_type
    for key in pointer:
        found = _inside(found, key)
    bare, about = _strip(found)
    if is_dataclass(bare):
        return Layout(yaml_keys(bare), spaced=False)
    return Layout(None, spaced=Spaced in map(type, about))


def values(record: Any) -> dict[str, Any]:
    """Turn a record back into the values of its mapping, leaving out what is as if it were not there."""
    record_type: Any = type(record)
    found, defaults = {}, _defaults(record_type)
    for key, name, _ in _keys(record_type):
        value = getattr(record, name)
        if value != defaults.get(name):
            found[key] = _plain(value)
    return found


@cache
def _defaults(record_type: Any) -> dict[str, Any]:
    return {
        field.name: field.default if field.default_factory is MISSING else field.default_factory()
        for field in fields(record_type)
    }


_SCALARS = (str, int, bool, float, date, NoneType)
"""What most values are: asked first, since asking what else one is takes time."""


def _plain(value: Any) -> Any:
    if type(value) in _SCALARS:
        return value
    if is_dataclass(value):
        return values(value)
    if isinstance(value, Mapping):
        # Only in `acceptance` is there a key without a value: someone is still waited for.
        return {key: "waiting" if inner is None else _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, StrEnum) else value


def value_at(record: Any, pointer: Pointer) -> Any:
    """The value at a pointer into a record; None where there is none."""
    for key in pointer:
        if is_dataclass(record):
            names = {name: attribute for name, attribute, _ in _keys(type(record))}
            record = getattr(record, names[key], None) if key in names else None
        elif isinstance(record, Mapping):
            record = record.get(key)
        elif isinstance(record, tuple) and isinstance(key, int) and key < len(record):
            record = record[key]
        else:
            return None
    return record


def value_type(record_type: Any, pointer: Pointer) -> Any:
    """The bare type of the value at a pointer, such as `str`; None where the record has no such place."""
    found = record_type
    for key in pointer:
        found = _inside(found, key)
    return _strip(found)[0]


def reference_kind(record_type: Any, pointer: Pointer, at_key: bool = False) -> Any:
    """What the value at a pointer, the items of the list there, or the key refers to; None: to nothing."""
    found = record_type
    for key in pointer[:-1] if at_key else pointer:
        found = _inside(found, key)
    bare, about = _strip(found)
    if at_key or get_origin(bare) is tuple:
        about = _strip((get_args(bare) or (None,))[0])[1]
    return _marked(about, Reference)


def dotted_keys(record_type: Any) -> list[str]:
    """List where a single value or a list of them may stand, such as `mentoring.away.from`.

    `ID` stands for the keys of an open map.
    """
    found: list[str] = []
    for key, _, hint in _keys(record_type):
        bare = _strip(hint)[0]
        inner = _strip(get_args(bare)[1])[0] if get_origin(bare) is dict else bare
        prefix = f"{key}.{ID}" if get_origin(bare) is dict else key
        if is_dataclass(inner):
            found += [f"{prefix}.{each}" for each in dotted_keys(inner)]
        elif get_origin(bare) is not tuple or not is_dataclass(_strip(get_args(bare)[0])[0]):
            found.append(prefix)
    return found


def yaml_keys(record_type: Any) -> tuple[str, ...]:
    """List the keys that a record's mapping may have, in their order."""
    return tuple(key for key, _, _ in _keys(record_type))


def _strip(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """Take `Annotated` and `| None` off a type; returns the bare type and the marks."""
    about: tuple[Any, ...] = ()
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            about += tuple(more)
        elif get_origin(annotation) in (Union, UnionType):
            (annotation,) = (a for a in get_args(annotation) if a is not NoneType)
        else:
            return annotation, about


def _keys(record_type: Any) -> tuple[tuple[str, str, Any], ...]:
    return found_keys(record_type)


@cache
def found_keys(record_type: Any) -> tuple[tuple[str, str, Any], ...]:
    """List (key in YAML, attribute, annotation) of a record's fields."""
    hints = get_type_hints(record_type, include_extras=True)
    found = []
    for field in fields(record_type):
        if field.init:
            about = _strip(hints[field.name])[1]
            key = next((each.name for each in about if isinstance(each, Key)), field.name)
            found.append((key, field.name, hints[field.name]))
    return tuple(found)


def _inside(annotation: Any, key: str | int) -> Any:
    bare, _ = _strip(annotation)
    if is_dataclass(bare):
        return next((hint for name, _, hint in _keys(bare) if name == key), None)
    arguments = get_args(bare)
    if not arguments:
        return None
    return arguments[1] if get_origin(bare) is dict else arguments[0]


def _marked(about: tuple[Any, ...], wanted: type) -> Any:
    return next((mark for mark in about if isinstance(mark, wanted)), None)


@cache
def _visitor(annotation: Any, wanted: type) -> Visit | None:
    """Build the walk of a type once; None where nothing in it is marked."""
    bare, about = _strip(annotation)
    kind = _marked(about, wanted)
    if kind is not None:
        return lambda value, pointer, see: see(kind, value, pointer)
    if is_dataclass(bare):
        return _record_visitor(bare, wanted)  # type: ignore[arg-type]
    if get_origin(bare) is tuple:
        return _list_visitor(_visitor(get_args(bare)[0], wanted))
    if get_origin(bare) is dict:
        key_type, value_type = get_args(bare)
        inner = _visitor(value_type, wanted)
        if wanted is OpenMap:
            return _open_map_visitor(Spaced in map(type, about), inner)
        return _map_visitor(_marked(_strip(key_type)[1], wanted), inner)
    return None


def _record_visitor(record_type: type, wanted: type) -> Visit | None:
    steps = [(key, name, walk) for key, name, hint in _keys(record_type) if (walk := _visitor(hint, wanted))]
    if not steps:
        return None

    def visit_record(value: Any, pointer: Pointer, see: See) -> None:
        for key, name, walk in steps:
            inner = getattr(value, name)
            if inner:
                walk(inner, (*pointer, key), see)

    return visit_record


def _list_visitor(item: Visit | None) -> Visit | None:
    if item is None:
        return None

    def visit_list(value: Any, pointer: Pointer, see: See) -> None:
        for index, inner in enumerate(value):
            item(inner, (*pointer, index), see)

    return visit_list


def _open_map_visitor(spaced: bool, inner: Visit | None) -> Visit:
    def visit_open_map(value: Any, pointer: Pointer, see: See) -> None:
        see(spaced, value, pointer)
        if inner is not None:
            for key, content in value.items():
                if content is not None:
                    inner(content, (*pointer, key), see)

    return visit_open_map


def _map_visitor(key_kind: Any, inner: Visit | None) -> Visit | None:
    if key_kind is None and inner is None:
        return None

    def visit_map(value: Any, pointer: Pointer, see: See) -> None:
        for key, content in value.items():
            below = (*pointer, key)
            if key_kind is not None:
                see(key_kind, key, below)
            if inner is not None and content is not None:
                inner(content, below, see)

    return visit_map


@cache
def gatherer(annotation: Any) -> Gather | None:
    """Build what gathers the distinct references and the days that are past in a value, wherever they stand.

    References are found by their kind, and days under `Happened`. Most questions are answered by these few,
    without a walk that keeps track of places. None where there can be nothing of the kind.
    """
    bare, about = _strip(annotation)
    mark = _gathered(about)
    if mark is not None:
        return lambda value, found: found[mark].add(value)
    if is_dataclass(bare):
        return _record_gatherer(bare)
    arguments = get_args(bare)
    if get_origin(bare) is tuple:
        return _items_gatherer(_gathered(_strip(arguments[0])[1]), gatherer(arguments[0]))
    if get_origin(bare) is dict:
        return _map_gatherer(_gathered(_strip(arguments[0])[1]), gatherer(arguments[1]))
    return None


def _gathered(about: tuple[Any, ...]) -> Any:
    return Happened if _marked(about, Happened) else _marked(about, Reference)


def _record_gatherer(record_type: Any) -> Gather | None:
    steps = [(name, inner) for _, name, hint in _keys(record_type) if (inner := gatherer(hint))]
    if not steps:
        return None

    def gather_record(value: Any, found: dict[Any, set[Any]]) -> None:
        for name, gather in steps:
            inner = getattr(value, name)
            if inner:
                gather(inner, found)

    return gather_record


def _items_gatherer(mark: Any, gather: Gather | None) -> Gather | None:
    if mark is not None:
        return lambda value, found: found[mark].update(value)
    return _each_gatherer(gather) if gather else None


def _map_gatherer(key_mark: Any, gather: Gather | None) -> Gather | None:
    inner = _each_gatherer(gather) if gather else None
    if key_mark is None and inner is None:
        return None

    def gather_map(value: Any, found: dict[Any, set[Any]]) -> None:
        if key_mark is not None:
            found[key_mark].update(value)
        if inner is not None:
            inner(value.values(), found)

    return gather_map


def _each_gatherer(gather: Gather) -> Gather:
    def gather_each(value: Any, found: dict[Any, set[Any]]) -> None:
        # Small records are shared: the same one is looked at once.
        seen = found[gather_each]
        for inner in value:
            if id(inner) not in seen and inner is not None:
                seen.add(id(inner))
                gather(inner, found)

    return gather_each
