"""A person as a page names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive.view import once
from wecomplish_cli.frozen import frozen

if TYPE_CHECKING:
    from wecomplish_cli.derive.view import View


@frozen
class Who:
    """A person: the id, which their page is called by, and the name."""

    id: str
    name: str


@once
def who(view: View, person: str) -> Who:
    """Name a person."""
    return Who(person, view.org.name(person))
