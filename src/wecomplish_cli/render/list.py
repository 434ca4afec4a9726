"""The layout of lists: one table for each kind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wecomplish_cli.render.blocks import (
    Bar,
    Block,
    Cell,
    Column,
    Command,
    Heading,
    Sentence,
    Table,
    Waited,
    id_column,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.reports.list import Kinds, Listing
    from wecomplish_cli.reports.rows import Row

_KEEPER = Column("keeper_name", "kept by", dispensable=True)
_RETIRED = Column("retired", "retired", unbroken=True)
_STATUS = Column("status", "status", unbroken=True)


_COMPETENCE = (
    Column("name", "name", of="competence"),
    Column("critical", "critical", unbroken=True),
    Column("holders", "holders", unbroken=True),
    Column("can_teach", "can teach it", unbroken=True),
    Column("expects", "expects", unbroken=True),
    _KEEPER,
    _RETIRED,
    id_column("competence"),
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "people": (
        Column("waiting", "waits", unbroken=True),
        Column("name", "name", of="person"),
        Column("teams", "teams"),
        Column("holds", "holds", dispensable=True),
        Column("mentors", "mentored by"),
        Column("load", "mentors", unbroken=True),
        _STATUS,
        id_column("person"),
    ),
    "teams": (
        Column("name", "name", of="team"),
        Column("lead_name", "lead"),
        Column("parent_name", "part of"),
        Column("people", "people", unbroken=True),
        Column("waiting", "wait for help", unbroken=True),
        id_column("team"),
    ),
    "roles": _COMPETENCE,
    "skillsets": _COMPETENCE,
    "expectations": (
        Column("part_of", "part of", grouped=True),
        Column("heading", "under", grouped=True, dispensable=True),
        Column("title", "expectation"),
        Column("target", "target", unbroken=True),
        Column("people", "people", unbroken=True),
        Column("waiting", "wait for help", unbroken=True, dispensable=True),
        Column("insights", "insights", unbroken=True, dispensable=True),
        _RETIRED,
        id_column("expectation"),
    ),
    "programmes": (
        Column("name", "name", of="program"),
        _STATUS,
        Column("starts", "starts", unbroken=True),
        Column("ends", "ends", unbroken=True),
        Column("mentees", "mentees", unbroken=True),
        Column("mentors", "mentors", unbroken=True),
        Column("mentorships", "mentorships", unbroken=True),
        Column("coordinator_name", "coordinator", dispensable=True),
        id_column("program"),
    ),
    "mentorships": (
        Column("mentee_name", "mentee", of="mentee"),
        Column("competence_name", "competence", of="competence"),
        Column("mentor_names", "mentors"),
        Column("state", "how it is", unbroken=True),
        Column("reasons", "why"),
        Column("status", "status", unbroken=True, dispensable=True),
        Column("started", "started", unbroken=True, dispensable=True),
        Column("last_checkin", "last check-in", unbroken=True, dispensable=True),
        Column("next_checkin", "next check-in", unbroken=True, dispensable=True),
        Column("until", "until", unbroken=True, dispensable=True),
        Column("mentee", "mentee id", only_data=True),
        Column("competence", "competence", only_data=True),
    ),
    "insights": (
        Column("title", "title"),
        Column("expectation_title", "helps with"),
        Column("date", "on", unbroken=True),
        _STATUS,
        Column("author_name", "by", dispensable=True),
        Column("source_name", "learnt from", dispensable=True),
        id_column("id"),
    ),
}
"""The columns of each list, by the keys of its rows."""

_NEXT = {
    "people": "wecomplish show {0.person}",
    "teams": "wecomplish show teams/{0.team}",
    "roles": "wecomplish show {0.competence}",
    "skillsets": "wecomplish show {0.competence}",
    "expectations": "wecomplish show {0.expectation}",
    "programmes": "wecomplish show programs/{0.program}",
    "mentorships": "wecomplish show {0.mentorship}",
    "insights": "wecomplish show insights/{0.id}",
}
"""The command that tells more about the first row."""

_ADD = {
    "people": "wecomplish add person",
    "teams": "wecomplish add team",
    "roles": "wecomplish add role",
    "skillsets": "wecomplish add skillset",
    "expectations": "wecomplish add expectation",
    "programmes": "wecomplish add programme",
    "mentorships": "wecomplish list people --without-mentor",
    "insights": "wecomplish add insight",
}
"""What to do where there is none."""


_LEFT_OUT = {
    "people": "who have left",
    "roles": "that are retired",
    "skillsets": "that are retired",
    "expectations": "that are retired",
    "mentorships": "that are over",
    "insights": "that are drafts of others",
}


def listing(answer: Listing, ring: str) -> Iterator[Block]:
    """A list of one kind; `ring` is the sign of open help."""
    yield Heading(f"{answer.kind.capitalize()}: {len(answer.rows)}", 1)
    if answer.rows:
        yield table(answer.kind, answer.rows, ring)
    if answer.left_out:
        yield Sentence(f"{answer.left_out} more {_LEFT_OUT[answer.kind]}", options="--all")
    if answer.rows:
        yield Command(_NEXT[answer.kind].format(answer.rows[0]))
    elif not answer.left_out:
        yield Sentence("None.")
        about = f" --expectation {answer.expectation}" if answer.expectation else ""
        yield Command(f"{_ADD[answer.kind]}{about}")


def kinds(answer: Kinds, _ring: str) -> Iterator[Block]:
    """What kinds there are."""
    yield Heading("What there is", 1)
    columns = (Column("kind", "kind"), Column("count", "how many"))
    yield Table("kinds", columns, tuple((each.kind, each.count) for each in answer.kinds))
    yield Command("wecomplish list people")


def table(section: str, rows: tuple[Row, ...], ring: str, kind: str | None = None) -> Table:
    """Rows of a kind under the columns of that kind; in data they are named by the `section`."""
    columns = tuple(_without_the_usual(column, rows) for column in COLUMNS[kind or section])
    return Table(section, columns, tuple(tuple(_cell(row, c.key, ring) for c in columns) for row in rows))


def _without_the_usual(column: Column, rows: tuple[Row, ...]) -> Column:
    """Leave a status out where people read, if it is what everything is."""
    usual = column is _STATUS and {row.status for row in rows} <= {"active", "current"}  # type: ignore[union-attr]
    return replace(column, only_data=True) if usual else column


def _cell(row: Row, key: str, ring: str) -> Cell:
    value: Any = getattr(row, "mentors_said" if key == "mentor_names" else key)
    if key == "load":
        return Bar(row.load, row.places)  # type: ignore[union-attr]
    if key == "waiting" and hasattr(row, "person"):
        return "" if value is None else Waited(value, ring)
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, tuple):
        return ", ".join(value) or None
    found: Cell = value
    return found
