"""What `wecomplish import` does: read a sheet, plan, show the plan, and write all of it or nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import typer

from wecomplish_cli.actions.identifying import Fault, PersonRow
from wecomplish_cli.actions.importing import ColumnUse, ImportPlan, Outcome
from wecomplish_cli.cli import terminal
from wecomplish_cli.cli.answer import Answer, Shape, show
from wecomplish_cli.cli.around import around
from wecomplish_cli.errors import RefusedError, UsageError, WecomplishError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.text.escape import csv_cell, visible
from wecomplish_cli.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wecomplish_cli.cli.options import PlanOptions
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.dataset.journal import Journal
    from wecomplish_cli.dataset.store import Applied
    from wecomplish_cli.diagnostics import Diagnostic
    from wecomplish_cli.exchange.tables import Table

MOST_SHOWN = 10
"""Rejected rows that a refusal names; of more, it says how many."""


Prepared: TypeAlias = "tuple[ImportPlan, Applied]"
Prepare: TypeAlias = "Callable[[Request], Prepared]"
"""Plans on the data as it is."""


@frozen
class Wanted:
    """What is to be done with a plan."""

    apply: bool
    rejected: str | None
    """The file for the rejected rows."""


def run(how: PlanOptions, table: Table, wanted: Wanted, prepare: Prepare) -> None:
    """Show a plan, or carry it out.

    Raises:
        RefusedError: if it is to be carried out, and some rows are rejected with no file to keep them in.
        typer.Exit: with 1 if a plan is shown in which rows are rejected.
    """
    from wecomplish_cli.cli.change import keeping_others_out
    from wecomplish_cli.cli.request import open_request

    _require_sense(how, table, wanted)
    if wanted.apply:
        keeping_others_out(how, lambda journal: _apply(how, table, wanted, prepare, journal))
        return
    from wecomplish_cli.render import importing as layout

    request = open_request(how.org, how.today)
    plan, _ = prepare(request)
    show(Answer("import", plan, layout.plan), how.format, Shape(how.every, around=partial(around, request)))
    _keep_rejected(table, plan, wanted.rejected)
    if plan.rejected:
        raise typer.Exit(1)


def _require_sense(how: PlanOptions, table: Table, wanted: Wanted) -> None:
    """Make sure that what is asked for goes together.

    Raises:
        UsageError: if not.
    """
    if not table.lines:
        raise UsageError(
            f"{table.name} has no rows below its first",
            "the first row has the names of the columns, and each other row is read",
        )
    if not wanted.apply and (how.dry_run or how.commit or how.submit):
        raise UsageError(
            "--dry-run, --commit and --submit are for --apply", "without it, only the plan is shown"
        )
    if wanted.rejected and Path(wanted.rejected).resolve() == Path(table.name).resolve():
        raise UsageError(f"--rejected would overwrite {table.name}", "name another file")


def _apply(how: PlanOptions, table: Table, wanted: Wanted, prepare: Prepare, journal: Journal) -> None:
    from wecomplish_cli.cli.change import Made, name_files, write
    from wecomplish_cli.cli.request import open_request
    from wecomplish_cli.render.importing import summary

    request = open_request(how.org, how.today, journal=journal)
    plan, applied = prepare(request)
    if table.note:
        terminal.note(f"note: {visible(table.note)}")
    if plan.rejected and not wanted.rejected:
        raise _refused(plan)
    if not how.dry_run:
        _keep_rejected(table, plan, wanted.rejected)
    if not applied.changes:
        terminal.say(f"Nothing to do: {visible(summary(plan))}.")
        return
    done = f"{visible(table.name)} imported: {summary(plan, done=True)}"

    def tell() -> None:
        terminal.say(f"{done}.")
        name_files(applied)

    write(request, applied, how, Made(done, tell))


def _refused(plan: ImportPlan) -> RefusedError:
    """Name the rejected rows, each with its column and what helps."""
    for each in plan.rejected[:MOST_SHOWN]:
        terminal.fail(error_of(plan, each))
    more = len(plan.rejected) - MOST_SHOWN
    if more > 0:
        terminal.note(f"and {counted(more, 'more row')}; without --apply, the plan names all")
    return RefusedError(
        f"{len(plan.rejected)} of {counted(len(plan.rows), 'row')} cannot be imported; nothing was written",
        "correct them; or import the others, and keep these in a file of their own: --rejected FILE",
    )


def error_of(plan: ImportPlan, row: Outcome) -> WecomplishError:
    """Why a row is rejected, with the file, the row and the column."""
    column = {each.key: each.column for each in plan.columns}.get(row.key, row.key)
    where = [row.place, *([f"column `{column}`"] if column else [row.name])]
    return RefusedError(f"{': '.join(where)}: {row.why}", row.hint)


def _keep_rejected(table: Table, plan: ImportPlan, name: str | None) -> None:
    """Write rejected rows to a file of their own, with the reasons; nothing where there is none."""
    from wecomplish_cli.cli import folder

    if name is None:
        return
    why = {each.place: each for each in plan.rejected}
    lines = [line for line in table.lines if line.place in why]
    if not lines:
        terminal.note("note: no row was rejected, so there is no file of rejected rows")
        return
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*map(csv_cell, table.columns), "rejected because"])
    for line in lines:
        reason = error_of(plan, why[line.place])
        cells = [csv_cell(str(line.cells.get(column, ""))) for column in table.columns]
        writer.writerow(
            [*cells, csv_cell(f"{reason.message}: {reason.hint}" if reason.hint else reason.message)]
        )
    # With its mark, spreadsheets know the encoding.
    folder.replace_file(Path(name), f"\ufeff{out.getvalue()}")
    terminal.note(f"wrote {visible(name)} with {counted(len(lines), 'rejected row')}")


def people(request: Request, table: Table, how: Sheet) -> Prepared:
    """Plan the import of people; rows that `check` would refuse are rejected with what it says."""
    from wecomplish_cli.actions import importing
    from wecomplish_cli.actions.identifying import Rows
    from wecomplish_cli.cli.introduced import introduced_errors
    from wecomplish_cli.dataset import store
    from wecomplish_cli.exchange import columns
    from wecomplish_cli.exchange import people as sheet

    reading = columns.reading(table.columns, how.map)
    rows = sheet.rows(table, reading, how.month_first)
    while True:
        found = Rows(request.view, rows)
        outcomes = importing.import_people(found, table.name, how.leavers)
        applied = store.apply(request.dataset, importing.edits(outcomes))
        errors = introduced_errors(request.dataset, applied, request.today)
        again = _with_faults(rows, outcomes, errors)
        if again == rows:
            break
        rows = again
    absent = 0 if how.leavers else len(found.absent())
    uses = [
        ColumnUse(c, next((k for k, v in reading.columns.items() if v == c), None)) for c in table.columns
    ]
    plan = ImportPlan(table.name, tuple(outcomes), tuple(uses), table.note, absent)
    return with_command(plan, applied, how.command), applied


@frozen
class Sheet:
    """How a sheet of people is read."""

    map: tuple[str, ...]
    month_first: bool | None
    leavers: bool
    command: str
    """The command that shows the plan."""


def with_command(plan: ImportPlan, applied: Applied, command: str) -> ImportPlan:
    """A plan with the command that shows it, and the one that carries it out where it can be."""
    can_be = applied.changes and not plan.rejected
    return replace(plan, command=command, apply=f"{command} --apply" if can_be else None)


_KEYS = {"accounts": "github_id", "assignments": "holds"}
"""The key of a sheet by that of the file."""


def _with_faults(
    rows: tuple[PersonRow, ...], outcomes: Iterable[Outcome], errors: Iterable[Diagnostic]
) -> tuple[PersonRow, ...]:
    """The rows, with what `check` says against each.

    Raises:
        RefusedError: if an error comes from no row.
    """
    places = {f"people/{each.person}.yaml": each.place for each in outcomes if each.edits}
    faults: dict[str, Fault] = {}
    for error in errors:
        paths = (error.path, *(related.path for related in error.related))
        place = next((places[path] for path in paths if path in places), None)
        if place is None or ":" not in place:
            raise RefusedError(
                f"{error.path}: {error.message}; nothing was written", error.hint or "correct it first"
            )
        first = str(error.pointer[0]) if error.pointer and error.path in places else ""
        key = "github_login" if error.pointer[-1:] == ("login",) else _KEYS.get(first, first)
        faults.setdefault(place, Fault(key, error.message, error.hint))
    return tuple(
        replace(row, fault=row.fault or faults[row.place]) if row.place in faults else row for row in rows
    )
