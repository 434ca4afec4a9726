"""Competences (roles and skillsets) and the expectations of whoever holds them."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import Annotated

from wecomplish_cli.model.marks import Key
from wecomplish_cli.model.record import FileRecord, record
from wecomplish_cli.model.values import (
    CompetenceRef,
    Date,
    ExpectationRef,
    Id,
    LevelId,
    Line,
    Name,
    PersonId,
    Several,
    Spaced,
    Title,
    Truth,
)


class ExpectationType(StrEnum):
    """What kind of thing someone should be familiar with, outside a role or skillset."""

    POLICY = "policy"
    PROCESS = "process"
    VALUE = "value"
    RISK = "risk"
    SYSTEM = "system"


@record
class Responsibility:
    """One thing expected of a role's holder; in a skillset, a skill."""

    title: Title
    """What is expected, as a sentence without a full stop."""
    heading: Title | None = None
    """What it is listed under."""
    target: LevelId | None = None
    """The level expected in time."""
    retired: Date | None = None
    """The day from which it is expected no longer; the past stays."""


@record
class Milestone:
    """A step on the way that a role or skillset leads."""

    title: Title
    """What someone can do by then, as a sentence without a full stop."""
    expectations: Several[ExpectationRef] = ()
    """What they are familiar with by then; it is reached once they are."""
    shown_by: Line | None = None
    """What shows everyone that it is reached."""


@record
class Competence(FileRecord):
    """What roles and skillsets have in common."""

    name: Name
    """The name it goes by."""
    critical: Truth = False
    """The organisation must be able to pass it on."""
    keeper: PersonId | None = None
    """Who may change this file."""
    retired: Date | None = None
    """The day from which it is expected no longer; the past stays."""
    milestones: Annotated[tuple[Milestone, ...], Key("path")] = ()
    """The career path: its milestones, in the order in which they are reached."""

    @property
    def items(self) -> dict[str, Responsibility]:
        """The responsibilities or skills by id."""
        raise NotImplementedError

    def expected(self, today: date) -> list[str]:
        """List the references of what it expects on that day, in the order of the file."""
        if is_retired(self.retired, today):
            return []
        ref = self.ref
        return [f"{ref}/{item}" for item, what in self.items.items() if not is_retired(what.retired, today)]


@record
class Role(Competence):
    """A role: responsibilities that someone takes on."""

    responsibilities: Annotated[dict[Id, Responsibility], Spaced()] = field(default_factory=dict)
    """What is expected of those who hold the role."""

    @property
    def items(self) -> dict[str, Responsibility]:
        """The responsibilities by id."""
        return self.responsibilities


@record
class Skillset(Competence):
    """A skillset: skills that someone builds up."""

    skills: Annotated[dict[Id, Responsibility], Spaced()] = field(default_factory=dict)
    """What is expected of those who hold the skillset."""

    @property
    def items(self) -> dict[str, Responsibility]:
        """The skills by id."""
        return self.skills


@record
class Expectation(FileRecord):
    """A policy, process, value, risk or system that people should be familiar with."""

    type: ExpectationType
    """What kind of thing it is."""
    title: Title
    """What it is called."""
    keeper: PersonId | None = None
    """Who may change this file."""
    relevant_for: Several[CompetenceRef] = ()
    """Asked of present and future holders of these."""
    people: Several[PersonId] = ()
    """Asked of these individuals."""
    target: LevelId | None = None
    """The level expected in time."""
    retired: Date | None = None
    """The day from which it is expected no longer; the past stays."""


def is_retired(retired: date | None, today: date) -> bool:
    """Whether something with this retirement date is expected no longer."""
    return retired is not None and retired <= today
