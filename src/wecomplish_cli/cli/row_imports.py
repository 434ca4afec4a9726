"""What `wecomplish import roles` and its like do: each row is what a command would carry out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wecomplish_cli.actions.importing import Became, ColumnUse, ImportPlan, Outcome, Value
from wecomplish_cli.cli import table_rows
from wecomplish_cli.errors import RefusedError, UsageError, WecomplishError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.text.escape import visible
from wecomplish_cli.text.phrases import listed

if TYPE_CHECKING:
    from wecomplish_cli.cli.importing import Prepared
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.dataset.series import Series
    from wecomplish_cli.exchange.tables import Table


@frozen
class Rows:
    """How a sheet of rows is read: the command that each row is, and what somebody says of columns."""

    kind: type[Any]
    map: tuple[str, ...]
    command: str
    """The command that shows the plan."""


def rows(request: Request, table: Table, how: Rows) -> Prepared:
    """Plan the import of rows; those that `check` would refuse are rejected with what it says."""
    from wecomplish_cli.cli.importing import with_command
    from wecomplish_cli.cli.introduced import introduced_errors

    read = _columns(table, how)
    faults: dict[str, WecomplishError] = {}
    while True:
        outcomes, series, changed_by = _decided(request, table, how, read, faults)
        applied = series.applied()
        known = len(faults)
        for error in introduced_errors(request.dataset, applied, request.today):
            paths = (error.path, *(related.path for related in error.related))
            places = next((changed_by[path] for path in paths if path in changed_by), None)
            if places is None:
                raise RefusedError(f"{error.path}: {error.message}; nothing was written", error.hint)
            faults.setdefault(places[-1], RefusedError(error.message, error.hint))
        if len(faults) == known:
            break
    uses = tuple(ColumnUse(column, read.get(column)) for column in table.columns)
    plan = ImportPlan(table.name, tuple(outcomes), uses, table.note)
    return with_command(plan, applied, how.command), applied


def _columns(table: Table, how: Rows) -> dict[str, str]:
    """Which column is read as which key.

    Raises:
        UsageError: if there is none for a key that every row needs, or two are one key.
    """
    from wecomplish_cli.exchange import columns

    keys = table_rows.types(how.kind)
    said = columns.mapped(how.map, table.columns, keys)
    plain = {columns.plain(key): key for key in keys}
    read: dict[str, str] = {}
    for column in table.columns:
        key = said.get(column, plain.get(columns.plain(column)))
        if key and key != columns.LEAVE_OUT and (column in said or key not in said.values()):
            other = next((each for each in read if read[each] == key), None)
            if other:
                raise UsageError(
                    f"{table.name}: the columns `{visible(other)}` and `{visible(column)}` are both `{key}`",
                    f"leave one out: --map '{visible(column)}=-'",
                )
            read[column] = key
    missing = [key for key in table_rows.required(how.kind) if key not in read.values()]
    if missing:
        raise UsageError(
            f"{table.name}: no column is `{missing[0]}`",
            f"name it: --map 'COLUMN={missing[0]}'; the columns are {listed(map(visible, table.columns))}",
        )
    return read


def _decided(
    request: Request, table: Table, how: Rows, read: dict[str, str], faults: dict[str, WecomplishError]
) -> tuple[list[Outcome], Series, dict[str, list[str]]]:
    """What becomes of each row, and the rows that change each file."""
    from wecomplish_cli.dataset.series import Series

    series = Series(request.dataset)
    called = {key: column for column, key in read.items()}
    lines = {
        line.place: {read[c]: cell for c, cell in line.cells.items() if c in read} for line in table.lines
    }
    reading = table_rows.Reading(table_rows.date_orders(how.kind, lines.values()), table.typed, called)
    outcomes: list[Outcome] = []
    changed_by: dict[str, list[str]] = defaultdict(list)
    for line in table.lines:
        try:
            if line.place in faults:
                raise faults[line.place]
            row = table_rows.asked(line.place, how.kind, lines[line.place], reading)
            outcomes.append(_outcome(request, line.place, row, series))
            for edit in outcomes[-1].edits:
                changed_by[f"{edit.ref}.yaml"].append(line.place)
        except WecomplishError as found:
            error = table_rows.columns_for_options(how.kind, found)
            said = error.message.removeprefix(f"{line.place}: ")
            choices = f" {listed(error.choices, 'or')}" if error.choices else ""
            name = " ".join(str(cell) for cell in line.cells.values() if cell)[:60]
            outcomes.append(Outcome(line.place, None, name, Became.REJECTED, (), said + choices, error.hint))
    return outcomes, series, changed_by


def _outcome(request: Request, place: str, row: Any, series: Series) -> Outcome:
    plan = row.decide(request.on(series.dataset))
    done = Outcome(place, None, plan.done, Became.UNCHANGED)
    if not plan.edits:
        return done
    new = f"{plan.edits[0].ref}" not in series.dataset.org.present
    series.apply(plan.edits)
    values = tuple(Value("", "", f"warning: {each}") for each in plan.warnings)
    became = Became.ADDED if new else Became.CHANGED
    return replace(done, became=became, values=values, edits=plan.edits)
