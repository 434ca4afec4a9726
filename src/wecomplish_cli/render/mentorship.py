"""The layout of everything about one mentorship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.render.blocks import Block, Column, Heading, Sentence, id_column
from wecomplish_cli.render.parts import WHO, dated, facts, next_steps, section, waiting
from wecomplish_cli.text.phrases import day, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.reports.show.mentorship import Agreed, WholeMentorship

_GOAL = (
    Column("title", "goal"),
    Column("status", "status", unbroken=True),
    dated("due", "due"),
    Column("late", "late", unbroken=True),
    Column("measure", "measured by"),
    Column("expectation", "for", dispensable=True),
)
_ACTION = (
    Column("goal", "goal", grouped=True),
    Column("action", "step"),
    dated("due", "due"),
    dated("done", "done"),
    Column("late", "late", unbroken=True),
)
_LEVELS = (
    Column("title", "expectation"),
    dated("start", "at the start"),
    dated("now", "now"),
    dated("end", "at the end"),
    id_column("expectation"),
)
_MEETING = (
    dated("date", "on"),
    Column("minutes", "minutes", unbroken=True),
    Column("summary", "what came of it"),
    Column("goals", "about"),
    dated("next", "next"),
    Column("pulse", "pulse"),
    Column("fit", "fit"),
)
_REVIEW = (
    dated("date", "on"),
    Column("by", "by"),
    Column("outcome", "outcome", unbroken=True),
    Column("observed", "saw otherwise"),
)
_EARLIER = (
    Column("mentors", "mentors"),
    Column("status", "status", unbroken=True),
    dated("started", "started"),
    dated("ended", "ended"),
    Column("reason", "reason"),
)


_TERMS = {
    "program_name": "Programme",
    "peer": "Among equals",
    "proposed": "Proposed on",
    "agreement": "Agreed",
    "checkin_every_days": "Days between check-ins",
    "target": "To reach, in percent",
    "target_by": "To reach by",
    "taken": "Levels at the start taken on",
    "outcome_taken": "Levels at the end taken on",
    "paused_until": "Paused until",
    "ended": "Ended on",
    "reason": "Reason",
    "quiet": "Not told by mail",
}


def mentorship(answer: WholeMentorship, _ring: str) -> Iterator[Block]:
    """A mentorship."""
    row = answer.row
    yield Heading(f"{row.mentee_name} in {row.competence_name}", 1)
    why = f" ({'; '.join(row.reasons)})" if row.reasons else ""
    yield Sentence(f"Mentored by {' and '.join(row.mentors_said)}: {row.state}{why}")
    labels = {"mentorship": "Id", "status": "Status", "started": "Started", "until": "Planned until"}
    labels |= {"last_checkin": "Last check-in", "next_checkin": "Next check-in"}
    yield from facts("mentorship", row, labels, ("mentors", "mentor_names", "only_asked", "state", "reasons"))
    yield from facts("terms", answer, _TERMS | {"familiarity": "Familiar now", "gain": "Points gained"})
    yield from _about_mentorship(answer)
    yield from next_steps(answer.commands)


def _about_mentorship(answer: WholeMentorship) -> Iterator[Block]:
    """The tables of a mentorship."""
    yield from _agreed(answer)
    yield from section("Check-ins", "checkins", answer.meetings, _MEETING)
    yield from section("Reviews", "reviews", answer.reviews, _REVIEW)
    yield from waiting(answer.waiting)
    yield from section("Earlier mentorships in it", "previous", answer.previous, _EARLIER)
    for earlier in answer.previous:
        since = f", {day(earlier.started)} to {told(earlier.ended)}" if earlier.started else ""
        yield Heading(f"With {' and '.join(earlier.mentors)}{since}: {earlier.status}")
        yield from facts("previous_terms", earlier, _TERMS | {"until": "Planned until"})
        yield from _agreed(earlier, "previous_")


def _agreed(terms: Agreed, prefix: str = "") -> Iterator[Block]:
    """The tables of what was agreed, and of the levels that came of it."""
    yield from section("Accepted by", f"{prefix}accepting", terms.accepting, (*WHO, dated("accepted", "on")))
    yield from section("Goals", f"{prefix}goals", terms.goals, _GOAL)
    yield from section("Steps", f"{prefix}actions", terms.actions, _ACTION)
    yield from section("Levels", f"{prefix}levels", terms.levels, _LEVELS)
