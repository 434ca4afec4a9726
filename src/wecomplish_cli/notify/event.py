"""One thing that happened and that someone is to be told of, as data."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class EventKind(StrEnum):
    """What happened, as seen by those who are told: each is a section of the catalogues."""

    ASKED_MENTOR = "asked_mentor"
    """A mentorship waits for a mentor's yes."""
    ASKED_MENTEE = "asked_mentee"
    """A mentorship waits for the mentee's yes."""
    ASSIGNED = "assigned"
    """Someone mentors somebody now."""
    MENTORED = "mentored"
    """The same, for the mentee."""
    CO_MENTOR = "co_mentor"
    """Another mentor helps now; told to the others."""
    ACCEPTED = "accepted"
    """One of the others said yes, and somebody is still waited for."""
    STARTED = "started"
    """One of the others said yes, and the mentorship is active."""
    DECLINED = "declined"
    TERMS = "terms"
    """What was agreed on is different."""
    PAUSED = "paused"
    RESUMED = "resumed"
    AWAY = "away"
    """A mentor will be away."""
    ORPHANED = "orphaned"
    """Someone has no mentor any more; told to their leaders."""
    COMPLETED = "completed"
    ENDED = "ended"
    HELP = "help"
    """Help is asked for, and it reaches this person."""
    ANSWERED = "answered"
    """Help was given."""
    REVIEWED = "reviewed"
    """A mentor has reviewed the completed familiarity of this mentee."""
    FAMILIAR = "familiar"
    """A mentee's familiarity is completed, and this mentor is to review it."""
    FAMILIAR_LEADER = "familiar_leader"
    """The same, for a leader; the mentors review it."""
    FAMILIAR_UNMENTORED = "familiar_unmentored"
    """The same, for a leader of someone whom nobody mentors there."""


@dataclass(frozen=True)
class Event:
    """One thing that happened, and who is to be told of it."""

    kind: EventKind
    key: tuple[str, ...]
    """What tells it from every other event, whenever it is looked for."""
    to: tuple[str, ...]
    """The people to be told, by id, active ones only."""
    mentee: str
    about: str
    """The reference of the assignment or expectation it is about."""
    mentor: str | None = None
    by: str | None = None
    """Who is recorded in the data as having done it; None where nobody is."""
    day: date | None = None
    note: str | None = None
    """The question asked, or the reason given."""
    waiting: tuple[str, ...] = ()
    """Who has still to say yes."""
    mentors: tuple[str, ...] = ()
    """Who is to review completed familiarity."""
    insight: str | None = None
    until: date | None = None
    """The last day of a pause or of days away."""
    terms: tuple[str, ...] = ()
    """The keys of what was agreed on that are different."""
    outcome: str = ""
    """What the mentor made of completed familiarity."""
    observed: tuple[tuple[str, str], ...] = ()
    """Expectations and the levels that the mentor saw there."""
    causes: tuple[str, ...] = ()
    """Whoever may have brought it about, as far as the data says."""


def in_turns(found: Iterable[Event], today: date) -> list[tuple[Event, str]]:
    """Each event with each person to be told of it: oldest first, and by turns among who caused them.

    One who causes many waits in their own queue alone. What has no day is as new as can be.
    """
    times: dict[str, int] = defaultdict(int)
    told = []
    for event in sorted(found, key=lambda each: each.day or today):
        causes = event.causes or (event.mentee,)
        before = max(times[cause] for cause in causes)
        told += [(before + number, event, person) for number, person in enumerate(event.to)]
        for cause in causes:
            times[cause] += len(event.to)
    told.sort(key=lambda each: each[0])
    return [(event, person) for _, event, person in told]
