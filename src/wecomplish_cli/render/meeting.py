"""Goals and agendas, laid out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wecomplish_cli.render.blocks import Column, Command, Heading, Sentence, Table
from wecomplish_cli.render.career import next_milestone
from wecomplish_cli.text.phrases import day, listed, since

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wecomplish_cli.render.blocks import Block, Cell
    from wecomplish_cli.reports.agenda import Agenda
    from wecomplish_cli.reports.goals import GoalRow, Goals

_GOALS = (
    Column("competence", "in", grouped=True, only_data=True),
    Column("title", "assignment", grouped=True),
    Column("goal", "goal"),
    Column("status", "status", unbroken=True),
    Column("due", "due", unbroken=True),
    Column("overdue", "days late", unbroken=True),
    Column("measure", "reached when", dispensable=True),
    Column("steps", "steps", dispensable=True),
    Column("id", "id", unbroken=True),
)


def goals(found: Goals, _ring: str) -> Iterator[Block]:
    """Lay out someone's goals."""
    yield Heading(f"Goals of {found.name}", 1)
    if not found.rows:
        yield Sentence("There are no goals yet.")
        yield Command(f"wecomplish goal add {found.mentee}")
        return
    yield _table(found.rows)


def _table(rows: Iterable[GoalRow]) -> Table:
    return Table(
        "goals",
        _GOALS,
        tuple(
            (
                row.competence,
                row.title,
                row.goal,
                row.status,
                row.due,
                row.overdue,
                row.measure,
                f"{row.done} of {row.steps}" if row.steps else None,
                row.id,
            )
            for row in rows
        ),
    )


def agenda(found: Agenda, ring: str) -> Iterator[Block]:
    """Lay out what a pair could talk about."""
    yield Heading(f"{found.name} with {listed(found.mentors)}: {found.title}", 1)
    yield Sentence(f"To begin with: {found.opening}")
    yield from _last_time(found)
    yield from next_milestone(found.competence, found.milestone)
    if found.help:
        yield Heading("Waiting for help")
        for each in found.help:
            seen = "" if each.seen else "; nobody has said that they saw it"
            asked = f" “{' '.join(each.question.split())}”" if each.question else ""
            yield Sentence(f"{ring} {each.title}, {since(each.days)}{seen}.{asked}", good=False)
    if found.goals:
        yield Heading("Goals")
        heading_says = replace(_GOALS[1], only_data=True)
        yield replace(_table(found.goals), columns=(_GOALS[0], heading_says, *_GOALS[2:]))
    for heading, titles in (("Not clear", found.unclear), ("Does this still hold?", found.stale)):
        if titles:
            yield Heading(heading)
            yield from (Sentence(each) for each in titles)
    yield Table(
        "agenda", (Column("topic", "topic"), Column("what", "what")), tuple(_topics(found)), only_data=True
    )
    yield Command(f"wecomplish checkin {found.mentee} {found.competence}")


def _topics(found: Agenda) -> Iterator[tuple[Cell, ...]]:
    """What people read in sentences, in rows."""
    yield "opening", found.opening
    yield from (
        ("help", f"{each.title}: {each.question}" if each.question else each.title) for each in found.help
    )
    yield from (("unclear", each) for each in found.unclear)
    yield from (("stale", each) for each in found.stale)
    said = {"last": found.last, "summary": found.summary, "agreement": found.agreement, "due": found.due}
    yield from ((topic, what) for topic, what in said.items() if what is not None)


def _last_time(found: Agenda) -> Iterator[Block]:
    if found.last is None:
        yield Sentence("You have not met yet.")
    else:
        yield Sentence(f"You met last on {day(found.last)}{': ' + found.summary if found.summary else '.'}")
    if found.agreement:
        yield Sentence(f"You agreed: {found.agreement}")
    if found.due is not None:
        when = "is due on" if found.due >= found.today else "was due on"
        yield Sentence(
            f"The next check-in {when} {day(found.due)}.", good=None if found.due >= found.today else False
        )
