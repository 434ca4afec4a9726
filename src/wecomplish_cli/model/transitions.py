"""The one table of how mentorships and requests for help may go on: commands and rules both ask it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from wecomplish_cli.model.mentorships import HelpStatus, MentorshipStatus

S = TypeVar("S", MentorshipStatus, HelpStatus)

MENTORSHIP: Mapping[MentorshipStatus, tuple[MentorshipStatus, ...]] = {
    MentorshipStatus.PROPOSED: (MentorshipStatus.ACTIVE, MentorshipStatus.DECLINED, MentorshipStatus.ENDED),
    MentorshipStatus.ACTIVE: (MentorshipStatus.PAUSED, MentorshipStatus.COMPLETED, MentorshipStatus.ENDED),
    MentorshipStatus.PAUSED: (MentorshipStatus.ACTIVE, MentorshipStatus.COMPLETED, MentorshipStatus.ENDED),
    MentorshipStatus.COMPLETED: (),
    MentorshipStatus.ENDED: (),
    MentorshipStatus.DECLINED: (),
}
"""What each status of a mentorship may become; nothing leaves the last three."""

HELP: Mapping[HelpStatus, tuple[HelpStatus, ...]] = {
    HelpStatus.OPEN: (HelpStatus.ACKNOWLEDGED, HelpStatus.ANSWERED, HelpStatus.WITHDRAWN),
    HelpStatus.ACKNOWLEDGED: (HelpStatus.ANSWERED, HelpStatus.WITHDRAWN),
    HelpStatus.ANSWERED: (),
    HelpStatus.WITHDRAWN: (),
}
"""What each status of a request for help may become."""


def leads_to(table: Mapping[S, tuple[S, ...]], start: S, end: S) -> bool:
    """Whether allowed steps, one or several, lead from one status to another; to stay needs none."""
    reached, ahead = {start}, [start]
    while ahead:
        new = [status for status in table[ahead.pop()] if status not in reached]
        reached.update(new)
        ahead += new
    return end in reached
