"""Asking for help, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.derive import familiarity, mentoring
from wecomplish_cli.derive.lookup import free
from wecomplish_cli.errors import RefusedError
from wecomplish_cli.model.edits import Put
from wecomplish_cli.model.mentorships import HelpStatus
from wecomplish_cli.text.phrases import day, days, listed, since

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import HelpRequest

PROPOSALS = 3
"""How many proficient people are named to someone who has nobody to ask."""


def request_help(view: View, mentee: str, expectation: str, question: str | None) -> Plan:
    """Ask for help with an expectation; with nobody to ask, it is asked all the same.

    Where help is waited for already, only the question is changed, if another one is given.

    Raises:
        RefusedError: if the mentee has left, or the expectation is not theirs.
    """
    title = view.org.title(expectation)
    for request in mentoring.life_rings(view, mentee):
        if request.expectation == expectation:
            asked = f"{view.org.name(mentee)} has waited for help with “{title}” since {day(request.date)}"
            if not question or question == request.question:
                return Plan((), asked)
            return Plan(
                (Put(request.ref, ("question",), question),),
                f"{view.org.name(mentee)}'s request for help with “{title}” now has another question",
                consequences=lambda after: _who_sees(after, mentee, expectation),
            )
    if not view.org.people[mentee].active:
        raise RefusedError(f"{view.org.name(mentee)} has left", "name someone who is still there")
    if expectation not in familiarity.expected_of(view, mentee):
        raise RefusedError(
            f"“{title}” is not expected of {view.org.name(mentee)}, so a request would reach no mentor",
            "ask about something that an assignment of theirs contains",
        )
    new: dict[str, str] = {"expectation": expectation}
    if question:
        new["question"] = question
    new["status"] = str(HelpStatus.OPEN)
    return Plan(
        (Put(event_ref(view, "help", mentee, view.today, expectation), (), new),),
        f"{view.org.name(mentee)} asks for help with “{title}”",
        consequences=lambda after: _who_sees(after, mentee, expectation),
    )


def acknowledge_help(view: View, mentee: str, expectation: str, by: str) -> Plan:
    """Say that a request for help was seen.

    Raises:
        RefusedError: if there is no open request, or the mentee would acknowledge their own.
    """
    request = open_request(view, mentee, expectation)
    title = f"{view.org.name(mentee)}'s request for help with “{view.org.title(expectation)}”"
    if request.acknowledged is not None:
        seen = request.acknowledged
        return Plan((), f"{view.org.name(seen.by)} already acknowledged {title} on {day(seen.date)}")
    _require_other(view, mentee, by, "acknowledge")
    edits = (
        Put(request.ref, ("status",), str(HelpStatus.ACKNOWLEDGED)),
        Put(request.ref, ("acknowledged",), {"by": by, "date": view.today}),
    )
    return Plan(edits, f"{view.org.name(by)} has seen {title}", lambda after: _still_waits(after, request))


def answer_help(view: View, mentee: str, expectation: str, by: str, insight: str | None) -> Plan:
    """Say that help was given, and what insight came of it.

    Raises:
        RefusedError: if there is no open request, or the mentee would answer their own.
    """
    request = open_request(view, mentee, expectation)
    _require_other(view, mentee, by, "answer")
    answer: dict[str, object] = {"by": by, "date": view.today}
    if insight:
        answer["insight"] = insight
    edits = (
        Put(request.ref, ("status",), str(HelpStatus.ANSWERED)),
        Put(request.ref, ("answered",), answer),
    )
    done = f"{view.org.name(by)} has helped {view.org.name(mentee)} with “{view.org.title(expectation)}”"
    return Plan(edits, done, lambda after: _life_ring_gone(after, mentee, expectation, insight))


def withdraw_help(view: View, mentee: str, expectation: str) -> Plan:
    """Say that help is no longer needed.

    Raises:
        RefusedError: if there is no open request.
    """
    request = open_request(view, mentee, expectation)
    edits = (Put(request.ref, ("status",), str(HelpStatus.WITHDRAWN)),)
    done = f"{view.org.name(mentee)} no longer asks for help with “{view.org.title(expectation)}”"
    return Plan(edits, done, lambda after: _life_ring_gone(after, mentee, expectation, "none"))


def open_request(view: View, mentee: str, expectation: str) -> HelpRequest:
    """Find the one open or acknowledged request of a mentee for an expectation.

    Raises:
        RefusedError: if there is none; it names those there are.
    """
    rings = mentoring.life_rings(view, mentee)
    for request in rings:
        if request.expectation == expectation:
            return request
    others = listed(f"“{view.org.title(r.expectation)}” ({r.expectation})" for r in rings)
    raise RefusedError(
        f"{view.org.name(mentee)} has no open request for help with “{view.org.title(expectation)}”",
        f"{view.org.name(mentee)} is waiting for help with {others if rings else 'nothing at all'}",
    )


def _require_other(view: View, mentee: str, by: str, verb: str) -> None:
    if by == mentee:
        raise RefusedError(
            f"{view.org.name(mentee)} cannot {verb} their own request",
            "withdraw it if help is no longer needed",
        )
    if not view.org.people[by].active:
        raise RefusedError(f"{view.org.name(by)} has left", "name someone who is still there")


def event_ref(view: View, folder: str, mentee: str, day: date, about: str) -> str:
    """A reference for a new event; its label means nothing, and gets a number if it is taken."""
    before = f"{folder}/{mentee}/{day}-"
    return before + free(about.rpartition("/")[2], lambda label: f"{before}{label}" in view.org.present)


def _who_sees(view: View, mentee: str, expectation: str) -> Iterator[str]:
    helpers = mentoring.helpers(view, mentee, expectation)
    mentors = [p for p in helpers if p not in view.org.people[mentee].leaders]
    if mentors:
        yield f"{listed(_there(view, each) for each in mentors)} will see it"
        return
    if helpers:
        leaders = listed(_there(view, each) for each in helpers)
        yield f"there is no mentor for it; {leaders}, who leads them, will see it"
    else:
        yield "there is neither a mentor nor a leader to see it"
    able = _able(view, mentee, expectation)
    if able:
        yield f"proficient in it: {listed(map(view.org.name, able), 'or')}"


def _there(view: View, person: str) -> str:
    """A name, and until when they are away."""
    away = view.org.people[person].mentoring.away
    until = f" (away until {day(away.until)})" if away and mentoring.away(view, person) else ""
    return f"{view.org.name(person)}{until}"


def _able(view: View, mentee: str, expectation: str) -> list[str]:
    """Up to three active people proficient in a competence that contains the expectation, freest first."""
    by_competence = familiarity.expectations_by_competence(view)
    found: dict[str, None] = {}
    for competence in view.org.people[mentee].held(view.today):
        if expectation in by_competence.get(competence, ()):
            found.update(dict.fromkeys(familiarity.proficient_people(view, competence)))
    found.pop(mentee, None)
    return sorted(found, key=lambda p: (-mentoring.free_places(view, p), p))[:PROPOSALS]


def _still_waits(view: View, request: HelpRequest) -> Iterator[str]:
    waited, limit = since((view.today - request.date).days), days(view.org.settings.help.answer_within_days)
    yield f"{view.org.name(request.mentee)} has been waiting {waited}; an answer is due within {limit}"


def _life_ring_gone(view: View, mentee: str, expectation: str, insight: str | None) -> Iterator[str]:
    left = len(mentoring.life_rings(view, mentee))
    yield (
        f"{view.org.name(mentee)} is waiting for help with {left} more"
        if left
        else f"{view.org.name(mentee)} is not waiting for any other help"
    )
    if insight is None:
        yield f"what was learnt can help others too: wecomplish insight from-help {mentee} {expectation}"
