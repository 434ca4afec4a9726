"""Joining, leaving and closing a mentoring programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wecomplish_cli.actions import lifecycle
from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.derive import mentoring, programs
from wecomplish_cli.errors import RefusedError
from wecomplish_cli.model.edits import Delete, Edit, Put
from wecomplish_cli.model.mentorships import MentorshipStatus
from wecomplish_cli.model.walk import values
from wecomplish_cli.text.phrases import counted, day, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship
    from wecomplish_cli.model.people import ProgramRole


OF_ITS_OWN = ("name", "sponsor", "coordinator", "starts", "ends", "pilot", "previous")
"""Keys of a programme that another one does not take over."""


def frame(view: View, program: str) -> dict[str, Any]:
    """What another programme takes over: what it is for and how it works, not its people, dates or status."""
    return {key: value for key, value in values(view.org.programs[program]).items() if key not in OF_ITS_OWN}


def join(view: View, person: str, program: str, role: ProgramRole) -> Plan:
    """Join a programme in a role, in one's own file.

    Raises:
        RefusedError: if they have left, or the programme is over.
    """
    record, about = view.org.people[person], view.org.programs[program]
    if not record.active:
        raise RefusedError(f"{record.name} has left", "name someone who is still there")
    require_open(view, program)
    present = record.programs.get(program)
    if present is not None and present.role is role:
        return Plan((), f"{record.name} joined {about.name} as {_part(role)} on {day(present.joined)}")
    edit = Put(record.ref, ("programs", program), {"as": str(role), "joined": view.today})
    if present is not None:
        edit = Put(record.ref, ("programs", program, "as"), str(role))
    return Plan(
        (edit,),
        f"{record.name} joins {about.name} as {_part(role)}",
        lambda after: _next(after, person, program),
    )


def require_open(view: View, program: str) -> None:
    """Make sure that a programme can still be joined.

    Raises:
        RefusedError: if it is over.
    """
    about = view.org.programs[program]
    if about.ends is not None and about.ends < view.today:
        raise RefusedError(f"{about.name} ended on {day(about.ends)}", "name another programme")


def _part(role: ProgramRole) -> str:
    return "mentee and mentor" if role == "both" else str(role)


def _next(view: View, person: str, program: str) -> Iterator[str]:
    about, role = view.org.programs[program], view.org.people[person].programs[program].role
    if role != "mentor" and not programs.pairs(view, program, person):
        for competence in about.competences:
            if competence in view.org.people[person].held(view.today):
                yield f"to look for a mentor: wecomplish suggest {person} {competence}"
    if role != "mentee" and not mentoring.wants_to_mentor(view, person):
        yield f"to be found by mentees: wecomplish offer {person} --open"
    if about.coordinator is not None and about.coordinator in view.org.people:
        yield f"{view.org.name(about.coordinator)} coordinates it"


def leave(view: View, person: str, program: str) -> Plan:
    """Leave a programme; what is under way goes on without it."""
    record, name = view.org.people[person], view.org.title(f"programs/{program}")
    if program not in record.programs:
        return Plan((), f"{record.name} has not joined {name}")
    running = [slot for slot in programs.pairs(view, program, person) if slot.status.under_way]
    said = f"they still have {counted(len(running), 'mentorship')} under way in it"
    return Plan(
        (Delete(record.ref, ("programs", program)),),
        f"{record.name} leaves {name}",
        warnings=(said,) if running else (),
    )


def close(view: View, program: str, how: MentorshipStatus | None, reason: str | None) -> Plan:
    """Close a programme on this day, with its pairs completed or ended; one that is over keeps its last day.

    Raises:
        RefusedError: if pairs are under way and it is not said what becomes of them, or it is over.
    """
    about = view.org.programs[program]
    over = about.ends is not None and about.ends < view.today
    done = f"{about.name} ended on {day(about.ends)}" if about.ends and over else f"{about.name} ends today"
    running = [slot for slot in programs.pairs(view, program) if slot.status.under_way]
    if over and not running:
        return Plan((), done)
    if running and how is None:
        names = listed(
            f"{view.org.name(slot.mentee)} in {view.org.title(slot.competence)}" for slot in running[:5]
        )
        more = f", and {len(running) - 5} more" if running[5:] else ""
        are, them = ("is", "it") if len(running) == 1 else ("are", "them")
        raise RefusedError(
            f"{counted(len(running), 'mentorship')} in {about.name} {are} still under way: {names}{more}",
            f"--complete completes {them}, --end --reason TEXT ends {them}",
        )
    edits: list[Edit] = [] if over or about.ends == view.today else [Put(about.ref, ("ends",), view.today)]
    for slot in running:
        edits += _over(view, slot, how, reason)
    return Plan(
        tuple(edits), f"{done}, with {counted(len(running), 'mentorship')} {how}" if running else done
    )


def _over(view: View, slot: Mentorship, how: MentorshipStatus | None, reason: str | None) -> tuple[Edit, ...]:
    """Take a mentorship to its end; what is only proposed cannot be completed."""
    if (
        how is MentorshipStatus.COMPLETED
        and mentoring.status(slot, slot.mentee) is not MentorshipStatus.PROPOSED
    ):
        return lifecycle.complete(view, slot.mentee, slot.competence, reason).edits
    ended = reason or f"{view.org.title(f'programs/{slot.program}')} has ended"
    return lifecycle.end(view, slot.mentee, slot.competence, ended).edits
