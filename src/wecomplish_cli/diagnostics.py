"""What a check says: findings of rules, and diagnostics, which are findings with a place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Pointer: TypeAlias = tuple[str | int, ...]
"""The keys and list indexes (from 0) that lead from the top of a file to a value."""


class Severity(StrEnum):
    """How much a finding weighs; errors fail a check, warnings only with `--fail-on warning`."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in the dataset: a file (POSIX path relative to the data's root) and a pointer into it."""

    path: str
    pointer: Pointer = ()
    at_key: bool = False
    """True when the key that the pointer ends in is meant, not its value."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one line; line and columns count from 1, `end_column` is the first one after it."""

    line: int
    column: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Fix:
    """The text to put in place of what a finding points at, without changing its meaning."""

    text: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another spot that belongs to the same finding, with what it has to do with it."""

    spot: Spot
    message: str
    place: Place | None = None
    """Known only where the reader refused the text, which then cannot be searched for the pointer."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a rule says about the data, not yet placed in the text."""

    spot: Spot
    message: str
    hint: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    place: Place | None = None
    """As in `Related`."""


@dataclass(frozen=True, slots=True)
class RelatedDiagnostic:
    """A related spot with its place."""

    path: str
    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its rule, severity, place and the source line, ready to be shown."""

    code: str
    rule: str
    severity: Severity
    path: str
    pointer: Pointer
    place: Place
    message: str
    source: str
    """The line the place is in, without its end; empty where the file cannot be shown."""
    hint: str | None = None
    related: tuple[RelatedDiagnostic, ...] = ()
    fix: Fix | None = None
