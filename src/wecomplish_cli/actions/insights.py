"""Writing down what came of an answer, and publishing it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wecomplish_cli.actions import adding
from wecomplish_cli.actions.plan import Plan, both
from wecomplish_cli.derive import familiarity
from wecomplish_cli.errors import RefusedError
from wecomplish_cli.model.edits import Put
from wecomplish_cli.model.programs import InsightStatus
from wecomplish_cli.text.phrases import day, listed, people

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import HelpRequest


def answered_request(view: View, mentee: str, expectation: str) -> HelpRequest:
    """Find the newest request of a mentee for an expectation that was answered.

    Raises:
        RefusedError: if there is none; it says whether one still waits, or names those there are.
    """
    asked = view.org.help.get(mentee, ())
    answered = [request for request in asked if request.answered is not None]
    here = [request for request in answered if request.expectation == expectation]
    if here:
        return here[-1]
    name, title = view.org.name(mentee), view.org.title(expectation)
    if any(request.expectation == expectation and request.status.life_ring for request in asked):
        raise RefusedError(
            f"{name} is still waiting for help with “{title}”",
            "once it is answered, what was learnt can be written down",
        )
    others = dict.fromkeys(f"“{view.org.title(r.expectation)}” ({r.expectation})" for r in answered)
    raise RefusedError(
        f"{name} has no answered request for help with “{title}”",
        f"{name} got help with {listed(others)}" if others else "write it with `wecomplish add insight`",
    )


def add(view: View, own: str, given: Mapping[str, Any]) -> Plan:
    """Write down an insight, as a draft or for all.

    Raises:
        RefusedError: if there is another insight of this id.
    """
    added = adding.add(view, f"insights/{own}", given)
    return replace(added, consequences=lambda after: _what_next(after, own)) if added.edits else added


def from_help(view: View, request: HelpRequest, own: str, given: Mapping[str, Any]) -> Plan:
    """Write down the insight that came of an answered request, and name it in the request.

    Raises:
        RefusedError: if there is another insight of this id.
    """
    asked = f"{view.org.name(request.mentee)}'s request for help of {day(request.date)}"
    named = Plan(
        (Put(request.ref, ("answered", "insight"), own),),
        f"{asked} now refers to it",
        lambda after: _what_next(after, own),
    )
    return both(adding.add(view, f"insights/{own}", given), named)


def already_written(view: View, request: HelpRequest) -> Plan | None:
    """Say that the insight of an answered request is there; None where it is not."""
    known = request.answered.insight if request.answered else None
    if known is None:
        return None
    asked = f"{view.org.name(request.mentee)}'s request for help of {day(request.date)}"
    return Plan((), f"{asked} already has an insight: “{view.org.title(f'insights/{known}')}” ({known})")


def publish(view: View, insight: str) -> Plan:
    """Make a draft an insight for all."""
    title = f"“{view.org.insights[insight].title}”"
    if view.org.insights[insight].status is InsightStatus.PUBLISHED:
        return Plan((), f"{title} is already published")
    return Plan(
        (Put(f"insights/{insight}", ("status",), str(InsightStatus.PUBLISHED)),),
        f"{title} is published",
        lambda after: _of_use(after, insight),
    )


def _what_next(view: View, insight: str) -> Iterator[str]:
    if view.org.insights[insight].status is InsightStatus.PUBLISHED:
        yield from _of_use(view, insight)
    else:
        yield f"it is a draft; `wecomplish insight publish {insight}` shows it to everyone"


def _of_use(view: View, insight: str) -> Iterator[str]:
    what = view.org.insights[insight].expectation
    number = sum(r.active and what in familiarity.expected_of(view, p) for p, r in view.org.people.items())
    yield f"“{view.org.title(what)}” is expected of {people(number)} today, whom it can help"
