"""`wecomplish goal list`: someone's goals, and how they are coming on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import argument, reads
from wecomplish_cli.cli.completion import competences, people

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class List:
    """List someone's goals, and how they are coming on."""

    mentee: Annotated[str, argument("[MENTEE]", "Whose goals; otherwise yours.", people)] = "me"
    assignment: Annotated[
        str | None, argument("COMPETENCE", "Only those of one mentorship.", competences)
    ] = None

    def answer(self, request: Request) -> Answer:
        """List them."""
        from wecomplish_cli.render import meeting
        from wecomplish_cli.reports import goals

        mentee = request.person(self.mentee)
        competence = request.assignment(self.assignment, mentee) if self.assignment else None
        return Answer("goals", goals.goals(request.view, mentee, competence), meeting.goals)


list_ = reads(List)
