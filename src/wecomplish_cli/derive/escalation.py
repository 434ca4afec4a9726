"""Who hears of help that others have not given in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive import health, mentoring
from wecomplish_cli.derive.view import View, once
from wecomplish_cli.model.mentorships import HelpStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wecomplish_cli.model.mentorships import HelpRequest


def escalated(view: View, person: str) -> Iterator[tuple[HelpRequest, bool]]:
    """List the requests that a person hears of since others are late, and whether an answer is late.

    Leaders hear of what nobody has acknowledged in time; coordinators, or else administrators, of what
    nobody has answered in time. Those who should help hear of it anyway.
    """
    for request in _overdue(view):
        if person in _has_it(view, request):
            continue
        late = (view.today - request.date).days > view.org.settings.help.answer_within_days
        if late and person in _coordinators(view).get(request.mentee, view.org.settings.administrators):
            yield request, True
        elif request.status is HelpStatus.OPEN and person in view.org.people[request.mentee].leaders:
            yield request, False


@once
def _overdue(view: View) -> tuple[HelpRequest, ...]:
    requests = (each for each in view.org.requests() if each.mentee in view.org.people)
    return tuple(each for each in requests if health.overdue(view, each))


def _has_it(view: View, request: HelpRequest) -> list[str]:
    """Who waits for the help or should give it."""
    if request.acknowledged is not None:
        return [request.mentee, request.acknowledged.by]
    return [request.mentee, *mentoring.helpers(view, request.mentee, request.expectation)]


@once
def _coordinators(view: View) -> Mapping[str, set[str]]:
    """The coordinators of each person's programs, of those who have any that is still there."""
    found: dict[str, set[str]] = {}
    for person, record in view.org.people.items():
        programs = (view.org.programs.get(each) for each in record.programs)
        known = {each.coordinator for each in programs if each is not None and each.coordinator is not None}
        if there := mentoring.still_there(view, known):
            found[person] = {*there}
    return found
