"""`wecomplish portrait`: what someone knows, what they aim at, and what they could pass on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import terminal
from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import argument, reads
from wecomplish_cli.cli.completion import competences, people
from wecomplish_cli.cli.options import ReportOptions
from wecomplish_cli.errors import DataError
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.model.history import Step


@dataclass(frozen=True)
class Portrait:
    """Show a portrait of someone's competence.

    For each expectation the level they indicate, the level a mentor observed last, and the target, with the
    largest gap first; then how it came about, from git, and what they could mentor others in.
    """

    person: Annotated[str, argument("[PERSON]", "Whose portrait; otherwise yours.", people)] = "me"
    assignment: Annotated[
        str | None, argument("[COMPETENCE]", "Only this role or skillset; otherwise all.", competences)
    ] = None

    def answer(self, request: Request) -> Answer:
        """Draw the portrait."""
        from wecomplish_cli.render import portrait as layout
        from wecomplish_cli.reports.portrait import portrait

        who = request.person(self.person)
        held = request.org.people[who].held(request.today)
        wanted = [request.held(self.assignment, who)] if self.assignment else held
        found = portrait(request.view, who, wanted, _steps(request, who))
        return Answer("portrait", found, layout.portrait)


def _steps(request: Request, person: str) -> tuple[Step, ...] | None:
    """What git remembers; None, and a note, where it cannot tell."""
    from wecomplish_cli.dataset import history

    try:
        return history.past_of(request.dataset, person, request.today).steps
    except DataError as error:
        terminal.note(f"note: how it came about is left out: {visible(error.message)}")
        return None


portrait = reads(Portrait, ReportOptions)
