"""Saying yes or no to a mentorship that is proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.actions.assign import levels_of_day
from wecomplish_cli.actions.lifecycle import freed, left
from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.actions.slots import called, over_already, over_edits, require_command, slot_of
from wecomplish_cli.derive import familiarity, mentoring
from wecomplish_cli.errors import RefusedError
from wecomplish_cli.model.edits import Delete, Edit, Put, Remove
from wecomplish_cli.model.mentorships import MentorshipStatus
from wecomplish_cli.model.organization import Consent
from wecomplish_cli.text.phrases import listed, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship


def accept(view: View, mentee: str, competence: str, by: str) -> Plan:
    """Say yes to a mentorship, on one's own line; the yes that makes it active takes the baseline.

    Raises:
        RefusedError: if there is none, it is over, or nobody asks this person.
    """
    slot = slot_of(view, mentee, competence)
    if not slot.status.under_way:
        require_command(view, slot, "accept")
    if by not in (mentee, *slot.mentors):
        raise RefusedError(
            f"{view.org.name(by)} has not been asked: {_parties(view, slot)}", _asked(view, slot)
        )
    edits: list[Edit] = []
    if _is_waited_for(view, slot, by):
        if not view.org.people[by].active:
            raise RefusedError(
                f"{view.org.name(by)} has left", "end the proposal, or propose someone who is there"
            )
        edits.append(Put(slot.ref, ("acceptance", by), view.today))
    both = by not in slot.co_mentors and all(
        person == by or slot.acceptance.get(person) for person in (mentee, slot.mentor)
    )
    if both and slot.status is MentorshipStatus.PROPOSED and slot.baseline is None:
        edits.append(Put(slot.ref, ("baseline",), levels_of_day(view, mentee, competence)))
    answered = slot.acceptance.get(by)
    if not edits and answered is None:
        return Plan((), f"{called(view, slot)} is already {slot.status}, and nobody has to accept it")
    if not edits:
        return Plan((), f"{_part(view, slot, by, 'accepted', 'agreed')} on {told(answered)}")
    done = _part(view, slot, by, "accepts", "agrees")
    if answered is not None:
        done = f"{called(view, slot)}, which both had accepted, has a baseline now"
    return Plan(tuple(edits), done, lambda after: _accepted(view, after, slot))


def decline(view: View, mentee: str, competence: str, by: str, reason: str | None) -> Plan:
    """Say no: mentee or mentor end the proposal by it, a co-mentor only their own part.

    Raises:
        RefusedError: if there is none, or it can be declined no longer.
    """
    slot = slot_of(view, mentee, competence)
    if slot.status is MentorshipStatus.DECLINED:
        return over_already(view, slot, reason)
    if slot.status.under_way and by not in (mentee, *slot.mentors):
        return Plan((), f"{view.org.name(by)} has not been asked: {_parties(view, slot)}")
    if slot.status.under_way and by in slot.co_mentors:
        return _decline_part(view, slot, by, reason)
    require_command(view, slot, "decline")
    return Plan(
        tuple(over_edits(view, slot, MentorshipStatus.DECLINED, reason)),
        _part(view, slot, by, "declines", "declines"),
        lambda after: (
            *left(view, after, slot),
            f"to propose someone else: wecomplish assign {mentee} {competence}",
        ),
    )


def _decline_part(view: View, slot: Mentorship, by: str, reason: str | None) -> Plan:
    """Take a co-mentor out of a mentorship that goes on with the others."""
    waits = by in slot.acceptance and slot.acceptance[by] is None
    if not waits and mentoring.status(slot, slot.mentee) is not MentorshipStatus.PROPOSED:
        raise RefusedError(
            f"{view.org.name(by)} already helps to mentor {view.org.name(slot.mentee)} in "
            f"{view.org.title(slot.competence)}",
            f"take them out of `co_mentors` with `wecomplish edit {slot.ref}`",
        )
    alone = len(slot.co_mentors) == 1
    edits: list[Edit] = [
        Delete(slot.ref, ("co_mentors",)) if alone else Remove(slot.ref, ("co_mentors",), by)
    ]
    if by in slot.acceptance:
        key = ("acceptance",) if len(slot.acceptance) == 1 else ("acceptance", by)
        edits.append(Delete(slot.ref, key))
    return Plan(
        tuple(edits),
        f"{view.org.name(by)} declines to help {view.org.name(slot.mentor)} "
        f"mentor {view.org.name(slot.mentee)} "
        f"in {view.org.title(slot.competence)}",
        lambda after: _goes_on(after, slot),
        ("the reason is not recorded, because the mentorship goes on",) if reason else (),
    )


def _is_waited_for(view: View, slot: Mentorship, person: str) -> bool:
    """Whether someone has yet to say yes; active without being asked, only where consent is required."""
    if slot.acceptance.get(person) is not None:
        return False
    required = view.org.settings.mentorship.consent is Consent.REQUIRED
    return person in slot.acceptance or slot.status is MentorshipStatus.PROPOSED or required


def _waiting(view: View, slot: Mentorship) -> list[str]:
    return [view.org.name(p) for p in (slot.mentee, *slot.mentors) if _is_waited_for(view, slot, p)]


def _parties(view: View, slot: Mentorship) -> str:
    mentors = listed(map(view.org.name, slot.mentors))
    return (
        f"it is {mentors} who would mentor {view.org.name(slot.mentee)} in {view.org.title(slot.competence)}"
    )


def _asked(view: View, slot: Mentorship) -> str:
    waiting = _waiting(view, slot)
    return f"it is waiting for an answer from {listed(waiting)}" if waiting else "nobody still has to answer"


def _part(view: View, slot: Mentorship, by: str, of_mentee: str, of_mentor: str) -> str:
    """Say what someone does about their part in a mentorship."""
    title = view.org.title(slot.competence)
    if by == slot.mentee:
        return f"{view.org.name(by)} {of_mentee} {view.org.name(slot.mentor)} as mentor in {title}"
    return f"{view.org.name(by)} {of_mentor} to mentor {view.org.name(slot.mentee)} in {title}"


def _goes_on(view: View, slot: Mentorship) -> Iterator[str]:
    after = view.org.mentorships[slot.mentee, slot.competence]
    if mentoring.active(after):
        yield f"{view.org.name(slot.mentor)} mentors {view.org.name(slot.mentee)} as before"
    elif waiting := _waiting(view, after):
        yield f"still waiting for an answer from {listed(waiting)}"


def _accepted(before: View, after: View, slot: Mentorship) -> Iterator[str]:
    mentorship = after.org.mentorships[slot.mentee, slot.competence]
    if mentoring.active(mentorship) and not mentoring.active(slot):
        mentee, title = after.org.name(slot.mentee), after.org.title(slot.competence)
        yield f"{after.org.name(slot.mentor)} now mentors {mentee} in {title}"
        yield from freed(before, after, slot)
        expectations = familiarity.expectations_by_competence(after).get(slot.competence, ())
        now = familiarity.familiarity(after, slot.mentee, expectations)
        if now is not None:
            yield f"{after.org.name(slot.mentee)} starts at {now:.0f} % familiarity"
    else:
        yield from freed(before, after, slot)
    waiting = _waiting(after, mentorship)
    if waiting:
        yield f"still waiting for an answer from {listed(waiting)}"
