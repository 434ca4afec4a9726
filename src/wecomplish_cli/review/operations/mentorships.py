"""The facts of a mentorship's file: begun, moved on, begun anew, and what is said in it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from wecomplish_cli.derive import mentoring
from wecomplish_cli.model.mentorships import MentorshipStatus, PreviousMentorship, Terms
from wecomplish_cli.model.organization import Consent
from wecomplish_cli.model.transitions import MENTORSHIP
from wecomplish_cli.review import policy
from wecomplish_cli.review.operation import Fact, became
from wecomplish_cli.review.operations.derived import over

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.diagnostics import Pointer
    from wecomplish_cli.model.changes import RecordChange
    from wecomplish_cli.model.mentorships import Mentorship
    from wecomplish_cli.review.operations.derived import Judged

_OVER = (MentorshipStatus.COMPLETED, MentorshipStatus.ENDED, MentorshipStatus.DECLINED)
_BEGINS = {MentorshipStatus.PROPOSED: "propose", MentorshipStatus.ACTIVE: "activate"}
_BY_STEP = ("status", "started", "ended", "outcome", "baseline", "paused_until")
"""What a step from one status to another writes; `reason` goes with it."""


def mentorship(change: RecordChange, judged: Judged) -> Iterator[Fact]:
    """Tell a mentorship's change as facts."""
    old, new = change.before, change.after
    if new is None:
        yield _removed(old, judged)
    elif old is None:
        yield from _begun(None, new, judged)
    elif len(new.previous) > len(old.previous):
        yield from _begun(old, new, judged)
    else:
        yield from _went_on(change, old, new, judged)


def _fact(key: str, slot: Mentorship, said: str, pointer: Pointer = (), **more: Any) -> Fact:
    row = policy.BY_KEY[key]
    return Fact(row, slot.path, pointer, said, about=slot.mentee, competence=slot.competence, **more)


def _removed(old: Mentorship, judged: Judged) -> Fact:
    after = judged.after
    needed = old.mentee in after.people and old.competence in after.competences
    wrong = None
    if needed and (old.previous or not old.status.under_way):
        wrong = "its past would be lost"
    return _fact("mentorship-file", old, "removed", wrong=wrong)


def _begun(old: Mentorship | None, new: Mentorship, judged: Judged) -> Iterator[Fact]:
    """A mentorship that begins; an earlier one in the slot must be kept whole, ended first if need be."""
    replaced = old is not None and old.status.under_way
    wrong = _lost(old, new, judged) or _fresh(new, judged)
    if replaced and old is not None and old.mentor == new.mentor:
        wrong = f"{new.mentor} is the mentor already, and replaces nobody"
    said = f"{new.status}, with {new.mentor} as mentor"
    key = _BEGINS.get(new.status, "history")
    if replaced:
        yield _fact("replace", new, f"{said}, instead of {old.mentor if old else ''}", wrong=wrong)
    if not replaced or key == "activate":
        fact = _fact(key, new, said, named=new.mentor, wrong=wrong)
        # Whoever mentors them in something else now may propose; of the slot itself, nobody is mentor yet.
        yield replace(fact, competence=None)
    for person, day in new.acceptance.items():
        if day is not None:
            yield _said_yes(new, person, day, judged, None)


def _lost(old: Mentorship | None, new: Mentorship, judged: Judged) -> str | None:
    """Say what of the slot's past is not kept as it was; None if all of it is."""
    if old is None:
        return "it begins with a past" if new.previous else None
    *earlier, last = new.previous
    if tuple(earlier) != old.previous:
        return "an earlier record is not what it was"
    was = _terms(old)
    if not old.status.under_way:
        return None if _terms(last) == was else "the record that was over is not what it was"
    wrong = over(judged, last, old.mentee, old.competence)
    started = mentoring.started(old, old.mentee) if mentoring.active(old) else old.started
    ended = was | {
        "status": MentorshipStatus.ENDED,
        "started": started,
        "ended": last.ended,
        "reason": last.reason,
        "outcome": last.outcome,
        "paused_until": None,
    }
    if wrong or last.reason is None:
        return wrong or "replacing a mentor needs a reason"
    return None if _terms(last) == ended else "the record that ends is not what it was"


def _terms(terms: Terms) -> dict[str, Any]:
    names = [each.name for each in fields(PreviousMentorship) if each.name != "path"]
    return {name: getattr(terms, name) for name in names}


def _fresh(new: Mentorship, judged: Judged) -> str | None:
    """Say what is wrong with a mentorship that begins; None if nothing is."""
    for key in ("ended", "reason", "outcome", "paused_until"):
        if getattr(new, key) is not None:
            return f"`{key}` does not go with a mentorship that begins"
    if new.mentee in new.mentors:
        return "nobody is their own mentor"
    parties = {new.mentee, *new.mentors}
    if new.proposed is not None and (wrong := judged.day("proposed", new.proposed)):
        return wrong
    if new.status is MentorshipStatus.PROPOSED:
        if new.acceptance.keys() != parties:
            return "`acceptance` does not list mentee and mentors, each as waiting or with their own day"
        if new.started is not None:
            return "`started` does not go with a proposal"
        return _first_levels(new, judged)
    if new.status is not MentorshipStatus.ACTIVE:
        return "a mentorship begins as proposed or active"
    if judged.before.settings.mentorship.consent is Consent.REQUIRED:
        return "everyone's consent is required here, so that it begins as a proposal"
    if not new.acceptance.keys() <= parties:
        return "`acceptance` lists someone who is neither mentee nor mentor"
    if wrong := judged.day("started", new.started):
        return wrong
    if new.baseline is not None and new.baseline.taken != new.started:
        return "`baseline` was not taken on the day it started"
    return judged.levels("baseline", new.baseline, new.mentee, new.competence)


def wrong_past(new: Mentorship, judged: Judged) -> str | None:
    """Say why a new record cannot be one of a mentorship that began elsewhere; None if it can.

    Of one under way, nobody took the levels at its start here, so it has none.
    """
    if any(new.mentee in terms.mentors for terms in (new, *new.previous)):
        return "nobody is their own mentor"
    if any(terms.status.under_way for terms in new.previous):
        return "an earlier record is not over"
    if new.status in _OVER:
        return None
    if new.status is MentorshipStatus.PROPOSED or new.baseline is not None:
        return _fresh(new, judged)
    if judged.before.settings.mentorship.consent is Consent.REQUIRED:
        return "everyone's consent is required here, so that it begins as a proposal"
    if new.ended or new.reason or new.outcome:
        return "`ended`, `outcome` and `reason` go with a mentorship that is over"
    if new.paused_until is not None and new.status is not MentorshipStatus.PAUSED:
        return f"`paused_until` does not go with `status: {new.status}`"
    if not new.acceptance.keys() <= {new.mentee, *new.mentors}:
        return "`acceptance` lists someone who is neither mentee nor mentor"
    return None if new.started else "`started` is missing"


def _first_levels(new: Mentorship, judged: Judged) -> str | None:
    """Say what is wrong with the baseline of a mentorship that is active by acceptance alone, or is not."""
    if mentoring.active(new):
        return judged.levels("baseline", new.baseline, new.mentee, new.competence)
    return None if new.baseline is None else "`baseline` does not go with a proposal"


def _went_on(change: RecordChange, old: Mentorship, new: Mentorship, judged: Judged) -> Iterator[Fact]:
    """What became of a mentorship that is still the same one."""
    changed: dict[str, list[Any]] = {}
    for each in change.changed:
        changed.setdefault(str(each.pointer[0]), []).append(each)
    step = {key for key in _BY_STEP if key in changed}
    is_over = not old.status.under_way
    if new.status is not old.status or (step and not is_over):
        yield _step(old, new, judged, step)
        step.add("reason")
    for key, values in changed.items():
        if key in step and not is_over:
            continue
        if key == "acceptance" and not is_over:
            yield from _lines(old, new, judged)
        elif key == "co_mentors" and not is_over:
            yield _co_mentors(old, new, judged)
        else:
            for each in values:
                yield _value(new, key, each.pointer, became(each.before, each.after), is_over)


def _value(new: Mentorship, key: str, pointer: Pointer, said: str, is_over: bool) -> Fact:
    named = policy.row_of("mentorship", key).key
    if is_over and named in ("terms", "co-mentors"):
        named = "over"
    wrong = "only a step from one status to another writes it" if named == "history" else None
    if named == "over" and not is_over:
        wrong = "`reason` goes with a mentorship that is over"
    return _fact(named, new, f"{'.'.join(map(str, pointer))}: {said}", pointer, wrong=wrong)


def _step(old: Mentorship, new: Mentorship, judged: Judged, keys: set[str]) -> Fact:
    """The step from one status to another, with all that it writes."""
    key = "end" if new.status is MentorshipStatus.ENDED else "terms"
    moved = old.status is not new.status
    said = f"status: {became(old.status, new.status)}" if moved else ", ".join(sorted(keys))
    return _fact(key, new, said, ("status",), wrong=_wrong_step(old, new, judged))


def _wrong_step(old: Mentorship, new: Mentorship, judged: Judged) -> str | None:
    """Say what is wrong with a step; None if it is as a command takes it."""
    here = _status(old, new)
    proposed_still = old.status is MentorshipStatus.PROPOSED is new.status
    if new.status is not old.status:
        if old.status is MentorshipStatus.PROPOSED and new.status is MentorshipStatus.ACTIVE:
            return "a proposal becomes active by everyone's yes, not by its `status`"
        if new.status not in MENTORSHIP[here]:
            return f"what is {here} cannot become {new.status}"
    if new.paused_until is not None and new.status is not MentorshipStatus.PAUSED:
        return f"`paused_until` does not go with `status: {new.status}`"
    went_live = old.status is MentorshipStatus.PROPOSED and here is MentorshipStatus.ACTIVE
    if wrong := _wrong_start(old, new, judged, went_live, proposed_still):
        return wrong
    if new.status in _OVER:
        return over(judged, new, old.mentee, old.competence)
    late = new.ended or new.outcome or new.reason
    return "`ended`, `outcome` and `reason` go with a mentorship that is over" if late else None


def _status(old: Mentorship, new: Mentorship) -> MentorshipStatus:
    """Where a mentorship is once those who say yes in the change have said so, before any other step."""
    if old.status is MentorshipStatus.PROPOSED and _active_since(old, new) is not None:
        return MentorshipStatus.ACTIVE
    return old.status


def _active_since(old: Mentorship, new: Mentorship) -> date | None:
    """Since when everyone's yes makes it active; who had said so before cannot take it back."""
    said = old.acceptance if mentoring.active(old) else new.acceptance
    mentee, mentor = said.get(old.mentee), said.get(old.mentor)
    return max(mentee, mentor) if mentee and mentor else None


def _wrong_start(
    old: Mentorship, new: Mentorship, judged: Judged, went_live: bool, proposed_still: bool
) -> str | None:
    """Say what is wrong with the first day and the levels at the start; None if nothing is."""
    # The first day is written once a proposal that was accepted moves on.
    first = old.started
    if went_live and not proposed_still and first is None:
        first = _active_since(old, new)
    if new.started != first:
        return f"`started` is not {first}" if first else "`started` is not for this step to write"
    if old.baseline is not None or not went_live:
        return None if new.baseline == old.baseline else "`baseline` is never changed"
    if proposed_still and (wrong := _wrong_day_of_baseline(old, new, judged)):
        return wrong
    return judged.levels("baseline", new.baseline, old.mentee, old.competence)


def _wrong_day_of_baseline(old: Mentorship, new: Mentorship, judged: Judged) -> str | None:
    """Say what is wrong with when the levels at the start were taken, with or without a yes beside it."""
    since = _active_since(old, new)
    if mentoring.active(old):
        # Each said yes in a change of their own; the levels are taken once both are there, if that is soon.
        return judged.day("acceptance", since)
    said = [new.acceptance.get(p) for p in (old.mentee, old.mentor) if old.acceptance.get(p) is None]
    days = [day for day in said if day is not None]
    if new.baseline is not None and new.baseline.taken != max(days):
        return f"`baseline` was not taken on {max(days)}, when it became active"
    return None


def _lines(old: Mentorship, new: Mentorship, judged: Judged) -> Iterator[Fact]:
    """What became of each line of `acceptance`."""
    was_active = mentoring.active(old)
    lost = not all(new.acceptance.get(person) for person in (old.mentee, old.mentor))
    if was_active and old.status is MentorshipStatus.PROPOSED and lost:
        yield _fact("history", new, "no longer accepted", ("acceptance",), wrong="what is active stays so")
    asked, gone = set(new.co_mentors) - set(old.co_mentors), set(old.co_mentors) - set(new.co_mentors)
    for person in dict.fromkeys((*old.acceptance, *new.acceptance)):
        had, has = person in old.acceptance, person in new.acceptance
        was, now = old.acceptance.get(person), new.acceptance.get(person)
        if (had, was) == (has, now):
            continue
        if now is not None:
            yield _said_yes(new, person, now, judged, old)
        elif (person in gone and not has) or (person in asked and has):
            continue  # That follows from who is a co-mentor, which is a fact of its own.
        else:
            wrong = _wrong_line(old, new, person)
            said = f"acceptance.{person}: {'waiting' if has else 'removed'}"
            yield _fact("waiting", new, said, ("acceptance", person), named=person, wrong=wrong)


def _wrong_line(old: Mentorship, new: Mentorship, person: str) -> str | None:
    """Say why a line cannot become `waiting`, or go; None if it can. What no party ever said may go."""
    if person not in new.acceptance:
        party = person in (old.mentee, *old.mentors)
        return "a line goes only with a co-mentor who goes" if party else None
    if person not in (new.mentee, *new.mentors):
        return "they are neither mentee nor mentor here"
    said_yes = old.acceptance.get(person) is not None
    return "what is active stays so" if mentoring.active(old) and said_yes else None


def _said_yes(new: Mentorship, person: str, day: Any, judged: Judged, old: Mentorship | None) -> Fact:
    """Someone's yes: dated today, by a party, once, and while it is under way."""
    wrong = judged.day(f"acceptance.{person}", day)
    if person not in (new.mentee, *new.mentors):
        wrong = "they are neither mentee nor mentor here"
    elif old is not None and old.acceptance.get(person) is not None:
        wrong = "they have said yes already"
    elif old is not None and not old.status.under_way:
        wrong = "it is over"
    said = f"acceptance.{person}: {day}"
    return _fact("acceptance", new, said, ("acceptance", person), named=person, wrong=wrong)


def _co_mentors(old: Mentorship, new: Mentorship, judged: Judged) -> Fact:
    """Who is a co-mentor no more, or is one now; a single one may go by themselves."""
    said = f"co_mentors: {became(old.co_mentors, new.co_mentors)}"
    gone = [person for person in old.co_mentors if person not in new.co_mentors]
    pointer = ("co_mentors",)
    if len(gone) == 1 and set(new.co_mentors) < set(old.co_mentors):
        return _fact("decline-part", new, said, pointer, named=gone[0])
    came = [person for person in new.co_mentors if person not in old.co_mentors]
    unasked = [person for person in came if person not in new.acceptance]
    wrong = next(filter(None, (_wrong_co_mentor(new, person, judged) for person in came)), None)
    consent = judged.before.settings.mentorship.consent
    if unasked and (old.status is MentorshipStatus.PROPOSED or consent is Consent.REQUIRED):
        wrong = wrong or f"`acceptance` does not list {unasked[0]} as waiting"
    # Without being asked, somebody helps only where the mentorship could be made active over their head too.
    return _fact("activate" if unasked else "co-mentors", new, said, pointer, wrong=wrong)


def _wrong_co_mentor(new: Mentorship, person: str, judged: Judged) -> str | None:
    """Say why someone cannot become a co-mentor; None if they can."""
    found = judged.before.people.get(person)
    if found is not None and not found.active:
        return f"{found.name} has left"
    if person == new.mentee:
        return "nobody is their own mentor"
    if new.acceptance.get(person) is not None:
        return f"`acceptance` does not list {person} as waiting"
    return None
