"""Who asks for help now, who has seen it, and when it is overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive import health, mentoring
from wecomplish_cli.derive.days import days_after
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.mentorships import HelpStatus
from wecomplish_cli.reports.site.who import Who, who

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import HelpRequest


@frozen
class Asking:
    """A request for help that waits."""

    mentee: Who
    expectation: str
    title: str
    question: str | None
    days: int
    seen_by: Who | None
    reaches: tuple[Who, ...]
    """The mentors, or else the leaders."""
    overdue: bool
    overdue_from: date
    """The first day on which it has waited too long to be seen, or answered."""

    @property
    def write_to(self) -> tuple[str, ...]:
        """Whom a message about it is for: who asks, and who saw it or should."""
        to = (self.seen_by,) if self.seen_by else self.reaches
        return tuple(dict.fromkeys((self.mentee.id, *(person.id for person in to))))

    @property
    def command(self) -> str:
        """The command that comes next: to say that it was seen, or that who saw it has helped."""
        about = f"{self.mentee.id} {self.expectation}"
        if self.seen_by:
            return f"wecomplish answer-help {about} --by {self.seen_by.id}"
        return f"wecomplish acknowledge-help {about}"


def asking(view: View, mentees: Iterable[str]) -> tuple[Asking, ...]:
    """List what some people wait for help with: overdue first, longest waiting first."""
    found = [_asking(view, each) for mentee in mentees for each in mentoring.life_rings(view, mentee)]
    return tuple(sorted(found, key=lambda each: (not each.overdue, -each.days, each.mentee.name, each.title)))


def _asking(view: View, request: HelpRequest) -> Asking:
    org, limits = view.org, view.org.settings.help
    seen = request.acknowledged.by if request.acknowledged else None
    unseen = request.status is HelpStatus.OPEN
    limit = limits.acknowledge_within_days if unseen else limits.answer_within_days
    reached = mentoring.helpers(view, request.mentee, request.expectation)
    return Asking(
        who(view, request.mentee),
        request.expectation,
        org.title(request.expectation),
        request.question,
        max((view.today - request.date).days, 0),
        who(view, seen) if seen else None,
        tuple(who(view, each) for each in reached),
        health.overdue(view, request),
        days_after(request.date, limit + 1),
    )
