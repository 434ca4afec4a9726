"""Holding a role or skillset, and giving it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.derive import familiarity
from wecomplish_cli.errors import RefusedError
from wecomplish_cli.model.edits import Delete, Edit, Put
from wecomplish_cli.model.expectations import is_retired
from wecomplish_cli.text.phrases import counted, day, listed, people, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship


def hold(view: View, person: str, competence: str, teams: tuple[str, ...], since: date | None) -> Plan:
    """Let someone hold a role or skillset, from today on unless said otherwise.

    Where they hold it already, the teams and the first day are changed, if any are named.

    Raises:
        RefusedError: if they have left, or the competence is retired, or is a skillset and teams are named.
    """
    record, title = view.org.people[person], view.org.title(competence)
    teams = tuple(dict.fromkeys(teams))
    if not record.active:
        raise RefusedError(f"{record.name} has left", "name someone who is still there")
    retired = view.org.competences[competence].retired
    if is_retired(retired, view.today):
        raise RefusedError(f"{title} was retired on {told(retired)}", "name one that is still expected")
    if teams and competence.startswith("skillsets/"):
        raise RefusedError("a skillset is not held in a team", "leave --team out; roles are held in teams")
    before = record.assignments.get(competence)
    again = before is not None and not before.held(view.today)
    first = since or (before.since if before and not again else view.today)
    edits: list[Edit] = []
    for key, old, new in (
        ("teams", list(before.teams) if before else [], list(teams)),
        ("since", before.since if before else None, first),
    ):
        if new and new != old:
            edits.append(Put(record.ref, ("assignments", competence, key), new))
    if before and again:
        edits.append(Delete(record.ref, ("assignments", competence, "until")))
    if not edits:
        end = f", until {day(before.until)}" if before and before.until else ""
        return Plan((), f"{record.name} already holds {title}{end}")
    where = f" in {listed(view.org.teams[team].name for team in teams)}" if teams else ""
    warning = ""
    if again and before:
        before_that = f"from {day(before.since)} to {told(before.until)}"
        warning = f"that they held it {before_that} is now only in git's history"
    return Plan(
        tuple(edits),
        f"{record.name} holds {title}{' again' if again else ''}{where}, {_since(first, view.today)}",
        consequences=lambda after: _expected(after, person, competence),
        warnings=(warning,) if again else (),
    )


def _since(first: date, today: date) -> str:
    return f"{'since' if first <= today else 'from'} {day(first)}"


def drop(view: View, person: str, competence: str, until: date | None) -> Plan:
    """Let someone hold a role or skillset no longer, from a day on; the past stays.

    Raises:
        RefusedError: if they never held it, or a mentorship in it is under way that day.
    """
    record, title = view.org.people[person], view.org.title(competence)
    assignment = record.assignments.get(competence)
    if assignment is None:
        held = [view.org.title(ref) for ref in record.held(view.today)]
        raise RefusedError(
            f"{record.name} never held {title}", f"they hold {listed(held) if held else 'nothing'}"
        )
    if until is None and not assignment.held(view.today):
        return Plan((), f"{record.name} has not held {title} since {told(assignment.until)}")
    last = until or view.today
    if assignment.until == last:
        return Plan((), f"{record.name} already holds {title} until {day(last)}")
    slot = view.org.mentorships.get((person, competence))
    if slot is not None and slot.status.under_way and last <= view.today:
        raise RefusedError(
            f"{view.org.name(slot.mentor)} mentors {record.name} in {title}, "
            f"and that mentorship is {slot.status}",
            f"end it first: `wecomplish end {person} {competence}`; or name a later day with --until",
        )
    if last < assignment.since:
        raise RefusedError(
            f"{record.name} will not hold {title} before {day(assignment.since)}",
            f"wecomplish set person {person} assignments.{competence} --unset",
        )
    ahead = last > view.today
    said = f"holds {title} until {day(last)}" if ahead else f"no longer holds {title}, since {day(last)}"
    return Plan(
        (Put(record.ref, ("assignments", competence, "until"), last),),
        f"{record.name} {said}",
        consequences=lambda after: _left(after, competence, last),
        warnings=tuple(_to_end(view, slot)),
    )


def _to_end(view: View, slot: Mentorship | None) -> Iterator[str]:
    if slot is not None and slot.status.under_way:
        mentor, end = view.org.name(slot.mentor), f"wecomplish end {slot.mentee} {slot.competence}"
        yield f"the mentorship with {mentor} in it has to end by then: {end}"


def _expected(after: View, person: str, competence: str) -> Iterator[str]:
    expectations = familiarity.expectations_by_competence(after).get(competence, ())
    aware = familiarity.awareness(after, person, expectations)
    if aware is not None:
        yield (
            f"{counted(len(expectations), 'expectation')}, awareness {aware:.0f} %, "
            f"familiarity {familiarity.familiarity(after, person, expectations) or 0:.0f} %"
        )
    if (person, competence) not in after.org.mentorships and familiarity.proficient_people(after, competence):
        yield f"nobody mentors {after.org.name(person)} in it yet"


def _left(after: View, competence: str, day: date) -> Iterator[str]:
    holders = sum(competence in record.held(day) for record in after.org.people.values() if record.active)
    yield f"{people(holders)} {'holds' if holders < 2 else 'hold'} {after.org.title(competence)} after that"
