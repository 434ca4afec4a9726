"""The layout of the report on what must be passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.render.blocks import (
    Block,
    Column,
    Command,
    Heading,
    Sentence,
    Table,
    cannot_say,
    id_column,
)
from wecomplish_cli.text.phrases import counted, day, people, several

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wecomplish_cli.reports.gaps import Gap, Gaps, Someone, Teacher

MOST_TOLD = 5
"""Competences that get a part of their own; the table has all."""

MOST_NAMED = 6


def gaps(answer: Gaps, ring: str) -> Iterator[Block]:
    """What must be passed on: all of it in a table, and the most urgent in sentences."""
    yield Heading(f"What must be passed on in {answer.team or answer.organization} on {day(answer.today)}", 1)
    asked = people(answer.people).capitalize()
    found = counted(len(answer.gaps), "competence")
    yield Sentence(f"{asked} with an assignment; {found}, the most urgent first")
    if answer.gaps:
        yield _table(answer.gaps)
    for gap in answer.gaps[:MOST_TOLD]:
        yield Heading(f"{gap.name}{' (critical)' if gap.critical else ''}")
        yield from _gap(gap, ring)
    if len(answer.gaps) > MOST_TOLD:
        yield Sentence("Who could teach the others, and who waits for them", options="--format csv")
    yield from _for_data(answer.gaps)
    yield cannot_say("how well somebody teaches, or how familiar those are who have indicated nothing.")


def _table(found: tuple[Gap, ...]) -> Table:
    columns = (
        id_column("competence"),
        Column("name", "competence", of="competence"),
        Column("critical", "critical", unbroken=True, dispensable=True),
        Column("holders", "holders"),
        Column("below", "below target"),
        Column("teachers", "can teach"),
        Column("proficient", "proficient"),
        Column("waiting", "wait"),
        Column("command", "next", only_data=True),
    )
    rows = tuple(
        (
            each.competence,
            each.name,
            "critical" if each.critical else "",
            each.holders,
            each.below,
            len(each.teachers),
            len(each.teachers) + len(each.others),
            len(each.waiting),
            each.command,
        )
        for each in found
    )
    return Table("gaps", columns, rows)


def _gap(gap: Gap, ring: str) -> Iterator[Block]:
    yield Sentence(_who_could(gap), good=len(gap.teachers) > 1)
    if gap.others:
        yield Sentence(f"Proficient, but not open to mentoring in it: {_names(gap.others)}")
    if gap.holders:
        silent = f"; {gap.silent} of {gap.holders} without any level" if gap.silent else ""
        yield Sentence(f"Below the target: {gap.below} of {counted(gap.holders, 'holder')}{silent}")
    else:
        yield Sentence("Nobody holds it.")
    for title, found in (
        ("Seeking a mentor", gap.seeking),
        (f"{ring} Waiting for help", gap.asking),
        ("Below the target without a mentor", gap.learning),
    ):
        if found:
            yield Sentence(f"{title}: {_names(found)}")
    if gap.command:
        yield Command(gap.command)


def _who_could(gap: Gap) -> str:
    if not gap.teachers:
        return "Nobody can pass it on: nobody is proficient in it and open to mentoring."
    if len(gap.teachers) == 1:
        depend = f"; {people(gap.depends_on)} would be left without" if gap.depends_on else ""
        return f"Only {_teacher(gap.teachers[0])} can pass it on{depend}."
    return f"{len(gap.teachers)} people can pass it on: {several(map(_teacher, gap.teachers), MOST_NAMED)}"


def _teacher(each: Teacher) -> str:
    return f"{each.name} ({counted(each.free, 'free place')})"


def _names(found: Iterable[Someone]) -> str:
    return several((each.name for each in found), MOST_NAMED)


def _for_data(found: tuple[Gap, ...]) -> Iterator[Block]:
    """Who is named in sentences, for programs."""
    columns = tuple(Column(key, key) for key in ("competence", "person", "name", "free"))
    rows = tuple(
        (gap.competence, each.person, each.name, each.free) for gap in found for each in gap.teachers
    )
    yield Table("teachers", columns, rows, only_data=True)
    for section in ("others", "seeking", "asking", "learning"):
        told = tuple(
            (gap.competence, each.person, each.name) for gap in found for each in getattr(gap, section)
        )
        yield Table(section, columns[:3], told, only_data=True)
