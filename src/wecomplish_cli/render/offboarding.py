"""The layout of what rests on someone who leaves, and who could take it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive.duties import Part
from wecomplish_cli.render import matching
from wecomplish_cli.render.blocks import Block, Column, Command, Heading, Sentence, Table, Waited, id_column
from wecomplish_cli.text.phrases import counted, day, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.reports.offboarding import Departure

PARTS = {
    Part.ADMINISTRATOR: "administers the data of",
    Part.LEAD: "leads the team",
    Part.LEADER: "leads",
    Part.KEEPER: "keeps",
    Part.SPONSOR: "sponsors",
    Part.COORDINATOR: "coordinates",
}
"""What someone does who is named under each key."""


def departure(answer: Departure, ring: str) -> Iterator[Block]:
    """Everything that rests on someone who leaves, and how to go on."""
    yield from planned(answer, ring)
    yield Heading("What next")
    yield Sentence("Write this as a plan, read it with those concerned, change it, and apply it:")
    yield Command(f"wecomplish offboard {answer.person} --plan {answer.person}.yaml")


def planned(answer: Departure, ring: str) -> Iterator[Block]:
    """Everything that rests on someone who leaves."""
    yield Heading(f"{answer.matching.title}, as of {day(answer.today)}", 1)
    yield Sentence(summary(answer), good=not answer.matching.unmatched if answer.matching.mentees else None)
    yield from matching.pairs(answer.matching)
    yield from matching.unmatched(answer.matching)
    if answer.matching.pairs:
        yield Sentence(matching.CANNOT_SAY)
    yield from _sole(answer)
    yield from _help(answer, ring)
    yield from _handed(answer)
    if answer.ending or answer.drafts:
        yield Heading("Also")
        for each in answer.ending:
            yield Sentence(each)
        for _, title in answer.drafts:
            yield Sentence(f"Not published yet, and written by them: {title}")


def summary(answer: Departure) -> str:
    """Say how many mentees there are, and how many of them would have another mentor."""
    number, found = answer.matching.mentees, len(answer.matching.pairs)
    left = "" if answer.there else " has left, and"
    if not number:
        return f"{answer.name}{left} mentors nobody."
    every = "it" if number == 1 else "each of them"
    which = every if found == number else f"{found} of them"
    if not found:
        return (
            f"{answer.name}{left} is the mentor in {counted(number, 'mentorship')}. "
            f"Nobody could take {'it' if number == 1 else 'any of them'} over as things are."
        )
    return (
        f"{answer.name}{left} is the mentor in {counted(number, 'mentorship')}. "
        f"Another mentor is suggested for {which}."
    )


def _sole(answer: Departure) -> Iterator[Block]:
    if not answer.sole:
        return
    yield Heading("Nobody else who is open to mentoring could pass these on")
    columns = (
        Column("title", "competence", of="competence"),
        Column("critical", "critical", unbroken=True),
        Column("others", "who else is proficient"),
        id_column("competence"),
    )
    rows = tuple(
        (
            each.title,
            "critical" if each.critical else "",
            listed(each.names) if each.names else "",
            each.competence,
        )
        for each in answer.sole
    )
    yield Table("sole", columns, rows)
    asked = next((person for each in answer.sole for person in each.others), None)
    if asked:
        yield Sentence("Ask those who are proficient whether they would mentor:")
        yield Command(f"wecomplish offer {asked} --open")


def _help(answer: Departure, ring: str) -> Iterator[Block]:
    if not answer.help:
        return
    yield Heading(f"Who waits for their help: {len(answer.help)}")
    columns = (
        Column("waiting", "waiting", unbroken=True),
        Column("name", "name", of="person"),
        Column("title", "with"),
        Column("reaches", "it reaches then"),
        id_column("person"),
        id_column("expectation", "expectation"),
    )
    rows = tuple(
        (
            Waited(each.days, ring),
            each.name,
            each.title,
            listed(each.reaches) if each.reaches else "nobody",
            each.person,
            each.expectation,
        )
        for each in answer.help
    )
    yield Table("help", columns, rows)


def _handed(answer: Departure) -> Iterator[Block]:
    if not answer.handed:
        return
    yield Heading(f"What they lead and keep: {len(answer.handed)}")
    columns = (
        Column("does", "they", grouped=True),
        Column("title", "what", of="what"),
        Column("to_name", "who could take over", of="to"),
        Column("what", "id", only_data=True),
        Column("as", "as", only_data=True),
        Column("to", "to", only_data=True),
    )
    rows = tuple(
        (PARTS[each.duty.part], each.title, each.to_name, each.duty.ref, str(each.duty.part), each.to)
        for each in answer.handed
    )
    yield Table("handed", columns, rows)
