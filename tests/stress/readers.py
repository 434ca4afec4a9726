"""The files of `mutations`, each through both readers: what one reads quickly, the strict one reads alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

from tests.stress.chunks import Counted, in_chunks
from tests.stress.mutations import CHUNK as CHUNK
from tests.stress.mutations import mutated
from wecomplish_cli.yamltext import events, plain, reader

NAMES = ("name", "title")
"""What completion reads alone."""


@dataclass(frozen=True)
class Figures(Counted):
    """What came of the mutations."""

    mutations: int = 0
    quick: int = 0
    """Read by the quick reader, and alike by the strict one."""


def run(amount: int, first: int = 0) -> Figures:
    """Read so many mutations, from a number on.

    Raises:
        AssertionError: at the first that the quick reader reads otherwise than the strict one.
    """
    return in_chunks(_chunk, range(first, first + amount), CHUNK)


def _chunk(numbers: range) -> Figures:
    return reduce(add, map(_one, numbers))


def _one(number: int) -> Figures:
    _, content = mutated(number)
    return Figures(1, agree(content))


def agree(content: bytes) -> bool:
    """Whether the quick reader reads a text that may be read at all; it must not do so alone.

    Raises:
        AssertionError: if the strict reader refuses it, or reads something else, also of the name alone.
    """
    try:
        text = reader.decode(content)
        reader.refuse_text(text)
    except reader.YamlError:
        return False
    quick, first = plain.read(text), plain.first(text, *NAMES)
    if quick is None and not first:
        return False
    try:
        strict = events.read(text)
    except reader.YamlError as error:
        if quick is None:
            return False
        raise AssertionError(f"{error}: {text!r}") from None
    named = [strict[key] for key in NAMES if isinstance(strict.get(key), str) and strict[key]]
    assert not first or first in (named or [first])[:1], repr(text)
    if quick is None:
        return False
    assert typed(quick) == typed(strict), repr(text)
    return True


def typed(value: Any) -> Any:
    """A value with the types and the order of all that is in it."""
    if isinstance(value, dict):
        return [(type(key), key, typed(inner)) for key, inner in value.items()]
    if isinstance(value, list):
        return (list, *map(typed, value))
    return type(value), value
