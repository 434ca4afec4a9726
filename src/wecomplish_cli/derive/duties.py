"""What someone leads and keeps, and who could take it over when they leave."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.expectations import is_retired
from wecomplish_cli.model.kinds import SETTINGS_PATH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.expectations import Competence, Expectation

SETTINGS = SETTINGS_PATH.removesuffix(".yaml")
"""The reference of the organisation's settings."""


class Part(StrEnum):
    """What someone is to a thing that they lead or keep: the key of its file that names them."""

    ADMINISTRATOR = "administrators"
    LEAD = "lead"
    LEADER = "leaders"
    KEEPER = "keeper"
    SPONSOR = "sponsor"
    COORDINATOR = "coordinator"

    @property
    def shared(self) -> bool:
        """Whether there may be several."""
        return self in (Part.ADMINISTRATOR, Part.LEADER)


@frozen
class Duty:
    """One thing that someone leads or keeps."""

    ref: str
    part: Part


def duties(view: View, person: str) -> tuple[Duty, ...]:
    """List what someone leads and keeps, as far as it is not over: the settings first, then by reference."""
    return tuple(_duties(view, person))


def _duties(view: View, person: str) -> Iterator[Duty]:
    org = view.org
    if person in org.settings.administrators:
        yield Duty(SETTINGS, Part.ADMINISTRATOR)
    yield from (Duty(team.ref, Part.LEAD) for team in org.teams.values() if team.lead == person)
    for led in org.people.values():
        if led.active and person in led.leaders:
            yield Duty(led.ref, Part.LEADER)
    kept: Iterable[Competence | Expectation] = (*org.competences.values(), *org.expectations.values())
    for each in kept:
        if each.keeper == person and not is_retired(each.retired, view.today):
            yield Duty(each.ref, Part.KEEPER)
    for program in org.programs.values():
        if program.ends is None or program.ends >= view.today:
            if program.sponsor == person:
                yield Duty(program.ref, Part.SPONSOR)
            if program.coordinator == person:
                yield Duty(program.ref, Part.COORDINATOR)


def successor(view: View, person: str, duty: Duty) -> str | None:
    """Suggest who takes something over; None where that is not needed, or nobody comes to mind."""
    settings = view.org.settings
    if duty.part is Part.ADMINISTRATOR and len(settings.administrators) > 1:
        return None
    able = _there(view, person, _nearest(view, duty))
    above = _there(view, person, (*view.org.people[person].leaders, *settings.administrators))
    found = [each for each in (*able, *above) if f"people/{each}" != duty.ref]
    if duty.part is Part.LEADER:
        others = view.org.people[duty.ref.partition("/")[2]].leaders
        return None if _there(view, person, others) else next(iter(found), None)
    return next(iter(found), None)


def _nearest(view: View, duty: Duty) -> Iterable[str | None]:
    """Who stands nearest to a thing: the lead of the team above, who is proficient, who else runs it."""
    folder, _, own = duty.ref.partition("/")
    if duty.part is Part.LEAD:
        parent = view.org.teams[own].parent
        above = view.org.teams.get(parent) if parent else None
        return (above.lead,) if above else ()
    if duty.part is Part.KEEPER and folder != "expectations":
        able = familiarity.proficient_people(view, duty.ref)
        return sorted(able, key=lambda each: -_percent(view, each, duty.ref))
    if duty.part is Part.COORDINATOR:
        return (view.org.programs[own].sponsor,)
    return ()


def _percent(view: View, person: str, competence: str) -> float:
    expected = familiarity.expectations_by_competence(view).get(competence, ())
    return familiarity.familiarity(view, person, expected) or 0.0


def _there(view: View, person: str, people: Iterable[str | None]) -> list[str]:
    """Those of some people who are there, without the one who leaves."""
    found = (each for each in people if each and each != person and each in view.org.people)
    return [each for each in found if view.org.people[each].active]
