"""The layout of each answer: which sentences and tables it is told in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

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
from wecomplish_cli.text.phrases import counted, people

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wecomplish_cli.checking.doctor import Examination
    from wecomplish_cli.reports.mentorships import Load, MentorshipsReport, Unmentored
    from wecomplish_cli.reports.overview import Over, Overview, Pair, Waiting
    from wecomplish_cli.reports.proposals import Proposal

_PERSON = id_column("person")
_MENTEE = id_column("mentee")
_MENTEE_NAME = Column("name", "mentee")
_NAME = Column("name", "name")
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
            yield from _waiting(waits, ring, questions=True)
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
        Column("name", other),
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
    columns = (_MENTEE, _MENTEE_NAME, _REF, Column("competence", "competence"), since)
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


def mentorships_report(answer: MentorshipsReport, ring: str) -> Iterator[Block]:
    """The report on the mentor network."""
    of = answer.team or answer.organization
    yield Heading(f"Mentorships in {of} on {answer.today}: {people(answer.people)} with an assignment", 1)
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
    yield from _waiting(answer.waiting, ring, questions=False)
    yield Heading(f"Proposals waiting for an answer: {len(answer.proposals)}")
    yield from _proposals(answer.proposals)
    yield Heading(f"Groups apart from the rest: {len(answer.isolated)}")
    yield from _groups(answer)
    if answer.team is None:
        yield Heading(f"Critical competences that too few can hand on: {len(answer.risks)}")
        yield from _risks(answer)


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
        Column("names", "who"),
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
        Column("mentee_name", "mentee"),
        _REF,
        Column("competence", "in"),
        Column("mentors", "mentors"),
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
            ", ".join(row.mentor_names),
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
        Column("competence", "least familiar in"),
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
    refs, names = Column("could", "could", only_data=True), Column("could_names", "could mentor in")
    yield Table("mentoring_nobody", (_PERSON, _NAME, refs, names), rows)
    pairs = ((could, mentee) for could in answer.mentoring_nobody for mentee in answer.without_mentor)
    for could, mentee in pairs:
        if mentee.competence in could.could and mentee.person != could.person:
            yield Command(f"wecomplish assign {mentee.person} {mentee.competence} --mentor {could.person}")
            return


def _waiting(waits: Sequence[Waiting], ring: str, questions: bool) -> Iterator[Block]:
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


def _proposals(waiting: Sequence[Proposal]) -> Iterator[Block]:
    if not waiting:
        yield Sentence("None.")
        return
    columns = (
        _MENTEE,
        _MENTEE_NAME,
        _REF,
        Column("competence", "competence"),
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
    yield Command(f"wecomplish end {waiting[0].mentee} {waiting[0].competence}")


def _risks(answer: MentorshipsReport) -> Iterator[Block]:
    if not answer.risks:
        return
    columns = (
        id_column("competence"),
        Column("name", "competence"),
        Column("able", "can", unbroken=True),
        Column("ids", "ids", only_data=True),
        Column("mentors", "who can"),
        Column("learner", "learner", only_data=True),
        Column("learner_name", "could learn it", dispensable=True),
        Column("teacher", "teacher", only_data=True),
        Column("teacher_name", "from", dispensable=True),
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


def _pairs(section: str, other: str, pairs: Iterable[Pair], ring: str) -> Table:
    columns = (
        Column("help", "help", unbroken=True),
        id_column(other),
        Column("name", other),
        _REF,
        Column("competence", "competence"),
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
