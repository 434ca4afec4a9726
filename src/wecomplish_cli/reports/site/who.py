"""A person as a page names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.derive.view import once

if TYPE_CHECKING:
    from wecomplish_cli.derive.view import View


@dataclass(frozen=True)
class Who:
    """A person: the id, which their page is called by, and the name."""

    id: str
    name: str


@once
def who(view: View, person: str) -> Who:
    """Name a person."""
    return Who(person, view.org.name(person))
