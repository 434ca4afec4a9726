"""People, what they hold, and how familiar they are, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive import mentoring
from wecomplish_cli.reports.tables.table import Kind, Value, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.derive.view import View


def _people(view: View) -> Iterator[tuple[Value, ...]]:
    for person, record in view.org.people.items():
        account = record.accounts.get("github")
        offer = record.mentoring
        yield (
            person,
            record.name,
            record.email,
            joined(record.leaders),
            joined(record.languages),
            record.timezone,
            record.status.value,
            account.login if account else None,
            account.id if account else None,
            joined(record.held(view.today)),
            offer.open,
            mentoring.capacity(view, person),
            mentoring.away(view, person),
            joined(offer.topics),
            joined(offer.seeks),
            offer.trained,
            record.mail.value,
        )


def _assignments(view: View) -> Iterator[tuple[Value, ...]]:
    for person, record in view.org.people.items():
        for competence, held in record.assignments.items():
            yield person, competence, joined(held.teams), held.since, held.until, held.held(view.today)


def _familiarity(view: View) -> Iterator[tuple[Value, ...]]:
    levels = view.org.settings.familiarity.levels
    for person, indications in view.org.familiarity.items():
        for expectation, said in indications.items():
            rank = levels.index(said.level) + 1 if said.level in levels else None
            name, title = view.org.name(person), view.org.title(expectation)
            yield person, name, expectation, title, said.level, rank, said.updated, said.unclear


def _participations(view: View) -> Iterator[tuple[Value, ...]]:
    for person, record in view.org.people.items():
        for program, part in record.programs.items():
            yield person, program, part.role.value, part.joined


PEOPLE = {
    "people": Kind(
        "A person.",
        {
            "id": "the id",
            "name": "the name they go by",
            "email": "the e-mail address",
            "leaders": "ids of those who lead them",
            "languages": "the first is the one to write to them in",
            "timezone": "empty: as the organisation",
            "status": "active or left",
            "github_login": "the login on GitHub",
            "github_id": "the number of the account on GitHub",
            "holds": "competences held now",
            "open": "wants to mentor; empty: not yet asked",
            "capacity": "places as a mentor, their own or the organisation's default",
            "away": "away today",
            "topics": "what they would mentor in; empty: whatever they are proficient in",
            "seeks": "where they wish for a mentor",
            "trained": "when they were trained as a mentor",
            "mail": "which mail they get",
        },
        _people,
        ("id",),
        frozenset({"away", "capacity", "github_id", "open"}),
    ),
    "assignments": Kind(
        "A role or skillset that a person holds or held.",
        {
            "person": "who",
            "competence": "what",
            "teams": "where, for roles",
            "since": "the first day",
            "until": "the day from which it is held no longer",
            "held": "held today",
        },
        _assignments,
        ("person", "competence"),
        frozenset({"held"}),
    ),
    "familiarity": Kind(
        "How familiar a person says they are with an expectation.",
        {
            "person": "who",
            "name": "their name",
            "expectation": "with what",
            "title": "its title",
            "level": "the level; empty where only `unclear` is said",
            "rank": "the level as a number, 1 for the lowest",
            "updated": "when it was indicated or last confirmed",
            "unclear": "the text of the expectation is not clear to them",
        },
        _familiarity,
        ("person", "expectation"),
        frozenset({"rank", "unclear"}),
    ),
    "participations": Kind(
        "A person's part in a programme.",
        {"person": "who", "program": "in which", "role": "mentee, mentor or both", "joined": "since when"},
        _participations,
        ("person", "program"),
    ),
}
