"""Mentoring programmes, and mentor insight made reusable."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from wecomplish_cli.model.record import FileRecord, record
from wecomplish_cli.model.values import (
    AveragePulse,
    Body,
    CompetenceRef,
    Count,
    Date,
    ExpectationRef,
    Name,
    Note,
    PastDate,
    Percent,
    PersonId,
    ResourceRef,
    Several,
    Title,
    Truth,
)


class InsightStatus(StrEnum):
    """Whether an insight is ready for others."""

    DRAFT = "draft"
    PUBLISHED = "published"


@record
class Kpis:
    """What a programme wants to reach."""

    familiarity_gain: Count | None = None
    """Points of familiarity gained, on average."""
    have_mentor: Percent | None = None
    """Percent of those who joined as mentee who have a mentor."""
    pulse: AveragePulse | None = None
    """Average pulse, 1 to 5."""


@record
class Program(FileRecord):
    """A mentoring programme: an aim, a time and the people who join."""

    name: Name
    """The name it goes by."""
    aim: Note | None = None
    """What should be true at the end."""
    competences: Several[CompetenceRef] = ()
    """What it is about: first what, then who."""
    criteria: Note | None = None
    """Who may join."""
    sponsor: PersonId | None = None
    """Who answers for it."""
    coordinator: PersonId | None = None
    """Who runs it."""
    starts: Date | None = None
    """The first day."""
    ends: Date | None = None
    """The last day."""
    pilot: Truth = False
    """A first try."""
    kpis: Kpis = field(default_factory=Kpis)
    """What it wants to reach."""
    resources: Several[ResourceRef] = ()
    """Expectations and insights worth knowing."""


@record
class Insight(FileRecord):
    """What a mentor taught one person, written down for all."""

    title: Title
    """What it is about."""
    expectation: ExpectationRef
    """The expectation it helps with."""
    author: PersonId
    """Who wrote it down."""
    source: PersonId | None = None
    """Whose insight it was."""
    date: PastDate
    """When it was written."""
    status: InsightStatus
    """Whether it is ready for others."""
    body: Body
    """The insight."""
