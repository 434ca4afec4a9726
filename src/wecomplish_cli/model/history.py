"""How records became what they are, as steps: what a commit or a day made of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wecomplish_cli.frozen import frozen

if TYPE_CHECKING:
    from datetime import date


from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@frozen
class Step:
    """What a commit made of one file's record; None where there was no file before, or is none any more.

    A commit is compared with the one it was made from, so that commits side by side may come in any order.
    """

    day: date
    path: str
    before: Any | None
    after: Any | None


@frozen
class Past:
    """What git remembers of a person's files, and of the mentorships of those whom they mentored."""

    steps: tuple[Step, ...]
    """Oldest first; the last ones are what is so now."""
    earlier: tuple[tuple[date, str], ...]
    """The person's earlier ids, each with the day it was given up, oldest first."""
    shallow: bool
    """The clone has not all of the history."""
    unreadable: tuple[str, ...]
    """Versions that could not be read, and are left out."""
    undated: tuple[str, ...]
    """Commits whose own date cannot be right; they have that of the nearest commit."""
