"""What a new organisation lacks before its mentorships can begin, one step at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive import membership, mentoring
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.expectations import is_retired

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.derive.view import View


@frozen
class FirstStep:
    """What is missing, and the command that adds it; on a terminal, it asks for what it needs."""

    sentence: str
    command: str


def first_step(view: View) -> FirstStep | None:
    """Find the first thing that is missing; None once there was a mentorship."""
    return None if view.org.mentorships else next(_missing(view))


def _missing(view: View) -> Iterator[FirstStep]:
    """What is missing, in the order in which each builds on those before."""
    people = [person for person, record in view.org.people.items() if record.active]
    if len(people) < 2:
        yield FirstStep("Add the people who will help each other.", "wecomplish add person")
    expected = [
        ref for ref, record in view.org.competences.items() if not is_retired(record.retired, view.today)
    ]
    if not expected:
        yield FirstStep("Add a role or skillset that people hold.", "wecomplish add role")
    empty = [ref for ref in expected if not view.org.competences[ref].items]
    if len(empty) == len(expected):
        what = "responsibility" if empty[0].startswith("roles/") else "skill"
        said = f"Say what is expected of those who hold {view.org.title(empty[0])}."
        yield FirstStep(said, f"wecomplish add {what} {empty[0]}")
    holders = membership.population(view)
    if not holders:
        said = f"Say who holds {view.org.title(expected[0])}."
        yield FirstStep(said, f"wecomplish hold PERSON {expected[0]}")
    silent = [person for person in holders if not view.org.familiarity.get(person)]
    if len(silent) == len(holders):
        said = f"Say how familiar {view.org.name(silent[0])} is with what is expected."
        yield FirstStep(said, f"wecomplish refresh {silent[0]}")
    if not any(mentoring.wants_to_mentor(view, person) for person in people):
        yield FirstStep("Ask who is open to mentoring, and record it.", "wecomplish offer PERSON --open")
    yield FirstStep("Give someone a mentor.", "wecomplish assign")
