"""The layout of a portrait of competence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.render.blocks import Block, Column, Heading, Sentence, Table
from wecomplish_cli.render.career import next_milestone
from wecomplish_cli.text.phrases import day, listed, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.reports.portrait import Facet, Portrait, Trait


def portrait(answer: Portrait, _ring: str) -> Iterator[Block]:
    """What someone indicates, what mentors observe, and what is aimed at: the largest gap first."""
    yield Heading(f"A portrait of {answer.name} on {day(answer.today)}", 1)
    if not answer.facets:
        yield Sentence("No role or skillset is held.")
    for facet in answer.facets:
        yield from _facet(facet)
    yield Heading("What they could mentor others in")
    if not answer.teaches:
        yield Sentence("Nothing yet: they are not proficient in a role or skillset.")
    for is_open, words in (
        (True, "Open to mentoring in"),
        (False, "Proficient, but not open to mentoring in it"),
    ):
        names = [each.name for each in answer.teaches if each.open is is_open]
        if names:
            yield Sentence(f"{words}: {listed(names)}", good=True if is_open else None)
    rows = tuple((each.competence, each.name, "open" if each.open else "") for each in answer.teaches)
    columns = (Column("competence", "id"), Column("name", "name"), Column("open", "open"))
    yield Table("teaches", columns, rows, only_data=True)
    if not answer.remembered:
        yield Sentence("How it came about is not known: there is no git here to ask.")
    yield Sentence(
        "This cannot say what somebody can do: levels are what they say themselves, and what a mentor saw on "
        "one day. They are for help, never for appraisal."
    )


def _facet(facet: Facet) -> Iterator[Block]:
    yield Heading(facet.name)
    yield from next_milestone(facet.competence, facet.milestone)
    if facet.familiarity is None:
        yield Sentence("It expects nothing yet.")
        return
    n = len(facet.traits)
    known = sum(each.level is not None for each in facet.traits)
    yield Sentence(f"Familiarity {facet.familiarity:.0f} %, from levels for {known} of {n} expectations")
    columns = (
        Column("competence", "assignment", only_data=True),
        Column("expectation", "id", unbroken=True, dispensable=True),
        Column("title", "expectation"),
        Column("level", "indicated", unbroken=True),
        Column("observed", "observed", unbroken=True),
        Column("observed_by", "by", only_data=True),
        Column("observed_on", "on", only_data=True),
        Column("target", "target", unbroken=True),
        Column("gap", "levels to go", unbroken=True),
    )
    yield Table("traits", columns, tuple((facet.competence, *_row(each)) for each in facet.traits))
    for each in facet.traits:
        if each.observed and each.observed != each.level:
            yield Sentence(
                f"{each.title}: {each.observed_by} observed {each.observed} on {told(each.observed_on)}; "
                f"indicated: {each.level or 'nothing'}"
            )
    if len(facet.moments) > 1:
        course = ", ".join(f"{each.day:%Y-%m} {each.familiarity:.0f} %" for each in facet.moments)
        yield Sentence(f"Over time, by what is expected today: {course}")
    rows = tuple((facet.competence, each.day, each.familiarity) for each in facet.moments)
    moments = (Column("competence", "id"), Column("day", "day"), Column("familiarity", "familiarity"))
    yield Table("moments", moments, rows, only_data=True)


def _row(each: Trait) -> tuple[str | int | None, ...]:
    seen = each.observed_on.isoformat() if each.observed_on else None
    return (
        each.expectation,
        each.title,
        each.level,
        each.observed,
        each.observed_by,
        seen,
        each.target,
        each.gap,
    )
