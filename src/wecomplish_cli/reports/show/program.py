"""Everything about one mentoring programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.reports import mentorship_rows, rows

if TYPE_CHECKING:
    from datetime import date

    from wecomplish_cli.derive.view import View


@dataclass(frozen=True)
class Participant:
    """Someone who joined a programme."""

    person: str
    name: str
    role: str
    joined: date
    mentors: tuple[str, ...]
    """The names of their mentors in this programme, with a word after those who are only proposed."""


@dataclass(frozen=True)
class WholeProgram:
    """Everything about one mentoring programme."""

    program: str
    name: str
    status: str
    """`planned`, `running` or `over`."""
    aim: str | None
    competences: tuple[str, ...]
    """The titles of what it is about; so are the resources."""
    criteria: str | None
    sponsor: str | None
    """The name of who answers for it; so is the coordinator."""
    coordinator: str | None
    starts: date | None
    ends: date | None
    pilot: bool
    familiarity_gain: int | None
    """What it wants to reach: points, percent, and 1 to 5."""
    have_mentor: int | None
    pulse: float | None
    resources: tuple[str, ...]
    participants: tuple[Participant, ...]
    """By role and name."""
    mentorships: tuple[mentorship_rows.MentorshipRow, ...]
    """All that are part of it, also those that are over."""
    commands: tuple[str, ...]
    """What to do next."""


def program(view: View, which: str) -> WholeProgram:
    """Collect everything about a mentoring programme."""
    org, record = view.org, view.org.programs[which]
    row = next(each for each in rows.programs(view) if each.program == which)
    mentorships = tuple(each for each in mentorship_rows.mentorships(view) if each.program == which)
    return WholeProgram(
        program=which,
        name=row.name,
        status=row.status,
        aim=record.aim,
        competences=tuple(map(org.title, record.competences)),
        criteria=record.criteria,
        sponsor=org.name(record.sponsor) if record.sponsor else None,
        coordinator=row.coordinator_name,
        starts=record.starts,
        ends=record.ends,
        pilot=record.pilot,
        familiarity_gain=record.kpis.familiarity_gain,
        have_mentor=record.kpis.have_mentor,
        pulse=None if record.kpis.pulse is None else float(record.kpis.pulse),
        resources=tuple(org.title(each if "/" in each else f"insights/{each}") for each in record.resources),
        participants=_participants(view, which, mentorships),
        mentorships=mentorships,
        commands=(
            f"wecomplish report programme {which}",
            *((f"wecomplish match {which}",) if row.status != "over" else ()),
            *(f"wecomplish show {each}" for each in record.competences),
            f"wecomplish edit programs/{which}",
        ),
    )


def _mentors(row: mentorship_rows.MentorshipRow) -> tuple[str, ...]:
    said = row.mentors_said
    return tuple(f"{name} (proposed)" for name in said) if row.status == "proposed" else said


def _participants(
    view: View, which: str, mentorships: tuple[mentorship_rows.MentorshipRow, ...]
) -> tuple[Participant, ...]:
    found = []
    for person, record in view.org.people.items():
        if which in record.programs:
            part = record.programs[which]
            mentors = dict.fromkeys(
                name
                for each in mentorships
                if each.mentee == person and each.state != "ended"
                for name in _mentors(each)
            )
            name = view.org.name(person)
            found.append(Participant(person, name, str(part.role), part.joined, tuple(mentors)))
    return tuple(sorted(found, key=lambda each: (each.role, each.name)))
