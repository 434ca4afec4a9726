"""Values that a command derives: a change may hold them only as the command would have written them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive import days, familiarity
from wecomplish_cli.derive.view import View
from wecomplish_cli.frozen import frozen

if TYPE_CHECKING:
    from datetime import date

    from wecomplish_cli.model.mentorships import Levels, Terms
    from wecomplish_cli.model.org import Org

DAYS_BACK = 31
"""How old a day may be that a command wrote down as today, when the change is judged."""


@frozen
class Judged:
    """What a change is judged by: the data before and after it, and the day."""

    before: Org
    """The tip of the base, with nothing changed but ids that follow what is renamed."""
    after: Org
    today: date

    def day(self, what: str, when: date | None) -> str | None:
        """Say what is wrong with a day that a command would have written as today; None if nothing is."""
        if when is None:
            return f"`{what}` is missing"
        if self.future(when):
            return f"`{what}` is {when}, which is still to come"
        if when < days.days_after(self.today, -DAYS_BACK):
            return f"`{what}` is {when}, more than {DAYS_BACK} days ago"
        return None

    def future(self, when: date) -> bool:
        """Whether a day is still to come; tomorrow is not, since it may be today where it was written."""
        return when > days.days_after(self.today, 1)

    def levels(self, what: str, taken: Levels | None, mentee: str, competence: str) -> str | None:
        """Say what is wrong with the levels taken at a start or an end; None if nothing is."""
        if taken is None:
            return f"`{what}` is missing"
        if wrong := self.day(f"{what}.taken", taken.taken):
            return wrong
        right = (
            familiarity.levels_now(View(org, taken.taken), mentee, competence)
            for org in (self.before, self.after)
        )
        if dict(taken.levels) not in [*right]:
            return f"`{what}` does not hold the levels that are indicated"
        return None


def over(judged: Judged, terms: Terms, mentee: str, competence: str) -> str | None:
    """Say what is wrong with how a mentorship came to its end; None if nothing is."""
    if wrong := judged.day("ended", terms.ended):
        return wrong
    if terms.outcome is not None and terms.outcome.taken != terms.ended:
        return "`outcome` was not taken on the day it ended"
    return judged.levels("outcome", terms.outcome, mentee, competence)
