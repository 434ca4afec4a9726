"""The layout of the reports on familiarity, and what other answers about it are laid out with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive.small_groups import LEAST
from wecomplish_cli.render.answers import NOBODY_YET
from wecomplish_cli.render.blocks import (
    Ago,
    Block,
    Cell,
    Column,
    Command,
    Heading,
    Sentence,
    Table,
    Waited,
    cannot_say,
    id_column,
)
from wecomplish_cli.text.phrases import day, people

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.reports.familiarity import FamiliarityReport, UnclearReport

AWARENESS = Column("awareness", "awareness", unbroken=True, bar=True)
FAMILIARITY = Column("familiarity", "familiarity", unbroken=True, bar=True)
"""The two are always shown side by side."""

_SHARES = (AWARENESS, FAMILIARITY, Column("stale", "stale"), Column("missing", "missing"))

REF = Column("ref", "ref", only_data=True)
"""The reference of what is called by its name beside it."""


def waited(ring: str, days: int | None) -> Cell:
    """How long somebody has waited for help, after its sign; nothing where nobody waits."""
    return "" if days is None else Waited(days, ring)


def ago(day: date | None, days: int | None) -> Cell:
    """When something was said, and how many days ago."""
    return None if day is None or days is None else Ago(day, days)


def familiarity_report(answer: FamiliarityReport, _ring: str) -> Iterator[Block]:
    """The report on familiarity."""
    yield from _familiarity_report(answer)
    yield cannot_say("what people can do: levels are what they say themselves, and some have said nothing.")


def _familiarity_report(answer: FamiliarityReport) -> Iterator[Block]:
    yield Heading(f"Familiarity in {answer.team or answer.organization} on {day(answer.today)}", 1)
    if not answer.people:
        yield Sentence(NOBODY_YET)
        yield Command("wecomplish")
    else:
        yield Sentence(
            f"{people(answer.people)} with an assignment; levels are for help, never for appraisal"
        )
    total = (answer.people, answer.awareness, answer.familiarity, answer.stale, answer.missing)
    yield Table("total", (Column("people", "people"), *_SHARES), (total,), only_data=not answer.people)
    if not answer.people:
        return
    hidden = [row for row in answer.competences if row.familiarity is None]
    if hidden or answer.familiarity is None or any(row.familiarity is None for row in answer.least_known):
        yield Sentence(f"Figures that would single out fewer than {LEAST} people are not shown.")
    yield from _competences(answer)
    yield from _least_known(answer)


def _competences(answer: FamiliarityReport) -> Iterator[Block]:
    yield Heading("Competences, the least familiar first")
    columns = (
        id_column("competence"),
        Column("name", "competence", of="competence"),
        Column("holders", "holders", dispensable=True),
        *_SHARES,
        Column("proficient", "proficient"),
    )
    rows = tuple(
        (r.competence, r.name, r.holders, r.awareness, r.familiarity, r.stale, r.missing, r.proficient)
        for r in answer.competences
    )
    yield Table("competences", columns, rows)


def _least_known(answer: FamiliarityReport) -> Iterator[Block]:
    yield Heading(f"Expectations, the least familiar first: {len(answer.least_known)}")
    columns = (
        id_column("expectation"),
        Column("title", "expectation"),
        Column("people", "people"),
        AWARENESS,
        FAMILIARITY,
        Column("unclear", "unclear to"),
    )
    rows = tuple(
        (r.expectation, r.title, r.people, r.awareness, r.familiarity, r.unclear) for r in answer.least_known
    )
    yield Table("expectations", columns, rows)


def unclear_report(answer: UnclearReport, _ring: str) -> Iterator[Block]:
    """The list of what is unclear to someone."""
    yield from _unclear_report(answer)
    yield cannot_say("what is unclear to people who have not said so.")


def _unclear_report(answer: UnclearReport) -> Iterator[Block]:
    whose = f"{answer.keeper}'s texts" if answer.keeper else answer.organization
    yield Heading(f"Unclear in {whose} on {day(answer.today)}: {len(answer.unclear)}", 1)
    if not answer.unclear:
        yield Sentence("Nothing is unclear to anybody.", good=True)
        return
    columns = (
        id_column("expectation"),
        Column("title", "expectation"),
        Column("keeper", "kept by"),
        Column("ids", "ids", only_data=True),
        Column("people", "unclear to", of="ids"),
        Column("number", "number"),
        Column("of", "of"),
        Column("since", "since", unbroken=True, dispensable=True),
    )
    rows = tuple(
        (
            row.expectation,
            row.title,
            row.keeper,
            " ".join(row.people),
            ", ".join(row.names),
            len(row.people),
            row.of,
            row.since,
        )
        for row in answer.unclear
    )
    yield Table("unclear", columns, rows)
    yield Command(f"wecomplish edit {answer.unclear[0].expectation}")
