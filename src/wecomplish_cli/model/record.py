"""What every record has in common: frozen, closed, in slots, and, for a file, where it came from."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from functools import partial
from typing import Any, TypeVar, dataclass_transform

from wecomplish_cli.diagnostics import Spot
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.text import parse_date
from wecomplish_cli.model.walk import found_keys

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a class a record: its fields are the keys of a YAML mapping, in the order they are written."""
    # Slots and no set of given fields per record: a third of the memory of a pydantic model.
    made: Any = frozen(slots=True, kw_only=True)(cls)
    made.__pydantic_config__ = {"extra": "forbid", "alias_generator": partial(_key_of, made)}
    return made  # type: ignore[no-any-return]


def _key_of(record_type: Any, name: str) -> str:
    """The key that pydantic finds an attribute under."""
    return next((key for key, attribute, _ in found_keys(record_type) if attribute == name), name)


@record
class FileRecord:
    """A record that is a whole file; it knows its path, and no file repeats what the path says."""

    path: str = field(init=False, default="", compare=False)
    """POSIX path relative to the data's root, such as `people/ola-nordmann.yaml`."""

    @property
    def ref(self) -> str:
        """The path without its ending, which is how the data refers to it."""
        return self.path.removesuffix(".yaml")

    @property
    def id(self) -> str:
        """The last part of the reference."""
        return self.ref.rpartition("/")[2]

    def at(self, *pointer: str | int, key: bool = False) -> Spot:
        """Point at a value in this file, or at the key it stands under."""
        return Spot(self.path, pointer, key)


@record
class MenteeRecord(FileRecord):
    """A file in a folder that is named for the mentee it is about."""

    @property
    def mentee(self) -> str:
        """The id of the mentee."""
        return self.path.split("/", 2)[1]


@record
class EventRecord(MenteeRecord):
    """A file about something that happened on one day, which its name begins with."""

    @property
    def date(self) -> date:
        """The day it happened."""
        return parse_date(self.id[:10])


def placed(value: T, path: str) -> T:
    """Tell a file's record where it came from."""
    object.__setattr__(value, "path", path)
    return value
