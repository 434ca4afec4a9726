"""Goals of a mentorship: what the mentee wants to be able to do, and how that is coming on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.actions.slots import called, slot_of, ways_on
from wecomplish_cli.derive import mentoring
from wecomplish_cli.derive.lookup import did_you_mean, free, slug
from wecomplish_cli.errors import RefusedError, UsageError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.edits import Edit, Put
from wecomplish_cli.model.mentorships import GoalStatus
from wecomplish_cli.text.phrases import day, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Goal, Mentorship


@frozen
class Wanted:
    """What is said of a goal; None and nothing: as it is."""

    title: str | None = None
    measure: str | None = None
    """How everyone will see that it is reached."""
    due: date | None = None
    expectation: str | None = None
    status: GoalStatus | None = None
    steps: Mapping[str, date | None] | None = None
    """Steps to add, by id, each with the day by which it should be done."""
    did: tuple[str, ...] = ()
    """The steps that are done now."""

    def values(self) -> dict[str, Any]:
        """The keys of the goal that are given, in their order."""
        given = {
            "title": self.title,
            "measure": self.measure,
            "expectation": self.expectation,
            "due": self.due,
            "status": str(self.status) if self.status else None,
        }
        return {key: value for key, value in given.items() if value is not None}


def add(view: View, mentee: str, competence: str, title: str, wanted: Wanted) -> Plan:
    """Give a mentorship a goal, which is not started.

    Raises:
        RefusedError: if the mentorship is over, or the goal is due before it starts.
    """
    slot = _under_way(view, mentee, competence)
    for each in slot.goals.values():
        if each.title == title:
            return Plan((), f"{called(view, slot)} already has the goal {quoted(title)}")
    _require_days(view, slot, wanted)
    goal = free(slug(title), slot.goals.__contains__)
    if not goal:
        raise UsageError(f"no id can be made from `{title}`", "say it in other words")
    new = {"title": title, **wanted.values(), "status": str(GoalStatus.NOT_STARTED)}
    if steps := {step: _step(due) for step, due in (wanted.steps or {}).items()}:
        new["actions"] = steps
    return Plan(
        (Put(slot.ref, ("goals", goal), new),),
        f"{called(view, slot)} has the goal {quoted(title)}, as `{goal}`",
        warnings=_unclear(wanted.measure, wanted.due),
    )


def change(view: View, mentee: str, competence: str, goal: str, wanted: Wanted) -> Plan:
    """Change a goal, or say how it is coming on.

    Raises:
        RefusedError: if the mentorship is over, or the goal would be due before it starts.
        UsageError: if there is no such goal or step, or nothing is to be changed.
    """
    slot = _under_way(view, mentee, competence)
    found = goal_of(view, slot, goal)
    _require_days(view, slot, wanted)
    edits: list[Edit] = [
        Put(slot.ref, ("goals", goal, key), value)
        for key, value in wanted.values().items()
        if getattr(found, key) != value
    ]
    edits += _steps(view, slot, goal, wanted)
    if not (wanted.values() or wanted.steps or wanted.did):
        raise UsageError("nothing to change", "give --status, --title, --measure, --due, --action or --did")
    title = quoted(wanted.title or found.title)
    return Plan(
        tuple(edits),
        f"{called(view, slot)}: the goal {title} {_said(wanted)}",
        warnings=_unclear(wanted.measure or found.measure, wanted.due or found.due),
        already=f"the goal {title} is already so",
    )


def goal_of(view: View, slot: Mentorship, goal: str) -> Goal:
    """The goal of a mentorship with this id.

    Raises:
        UsageError: if there is none.
    """
    if goal in slot.goals:
        return slot.goals[goal]
    known = f"its goals are {', '.join(slot.goals)}" if slot.goals else "it has no goals yet"
    raise UsageError(f"{called(view, slot)} has no goal `{goal}`", did_you_mean(goal, slot.goals) or known)


def _under_way(view: View, mentee: str, competence: str) -> Mentorship:
    slot = slot_of(view, mentee, competence)
    if not slot.status.under_way:
        raise RefusedError(
            f"{called(view, slot)} is {slot.status}, so its goals can no longer change", ways_on(slot)
        )
    return slot


def _require_days(view: View, slot: Mentorship, wanted: Wanted) -> None:
    started = mentoring.started(slot, slot.mentee)
    days = [wanted.due, *(wanted.steps or {}).values()]
    early = min((when for when in days if when is not None), default=None)
    if early is not None and started is not None and early < started:
        raise RefusedError(
            f"the goal cannot be due on {day(early)}, before {called(view, slot)} started",
            f"choose a day after {day(started)}",
        )


def _step(due: date | None) -> dict[str, Any]:
    return {} if due is None else {"due": due}


def _steps(view: View, slot: Mentorship, goal: str, wanted: Wanted) -> list[Edit]:
    there = slot.goals[goal].actions
    found: list[Edit] = []
    for step, due in (wanted.steps or {}).items():
        if step not in there or (due is not None and there[step].due != due):
            found.append(Put(slot.ref, ("goals", goal, "actions", step), _step(due)))
    for step in wanted.did:
        if step not in there:
            known = f"its steps are {', '.join(there)}" if there else "it has no steps yet"
            raise UsageError(f"the goal `{goal}` has no step `{step}`", did_you_mean(step, there) or known)
        if there[step].done is None:
            found.append(Put(slot.ref, ("goals", goal, "actions", step, "done"), view.today))
    return found


def _said(wanted: Wanted) -> str:
    said = [f"is {str(wanted.status).replace('_', ' ')}"] if wanted.status else []
    said += [f"is due on {day(wanted.due)}"] if wanted.due else []
    said += ["has another measure"] if wanted.measure else []
    said += [f"has the steps {listed(wanted.steps)}"] if wanted.steps else []
    said += [f"has {listed(wanted.did)} done"] if wanted.did else []
    return listed(said) if said else "has changed"


def _unclear(measure: str | None, due: date | None) -> tuple[str, ...]:
    """Say what a goal lacks, if anything, to be specific, measurable and dated."""
    missing = [word for word, value in (("a measure", measure), ("a due date", due)) if value is None]
    if not missing:
        return ()
    options = {"a measure": "--measure", "a due date": "--due"}
    what = listed(f"no {each.removeprefix('a ')}" for each in missing)
    how = listed(options[each] for each in missing)
    return (f"the goal has {what}, so nobody can tell whether it is reached: `goal set` takes {how}",)
