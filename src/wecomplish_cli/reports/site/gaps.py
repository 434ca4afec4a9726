"""Who has no mentor, who could be theirs and why; or why nobody can."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity, mentoring, suitability
from wecomplish_cli.derive.suitability import Barrier
from wecomplish_cli.frozen import frozen
from wecomplish_cli.reports.site.said import Said
from wecomplish_cli.reports.site.who import Who, who

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.reports.mentorships import Unmentored, Unmentoring

MOST_POSSIBLE = 3
"""People named who could mentor someone: a choice, and no list of everyone."""


@frozen
class Gap:
    """Someone without a mentor."""

    who: Who
    competence: str
    title: str
    days: int
    """How long they have held it."""
    mentor: Who | None
    reason: Said
    """Why this mentor, or why nobody."""

    @property
    def command(self) -> str | None:
        """The command that makes this mentor theirs."""
        if self.mentor is None:
            return None
        return f"wecomplish assign {self.who.id} {self.competence} --mentor {self.mentor.id}"


@frozen
class Idle:
    """Someone who mentors nobody."""

    who: Who
    could: tuple[tuple[str, str], ...]
    """What they could mentor in now: references and titles."""
    reason: Said


def gaps(view: View, rows: Iterable[Unmentored]) -> tuple[Gap, ...]:
    """Give those without a mentor a reason each."""
    return tuple(_gap(view, row.person, row.competence, row.mentor) for row in rows)


def possible(view: View, person: str, competence: str) -> tuple[Gap, ...]:
    """Those who could mentor someone in a competence, the freest first; else why nobody can."""
    found = [*islice(suitability.possible_mentors(view, person, competence), MOST_POSSIBLE)]
    return tuple(_gap(view, person, competence, mentor) for mentor in found or (None,))


def idle(view: View, rows: Iterable[Unmentoring]) -> tuple[Idle, ...]:
    """Say why each of those who mentor nobody does not."""
    return tuple(
        Idle(
            who(view, row.person),
            tuple((ref, view.org.title(ref)) for ref in row.could),
            _why_idle(view, row.person, bool(row.could)),
        )
        for row in rows
    )


def _gap(view: View, person: str, competence: str, mentor: str | None) -> Gap:
    org = view.org
    days = max((view.today - org.people[person].assignments[competence].since).days, 0)
    if mentor is None:
        able, reason = None, _why_nobody(view, person, competence)
    else:
        able, reason = who(view, mentor), Said("could", mentoring.free_places(view, mentor))
    return Gap(who(view, person), competence, org.title(competence), days, able, reason)


def _why_nobody(view: View, person: str, competence: str) -> Said:
    """Why nobody could mentor someone in the competence that they know least."""
    org = view.org
    slot = org.mentorships.get((person, competence))
    if slot is not None and slot.status.under_way:
        return Said("proposed")
    if familiarity.proficient(view, person, competence):
        return Said("knows")
    able = [p for p in familiarity.proficient_people(view, competence) if p != person]
    if not able:
        return Said("nobody_knows")
    suits = suitability.of_mentors(view, competence)
    closed = [p for p in able if not mentoring.open_for(view, p, competence)]
    barred = {p: [*suits.between(person, p)] for p in able if p not in closed}
    leads = [p for p, found in barred.items() if Barrier.LEADER in found]
    before = [p for p, found in barred.items() if found and p not in leads]
    full = [p for p, found in barred.items() if not found]
    parts = (("full", full), ("leads", leads), ("ruled_out", before), ("closed", closed))
    return Said("able", len(able), parts=tuple(Said(key, len(found)) for key, found in parts if found))


def _why_idle(view: View, person: str, could: bool) -> Said:
    offer = view.org.people[person].mentoring
    if could:
        return Said("has_free", mentoring.free_places(view, person))
    if offer.open is None:
        return Said("not_asked")
    if not offer.open:
        return Said("unwilling")
    if mentoring.away(view, person):
        return Said("away_until", day=offer.away.until) if offer.away else Said("away")
    if not mentoring.free_places(view, person):
        return Said("no_place")
    return Said("not_proficient")
