"""Giving an assignment a mentor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wecomplish_cli.actions import beginning, templates
from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.derive import familiarity, mentoring
from wecomplish_cli.derive.lookup import free, slug
from wecomplish_cli.errors import NotAllowedError, RefusedError, UsageError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.edits import Append, Delete, Edit, Put
from wecomplish_cli.model.mentorships import GoalStatus, MentorshipStatus
from wecomplish_cli.model.organization import Consent
from wecomplish_cli.model.walk import values
from wecomplish_cli.text.phrases import day, listed, places_taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.expectations import Milestone
    from wecomplish_cli.model.mentorships import Goal, Mentorship


@frozen
class Wish:
    """The mentorship asked for."""

    mentee: str
    competence: str
    mentor: str
    co_mentors: tuple[str, ...] = ()
    until: date | None = None
    target: int | None = None
    """Familiarity in percent of the assignment."""
    by: date | None = None
    propose: bool = False
    replace: bool = False
    reason: str | None = None
    notify: bool | None = None
    """Whether mentee and mentors are told by mail, where that is said."""
    peer: bool = False
    program: str | None = None
    goal: str | None = None
    """What the mentee wants to be able to do."""
    agreement: str | None = None
    checkin_every: int | None = None
    """Days between check-ins."""
    template: tuple[Milestone, ...] = ()
    """The milestones of a career path that become goals; the last is agreed on, if nothing else is."""
    started: date | None = None
    """The first day of one that began elsewhere; nobody took levels on it, so it gets no baseline."""

    @property
    def parties(self) -> tuple[str, ...]:
        """Mentee, mentor and co-mentors."""
        return (self.mentee, self.mentor, *self.co_mentors)


def assign(view: View, wish: Wish, identity: str | None) -> Plan:
    """Give a mentee a mentor in a role or skillset they hold.

    Raises:
        RefusedError: if one of them cannot, or the slot is taken and is not to be replaced.
        NotAllowedError: if whoever asks may not even propose it.
        UsageError: if a mentor is to be replaced without a reason.
    """
    slot = view.org.mentorships.get((wish.mentee, wish.competence))
    taken = slot is not None and slot.status.under_way
    _require_parties(view, wish)
    if wish.template and wish.agreement is None:
        wish = replace(wish, agreement=_agreed_by_template(view, slot if taken else None, wish))
    if slot is not None and taken and slot.mentor == wish.mentor:
        _why_proposed(view, slot, wish, identity)
        beginning.require_same(slot, wish.started)
        return _adjust(view, slot, wish, identity)
    require_free(view, slot, wish.replace, wish.reason)
    why_proposed = _why_proposed(view, slot if taken else None, wish, identity)
    if why_proposed and slot is not None and taken and not _leads(view, wish, identity):
        raise RefusedError(
            f"{view.org.name(wish.mentee)} would have no mentor until the proposal is accepted",
            "ask a leader or an administrator to replace the mentor, or propose one once this has ended",
        )
    if wish.started not in (None, view.today):
        beginning.require_elsewhere(view, slot, wish.started, identity)
        if why_proposed:
            raise RefusedError("a mentorship that is only proposed has not started", "leave out --started")
    new = _new_record(view, wish, identity, bool(why_proposed))
    edits = tuple(_edits(view, slot, new, wish))
    return Plan(
        edits,
        _proposed(view, wish, new, why_proposed) if why_proposed else _assigned(view, wish),
        consequences=lambda after: _consequences(after, wish, slot if taken else None),
        warnings=tuple(_warnings(view, wish, wish.parties[1:] if why_proposed else ())),
    )


def _require_parties(view: View, wish: Wish) -> None:
    mentee = view.org.people[wish.mentee]
    title = view.org.title(wish.competence)
    for person in wish.parties:
        if not view.org.people[person].active:
            raise RefusedError(f"{view.org.name(person)} has left", "name someone who is still there")
    if wish.competence not in mentee.held(view.today):
        titles = [view.org.title(ref) for ref in mentee.held(view.today)]
        held = listed(titles) if titles else "nothing"
        raise RefusedError(
            f"{mentee.name} does not hold {title}, so they cannot be mentored in it",
            f"{mentee.name} holds {held}; `wecomplish hold {wish.mentee} {wish.competence}` adds it",
        )
    for person in wish.parties[1:]:
        if person == wish.mentee:
            raise RefusedError(f"{mentee.name} cannot be their own mentor", "name someone else")
        if view.org.people[person].mentoring.open is False:
            raise RefusedError(
                f"{view.org.name(person)} does not want to mentor at the moment",
                "ask them, or name someone else; `mentoring.open` in their file says so",
            )


def require_free(view: View, slot: Mentorship | None, replace: bool, reason: str | None) -> None:
    """Make sure that a slot may get a new mentor.

    Raises:
        RefusedError: if it has one, who is not to be replaced.
        UsageError: if they are, without a reason.
    """
    if slot is None or not slot.status.under_way:
        return
    if not replace:
        raise RefusedError(
            f"{view.org.name(slot.mentor)} already mentors {view.org.name(slot.mentee)} in "
            f"{view.org.title(slot.competence)}",
            "to end that and start a new one: --replace --reason TEXT; to help as well: --co-mentor",
        )
    if not reason:
        raise UsageError(
            "replacing a mentor needs a reason, which stays with the earlier record",
            'add it, such as --reason "Per moved team"',
        )


def _why_proposed(view: View, taken: Mentorship | None, wish: Wish, identity: str | None) -> str | None:
    """Say why it can only be proposed; None where it may be active at once."""
    if identity is not None and not _leads(view, wish, identity):
        coordinators = {program.coordinator for program in view.org.programs.values()}
        current = taken.mentors if taken else ()
        if identity not in (*wish.parties, *current, *coordinators):
            leaders = listed((view.org.name(p) for p in view.org.people[wish.mentee].leaders), "or")
            raise NotAllowedError(
                f"{view.org.name(identity)} may not propose a mentor for {view.org.name(wish.mentee)}",
                f"ask {view.org.name(wish.mentee)}, the new mentor, or {leaders}, who leads them",
            )
        return "because only a leader or an administrator may decide"
    if view.org.settings.mentorship.consent is Consent.REQUIRED:
        return "because everyone's consent is required here"
    return AS_ASKED if wish.propose else None


AS_ASKED = "as asked"
"""Why it is only proposed where that was asked for, which need not be said."""


def _leads(view: View, wish: Wish, identity: str | None) -> bool:
    """Whether the identity may decide for the mentee; nobody known is not held back."""
    leaders = (*view.org.settings.administrators, *view.org.people[wish.mentee].leaders)
    return identity is None or identity in leaders


def _new_record(view: View, wish: Wish, identity: str | None, proposed: bool) -> dict[str, Any]:
    new: dict[str, Any] = {"mentor": wish.mentor}
    if wish.co_mentors:
        new["co_mentors"] = list(wish.co_mentors)
    new["status"] = str(MentorshipStatus.PROPOSED if proposed else MentorshipStatus.ACTIVE)
    if wish.peer:
        new["peer"] = True
    new["proposed" if proposed else "started"] = wish.started or view.today
    if wish.until:
        new["until"] = wish.until
    if wish.program:
        new["program"] = wish.program
    if wish.notify is not None:
        new["notify"] = wish.notify
    new |= _frame(wish)
    if proposed:
        new["acceptance"] = {p: view.today if p == identity else "waiting" for p in sorted(wish.parties)}
    elif wish.started in (None, view.today):
        new["baseline"] = levels_of_day(view, wish.mentee, wish.competence)
    if target := _target(wish):
        new["target"] = target
    if goals := _new_goals(wish, {}):
        new["goals"] = goals
    return new


def _new_goals(wish: Wish, there: Mapping[str, Goal]) -> dict[str, Any]:
    """The goals that are asked for and not there yet, by their new ids, in the order of these."""
    wanted = [templates.goal(each) for each in wish.template]
    if wish.goal is not None:
        wanted.append({"title": wish.goal})
    titles = {goal.title for goal in there.values()}
    found: dict[str, Any] = {}
    for each in wanted:
        if each["title"] in titles:
            continue
        titles.add(each["title"])
        goal = free(slug(each["title"]), {*there, *found}.__contains__)
        if not goal:
            raise UsageError(f"no id can be made from `{each['title']}`", "say it in other words")
        found[goal] = {**each, "status": str(GoalStatus.NOT_STARTED)}
    return dict(sorted(found.items()))


def _agreed_by_template(view: View, slot: Mentorship | None, wish: Wish) -> str | None:
    """What is agreed on where nothing else was: to reach the last milestone; None if it is too long."""
    if slot is not None and slot.mentor == wish.mentor and slot.agreement is not None:
        return None
    said = f"We work towards this milestone: {wish.template[-1].title}."
    return said if len(said) <= view.org.settings.notes.max_characters else None


def _frame(wish: Wish) -> dict[str, Any]:
    """How they work together, as far as it is agreed."""
    said = {"checkin_every_days": wish.checkin_every, "agreement": wish.agreement}
    return {key: value for key, value in said.items() if value is not None}


def _target(wish: Wish) -> dict[str, Any]:
    wanted = {"familiarity": wish.target, "by": wish.by}
    return {key: value for key, value in wanted.items() if value is not None}


def levels_of_day(view: View, mentee: str, competence: str) -> dict[str, Any]:
    """The mentee's levels today, as a baseline or an outcome."""
    levels = familiarity.levels_now(view, mentee, competence)
    return {"taken": view.today, "levels": levels} if levels else {"taken": view.today}


def _edits(view: View, slot: Mentorship | None, new: dict[str, Any], wish: Wish) -> Iterator[Edit]:
    ref = f"mentorships/{wish.mentee}/{wish.competence}"
    if slot is None:
        yield Put(ref, (), new)
        return
    old = values(slot)
    old.pop("previous", None)
    earlier = dict(old)
    if slot.status.under_way:
        ended: dict[str, Any] = {"status": str(MentorshipStatus.ENDED)}
        if slot.started is None and mentoring.active(slot):
            ended["started"] = mentoring.started(slot, slot.mentee)
        ended |= {"ended": view.today, "reason": wish.reason}
        earlier = {**old, **ended, "outcome": levels_of_day(view, wish.mentee, wish.competence)}
        earlier.pop("paused_until", None)
    yield Append(ref, ("previous",), earlier)
    for key in old:
        if key not in new:
            yield Delete(ref, (key,))
    for key, value in new.items():
        yield Put(ref, (key,), value)


def _adjust(view: View, slot: Mentorship, wish: Wish, identity: str | None) -> Plan:
    """Change the terms of a mentorship that the same mentor has already; nothing where they are as asked."""
    edits = _changed_terms(slot, wish)
    new = [p for p in wish.co_mentors if p not in slot.co_mentors]
    edits += [Append(slot.ref, ("co_mentors",), p) for p in new]
    required = view.org.settings.mentorship.consent is Consent.REQUIRED
    asks_everyone = required or not _leads(view, wish, identity)
    must_accept = slot.status is MentorshipStatus.PROPOSED or asks_everyone
    if must_accept:
        edits += [Put(slot.ref, ("acceptance", p), "waiting") for p in new if p not in slot.acceptance]
    names = (
        f"{view.org.name(wish.mentor)} mentors {view.org.name(wish.mentee)} "
        f"in {view.org.title(wish.competence)}"
    )
    if slot.status is MentorshipStatus.PROPOSED and not mentoring.active(slot):
        names = f"It is proposed that {names.replace(' mentors ', ' mentor ', 1)}"
    if not edits:
        return Plan((), f"{names} already")
    return Plan(
        tuple(edits),
        f"{names}, with the terms changed",
        consequences=lambda after: _consequences(after, wish, None),
        warnings=tuple(_warnings(view, wish, new if must_accept else ())),
    )


def _changed_terms(slot: Mentorship, wish: Wish) -> list[Edit]:
    """The edits to what is agreed, as far as it is asked for and not so yet."""
    asked: dict[tuple[str, ...], Any] = {
        ("until",): wish.until,
        ("notify",): wish.notify,
        ("peer",): wish.peer or None,
        ("program",): wish.program,
    }
    asked |= {(key,): value for key, value in _frame(wish).items()}
    asked |= {("target", key): value for key, value in _target(wish).items()}
    asked |= {("goals", goal): value for goal, value in _new_goals(wish, slot.goals).items()}
    now = values(slot)
    edits: list[Edit] = []
    for pointer, value in asked.items():
        present: Any = now
        for key in pointer:
            present = present.get(key, {}) if isinstance(present, dict) else {}
        if value is not None and present != value:
            edits.append(Put(slot.ref, pointer, value))
    return edits


def _assigned(view: View, wish: Wish) -> str:
    until = f" until {day(wish.until)}" if wish.until else ""
    with_others = f", together with {listed(map(view.org.name, wish.co_mentors))}" if wish.co_mentors else ""
    return (
        f"{view.org.name(wish.mentor)} now mentors {view.org.name(wish.mentee)} "
        f"in {view.org.title(wish.competence)}"
        f"{until}{with_others}"
    )


def _proposed(view: View, wish: Wish, new: dict[str, Any], why: str) -> str:
    waiting = [view.org.name(p) for p in wish.parties if new["acceptance"][p] == "waiting"]
    have = "has" if len(waiting) == 1 else "have"
    reason = "" if why == AS_ASKED else f", {why}"
    return (
        f"Proposed: {view.org.name(wish.mentor)} mentors {view.org.name(wish.mentee)} in "
        f"{view.org.title(wish.competence)}{reason}; {listed(waiting)} still {have} to accept"
    )


def _consequences(after: View, wish: Wish, replaced: Mentorship | None) -> Iterator[str]:
    slot = after.org.mentorships[wish.mentee, wish.competence]
    proposed = mentoring.status(slot, wish.mentee) is MentorshipStatus.PROPOSED
    for mentor in wish.parties[1:]:
        load, places = mentoring.load(after, mentor), mentoring.capacity(after, mentor)
        if proposed or mentor not in mentoring.mentors_now(slot):
            more = f", and {load + 1} of {places} once this is accepted" if load < places else ""
            yield f"{after.org.name(mentor)} has {places_taken(load, places)}{more}"
        else:
            yield f"{after.org.name(mentor)} now has {places_taken(load, places)}"
    for former in replaced.mentors if replaced else ():
        if former not in wish.parties:
            taken = places_taken(mentoring.load(after, former), mentoring.capacity(after, former))
            yield (
                f"{after.org.name(former)} no longer mentors {after.org.name(wish.mentee)} here, "
                f"and now has {taken}"
            )
    if replaced is not None:
        yield "the earlier record, with its goals and agreement, is kept under `previous`"
    expectations = familiarity.expectations_by_competence(after).get(wish.competence, ())
    reached = familiarity.familiarity(after, wish.mentee, expectations)
    if reached is not None:
        target = slot.target
        aim = f", to reach {target.familiarity} %" if target and target.familiarity is not None else ""
        by = f" by {day(target.by)}" if target and target.by else ""
        yield f"{after.org.name(wish.mentee)} is at {reached:.0f} % familiarity{aim}{by}"


def _warnings(view: View, wish: Wish, asked: Iterable[str]) -> Iterator[str]:
    """Say what speaks against the mentors; those `asked` have to accept first."""
    for mentor in wish.parties[1:]:
        if view.org.people[mentor].mentoring.open is None:
            yield f"{view.org.name(mentor)} has not offered to mentor yet; please ask first"
    for mentor in asked:
        load, places = mentoring.load(view, mentor), mentoring.capacity(view, mentor)
        if load >= places:
            name = view.org.name(mentor)
            yield f"{name} already mentors {load} of {places}, and cannot accept until a place is free"
