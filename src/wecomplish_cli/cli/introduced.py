"""Shows what a change would introduce, and stops it where there is an error among that."""

from __future__ import annotations

import sys
from types import MappingProxyType
from typing import TYPE_CHECKING

import typer

from wecomplish_cli.cli import terminal
from wecomplish_cli.text.escape import revealed
from wecomplish_cli.text.phrases import counted, several

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from wecomplish_cli.dataset.store import Applied, Dataset
    from wecomplish_cli.diagnostics import Diagnostic

    Rows = Mapping[str, Sequence[str]]
    """The rows of a file that change each path."""

MOST_ROWS = 3
"""Rows that a finding names; of more, it says how many."""


def show_introduced(before: Dataset, applied: Applied, today: date) -> None:
    """Print what a change would introduce."""
    _show(_introduced(before, applied, today))


def refuse_errors(before: Dataset, applied: Applied, today: date, rows: Rows = MappingProxyType({})) -> None:
    """Print what a change would introduce, and stop if there is an error among it.

    Then the warnings are only counted, and what follows from a file that could not be read any more is left
    out. Each finding says first which of the `rows` it comes from.
    """
    found = _introduced(before, applied, today)
    written = {each.path for each in applied.changes if each.new is not None}
    unread = written - applied.after.org.records.keys()
    found = [each for each in found if each.path in unread] if unread else found
    errors = [each for each in found if each.severity == "error"]
    new = {each.path for each in applied.changes if each.old is None}
    _show(errors or found, rows, new)
    if errors:
        warnings = len(found) - len(errors)
        beside = f" (and {counted(warnings, 'warning')})" if warnings else ""
        terminal.note(f"error: this change would introduce the errors above{beside}; nothing was written")
        raise typer.Exit(1)


def introduced_errors(before: Dataset, applied: Applied, today: date) -> list[Diagnostic]:
    """The errors that a change would introduce."""
    return [each for each in _introduced(before, applied, today) if each.severity == "error"]


def _introduced(before: Dataset, applied: Applied, today: date) -> list[Diagnostic]:
    from wecomplish_cli.checking import check
    from wecomplish_cli.dataset import store

    since = store.committed(before)
    return check.introduced(before, applied.after, today, since)


def _show(found: Iterable[Diagnostic], rows: Rows = MappingProxyType({}), new: Collection[str] = ()) -> None:
    """Show findings, each with the rows it comes from; one in a `new` file only with these, if it has any."""
    from wecomplish_cli.render import findings

    width = terminal.width() if terminal.is_terminal(sys.stderr) else 0
    for each in found:
        paths = (each.path, *(related.path for related in each.related))
        places = next((rows[path] for path in paths if path in rows), ())
        where = f"{revealed(several(places, MOST_ROWS))}: " if places else ""
        if places and each.path in new:
            terminal.note(where + findings.without_place(each))
            continue
        terminal.note(where + findings.text([each], terminal.colour(sys.stderr), width))
