"""`wecomplish suggest`: who could mentor someone, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import fitting
from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import argument, flag, option, reads
from wecomplish_cli.cli.completion import competences, people
from wecomplish_cli.cli.options import ReportOptions
from wecomplish_cli.cli.weights import WEIGHT, weights

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Suggest:
    """Suggest mentors for someone, with reasons.

    The most suitable come first, each with what speaks for and against them, then those who could not and
    why. Nothing is written.
    """

    mentee: Annotated[str, argument("MENTEE", "Who is to be mentored.", people, fits=fitting.unmentored)]
    competence: Annotated[
        str,
        argument("COMPETENCE", "The role or skillset they hold.", competences, fits=fitting.without_mentor),
    ]
    top: Annotated[int, option("N", "How many to show.", bounds=(1, 1000))] = 5
    peer: Annotated[bool, flag("--peer", "Suggest equals, who may mentor each other.")] = False
    explain: Annotated[bool, flag("--explain", "Show every point, so that scores can be added up.")] = False
    weight: Annotated[tuple[str, ...], WEIGHT] = ()

    def answer(self, request: Request) -> Answer:
        """Look for mentors."""
        from wecomplish_cli.render import suggestions as layout
        from wecomplish_cli.reports.suggestions import suggestions

        wanted = weights(self.weight, self.peer)
        mentee = request.person(self.mentee)
        competence = request.held(self.competence, mentee)
        found = suggestions(request.view, mentee, competence, self.top, self.peer, wanted)
        return Answer("suggestions", found, layout.explained if self.explain else layout.suggestions)


suggest = reads(Suggest, ReportOptions)
