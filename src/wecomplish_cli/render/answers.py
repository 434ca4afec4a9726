"""The layout of each answer: which sentences and tables it is told in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.render.blocks import (
    Bar,
    Block,
    Column,
    Command,
    Heading,
    Sentence,
    Table,
    Waited,
    id_column,
)
from wecomplish_cli.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wecomplish_cli.checking.doctor import Examination
    from wecomplish_cli.reports.overview import Over, Overview, Pair, Waiting

_MENTEE = id_column("mentee")
_MENTEE_NAME = Column("name", "mentee", of="mentee")
_NAME = Column("name", "name", of="person")
_REF = Column("ref", "ref", only_data=True)
"""The reference of what is called by its name beside it."""
NOBODY_YET = "Nobody holds a role or skillset yet, so there is nothing to report."
_WELL = {True: "yes", False: "no", None: "note"}


def overview(answer: Overview, ring: str) -> Iterator[Block]:
    """A person's mentorships; `ring` is the sign of open help."""
    yield Heading(f"{answer.name} mentors", 1)
    columns = (Column("person", "id"), Column("load", "mentorships"))
    yield Table("load", columns, ((answer.person, Bar(answer.load, answer.places)),), only_data=True)
    if answer.mentors:
        yield _pairs("mentors", "mentee", answer.mentors, ring)
        yield Sentence(f"{answer.load} active of {counted(answer.places, 'place')}")
        yield from _to_review(answer)
        waits = [each for pair in answer.mentors for each in pair.waiting]
        if waits:
            yield Heading("Help they wait for")
            yield from waiting_for_help(waits, ring, questions=True)
    else:
        yield Sentence("Nobody now.")
    yield Heading(f"{answer.name} is mentored by", 1)
    if answer.mentored_by:
        yield _pairs("mentored_by", "mentor", answer.mentored_by, ring)
    else:
        yield Sentence("Nobody now.")
    if answer.mentored:
        yield Heading(f"{answer.name} mentored", 1)
        yield _over("mentored", "mentee", answer.mentored)
    if answer.had_as_mentors:
        yield Heading(f"{answer.name} was mentored by", 1)
        yield _over("had_as_mentors", "mentor", answer.had_as_mentors)


def _over(section: str, other: str, past: Iterable[Over]) -> Table:
    """Mentorships that are over."""
    columns = (
        id_column(other),
        Column("name", other, of=other),
        Column("competence", "competence"),
        Column("part", "as", unbroken=True, dispensable=True),
        Column("status", "status", unbroken=True),
        Column("started", "started", unbroken=True),
        Column("ended", "ended", unbroken=True),
        Column("reason", "reason", dispensable=True),
    )
    rows = (
        (o.person, o.name, o.competence_name, o.part, o.status, o.started, o.ended, o.reason) for o in past
    )
    return Table(section, columns, tuple(rows))


def _to_review(answer: Overview) -> Iterator[Block]:
    """Completed familiarity that the mentor is to review."""
    done = [pair for pair in answer.mentors if pair.to_review]
    if not done:
        return
    yield Heading("Completed familiarity to review")
    since = Column("since", "completed", unbroken=True)
    columns = (_MENTEE, _MENTEE_NAME, _REF, Column("competence", "competence", of="ref"), since)
    rows = tuple((p.person, p.name, p.competence, p.competence_name, p.to_review) for p in done)
    yield Table("to_review", columns, rows)
    yield Command(f"wecomplish review {done[0].person} {done[0].competence}")


def settles(waits: Waiting) -> str:
    """The command that comes next for a request: to say that it was seen, or that help was given."""
    verb = "acknowledge" if waits.status == "open" else "answer"
    return f"wecomplish {verb}-help {waits.mentee} {waits.expectation}"


def doctor(answer: Examination, _ring: str) -> Iterator[Block]:
    """What was looked at; what is wrong or worth knowing with its remedy below."""
    for each in answer.symptoms:
        yield Sentence(f"{each.topic}: {each.said}", each.well)
        if each.remedy:
            yield Sentence(each.remedy, indent=3)
    columns = (
        Column("topic", "topic"),
        Column("well", "well"),
        Column("said", "said"),
        Column("remedy", "remedy"),
    )
    rows = tuple((each.topic, _WELL[each.well], each.said, each.remedy) for each in answer.symptoms)
    yield Table("doctor", columns, rows, only_data=True)


def waiting_for_help(waits: Sequence[Waiting], ring: str, questions: bool) -> Iterator[Block]:
    """Who waits for help; their `questions` only for those who mentor them."""
    rows = [
        (ring, w.mentee, w.mentee_name, w.expectation, w.title, w.status, w.days, w.question) for w in waits
    ]
    if not rows:
        yield Sentence("Nobody.")
        return
    columns = (
        Column("help", "help", unbroken=True),
        id_column("person"),
        _NAME,
        _REF,
        Column("expectation", "with"),
        Column("status", "status", unbroken=True, dispensable=True),
        Column("days", "days", unbroken=True),
        Column("question", "question"),
    )
    # Whoever watches the whole network needs to know that people wait; what they ask is for their mentors.
    shown = len(columns) if questions else len(columns) - 1
    yield Table("waiting", columns[:shown], tuple(row[:shown] for row in rows))
    yield Command(settles(waits[0]))


def _pairs(section: str, other: str, pairs: Iterable[Pair], ring: str) -> Table:
    columns = (
        Column("help", "help", unbroken=True),
        id_column(other),
        Column("name", other, of=other),
        _REF,
        Column("competence", "competence", of="ref"),
        Column("part", "as", unbroken=True, dispensable=True),
        Column("status", "status", unbroken=True),
        Column("awareness", "awareness", unbroken=True, bar=True),
        Column("familiarity", "familiarity", unbroken=True, bar=True),
        Column("until", "until", unbroken=True, dispensable=True),
        Column("last_checkin", "last check-in", unbroken=True, dispensable=True),
    )
    rows = tuple(
        (
            Waited(max(w.days for w in p.waiting), ring) if p.waiting else "",
            p.person,
            p.name,
            p.competence,
            p.competence_name,
            p.part,
            f"{p.status}, imported" if p.imported else p.status,
            p.awareness,
            p.familiarity,
            p.until,
            p.last_checkin,
        )
        for p in pairs
    )
    return Table(section, columns, rows)
