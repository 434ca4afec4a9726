"""The layout of support cards, and of teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.render.blocks import (
    Block,
    Cell,
    Column,
    Command,
    Heading,
    Sentence,
    Table,
    id_column,
    shown,
)
from wecomplish_cli.render.familiarity import AWARENESS, FAMILIARITY, REF, ago, waited
from wecomplish_cli.text.phrases import counted, day, listed, people, since, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wecomplish_cli.reports.support import Card, Pairing, Team


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
                waited(ring, max((w.days for w in each.waiting), default=None)),
                each.person,
                each.name,
                each.awareness,
                each.familiarity,
                ago(each.updated, each.days),
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
        ((waited(ring, w.days), w.expectation, w.status, w.question) for w in waits),
    )


def _familiarity(card: Card) -> Iterator[Block]:
    rows = tuple((each.competence, each.name, each.awareness, each.familiarity) for each in card.shares)
    if len(rows) != 1:
        rows = (*rows, ("", "All of it", card.awareness, card.familiarity))
    columns = (Column("person", "id", only_data=True), REF, Column("assignment", "assignment", of="ref"))
    yield Table("shares", (*columns, AWARENESS, FAMILIARITY), tuple((card.person, *row) for row in rows))
    before = card.awareness_before
    trend = "" if before is None else f", {before:.0f} % thirty days ago"
    yield Sentence(f"Awareness {card.awareness:.0f} %{trend}", good=card.aware)
    told = (
        "No familiarity indicated yet"
        if card.updated is None
        else f"Familiarity updated {shown(ago(card.updated, card.days))}"
    )
    yield Sentence(told, good=card.fresh)


_GOOD = {"on track": True, "check-in due": False, "inactive": False, "at risk": False}


def _doing(pair: Pairing) -> str:
    who = " and ".join(pair.mentors)
    why = f" ({'; '.join(pair.reasons)})" if pair.reasons else ""
    comes = pair.next_checkin
    meets = f", next check-in {comes}" if comes and pair.state in ("on track", "too early") else ""
    return f"{pair.competence_name} with {who}: {pair.state}{why}{meets}"
