"""What every command that writes does: load, decide, splice, check, show and save."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from wecomplish_cli.cli import approval, options, sending, terminal
from wecomplish_cli.derive.view import View
from wecomplish_cli.errors import (
    CancelledError,
    DataError,
    DiskError,
    UnfinishedError,
    WecomplishError,
)
from wecomplish_cli.frozen import frozen
from wecomplish_cli.text.escape import commit_message, visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.dataset.journal import Journal
    from wecomplish_cli.dataset.store import Applied

    Decide = Callable[[Request], Plan]
    """Decides on the data as it is; asked again where the data was changed meanwhile."""

MOST_NAMED = 12
"""Files that a change names; of more, it says how many."""


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
    from wecomplish_cli.cli.request import open_request
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
    must_approve = None if how.submit or not journal.in_git else _must_approve(request, applied, made)
    if how.dry_run:
        show_diff(applied)
        if must_approve:
            terminal.note(must_approve)
        return
    root, paths = request.dataset.root, [each.path for each in applied.changes]
    _require_way_out(root, how, journal.in_git)
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


def _must_approve(request: Request, applied: Applied, made: Made) -> str | None:
    """Say who must approve a change; None if nobody must."""
    from wecomplish_cli.dataset import store

    # What is taken back may never have been committed: there is nothing to approve then.
    reviewed = store.committed(request.dataset) if made.takes_back is not None else None
    paths = [each.path for each in applied.changes]
    return approval.needed(reviewed or request.dataset, applied.after, paths, request.identity, request.today)


def _require_way_out(root: Path, how: options.WriteOptions, in_git: bool) -> None:
    """Make sure, before anything is written, that it can be committed and submitted where that is wanted."""
    if how.commit and not in_git:
        raise DataError(
            "this folder is not in a git repository, so there is nothing to commit to; nothing was written",
            "git init, or no --commit",
        )
    if how.submit:
        sending.require_destination(root)


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
