"""The plan that matching a programme gives: a file to read and edit, which is no part of the data."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated

from wecomplish_cli.model.kinds import Kind
from wecomplish_cli.model.marks import Key
from wecomplish_cli.model.record import FileRecord, record
from wecomplish_cli.model.values import (
    CompetenceRef,
    Count,
    Date,
    Id,
    Line,
    Name,
    PersonId,
    ProgramId,
    Several,
)

VERSION = 1
"""Of the plan's keys and what they mean."""


@record
class PlannedPair:
    """A pair that the plan proposes."""

    mentee: PersonId
    """Who is to be mentored."""
    mentor: PersonId
    """Who answers for the mentorship."""
    competence: CompetenceRef
    """The assignment it is for."""


@record
class HandOver:
    """Something that whoever leaves leads or keeps, and who takes it over."""

    what: Line
    """The reference of what it is."""
    part: Annotated[Line, Key("as")]
    """What they are to it: the key that names them."""
    to: PersonId | None = None
    """Who takes it over; absent: nobody."""


@record
class MatchPlan(FileRecord):
    """Who should mentor whom."""

    plan: Count
    """The version of the plan's keys."""
    organization: Name
    """Whose people it is about."""
    leaves: PersonId | None = None
    """Who leaves: the mentees are theirs."""
    program: ProgramId | None = None
    """The programme it matches."""
    mentees: Several[PersonId] = ()
    """Who was to be matched, where it was not for a programme."""
    mentors: Several[PersonId] = ()
    """Who they were to be matched with; absent: everyone open to mentoring."""
    competences: Several[CompetenceRef] = ()
    """What it was about; absent: the programme's, or whatever the mentees hold."""
    weights: dict[Id, Count] = field(default_factory=dict)
    """Weights that were not the usual ones."""
    made: Date
    """The day it was made for."""
    commit: Line | None = None
    """The last commit when it was made."""
    data: Line
    """A sum of the files it was made from, to see whether they changed."""
    pairs: tuple[PlannedPair, ...]
    """The pairs."""
    hand_over: tuple[HandOver, ...] = ()
    """What they lead and keep, where somebody leaves."""
    unmatched: tuple[PersonId, ...]
    """Those for whom there was nobody; last, so that a plan that was cut off shows it."""


PLAN = Kind("plan", "", MatchPlan, (), "plan")
