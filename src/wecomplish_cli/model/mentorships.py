"""Mentorships and what happens in them: requests for help, check-ins and reviews."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import Annotated

from wecomplish_cli.model.record import EventRecord, MenteeRecord, record
from wecomplish_cli.model.values import (
    Acceptance,
    CompetenceRef,
    Count,
    Date,
    Days,
    ExpectationRef,
    Id,
    InsightId,
    LevelId,
    Line,
    Note,
    PastDate,
    Percent,
    PersonId,
    ProgramId,
    Score,
    Several,
    Spaced,
    Title,
    Truth,
)


class MentorshipStatus(StrEnum):
    """Where a mentorship is in its life."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    ENDED = "ended"
    DECLINED = "declined"

    @property
    def under_way(self) -> bool:
        """Whether the slot is taken: proposed, active or paused."""
        return self in (MentorshipStatus.PROPOSED, MentorshipStatus.ACTIVE, MentorshipStatus.PAUSED)


class GoalStatus(StrEnum):
    """How a goal is coming on."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    OFF_TRACK = "off_track"
    DONE = "done"
    DROPPED = "dropped"


class HelpStatus(StrEnum):
    """Where a request for help is; open and acknowledged show a life ring."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"

    @property
    def life_ring(self) -> bool:
        """Whether help is still awaited."""
        return self in (HelpStatus.OPEN, HelpStatus.ACKNOWLEDGED)


class Fit(StrEnum):
    """How well mentor and mentee suit each other."""

    GOOD = "good"
    UNSURE = "unsure"
    POOR = "poor"


class ReviewOutcome(StrEnum):
    """What a mentor made of completed familiarity."""

    AGREE = "agree"
    ADJUST = "adjust"
    FOLLOW_UP = "follow_up"


@record
class Levels:
    """The mentee's levels on one day: the start point or the end point of a mentorship."""

    taken: PastDate
    """The day they were taken."""
    levels: dict[ExpectationRef, LevelId] = field(default_factory=dict)
    """Expectation to level; what had none is absent."""


@record
class Target:
    """The end point that a mentorship aims at."""

    familiarity: Percent | None = None
    """Familiarity percent of the assignment."""
    by: Date | None = None
    """The day to reach it by."""


@record
class Action:
    """A step towards a goal."""

    due: Date | None = None
    """When it should be done."""
    done: PastDate | None = None
    """When it was done."""


@record
class Goal:
    """Something the mentee wants to be able to do."""

    title: Title
    """The goal as a sentence without a full stop."""
    measure: Line | None = None
    """How everyone will see that it is reached."""
    expectation: ExpectationRef | None = None
    """The expectation it serves."""
    due: Date | None = None
    """When it should be reached."""
    status: GoalStatus
    """How it is coming on."""
    actions: dict[Id, Action] = field(default_factory=dict)
    """Steps towards it."""


@record
class Terms(MenteeRecord):
    """The keys of a mentorship, present or previous."""

    mentor: PersonId
    """Answers for this mentorship."""
    co_mentors: Several[PersonId] = ()
    """Each needs a free place, as the mentor does."""
    status: MentorshipStatus
    """Where it is in its life."""
    peer: Truth = False
    """Equals, who may mentor each other here."""
    proposed: PastDate | None = None
    """The day it was proposed."""
    started: PastDate | None = None
    """The first day it was active."""
    until: Date | None = None
    """The day it is planned to end."""
    program: ProgramId | None = None
    """The programme it is part of."""
    notify: Truth = True
    """Tell mentee and mentors by e-mail once this is merged; whose yes is needed is asked in any case."""
    checkin_every_days: Days | None = None
    """Days between check-ins; absent: the organisation's."""
    agreement: Note | None = None
    """What they agreed on, in a sentence or two."""
    acceptance: Annotated[dict[PersonId, Acceptance], Spaced()] = field(default_factory=dict)
    """Who said yes when; None is still waited for (`waiting`). Each changes only their own line."""
    baseline: Levels | None = None
    """The start point: levels then; never changed afterwards."""
    target: Target | None = None
    """The end point."""
    goals: Annotated[dict[Id, Goal], Spaced()] = field(default_factory=dict)
    """What the mentee wants to be able to do."""
    paused_until: Date | None = None
    """When it goes on; only while paused."""
    ended: PastDate | None = None
    """The last day; only when completed, ended or declined."""
    reason: Note | None = None
    """Why it was completed, ended or declined."""
    outcome: Levels | None = None
    """The end point reached: levels at the end."""

    @property
    def mentors(self) -> tuple[str, ...]:
        """The mentor and the co-mentors."""
        return (self.mentor, *self.co_mentors)


@record
class PreviousMentorship(Terms):
    """An earlier record of a slot, kept whole."""


@record
class Mentorship(Terms):
    """The slot of one assignment: who mentors this mentee in this role or skillset."""

    previous: tuple[PreviousMentorship, ...] = ()
    """Whole earlier records of this slot, oldest first; only ever appended to."""

    @property
    def competence(self) -> str:
        """The role or skillset it is for."""
        return self.ref.split("/", 2)[2]


@record
class Acknowledgement:
    """Someone has seen a request for help."""

    by: PersonId
    """Who saw it."""
    date: PastDate
    """When."""


@record
class Answer:
    """Someone has helped."""

    by: PersonId
    """Who helped."""
    date: PastDate
    """When."""
    insight: InsightId | None = None
    """What came of it for others."""


@record
class HelpRequest(EventRecord):
    """A mentee's wish for help with one expectation. While it is open, a life ring shows."""

    expectation: ExpectationRef
    """What help is wished for with."""
    question: Note | None = None
    """What exactly."""
    status: HelpStatus
    """Where it is."""
    acknowledged: Acknowledgement | None = None
    """Who saw it, and when."""
    answered: Answer | None = None
    """Who helped, and when."""


@record
class CheckIn(EventRecord):
    """One meeting of a mentee with a mentor."""

    competence: CompetenceRef
    """The mentorship it belongs to."""
    minutes: Count | None = None
    """How long it took."""
    goals: Several[Id] = ()
    """The goals it was about."""
    next: Date | None = None
    """When they meet next."""
    summary: Note | None = None
    """What came of it."""
    pulse: Annotated[dict[PersonId, Score], Spaced()] = field(default_factory=dict)
    """How it is going, 1 to 5, each person their own line; only with feedback on."""
    fit: Fit | None = None
    """How well they suit each other; only with feedback on."""


@record
class Review(EventRecord):
    """What the mentor made of completed familiarity."""

    competence: CompetenceRef
    """The assignment whose familiarity was completed."""
    by: PersonId
    """The mentor who reviewed it."""
    outcome: ReviewOutcome
    """Whether they agree."""
    observed: dict[ExpectationRef, LevelId] = field(default_factory=dict)
    """The levels the mentor sees, where they differ."""
