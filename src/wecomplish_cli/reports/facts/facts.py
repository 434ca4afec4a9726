"""All facts of a change, by topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.model.kinds import kind_of
from wecomplish_cli.model.text import shortened
from wecomplish_cli.reports.facts import mentoring, mentorships, organization, people
from wecomplish_cli.reports.facts.telling import TOPIC_OF, Fact, Telling, Topic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from wecomplish_cli.model.changes import OtherFiles, RecordChange
    from wecomplish_cli.model.org import Org

TELL: Mapping[str, Callable[[Telling], Iterator[Fact]]] = {
    "organization": organization.settings,
    "team": organization.team,
    "person": people.person,
    "role": organization.competence,
    "skillset": organization.competence,
    "expectation": organization.expectation,
    "familiarity": people.familiarity,
    "mentorship": mentorships.mentorship,
    "help": mentoring.help_request,
    "review": mentoring.review,
    "checkin": mentoring.checkin,
    "program": organization.program,
    "insight": mentoring.insight,
}
"""What tells of each kind of file."""


def facts(
    changes: list[RecordChange], before: Org, after: Org, moved: Mapping[str, str], files: OtherFiles
) -> tuple[Fact, ...]:
    """Tell what a change means, by topic and then in the order of the paths.

    `before` already has the new ids of what was `moved` (old reference to new).
    """
    unreadable = {path for path, _ in files.unreadable}
    found = [
        Fact(
            TOPIC_OF[kind_of(f"{new}.yaml").name],
            f"{after.brief(new)} is called “{_id(new)}” in the data now, no longer “{_id(old)}”",
            f"{new}.yaml",
        )
        for old, new in moved.items()
    ]
    for change in changes:
        telling = Telling(change, before, after)
        if change.path in unreadable:
            found.append(telling.say(f"{change.path} cannot be read any more, so all that it says is lost"))
        else:
            found += TELL[change.kind](telling)
    order = [*Topic]
    return tuple(sorted([*found, *_files(files, after)], key=lambda fact: order.index(fact.topic)))


def _id(ref: str) -> str:
    """A person's id, of whom no reference has more; of all else, the whole reference."""
    return ref.removeprefix("people/")


def _files(files: OtherFiles, after: Org) -> Iterator[Fact]:
    """Tell of the files that say nothing as data."""
    for path, reason in files.unreadable:
        yield Fact(Topic.FILES, f"{shortened(path)} cannot be read: {shortened(reason)}", path)
    for path in files.readable:
        now = "can be now" if path in after.records else "is gone"
        yield Fact(Topic.FILES, f"{shortened(path)} could not be read before, and {now}", path)
    for path in files.outside:
        yield Fact(Topic.FILES, f"{shortened(path)}, which is not data, differs", path)
