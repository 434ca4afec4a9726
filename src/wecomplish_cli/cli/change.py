"""What every command that writes does: load, decide, splice, check, show and save."""

from __future__ import annotations

import shlex
from contextlib import nullcontext
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from wecomplish_cli.cli import approval, options, sending, terminal
from wecomplish_cli.derive.view import View
from wecomplish_cli.errors import (
    CancelledError,
    DataError,
    DiskError,
    RefusedError,
    UnfinishedError,
    WecomplishError,
)
from wecomplish_cli.frozen import frozen
from wecomplish_cli.text.escape import commit_message, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.dataset.journal import Journal
    from wecomplish_cli.dataset.store import Applied, Dataset
    from wecomplish_cli.model.org import Org
    from wecomplish_cli.model.values import Reference

    Decide = Callable[["Request"], Plan]
    """Decides on the data as it is; asked again where the data was changed meanwhile."""

MOST_UNREAD = 4
"""Files that cannot be read that are named; of more, it says how many."""

MOST_NAMED = 12
"""Files that a change names; of more, it says how many."""


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


def change(how: options.WriteOptions, decide: Decide) -> None:
    """Decide a change on the data as it is, check it, write it, and say what is so now.

    Where another command changes the data in between, all begins anew with the others kept out.

    Raises:
        typer.Exit: with 1 if the change would introduce an error; nothing is written then.
    """
    keeping_others_out(how, lambda journal: _change(how, decide, journal))


def keeping_others_out(how: options.WriteOptions, attempt: Callable[[Journal], None]) -> None:
    """Try to change the data; where another command did so meanwhile, try once more with others kept out.

    Also a refusal may come of files that another command was about to replace.

    Raises:
        WecomplishError: whatever the attempt raises, unless the data was changed meanwhile.
    """
    from wecomplish_cli.dataset import store

    options.require_commit(how.message, how.commit, how.submit)
    journal = store.journal(options.root(how.org))
    terminal.note_recovered(journal.recover())
    before = journal.stamp()
    try:
        attempt(journal)
    except (UnfinishedError, DiskError, CancelledError):
        # What they say of the change is so, whoever else has come by since.
        raise
    except (WecomplishError, typer.Exit):
        if journal.stamp() == before:
            raise
        with journal.locked():
            attempt(journal)


def _change(how: options.WriteOptions, decide: Decide, journal: Journal) -> None:
    from wecomplish_cli.cli.introduced import refuse_errors
    from wecomplish_cli.dataset import store

    request = open_request(how.org, how.today, journal=journal)
    plan = decide(request)
    if not plan.edits:
        terminal.say(f"Nothing to do: {visible(plan.done)}.")
        return
    applied = store.apply(request.dataset, plan.edits)
    if not applied.changes:
        terminal.say(f"Nothing to do: {visible(plan.already)}.")
        return
    refuse_errors(request.dataset, applied, request.today)

    def tell() -> None:
        terminal.say(f"{visible(plan.done)}.")
        for consequence in plan.consequences(View(applied.after.org, request.today)):
            terminal.say(f"  {visible(consequence)}")
        for warning in plan.warnings:
            terminal.note(f"warning: {visible(warning)}")
        name_files(applied)

    write(request, applied, how, Made(plan.done, tell))


@frozen
class Made:
    """A change that is decided, as it is told of."""

    done: str
    """What was done, which is also the commit's message if none is given."""
    tell: Callable[[], None]
    """Says so once it is written."""
    takes_back: str | None = None
    """What it takes back; None if it takes nothing back."""


def write(request: Request, applied: Applied, how: options.WriteOptions, made: Made) -> None:
    """Write a change, commit it where that was asked for, tell of it, and say how to take it back.

    With `--dry-run`, it is only shown. Whether anyone can be told makes no difference to what is written and
    committed.

    Raises:
        DataError: if there is no git to commit it to, or the disk refuses; what became of it is said.
        UnfinishedError: if git refuses the commit, or the answer cannot be written.
        CancelledError: if it is cancelled once the change is written.
    """
    from wecomplish_cli.dataset import store
    from wecomplish_cli.git import repository

    journal = request.dataset.journal or store.journal(request.dataset.root)
    paths = [each.path for each in applied.changes]
    must_approve: str | None = None
    if journal.in_git and not how.submit:
        who, day = request.identity, request.today
        # What is taken back may never have been committed: there is nothing to approve then.
        reviewed = store.committed(request.dataset) if made.takes_back is not None else None
        must_approve = approval.needed(reviewed or request.dataset, applied.after, paths, who, day)
    if how.dry_run:
        show_diff(applied)
        if must_approve:
            terminal.note(must_approve)
        return
    root = request.dataset.root
    if how.commit and not journal.in_git:
        raise DataError(
            "this folder is not in a git repository, so there is nothing to commit to; nothing was written",
            "git init, or no --commit",
        )
    if how.submit:
        sending.require_destination(root)
    # Nobody else's change comes between the files and their commit.
    with journal.locked() if how.commit else nullcontext():
        if how.commit:
            repository.require_watched(root, paths)
        unsaved = store.uncommitted(request.dataset, paths) if how.commit else []
        left = store.save(applied, made.takes_back or made.done, made.takes_back is not None)
        with terminal.kept():
            message = how.message or commit_message(made.done)
            commit = committed(root, paths, message) if how.commit else None
            made.tell()
            for each in left:
                terminal.note(f"warning: {visible(each)}")
            if commit is not None:
                for path in unsaved:
                    terminal.note(f"note: {visible(path)} already had changes, which are committed too")
                commit()
            if must_approve:
                terminal.note(must_approve)
            if how.submit:
                _send(request, applied, how, commit_message(made.done))
            else:
                _say_how_to_go_on(request, how, journal.in_git, made.takes_back is not None)


def _send(request: Request, applied: Applied, how: options.WriteOptions, title: str) -> None:
    """Send a change that is written.

    Raises:
        UnfinishedError: if it was not sent, whatever the reason: it is written, and is not made once more.
    """
    try:
        sending.send(applied.after, request.today, request.identity, title, sending.Options(how.message))
    except UnfinishedError:
        raise
    except WecomplishError as error:
        raise UnfinishedError(f"the files were written, but {error.message}", error.hint) from None


def _say_how_to_go_on(request: Request, how: options.WriteOptions, has_git: bool, takes_back: bool) -> None:
    """Say how a change is taken back or made again, and how it gets out."""
    there = visible(request.there)
    other = "make it again: wecomplish redo" if takes_back else "take it back: wecomplish undo"
    terminal.note(f"{other}{there}{' --commit' if how.commit else ''}")
    if not has_git:
        said = "this folder is not in a git repository, so there is no history and no review"
        terminal.note(f"note: {said}: git init")
        return
    gets_out = sending.how_it_gets_out(request.dataset.root, f"wecomplish submit{there}", how.commit)
    if gets_out is not None:
        terminal.note(gets_out)


def committed(root: Path, paths: list[str], message: str) -> Callable[[], None]:
    """Commit files that are written; returns what tells of it, or raises what git refused it with."""
    from wecomplish_cli.git import repository

    try:
        with terminal.uninterrupted():
            commit = repository.commit(root, paths, message)
    except WecomplishError as error:
        refused = error
        if not isinstance(error, UnfinishedError):
            said = f"the files were written, but git did not commit them: {error.message}"
            refused = UnfinishedError(said, error.hint)

        def tell() -> None:
            raise refused
    else:

        def tell() -> None:
            terminal.note(f"committed as {commit}" if commit else "nothing to commit: it is already in git")

    return tell


def name_files(applied: Applied) -> None:
    """Name the files that were written."""
    from wecomplish_cli.text.phrases import counted

    for each in applied.changes[:MOST_NAMED]:
        terminal.note(f"{'deleted' if each.new is None else 'wrote'} {visible(each.path)}")
    more = len(applied.changes) - MOST_NAMED
    if more > 0:
        terminal.note(f"and {counted(more, 'more file')}")


def show_diff(applied: Applied) -> None:
    """Show a change as a unified diff."""
    from difflib import unified_diff

    for change in applied.changes:
        old, new = ((text or b"").decode().splitlines() for text in (change.old, change.new))
        before = f"a/{change.path}" if change.old is not None else "/dev/null"
        after = f"b/{change.path}" if change.new is not None else "/dev/null"
        for line in unified_diff(old, new, before, after, lineterm=""):
            terminal.say(visible(line))
        if old == new:
            terminal.say(f"{visible(change.path)}: only the line ends change")
