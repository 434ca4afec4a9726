"""Every mentorship under way with how it is doing, and those that ended lately."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity, health, mentoring
from wecomplish_cli.derive.view import once
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.mentorships import MentorshipStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship, Terms
    from wecomplish_cli.reports.site.who import Who
from wecomplish_cli.reports.site.who import who

LATELY = 365
"""Days within which what ended is still remembered."""


LATE = (health.State.CHECKIN_DUE, health.State.INACTIVE, health.State.AT_RISK)
"""In these, something should have happened by now."""


@frozen
class Row:
    """One mentorship under way, and how it is doing."""

    mentee: Who
    mentors: tuple[Who, ...]
    """The one who answers for it first; co-mentors who are waited for are among them."""
    only_asked: tuple[str, ...]
    """Proposed co-mentors who have not accepted; nobody where all of it is only proposed."""
    waited_for: tuple[str, ...]
    """Whose yes is missing."""
    competence: str
    title: str
    status: str
    state: health.State
    reasons: tuple[health.Reason, ...]
    started: date | None
    until: date | None
    last_checkin: date | None
    next_checkin: date | None
    overdue: bool
    """Something in it should have happened by now: a check-in, a yes, or more."""
    program: str | None
    teams: tuple[str, ...]
    """Where the mentee holds the role."""

    @property
    def mentors_now(self) -> tuple[Who, ...]:
        """The mentors without those who are only asked."""
        return tuple(each for each in self.mentors if each.id not in self.only_asked)

    def seen_by(self, mentor: str) -> Row:
        """How it is to one of the mentors: a mere proposal to those who are only asked."""
        if mentor not in self.only_asked:
            return self
        status = str(MentorshipStatus.PROPOSED)
        return replace(
            self, status=status, state=health.State.PROPOSED, reasons=(), next_checkin=None, overdue=False
        )


@frozen
class Ended:
    """One mentorship that is over."""

    mentee: Who
    mentors: tuple[Who, ...]
    competence: str
    title: str
    status: str
    started: date | None
    ended: date
    reason: str | None
    meetings: int
    program: str | None
    gain: float | None
    """Points of familiarity gained; None where it was not taken at both ends."""


@once
def roster(view: View) -> tuple[Row, ...]:
    """List all mentorships under way, what needs someone first, then by mentee."""
    rows = [_row(view, each) for each in view.org.mentorships.values() if each.status.under_way]
    worst = list(health.State)
    return tuple(sorted(rows, key=lambda row: (-worst.index(row.state), row.mentee.name, row.title)))


@once
def rows_by_person(view: View) -> Mapping[str, list[Row]]:
    """The mentorships that each person takes part in, as mentee or mentor."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in roster(view):
        for person in {row.mentee.id, *(each.id for each in row.mentors)}:
            found[person].append(row)
    return found


def _row(view: View, slot: Mentorship) -> Row:
    org = view.org
    doing = health.health(view, slot)
    due = health.checkin_due(view, slot)
    held = org.people[slot.mentee].assignments.get(slot.competence) if slot.mentee in org.people else None
    started = mentoring.started(slot, slot.mentee)
    meetings = mentoring.checkins(view, slot) if started else []
    late = health.waits_too_long(view, slot)
    return Row(
        mentee=who(view, slot.mentee),
        mentors=tuple(who(view, each) for each in slot.mentors),
        only_asked=mentoring.only_asked(slot),
        waited_for=tuple(person for person, day in slot.acceptance.items() if day is None),
        competence=slot.competence,
        title=org.title(slot.competence),
        status=str(mentoring.status(slot, slot.mentee)),
        state=doing.state,
        reasons=doing.reasons,
        started=started,
        until=slot.until,
        last_checkin=meetings[-1].date if meetings else None,
        next_checkin=due,
        overdue=late
        or doing.state in (health.State.CHECKIN_DUE, health.State.INACTIVE, health.State.AT_RISK),
        program=slot.program,
        teams=held.teams if held else (),
    )


def ended_lately(view: View) -> tuple[Ended, ...]:
    """List what was completed or ended within a year, the last one first; what was declined is not told."""
    found = [
        _ended(view, slot, terms, terms.ended)
        for slot in view.org.mentorships.values()
        for terms in _over(slot)
        if terms.ended and 0 <= (view.today - terms.ended).days <= LATELY
    ]
    return tuple(sorted(found, key=lambda each: (-each.ended.toordinal(), each.mentee.name, each.title)))


def _over(slot: Mentorship) -> Iterator[Terms]:
    for terms in (*slot.previous, slot):
        if not terms.status.under_way and mentoring.started(terms, slot.mentee):
            yield terms


def _ended(view: View, slot: Mentorship, terms: Terms, day: date) -> Ended:
    org = view.org
    started = mentoring.started(terms, slot.mentee)
    meetings = [
        each
        for each in org.checkins.get(slot.mentee, ())
        if each.competence == slot.competence
        and (started is None or started <= each.date)
        and each.date <= day
    ]
    measured = terms.baseline and terms.outcome
    return Ended(
        who(view, slot.mentee),
        tuple(who(view, each) for each in mentoring.mentors_now(terms)),
        slot.competence,
        org.title(slot.competence),
        str(terms.status),
        started,
        day,
        terms.reason,
        len(meetings),
        terms.program,
        familiarity.gain(org, terms.baseline.levels, terms.outcome.levels)  # type: ignore[union-attr]
        if measured
        else None,
    )
