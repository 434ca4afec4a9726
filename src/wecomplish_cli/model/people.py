"""People: profile, assignments, what they offer and wish as mentor and mentee, and their familiarity."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import Annotated

from wecomplish_cli.model.marks import Key
from wecomplish_cli.model.record import FileRecord, record
from wecomplish_cli.model.values import (
    CompetenceRef,
    Count,
    Date,
    Email,
    ExpectationRef,
    Id,
    Language,
    LevelId,
    Login,
    Name,
    PastDate,
    PersonId,
    Places,
    ProgramId,
    Several,
    Spaced,
    TeamId,
    Timezone,
    Truth,
)


class PersonStatus(StrEnum):
    """Whether someone is still in the organisation."""

    ACTIVE = "active"
    LEFT = "left"


class ProgramRole(StrEnum):
    """What someone joined a programme as."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    BOTH = "both"


@record
class Account:
    """An account on a platform that hosts the repository."""

    id: Count | None = None
    """The platform's own number of the account, which no renaming changes."""
    login: Login | None = None
    """The account's present name."""


@record
class Assignment:
    """A person holding a competence."""

    teams: Several[TeamId] = ()
    """The teams the role is held in; for roles only."""
    since: Date
    """The first day."""
    until: Date | None = None
    """The day from which it is held no longer; the past stays."""

    def held(self, today: date) -> bool:
        """Whether it is held on that day."""
        return self.until is None or self.until > today


@record
class Away:
    """Days on which someone is not there."""

    since: Annotated[Date, Key("from")]
    """The first day away."""
    until: Date
    """The last day away."""


@record
class Mentoring:
    """What someone offers as a mentor and wishes as a mentee."""

    open: Truth | None = None
    """Wants to mentor; absent: not yet asked."""
    capacity: Places | None = None
    """How many mentorships at once; absent: the organisation's default."""
    topics: Several[CompetenceRef] = ()
    """What they would mentor in; absent: whatever they are proficient in."""
    trained: PastDate | None = None
    """When they were trained as a mentor."""
    seeks: Several[CompetenceRef] = ()
    """Where they wish for a mentor."""
    prefers: Several[PersonId] = ()
    """People they would choose as mentor or mentee, in order."""
    away: Away | None = None
    """When they are not there."""


@record
class Participation:
    """Someone's part in a programme."""

    role: Annotated[ProgramRole, Key("as")]
    """What they joined as."""
    joined: PastDate
    """When they joined."""


class MailWanted(StrEnum):
    """Which mail someone gets."""

    NONE = "none"
    NOTICES = "notices"
    ALL = "all"


@record
class Person(FileRecord):
    """Someone in the organisation."""

    name: Name
    """The name they go by."""
    email: Email | None = None
    """Where they get mail."""
    accounts: Annotated[dict[Id, Account], Spaced()] = field(default_factory=dict)
    """Platform (such as `github`) to account there."""
    status: PersonStatus = PersonStatus.ACTIVE
    """Whether they are still in the organisation."""
    leaders: Several[PersonId] = ()
    """The people who lead them."""
    languages: Several[Language] = ()
    """Languages; the first is the one to write to them in."""
    timezone: Timezone | None = None
    """Where they are; absent: as the organisation."""
    mail: MailWanted = MailWanted.ALL
    """`all`; `notices`: no digests; `none`: only questions that need their yes."""
    assignments: Annotated[dict[CompetenceRef, Assignment], Spaced()] = field(default_factory=dict)
    """The competences they hold or held."""
    mentoring: Mentoring = field(default_factory=Mentoring)
    """What they offer and wish."""
    programs: Annotated[dict[ProgramId, Participation], Spaced()] = field(default_factory=dict)
    """The programmes they joined."""

    @property
    def active(self) -> bool:
        """Whether they are still in the organisation."""
        return self.status is PersonStatus.ACTIVE

    def held(self, today: date) -> list[str]:
        """List the competences held on that day, in the order of the file."""
        return [ref for ref, assignment in self.assignments.items() if assignment.held(today)]


@record
class Indication:
    """How familiar someone says they are with one expectation."""

    level: LevelId | None = None
    """The level indicated."""
    updated: PastDate
    """When it was indicated or last confirmed."""
    unclear: Truth = False
    """The expectation's text is not clear to them."""

    def __post_init__(self) -> None:
        """Make sure that something is indicated.

        Raises:
            PydanticCustomError: if there is neither a level nor `unclear`.
        """
        if self.level is None and not self.unclear:
            from pydantic_core import PydanticCustomError

            raise PydanticCustomError("needs_one", "neither `level` nor `unclear: true` is here")


Familiarity = Annotated[dict[ExpectationRef, Indication], Spaced()]
"""A person's own indications: expectation to level."""
