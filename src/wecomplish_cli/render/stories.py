"""The layout of what is told of the past: insights, and someone's history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.render.document import Block, Cell, Column, Command, Heading, Sentence, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.reports.insights import Insights, Whole


def insights(answer: Insights, _ring: str) -> Iterator[Block]:
    """A list of insights."""
    yield Heading("Insights", 1)
    if not answer.insights:
        yield Sentence("None yet.")
        more = f" --expectation {answer.expectation}" if answer.expectation else ""
        yield Command(f"wecomplish insight add{more}")
        return
    columns = (
        Column("id", "id", unbroken=True, dispensable=True),
        Column("title", "title"),
        Column("expectation", "helps with"),
        Column("date", "on", unbroken=True),
        Column("status", "status", unbroken=True),
        Column("author", "by", dispensable=True),
        Column("source", "learnt from", dispensable=True),
    )
    rows = tuple(
        (e.id, e.title, e.expectation_title, e.date, e.status, e.author_name, e.source_name)
        for e in answer.insights
    )
    yield Table("insights", columns, rows)
    yield Command(f"wecomplish insight show {answer.insights[0].id}")


def insight(answer: Whole, _ring: str) -> Iterator[Block]:
    """One insight: what it says, then where it comes from."""
    yield Heading(answer.title, 1)
    for line in answer.body.rstrip().splitlines():
        yield Sentence(line)
    yield Heading("About it")
    yield Sentence(f"It helps with “{answer.expectation_title}” ({answer.expectation}).")
    taught = f", learnt from {answer.source_name}" if answer.source_name else ""
    yield Sentence(f"Written by {answer.author_name} on {answer.date}{taught}.")
    for origin in answer.came_of:
        question = f": {origin.question}" if origin.question else "."
        yield Sentence(f"{origin.mentee_name} asked for help on {origin.date}{question}")
    if answer.status == "draft":
        yield Sentence("It is a draft.")
        yield Command(f"wecomplish insight publish {answer.id}")
    about: tuple[tuple[Cell, ...], ...] = (
        ("id", answer.id),
        ("title", answer.title),
        ("expectation", answer.expectation),
        ("author", answer.author),
        ("source", answer.source),
        ("date", answer.date),
        ("status", answer.status),
        *(("came_of", origin.ref) for origin in answer.came_of),
    )
    yield Table("insight", (Column("key", "key"), Column("value", "value")), about, only_data=True)
    lines = tuple((line,) for line in answer.body.rstrip().splitlines())
    yield Table("body", (Column("line", "line"),), lines, only_data=True)
