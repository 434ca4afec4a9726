"""`wecomplish training`: what is expected of someone, and how far they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import argument, reads
from wecomplish_cli.cli.completion import competences, people

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Training:
    """Show what is expected of someone, and how far they are.

    Awareness counts every expectation with a level; familiarity weighs the levels. Only the highest level
    says that something is met without help.
    """

    person: Annotated[str, argument("PERSON", "Whose training; otherwise yours.", people)] = "me"
    assignment: Annotated[
        str | None, argument("[COMPETENCE]", "Only this role or skillset; otherwise all.", competences)
    ] = None

    def answer(self, request: Request) -> Answer:
        """Look up how far the person is."""
        from wecomplish_cli.render import training as layout
        from wecomplish_cli.reports import training

        who = request.person(self.person)
        competence = request.held(self.assignment, who) if self.assignment else None
        found = training.training(request.view, who, competence)
        return Answer("training", found, layout.training)


training = reads(Training)
