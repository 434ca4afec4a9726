"""The layout of answers about familiarity: training, support cards, and the reports on it."""

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
    shown,
)
from wecomplish_cli.render.career import next_milestone
from wecomplish_cli.text.phrases import counted, day, listed, people, since, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from wecomplish_cli.reports.familiarity import FamiliarityReport, UnclearReport
    from wecomplish_cli.reports.overview import Pair
    from wecomplish_cli.reports.support import Card, Pairing, Team
    from wecomplish_cli.reports.training import Item, Part, Training

AWARENESS = Column("awareness", "awareness", unbroken=True, bar=True)
FAMILIARITY = Column("familiarity", "familiarity", unbroken=True, bar=True)
"""The two are always shown side by side."""

_REF = Column("ref", "ref", only_data=True)
"""The reference of what is called by its name beside it."""


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
    columns = (_REF, Column("assignment", "assignment", of="ref"), AWARENESS, FAMILIARITY, mentors)
    yield Table("assignments", columns, tuple(rows))
    for part in answer.parts:
        yield from _part(part, ring)
    waiting = [part for part in answer.parts if part.to_refresh]
    if waiting:
        count = sum(part.to_refresh for part in waiting)
        yield Sentence(f"{count} to indicate or to confirm: update your familiarity", good=False)
        yield Command(f"wecomplish refresh {answer.person}")


def card(answer: Card, ring: str) -> Iterator[Block]:
    """A support card."""
    yield Heading(f"Support for {answer.name}", 1)
    yield from _card(answer, ring)


def team(answer: Team, ring: str, cards: bool = False) -> Iterator[Block]:
    """How the people of a leader or a team are, and with `cards` also the support card of each."""
    whose = answer.name if answer.leader is None else f"{answer.name}'s team"
    yield Heading(f"{whose} on {day(answer.today)}", 1)
    if not answer.cards:
        yield Sentence(f"{answer.name} leads nobody." if answer.leader else "Nobody holds a role in it.")
        return
    yield from _summary(answer)
    yield Table(
        "team",
        (
            Column("help", "help", unbroken=True),
            id_column("person"),
            Column("name", "name", of="person"),
            AWARENESS,
            FAMILIARITY,
            Column("updated", "updated", unbroken=True),
            Column("ask", "to do"),
        ),
        tuple(
            (
                _ring(ring, max((w.days for w in each.waiting), default=None)),
                each.person,
                each.name,
                each.awareness,
                each.familiarity,
                _ago(each.updated, each.days),
                "ask them" if each.ask else "",
            )
            for each in answer.cards
        ),
    )
    for each in answer.cards if cards else ():
        yield Heading(each.name)
        yield from _card(each, ring)
    if not cards:
        yield Command(f"wecomplish team {answer.leader or answer.team} --cards")


def _summary(answer: Team) -> Iterator[Block]:
    """What stands out in a team."""
    waiting = sum(bool(each.waiting) for each in answer.cards)
    without = sum(not each.mentorships for each in answer.cards)
    ask = sum(each.ask for each in answer.cards)
    yield Sentence(f"{people(len(answer.cards)).capitalize()}")
    yield Sentence(f"Waiting for help: {people(waiting)}", good=not waiting)
    yield Sentence(f"Without a mentor: {people(without)}", good=not without)
    yield Sentence(f"To be asked for their familiarity: {people(ask)}", good=not ask)


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
    columns = (AWARENESS, FAMILIARITY, Column("stale", "stale"), Column("missing", "missing"))
    whole = (Column("people", "people"), *columns)
    yield Table("total", whole, (total,), only_data=not answer.people)
    if not answer.people:
        return
    hidden = [row for row in answer.competences if row.familiarity is None]
    if hidden or answer.familiarity is None or any(row.familiarity is None for row in answer.least_known):
        yield Sentence(f"Figures that would single out fewer than {LEAST} people are not shown.")
    yield Heading("Competences, the least familiar first")
    yield Table(
        "competences",
        (
            id_column("competence"),
            Column("name", "competence", of="competence"),
            Column("holders", "holders", dispensable=True),
            *columns,
            Column("proficient", "proficient"),
        ),
        tuple(
            (r.competence, r.name, r.holders, r.awareness, r.familiarity, r.stale, r.missing, r.proficient)
            for r in answer.competences
        ),
    )
    yield Heading(f"Expectations, the least familiar first: {len(answer.least_known)}")
    yield Table(
        "expectations",
        (
            id_column("expectation"),
            Column("title", "expectation"),
            Column("people", "people"),
            AWARENESS,
            FAMILIARITY,
            Column("unclear", "unclear to"),
        ),
        tuple(
            (r.expectation, r.title, r.people, r.awareness, r.familiarity, r.unclear)
            for r in answer.least_known
        ),
    )


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
            (Column("title", "insight"), Column("expectation", "about"), Column("author", "by"), _ID),
            tuple((i.title, titles[i.expectation], i.author, i.id) for i in part.insights),
        )
        yield Command(f"wecomplish show insights/{part.insights[0].id}")


_ID = id_column("id")


def _item(item: Item, part: Part, ring: str) -> tuple[Cell, ...]:
    notes = ["stale"] if item.stale else []
    notes += ["unclear"] if item.unclear else []
    notes += [f"mentor saw {item.observed}"] if item.observed else []
    return (
        part.name,
        _ring(ring, item.waiting),
        item.heading,
        item.title,
        item.expectation,
        item.level,
        item.target,
        _ago(item.updated, item.days),
        ", ".join(notes),
    )


def _card(card: Card, ring: str) -> Iterator[Block]:
    if card.awareness is None:
        yield Sentence("Nothing is expected of them: they hold no role or skillset.")
    else:
        yield from _familiarity(card)
    yield from (Sentence(_doing(pair), good=_GOOD.get(pair.state)) for pair in card.mentorships)
    if not card.mentorships:
        yield Sentence("No mentor.", good=False)
    yield from _for_data(card, ring)
    for focus in card.focus:
        due = f", {'should be done since' if focus.late else 'by'} {day(focus.due)}" if focus.due else ""
        yield Sentence(f"Focus: {focus.title} ({focus.status}{due})", good=False if focus.late else None)
    yield from (Sentence(each.sentence) for each in card.reviews)
    for waits in card.waiting:
        asked = f": {waits.question}" if waits.question else ""
        seen = f"; {waits.seen_by} saw it on {told(waits.seen)}" if waits.seen_by else ""
        yield Sentence(f"{ring} Waits for help with “{waits.title}” {since(waits.days)}{asked}{seen}")
    if card.ask:
        yield Sentence(_to_ask(card))
        yield Command(f"wecomplish ask-familiarity {card.person}")


def _to_ask(card: Card) -> str:
    """How much familiarity is missing or stale."""
    found = [(card.missing, "without a level"), (card.stale, "stale")]
    told = listed(f"{number} {what}" for number, what in found if number)
    return f"Of {counted(card.expected, 'expectation')}, {told}: ask for them"


def _for_data(card: Card, ring: str) -> Iterator[Block]:
    """What people read in sentences."""
    who = Column("person", "id")

    def table(section: str, keys: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> Table:
        columns = (who, *(Column(key, key) for key in keys))
        return Table(section, columns, tuple((card.person, *row) for row in rows), only_data=True)

    pairs, goals, waits = card.mentorships, card.focus, card.waiting
    keys = (
        *("expected", "missing", "stale", "awareness", "familiarity", "awareness_before", "updated"),
        "ask",
    )
    told = (
        card.expected,
        card.missing,
        card.stale,
        card.awareness,
        card.familiarity,
        card.awareness_before,
        card.updated,
    )
    yield table("card", keys, [(*told, "ask them" if card.ask else "")])
    yield table(
        "mentorships",
        ("competence", "mentors", "state", "next_checkin"),
        ((p.competence, ", ".join(p.mentors), p.state, p.next_checkin) for p in pairs),
    )
    yield table("focus", ("title", "status", "due"), ((f.title, f.status, f.due) for f in goals))
    yield table(
        "waiting",
        ("help", "expectation", "status", "question"),
        ((_ring(ring, w.days), w.expectation, w.status, w.question) for w in waits),
    )


def _familiarity(card: Card) -> Iterator[Block]:
    rows = tuple((each.competence, each.name, each.awareness, each.familiarity) for each in card.shares)
    if len(rows) != 1:
        rows = (*rows, ("", "All of it", card.awareness, card.familiarity))
    columns = (Column("person", "id", only_data=True), _REF, Column("assignment", "assignment", of="ref"))
    yield Table("shares", (*columns, AWARENESS, FAMILIARITY), tuple((card.person, *row) for row in rows))
    before = card.awareness_before
    trend = "" if before is None else f", {before:.0f} % thirty days ago"
    yield Sentence(f"Awareness {card.awareness:.0f} %{trend}", good=card.aware)
    told = (
        "No familiarity indicated yet"
        if card.updated is None
        else f"Familiarity updated {shown(_ago(card.updated, card.days))}"
    )
    yield Sentence(told, good=card.fresh)


_GOOD = {"on track": True, "check-in due": False, "inactive": False, "at risk": False}


def _doing(pair: Pairing) -> str:
    who = " and ".join(pair.mentors)
    why = f" ({'; '.join(pair.reasons)})" if pair.reasons else ""
    comes = pair.next_checkin
    meets = f", next check-in {comes}" if comes and pair.state in ("on track", "too early") else ""
    return f"{pair.competence_name} with {who}: {pair.state}{why}{meets}"


def _mentors(pairs: Iterable[Pair]) -> str | None:
    return ", ".join(p.name if p.status == "active" else f"{p.name} ({p.status})" for p in pairs) or None


def _ring(ring: str, days: int | None) -> Cell:
    return "" if days is None else Waited(days, ring)


def _ago(day: date | None, days: int | None) -> Cell:
    return None if day is None or days is None else Ago(day, days)
