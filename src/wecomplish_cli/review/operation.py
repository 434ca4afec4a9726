"""One fact of a change: what it is about, and what of it decides who may make it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.text import shortened

if TYPE_CHECKING:
    from wecomplish_cli.diagnostics import Pointer
    from wecomplish_cli.review.policy import Row


@frozen(slots=True)
class Fact:
    """Something that a change does."""

    row: Row
    path: str
    """Relative to the data's root; of what is no data, to the top of the repository."""
    pointer: Pointer
    said: str
    """What becomes of it, in words."""
    about: str | None = None
    """The person it is about: whose file, which mentee, which author."""
    competence: str | None = None
    """The role or skillset whose mentors count; None: those in anything."""
    named: str | None = None
    """Whoever the line, `by` or `mentor` names."""
    teams: tuple[str, ...] = ()
    """The teams that an assignment names, before and after."""
    kept: str | None = None
    """The file whose keeper counts, where it is not the fact's own."""
    wrong: str | None = None
    """Why nobody may make it: what is wrong with it."""


def became(before: Any, after: Any) -> str:
    """Say what became of a value."""
    return f"{_shown(before)} → {_shown(after)}"


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return shortened(", ".join(map(str, value))) or "nothing"
    return value.isoformat() if isinstance(value, date) else shortened(str(value))
