"""Changes one by one, or many at once: all rows of a file, or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.cli.table_rows import Row, T, columns_for_options, none_written
from wecomplish_cli.errors import WecomplishError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.dataset.series import Series
    from wecomplish_cli.model.org import Org

Consequences: TypeAlias = "Callable[[Org, Org], Iterable[str]]"
"""Says, of the organisation before and after, what follows."""


def change_each(
    how: options.WriteOptions,
    found: list[Row[T]],
    decide: Callable[[T, Request], Plan],
    consequences: Consequences = lambda _before, _after: (),
) -> None:
    """Carry out what is asked for: one thing as a change of its own, rows of a file all or none.

    `consequences` says what follows from all rows together.

    Raises:
        WecomplishError: if a row cannot be carried out; each such row is named, and nothing is written.
    """
    from wecomplish_cli.cli.change import change, keeping_others_out
    from wecomplish_cli.cli.request import open_request

    if len(found) == 1 and not found[0].place:
        change(how, lambda request: decide(found[0].asked, request))
    else:
        keeping_others_out(
            how,
            lambda journal: change_all(
                open_request(how.org, how.today, journal=journal), how, found, decide, consequences
            ),
        )


def change_all(
    request: Request,
    how: options.WriteOptions,
    found: list[Row[T]],
    decide: Callable[[T, Request], Plan],
    consequences: Consequences = lambda _before, _after: (),
    done: str | None = None,
) -> None:
    """Carry out rows on the data that was loaded, all or none; `done` says what they are together.

    Raises:
        WecomplishError: as `change_each`.
    """
    from wecomplish_cli.cli.change import Made, name_files, write
    from wecomplish_cli.cli.introduced import refuse_errors
    from wecomplish_cli.text.phrases import counted

    decided = _decide_all(request, found, decide)
    applied = decided.series.applied()
    refuse_errors(request.dataset, applied, request.today, decided.changed_by)

    def tell() -> None:
        for line in decided.said:
            terminal.say(f"{visible(line)}.")
        for consequence in consequences(request.org, applied.after.org):
            terminal.say(f"  {visible(consequence)}")
        for warning in decided.warnings:
            terminal.note(visible(warning))
        name_files(applied)

    if applied.changes:
        first = decided.said[0].partition(": ")[2]
        more = f"{counted(len(found), 'change')} at once: {first} …"
        done = done or (more if len(found) > 1 else first)
        write(request, applied, how, Made(done, tell))
    else:
        terminal.say(f"Nothing to do: {counted(len(found), 'row')}, and nothing would change.")


@frozen
class _Decided:
    """What rows change, each on the data as those before it leave it."""

    series: Series
    said: list[str]
    warnings: list[str]
    changed_by: Mapping[str, list[str]]
    """The places of the rows that change each file."""


def _decide_all(request: Request, found: list[Row[T]], decide: Callable[[T, Request], Plan]) -> _Decided:
    """Decide every row.

    Raises:
        WecomplishError: if one cannot be carried out; each of them is named first.
    """
    from wecomplish_cli.dataset.series import Series

    said: list[str] = []
    warnings: list[str] = []
    failed: list[WecomplishError] = []
    series = Series(request.dataset)
    changed_by: dict[str, list[str]] = defaultdict(list)
    for row in found:
        try:
            plan = decide(row.asked, request.on(series.dataset))
            if plan.edits:
                series.apply(plan.edits)
                for path in dict.fromkeys(f"{edit.ref}.yaml" for edit in plan.edits):
                    changed_by[path].append(row.place)
            said.append(f"{row.place}: {'' if plan.edits else 'nothing to do: '}{plan.done}")
            warnings += [f"warning: {row.place}: {warning}" for warning in plan.warnings]
        except WecomplishError as error:
            failed.append(error)
            terminal.fail(columns_for_options(type(row.asked), error).at(row.place))
    if failed:
        raise none_written(failed, len(found))
    return _Decided(series, said, warnings, changed_by)
