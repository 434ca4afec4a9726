"""Everything about one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity, mentoring, suitability
from wecomplish_cli.model.expectations import is_retired
from wecomplish_cli.reports import mentorship_rows, overview

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.people import Account


@dataclass(frozen=True)
class Held:
    """A role or skillset that someone holds, or held."""

    competence: str
    name: str
    teams: tuple[str, ...]
    """The names of the teams; so are the mentors."""
    since: date
    until: date | None
    awareness: float | None
    familiarity: float | None
    mentors: tuple[str, ...]


@dataclass(frozen=True)
class Joined:
    """A programme that someone joined."""

    program: str
    name: str
    role: str
    joined: date


@dataclass(frozen=True)
class WholePerson:
    """Everything about one person."""

    person: str
    name: str
    status: str
    email: str | None
    accounts: tuple[str, ...]
    languages: tuple[str, ...]
    timezone: str | None
    mail: str
    """Which mail they want."""
    leaders: tuple[str, ...]
    """The names of those who lead them; so are those whom they lead."""
    leads: tuple[str, ...]
    holds: tuple[Held, ...]
    open: bool | None
    """Whether they have offered to mentor; None where they have not said."""
    load: int
    """How many they mentor now, of so many places."""
    places: int
    trained: date | None
    """When they were trained as a mentor."""
    topics: tuple[str, ...]
    """The titles of what they offer to mentor in; so are the next two."""
    could_mentor_in: tuple[str, ...]
    """What they are proficient in, and offer if they name topics."""
    seeks: tuple[str, ...]
    prefers: tuple[str, ...]
    """The names of those they would choose."""
    away_from: date | None
    away_until: date | None
    mentors: tuple[mentorship_rows.MentorshipRow, ...]
    """Their mentorships as a mentor that are under way."""
    mentored_by: tuple[mentorship_rows.MentorshipRow, ...]
    programs: tuple[Joined, ...]
    waiting: tuple[overview.Waiting, ...]
    commands: tuple[str, ...]
    """What to do next."""


def person(view: View, who: str) -> WholePerson:
    """Collect everything about a person."""
    org, record = view.org, view.org.people[who]
    offer = record.mentoring
    under_way = [each for each in mentorship_rows.mentorships(view) if each.state != "ended"]
    holds = tuple(_held(view, who))
    return WholePerson(
        person=who,
        name=org.name(who),
        status=str(record.status),
        email=record.email,
        accounts=tuple(_account(each, platform) for platform, each in record.accounts.items()),
        languages=record.languages,
        timezone=record.timezone,
        mail=str(record.mail),
        leaders=tuple(map(org.name, record.leaders)),
        leads=tuple(
            org.name(each) for each, other in org.people.items() if other.active and who in other.leaders
        ),
        holds=holds,
        open=offer.open,
        load=mentoring.load(view, who),
        places=mentoring.capacity(view, who),
        trained=offer.trained,
        topics=tuple(map(org.title, offer.topics)),
        could_mentor_in=tuple(map(org.title, _could(view, who))),
        seeks=tuple(map(org.title, offer.seeks)),
        prefers=tuple(map(org.name, offer.prefers)),
        away_from=offer.away.since if offer.away else None,
        away_until=offer.away.until if offer.away else None,
        mentors=tuple(each.seen_by(who) for each in under_way if who in each.mentors),
        mentored_by=tuple(each for each in under_way if each.mentee == who),
        programs=tuple(
            Joined(program, org.title(f"programs/{program}"), str(part.role), part.joined)
            for program, part in record.programs.items()
        ),
        waiting=tuple(overview.waiting(view, [who])),
        commands=tuple(_commands(view, who, holds)),
    )


def _account(account: Account, platform: str) -> str:
    """An account, such as `olano (583231) on github`."""
    number = "" if account.id is None else f" ({account.id})" if account.login else str(account.id)
    return f"{account.login or ''}{number} on {platform}"


def _held(view: View, who: str) -> Iterator[Held]:
    org = view.org
    expected = familiarity.expectations_by_competence(view)
    for ref, assignment in org.people[who].assignments.items():
        refs = expected.get(ref, ()) if assignment.held(view.today) else ()
        slot = org.mentorships.get((who, ref))
        mentors = mentoring.mentors_now(slot) if slot is not None and slot.status.under_way else ()
        yield Held(
            competence=ref,
            name=org.title(ref),
            teams=tuple(org.title(f"teams/{team}") for team in assignment.teams),
            since=assignment.since,
            until=assignment.until,
            awareness=familiarity.awareness(view, who, refs),
            familiarity=familiarity.familiarity(view, who, refs),
            mentors=tuple(map(org.name, mentors)),
        )


def _could(view: View, who: str) -> list[str]:
    """What someone could mentor in: they are proficient, and it is among the topics they name, if any."""
    topics = view.org.people[who].mentoring.topics
    return [
        ref
        for ref, record in view.org.competences.items()
        if not is_retired(record.retired, view.today)
        and familiarity.proficient(view, who, ref)
        and (not topics or ref in topics)
    ]


def _commands(view: View, who: str, holds: tuple[Held, ...]) -> Iterator[str]:
    record = view.org.people[who]
    yield f"wecomplish training {who}"
    yield f"wecomplish mentorships {who} --all"
    yield f"wecomplish history {who}"
    if not record.active:
        return
    yield f"wecomplish support {who}"
    for each in holds:
        if not each.mentors and (each.until is None or each.until > view.today):
            mentor = suitability.possible_mentor(view, who, each.competence)
            if mentor and not familiarity.proficient(view, who, each.competence):
                yield f"wecomplish assign {who} {each.competence} --mentor {mentor}"
