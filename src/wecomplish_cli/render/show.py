"""The layout of everything about one thing: what it says of itself, then tables, then what to do next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wecomplish_cli.render.blocks import Block, Column, Heading, Sentence, id_column
from wecomplish_cli.render.familiarity import AWARENESS, FAMILIARITY
from wecomplish_cli.render.list import table
from wecomplish_cli.render.parts import WAITING, WHO, facts, next_steps, section, waiting, without
from wecomplish_cli.text.phrases import places_taken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.reports.show.competence import WholeCompetence, WholeExpectation
    from wecomplish_cli.reports.show.organisation import WholeOrganisation
    from wecomplish_cli.reports.show.person import WholePerson
    from wecomplish_cli.reports.show.program import WholeProgram
    from wecomplish_cli.reports.show.team import WholeTeam

_MENTORED_BY = Column("mentors", "mentored by")
_WAITS = Column("mentee_name", "name")
_INSIGHTS = (
    Column("title", "title"),
    Column("author_name", "by"),
    Column("date", "on", unbroken=True),
    id_column("id"),
)


_HOLDS = (
    Column("name", "role or skillset", of="competence"),
    AWARENESS,
    FAMILIARITY,
    _MENTORED_BY,
    Column("since", "since", unbroken=True, dispensable=True),
    Column("until", "until", unbroken=True, dispensable=True),
    Column("teams", "teams", dispensable=True),
    id_column("competence"),
)
_PATH = (
    Column("number", "#", unbroken=True),
    Column("milestone", "milestone"),
    Column("expectations", "familiar with"),
    Column("shown_by", "shown by"),
)
_TEACHER = (
    *WHO,
    Column("offered", "has offered"),
    Column("load", "mentors", unbroken=True),
    Column("places", "places", unbroken=True),
    Column("free", "free now", unbroken=True),
)


def person(answer: WholePerson, ring: str) -> Iterator[Block]:
    """A person."""
    yield Heading(answer.name, 1)
    yield from facts(
        "person",
        answer,
        {
            "person": "Id",
            "email": "E-mail",
            "status": "Status",
            "leaders": "Led by",
            "leads": "Leads",
            "accounts": "Accounts",
            "languages": "Languages",
            "timezone": "Time zone",
            "mail": "Mail wanted",
        },
    )
    yield from section("Holds", "holds", answer.holds, _HOLDS)
    yield from _mentoring(answer)
    if answer.mentors:
        yield Heading("Mentors")
        yield without(table("mentors", answer.mentors, ring, "mentorships"), "mentor_names")
    if answer.mentored_by:
        yield Heading("Is mentored by")
        yield without(table("mentored_by", answer.mentored_by, ring, "mentorships"), "mentee_name")
    yield from section(
        "Programmes",
        "programs",
        answer.programs,
        (Column("name", "programme"), Column("role", "as"), Column("joined", "joined", unbroken=True)),
    )
    yield from waiting(answer.waiting)
    yield from next_steps(answer.commands)


def _mentoring(answer: WholePerson) -> Iterator[Block]:
    yield Heading("As a mentor")
    said = {True: "Has offered to mentor", False: "Does not want to mentor now", None: "Has not offered yet"}
    yield Sentence(f"{said[answer.open]}; {places_taken(answer.load, answer.places)}")
    labels = {
        "could_mentor_in": "Could mentor in",
        "topics": "Offers to mentor in",
        "seeks": "Wishes for a mentor in",
        "prefers": "Would choose",
        "trained": "Trained as a mentor on",
        "away_from": "Away from",
        "away_until": "Away until",
    }
    yield from facts("mentoring", answer, labels, ("open", "load", "places"))


def organisation(answer: WholeOrganisation, _ring: str) -> Iterator[Block]:
    """The organisation."""
    yield Heading(answer.name, 1)
    yield Sentence(f"Administrators: {', '.join(answer.administrators)}")
    columns = (Column("key", "setting"), Column("value", "value"), Column("default", "by default"))
    yield from section("Settings", "settings", answer.settings, columns)
    yield from next_steps(("wecomplish edit wecomplish",))


def team(answer: WholeTeam, ring: str) -> Iterator[Block]:
    """A team."""
    yield Heading(answer.name, 1)
    labels = {"team": "Id", "lead_name": "Lead", "parent_name": "Part of", "parts": "Parts"}
    yield from facts("team", answer, labels, ("lead", "parent"))
    if answer.people:
        yield Heading(f"People: {len(answer.people)}")
        yield table("people", answer.people, ring)
    else:
        yield Sentence("Nobody holds a role in it.")
    yield from next_steps(answer.commands)


def competence(answer: WholeCompetence, ring: str) -> Iterator[Block]:
    """A role or skillset."""
    yield Heading(answer.name, 1)
    labels = {
        "competence": "Id",
        "critical": "Must be passed on",
        "keeper_name": "Kept by",
        "retired": "Retired from",
        "programs": "Programmes",
    }
    yield from facts("competence", answer, labels, ("keeper",))
    if answer.expects:
        yield Heading(f"Expects: {len(answer.expects)}")
        yield table("expects", answer.expects, ring, "expectations")
    yield from section("Career path", "path", answer.path, _PATH)
    since = Column("since", "since", unbroken=True)
    yield from section("Holders", "holders", answer.holders, (*WHO, since, _MENTORED_BY))
    yield from section(
        "Who can teach it",
        "teachers",
        answer.teachers,
        _TEACHER,
        "Nobody is proficient enough yet.",
    )
    yield from section("Insights", "insights", answer.insights, _INSIGHTS)
    yield from next_steps(answer.commands)


def expectation(answer: WholeExpectation, _ring: str) -> Iterator[Block]:
    """One thing that is expected."""
    yield Heading(answer.title, 1)
    labels = {
        "expectation": "Id",
        "part_of": "Part of",
        "heading": "Under",
        "target": "To be",
        "keeper_name": "Kept by",
        "relevant_for": "Relevant for",
        "named": "Asked of",
        "retired": "Retired from",
    }
    yield from facts("expectation", answer, labels, ("keeper",))
    yield from section("Expected of", "people", answer.people, WHO, "Nobody now.")
    yield from section("Waits for help", "waiting", answer.waiting, (_WAITS, *WAITING))
    yield from section("Insights", "insights", answer.insights, _INSIGHTS)
    yield from next_steps(answer.commands)


def program(answer: WholeProgram, ring: str) -> Iterator[Block]:
    """A mentoring programme."""
    yield Heading(answer.name, 1)
    labels = {
        "program": "Id",
        "status": "Status",
        "aim": "Aim",
        "competences": "About",
        "criteria": "Who may join",
        "sponsor": "Sponsor",
        "coordinator": "Coordinator",
        "starts": "Starts",
        "ends": "Ends",
        "pilot": "A pilot",
        "familiarity_gain": "Points of familiarity to gain",
        "have_mentor": "Percent of mentees to have a mentor",
        "pulse": "Pulse to reach",
        "resources": "Worth knowing",
    }
    shown: Any = answer
    # A number of a table is a share otherwise.
    pulse = None if answer.pulse is None else f"{answer.pulse:.1f}"
    yield from facts("program", replace(shown, pulse=pulse), labels)
    yield from section(
        "Who joined",
        "participants",
        answer.participants,
        (*WHO, Column("role", "as"), Column("joined", "joined", unbroken=True), _MENTORED_BY),
        "Nobody yet.",
    )
    if answer.mentorships:
        yield Heading(f"Mentorships: {len(answer.mentorships)}")
        yield table("mentorships", answer.mentorships, ring)
    yield from next_steps(answer.commands)
