"""`wecomplish history`: what became of someone, from git."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.cli.completion import competences, people
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from wecomplish_cli.model.history import Past

MOST_NAMED = 5
"""Versions that could not be read and are named; of more, it says how many."""


def history(
    person: Annotated[
        str,
        typer.Argument(metavar="PERSON", help="Whose story; otherwise yours.", autocompletion=people),
    ] = "me",
    assignment: Annotated[
        str | None,
        typer.Argument(
            metavar="[ASSIGNMENT]",
            help="Only what belongs to this role or skillset of theirs.",
            show_default=False,
            autocompletion=competences,
        ),
    ] = None,
    format: options.FormatOption = None,  # noqa: A002 - the option's name
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Tell what became of someone, from git.

    It is about their mentors and mentees, help, reviews, check-ins, insights and familiarity. Days are those
    that the data names; where it names none, those of the commits.
    """
    from wecomplish_cli.cli.answer import Answer, show
    from wecomplish_cli.cli.change import open_request
    from wecomplish_cli.dataset.history import past_of
    from wecomplish_cli.render import stories
    from wecomplish_cli.reports import history

    request = open_request(org, today)
    who = request.person(person)
    competence = request.assignment(assignment, who) if assignment else None
    remembered = past_of(request.dataset, who, request.today)
    _note_gaps(remembered)
    story = history.history(request.org, remembered, who, competence, request.today)
    show(Answer("history", story, lambda told, _: stories.history(told, terminal.sparks())), format)


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
        terminal.note(f"note: and {more} more commits")
