"""The layout of `report mentorships`: who helps whom, and who has nobody."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from wecomplish_cli.render.answers import NOBODY_YET, waiting_for_help
from wecomplish_cli.render.blocks import (
    Bar,
    Block,
    Cell,
    Column,
    Command,
    Heading,
    Sentence,
    Table,
    cannot_say,
    id_column,
)
from wecomplish_cli.text.phrases import day, people

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wecomplish_cli.reports.mentorships import Load, MentorshipsReport, Unmentored
    from wecomplish_cli.reports.proposals import Proposal

_PERSON = id_column("person")
_MENTEE = id_column("mentee")
_MENTEE_NAME = Column("name", "mentee", of="mentee")
_NAME = Column("name", "name", of="person")
_REF = Column("ref", "ref", only_data=True)
"""The reference of what is called by its name beside it."""


def mentorships_report(answer: MentorshipsReport, ring: str, reader: str | None = None) -> Iterator[Block]:
    """The report on the mentor network; `reader` is who asked for it, where that is known."""
    of = answer.team or answer.organization
    asked = f"{people(answer.people)} with an assignment"
    yield Heading(f"Mentorships in {of} on {day(answer.today)}: {asked}", 1)
    if not answer.people:
        yield Sentence(NOBODY_YET)
        yield Command("wecomplish")
    for verdict in answer.verdicts if answer.people else ():
        yield Sentence(f"{verdict.question} {_answered(verdict.good)}", verdict.good)
        yield Sentence(verdict.sentence, indent=2)
    yield _verdict_rows(answer)
    yield from _counts(answer)
    yield Heading("Places taken")
    yield from _load(answer)
    yield Heading(f"Mentorships under way: {len(answer.mentorships)}")
    yield from _mentorships(answer)
    yield Heading(f"Without a mentor: {len(answer.without_mentor)}")
    yield from _without_mentor(answer)
    yield Heading(f"Mentoring nobody: {len(answer.mentoring_nobody)}")
    yield from _mentoring_nobody(answer)
    yield Heading(f"Waiting for help: {len(answer.waiting)}")
    yield from waiting_for_help(answer.waiting, ring, questions=False)
    yield Heading(f"Proposals waiting for an answer: {len(answer.proposals)}")
    yield from _proposals(answer.proposals, reader)
    yield Heading(f"Groups apart from the rest: {len(answer.isolated)}")
    yield from _groups(answer)
    if answer.team is None:
        yield Heading(f"Critical competences that too few can pass on: {len(answer.risks)}")
        yield from _risks(answer)
    yield cannot_say("how much a mentorship helps, or who helps whom without one: ask them.")


def _answered(good: bool | None) -> str:
    return {True: "Yes.", False: "No.", None: "Too few to say."}[good]


def _verdict_rows(answer: MentorshipsReport) -> Table:
    columns = ("verdict", "good", "value", "target")
    rows = tuple((v.question, _answered(v.good), v.value, float(v.target)) for v in answer.verdicts)
    return Table("verdicts", tuple(Column(key, key) for key in columns), rows, only_data=True)


def _counts(answer: MentorshipsReport) -> Iterator[Table]:
    """What the sentence on the division says, for data."""
    counts, division = answer.counts, answer.division
    rows: tuple[tuple[Cell, ...], ...] = (
        ("both mentor and mentee", counts.both),
        ("mentor only", counts.mentor_only),
        ("mentee only", counts.mentee_only),
        ("neither", counts.neither),
    )
    yield Table("counts", (Column("count", "who"), Column("value", "people")), rows, only_data=True)
    keys = ("people", "mean", "maximum", "carry_half", "gini")
    columns = tuple(Column(key, key) for key in keys)
    mean = f"{division.mean:.1f}"
    row = (division.people, mean, division.maximum, division.carry_half, division.gini)
    yield Table("division", columns, (row,), only_data=True)


def _load(answer: MentorshipsReport) -> Iterator[Block]:
    if not answer.load:
        yield Sentence("Nobody mentors anyone or is open to it.")
        return
    rows = tuple((row.person, row.name, Bar(row.load, row.places), _not_there(row)) for row in answer.load)
    yield Table(
        "load", (_PERSON, _NAME, Column("load", "mentorships", unbroken=True), Column("note", "note")), rows
    )
    over = [row for row in answer.load if row.load > row.places] or answer.load
    yield Command(f"wecomplish mentorships {over[0].person}")


def _not_there(row: Load) -> str:
    return "has left" if row.left else "away" if row.away else ""


def _groups(answer: MentorshipsReport) -> Iterator[Block]:
    if not answer.isolated:
        return
    columns = (
        Column("size", "people", unbroken=True),
        Column("ids", "ids", only_data=True),
        Column("names", "who", of="ids"),
    )
    rows = tuple((len(g.people), " ".join(g.people), ", ".join(g.names)) for g in answer.isolated)
    yield Table("groups", columns, rows)
    yield Command(f"wecomplish mentorships {answer.isolated[0].people[0]}")


def _mentorships(answer: MentorshipsReport) -> Iterator[Block]:
    """How the pairs are doing, those that need somebody first."""
    if not answer.mentorships:
        yield Sentence("None.")
        return
    states = Counter(row.state for row in answer.mentorships)
    yield Sentence(", ".join(f"{number} {state}" for state, number in states.items()))
    columns = (
        id_column("mentee"),
        Column("mentee_name", "mentee", of="mentee"),
        _REF,
        Column("competence", "in", of="ref"),
        Column("mentors", "mentors", of="ids"),
        Column("state", "how it is", unbroken=True),
        Column("reasons", "why"),
        Column("ids", "mentors", only_data=True),
        Column("last_checkin", "last check-in", unbroken=True, dispensable=True),
        Column("next_checkin", "next check-in", unbroken=True, dispensable=True),
    )
    rows = tuple(
        (
            row.mentee,
            row.mentee_name,
            row.competence,
            row.competence_name,
            ", ".join(row.mentors_said),
            row.state,
            "; ".join(row.reasons) or None,
            " ".join(row.mentors),
            row.last_checkin,
            row.next_checkin,
        )
        for row in answer.mentorships
    )
    yield Table("mentorships", columns, rows)
    yield Command(f"wecomplish show {answer.mentorships[0].mentee} {answer.mentorships[0].competence}")


def _without_mentor(answer: MentorshipsReport) -> Iterator[Block]:
    if not answer.without_mentor:
        yield Sentence("Everyone has one." if answer.people else "Nobody could have one yet.")
        return
    rows = tuple(
        (row.person, row.name, row.competence, row.competence_name, row.mentor, _could_mentor(row))
        for row in answer.without_mentor
    )
    columns = (
        _PERSON,
        _NAME,
        _REF,
        Column("competence", "least familiar in", of="ref"),
        Column("mentor", "mentor", only_data=True),
        Column("mentor_name", "could be mentored by"),
    )
    yield Table("without_mentor", columns, rows)
    first = next((row for row in answer.without_mentor if row.mentor), None)
    if first:
        yield Command(f"wecomplish assign {first.person} {first.competence} --mentor {first.mentor}")


def _could_mentor(row: Unmentored) -> str | None:
    return f"{row.proposed} (proposed)" if row.proposed else row.mentor_name


def _mentoring_nobody(answer: MentorshipsReport) -> Iterator[Block]:
    if not answer.mentoring_nobody:
        yield Sentence("Everyone mentors someone." if answer.people else "Nobody could mentor yet.")
        return
    rows = tuple(
        (row.person, row.name, " ".join(row.could), ", ".join(row.could_names) or None)
        for row in answer.mentoring_nobody
    )
    refs, names = (
        Column("could", "could", only_data=True),
        Column("could_names", "could mentor in", of="could"),
    )
    yield Table("mentoring_nobody", (_PERSON, _NAME, refs, names), rows)
    pairs = ((could, mentee) for could in answer.mentoring_nobody for mentee in answer.without_mentor)
    for could, mentee in pairs:
        if mentee.competence in could.could and mentee.person != could.person:
            yield Command(f"wecomplish assign {mentee.person} {mentee.competence} --mentor {could.person}")
            return


def _proposals(waiting: Sequence[Proposal], reader: str | None) -> Iterator[Block]:
    if not waiting:
        yield Sentence("None.")
        return
    columns = (
        _MENTEE,
        _MENTEE_NAME,
        _REF,
        Column("competence", "competence", of="ref"),
        Column("mentor", "mentor"),
        Column("waiting_for", "waiting for"),
        Column("days", "days", unbroken=True),
    )
    rows = tuple(
        (
            p.mentee,
            p.mentee_name,
            p.competence,
            p.competence_name,
            p.mentor_name,
            ", ".join(p.waiting_names),
            p.days,
        )
        for p in waiting
    )
    yield Table("proposals", columns, rows)
    own = next((each for each in waiting if reader in each.waiting_for), None)
    verb = "accept" if own else "end" if waiting[0].overdue else "show"
    meant = own or waiting[0]
    yield Command(f"wecomplish {verb} {meant.mentee} {meant.competence}")


def _risks(answer: MentorshipsReport) -> Iterator[Block]:
    if not answer.risks:
        return
    columns = (
        id_column("competence"),
        Column("name", "competence", of="competence"),
        Column("able", "can", unbroken=True),
        Column("ids", "ids", only_data=True),
        Column("mentors", "who can", of="ids"),
        Column("learner", "learner", only_data=True),
        Column("learner_name", "could learn it", dispensable=True, of="learner"),
        Column("teacher", "teacher", only_data=True),
        Column("teacher_name", "from", dispensable=True, of="teacher"),
    )
    rows = tuple(
        (
            risk.competence,
            risk.name,
            Bar(len(risk.mentors), risk.wanted),
            " ".join(risk.mentors),
            ", ".join(risk.names),
            risk.learner,
            risk.learner_name,
            risk.teacher,
            risk.teacher_name,
        )
        for risk in answer.risks
    )
    yield Table("risks", columns, rows)
    taught = next((risk for risk in answer.risks if risk.learner), None)
    if taught:
        yield Command(f"wecomplish assign {taught.learner} {taught.competence} --mentor {taught.teacher}")
    elif able := next((risk.mentors for risk in answer.risks if risk.mentors), None):
        yield Command(f"wecomplish mentorships {able[0]}")
