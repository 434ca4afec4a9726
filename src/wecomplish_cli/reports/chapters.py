"""The mentorships that a slot held one after another, put together from the versions of its file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wecomplish_cli.derive import mentoring

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from wecomplish_cli.model.history import Step
    from wecomplish_cli.model.mentorships import Mentorship, MentorshipStatus, Terms


@dataclass(frozen=True)
class Turn:
    """A change of status that a commit made, with the terms from then on."""

    day: date
    before: MentorshipStatus | None
    """None where the record was new."""
    after: MentorshipStatus
    terms: Terms


@dataclass
class Chapter:
    """One mentorship of a slot, in its newest words."""

    competence: str
    terms: Terms
    turns: list[Turn] = field(default_factory=list)
    """Oldest first."""
    removed: date | None = None
    """The day its file was deleted."""

    def turned(self, status: MentorshipStatus) -> Turn | None:
        """The first turn to a status."""
        return next((turn for turn in self.turns if turn.after is status), None)


def chapters(steps: Iterable[Step], mentee: str) -> list[Chapter]:
    """Put together the mentorships of one slot, oldest first.

    A record keeps its number for good, since `previous` is only appended to; what was taken back is left out.
    """
    found: dict[int, Chapter] = {}
    first = end = 0
    for step in steps:
        if step.after is None:
            if end > first:
                found[end - 1].removed = step.day
            first = end
            continue
        old, new = _records(step.before), _records(step.after)
        end = first + len(new)
        for number, terms in enumerate(new):
            competence = step.after.competence
            chapter = found.setdefault(first + number, Chapter(competence, terms))
            chapter.terms, chapter.competence = terms, competence
            was = mentoring.status(old[number], mentee) if number < len(old) else None
            now = mentoring.status(terms, mentee)
            # When an earlier record that is seen here first became what it is, only its dates can tell.
            if was is not now and (was is not None or terms is step.after):
                turn = Turn(step.day, was, now, terms)
                if not any((each.day, each.after) == (turn.day, now) for each in chapter.turns):
                    chapter.turns.append(turn)
    return [chapter for number, chapter in sorted(found.items()) if number < end]


def _records(mentorship: Mentorship | None) -> list[Terms]:
    return [] if mentorship is None else [*mentorship.previous, mentorship]
