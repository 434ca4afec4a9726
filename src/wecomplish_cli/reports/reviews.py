"""What mentors made of completed familiarity: the outcome, and the levels that they saw otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.frozen import frozen
from wecomplish_cli.text.phrases import day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Review


@frozen
class Reviewed:
    """A review of someone's familiarity with a role or skillset."""

    date: dt.date
    by: str
    """The mentor's name."""
    competence: str
    competence_name: str
    outcome: str
    observed: tuple[str, ...]
    """The levels that the mentor saw otherwise, each with its expectation's title."""

    @property
    def sentence(self) -> str:
        """All of it in words."""
        seen = f"; saw {', '.join(self.observed)}" if self.observed else ""
        return f"{self.by} reviewed {self.competence_name} on {day(self.date)}: {self.outcome}{seen}"


@frozen
class Seen:
    """A level that a mentor saw where the mentee has not indicated anything since."""

    expectation: str
    level: str
    review: Review


def reviewed(view: View, review: Review) -> Reviewed:
    """Put a review in words."""
    return Reviewed(
        review.date,
        view.org.name(review.by),
        review.competence,
        view.org.title(review.competence),
        review.outcome.replace("_", " "),
        tuple(f"{view.org.title(ref)}: {level}" for ref, level in review.observed.items()),
    )


def latest(view: View, person: str, competence: str | None) -> Reviewed | None:
    """The newest review of a person in a role or skillset; None where there is none."""
    found = [each for each in view.org.reviews.get(person, ()) if each.competence == competence]
    return reviewed(view, max(found, key=lambda each: each.date)) if found else None


def seen(view: View, person: str) -> Iterator[Seen]:
    """What mentors saw otherwise, as long as the mentee has indicated nothing else since; newest first."""
    indicated = view.org.familiarity.get(person, {})
    found: set[str] = set()
    for review in sorted(view.org.reviews.get(person, ()), key=lambda each: each.date, reverse=True):
        for ref, level in review.observed.items():
            own = indicated.get(ref)
            stands = own is None or (own.updated <= review.date and own.level != level)
            if ref not in found and stands:
                yield Seen(ref, level, review)
            found.add(ref)
