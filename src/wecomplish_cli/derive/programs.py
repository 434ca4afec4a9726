"""Who takes part in a program, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.model.people import ProgramRole

if TYPE_CHECKING:
    from wecomplish_cli.derive.view import View

AS_MENTEE = (ProgramRole.MENTEE, ProgramRole.BOTH)
AS_MENTOR = (ProgramRole.MENTOR, ProgramRole.BOTH)


def mentees(view: View, program: str) -> list[str]:
    """The active people who joined to be mentored, by id."""
    return _joined(view, program, AS_MENTEE)


def mentors(view: View, program: str) -> list[str]:
    """The active people who joined to mentor, by id."""
    return _joined(view, program, AS_MENTOR)


def joined_as(view: View, person: str, program: str) -> ProgramRole | None:
    """What someone joined a program as; None if they did not."""
    part = view.org.people[person].programs.get(program)
    return part.role if part else None


def _joined(view: View, program: str, roles: tuple[ProgramRole, ...]) -> list[str]:
    return [
        person
        for person, record in view.org.people.items()
        if record.active and joined_as(view, person, program) in roles
    ]
