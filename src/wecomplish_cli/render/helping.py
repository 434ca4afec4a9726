"""The layout of answers about help and about what needs a person now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive.small_groups import LEAST
from wecomplish_cli.render.answers import settles
from wecomplish_cli.render.blocks import (
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
)
from wecomplish_cli.reports.needs import NeedKind
from wecomplish_cli.text import phrases
from wecomplish_cli.text.phrases import day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.reports.helping import HelpReport
    from wecomplish_cli.reports.needs import Need, Needs

_HEADINGS = {
    NeedKind.HELP: "Help asked of you",
    NeedKind.YES: "Waiting for you to accept or decline",
    NeedKind.REVIEW: "Completed familiarity to review",
    NeedKind.CHECKIN: "Check-ins due",
    NeedKind.PROPOSAL: "Proposals that have waited too long for someone else: remind them, or end it",
    NeedKind.UNSEEN: "Help that nobody has acknowledged in time, for people whom you lead",
    NeedKind.UNANSWERED: "Help that nobody has given in time",
    NeedKind.UNMATCHED: "Programmes of yours with mentees who have no mentor yet",
    NeedKind.PAIRS: "Programmes of yours with pairs at risk, inactive or without a mentor",
    NeedKind.CLOSE: "Programmes of yours that have ended, with mentorships still under way",
    NeedKind.RESUME: "Paused, and due to go on",
    NeedKind.SEEN: "What your mentor saw otherwise",
    NeedKind.REFRESH: "Your own familiarity to refresh",
    NeedKind.INSIGHT: "What you learnt, and could write down for others",
}
_OF_PROGRAMS = {NeedKind.UNMATCHED: "mentees", NeedKind.PAIRS: "pairs", NeedKind.CLOSE: "mentorships"}
_ASSIGNMENT = Column("title", "competence")
_EXPECTATION = Column("title", "about")


def needs(answer: Needs, ring: str) -> Iterator[Block]:
    """What needs a person now, the most urgent first; `ring` is the sign of open help."""
    yield Heading(f"{answer.name}, on {day(answer.today)}", 1)
    if answer.first_step is not None:
        yield Sentence(answer.first_step.sentence)
        yield Command(answer.first_step.command)
    elif not answer.needs:
        yield Sentence("Nothing needs you now.", good=True)
    for kind, heading in _HEADINGS.items():
        found = [need for need in answer.needs if need.kind is kind]
        if found:
            yield Heading(f"{heading}: {len(found)}")
            yield _needs(kind, found, ring)
            yield Command(found[0].command)


def help_report(answer: HelpReport, ring: str) -> Iterator[Block]:
    """The report on help."""
    yield from _help_report(answer, ring)
    yield cannot_say("who needs help and does not ask, or was helped without asking here.")


def _help_report(answer: HelpReport, ring: str) -> Iterator[Block]:
    yield Heading(f"Help in {answer.team or answer.organization} on {day(answer.today)}", 1)
    yield Sentence(_answered(answer))
    if answer.answered:
        answers = phrases.counted(answer.answered, "answer")
        led = f"{answer.with_insight} of {answers} led to an insight for others"
        yield Sentence(led, good=answer.with_insight > 0)
    waits = len(answer.waiting)
    if waits:
        oldest = f"the longest {phrases.since(answer.oldest_days or 0)}"
        yield Sentence(f"{waits} waiting, {oldest}; {answer.overdue} overdue", good=not answer.overdue)
    else:
        yield Sentence("Nobody is waiting for help.", good=True)
    yield _counts(answer)
    yield Heading(f"Waiting for help: {waits}")
    if not waits:
        yield Sentence("Nobody.")
        return
    columns = (
        Column("help", "help", unbroken=True),
        id_column("mentee"),
        Column("name", "name", of="mentee"),
        Column("ref", "ref", only_data=True),
        Column("expectation", "with"),
        Column("status", "status", unbroken=True, dispensable=True),
        Column("overdue", "late", unbroken=True),
        Column("helpers", "reaches"),
    )
    rows = tuple(
        (
            Waited(each.request.days, ring),
            each.request.mentee,
            each.request.mentee_name,
            each.request.expectation,
            each.request.title,
            each.request.status,
            "overdue" if each.overdue else "",
            ", ".join(each.helpers) or None,
        )
        for each in answer.waiting
    )
    yield Table("waiting", columns, rows)
    yield Command(settles(answer.waiting[0].request))


def _needs(kind: NeedKind, needs: list[Need], ring: str) -> Table:
    ids = (Column("person", "id", only_data=True), Column("about", "ref", only_data=True))
    name, days = Column("name", "with", of="person"), Column("days", "days", unbroken=True)
    columns: tuple[Column, ...] = (name, _ASSIGNMENT, days)
    rows: list[tuple[Cell, ...]] = [(n.name, n.title, n.days) for n in needs]
    if kind is NeedKind.HELP:
        columns = (Column("help", "help", unbroken=True), name, _EXPECTATION, Column("question", "question"))
        rows = [(Waited(n.days, ring), n.name, n.title, n.question) for n in needs]
    elif kind is NeedKind.REFRESH:
        columns = (_ASSIGNMENT, Column("count", "stale or missing"), days)
        rows = [(n.title, n.count, n.days) for n in needs]
    elif kind in _OF_PROGRAMS:
        columns = (Column("title", "programme"), Column("count", _OF_PROGRAMS[kind], unbroken=True), days)
        rows = [(n.title, n.count, n.days or None) for n in needs]
    elif kind is NeedKind.SEEN:
        columns = (name, _EXPECTATION, Column("level", "saw", unbroken=True), days)
        rows = [(n.name, n.title, n.question, n.days) for n in needs]
    elif kind is NeedKind.INSIGHT:
        columns = (name, _EXPECTATION, days)
    keys = [(n.person, n.about) for n in needs]
    return Table(
        kind.value,
        (*ids, *columns),
        tuple((*key, *row) for key, row in zip(keys, rows, strict=True)),
    )


def _answered(answer: HelpReport) -> str:
    asked = f"{answer.asked} asked, {answer.answered} answered, {answer.withdrawn} withdrawn"
    if answer.median_days is None or answer.answered < LEAST:
        return asked
    days = "day" if answer.median_days == 1 else "days"
    return f"{asked}; half within {answer.median_days:g} {days}, nine of ten within {answer.ninetieth_days}"


def _counts(answer: HelpReport) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = (
        ("asked", answer.asked),
        ("answered", answer.answered),
        ("withdrawn", answer.withdrawn),
        ("with_insight", answer.with_insight),
        ("median_days", None if answer.median_days is None else f"{answer.median_days:g}"),
        ("ninetieth_days", answer.ninetieth_days),
        ("waiting", len(answer.waiting)),
        ("oldest_days", answer.oldest_days),
        ("overdue", answer.overdue),
    )
    return Table("counts", (Column("count", "what"), Column("value", "value")), rows, only_data=True)
