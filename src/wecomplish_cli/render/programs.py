"""The layout of the reports on programmes, and of thanks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.render.blocks import Column, Command, Heading, Sentence, Table, cannot_say
from wecomplish_cli.text.phrases import counted, day, listed, people

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wecomplish_cli.render.blocks import Block
    from wecomplish_cli.reports.programs import ProgramPair, ProgramReport
    from wecomplish_cli.reports.site.program import Steps
    from wecomplish_cli.reports.thanks import ThanksReport

_STEPS = (
    Column("program", "programme"),
    Column("joined", "joined"),
    Column("matched", "matched"),
    Column("met", "met"),
    Column("on_track", "on track"),
    Column("completed", "completed"),
)
_PAIRS = (
    Column("name", "mentee", of="mentee"),
    Column("mentor_name", "mentor", of="mentor"),
    Column("title", "in", of="competence"),
    Column("state", "how it goes"),
    Column("reasons", "why"),
    Column("met", "met last", unbroken=True, dispensable=True),
    Column("mentee", "id of the mentee", only_data=True),
    Column("mentor", "id of the mentor", only_data=True),
    Column("competence", "reference", only_data=True),
)


def program_report(found: ProgramReport, _ring: str) -> Iterator[Block]:
    """Lay out how a programme is going."""
    page = found.page
    yield Heading(page.name, 1)
    yield from _frame(found)
    told = [(page.name, page.steps)]
    if page.earlier_name is not None and page.earlier_steps is not None:
        told.append((page.earlier_name, page.earlier_steps))
    yield Heading("Progress of those who joined")
    yield from steps(told)
    yield from _kpis(found)
    if page.unmatched:
        yield Heading("Joined, and no mentor yet")
        yield Sentence(listed(each.name for each in page.unmatched), good=False)
        yield Command(f"wecomplish match {page.id}")
    yield from _pairs(found)
    yield cannot_say("what people learnt because of mentoring, or how a meeting felt: ask them.")


def steps(told: Iterable[tuple[str, Steps]]) -> Iterator[Block]:
    """Lay out how far those have come who joined a programme, or several."""
    rows = ((name, s.joined, s.matched, s.met, s.on_track, s.completed) for name, s in told)
    yield Table("steps", _STEPS, tuple(rows))


def _frame(found: ProgramReport) -> Iterator[Block]:
    page = found.page
    if page.aim:
        yield Sentence(page.aim)
    days = [f"from {day(page.starts)}" if page.starts else "", f"until {day(page.ends)}" if page.ends else ""]
    who = [
        f"{page.coordinator.name} coordinates it" if page.coordinator else "",
        f"{page.sponsor.name} is the sponsor" if page.sponsor else "",
        f"{people(page.mentors)} joined as mentor",
    ]
    said = [" ".join(filter(None, days)), *who]
    yield Sentence("; ".join(filter(None, said)) + ".")
    if not page.coordinator:
        yield Command(f"wecomplish set programme {page.id} coordinator PERSON")


def _kpis(found: ProgramReport) -> Iterator[Block]:
    if found.page.kpis:
        yield Heading("Aims")
        is_first = found.page.earlier is None
        columns = (
            Column("name", "measure"),
            Column("wanted", "target"),
            Column("reached", "so far"),
            Column("of", "people"),
            Column("before", "in the programme before it", only_data=is_first),
        )
        few = "not shown: fewer than five people"
        rows = (
            (each.name, each.wanted, each.reached or few, each.of, None if is_first else each.earlier or few)
            for each in found.page.kpis
        )
        yield Table("kpis", columns, tuple(rows))
    if found.due:
        held = counted(found.held, "check-in")
        yield Sentence(f"{held} held; {found.due} due so far, at the agreed cadence.")
    yield from goals(found.goals)


def goals(found: Iterable[tuple[str, int]]) -> Iterator[Block]:
    """Lay out how many goals have each status."""
    rows = tuple(found)
    if rows:
        told = listed(f"{number} {status}" for status, number in rows)
        yield Sentence(f"Goals of the pairs under way: {told}.")
    columns = (Column("status", "status"), Column("goals", "goals"))
    yield Table("goals", columns, rows, only_data=True)


def _pairs(found: ProgramReport) -> Iterator[Block]:
    yield Heading("Pairs under way")
    if not found.pairs:
        yield Sentence("There are none.")
    else:
        yield pair_rows(found.pairs)


def pair_rows(found: Iterable[ProgramPair], only_data: bool = False) -> Table:
    """Lay out how each pair is doing."""
    rows = (
        (
            each.name,
            each.mentor_name,
            each.title,
            each.state,
            "; ".join(each.reasons) or None,
            each.met,
            each.mentee,
            each.mentor,
            each.competence,
        )
        for each in found
    )
    return Table("pairs", _PAIRS, tuple(rows), only_data)


def thanks_report(found: ThanksReport, _ring: str) -> Iterator[Block]:
    """Lay out whom there is to thank, name by name; how often is not counted."""
    yield Heading(f"Thanks, since {day(found.since)}", 1)
    if not found.rows:
        yield Sentence("Nothing was recorded since then.")
    above = None
    for each in found.rows:
        if each.person != above:
            yield Heading(each.name)
            above = each.person
        yield Sentence(f"{each.said} on {day(each.day)}" if each.day != found.today else each.said)
    columns = (
        Column("name", "name"),
        Column("said", "what they did"),
        Column("day", "day", unbroken=True),
        Column("person", "id"),
    )
    rows = tuple((each.name, each.said, each.day, each.person) for each in found.rows)
    yield Table("thanks", columns, rows, only_data=True)
    yield cannot_say("who helped without anyone recording it. Thank them too.")
