"""How a mentorship moves on, told: another status, and records that become earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity, mentoring
from wecomplish_cli.model.changes import value_changes
from wecomplish_cli.model.mentorships import MentorshipStatus
from wecomplish_cli.model.transitions import MENTORSHIP, leads_to
from wecomplish_cli.text.phrases import counted, day, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.model.mentorships import Terms
    from wecomplish_cli.reports.facts.telling import Fact, Telling

END = ("ended", "reason", "outcome")
"""The keys that say how a mentorship ended."""


def pair(t: Telling, terms: Terms) -> tuple[str, str, str]:
    """The names of the mentor, the mentee and the competence."""
    slot = t.new or t.old
    return t.name(terms.mentor), t.name(slot.mentee), t.title(slot.competence)


def turned(t: Telling, was: Terms, now: Terms) -> str | None:
    """Say that a mentorship has another status; None where no allowed step leads there."""
    mentor, mentee, where = pair(t, now)
    before, after = (mentoring.status(each, (t.new or t.old).mentee) for each in (was, now))
    if not leads_to(MENTORSHIP, before, after):
        return None
    if after is MentorshipStatus.ACTIVE:
        begins = lasting(mentoring.started(now, (t.new or t.old).mentee), now.until)
        again = " again" if before is MentorshipStatus.PAUSED else f"{begins}{at_the_start(was, now)}"
        return f"{mentor} now mentors {mentee} in {where}{again}"
    if after is MentorshipStatus.PAUSED:
        return f"{mentor} and {mentee} pause in {where}{until_day(now.paused_until)}"
    if after is MentorshipStatus.COMPLETED:
        return f"{mentor} and {mentee} have completed {where}{why(t, now)}"
    if before is MentorshipStatus.PROPOSED:
        return f"The proposal that {mentor} mentor {mentee} in {where} is {after}{why(t, now)}"
    mentors = mentoring.mentors_now(now)
    verb = "mentor" if mentors[1:] else "mentors"
    return f"{t.names(mentors)} no longer {verb} {mentee} in {where}{why(t, now)}"


def at_the_start(was: Terms | None, now: Terms) -> str:
    """The levels that are there at the start, if they were not taken before; and when, if not that day."""
    if now.baseline is None or (was is not None and was.baseline is not None):
        return ""
    taken = now.baseline.taken
    first = now.started or max((day for day in now.acceptance.values() if day), default=None)
    on = "" if taken == first else f", taken on {day(taken)}"
    return f", with {counted(len(now.baseline.levels), 'level')} at the start{on}"


def of_turn(was: MentorshipStatus, now: MentorshipStatus) -> list[str]:
    """The keys that a change of the status brings with it, and that its sentence tells of."""
    begins, pauses = was is MentorshipStatus.PROPOSED, MentorshipStatus.PAUSED in (was, now)
    return [
        "status",
        *(["started"] if begins and now is MentorshipStatus.ACTIVE else []),
        *(["paused_until"] if pauses else []),
        *(END if not now.under_way else []),
    ]


def earlier(t: Telling, whose: str, moved: bool = False) -> Iterator[Fact]:
    """Tell of the earlier records of a slot: what moved there, and what should not have changed there."""
    if not t.changes("previous"):
        return
    before = [*(t.old.previous if t.old else ()), *([t.old] if moved else [])]
    after = [*t.new.previous]
    for index in range(max(len(before), len(after))):
        was = before[index] if index < len(before) else None
        now = after[index] if index < len(after) else None
        if was is None and now is not None:
            said = (
                f"An earlier record is added to {whose}: with {t.name(now.mentor)}, {now.status}{why(t, now)}"
            )
            yield t.say(said, "previous")
        elif now is None and was is not None:
            yield t.say(f"An earlier record of {whose} is gone: with {t.name(was.mentor)}", "previous")
        elif was is not None and now is not None:
            yield from _kept(t, whose, was, now, moved and was is t.old)


def _kept(t: Telling, whose: str, was: Terms, now: Terms, moved: bool) -> Iterator[Fact]:
    """Tell in what an earlier record is not the one that it was."""
    mentor = t.name(now.mentor)
    now_is = turned(t, was, now) if moved and was.status is not now.status else None
    if moved:
        # Whatever the record held is in the earlier one now: its values are all told with it.
        yield t.say(now_is or f"{whose} with {mentor} is kept as an earlier record, {now.status}")
    told = of_turn(*(mentoring.status(each, t.new.mentee) for each in (was, now))) if now_is else []
    for each in value_changes(was, now):
        implied = each.pointer == ("started",) and each.after == mentoring.started(was, t.new.mentee)
        if each.pointer[0] != "previous" and each.pointer[0] not in told and not implied:
            yield t.say(f"{whose}, earlier record with {mentor}: {t.is_and_was(each)}", "previous")


def lasting(start: date | None, end: date | None) -> str:
    """From when until when, as far as that is known."""
    if start is None:
        return until_day(end)
    return f", from {day(start)} {f'until {day(end)}' if end else 'on'}"


def until_day(when: date | None) -> str:
    """Until when, if that is known."""
    return f", until {day(when)}" if when else ""


def why(t: Telling, terms: Terms) -> str:
    """Since when it is over, what was gained, and why."""
    since = f", since {day(terms.ended)}" if terms.ended else ""
    return f"{since}{result(t, terms)}"


def result(t: Telling, terms: Terms) -> str:
    """What was gained, and why it is over."""
    reason = f": {quoted(terms.reason)}" if terms.reason else ""
    return f"{_gain(t, terms)}{reason}"


def _gain(t: Telling, terms: Terms) -> str:
    if terms.outcome is None:
        return ""
    if terms.baseline is None:
        return f", with {counted(len(terms.outcome.levels), 'level')} at the end"
    points = familiarity.gain(t.after, terms.baseline.levels, terms.outcome.levels)
    return "" if points is None else f", with a gain of {counted(round(points), 'point')}"
