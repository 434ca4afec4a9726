"""What several commands are given: how their fields are given on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.cli import fitting
from wecomplish_cli.cli.command import Given, argument, option
from wecomplish_cli.cli.completion import competences, expectations, levels, people

if TYPE_CHECKING:
    from wecomplish_cli.cli.fitting import Requests, Slots


def slot(slots: Slots, nothing: str, take_only: bool = True) -> tuple[Given, Given]:
    """The mentee and the assignment of a mentorship, and which fit a command that names none."""
    who, what = "Who is mentored; `me` for yourself.", "The role or skillset they are mentored in."
    return (
        argument("MENTEE", who, people, fits=fitting.mentees(slots, nothing, take_only)),
        argument("COMPETENCE", what, competences, fits=fitting.assignments(slots, nothing)),
    )


def asked(requests: Requests, nothing: str) -> tuple[Given, Given]:
    """Who asks for help and what with, and which requests fit a command that names none."""
    who, what = (
        "Who asks for help; `me` for yourself.",
        "What with: the expectation's id, or part of its title.",
    )
    return (
        argument("PERSON", who, people, fits=fitting.askers(requests, nothing)),
        argument("EXPECTATION", what, expectations, fits=fitting.asked_with(requests, nothing)),
    )


PARTY = option("PERSON", "Whose answer it is, if not yours.", people)
REASON = option("TEXT", "Why; it stays with the record.")

ASKER = argument("PERSON", "Who asks for help; `me` for yourself.", people)
WITH = argument("EXPECTATION", "What with: the expectation's id, or part of its title.", expectations)
HELPER = option("PERSON", "Who helps; otherwise you.", people)

KEEPER = option("PERSON", "Who may change it later.", people)
TARGET = option("LEVEL", "The level expected in time.", levels)
