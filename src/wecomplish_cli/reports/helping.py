"""How long people wait for help, who waits now, and whether what was answered helps others too."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from wecomplish_cli.derive import health, membership, mentoring
from wecomplish_cli.model.mentorships import HelpStatus
from wecomplish_cli.model.programs import InsightStatus
from wecomplish_cli.reports.overview import Waiting, waiting_for

if TYPE_CHECKING:
    from datetime import date

    from wecomplish_cli.derive.view import View


@dataclass(frozen=True)
class Open:
    """An open request for help, and who could answer it."""

    request: Waiting
    overdue: bool
    helpers: tuple[str, ...]
    """Whom it reaches, by name: mentors, or else the leaders."""


@dataclass(frozen=True)
class HelpReport:
    """How help is asked for and given, up to one day."""

    organization: str
    team: str | None
    today: date
    asked: int
    """All requests, also those taken back."""
    answered: int
    withdrawn: int
    with_insight: int
    """How many of the answered ones led to an insight that is published."""
    median_days: float | None
    """From asking to the answer, over the answered ones; None where there are none."""
    ninetieth_days: int | None
    """Within how many days nine of ten were answered (nearest rank)."""
    oldest_days: int | None
    """How long whoever waits longest has waited; None where nobody waits."""
    overdue: int
    waiting: tuple[Open, ...]
    """Longest waiting first."""


def help_report(view: View, team: str | None = None) -> HelpReport:
    """Report on help in the whole organisation, or of a team with those that are part of it."""
    within = membership.members(view, team) if team is not None else view.org.people.keys()
    requests = [r for r in view.org.requests() if r.mentee in within and r.date <= view.today]
    published = {i for i, each in view.org.insights.items() if each.status is InsightStatus.PUBLISHED}
    answers = [(r.date, r.answered) for r in requests if r.answered is not None]
    days = sorted(max((answer.date - asked).days, 0) for asked, answer in answers)
    open_ones = [
        Open(
            waiting_for(view, r),
            health.overdue(view, r),
            tuple(map(view.org.name, mentoring.helpers(view, r.mentee, r.expectation))),
        )
        for r in requests
        if r.status.life_ring and view.org.people[r.mentee].active
    ]
    open_ones.sort(key=lambda each: (-each.request.days, each.request.mentee, each.request.expectation))
    return HelpReport(
        organization=view.org.settings.organization,
        team=view.org.teams[team].name if team else None,
        today=view.today,
        asked=len(requests),
        answered=len(answers),
        withdrawn=sum(r.status is HelpStatus.WITHDRAWN for r in requests),
        with_insight=sum(answer.insight in published for _, answer in answers),
        median_days=float(median(days)) if days else None,
        ninetieth_days=days[-(-len(days) * 9 // 10) - 1] if days else None,
        oldest_days=max((each.request.days for each in open_ones), default=None),
        overdue=sum(each.overdue for each in open_ones),
        waiting=tuple(open_ones),
    )
