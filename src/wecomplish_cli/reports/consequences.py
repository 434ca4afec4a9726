"""What a change does to the network: who gains and loses a mentor, how load moves, which risks it makes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from wecomplish_cli.derive import graph, membership
from wecomplish_cli.derive import mentoring as derived_mentoring
from wecomplish_cli.model.mentorships import HelpStatus, MentorshipStatus
from wecomplish_cli.reports.mentorships import at_risk
from wecomplish_cli.reports.verdicts import balance
from wecomplish_cli.text.phrases import counted, quoted, several

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.reports.verdicts import Balance


class Effect(StrEnum):
    """What a change does to the network."""

    MENTOR_LOST = "mentor_lost"
    MENTOR_GAINED = "mentor_gained"
    MENTOR_MISSING = "mentor_missing"
    """Somebody new has no mentor."""
    MENTORS_NO_LONGER = "mentors_no_longer"
    MENTORS_NOW = "mentors_now"
    OVER_CAPACITY = "over_capacity"
    RISK_MADE = "risk_made"
    """Fewer can pass on a critical competence than should."""
    RISK_REMOVED = "risk_removed"
    HELP_ORPHANED = "help_orphaned"
    """Help is asked for, and reaches nobody."""
    VERDICT = "verdict"
    """The answer to one of the three questions about the network is another."""


@dataclass(frozen=True)
class Consequence:
    """Something that follows from a change, as a sentence without a full stop."""

    effect: Effect
    about: str
    """The person, the competence, the request or the question."""
    sentence: str
    good: bool | None
    """Whether it is good news; None: neither."""


@dataclass(frozen=True)
class Measure:
    """A figure of the network before and after: a count, or, as a float, a share in percent."""

    name: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class LoadChange:
    """A mentor whose load or places change: active mentorships against places."""

    person: str
    name: str
    load_before: int
    places_before: int
    load: int
    places: int


@dataclass(frozen=True)
class Consequences:
    """What a change does to the network."""

    sentences: tuple[Consequence, ...]
    """What is bad first."""
    measures: tuple[Measure, ...]
    """All of them, whether or not they differ."""
    load: tuple[LoadChange, ...]
    """By name."""


@dataclass(frozen=True)
class _State:
    """One state of the network, as far as it is compared."""

    view: View
    people: list[str]
    """Active people with an assignment held."""
    balance: Balance
    risks: dict[str, list[str]]


def consequences(before: View, after: View) -> Consequences:
    """Compare the network before and after a change, both as of the same day."""
    was, now = (_state(view) for view in (before, after))
    load = tuple(sorted(_load(before, after), key=lambda each: (each.name, each.person)))
    found = [
        *_helped(was, now),
        *_helping(was, now),
        *_over_capacity(load),
        *_risks(was, now),
        *_orphaned(before, after),
        *_verdicts(was, now),
    ]
    found.sort(key=lambda each: (False, None, True).index(each.good))
    figures = _figures(was), _figures(now)
    measures = tuple(Measure(name, figures[0][name], figures[1][name]) for name in figures[0])
    return Consequences(tuple(found), measures, load)


def _state(view: View) -> _State:
    people = membership.population(view)
    return _State(view, people, balance(view, people, view.org.people.keys()), at_risk(view))


def _helped(was: _State, now: _State) -> Iterator[Consequence]:
    """Who has a mentor now, no longer, or, being new, not yet."""
    had, have = (_with_somebody(state.view) for state in (was, now))
    there = {person for person, record in now.view.org.people.items() if record.active}
    gained, lost = (have - had) & there, (had - have).intersection(now.people)
    missing = set(now.people) - have - set(was.people) - _with_a_past(now.view)
    for person in now.view.org.people:
        name = now.view.org.brief(f"people/{person}")
        if person in gained:
            yield Consequence(Effect.MENTOR_GAINED, person, f"{name} has somebody who helps them now", True)
        elif person in lost:
            yield Consequence(Effect.MENTOR_LOST, person, f"{name} has nobody to help them any more", False)
        elif person in missing:
            yield Consequence(Effect.MENTOR_MISSING, person, f"{name} has no mentor yet", None)


def _with_a_past(view: View) -> set[str]:
    """Who was mentored before: with somebody who is new, the change brings that in too."""
    over = (MentorshipStatus.COMPLETED, MentorshipStatus.ENDED)
    return {
        mentorship.mentee
        for mentorship in view.org.mentorships.values()
        if any(each.status in over for each in (mentorship, *mentorship.previous))
    }


def _with_somebody(view: View) -> set[str]:
    """Who has a mentor who is still there: one who left helps nobody, even if the record stays as it is."""
    return {
        mentorship.mentee
        for mentorship in graph.running(view)
        if any(
            view.org.people[each].active
            for each in derived_mentoring.mentors_now(mentorship)
            if each in view.org.people
        )
    }


def _helping(was: _State, now: _State) -> Iterator[Consequence]:
    helped, help_ = (graph.helped_and_helping(state.view)[1] for state in (was, now))
    begun, over = help_ - helped, helped - help_
    for person, record in now.view.org.people.items():
        name = now.view.org.brief(f"people/{person}")
        if record.active and person in begun:
            yield Consequence(Effect.MENTORS_NOW, person, f"{name} mentors somebody now", True)
        elif record.active and person in over:
            yield Consequence(Effect.MENTORS_NO_LONGER, person, f"{name} mentors nobody any more", None)


def _load(before: View, after: View) -> Iterator[LoadChange]:
    for person in sorted(before.org.people.keys() | after.org.people.keys()):
        was, now = (
            (derived_mentoring.load(view, person), derived_mentoring.capacity(view, person))
            if person in view.org.people
            else (0, 0)
            for view in (before, after)
        )
        if was != now and (was[0] or now[0] or _open(before, person) or _open(after, person)):
            name = (after.org if person in after.org.people else before.org).brief(f"people/{person}")
            yield LoadChange(person, name, *was, *now)


def _open(view: View, person: str) -> bool:
    return person in view.org.people and bool(view.org.people[person].mentoring.open)


def _over_capacity(rows: tuple[LoadChange, ...]) -> Iterator[Consequence]:
    for each in rows:
        excess, before = each.load - each.places, each.load_before - each.places_before
        if excess > max(before, 0):
            load = counted(each.load, "mentorship")
            said = f"{each.name} has {load} and {counted(each.places, 'place')}"
            yield Consequence(Effect.OVER_CAPACITY, each.person, said, False)


def _risks(was: _State, now: _State) -> Iterator[Consequence]:
    wanted = now.view.org.settings.targets.mentors_per_critical_competence
    for competence, able in now.risks.items():
        if competence not in was.risks or len(able) < len(was.risks[competence]):
            could = several(now.view.org.brief(f"people/{each}") for each in able)
            who = f"only {could}" if able else "no one"
            said = f"{now.view.org.brief(competence)}: {who} could teach it (target: {wanted})"
            yield Consequence(Effect.RISK_MADE, competence, said, False)
    for competence in [each for each in was.risks if each not in now.risks]:
        said = f"{was.view.org.brief(competence)} has enough people who can teach it again"
        yield Consequence(Effect.RISK_REMOVED, competence, said, True)


def _orphaned(before: View, after: View) -> Iterator[Consequence]:
    for request in after.org.requests():
        reached = derived_mentoring.helpers(after, request.mentee, request.expectation)
        if not request.status.life_ring or reached:
            continue
        old = before.org.records.get(request.path)
        if old is None or derived_mentoring.helpers(before, old.mentee, old.expectation):
            name, what = (
                after.org.brief(f"people/{request.mentee}"),
                quoted(after.org.title(request.expectation)),
            )
            said = f"{name} waits for help with {what}, and it reaches nobody"
            yield Consequence(Effect.HELP_ORPHANED, request.ref, said, False)


def _verdicts(was: _State, now: _State) -> Iterator[Consequence]:
    answers = {True: "yes", False: "no", None: "too few people to say"}
    for old, new in zip(was.balance.verdicts, now.balance.verdicts, strict=True):
        if old.good is not new.good:
            said = f"{new.question} Now {answers[new.good]}, before {answers[old.good]}"
            yield Consequence(Effect.VERDICT, new.question, said, new.good)


def _figures(state: _State) -> dict[str, float | None]:
    helped, helping = graph.helped_and_helping(state.view)
    _, mentoring, mentored = state.balance.verdicts
    requests = [*state.view.org.requests()]
    there = {person for person, record in state.view.org.people.items() if record.active}
    return {
        "people": len(state.people),
        "without_mentor": sum(person not in helped for person in state.people),
        "mentoring_nobody": sum(person not in helping for person in state.people),
        "have_mentor": mentored.value,
        "mentor_someone": mentoring.value,
        "load_gini": state.balance.division.gini,
        "risks": len(state.risks),
        "help_requests": len(requests),
        "help_answered": sum(each.status is HelpStatus.ANSWERED for each in requests),
        "help_waiting": sum(each.status.life_ring and each.mentee in there for each in requests),
    }
