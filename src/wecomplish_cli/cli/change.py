"""What every command that writes does: load, decide, splice, check, show and save."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.diagnostics import Diagnostic
    from wecomplish_cli.model.org import Org
    from wecomplish_cli.store import Applied, Dataset

    Decide = Callable[["Request"], Plan]


class Request:
    """A loaded dataset, the day, and who asks for a change."""

    def __init__(self, dataset: Dataset, today: date, identity: str | None, org: Path | None) -> None:
        self.dataset = dataset
        self.undo = f"wecomplish undo -C {shlex.quote(str(org))}" if org else "wecomplish undo"
        self.org: Org = dataset.org
        self.today = today
        self.identity = identity

    def person(self, wanted: str) -> str:
        """Find a person by what the command line says."""
        from wecomplish_cli import names

        return names.person(self.org, wanted, self.identity, terminal.choose)

    def competence(self, wanted: str) -> str:
        """Find a role or skillset by what the command line says."""
        from wecomplish_cli import names

        return names.competence(self.org, wanted, terminal.choose)

    def expectation(self, wanted: str, whose: str) -> str:
        """Find an expectation by what the command line says, first among those of a person."""
        from wecomplish_cli import names

        return names.expectation(self.org, wanted, whose, self.today, terminal.choose)

    def awaited(self, wanted: str, mentee: str) -> str:
        """Find an expectation by what the command line says, first among those help is awaited with."""
        from wecomplish_cli import derive
        from wecomplish_cli.names import fold

        waited = [request.expectation for request in derive.life_rings(self.org, mentee)]
        exact = [ref for ref in waited if wanted in (ref, ref.rpartition("/")[2])]
        part = fold(wanted)
        found = exact or [ref for ref in waited if part in ref or part in fold(self.org.title(ref))]
        return found[0] if len(found) == 1 else self.expectation(wanted, mentee)

    def who(self, what: str) -> str:
        """Who asks; `what` they ask for is named in the error if nobody knows."""
        from wecomplish_cli import names

        if self.identity is None:
            raise names.who_are_you(what)
        return self.identity


def open_request(org: Path | None, today: str | None, at: str | None = None) -> Request:
    """Load the dataset for a command that asks or changes something; with `at`, as it was at a commit.

    The past is judged as of the day of its commit, unless `today` says otherwise.

    Raises:
        DataError: if there is none, or it is of a newer format.
    """
    from wecomplish_cli import store

    root = options.root(org)
    dataset = store.load(root, at, terminal.progress())
    store.require_format(dataset)
    terminal.note_recovered(dataset.recovered)
    day = store.day_of(dataset.org, root, at) if at and today is None else options.today(dataset.org, today)
    return Request(dataset, day, options.identity(dataset.org, root), org)


def carry_out(request: Request, plan: Plan, dry_run: bool) -> None:
    """Check a decided change, write it, and say what is so now and how to take it back.

    Raises:
        typer.Exit: with 1 if the change would introduce an error; nothing is written then.
    """
    from wecomplish_cli import gitrepo, store

    if not plan.edits:
        terminal.say(f"Nothing to do: {visible(plan.done)}.")
        return
    applied = store.apply(request.dataset, plan.edits)
    refuse_errors(request, applied)
    if dry_run:
        show_diff(applied)
        return
    store.save(applied)
    terminal.say(f"{visible(plan.done)}.")
    for consequence in plan.consequences(applied.after.org):
        terminal.say(f"  {visible(consequence)}")
    for warning in plan.warnings:
        terminal.note(f"warning: {visible(warning)}")
    for change in applied.changes:
        terminal.note(f"wrote {visible(change.path)}")
    terminal.note(f"take it back: {request.undo}")
    if gitrepo.state_folder(request.dataset.root) is None:
        terminal.note(
            "note: there is no git here, so the data has no history and nobody reviews it: git init"
        )


def show_introduced(request: Request, applied: Applied) -> list[Diagnostic]:
    """Print what a change would introduce, and return it."""
    from wecomplish_cli import check
    from wecomplish_cli.render import findings

    found = check.introduced(request.dataset, applied.after, request.today)
    if found:
        width = terminal.width() if terminal.is_terminal(sys.stderr) else 0
        terminal.note(findings.text(found, terminal.colour(sys.stderr), width))
    return found


def refuse_errors(request: Request, applied: Applied) -> None:
    """Print what a change would introduce, and stop if there is an error among it."""
    if any(each.severity == "error" for each in show_introduced(request, applied)):
        terminal.note("error: the change would bring this into the data; nothing was written")
        raise typer.Exit(1)


def show_diff(applied: Applied) -> None:
    """Show a change as a unified diff."""
    from difflib import unified_diff

    for change in applied.changes:
        old, new = ((text or b"").decode().splitlines() for text in (change.old, change.new))
        before = f"a/{change.path}" if change.old is not None else "/dev/null"
        after = f"b/{change.path}" if change.new is not None else "/dev/null"
        for line in unified_diff(old, new, before, after, lineterm=""):
            terminal.say(visible(line))
