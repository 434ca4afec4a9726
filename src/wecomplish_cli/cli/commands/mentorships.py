"""`wecomplish mentorships`: whom someone mentors, and who mentors them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import argument, flag, reads
from wecomplish_cli.cli.completion import people

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Mentorships:
    """Show the mentorships of one person.

    First whom they mentor, those who wait for help before the others, then who mentors them; with --all, then
    whom they mentored, and who mentored them.
    """

    person: Annotated[str, argument("PERSON", "Whose mentorships; otherwise yours.", people)] = "me"
    everything: Annotated[bool, flag("--all", "Include those that are over, from both sides.")] = False

    def answer(self, request: Request) -> Answer:
        """Look the person's mentorships up."""
        from wecomplish_cli.render import answers
        from wecomplish_cli.reports.overview import overview

        found = overview(request.view, request.person(self.person), self.everything)
        return Answer("mentorships", found, answers.overview)


mentorships = reads(Mentorships)
