"""What `wecomplish offboard` adds to a plan of pairs: what else rests on someone who leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.cli import table_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.derive.duties import Duty
    from wecomplish_cli.derive.pairing import Pair
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.plans import HandOver, MatchPlan, PlannedPair
    from wecomplish_cli.reports.offboarding import Departure


def departed(request: Request, person: str, successors: Mapping[Duty, str | None]) -> View:
    """The data as it would be if someone had left, and others led and kept what was theirs."""
    from wecomplish_cli.actions import offboarding
    from wecomplish_cli.dataset import store
    from wecomplish_cli.derive.duties import Part

    # Who administers the data makes no difference to who could mentor whom.
    handed = {duty: to for duty, to in successors.items() if duty.part is not Part.ADMINISTRATOR}
    plan = offboarding.leave(request.view, person, handed)
    return request.on(store.apply(request.dataset, plan.edits).after).view if plan.edits else request.view


def departure(
    request: Request,
    person: str,
    said: Mapping[Duty, str | None] | None = None,
    kept: Iterable[Pair] = (),
) -> Departure:
    """What rests on someone who leaves; of a plan that was made before, it keeps what was said and holds."""
    from dataclasses import replace

    from wecomplish_cli.derive import duties
    from wecomplish_cli.reports import offboarding

    handed = {
        duty: duties.successor(request.view, person, duty) for duty in duties.duties(request.view, person)
    }
    if said is not None:
        handed |= {duty: to for duty, to in said.items() if duty in handed}
    after = departed(request, person, handed)
    group = offboarding.group_of_mentees(request.view, after, person)
    if said is not None:
        group = replace(group, kept=tuple(kept))
    return offboarding.departure(request.view, after, person, group, handed)


def successors(hand_over: Iterable[HandOver]) -> dict[Duty, str | None]:
    """Who takes over what, as a plan says."""
    from wecomplish_cli.derive.duties import Duty, Part

    return {Duty(each.what, Part(each.part)): each.to for each in hand_over if each.part in [*Part]}


def rows(plan: MatchPlan, person: str) -> list[table_rows.Row[PlannedPair | None]]:
    """What a plan asks for: each pair, and then that the person leaves."""
    found: list[table_rows.Row[PlannedPair | None]]
    found = [table_rows.Row(f"pair {number}", pair) for number, pair in enumerate(plan.pairs, 1)]
    return [*found, table_rows.Row(person, None)]


def decide(asked: PlannedPair | None, request: Request, plan: MatchPlan, person: str) -> Plan:
    """Decide on one of the rows."""
    from wecomplish_cli.actions import offboarding

    if asked is None:
        return offboarding.leave(request.view, person, successors(plan.hand_over))
    return offboarding.inherit(
        request.view, person, (asked.mentee, asked.competence, asked.mentor), request.identity
    )
