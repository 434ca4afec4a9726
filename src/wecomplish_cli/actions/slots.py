"""The slot of an assignment: found, called something, and moved on as the table of transitions allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.actions.assign import levels_of_day
from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.derive import mentoring
from wecomplish_cli.errors import DataError, RefusedError
from wecomplish_cli.model.edits import Delete, Edit, Put
from wecomplish_cli.model.mentorships import MentorshipStatus
from wecomplish_cli.model.transitions import MENTORSHIP
from wecomplish_cli.text.phrases import listed, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship

_COMMANDS = {
    MentorshipStatus.ACTIVE: "accept",
    MentorshipStatus.PAUSED: "pause",
    MentorshipStatus.COMPLETED: "complete",
    MentorshipStatus.ENDED: "end",
    MentorshipStatus.DECLINED: "decline",
}
"""The command that leads to a status; from paused to active, it is `resume`."""


def slot_of(view: View, mentee: str, competence: str) -> Mentorship:
    """The mentorship of an assignment.

    Raises:
        RefusedError: if nobody was ever to mentor them in it.
        DataError: if its file has errors.
    """
    slot = view.org.mentorships.get((mentee, competence))
    if slot is not None:
        return slot
    ref = f"mentorships/{mentee}/{competence}"
    if ref in view.org.present:
        raise DataError(f"{ref}.yaml has errors, so it was not read", "`wecomplish check` says what is wrong")
    if competence not in view.org.people[mentee].assignments:
        raise RefusedError(
            f"{view.org.name(mentee)} never held {view.org.title(competence)}, and has no mentor in it",
            f"`wecomplish hold {mentee} {competence}` records that they hold it",
        )
    raise RefusedError(
        f"{view.org.name(mentee)} has no mentor in {view.org.title(competence)}",
        f"`wecomplish assign {mentee} {competence}` gives them one",
    )


def called(view: View, slot: Mentorship) -> str:
    """What a mentorship is called at the beginning of a sentence."""
    return f"{view.org.name(slot.mentee)}'s mentorship in {view.org.title(slot.competence)}"


def require_command(view: View, slot: Mentorship, command: str) -> None:
    """Make sure that a command may change a mentorship from where it is.

    Raises:
        RefusedError: if it may not; the hint names the commands that may.
    """
    status = mentoring.status(slot, slot.mentee)
    allowed = _commands(status)
    if command not in allowed:
        done = f"{command}d" if command.endswith("e") else f"{command}ed"
        why = f"cannot be {done}" if allowed else "cannot be changed any more"
        raise RefusedError(f"{called(view, slot)} is {status}, and {why}", ways_on(slot))


def ways_on(slot: Mentorship) -> str:
    """Name the commands that lead on from where a mentorship is."""
    where = f"{slot.mentee} {slot.competence}"
    allowed = _commands(mentoring.status(slot, slot.mentee))
    if not allowed:
        return f"`wecomplish assign {where}` starts a new one"
    return "from here: " + listed((f"`wecomplish {command} {where}`" for command in allowed), "or")


def _commands(status: MentorshipStatus) -> list[str]:
    """The commands that lead on from a status."""
    paused = status is MentorshipStatus.PAUSED
    return [
        "resume" if paused and to is MentorshipStatus.ACTIVE else _COMMANDS[to] for to in MENTORSHIP[status]
    ]


def over_already(view: View, slot: Mentorship, reason: str | None) -> Plan:
    """Nothing to do: it is over in this very way."""
    stands = "; the reason recorded then stays" if reason and reason != slot.reason else ""
    return Plan((), f"{called(view, slot)} was {slot.status} on {told(slot.ended)}{stands}")


def started_edits(view: View, slot: Mentorship) -> Iterator[Edit]:
    """Write down what an accepted proposal only implied: since when it is active, and the baseline."""
    if slot.status is not MentorshipStatus.PROPOSED or not mentoring.active(slot):
        return
    if slot.started is None:
        yield Put(slot.ref, ("started",), mentoring.started(slot, slot.mentee))
    if slot.baseline is None:
        yield Put(slot.ref, ("baseline",), levels_of_day(view, slot.mentee, slot.competence))


def over_edits(view: View, slot: Mentorship, status: MentorshipStatus, reason: str | None) -> Iterator[Edit]:
    """Put a mentorship into a status that nothing follows, with the day, the reason and the levels now."""
    yield Put(slot.ref, ("status",), str(status))
    if slot.paused_until is not None:
        yield Delete(slot.ref, ("paused_until",))
    yield Put(slot.ref, ("ended",), view.today)
    if reason:
        yield Put(slot.ref, ("reason",), reason)
    yield Put(slot.ref, ("outcome",), levels_of_day(view, slot.mentee, slot.competence))
