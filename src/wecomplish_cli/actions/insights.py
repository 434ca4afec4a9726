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
from wecomplish_cli.text.phrases import listed, people

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from wecomplish_cli.model.mentorships import HelpRequest
    from wecomplish_cli.model.org import Org


def answered_request(org: Org, mentee: str, expectation: str) -> HelpRequest:
    """Find the newest request of a mentee for an expectation that was answered.

    Raises:
        RefusedError: if there is none; it says whether one still waits, or names those there are.
    """
    asked = org.help.get(mentee, ())
    answered = [request for request in asked if request.answered is not None]
    here = [request for request in answered if request.expectation == expectation]
    if here:
        return here[-1]
    name, title = org.name(mentee), org.title(expectation)
    if any(request.expectation == expectation and request.status.life_ring for request in asked):
        raise RefusedError(
            f"{name} still waits for help with “{title}”",
            "once it is answered, what was learnt can be written down",
        )
    others = dict.fromkeys(f"“{org.title(r.expectation)}” ({r.expectation})" for r in answered)
    raise RefusedError(
        f"{name} has no answered request for help with “{title}”",
        f"{name} got help with {listed(others)}" if others else "write it with `wecomplish insight add`",
    )


def add(org: Org, own: str, given: Mapping[str, Any], today: date) -> Plan:
    """Write down an insight, as a draft or for all.

    Raises:
        RefusedError: if there is another insight of this id.
    """
    added = adding.add(org, f"insights/{own}", given)
    return replace(added, consequences=lambda after: _what_next(after, own, today)) if added.edits else added


def from_help(org: Org, request: HelpRequest, own: str, given: Mapping[str, Any], today: date) -> Plan:
    """Write down the insight that came of an answered request, and name it in the request.

    Raises:
        RefusedError: if there is another insight of this id.
    """
    asked = f"{org.name(request.mentee)}'s request for help of {request.date}"
    named = Plan(
        (Put(request.ref, ("answered", "insight"), own),),
        f"{asked} leads to it now",
        lambda after: _what_next(after, own, today),
    )
    return both(adding.add(org, f"insights/{own}", given), named)


def already_written(org: Org, request: HelpRequest) -> Plan | None:
    """Say that the insight of an answered request is there; None where it is not."""
    known = request.answered.insight if request.answered else None
    if known is None:
        return None
    asked = f"{org.name(request.mentee)}'s request for help of {request.date}"
    return Plan((), f"{asked} has its insight already: “{org.title(f'insights/{known}')}” ({known})")


def publish(org: Org, insight: str, today: date) -> Plan:
    """Make a draft an insight for all."""
    title = f"“{org.insights[insight].title}”"
    if org.insights[insight].status is InsightStatus.PUBLISHED:
        return Plan((), f"{title} is published already")
    return Plan(
        (Put(f"insights/{insight}", ("status",), str(InsightStatus.PUBLISHED)),),
        f"{title} is published",
        lambda after: _of_use(after, insight, today),
    )


def _what_next(org: Org, insight: str, today: date) -> Iterator[str]:
    if org.insights[insight].status is InsightStatus.PUBLISHED:
        yield from _of_use(org, insight, today)
    else:
        yield f"it is a draft, for others from `wecomplish insight publish {insight}` on"


def _of_use(org: Org, insight: str, today: date) -> Iterator[str]:
    what = org.insights[insight].expectation
    number = sum(r.active and what in familiarity.expected_of(org, p, today) for p, r in org.people.items())
    yield f"“{org.title(what)}” is expected of {people(number)} today, whom it can help"
