"""`wecomplish goal add`: give a mentorship a goal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, option, writes
from wecomplish_cli.cli.commands.goal.given import (
    ACTION,
    ASSIGNMENT,
    DUE,
    EXPECTATION,
    MEASURE,
    MENTEE,
    steps,
)

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Add:
    """Agree on a goal.

    Make it specific, measurable and dated: what the mentee will be able to do, how everyone will see it, and
    by when.
    """

    mentee: Annotated[str, MENTEE]
    assignment: Annotated[str, ASSIGNMENT]
    title: Annotated[
        str | None,
        argument("TITLE", "What the mentee wants to be able to do, as a sentence.", unless=("template",)),
    ] = None
    measure: Annotated[str | None, MEASURE] = None
    due: Annotated[str | None, DUE] = None
    expectation: Annotated[str | None, EXPECTATION] = None
    action: Annotated[tuple[str, ...], ACTION] = ()
    template: Annotated[
        str | None,
        option("MILESTONE", "Take title, measure and expectation from this milestone of the career path."),
    ] = None

    def decide(self, request: Request) -> Plan:
        """Decide on the goal."""
        from wecomplish_cli.actions import goals, templates

        mentee = request.person(self.mentee)
        competence = request.assignment(self.assignment, mentee)
        title, measure = self.title or "", self.measure
        about = request.expectation(self.expectation, mentee) if self.expectation else None
        if self.template:
            *_, milestone = templates.milestones_up_to(request.view, mentee, competence, self.template)
            title, measure = title or milestone.title, measure or milestone.shown_by
            about = about or templates.served(milestone)
        wanted = goals.Wanted(
            measure=measure,
            due=request.day(self.due, "--due"),
            expectation=about,
            steps=steps(request, self.action),
        )
        return goals.add(request.view, mentee, competence, title, wanted)


add = writes(Add)
