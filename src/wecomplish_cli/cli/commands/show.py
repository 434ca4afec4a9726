"""`wecomplish show`: everything about one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import argument, reads
from wecomplish_cli.cli.completion import anything, competences
from wecomplish_cli.cli.options import PageOptions
from wecomplish_cli.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request

SETTINGS = ("organisation", "organization", "wecomplish")
"""What the settings are called."""
FOLDERS = ("people", "teams", "roles", "skillsets", "expectations", "programs", "insights")


@dataclass(frozen=True)
class Show:
    """Show everything about a person, team, role, mentorship or other thing.

    REF is an id, a reference such as roles/platform-engineer, or part of a name; `organisation` stands for
    the settings. With COMPETENCE, it is the mentorship of a person in this role or skillset. Below stand the
    commands that act on it.
    """

    ref: Annotated[str, argument("REF", "What to show; `me` for yourself.", anything)]
    assignment: Annotated[
        str | None, argument("[COMPETENCE]", "Their mentorship in this role or skillset.", competences)
    ] = None

    def answer(self, request: Request) -> Answer:
        """Look it up."""
        wanted = self.ref.removesuffix(".yaml")
        if wanted in SETTINGS and self.assignment is None:
            return _organisation(request)
        if wanted.startswith("mentorships/") and self.assignment is None:
            _, mentee, competence = (*wanted.split("/", 2), "")[:3]
            return _mentorship(request, mentee, competence)
        if self.assignment is not None:
            who = request.person(wanted)
            return _mentorship(request, who, request.assignment(self.assignment, who))
        return _thing(request, request.anything(wanted, FOLDERS))


def _thing(request: Request, ref: str) -> Answer:
    """Everything about what has a file of its own, or is part of a role or skillset."""
    from wecomplish_cli.render import show as layout
    from wecomplish_cli.render import stories
    from wecomplish_cli.reports import insights
    from wecomplish_cli.reports.show import competence, person, program, team

    view = request.view
    folder, _, own = ref.partition("/")
    if folder == "people":
        return Answer("person", person.person(view, own), layout.person)
    if folder == "teams":
        return Answer("team", team.team(view, own), layout.team)
    if folder == "programs":
        return Answer("program", program.program(view, own), layout.program)
    if folder == "insights":
        return Answer("insight", insights.insight(view, own), stories.insight)
    if ref in view.org.competences:
        return Answer("competence", competence.competence(view, ref), layout.competence)
    return Answer("expectation", competence.expectation(view, ref), layout.expectation)


def _organisation(request: Request) -> Answer:
    """All settings."""
    from wecomplish_cli.render import show as layout
    from wecomplish_cli.reports.show import organisation

    return Answer("organisation", organisation.organisation(request.view), layout.organisation)


def _mentorship(request: Request, mentee: str, competence: str) -> Answer:
    """Everything about a mentorship.

    Raises:
        UsageError: if the reference leads to none.
        RefusedError: if this person has none in this role or skillset.
    """
    from wecomplish_cli.render import mentorship as layout
    from wecomplish_cli.reports.show import mentorship

    org = request.org
    if (mentee, competence) not in org.mentorships:
        if mentee not in org.people or competence not in org.competences:
            raise UsageError(
                f"there is no mentorships/{mentee}/{competence}", "`wecomplish list mentorships` lists them"
            )
        raise RefusedError(
            f"{org.name(mentee)} has no mentorship in {org.title(competence)}",
            f"`wecomplish mentorships {mentee} --all` lists theirs",
        )
    found = mentorship.mentorship(request.view, mentee, competence, request.identity)
    return Answer("mentorship", found, layout.mentorship)


show = reads(Show, PageOptions)
