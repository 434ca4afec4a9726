"""`wecomplish checkin`: record that mentee and mentor met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import fitting
from wecomplish_cli.cli.command import option, writes
from wecomplish_cli.cli.fields import slot

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request


MENTEE, ASSIGNMENT = slot(fitting.under_way("active"), "no mentorship is active")


@dataclass(frozen=True)
class Checkin:
    """Record that mentee and mentor met.

    Everyone who reads the repository reads the summary: keep it short, and leave out what is confidential.
    """

    mentee: Annotated[str, MENTEE]
    assignment: Annotated[str, ASSIGNMENT]
    minutes: Annotated[int | None, option("N", "How long it took.", bounds=(1, None))] = None
    goal: Annotated[tuple[str, ...], option("ID", "A goal it was about, by its id; may be given again.")] = ()
    next: Annotated[str | None, option("DATE", "When you meet next, such as +2w.")] = None
    summary: Annotated[str | None, option("TEXT", "What came of it, in a sentence or two.")] = None
    date: Annotated[str | None, option("DATE", "The day you met; otherwise today.")] = None

    def decide(self, request: Request) -> Plan:
        """Decide on the check-in."""
        from wecomplish_cli.actions import meeting

        who = request.person(self.mentee)
        what = request.assignment(self.assignment, who)
        met = meeting.Meeting(
            day=request.day(self.date, "--date") or request.today,
            minutes=self.minutes,
            goals=tuple(dict.fromkeys(self.goal)),
            next=request.day(self.next, "--next"),
            summary=self.summary or None,
        )
        return meeting.checkin(request.view, who, what, met)


checkin = writes(Checkin)
