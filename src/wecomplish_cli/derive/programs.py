"""Who takes part in a program, and as what."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from wecomplish_cli.derive import health, runs
from wecomplish_cli.derive.view import View, once
from wecomplish_cli.model.people import ProgramRole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wecomplish_cli.model.mentorships import Mentorship

AS_MENTEE = (ProgramRole.MENTEE, ProgramRole.BOTH)
AS_MENTOR = (ProgramRole.MENTOR, ProgramRole.BOTH)


def mentees(view: View, program: str) -> list[str]:
    """The active people who joined to be mentored, by id."""
    return [each for each in joined(view, program, ProgramRole.MENTEE) if view.org.people[each].active]


def mentors(view: View, program: str) -> list[str]:
    """The active people who joined to mentor, by id."""
    return [each for each in joined(view, program, ProgramRole.MENTOR) if view.org.people[each].active]


def pairs(view: View, program: str, person: str | None = None) -> list[Mentorship]:
    """The mentorships of a program as they stand, or those of them that a person is part of."""
    found = _pairs(view).get(program, [])
    return found if person is None else [each for each in found if person in (each.mentee, *each.mentors)]


@once
def _pairs(view: View) -> Mapping[str, list[Mentorship]]:
    found: dict[str, list[Mentorship]] = defaultdict(list)
    for slot in view.org.mentorships.values():
        if slot.program:
            found[slot.program].append(slot)
    return found


def without_mentor(view: View, program: str) -> list[str]:
    """The active people who joined to be mentored and have or had no mentor in it, by id."""
    matched = {run.mentee for run in runs.runs_of(view, program)}
    return [each for each in mentees(view, program) if each not in matched]


def in_trouble(view: View, program: str) -> list[Mentorship]:
    """The mentorships of a program that need someone: at risk, inactive, or with a mentor who has left."""
    people = view.org.people
    gone = (each for each in pairs(view, program) if each.status.under_way)
    return [
        each
        for each in gone
        if health.health(view, each).state in TROUBLE
        or (each.mentor in people and not people[each.mentor].active)
    ]


TROUBLE = (health.State.AT_RISK, health.State.INACTIVE)


def joined_as(view: View, person: str, program: str) -> ProgramRole | None:
    """What someone joined a program as; None if they did not."""
    part = view.org.people[person].programs.get(program)
    return part.role if part else None


def joined(view: View, program: str, role: ProgramRole) -> list[str]:
    """Everyone who joined as mentee, or as mentor, also those who have left, by id."""
    return _joined_by_program(view).get((program, role), [])


@once
def _joined_by_program(view: View) -> Mapping[tuple[str, ProgramRole], list[str]]:
    found: dict[tuple[str, ProgramRole], list[str]] = defaultdict(list)
    for person, record in view.org.people.items():
        for program, part in record.programs.items():
            for role, roles in ((ProgramRole.MENTEE, AS_MENTEE), (ProgramRole.MENTOR, AS_MENTOR)):
                if part.role in roles:
                    found[program, role].append(person)
    return found
