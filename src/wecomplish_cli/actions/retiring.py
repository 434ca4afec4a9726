"""Retiring what is expected no longer; the past stays valid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.errors import RefusedError
from wecomplish_cli.model.edits import Put
from wecomplish_cli.model.walk import value_at
from wecomplish_cli.text.phrases import counted, day, listed, people, several

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.diagnostics import Pointer
    from wecomplish_cli.model.mentorships import Mentorship
    from wecomplish_cli.model.org import Org


MOST_NAMED = 5
"""Mentorships that are named; of more, it says how many."""


def located(org: Org, ref: str) -> tuple[str, Pointer]:
    """Find the file that a reference leads to, and where in it: responsibilities and skills have no file."""
    holder, _, item = ref.rpartition("/")
    if holder not in org.competences:
        return ref, ()
    return holder, ("responsibilities" if holder.startswith("roles/") else "skills", item)


def retire(view: View, ref: str, on: date | None) -> Plan:
    """Expect a competence, one of its expectations or another expectation no longer, from a day on.

    Raises:
        RefusedError: if a mentorship in it is under way that day.
    """
    file, pointer = located(view.org, ref)
    present = value_at(view.org.records[f"{file}.yaml"], (*pointer, "retired"))
    title, day = view.org.title(ref), on or (present if present and present <= view.today else view.today)
    if present == day:
        return Plan((), f"{title} is already retired, {_when(day, view.today)}")
    under_way = [m for m in view.org.mentorships.values() if m.competence == ref and m.status.under_way]
    if under_way and day <= view.today:
        whose = several((view.org.name(m.mentee) for m in under_way), MOST_NAMED)
        raise RefusedError(
            f"{counted(len(under_way), 'mentorship')} in {title} under way: {whose}",
            f"end each first, such as with `wecomplish end {under_way[0].mentee} {ref}`; "
            "or name a later day with --on",
        )
    waiting = [r for r in view.org.requests() if r.status.life_ring and _is_or_is_in(r.expectation, ref)]
    if waiting and day <= view.today:
        who = listed(dict.fromkeys(view.org.name(request.mentee) for request in waiting))
        first = f"{waiting[0].mentee} {waiting[0].expectation}"
        raise RefusedError(
            f"still waiting for help with it: {who}",
            f"first `wecomplish answer-help {first}`, or `wecomplish withdraw-help {first}`",
        )
    return Plan(
        (Put(file, (*pointer, "retired"), day),),
        f"{title} is retired, {_when(day, view.today)}",
        consequences=lambda after: _touched(after, ref),
        warnings=tuple(_to_end(view, under_way)),
    )


def _to_end(view: View, under_way: list[Mentorship]) -> Iterator[str]:
    for each in under_way[:MOST_NAMED]:
        whose = f"{view.org.name(each.mentee)}'s mentorship in it"
        yield f"{whose} has to end by then: wecomplish end {each.mentee} {each.competence}"
    if under_way[MOST_NAMED:]:
        yield f"so do {len(under_way) - MOST_NAMED} more"


def _is_or_is_in(expectation: str, ref: str) -> bool:
    return expectation == ref or expectation.startswith(f"{ref}/")


def _when(when: date, today: date) -> str:
    return f"{'since' if when <= today else 'from'} {day(when)}"


def _touched(after: View, ref: str) -> Iterator[str]:
    if ref in after.org.competences:
        holders = sum(
            ref in record.held(after.today) for record in after.org.people.values() if record.active
        )
        yield f"{people(holders)} {'holds' if holders < 2 else 'hold'} it"
    indicated = sum(
        any(_is_or_is_in(each, ref) for each in indications) for indications in after.org.familiarity.values()
    )
    if indicated:
        yield f"what {people(indicated)} indicated is kept, but no longer counts from then on"
