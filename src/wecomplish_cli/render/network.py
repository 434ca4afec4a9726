"""The layout of the report on the network of mentors and mentees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.render.blocks import Column, Heading, Number, Sentence, Table, cannot_say
from wecomplish_cli.text.phrases import counted, day, listed, people, several

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.render.blocks import Block
    from wecomplish_cli.reports.mentorships import Group
    from wecomplish_cli.reports.network import NetworkReport, Share

MOST_NAMED = 6


def network(found: NetworkReport, _ring: str) -> Iterator[Block]:
    """Lay out what the network looks like."""
    yield Heading(f"The network of {found.organization} on {day(found.today)}", 1)
    if found.pairs:
        yield from _whole(found)
        yield from _concentration(found)
        yield from _bridges(found)
    else:
        yield Sentence("Nobody mentors anyone yet.")
    yield from _months(found)
    yield from _for_data(found)
    yield cannot_say(
        "how much a mentorship matters to those in it, or who helps whom without one: ask people."
    )


def _whole(found: NetworkReport) -> Iterator[Block]:
    pairs = counted(found.pairs, "pair")
    yield Sentence(f"{people(found.people).capitalize()} in {pairs} of mentor and mentee")
    if found.groups[1:]:
        groups = several((people(len(each.people)) for each in found.groups), MOST_NAMED)
        yield Sentence(f"{len(found.groups)} groups with no mentorship between them: {groups}.")
        names = (several(each.names, MOST_NAMED) for each in found.groups[1:])
        yield Sentence(f"Apart from the largest: {several(names, MOST_NAMED)}.")
    else:
        yield Sentence("All of them are connected, directly or through others.")
    without = f"; in {counted(found.no_team, 'pair')}, somebody is in no team" if found.no_team else ""
    yield Sentence(f"{_share(found.across, 'pair')} are across teams{without}.")
    yield Sentence(f"{_share(found.both, '')} both mentor and are mentored.")
    steps = " → ".join(listed(each.names) for each in found.chain)
    yield Sentence(f"Longest chain, each mentoring the next: {steps} ({len(found.chain)} in a row).")
    if any(len(each.people) > 1 for each in found.chain):
        yield Sentence("People who mentor each other count as one.")


def _share(share: Share, what: str) -> str:
    of = f"{share.number} of {counted(share.of, what) if what else people(share.of)}"
    return of if share.share is None else f"{of} ({share.share:.0f} %)"


def _concentration(found: NetworkReport) -> Iterator[Block]:
    division = found.division
    yield Heading("How concentrated it is")
    who = f"{people(division.people).capitalize()} mentor or are open to it"
    half = f"{division.carry_half} of them carry half of all mentorships"
    yield Sentence(f"{who}: {half}, and nobody has more than {division.maximum}.")
    if division.gini is None:
        yield Sentence("They are too few for a Gini coefficient.")
    else:
        yield Sentence(
            f"Gini coefficient of the places taken: {division.gini:.0f} %, where 0 % is even "
            f"({people(division.people)})."
        )


def _bridges(found: NetworkReport) -> Iterator[Block]:
    yield Heading("Who bridges teams")
    if not found.bridges:
        yield Sentence("No mentorship connects two teams.")
        return
    columns = (
        Column("teams", "teams"),
        Column("pairs", "pairs", unbroken=True),
        Column("people", "who"),
        Column("rests_on", "all through"),
        Column("ids", "ids", only_data=True),
    )
    rows = tuple(
        (
            " – ".join(each.names),
            each.pairs,
            several((person.name for person in each.people), MOST_NAMED),
            listed(person.name for person in each.rests_on) if each.pairs > 1 and each.rests_on else None,
            " ".join(person.id for person in each.people),
        )
        for each in found.bridges
    )
    yield Table("bridges", columns, rows)


def _months(found: NetworkReport) -> Iterator[Block]:
    yield Heading("Month by month")
    if not found.months:
        yield Sentence("Git has nothing from earlier months here.")
        return
    columns = (
        Column("day", "end of month", unbroken=True),
        Column("people", "people", unbroken=True),
        Column("have_mentor", "have a mentor", bar=True),
        Column("mentor_someone", "mentor someone", bar=True),
        Column("load_gini", "Gini", unbroken=True),
    )
    rows = tuple((m.day, m.people, m.have_mentor, m.mentor_someone, m.load_gini) for m in found.months)
    yield Table("months", columns, rows)


def _for_data(found: NetworkReport) -> Iterator[Block]:
    """What people read in sentences."""
    columns = (
        Column("figure", "figure"),
        Column("number", "number"),
        Column("of", "of"),
        Column("share", "share"),
    )
    shares = (("across_teams", found.across), ("both_mentor_and_mentee", found.both))
    rows = tuple((name, each.number, each.of, each.share) for name, each in shares)
    yield Table("shares", columns, rows, only_data=True)
    for section, groups in (("groups", found.groups), ("chain", found.chain)):
        yield _groups(section, groups)
    division = found.division
    keys = ("people", "mean", "maximum", "carry_half", "gini")
    row = (division.people, Number(division.mean), division.maximum, division.carry_half, division.gini)
    yield Table("division", tuple(Column(key, key) for key in keys), (row,), only_data=True)


def _groups(section: str, groups: tuple[Group, ...]) -> Table:
    columns = (Column("size", "people"), Column("ids", "ids"), Column("names", "who"))
    rows = tuple((len(each.people), " ".join(each.people), ", ".join(each.names)) for each in groups)
    return Table(section, columns, rows, only_data=True)
