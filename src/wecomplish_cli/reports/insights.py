"""What people wrote down for others, and what each came of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
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


def insights(view: View) -> Iterator[Listed]:
    """List the insights, newest first."""

    def newest_first(each: str) -> tuple[int, str]:
        record = view.org.insights[each]
        return -record.date.toordinal(), record.title

    for each in sorted(view.org.insights, key=newest_first):
        yield Listed(**_listed(view, each))


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
