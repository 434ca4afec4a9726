"""Indicating familiarity with an expectation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.derive import familiarity, lookup
from wecomplish_cli.errors import UsageError
from wecomplish_cli.model.edits import Delete, Edit, Put

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.derive.view import View


def indicate(view: View, person: str, expectation: str, level: str | None, unclear: bool) -> Plan:
    """Record how familiar someone is with an expectation, or that it is unclear to them.

    Raises:
        UsageError: if the level is not one of the organisation's, or neither level nor unclear is given.
    """
    levels = view.org.settings.familiarity.levels
    if level is None and not unclear:
        raise UsageError("no level given", f"give one of {', '.join(levels)}, or --unclear")
    level = lookup.level(view.org, level) if level else None
    before = view.org.familiarity.get(person, {}).get(expectation)
    title = view.org.title(expectation)
    said = f"{level} and unclear" if level and unclear else level or "unclear"
    if (
        before
        and before.updated == view.today
        and before.unclear == unclear
        and level in (None, before.level)
    ):
        return Plan((), f"{view.org.name(person)} has already indicated {said} for “{title}” today")
    ref = f"familiarity/{person}"
    edits: list[Edit] = [Put(ref, (expectation, "updated"), view.today)]
    if level is not None:
        edits.insert(0, Put(ref, (expectation, "level"), level))
    if unclear:
        edits.append(Put(ref, (expectation, "unclear"), True))
    elif before and before.unclear:
        edits.append(Delete(ref, (expectation, "unclear")))
    return Plan(
        tuple(edits),
        f"{view.org.name(person)} indicates {said} for “{title}”",
        consequences=lambda after: percentages(view, after, person, expectation),
    )


def percentages(before: View, after: View, person: str, expectation: str | None = None) -> Iterator[str]:
    """Say how far someone is now in the assignments that contain an expectation, or else that changed."""
    for competence in after.org.people[person].held(after.today):
        expectations = familiarity.expectations_by_competence(after).get(competence, ())
        if expectations and expectation in (None, *expectations):
            aware, familiar = (
                _change(measure(before, person, expectations), measure(after, person, expectations))
                for measure in (familiarity.awareness, familiarity.familiarity)
            )
            if expectation or "→" in aware + familiar:
                yield f"{after.org.title(competence)}: awareness {aware}, familiarity {familiar}"


def _change(old: float | None, new: float | None) -> str:
    shown = f"{new or 0:.0f} %"
    return shown if f"{old or 0:.0f} %" == shown else f"{old or 0:.0f} → {shown}"
