"""All that the page of a role or skillset says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity, membership
from wecomplish_cli.derive.view import once
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.programs import InsightStatus
from wecomplish_cli.reports.familiarity import CompetenceRow, familiarity_report
from wecomplish_cli.reports.site.who import Who, who

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.expectations import ExpectationType, Milestone
    from wecomplish_cli.reports.site.board import Lane


@frozen
class Expected:
    """Something that its holders should be familiar with."""

    title: str
    heading: str
    kind: ExpectationType | None
    """Of what belongs to no role or skillset, in place of a heading."""
    target: str | None
    people: int
    """Of how many it is expected."""
    familiarity: float | None
    """Their mean, in percent."""
    unclear: int | None
    """To how many of them; None, as their mean is, where that would single out fewer than five."""


@frozen
class Insight:
    """What was written down for others."""

    title: str
    author: Who
    body: str


@frozen
class CompetencePage:
    """The page of a role or skillset."""

    ref: str
    title: str
    kind: str
    critical: bool
    keeper: Who | None
    lane: Lane | None
    row: CompetenceRow | None
    """Shares of its holders; None where it expects nothing, or nobody holds it."""
    holders: tuple[Who, ...]
    expected: tuple[Expected, ...]
    path: tuple[Milestone, ...]
    """The career path, in its order."""
    insights: tuple[Insight, ...]


def competence_page(view: View, ref: str, lane: Lane | None) -> CompetencePage:
    """Collect what the page of a competence says."""
    record = view.org.competences[ref]
    expected = familiarity.expectations_by_competence(view).get(ref, ())
    return CompetencePage(
        ref=ref,
        title=view.org.title(ref),
        kind="role" if ref.startswith("roles/") else "skillset",
        critical=record.critical,
        keeper=who(view, record.keeper) if record.keeper else None,
        lane=lane,
        row=_rows(view)[0].get(ref),
        holders=tuple(who(view, each) for each in _holders(view).get(ref, ())),
        expected=tuple(_expected(view, each) for each in expected),
        path=record.milestones,
        insights=tuple(each for about in expected for each in _insights(view).get(about, ())),
    )


@once
def _holders(view: View) -> Mapping[str, list[str]]:
    return membership.holders(view, sorted(membership.population(view), key=view.org.name))


@once
def _rows(view: View) -> tuple[Mapping[str, CompetenceRow], Mapping[str, Expected]]:
    report = familiarity_report(view)
    expected = {
        each.expectation: Expected(each.title, "", None, None, each.people, each.familiarity, each.unclear)
        for each in report.least_known
    }
    return {row.competence: row for row in report.competences}, expected


def _expected(view: View, ref: str) -> Expected:
    holder, _, item = ref.rpartition("/")
    competence = view.org.competences.get(holder)
    if competence is not None:
        inside = competence.items[item]
        heading, kind, target = inside.heading or "", None, inside.target
    else:
        record = view.org.expectations[ref]
        heading, kind, target = "", record.type, record.target
    found = _rows(view)[1].get(ref)
    people, share, unclear = (found.people, found.familiarity, found.unclear) if found else (0, None, 0)
    return Expected(view.org.title(ref), heading, kind, target, people, share, unclear)


@once
def _insights(view: View) -> Mapping[str, Sequence[Insight]]:
    found: dict[str, list[Insight]] = {}
    for each in view.org.insights.values():
        if each.status is InsightStatus.PUBLISHED:
            told = Insight(each.title, who(view, each.source or each.author), each.body)
            found.setdefault(each.expectation, []).append(told)
    return found
