"""`wecomplish assign`: give an assignment a mentor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import fitting, terminal
from wecomplish_cli.cli.command import argument, flag, option, writes
from wecomplish_cli.cli.commands.programme.which import program_of
from wecomplish_cli.cli.completion import competences, mentors, people, programs
from wecomplish_cli.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Assign:
    """Give someone a mentor.

    The mentorship is active at once if you lead the mentee or administer the data, and otherwise proposed:
    then everyone is asked to accept. It records the mentee's levels now as the baseline.
    """

    mentee: Annotated[str, argument("MENTEE", "Who is to be mentored.", people, fits=fitting.unmentored)]
    competence: Annotated[
        str,
        argument("COMPETENCE", "The role or skillset they hold.", competences, fits=fitting.without_mentor),
    ]
    mentor: Annotated[
        str | None,
        option("PERSON", "Who answers for the mentorship; on a terminal, `suggest` offers five.", mentors),
    ] = None
    co_mentor: Annotated[
        tuple[str, ...], option("PERSON", "Who else mentors them here; can be repeated.", mentors)
    ] = ()
    started: Annotated[
        str | None,
        option(
            "DATE",
            "When it began, if that was before it was recorded here; for administrators.",
        ),
    ] = None
    until: Annotated[str | None, option("DATE", "The planned end, such as 2026-09-01 or +12w.")] = None
    target: Annotated[int | None, option("PERCENT", "The familiarity to reach.", bounds=(0, 100))] = None
    due: Annotated[str | None, option("DATE", "When to reach the target.")] = None
    propose: Annotated[bool, flag("--propose", "Only propose it: everyone is asked to accept.")] = False
    replace: Annotated[bool, flag("--replace", "End the present mentorship, and start a new one.")] = False
    reason: Annotated[str | None, option("TEXT", "Why the mentor is replaced; it stays with the record.")] = (
        None
    )
    goal: Annotated[
        str | None, option("TEXT", "What the mentee wants to be able to do; `goal set` says more of it.")
    ] = None
    template: Annotated[
        str | None,
        option(
            "MILESTONE",
            "Take goals and agreement from the career path: all that is ahead, up to this milestone.",
        ),
    ] = None
    agreement: Annotated[str | None, option("TEXT", "What you agree on, in a sentence or two.")] = None
    checkin_every: Annotated[
        int | None, option("DAYS", "Days between check-ins, if not the usual number.", bounds=(1, 366))
    ] = None
    program: Annotated[str | None, option("PROGRAM", "The programme that it is part of.", programs)] = None
    peer: Annotated[bool, flag("--peer", "They are equals, who may mentor each other.")] = False
    notify: Annotated[
        bool | None,
        flag(
            "--notify/--no-notify",
            "Tell mentee and mentors by e-mail once this is merged, which is the default.",
        ),
    ] = None

    def decide(self, request: Request) -> Plan:
        """Decide on the mentorship, active or proposed."""
        from wecomplish_cli.actions.assign import Wish, assign
        from wecomplish_cli.actions.templates import milestones_up_to

        if self.due and self.target is None:
            raise UsageError(
                "--due is the day to reach a target, and there is no target", "add --target PERCENT"
            )
        if self.reason and not self.replace:
            raise UsageError("--reason says why a mentor is replaced, and none is replaced", "add --replace")
        mentee = request.person(self.mentee)
        competence = request.competence(self.competence)
        mentor = request.person(self.mentor) if self.mentor else self._chosen(request, mentee, competence)
        others = [request.person(each) for each in self.co_mentor]
        wish = Wish(
            mentee=mentee,
            competence=competence,
            mentor=mentor,
            co_mentors=tuple(dict.fromkeys(each for each in others if each != mentor)),
            started=request.day(self.started, "--started"),
            until=request.day(self.until, "--until"),
            target=self.target,
            by=request.day(self.due, "--due"),
            propose=self.propose,
            replace=self.replace,
            reason=self.reason or self._why_replaced(request, mentee, competence, mentor),
            notify=self.notify,
            peer=self.peer,
            program=program_of(request, self.program) if self.program else None,
            goal=self.goal,
            agreement=self.agreement,
            checkin_every=self.checkin_every,
            template=milestones_up_to(request.view, mentee, competence, self.template)
            if self.template
            else (),
        )
        return assign(request.view, wish, request.identity)

    def _why_replaced(self, request: Request, mentee: str, competence: str, mentor: str) -> str | None:
        """Ask on a terminal why the mentor that is there is replaced by another; elsewhere, nobody says."""
        slot = request.org.mentorships.get((mentee, competence))
        taken = slot is not None and slot.status.under_way and slot.mentor != mentor
        if not (self.replace and taken and request.asks and terminal.can_ask()):
            return None
        return terminal.ask("Why is the mentor replaced?", "--reason").strip() or None

    def _chosen(self, request: Request, mentee: str, competence: str) -> str:
        """Let whoever is at the terminal choose among the first of those suggested.

        Raises:
            UsageError: if nobody is there to choose.
            RefusedError: if the slot is taken, or nobody could be the mentor.
        """
        from wecomplish_cli.actions.assign import require_free
        from wecomplish_cli.cli.answer import Answer, show_beside
        from wecomplish_cli.render import suggestions as layout
        from wecomplish_cli.reports.suggestions import suggestions

        if not request.asks:
            raise UsageError("`mentor` is missing", "every row needs it")
        if not terminal.can_ask():
            raise UsageError("--mentor is missing", "give it, or many at once with --from FILE")
        require_free(
            request.view, request.org.mentorships.get((mentee, competence)), self.replace, self.reason
        )
        found = suggestions(request.view, mentee, competence, OFFERED, self.peer)
        if not found.candidates:
            raise RefusedError(
                f"nobody could mentor {found.mentee_name} in {found.title} at the moment",
                f"`wecomplish suggest {mentee} {competence}` says why, and what would change it",
            )
        show_beside(Answer("suggestions", found, layout.candidates))
        names = [(each.person, each.name) for each in found.candidates]
        return terminal.choose("Who answers for the mentorship?", names) or names[0][0]


OFFERED = 5
"""Suggestions to choose from."""


assign = writes(Assign, many=True)
