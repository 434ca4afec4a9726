"""The layout of what is expected of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.render.blocks import Block, Cell, Column, Command, Heading, Sentence, Table, id_column
from wecomplish_cli.render.career import next_milestone
from wecomplish_cli.render.familiarity import AWARENESS, FAMILIARITY, REF, ago, waited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wecomplish_cli.reports.overview import Pair
    from wecomplish_cli.reports.training import Item, Part, Training


def training(answer: Training, ring: str) -> Iterator[Block]:
    """What is expected of a person, by assignment and heading; `ring` is the sign of open help."""
    yield Heading(f"What is expected of {answer.name}", 1)
    if not answer.parts:
        yield Sentence("Nothing: they hold no role or skillset.")
        return
    rows = [
        (part.competence, part.name, part.awareness, part.familiarity, _mentors(part.mentored_by))
        for part in answer.parts
    ]
    if len(rows) > 1:
        rows.append(("", "All of it", answer.awareness, answer.familiarity, ""))
    mentors = Column("mentors", "mentored by")
    columns = (REF, Column("assignment", "assignment", of="ref"), AWARENESS, FAMILIARITY, mentors)
    yield Table("assignments", columns, tuple(rows))
    for part in answer.parts:
        yield from _part(part, ring)
    waiting = [part for part in answer.parts if part.to_refresh]
    if waiting:
        count = sum(part.to_refresh for part in waiting)
        yield Sentence(f"{count} to indicate or to confirm: update your familiarity", good=False)
        yield Command(f"wecomplish refresh {answer.person}")


def _part(part: Part, ring: str) -> Iterator[Block]:
    yield Heading(part.name)
    if part.reviewed:
        yield Sentence(part.reviewed.sentence)
    yield from next_milestone(part.competence or "", part.milestone)
    if not part.items:
        yield Sentence("It expects nothing yet.")
        return
    columns = (
        Column("assignment", "assignment", only_data=True),
        Column("help", "help", unbroken=True),
        Column("heading", "under", grouped=True),
        Column("title", "expectation"),
        id_column("expectation"),
        Column("level", "level", unbroken=True),
        Column("target", "target", unbroken=True),
        Column("updated", "indicated", unbroken=True, dispensable=True),
        Column("note", "note"),
    )
    yield Table("expectations", columns, tuple(_item(item, part, ring) for item in part.items))
    if part.insights:
        yield Sentence("Others have written down what helps:")
        titles = {item.expectation: item.title for item in part.items}
        yield Table(
            "insights",
            (
                Column("title", "insight"),
                Column("expectation", "about"),
                Column("author", "by"),
                id_column("id"),
            ),
            tuple((i.title, titles[i.expectation], i.author, i.id) for i in part.insights),
        )
        yield Command(f"wecomplish show insights/{part.insights[0].id}")


def _item(item: Item, part: Part, ring: str) -> tuple[Cell, ...]:
    notes = ["stale"] if item.stale else []
    notes += ["unclear"] if item.unclear else []
    notes += [f"mentor saw {item.observed}"] if item.observed else []
    return (
        part.name,
        waited(ring, item.waiting),
        item.heading,
        item.title,
        item.expectation,
        item.level,
        item.target,
        ago(item.updated, item.days),
        ", ".join(notes),
    )


def _mentors(pairs: Iterable[Pair]) -> str | None:
    return ", ".join(p.name if p.status == "active" else f"{p.name} ({p.status})" for p in pairs) or None
