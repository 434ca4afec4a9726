"""The data as it was before, asked by the ids of now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.model.renames import renames

if TYPE_CHECKING:
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import HelpRequest, Mentorship, Terms


class Former:
    """The data as it was before, asked by the ids of now: what was only renamed did not happen."""

    def __init__(self, before: View, after: View) -> None:
        self.view, self.org = before, before.org
        found = renames(before.org, after.org)
        self._people = {new: old for old, new in found.people.items()}
        self._others = {new: old for old, new in found.others.items()}

    def person(self, now: str) -> str:
        """The id that a person had."""
        return self._people.get(now, now)

    def competence(self, now: str) -> str:
        """The reference that a role or skillset had."""
        return self._others.get(now, now)

    def terms(self, now: Mentorship) -> tuple[Terms, ...]:
        """The records of a slot, oldest first."""
        slot = self.person(now.mentee), self.competence(now.competence)
        found = self.org.mentorships.get(slot)
        return (*found.previous, found) if found else ()

    def request(self, now: HelpRequest) -> HelpRequest | None:
        """A request for help as it was; None if it is new."""
        found: HelpRequest | None = self.org.records.get(f"help/{self.person(now.mentee)}/{now.id}.yaml")
        return found
