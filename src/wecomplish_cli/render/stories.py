"""The layout of what is told of the past: an insight, and someone's history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.render.blocks import Block, Cell, Column, Command, Heading, Sentence, Table
from wecomplish_cli.text.phrases import counted, day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wecomplish_cli.reports.history import Point, Story
    from wecomplish_cli.reports.insights import Whole

MOST_SPARKS = 40
"""Signs of a curve; of more points, as many are shown, evenly spread."""


def insight(answer: Whole, _ring: str) -> Iterator[Block]:
    """One insight: what it says, then where it comes from."""
    yield Heading(answer.title, 1)
    for line in answer.body.rstrip().splitlines():
        yield Sentence(line)
    yield Heading("About it")
    yield Sentence(f"It helps with “{answer.expectation_title}” ({answer.expectation}).")
    taught = f", learnt from {answer.source_name}" if answer.source_name else ""
    yield Sentence(f"Written by {answer.author_name} on {day(answer.date)}{taught}.")
    for origin in answer.came_of:
        question = f": {origin.question}" if origin.question else "."
        yield Sentence(f"{origin.mentee_name} asked for help on {day(origin.date)}{question}")
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


def history(answer: Story, sparks: str) -> Iterator[Block]:
    """Someone's story; `sparks` are the signs of the curve, lowest first."""
    about = f" in {answer.competence_name}" if answer.competence_name else ""
    yield Heading(f"The history of {answer.name}{about}", 1)
    if answer.familiarity:
        yield Sentence(_curve(answer, sparks))
    columns = (
        Column("day", "on", unbroken=True),
        Column("what", "what", unbroken=True),
        Column("part", "as", unbroken=True),
        Column("title", "competence"),
        Column("name", "with"),
        Column("note", "note"),
    )
    if answer.events:
        rows = tuple((e.day, str(e.kind), e.part, e.title, e.name or "", e.note) for e in answer.events)
        yield Table("events", columns, rows)
    else:
        yield Sentence("Nothing is recorded.")
    if answer.checkins:
        yield Heading(f"Check-ins: {sum(each.count for each in answer.checkins)}")
        yield _checkins(answer)
        summaries = tuple((day, e.title, said) for e in answer.checkins for day, said in e.summaries)
        if summaries:
            titles = (Column("title", "competence"), Column("summary", "what came of it"))
            yield Table("summaries", (Column("day", "on", unbroken=True), *titles), summaries)
    points = tuple((point.day, point.familiarity) for point in answer.familiarity)
    days = (Column("day", "on"), Column("familiarity", "familiarity"))
    yield Table("familiarity", days, points, only_data=True)


def _curve(answer: Story, sparks: str) -> str:
    points, of = answer.familiarity, counted(answer.expectations, "expectation")
    first, last = points[0], points[-1]
    said = f"Familiarity {first.familiarity:.0f} % on {day(first.day)}"
    if first is not last:
        heights = [int(point.familiarity * len(sparks) / 100) for point in _thinned(points)]
        signs = "".join(sparks[min(height, len(sparks) - 1)] for height in heights)
        said = f"{said} {signs} {last.familiarity:.0f} % since {day(last.day)}"
    return f"{said}, over the {of} of today"


def _thinned(points: Sequence[Point]) -> Sequence[Point]:
    last, most = len(points) - 1, MOST_SPARKS - 1
    return points if last <= most else [points[round(each * last / most)] for each in range(most + 1)]


def _checkins(answer: Story) -> Table:
    columns = (
        Column("title", "competence"),
        Column("count", "check-ins"),
        Column("first", "first", unbroken=True),
        Column("last", "last", unbroken=True),
    )
    return Table("checkins", columns, tuple((e.title, e.count, e.first, e.last) for e in answer.checkins))
