"""`wecomplish set mentorship`: what a mentee and a mentor agreed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import fitting
from wecomplish_cli.cli.command import writes
from wecomplish_cli.cli.commands.set.value import UNSET, Values, words_of
from wecomplish_cli.cli.fields import slot

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request

UNDER_WAY = fitting.under_way("proposed", "active", "paused")
MENTEE, ASSIGNMENT = slot(UNDER_WAY, "no mentorship is under way", take_only=False)


@dataclass(frozen=True)
class Mentorship(Values):
    """Set values of a mentorship, such as `agreement`, `checkin_every_days` or `goals.ID.status`.

    A goal that is not there is added: give its title and status together. Who mentors, and whether it is
    active, have commands of their own.
    """

    mentee: Annotated[str, MENTEE]
    assignment: Annotated[str, ASSIGNMENT]
    words: Annotated[tuple[str, ...], words_of("mentorships")] = ()
    unset: Annotated[bool, UNSET] = False

    def found(self, request: Request) -> str:
        """Find the mentorship."""
        from wecomplish_cli.actions.slots import slot_of

        who = request.person(self.mentee)
        return slot_of(request.view, who, request.assignment(self.assignment, who)).ref


mentorship = writes(Mentorship)
