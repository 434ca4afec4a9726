"""Settings, teams, competences, expectations, programmes and insights as tables; and all tables together."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from wecomplish_cli.reports.tables.mentorships import MENTORSHIPS
from wecomplish_cli.reports.tables.people import PEOPLE
from wecomplish_cli.reports.tables.table import Kind, Value, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.derive.view import View


def _settings(view: View) -> Iterator[tuple[Value, ...]]:
    yield "today", view.today.isoformat()
    yield from _flat(asdict(view.org.settings), "")


def _flat(values: Any, inside: str) -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{inside}{key}.")
        elif value is not None and key != "path":
            said = joined(value) if isinstance(value, tuple) else str(value)
            yield f"{inside}{key}", value.value if isinstance(value, StrEnum) else said


def _teams(view: View) -> Iterator[tuple[Value, ...]]:
    for team, record in view.org.teams.items():
        yield team, record.name, record.lead, record.parent


def _competences(view: View) -> Iterator[tuple[Value, ...]]:
    for ref, record in view.org.competences.items():
        kind = "role" if ref.startswith("roles/") else "skillset"
        yield ref, kind, record.name, record.critical, record.keeper, record.retired


def _expectations(view: View) -> Iterator[tuple[Value, ...]]:
    for ref, competence in view.org.competences.items():
        kind = "responsibility" if ref.startswith("roles/") else "skill"
        for item, about in competence.items.items():
            retired = about.retired or competence.retired
            yield f"{ref}/{item}", kind, about.title, ref, about.heading, about.target, "", "", retired
    for ref, record in view.org.expectations.items():
        relevant, people = joined(record.relevant_for), joined(record.people)
        kind, target = record.type.value, record.target
        yield ref, kind, record.title, None, None, target, relevant, people, record.retired


def _programs(view: View) -> Iterator[tuple[Value, ...]]:
    for program, each in view.org.programs.items():
        competences = joined(each.competences)
        yield (
            program,
            each.name,
            each.aim,
            competences,
            each.coordinator,
            each.sponsor,
            each.starts,
            each.ends,
            each.pilot,
        )


def _insights(view: View) -> Iterator[tuple[Value, ...]]:
    for insight, each in view.org.insights.items():
        yield (
            insight,
            each.title,
            each.expectation,
            each.author,
            each.source,
            each.date,
            each.status.value,
            each.body,
        )


ALL = {
    "settings": Kind(
        "A setting of the organisation, with its default where nothing is set; and the day of the export.",
        {"key": "the key, such as targets.have_mentor", "value": "its value, as text"},
        _settings,
        ("key",),
    ),
    "teams": Kind(
        "A team.",
        {"id": "the id", "name": "its name", "lead": "who leads it", "parent": "the team it is part of"},
        _teams,
        ("id",),
    ),
    "competences": Kind(
        "A role or skillset.",
        {
            "ref": "its reference",
            "kind": "role or skillset",
            "name": "its name",
            "critical": "the organisation must be able to pass it on",
            "keeper": "who looks after its text",
            "retired": "the day from which it is expected no longer",
        },
        _competences,
        ("ref",),
        frozenset({"critical"}),
    ),
    "expectations": Kind(
        "What people should be familiar with.",
        {
            "ref": "its reference",
            "kind": "responsibility, skill, policy, process, value, risk or system",
            "title": "its title",
            "competence": "the role or skillset that it is a part of",
            "heading": "what it is listed under there",
            "target": "the level expected in time",
            "relevant_for": "roles and skillsets whose holders should know it as well",
            "people": "people it is asked of",
            "retired": "the day from which it is expected no longer",
        },
        _expectations,
        ("ref",),
    ),
    **PEOPLE,
    **MENTORSHIPS,
    "programs": Kind(
        "A mentoring programme.",
        {
            "id": "the id",
            "name": "its name",
            "aim": "what it is for",
            "competences": "the roles and skillsets it is about",
            "coordinator": "who runs it",
            "sponsor": "who answers for it",
            "starts": "the first day",
            "ends": "the last day",
            "pilot": "a first try",
        },
        _programs,
        ("id",),
        frozenset({"pilot"}),
    ),
    "insights": Kind(
        "Something learnt, written down for others.",
        {
            "id": "the id",
            "title": "its title",
            "expectation": "what it helps with",
            "author": "who wrote it",
            "source": "whom it was learnt from",
            "date": "when",
            "status": "draft or published",
            "body": "the text",
        },
        _insights,
        ("id",),
    ),
}
"""Every table, by its name, in the order they are documented."""
