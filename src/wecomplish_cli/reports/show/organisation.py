"""All settings of the organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wecomplish_cli.model import walk
from wecomplish_cli.model.organization import Organization

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wecomplish_cli.derive.view import View


@dataclass(frozen=True)
class Setting:
    """A setting, by the key that `set organisation` takes."""

    key: str
    value: str | None
    """None where it is not set, and there is no default."""
    default: bool
    """It is not set, so that the default holds."""


@dataclass(frozen=True)
class WholeOrganisation:
    """All settings of the organisation."""

    name: str
    administrators: tuple[str, ...]
    """Their names."""
    settings: tuple[Setting, ...]


def organisation(view: View) -> WholeOrganisation:
    """Collect all settings."""
    record = view.org.settings
    names = tuple(map(view.org.name, record.administrators))
    return WholeOrganisation(record.organization, names, tuple(_settings(record)))


def _settings(record: Organization) -> Iterator[Setting]:
    own = walk.values(record)
    for key in walk.dotted_keys(Organization):
        *above, last = key.split(".")
        if last == walk.ID:
            for each, value in (walk.value_at(record, tuple(above)) or {}).items():
                yield Setting(".".join((*above, each)), str(value), default=False)
            continue
        value = walk.value_at(record, (*above, last))
        yield Setting(key, _words(value), default=not _is_set(own, (*above, last)))


def _is_set(values: Mapping[str, Any], pointer: tuple[str, ...]) -> bool:
    inner: Any = values
    for key in pointer:
        if key not in inner:
            return False
        inner = inner[key]
    return True


def _words(value: Any) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or None
    return None if value is None else str(value)
