"""What rests on someone who leaves, and who could take it over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.derive import duties, mentoring
from wecomplish_cli.derive.pairing import Group, Pair, Seeker
from wecomplish_cli.derive.suitability import Barrier, Suitability
from wecomplish_cli.model.programs import InsightStatus
from wecomplish_cli.reports.gaps import gaps_report
from wecomplish_cli.reports.matching import MatchReport, match_report
from wecomplish_cli.reports.needs import help_asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from wecomplish_cli.derive.duties import Duty
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship


@dataclass(frozen=True)
class Sole:
    """What nobody else who is open to mentoring could pass on."""

    competence: str
    title: str
    critical: bool
    others: tuple[str, ...]
    """Who is proficient in it as well, by id; none of them is open to mentoring."""
    names: tuple[str, ...]
    """What these are called."""


@dataclass(frozen=True)
class HelpLeft:
    """Help that somebody waits for from the one who leaves."""

    person: str
    name: str
    expectation: str
    title: str
    since: date
    days: int
    reaches: tuple[str, ...]
    """The names of those whom it reaches then."""


@dataclass(frozen=True)
class Handed:
    """What they lead or keep, and who could take it over."""

    duty: Duty
    title: str
    to: str | None
    to_name: str | None


@dataclass(frozen=True)
class Departure:
    """What rests on someone who leaves."""

    person: str
    name: str
    today: date
    there: bool
    """Whether they have not left yet."""
    matching: MatchReport
    """Their mentees, each with another mentor, or the reason why there is none."""
    sole: tuple[Sole, ...]
    """The critical first."""
    help: tuple[HelpLeft, ...]
    handed: tuple[Handed, ...]
    ending: tuple[str, ...]
    """What else ends, each in a sentence: where they are the mentee, help to mentor, or asked for help."""
    drafts: tuple[tuple[str, str], ...]
    """Their insights that are not published, by id and title."""


def departure(
    before: View, after: View, person: str, group: Group, successors: Mapping[Duty, str | None]
) -> Departure:
    """Find what rests on someone who leaves; `after` is as it is then, without new mentors."""
    record, name = before.org.people[person], before.org.name(person)
    matching = match_report(after, group, None, f"{name} leaves")
    drafts = (each for each in before.org.insights.values() if each.author == person)
    return Departure(
        person,
        name,
        before.today,
        record.active,
        matching,
        tuple(_sole(before, person)),
        tuple(_help(before, after, person)),
        tuple(
            Handed(duty, _title(before, duty), to, before.org.name(to) if to else None)
            for duty, to in successors.items()
        ),
        tuple(_ending(before, person)),
        tuple((each.id, each.title) for each in drafts if each.status is InsightStatus.DRAFT),
    )


def group_of_mentees(before: View, after: View, person: str) -> Group:
    """The mentees of someone who leaves, and all who could mentor them.

    A co-mentor who could be the mentor becomes it: they know each other.
    """
    seekers, kept = [], []
    for slot in _mentored_by(before, person):
        seekers.append(Seeker(slot.mentee, (slot.competence,)))
        kept += [Pair(slot.mentee, each, slot.competence) for each in _co_mentors(after, slot, person)][:1]
    mentors = tuple(each for each in after.org.people if mentoring.wants_to_mentor(after, each))
    mentees = tuple(dict.fromkeys(each.mentee for each in seekers))
    return Group(mentees, mentors, seekers=tuple(seekers), kept=tuple(kept), everyone=True)


def _mentored_by(view: View, person: str) -> Iterator[Mentorship]:
    for slot in view.org.mentorships.values():
        mentee = view.org.people.get(slot.mentee)
        held = mentee is not None and mentee.active and slot.competence in mentee.held(view.today)
        if slot.mentor == person and slot.status.under_way and held:
            yield slot


def _co_mentors(view: View, slot: Mentorship, person: str) -> Iterable[str]:
    """The co-mentors of a mentorship whom nothing keeps from being the mentor."""
    suits = Suitability(view, slot.competence)
    others = (each for each in mentoring.mentors_now(slot) if each not in (person, slot.mentor))
    return (each for each in others if not set(suits.barriers(slot.mentee, each)) - {Barrier.FULL})


def _title(view: View, duty: Duty) -> str:
    return view.org.settings.organization if duty.ref == duties.SETTINGS else view.org.title(duty.ref)


def _sole(view: View, person: str) -> Iterator[Sole]:
    for gap in gaps_report(view).gaps:
        teachers = {each.person for each in gap.teachers}
        able = teachers | {each.person for each in gap.others}
        if person in able and teachers <= {person}:
            others = [each for each in gap.others if each.person != person]
            ids, names = tuple(each.person for each in others), tuple(each.name for each in others)
            yield Sole(gap.competence, gap.name, gap.critical, ids, names)


def _help(before: View, after: View, person: str) -> Iterator[HelpLeft]:
    for request in help_asked(before, person):
        helpers = mentoring.helpers(after, request.mentee, request.expectation)
        yield HelpLeft(
            request.mentee,
            before.org.name(request.mentee),
            request.expectation,
            before.org.title(request.expectation),
            request.date,
            (before.today - request.date).days,
            tuple(map(before.org.name, helpers)),
        )


def _ending(view: View, person: str) -> Iterator[str]:
    for slot in view.org.mentorships.values():
        title = view.org.title(slot.competence)
        if slot.status.under_way and slot.mentee == person:
            yield f"{view.org.name(slot.mentor)} mentors them in {title}: this ends"
        elif slot.status.under_way and person in slot.co_mentors:
            names = f"{view.org.name(slot.mentor)} mentors {view.org.name(slot.mentee)} in {title}"
            yield f"{names} with their help, and goes on without it"
    for request in mentoring.life_rings(view, person):
        yield f"They wait for help with {view.org.title(request.expectation)}: the request is withdrawn"
