"""A sentence in no language yet: pages say it in their readers'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.frozen import frozen

if TYPE_CHECKING:
    from datetime import date


@frozen
class Said:
    """The key of a phrase on why something is so, and what it is about."""

    key: str
    n: int | None = None
    day: date | None = None
    parts: tuple[Said, ...] = ()
