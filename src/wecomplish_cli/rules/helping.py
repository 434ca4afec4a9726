"""Rules about open requests for help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity, health, mentoring
from wecomplish_cli.diagnostics import Finding, Related, Spot
from wecomplish_cli.model.mentorships import HelpStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import HelpRequest


def duplicate_help(view: View) -> Iterator[Finding]:
    """A mentee has at most one open request for help with an expectation.

    Why: with two, one is answered and the other waits for ever.
    Fix: withdraw one of them.
    """
    for mentee in view.org.help:
        first: dict[str, Spot] = {}
        for request in mentoring.life_rings(view, mentee):
            spot = request.at("expectation")
            if first.setdefault(request.expectation, spot) is not spot:
                yield Finding(
                    spot,
                    f"{view.org.name(mentee)} already waits for help with this",
                    related=(Related(first[request.expectation], "the earlier request"),),
                )


def unexpected_help(view: View) -> Iterator[Finding]:
    """Help is asked for with what is expected of the person.

    Why: a request about anything else reaches no mentor.
    Fix: correct the expectation, add the assignment that expects it, or withdraw the request.
    """
    for mentee in (each for each in view.org.help if each in view.org.people):
        if any(map(view.org.unread, view.org.people[mentee].held(view.today))):
            continue
        expected = {*familiarity.expected_of(view, mentee)}
        for request in mentoring.life_rings(view, mentee):
            if request.expectation not in expected and _known(view, request):
                name, title = view.org.name(mentee), view.org.title(request.expectation)
                yield Finding(request.at("expectation"), f"this is not expected of {name}: {title}")


def overdue_help(view: View) -> Iterator[Finding]:
    """A request for help is acknowledged and answered in time.

    Why: whoever asks twice in vain does not ask a third time.
    Fix: answer it; `help` in `wecomplish.yaml` says how many days there are.
    """
    limits = view.org.settings.help
    for request in view.org.requests():
        if health.overdue(view, request):
            waiting = request.status is HelpStatus.OPEN
            what = "acknowledged" if waiting else "answered"
            limit = limits.acknowledge_within_days if waiting else limits.answer_within_days
            days = (view.today - request.date).days
            yield Finding(request.at("status"), f"waiting for {days} days; should be {what} within {limit}")


def own_help(view: View) -> Iterator[Finding]:
    """Nobody acknowledges or answers their own request for help.

    Why: a life ring that the drowning throw to themselves helps nobody.
    Fix: name who helped, or withdraw the request.
    """
    for request in view.org.requests():
        for key, what in (("acknowledged", request.acknowledged), ("answered", request.answered)):
            if what is not None and what.by == request.mentee:
                yield Finding(request.at(key, "by"), f"{view.org.name(request.mentee)} asked for this help")


def _known(view: View, request: HelpRequest) -> bool:
    """Whether what a request is about could be read; if not, that is said already."""
    ref = request.expectation
    competence = view.org.competences.get(ref.rpartition("/")[0])
    return ref in view.org.expectations or (
        competence is not None and ref.rpartition("/")[2] in competence.items
    )
