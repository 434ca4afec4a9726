"""Proposals that wait for somebody's yes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.derive import health, mentoring

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date

    from wecomplish_cli.derive.view import View


@dataclass(frozen=True)
class Proposal:
    """A mentorship that is proposed, and that somebody has not answered yet."""

    mentee: str
    mentee_name: str
    competence: str
    competence_name: str
    mentor: str
    mentor_name: str
    waiting_for: tuple[str, ...]
    """Whose yes is missing; so are the names."""
    waiting_names: tuple[str, ...]
    since: date | None
    """None where nothing says when it was proposed; so are the days."""
    days: int | None
    overdue: bool


def proposals(view: View, among: Container[str] | None = None) -> list[Proposal]:
    """List the proposals of some mentees, or of all: longest waiting first, undated ones last."""
    found = []
    for slot in view.org.mentorships.values():
        waiting = mentoring.waited_for(slot)
        if waiting and (among is None or slot.mentee in among):
            since = mentoring.proposed(slot)
            found.append(
                Proposal(
                    slot.mentee,
                    view.org.name(slot.mentee),
                    slot.competence,
                    view.org.title(slot.competence),
                    slot.mentor,
                    view.org.name(slot.mentor),
                    waiting,
                    tuple(map(view.org.name, waiting)),
                    since,
                    (view.today - since).days if since else None,
                    health.waits_too_long(view, slot),
                )
            )
    return sorted(found, key=lambda each: -1 if each.days is None else each.days, reverse=True)
