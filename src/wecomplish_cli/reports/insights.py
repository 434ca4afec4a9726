"""What people wrote down for others, and what each came of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wecomplish_cli.model.programs import InsightStatus

if TYPE_CHECKING:
    from datetime import date

    from wecomplish_cli.derive.view import View


@dataclass(frozen=True)
class Listed:
    """An insight in a list."""

    id: str
    title: str
    expectation: str
    expectation_title: str
    author: str
    author_name: str
    source: str | None
    """Whose insight it was; so is the name."""
    source_name: str | None
    date: date
    status: str


@dataclass(frozen=True)
class Insights:
    """Some of the insights."""

    expectation: str | None
    """The expectation they all help with; None: whatever they help with."""
    insights: tuple[Listed, ...]
    """Newest first."""


@dataclass(frozen=True)
class Origin:
    """The request for help that an insight came of."""

    ref: str
    mentee: str
    mentee_name: str
    date: date
    question: str | None


@dataclass(frozen=True)
class Whole(Listed):
    """A whole insight."""

    body: str
    came_of: tuple[Origin, ...]
    """The requests that name it, by mentee."""


def insights(view: View, me: str | None, expectation: str | None, drafts: bool) -> Insights:
    """List published insights and the drafts of `me`, or with `drafts` of all, newest first."""
    found = [
        Listed(**_listed(view, each))
        for each, record in view.org.insights.items()
        if expectation in (None, record.expectation)
        and (record.status is InsightStatus.PUBLISHED or drafts or record.author == me)
    ]
    found.sort(key=lambda each: each.title)
    found.sort(key=lambda each: each.date, reverse=True)
    return Insights(expectation, tuple(found))


def insight(view: View, which: str) -> Whole:
    """Tell all about one insight."""
    came_of = tuple(
        Origin(request.ref, request.mentee, view.org.name(request.mentee), request.date, request.question)
        for request in view.org.requests()
        if request.answered is not None and request.answered.insight == which
    )
    return Whole(**_listed(view, which), body=view.org.insights[which].body, came_of=came_of)


def _listed(view: View, which: str) -> dict[str, Any]:
    record = view.org.insights[which]
    return {
        "id": which,
        "title": record.title,
        "expectation": record.expectation,
        "expectation_title": view.org.title(record.expectation),
        "author": record.author,
        "author_name": view.org.name(record.author),
        "source": record.source,
        "source_name": view.org.name(record.source) if record.source else None,
        "date": record.date,
        "status": str(record.status),
    }
