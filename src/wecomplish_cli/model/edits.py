"""What is to change in the data, said in its own terms: a file's reference, a pointer and a value.

Values are text, dates, whole numbers, truth values, and lists and dictionaries of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from wecomplish_cli.frozen import frozen

if TYPE_CHECKING:
    from wecomplish_cli.diagnostics import Pointer


@frozen(slots=True)
class Put:
    """Set a value or add a key, with what is missing on the way to it; no pointer: the whole file."""

    ref: str
    pointer: Pointer
    value: Any


@frozen(slots=True)
class Delete:
    """Take a key away, or, with no pointer, the whole file."""

    ref: str
    pointer: Pointer


@frozen(slots=True)
class Append:
    """Add an item to a list, which need not be there yet."""

    ref: str
    pointer: Pointer
    value: Any


@frozen(slots=True)
class Remove:
    """Take an item out of a list, by its value."""

    ref: str
    pointer: Pointer
    value: Any


@frozen(slots=True)
class Rekey:
    """Call a key of an open map something else; where the keys are sorted, they stay so."""

    ref: str
    pointer: Pointer
    value: str
    """The new key."""


@frozen(slots=True)
class Move:
    """Give a whole file another reference, and so another path; what it holds stays."""

    ref: str
    value: str
    """The new reference."""


Edit: TypeAlias = Put | Delete | Append | Remove | Rekey | Move
