"""`wecomplish.yaml` and the teams: the organisation, its settings and how it is divided."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import Annotated

from wecomplish_cli.diagnostics import Severity
from wecomplish_cli.model.record import FileRecord, record
from wecomplish_cli.model.values import (
    AtLeastOne,
    Branch,
    Contact,
    Count,
    Days,
    Domain,
    Id,
    Name,
    Percent,
    PersonId,
    Places,
    Repository,
    Several,
    Site,
    TeamId,
    Timezone,
    Truth,
    Url,
)

FORMAT = 1
"""The newest format of the dataset that this version reads and writes."""


class Consent(StrEnum):
    """Whether a mentorship needs everyone's yes before it is active."""

    OPTIONAL = "optional"
    REQUIRED = "required"


class Switch(StrEnum):
    """Something that is on or off."""

    ON = "on"
    OFF = "off"


class RuleLevel(StrEnum):
    """What the organisation makes of a rule."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"

    @property
    def severity(self) -> Severity | None:
        """The severity meant; None is off."""
        return None if self is RuleLevel.OFF else Severity(self.value)


@record
class FamiliaritySettings:
    """The levels of familiarity, and how long an indication is fresh."""

    levels: Annotated[Several[Id], AtLeastOne] = (
        "aware",
        "understand",
        "comfortable",
        "automated",
    )
    """Names of the levels in rank order; each contains those before it; level i of n weighs 100·i/n."""
    stale_after_days: Days = 30
    """An indication older than this many days is stale."""


@record
class MentorshipSettings:
    """What is asked of mentors and mentorships."""

    consent: Consent = Consent.OPTIONAL
    """`optional`: leaders and administrators may make a mentorship active; `required`: everyone accepts."""
    mentor_min_level: Id = "comfortable"
    """The level from which someone is proficient enough to mentor."""
    default_capacity: Places = 2
    """Places of a mentor who names none."""
    accept_within_days: Days = 14
    """Days until everyone should have answered a proposal."""
    checkin_every_days: Days = 14
    """Days between two check-ins."""
    first_checkin_within_days: Days = 10
    """Days from the start to the first check-in."""
    inactive_after_days: Days = 90
    """After this many days without anything, a mentorship is inactive."""
    guide: Url | None = None
    """The page that says what is expected of a mentor; notifications link it."""


@record
class HelpSettings:
    """How soon help should come."""

    acknowledge_within_days: Days = 3
    """Days until a request for help should be acknowledged."""
    answer_within_days: Days = 14
    """Days until a request for help should be answered."""


@record
class Targets:
    """What the organisation wants of its mentor network."""

    have_mentor: Percent = 70
    """Percent of the population who should have a mentor."""
    mentor_someone: Percent = 50
    """Percent of the population who should mentor someone."""
    load_gini: Percent = 30
    """How unevenly mentorships may be divided among the mentors, as a Gini coefficient in percent."""
    mentors_per_critical_competence: Count = 2
    """Proficient people open to mentoring that each critical competence should have."""


@record
class NoteSettings:
    """How long a note may be: git never forgets, and everyone with read access reads everything."""

    max_characters: Count = 280
    """Characters that a note may have."""


@record
class MailSettings:
    """Which e-mail addresses people may set for themselves."""

    domains: Several[Domain] = ()
    """People may set their own e-mail only within these; with none named, administrators set it."""


class Platform(StrEnum):
    """What runs the platform that the data lies on; Forgejo has the pages of Gitea."""

    GITHUB = "github"
    GITLAB = "gitlab"
    GITEA = "gitea"


@record
class ForgeSettings:
    """Where the data's repository is, so that mail and pages link to it."""

    platform: Platform
    """What runs the platform; `gitea` is Forgejo as well."""
    base: Site
    """Where the platform's pages begin."""
    repository: Repository
    """The repository's owner and name there; on GitLab, all groups before the name."""
    branch: Branch = "main"
    """The branch that holds the data."""
    forms: Truth = False
    """The forms of `wecomplish forms` are there, with the workflow that makes pull requests of them."""


@record
class Organization(FileRecord):
    """The organisation: who administers the data, and the settings that everything is judged by."""

    format: Count
    """The version of the dataset's format."""
    organization: Name
    """The organisation's name."""
    administrators: Annotated[Several[PersonId], AtLeastOne]
    """People who may change everything in the data."""
    timezone: Timezone = "UTC"
    """Whose days count: today is a day in this time zone."""
    familiarity: FamiliaritySettings = field(default_factory=FamiliaritySettings)
    """The levels of familiarity."""
    mentorship: MentorshipSettings = field(default_factory=MentorshipSettings)
    """What is asked of mentorships."""
    help: HelpSettings = field(default_factory=HelpSettings)
    """How soon help should come."""
    targets: Targets = field(default_factory=Targets)
    """What the reports judge the network by."""
    feedback: Switch = Switch.OFF
    """Whether check-ins may carry pulse and fit, which everyone who reads the repository reads."""
    notes: NoteSettings = field(default_factory=NoteSettings)
    """How long notes may be."""
    contact: Contact | None = None
    """Whom to write to in confidence when a pair does not work: a person, or an e-mail address."""
    mail: MailSettings = field(default_factory=MailSettings)
    """Which addresses people may set for themselves."""
    forge: ForgeSettings | None = None
    """Where the data's repository is; with it, people can answer mail without a clone."""
    rules: dict[Id, RuleLevel] = field(default_factory=dict)
    """What the organisation makes of single rules: rule name to error, warning or off."""


@record
class Team(FileRecord):
    """A team of people."""

    name: Name
    """The team's name."""
    lead: PersonId | None = None
    """Who leads the team."""
    parent: TeamId | None = None
    """The team that this one is part of."""
