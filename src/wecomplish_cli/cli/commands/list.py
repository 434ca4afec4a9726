"""`wecomplish list`: what there is of a kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import argument, flag, option, reads
from wecomplish_cli.cli.completion import expectations, teams
from wecomplish_cli.cli.options import PageOptions
from wecomplish_cli.cli.words import columns, kinds, statuses
from wecomplish_cli.errors import UsageError
from wecomplish_cli.text.phrases import listed

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.reports.list import Wanted

ALSO = {
    "person": "people",
    "team": "teams",
    "role": "roles",
    "skillset": "skillsets",
    "expectation": "expectations",
    "programme": "programmes",
    "program": "programmes",
    "programs": "programmes",
    "mentorship": "mentorships",
    "insight": "insights",
}
"""What else a kind may be called."""

FILTERS = {
    "status": ("people", "roles", "skillsets", "expectations", "programmes", "mentorships", "insights"),
    "team": ("people", "teams", "mentorships"),
    "overdue": ("mentorships",),
    "without_mentor": ("people",),
    "expectation": ("insights",),
}
"""The kinds that each option is for."""


@dataclass(frozen=True)
class List:
    """List people, mentorships, or whatever else there is.

    KIND is people, teams, roles, skillsets, expectations, programmes, mentorships or insights; without it,
    what there is of each is counted. Who has left, what is over or retired, and other people's drafts are
    listed with --all, or with a --status that says so.
    """

    kind: Annotated[str | None, argument("[KIND]", "What to list.", kinds)] = None
    status: Annotated[
        str | None, option("STATUS", "Only those with this status, such as `paused` or `at risk`.", statuses)
    ] = None
    overdue: Annotated[
        bool, flag("--overdue", "Only mentorships in which a check-in, an answer or the end is overdue.")
    ] = False
    without_mentor: Annotated[bool, flag("--without-mentor", "Only people who have no mentor.")] = False
    team: Annotated[
        str | None, option("TEAM", "Only this team, with the teams that are part of it.", teams)
    ] = None
    expectation: Annotated[
        str | None, option("EXPECTATION", "Only insights that help with this expectation.", expectations)
    ] = None
    everything: Annotated[
        bool, flag("--all", "Include those who have left, what is over or retired, and drafts.")
    ] = False
    sort: Annotated[str | None, option("COLUMN", "Sort by this column.", columns)] = None
    reverse: Annotated[bool, flag("--reverse", "In the opposite order.")] = False

    def answer(self, request: Request) -> Answer:
        """List what is wanted."""
        from wecomplish_cli.render import list as layout
        from wecomplish_cli.reports import list as report

        kind = self._kind()
        self._require_fitting(kind)
        if kind is None:
            return Answer("kinds", report.kinds(request.view, request.identity), layout.kinds)
        found = report.listing(request.view, kind, self._wanted(request, kind), request.identity)
        return Answer(kind, found, layout.listing)

    def _kind(self) -> str | None:
        """The kind that is meant.

        Raises:
            UsageError: if it is none.
        """
        from wecomplish_cli.derive.lookup import did_you_mean
        from wecomplish_cli.reports.list import ROWS

        kind = self.kind and ALSO.get(self.kind.casefold(), self.kind.casefold())
        if kind is None or kind in ROWS:
            return kind
        hint = did_you_mean(kind, ROWS)
        raise UsageError(f"there is no list of `{self.kind}`", hint or f"choose one of {', '.join(ROWS)}")

    def _require_fitting(self, kind: str | None) -> None:
        """Make sure that what is asked of a kind is something that it has.

        Raises:
            UsageError: if not.
        """
        for name, fitting in FILTERS.items():
            if getattr(self, name) and kind not in fitting:
                said = f"--{name.replace('_', '-')} is for {listed(fitting, 'or')}"
                raise UsageError(said, f"wecomplish list {fitting[0]}, or leave it out")
        if kind is None and (self.sort or self.reverse):
            raise UsageError("--sort and --reverse are for the list of a kind", "name the kind")

    def _wanted(self, request: Request, kind: str) -> Wanted:
        from wecomplish_cli.model.values import Reference
        from wecomplish_cli.reports.list import Wanted

        return Wanted(
            status=self._status(kind),
            team=request.team(self.team) if self.team else None,
            overdue=self.overdue,
            without_mentor=self.without_mentor,
            expectation=request.referred(Reference.EXPECTATION, self.expectation)
            if self.expectation
            else None,
            everything=self.everything,
            sort=self._sort(kind),
            reverse=self.reverse,
        )

    def _status(self, kind: str) -> str | None:
        """The status that is meant, also where it is written with a hyphen or an underscore.

        Raises:
            UsageError: if it is none of this kind.
        """
        from wecomplish_cli.reports.list import STATUSES

        if self.status is None:
            return None
        known = {_folded(each): each for each in STATUSES[kind]}
        if _folded(self.status) not in known:
            raise UsageError(f"no {kind} are `{self.status}`", f"choose one of {', '.join(STATUSES[kind])}")
        return known[_folded(self.status)]

    def _sort(self, kind: str) -> str | None:
        """The key of the column that is meant, by its key or its heading.

        Raises:
            UsageError: if it is none.
        """
        from wecomplish_cli.render.list import COLUMNS

        if self.sort is None:
            return None
        known = {_folded(name): each.key for each in COLUMNS[kind] for name in (each.title, each.key)}
        if _folded(self.sort) not in known:
            titles = ", ".join(f"`{each.title}`" for each in COLUMNS[kind])
            raise UsageError(f"the list of {kind} has no column `{self.sort}`", f"it has {titles}")
        return known[_folded(self.sort)]


def _folded(word: str) -> str:
    return " ".join(word.casefold().replace("-", " ").replace("_", " ").split())


list = reads(List, PageOptions)  # noqa: A001 - the command's name
