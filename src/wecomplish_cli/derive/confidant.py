"""Whom people can write to in confidence when a pair does not work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.frozen import frozen

if TYPE_CHECKING:
    from wecomplish_cli.model.org import Org


@frozen
class Confidant:
    """Who is written to in confidence."""

    name: str | None
    """None where the organisation gives only an address."""
    address: str

    @property
    def who(self) -> str:
        """The name and the address, as a sentence has them."""
        return f"{self.name}, {self.address}" if self.name else self.address


def confidant(org: Org, reader: str | None = None) -> Confidant | None:
    """Find who is named to a reader; None where nobody is, or the reader is the one.

    Someone who has left, or has no address, can be written to no more.
    """
    named = org.settings.contact
    if named is None or named == reader:
        return None
    if "@" in named:
        own = org.people[reader].email if reader is not None and reader in org.people else None
        return None if own and own.casefold() == named.casefold() else Confidant(None, named)
    person = org.people.get(named)
    if person is None or not person.active or person.email is None:
        return None
    return Confidant(person.name, person.email)
