"""The story of one person: who mentored them, whom they mentored, what was asked, and their familiarity."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from wecomplish_cli.derive import familiarity as derived_familiarity
from wecomplish_cli.derive import mentoring
from wecomplish_cli.derive.view import View
from wecomplish_cli.model.mentorships import HelpStatus, MentorshipStatus
from wecomplish_cli.model.programs import InsightStatus
from wecomplish_cli.reports.chapters import Chapter, chapters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from wecomplish_cli.model.history import Past, Step
    from wecomplish_cli.model.mentorships import CheckIn, HelpRequest, Review
    from wecomplish_cli.model.people import Indication


class EventKind(StrEnum):
    """What happened."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    COMPLETED = "completed"
    ENDED = "ended"
    DECLINED = "declined"
    REMOVED = "removed"
    """The record of a mentorship was deleted."""
    ASKED = "asked"
    ANSWERED = "answered"
    REVIEWED = "reviewed"
    INSIGHT = "insight"
    RENAMED = "renamed"


@dataclass(frozen=True)
class Event:
    """Something that happened on one day."""

    day: date
    recorded: bool
    """The day is the one that the data names; otherwise that of the commit."""
    kind: EventKind
    about: str
    """The reference of what it is about; so is the title."""
    title: str
    person: str | None
    """The other one: mentor or mentee, who accepted, answered, reviewed or taught; so is the name."""
    name: str | None
    note: str
    part: str = ""
    """The part of whom the story is about: of a mentorship `mentee`, `mentor` or `co-mentor`; where they
    helped others, `helper`, `mentor` or `source`."""


@dataclass(frozen=True)
class Meetings:
    """The check-ins of one assignment."""

    competence: str
    title: str
    count: int
    first: date
    last: date
    summaries: tuple[tuple[date, str], ...]
    """What was written down of each, oldest first."""


@dataclass(frozen=True)
class Point:
    """Familiarity from one day on, in percent."""

    day: date
    familiarity: float


@dataclass(frozen=True)
class Story:
    """What became of one person, in everything or in one assignment."""

    person: str
    name: str
    competence: str | None
    competence_name: str | None
    today: date
    shallow: bool
    unreadable: tuple[str, ...]
    earlier_ids: tuple[str, ...]
    events: tuple[Event, ...]
    """Oldest first."""
    checkins: tuple[Meetings, ...]
    expectations: int
    """How many are expected today, which familiarity is of."""
    familiarity: tuple[Point, ...]
    """Oldest first, one for each day on which it changed."""


def history(view: View, past: Past, person: str, competence: str | None) -> Story:
    """Tell the story of a person, or of one of their assignments."""
    if competence is None:
        expectations = derived_familiarity.expected_of(view, person)
    else:
        expectations = derived_familiarity.expectations_by_competence(view).get(competence, ())

    def within(ref: str) -> bool:
        return (
            competence is None or ref == competence or ref in expectations or ref.startswith(f"{competence}/")
        )

    points = tuple(_familiarity(view, past, person, expectations))
    held = view.org.people[person].assignments if person in view.org.people else {}
    if competence and competence not in held and not any(point.familiarity for point in points):
        points = ()  # Of what was never theirs, nothing was expected of them.
    events = [e for e in _events(view, past, person) if e.kind is EventKind.RENAMED or within(e.about)]
    return Story(
        person,
        view.org.name(person),
        competence,
        view.org.title(competence) if competence else None,
        view.today,
        past.shallow,
        past.unreadable,
        tuple(old for _, old in past.earlier),
        tuple(sorted(events, key=lambda event: event.day)),
        tuple(each for each in _meetings(view, past) if within(each.competence)),
        len(expectations),
        points,
    )


def _events(view: View, past: Past, person: str) -> Iterator[Event]:
    by_path = defaultdict(list)
    for step in past.steps:
        by_path[step.path].append(step)
    for day, old in past.earlier:
        yield Event(
            day, False, EventKind.RENAMED, person, view.org.name(person), None, None, f"until then {old}"
        )
    for path, steps in by_path.items():
        folder = path.partition("/")[0]
        if folder == "mentorships":
            mentee = path.split("/")[1]
            for chapter in chapters(steps, mentee):
                part = _part(chapter, mentee, person)
                if part is not None:
                    yield from (replace(e, part=part) for e in _mentorship(view, chapter, mentee, person))
        elif (record := _newest(steps)) is not None and folder in ("help", "reviews"):
            gone = "no longer in the data" if steps[-1].after is None else ""
            yield from _help(view, record, gone) if folder == "help" else _review(view, record, gone)
    yield from _given(view, person)
    for insight in view.org.insights.values():
        if insight.author == person:
            draft = " (a draft)" if insight.status is InsightStatus.DRAFT else ""
            note = f"“{insight.title}”{draft}"
            yield _event(view, insight.date, EventKind.INSIGHT, insight.expectation, insight.source, note)


def _given(view: View, person: str) -> Iterator[Event]:
    """What someone did for others beside their mentorships: answers, reviews, and what they taught."""
    for request in view.org.requests():
        answer = request.answered
        if answer is not None and answer.by == person:
            note = request.question or ""
            yield replace(
                _event(view, answer.date, EventKind.ANSWERED, request.expectation, request.mentee, note),
                part="helper",
            )
    for mentee, held in view.org.reviews.items():
        for review in held:
            if review.by == person:
                yield replace(
                    next(_review(view, review, "")), person=mentee, name=view.org.name(mentee), part="mentor"
                )
    for insight in view.org.insights.values():
        if insight.source == person and insight.status is not InsightStatus.DRAFT:
            event = _event(view, insight.date, EventKind.INSIGHT, insight.expectation, insight.author)
            yield replace(event, note=f"“{insight.title}”", part="source")


def _part(chapter: Chapter, mentee: str, person: str) -> str | None:
    """What someone is in a mentorship; None where they have no part in it."""
    if person == mentee:
        return "mentee"
    if person not in chapter.terms.mentors:
        return None
    return "mentor" if person == chapter.terms.mentor else "co-mentor"


def _mentorship(view: View, chapter: Chapter, mentee: str, person: str) -> Iterator[Event]:
    """What became of a mentorship, as one who takes part in it sees it."""
    terms, about = chapter.terms, chapter.competence
    other = terms.mentor if person == mentee else mentee
    said_yes = sorted((day, who) for who, day in terms.acceptance.items() if day is not None)
    turned, active = chapter.turned(MentorshipStatus.PROPOSED), chapter.turned(MentorshipStatus.ACTIVE)
    started = mentoring.started(terms, mentee)
    if terms.proposed:
        yield _event(view, terms.proposed, EventKind.PROPOSED, about, other)
    elif turned:
        # Whoever proposes says yes at once, in a file that may be committed later.
        day = min([turned.day, *(day for day, _ in said_yes)])
        yield _event(view, day, EventKind.PROPOSED, about, other, recorded=day != turned.day)
    for day, who in said_yes:
        yield _event(view, day, EventKind.ACCEPTED, about, who)
    begun = started or (active.day if active else None)
    if begun:
        more = [view.org.name(each) for each in mentoring.mentors_now(terms) if each not in (person, other)]
        others = f"with {', '.join(more)}" if more else ""
        note = "; ".join(filter(None, (others, "imported" if mentoring.imported(terms) else "")))
        yield _event(view, begun, EventKind.STARTED, about, other, note, recorded=started is not None)
    for turn in chapter.turns:
        if turn.after is MentorshipStatus.PAUSED:
            until = f"until {turn.terms.paused_until}"
            yield _event(view, turn.day, EventKind.PAUSED, about, other, until, recorded=False)
        elif (turn.before, turn.after) == (MentorshipStatus.PAUSED, MentorshipStatus.ACTIVE):
            yield _event(view, turn.day, EventKind.RESUMED, about, other, recorded=False)
    closed = chapter.turned(terms.status)
    over = terms.ended or (closed.day if closed else None)
    if over and not terms.status.under_way:
        kind = EventKind(str(terms.status))
        yield _event(view, over, kind, about, other, terms.reason or "", recorded=terms.ended is not None)
    if chapter.removed:
        yield _event(view, chapter.removed, EventKind.REMOVED, about, other, recorded=False)


def _help(view: View, request: HelpRequest, gone: str) -> Iterator[Event]:
    withdrawn = "withdrawn" if request.status is HelpStatus.WITHDRAWN else ""
    note = "; ".join(filter(None, (request.question, withdrawn, gone)))
    yield _event(view, request.date, EventKind.ASKED, request.expectation, None, note)
    answer = request.answered
    if answer is not None:
        note = f"“{view.org.title(f'insights/{answer.insight}')}”" if answer.insight else ""
        yield _event(view, answer.date, EventKind.ANSWERED, request.expectation, answer.by, note)


def _review(view: View, review: Review, gone: str) -> Iterator[Event]:
    seen = [f"saw {view.org.title(ref)}: {level}" for ref, level in review.observed.items()]
    note = "; ".join(filter(None, (str(review.outcome).replace("_", " "), *seen, gone)))
    yield _event(view, review.date, EventKind.REVIEWED, review.competence, review.by, note)


def _event(
    view: View,
    day: date,
    kind: EventKind,
    about: str,
    person: str | None,
    note: str = "",
    recorded: bool = True,
) -> Event:
    name = view.org.name(person) if person else None
    return Event(day, recorded, kind, about, view.org.title(about), person, name, note)


def _newest(steps: Iterable[Step]) -> Any | None:
    """The newest record of a file, also of one that was deleted."""
    return next((step.after for step in reversed([*steps]) if step.after is not None), None)


def _meetings(view: View, past: Past) -> Iterator[Meetings]:
    held: dict[str, list[CheckIn]] = defaultdict(list)
    by_path = {step.path: step.after for step in past.steps if step.path.startswith("checkins/")}
    for checkin in by_path.values():
        if checkin is not None:
            held[checkin.competence].append(checkin)
    for competence, found in sorted(held.items()):
        met = sorted(found, key=lambda each: each.date)
        summaries = tuple((each.date, each.summary) for each in met if each.summary)
        first, last = met[0].date, met[-1].date
        yield Meetings(competence, view.org.title(competence), len(met), first, last, summaries)


def _familiarity(view: View, past: Past, person: str, expectations: tuple[str, ...]) -> Iterator[Point]:
    """Familiarity over today's expectations, by what each commit changed."""
    indicated: dict[str, Indication] = {}
    by_day: dict[date, float] = {}

    def measure(day: date) -> None:
        percent = derived_familiarity.familiarity(
            View(replace(view.org, familiarity={person: indicated}), view.today), person, expectations
        )
        if percent is not None:
            by_day[day] = percent

    for step in past.steps:
        if step.path == f"familiarity/{person}.yaml":
            before, after = step.before or {}, step.after or {}
            for ref in [ref for ref in (before | after) if before.get(ref) != after.get(ref)]:
                indicated.pop(ref, None)
                indicated |= {ref: after[ref]} if ref in after else {}
            measure(step.day)
    indicated = view.org.familiarity.get(person, {})
    measure(view.today)
    last = None
    for day, percent in sorted(by_day.items()):
        if percent != last:
            yield Point(day, percent)
        last = percent
