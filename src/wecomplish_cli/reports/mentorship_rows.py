"""Mentorships as rows: of each, how it is now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wecomplish_cli.derive import health, mentoring
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.mentorships import MentorshipStatus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship


@frozen
class MentorshipRow:
    """A mentorship."""

    mentorship: str
    """Its reference."""
    mentee: str
    mentee_name: str
    competence: str
    competence_name: str
    mentors: tuple[str, ...]
    mentor_names: tuple[str, ...]
    only_asked: tuple[str, ...]
    """Proposed co-mentors who have not accepted; nobody where all of it is only proposed."""
    status: str
    state: str
    """How it is doing, with `reasons`."""
    reasons: tuple[str, ...]
    started: date | None
    until: date | None
    last_checkin: date | None
    next_checkin: date | None
    program: str | None
    overdue: bool
    """Whether something should have happened by now: a check-in, an answer to a proposal, or its end."""

    @property
    def mentors_said(self) -> tuple[str, ...]:
        """The names of the mentors, with a word after those who are only asked."""
        named = zip(self.mentors, self.mentor_names, strict=True)
        return tuple(f"{name} (proposed)" if who in self.only_asked else name for who, name in named)

    def seen_by(self, mentor: str) -> MentorshipRow:
        """How it is to one of the mentors: a mere proposal to those who are only asked."""
        if mentor not in self.only_asked:
            return self
        proposed = str(MentorshipStatus.PROPOSED)
        return replace(self, status=proposed, state=proposed, reasons=(), next_checkin=None, overdue=False)


def mentorships(view: View) -> Iterator[MentorshipRow]:
    """List the mentorships, by mentee and then by role or skillset; of each only how it is now."""
    rows = [mentorship(view, each) for each in view.org.mentorships.values()]
    yield from sorted(rows, key=lambda each: (each.mentee_name, each.competence_name))


def mentorship(view: View, record: Mentorship) -> MentorshipRow:
    """One mentorship as a row."""
    org = view.org
    doing = health.health(view, record)
    due = health.checkin_due(view, record)
    started = mentoring.started(record, record.mentee)
    late = doing.state is not health.State.ENDED and (
        (due is not None and due <= view.today)
        or (record.until is not None and record.until < view.today)
        or health.waits_too_long(view, record)
    )
    return MentorshipRow(
        mentorship=record.ref,
        mentee=record.mentee,
        mentee_name=org.name(record.mentee),
        competence=record.competence,
        competence_name=org.title(record.competence),
        mentors=record.mentors,
        mentor_names=tuple(map(org.name, record.mentors)),
        only_asked=mentoring.only_asked(record),
        status=str(mentoring.status(record, record.mentee)),
        state=str(doing.state),
        reasons=tuple(map(str, doing.reasons)),
        started=started,
        until=record.until,
        last_checkin=max((each.date for each in mentoring.checkins(view, record)), default=None)
        if started
        else None,
        next_checkin=due,
        program=record.program,
        overdue=late,
    )
