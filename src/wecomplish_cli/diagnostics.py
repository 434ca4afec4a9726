"""What a check says: findings of rules, and diagnostics, which are findings with a place."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from wecomplish_cli.frozen import frozen

Pointer: TypeAlias = tuple[str | int, ...]
"""The keys and list indexes (from 0) that lead from the top of a file to a value."""


MOST_RELATED = 10
"""Other spots that a finding names; of more, it says how many."""


class Severity(StrEnum):
    """How much a finding weighs; errors fail a check, warnings only with `--fail-on warning`."""

    ERROR = "error"
    WARNING = "warning"


@frozen(slots=True)
class Spot:
    """A value in the dataset: a file (POSIX path relative to the data's root) and a pointer into it."""

    path: str
    pointer: Pointer = ()
    at_key: bool = False
    """True when the key that the pointer ends in is meant, not its value."""


@frozen(slots=True)
class Place:
    """A stretch of one line; line and columns count from 1, `end_column` is the first one after it."""

    line: int
    column: int
    end_column: int


class Mend(StrEnum):
    """How a finding is mended without a change of meaning."""

    REPLACE = "replace"
    """What it points at, a value or a key, is spelled otherwise."""
    SORT = "sort"
    """The entries beside the one it points at are put in order."""
    SET_APART = "set_apart"
    """A blank line is put between the entries beside the one it points at."""
    LINE_ENDS = "line_ends"
    """The file's lines end in LF."""
    SPACES = "spaces"
    """A byte order mark goes, and what only looks like the usual space around keys and values becomes it."""


@frozen(slots=True)
class Fix:
    """How to mend what a finding points at; `text` is what to put in its place."""

    mend: Mend
    text: str = ""


@frozen(slots=True)
class Related:
    """Another spot that belongs to the same finding, with what it has to do with it."""

    spot: Spot
    message: str
    place: Place | None = None
    """Known only where the reader refused the text, which then cannot be searched for the pointer."""


@frozen(slots=True)
class Finding:
    """Something a rule says about the data, not yet placed in the text."""

    spot: Spot
    message: str
    hint: str | None = None
    related: tuple[Related, ...] = ()
    """At most `MOST_RELATED`."""
    more_related: int = 0
    """How many more there are."""
    fix: Fix | None = None
    place: Place | None = None
    """As in `Related`."""


@frozen(slots=True)
class RelatedDiagnostic:
    """A related spot with its place."""

    path: str
    place: Place
    message: str


class Standing(StrEnum):
    """What a change has to do with a finding; only new ones fail a change."""

    NEW = "new"
    THERE = "already there"
    FIXED = "fixed"


@frozen(slots=True)
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
    more_related: int = 0
    """As in `Finding`."""
    fix: Fix | None = None
    at_key: bool = False
    """As in `Spot`."""
    standing: Standing | None = None
    """Where a change is judged: what the change has to do with it."""
    fingerprint: str = ""
    """The same as long as the finding is the same, whatever line it is at; other findings have others."""
