"""A list of one kind: what of it is wanted, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wecomplish_cli.derive import membership
from wecomplish_cli.derive.health import State
from wecomplish_cli.derive.lookup import fold
from wecomplish_cli.model.mentorships import MentorshipStatus
from wecomplish_cli.reports import insights, mentorship_rows, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wecomplish_cli.derive.view import View

ROWS: dict[str, Callable[[View], Iterable[rows.Row]]] = {
    "people": rows.people,
    "teams": rows.teams,
    "roles": lambda view: rows.competences(view, "roles"),
    "skillsets": lambda view: rows.competences(view, "skillsets"),
    "expectations": rows.expectations,
    "programmes": rows.programs,
    "mentorships": mentorship_rows.mentorships,
    "insights": insights.insights,
}
"""The kinds that there are lists of."""

STATUSES: dict[str, tuple[str, ...]] = {
    "people": ("active", "left"),
    "roles": ("current", "retired"),
    "skillsets": ("current", "retired"),
    "expectations": ("current", "retired"),
    "programmes": ("planned", "running", "over"),
    "mentorships": tuple(dict.fromkeys((*map(str, MentorshipStatus), *map(str, State)))),
    "insights": ("published", "draft"),
}
"""What each kind may be; of mentorships, also how it is doing."""

_LEFT_OUT = ("left", "retired", "draft", "completed", "ended", "declined")
"""What is listed only where it is asked for."""


@dataclass(frozen=True)
class Wanted:
    """What of a kind is wanted."""

    status: str | None = None
    team: str | None = None
    overdue: bool = False
    without_mentor: bool = False
    expectation: str | None = None
    everything: bool = False
    """Also who has left, what is over or retired, and other people's drafts."""
    sort: str | None = None
    """The key of a row to sort by."""
    reverse: bool = False


@dataclass(frozen=True)
class Listing:
    """Some of a kind."""

    kind: str
    rows: tuple[rows.Row, ...]
    left_out: int
    """How many more fit, but have left, are over or retired, or are other people's drafts."""
    expectation: str | None = None
    """What all of them help with; None where that was not asked."""


@dataclass(frozen=True)
class KindRow:
    """A kind, and how many of it are current."""

    kind: str
    count: int


@dataclass(frozen=True)
class Kinds:
    """The kinds of things there are."""

    kinds: tuple[KindRow, ...]


def kinds(view: View, me: str | None) -> Kinds:
    """Count what there is of each kind."""
    return Kinds(tuple(KindRow(kind, len(listing(view, kind, Wanted(), me).rows)) for kind in ROWS))


def listing(view: View, kind: str, wanted: Wanted, me: str | None) -> Listing:
    """List what is wanted of a kind; `me` sees their own drafts."""
    within = None if wanted.team is None else _within(view, wanted.team)
    fitting = [row for row in ROWS[kind](view) if _fits(row, wanted, within)]
    shown = [row for row in fitting if wanted.everything or wanted.status or _is_current(row, me)]
    if wanted.sort is not None:
        shown = _sorted(shown, wanted.sort, wanted.reverse)
    elif wanted.reverse:
        shown.reverse()
    return Listing(kind, tuple(shown), len(fitting) - len(shown), wanted.expectation)


def _is_current(row: rows.Row, me: str | None) -> bool:
    own = isinstance(row, insights.Listed) and row.author == me
    return own or getattr(row, "status", None) not in _LEFT_OUT


def _within(view: View, team: str) -> set[str]:
    """The people and the teams of a team, as rows name them; no id is both."""
    return membership.members(view, team) | {f"teams/{e}" for e in membership.teams_below(view.org, team)}


def _fits(row: rows.Row, wanted: Wanted, within: set[str] | None) -> bool:
    if wanted.status is not None and wanted.status not in _states(row):
        return False
    if wanted.expectation is not None and getattr(row, "expectation", None) != wanted.expectation:
        return False
    if wanted.overdue and not getattr(row, "overdue", False):
        return False
    if wanted.without_mentor and getattr(row, "has_mentor", None) is not False:
        return False
    return within is None or _whose(row) in within


def _states(row: rows.Row) -> tuple[str, ...]:
    """What a row is called by `--status`: a mentorship also by how it is doing, unless it is over."""
    status = str(getattr(row, "status", ""))
    if isinstance(row, mentorship_rows.MentorshipRow) and row.state != "ended":
        return status, row.state
    return (status,)


def _whose(row: rows.Row) -> str | None:
    """Whom or which team a row is about."""
    if isinstance(row, rows.TeamRow):
        return f"teams/{row.team}"
    if isinstance(row, mentorship_rows.MentorshipRow):
        return row.mentee
    return row.person if isinstance(row, rows.PersonRow) else None


def _sorted(shown: list[rows.Row], key: str, reverse: bool) -> list[rows.Row]:
    """Sort by a key; what has no value there comes last, in either direction."""

    def value(row: rows.Row) -> Any:
        found = getattr(row, key)
        if isinstance(found, tuple):
            found = ", ".join(found)
        return fold(found) if isinstance(found, str) else found

    known = [row for row in shown if value(row) not in (None, "")]
    unknown = [row for row in shown if value(row) in (None, "")]
    return [*sorted(known, key=value, reverse=reverse), *unknown]
