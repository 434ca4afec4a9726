"""What a command asks of the data: the dataset that it loads, the day, and who asks."""

from __future__ import annotations

import shlex
from copy import copy
from typing import TYPE_CHECKING

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.derive.view import View
from wecomplish_cli.errors import RefusedError
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from pathlib import Path

    from wecomplish_cli.dataset.journal import Journal
    from wecomplish_cli.dataset.store import Dataset
    from wecomplish_cli.model.org import Org
    from wecomplish_cli.model.values import Reference

MOST_UNREAD = 4
"""Files that cannot be read that are named; of more, it says how many."""


class Request:
    """A loaded dataset, the day, and who asks for a change."""

    def __init__(
        self, dataset: Dataset, today: date, identity: str | None, org: Path | None, at: str | None = None
    ) -> None:
        self.dataset = dataset
        self.there = f" -C {shlex.quote(str(org))}" if org else ""
        """What names the dataset in a command."""
        self.org: Org = dataset.org
        self.today = today
        self.view = View(dataset.org, today)
        self.identity = identity
        self.at = at
        """The commit that the data is of; None if it is that of the folder."""
        self.asks = True
        """Whether whoever runs the command may be asked what is meant."""

    def on(self, dataset: Dataset) -> Request:
        """Ask the same of another state of the data, for a row of many: nobody is asked about it."""
        other = copy(self)
        other.dataset, other.org, other.asks = dataset, dataset.org, False
        other.view = View(dataset.org, self.today)
        return other

    def person(self, wanted: str) -> str:
        """Find a person by what the command line says; `me` is who runs the command."""
        from wecomplish_cli.derive import lookup

        if wanted == "me":
            return self.who("`me`")
        return lookup.person(self.org, wanted, self.identity, self._choose)

    def competence(self, wanted: str) -> str:
        """Find a role or skillset by what the command line says."""
        from wecomplish_cli.derive import lookup

        return lookup.competence(self.org, wanted, self._choose)

    def assignment(self, wanted: str, whose: str) -> str:
        """Find a role or skillset by what the command line says, first among those a person holds."""
        from wecomplish_cli.derive import lookup

        return lookup.assignment(self.view, wanted, whose, self._choose)

    def held(self, wanted: str, whose: str) -> str:
        """Find a role or skillset that a person holds by what the command line says.

        Raises:
            RefusedError: if they do not hold it.
        """
        from wecomplish_cli.text.phrases import listed

        competence = self.assignment(wanted, whose)
        held = self.org.people[whose].held(self.today)
        if competence not in held:
            titles = [self.org.title(ref) for ref in held]
            raise RefusedError(
                f"{self.org.name(whose)} does not hold {self.org.title(competence)}",
                f"they hold {listed(titles) if titles else 'nothing'}",
            )
        return competence

    def expectation(self, wanted: str, whose: str) -> str:
        """Find an expectation by what the command line says, first among those of a person."""
        from wecomplish_cli.derive import lookup

        return lookup.expectation(self.view, wanted, whose, self._choose)

    def team(self, wanted: str) -> str:
        """Find a team by what the command line says."""
        from wecomplish_cli.derive import lookup

        return lookup.team(self.org, wanted, self._choose)

    def insight(self, wanted: str) -> str:
        """Find an insight by what the command line says."""
        from wecomplish_cli.derive import lookup

        return lookup.insight(self.org, wanted, self._choose)

    def anything(self, wanted: str, folders: Iterable[str], items: bool = True) -> str:
        """Find what lies in one of the folders by what the command line says, as a reference."""
        from wecomplish_cli.derive import lookup

        return lookup.anything(self.org, wanted, folders, self.identity, self._choose, items)

    def referred(self, kind: Reference, wanted: str) -> str:
        """Find what a reference of this kind means by what the command line says."""
        from wecomplish_cli.derive import lookup
        from wecomplish_cli.model.values import Reference

        if kind is Reference.PERSON or (kind is Reference.CONTACT and "@" not in wanted):
            return self.person(wanted)
        if kind is Reference.COMPETENCE:
            return self.competence(wanted)
        if kind is Reference.TEAM:
            return self.team(wanted)
        if kind is Reference.EXPECTATION:
            return lookup.expectation(self.view, wanted, None, self._choose)
        if kind is Reference.LEVEL:
            return lookup.level(self.org, wanted)
        return wanted  # Of other kinds, the id is given, and checked like everything else.

    def day(self, given: str | None, option: str) -> date | None:
        """Read a date option, such as 2026-09-01 or +2w."""
        return options.day(given, option, self.today)

    def awaited(self, wanted: str, mentee: str) -> str:
        """Find an expectation by what the command line says, first among those help is awaited with."""
        from wecomplish_cli.derive import mentoring

        waited = [request.expectation for request in mentoring.life_rings(self.view, mentee)]
        return self._among(waited, wanted) or self.expectation(wanted, mentee)

    def answered(self, wanted: str, mentee: str) -> str:
        """Find an expectation by what the command line says, first among those help was given with."""
        helped = dict.fromkeys(r.expectation for r in self.org.help.get(mentee, ()) if r.answered)
        return self._among(list(helped), wanted) or self.expectation(wanted, mentee)

    def _among(self, expectations: list[str], wanted: str) -> str | None:
        """The one of the expectations that is meant; None if it is none of them, or may be several."""
        from wecomplish_cli.derive import lookup

        found = lookup.among({ref: self.org.called(ref) or ref for ref in expectations}, wanted)
        return found[0] if len(found) == 1 else None

    @property
    def _choose(self) -> Callable[[str, list[tuple[str, str]]], str | None] | None:
        return terminal.choose if self.asks else None

    def who(self, what: str) -> str:
        """Who runs the command; where nobody knows, they are asked on a terminal, and remembered.

        Raises:
            UsageError: if there is nobody to ask; it names `what` needs to know it.
        """
        from wecomplish_cli.cli import identity
        from wecomplish_cli.derive import lookup

        if self.identity is None and self.asks:
            self.identity = identity.ask(self.org, self.dataset.root)
        if self.identity is None:
            raise lookup.who_are_you(what)
        return self.identity


def open_request(
    org: Path | None,
    today: str | None,
    at: str | None = None,
    strict: bool = True,
    journal: Journal | None = None,
) -> Request:
    """Load the dataset for a command that asks or changes something; with `at`, as it was then.

    That is a day or a commit. The past is judged as of that day, or of the commit's, unless `today` says
    otherwise. Unless `strict`, settings that cannot be read are no hindrance. The `journal` is the dataset's,
    where it is known already.

    Raises:
        DataError: if there is none, or it is of a newer format.
    """
    from wecomplish_cli.dataset import store

    root = options.root(org)
    then = options.past_day(at)
    if then is not None:
        at, today = store.commit_on(root, then), today or str(then)
    dataset = store.load(root, at, terminal.progress(), notes=journal)
    if strict:
        store.require_format(dataset)
    terminal.note_recovered(dataset.recovered)
    if strict:
        _note_unread(dataset)
    day = store.day_of(dataset.org, root, at) if at and today is None else options.today(dataset.org, today)
    return Request(dataset, day, options.identity(dataset.org, root), org, at)


def _note_unread(dataset: Dataset) -> None:
    """Say that what is shown and decided leaves out the files that cannot be read."""
    from wecomplish_cli.text.phrases import several

    unread = dataset.org.unread_files()
    if unread:
        files = visible(several(unread, MOST_UNREAD))
        terminal.note(f"note: left out because of errors: {files}; `wecomplish check` says which")
