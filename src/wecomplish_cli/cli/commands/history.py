"""`wecomplish history`: what became of someone, from git."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import terminal
from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import argument, reads
from wecomplish_cli.cli.completion import competences, people
from wecomplish_cli.cli.options import NowOptions
from wecomplish_cli.text.escape import visible
from wecomplish_cli.text.phrases import counted

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.model.history import Past

MOST_NAMED = 5
"""Versions that could not be read and are named; of more, it says how many."""


@dataclass(frozen=True)
class History:
    """Show someone's mentoring history, from git.

    It is about their mentors and mentees, help, reviews, check-ins, insights and familiarity. Days are those
    that the data names; where it names none, those of the commits.
    """

    person: Annotated[str, argument("PERSON", "Whose story; otherwise yours.", people)] = "me"
    assignment: Annotated[
        str | None,
        argument("[COMPETENCE]", "Only what belongs to this role or skillset of theirs.", competences),
    ] = None

    def answer(self, request: Request) -> Answer:
        """Tell the person's story, and what it lacks."""
        from wecomplish_cli.dataset.history import past_of
        from wecomplish_cli.render import stories
        from wecomplish_cli.reports import history

        who = request.person(self.person)
        competence = request.assignment(self.assignment, who) if self.assignment else None
        remembered = past_of(request.dataset, who, request.today)
        _note_gaps(remembered)
        story = history.history(request.view, remembered, who, competence)
        return Answer("history", story, lambda told, _: stories.history(told, terminal.sparks()))


history = reads(History, NowOptions)


def _note_gaps(remembered: Past) -> None:
    """Tell what the story lacks."""
    if remembered.shallow:
        terminal.note(
            "note: this clone is shallow, so what happened before its first commit is missing; "
            "git fetch --unshallow brings it"
        )
    for each in remembered.unreadable[:MOST_NAMED]:
        terminal.note(f"note: {visible(each)} cannot be read and is left out")
    more = len(remembered.unreadable) - MOST_NAMED
    if more > 0:
        terminal.note(f"note: and {more} more versions")
    for each in remembered.undated[:MOST_NAMED]:
        terminal.note(f"note: commit {each} has no date between 1970 and 9999; the nearest commit's is shown")
    more = len(remembered.undated) - MOST_NAMED
    if more > 0:
        terminal.note(f"note: and {counted(more, 'more commit')}")
