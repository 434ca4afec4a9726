"""`wecomplish assign`: give an assignment a mentor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import argument, flag, option, writes
from wecomplish_cli.cli.completion import competences, people
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request


@dataclass(frozen=True)
class Assign:
    """Give someone a mentor.

    The mentorship is active at once if you lead the mentee or administer the data, and otherwise proposed:
    then everyone is asked for their yes. It records the mentee's levels now as the baseline.
    """

    mentee: Annotated[str, argument("MENTEE", "Who is to be mentored.", people)]
    competence: Annotated[str, argument("COMPETENCE", "The role or skillset they hold.", competences)]
    mentor: Annotated[str, option("PERSON", "Who answers for the mentorship.", people)]
    co_mentor: Annotated[
        tuple[str, ...], option("PERSON", "Who else mentors them here; may be given again.", people)
    ] = ()
    until: Annotated[str | None, option("DATE", "The planned end, such as 2026-09-01 or +12w.")] = None
    target: Annotated[int | None, option("PERCENT", "The familiarity to reach.", bounds=(0, 100))] = None
    by: Annotated[str | None, option("DATE", "When to reach the target.")] = None
    propose: Annotated[bool, flag("--propose", "Only propose it: everyone is asked for their yes.")] = False
    replace: Annotated[bool, flag("--replace", "End the mentorship that is there, and start a new one.")] = (
        False
    )
    reason: Annotated[str | None, option("TEXT", "Why the mentor is replaced; it stays with the record.")] = (
        None
    )
    notify: Annotated[bool, flag("--notify", "Tell the mentors by e-mail once this is merged.")] = False

    def decide(self, request: Request) -> Plan:
        """Decide on the mentorship, active or proposed."""
        from wecomplish_cli.actions.assign import Wish, assign

        if self.by and self.target is None:
            raise UsageError("--by says when to reach a target, and none is given", "add --target PERCENT")
        mentor = request.person(self.mentor)
        others = [request.person(each) for each in self.co_mentor]
        wish = Wish(
            mentee=request.person(self.mentee),
            competence=request.competence(self.competence),
            mentor=mentor,
            co_mentors=tuple(dict.fromkeys(each for each in others if each != mentor)),
            until=request.day(self.until, "--until"),
            target=self.target,
            by=request.day(self.by, "--by"),
            propose=self.propose,
            replace=self.replace,
            reason=self.reason,
            notify=self.notify,
        )
        return assign(request.view, wish, request.identity)


assign = writes(Assign, many=True)
