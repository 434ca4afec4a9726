"""The layout of a plan to import a sheet."""

from __future__ import annotations

import shlex
from collections import Counter
from typing import TYPE_CHECKING

from wecomplish_cli.actions.importing import Became
from wecomplish_cli.render.blocks import Block, Column, Command, Heading, Sentence, Table
from wecomplish_cli.text.escape import visible
from wecomplish_cli.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.actions.importing import ImportPlan

_ROW = Column("row", "row", unbroken=True)
_PERSON = Column("person", "id", unbroken=True)
_NAME = Column("name", "name")
_WHY = Column("why", "why")


def plan(answer: ImportPlan, _ring: str) -> Iterator[Block]:
    """What would become of each row, those at fault first."""
    yield Heading(f"Plan for {visible(answer.source)}: {summary(answer)}", 1)
    if answer.note:
        yield Sentence(answer.note)
    yield from _columns(answer)
    yield from _rejected(answer)
    yield from _values(answer, Became.ADDED, "To add")
    yield from _values(answer, Became.CHANGED, "To change")
    yield from _plain(answer, Became.LEFT, "To mark as left")
    yield from _plain(answer, Became.SKIPPED, "Skipped")
    if all(each.became in (Became.UNCHANGED, Became.SKIPPED) for each in answer.rows):
        yield Sentence("There is nothing to do.")
    yield from _leavers(answer)
    if answer.apply:
        yield Sentence("To carry out the plan:")
        yield Command(answer.apply)


def _leavers(answer: ImportPlan) -> Iterator[Block]:
    """Who could be marked as left, and the command that does so."""
    if answer.absent:
        said = "1 active person is" if answer.absent == 1 else f"{answer.absent} active people are"
        yield Sentence(f"{said} not in the file")
    if answer.spares_leavers:
        yield Sentence("To mark those who have left:")
        yield Command(f"{answer.command} --leavers")


_TO_DO = {Became.ADDED: "to add", Became.CHANGED: "to change", Became.LEFT: "to mark as left"}
_DONE = {Became.LEFT: "marked as left"}


def summary(answer: ImportPlan, done: bool = False) -> str:
    """Count what becomes of the rows: `3 to add, 20 unchanged`; once it is `done`, `3 added`."""
    counts = Counter(each.became for each in answer.rows)
    words = {each: (_DONE if done else _TO_DO).get(each, each.value) for each in Became}
    return ", ".join(f"{counts[each]} {said}" for each, said in words.items() if counts[each]) or "no rows"


def _columns(answer: ImportPlan) -> Iterator[Block]:
    if not answer.columns:
        return
    rows = tuple((each.column, each.key) for each in answer.columns)
    yield Table("columns", (Column("column", "column"), Column("key", "is read as")), rows, only_data=True)
    read = [f"`{visible(each.column)}` as {each.key}" for each in answer.columns if each.key]
    yield Sentence(f"Columns: {listed(read)}")
    left_out = [visible(each.column) for each in answer.columns if not each.key]
    if left_out:
        which = "it" if len(left_out) == 1 else "one of them"
        yield Sentence(f"Not read: {listed(f'`{each}`' for each in left_out)}. To read {which}:")
        yield Command(f"{answer.command} {shlex.quote(f'--map={left_out[0]}=KEY')}")


def _values(answer: ImportPlan, became: Became, title: str) -> Iterator[Block]:
    found = [each for each in answer.rows if each.became is became]
    if not found:
        return
    yield Heading(f"{title}: {len(found)}")
    columns = (_ROW, _PERSON, _NAME, Column("what", "what"))
    rows = tuple(
        (
            _row(each.place),
            each.person,
            each.name,
            "; ".join(
                f"{v.key} {v.before} → {v.after}" if v.before else f"{v.key} {v.after}".strip()
                for v in each.values
            ),
        )
        for each in found
    )
    yield Table(became, columns, rows)


def _plain(answer: ImportPlan, became: Became, title: str) -> Iterator[Block]:
    found = [each for each in answer.rows if each.became is became]
    if found:
        yield Heading(f"{title}: {len(found)}")
        rows = tuple((_row(each.place), each.person, each.name, each.why) for each in found)
        yield Table(became, (_ROW, _PERSON, _NAME, _WHY), rows)


def _rejected(answer: ImportPlan) -> Iterator[Block]:
    found = [each for each in answer.rows if each.became is Became.REJECTED]
    if not found:
        return
    yield Heading(f"Rejected: {len(found)}")
    columns = (_ROW, _NAME, Column("column", "column"), _WHY, Column("remedy", "what to do"))
    named = {each.key: each.column for each in answer.columns}
    rows = tuple(
        (_row(each.place), each.name, named.get(each.key, each.key), each.why, each.hint) for each in found
    )
    yield Table("rejected", columns, rows)


def _row(place: str) -> int | str | None:
    """The number of a row; none for somebody who is in no row."""
    number = place.rpartition(":")[2]
    return int(number) if number.isdigit() and ":" in place else None
