"""`wecomplish checkin`: record that mentee and mentor met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from wecomplish_cli.cli import fitting, terminal
from wecomplish_cli.cli.command import option, writes
from wecomplish_cli.cli.commands.goal.given import status
from wecomplish_cli.cli.completion import people
from wecomplish_cli.cli.fields import slot
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.model.mentorships import Fit, Mentorship

    T = TypeVar("T")


MENTEE, ASSIGNMENT = slot(fitting.under_way("active"), "no mentorship is active")


def _ask_summary(request: Request, known: Mapping[str, Any]) -> str | None:
    """Ask what came of the meeting."""
    if not _can_be_recorded(request, known):
        return None
    question = "What came of it, for everyone to read (Enter: leave it out)"
    return terminal.ask(question, "--summary", "").strip() or None


def _ask_next(request: Request, known: Mapping[str, Any]) -> str | None:
    """Ask when they meet next, until it is a day."""
    if not _can_be_recorded(request, known):
        return None

    def day(typed: str) -> str:
        request.day(typed, "--next")
        return typed

    return _ask_until("When do you meet next, such as +2w (Enter: not agreed)", "--next", day)


def _ask_pulse(request: Request, known: Mapping[str, Any]) -> int | None:
    """Ask mentee or mentor how it is going, until it is a number from 1 to 5."""
    if not _may_give_feedback(request, known):
        return None
    question = "How is it going for you, 1 to 5, for everyone to read (Enter: leave it out)"
    return _ask_until(question, "--pulse", _pulse)


def _ask_fit(request: Request, known: Mapping[str, Any]) -> Fit | None:
    """Ask mentee or mentor how well they suit each other, until it is one of the words there are."""
    if not _may_give_feedback(request, known):
        return None
    question = "How well do you suit each other: good, unsure or poor (Enter: leave it out)"
    return _ask_until(question, "--fit", fit_of)


def _ask_until(question: str, label: str, read: Callable[[str], T]) -> T | None:
    """Ask until the answer can be read; None if there is none."""
    while typed := terminal.ask(question, label, "").strip():
        try:
            return read(typed)
        except UsageError as error:
            terminal.fail(error)
    return None


def _can_be_recorded(request: Request, known: Mapping[str, Any]) -> bool:
    """Whether a check-in is worth asking about: where it will be refused, nobody types in vain."""
    from wecomplish_cli.derive import mentoring

    try:
        slot = _slot(request, known)
    except UsageError:
        return True  # Who or what is meant will be asked.
    return slot is not None and mentoring.active(slot)


def _may_give_feedback(request: Request, known: Mapping[str, Any]) -> bool:
    """Whether feedback is on, and the mentee or a mentor runs the command."""
    from wecomplish_cli.model.organization import Switch

    if request.org.settings.feedback is Switch.OFF or not _can_be_recorded(request, known):
        return False
    try:
        slot = _slot(request, known)
    except UsageError:
        return False  # Whose it is is not known yet.
    return slot is not None and request.identity in (slot.mentee, *slot.mentors)


def _slot(request: Request, known: Mapping[str, Any]) -> Mentorship | None:
    """The mentorship meant by what is known; nobody is asked about it."""
    quiet = request.on(request.dataset)
    mentee = quiet.person(known["mentee"])
    return request.org.mentorships.get((mentee, quiet.assignment(known["assignment"], mentee)))


@dataclass(frozen=True)
class Checkin:
    """Record that mentee and mentor met.

    On a terminal, it asks what came of it and when you meet next, unless you say so; where feedback is on,
    also how it is going. Everyone who reads the repository reads the answers: keep them short, and leave out
    what is confidential.
    """

    mentee: Annotated[str, MENTEE]
    assignment: Annotated[str, ASSIGNMENT]
    minutes: Annotated[int | None, option("N", "How long it took.", bounds=(1, None))] = None
    goal: Annotated[
        tuple[str, ...],
        option("ID[=STATUS]", "A goal it was about, by its id, and how it is coming on; can be repeated."),
    ] = ()
    summary: Annotated[
        str | None, option("TEXT", "What came of it, in a sentence or two.", ask=_ask_summary)
    ] = None
    next: Annotated[str | None, option("DATE", "When you meet next, such as +2w.", ask=_ask_next)] = None
    date: Annotated[str | None, option("DATE", "The day you met; otherwise today.")] = None
    others: Annotated[
        tuple[str, ...],
        option("MENTEE", "Someone else who was mentored in it at the same meeting.", people, name="--with"),
    ] = ()
    pulse: Annotated[
        int | None,
        option("1-5", "How it is going for you; only where feedback is on.", bounds=(1, 5), ask=_ask_pulse),
    ] = None
    fit: Annotated[
        str | None,
        option("FIT", "How well you suit each other: good, unsure or poor; likewise.", ask=_ask_fit),
    ] = None

    def decide(self, request: Request) -> Plan:
        """Decide on the check-in."""
        from functools import reduce

        from wecomplish_cli.actions import goals, meeting
        from wecomplish_cli.actions.plan import both

        stated = dict(each.partition("=")[::2] for each in self.goal)
        met = meeting.Meeting(
            day=request.day(self.date, "--date") or request.today,
            minutes=self.minutes,
            goals=tuple(stated),
            next=request.day(self.next, "--next"),
            summary=self.summary or None,
            pulse=(request.who("saying how it is going"), self.pulse) if self.pulse else None,
            fit=fit_of(self.fit) if self.fit else None,
        )
        plans = []
        for each in dict.fromkeys(map(request.person, (self.mentee, *self.others))):
            what = request.assignment(self.assignment, each)
            plans.append(meeting.checkin(request.view, each, what, met))
            plans += [
                goals.change(request.view, each, what, goal, goals.Wanted(status=status(said)))
                for goal, said in stated.items()
                if said
            ]
        return reduce(both, plans)


def _pulse(given: str) -> int:
    """Read how it is going, from 1 to 5."""
    if given not in {"1", "2", "3", "4", "5"}:
        raise UsageError(f"--pulse: `{given}` is not a number from 1 to 5", "5 is best")
    return int(given)


def fit_of(given: str) -> Fit:
    """Read how well two people suit each other.

    Raises:
        UsageError: if it is none of the words there are.
    """
    from wecomplish_cli.model.mentorships import Fit

    if given not in {*Fit}:
        raise UsageError(
            f"--fit: `{given}` does not say how well you suit each other", "good, unsure or poor"
        )
    return Fit(given)


checkin = writes(Checkin)
