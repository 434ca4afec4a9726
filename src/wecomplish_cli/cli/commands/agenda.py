"""`wecomplish agenda`: what a mentee and a mentor could talk about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import fitting
from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import reads
from wecomplish_cli.cli.fields import slot

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request

MENTEE, ASSIGNMENT = slot(fitting.under_way("active", "paused", "proposed"), "no mentorship is under way")


@dataclass(frozen=True)
class Agenda:
    """Show what a mentee and a mentor could talk about when they meet.

    Open help, goals, what is not clear or no longer fresh, what was agreed, and a question to begin with.
    """

    mentee: Annotated[str, MENTEE]
    assignment: Annotated[str, ASSIGNMENT]

    def answer(self, request: Request) -> Answer:
        """Collect it."""
        from wecomplish_cli.render import meeting
        from wecomplish_cli.reports import agenda

        mentee = request.person(self.mentee)
        competence = request.assignment(self.assignment, mentee)
        return Answer("agenda", agenda.agenda(request.view, mentee, competence), meeting.agenda)


agenda = reads(Agenda)
