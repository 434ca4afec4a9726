"""How far a programme has come: joined, matched, met, on track, completed; and what it wants to reach."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity, health, mentoring
from wecomplish_cli.derive.small_groups import LEAST
from wecomplish_cli.derive.view import once
from wecomplish_cli.model.mentorships import MentorshipStatus
from wecomplish_cli.model.people import ProgramRole
from wecomplish_cli.reports.site.who import Who, who

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship, Terms

WELL = (health.State.ON_TRACK, health.State.TOO_EARLY)


@dataclass(frozen=True)
class Steps:
    """How many of those who joined as mentee have come how far; each step counts those of the next too."""

    joined: int
    matched: int
    met: int
    on_track: int
    """Of those who met: doing well, or completed."""
    completed: int


@dataclass(frozen=True)
class Kpi:
    """What a programme wants to reach, and where it is."""

    name: str
    wanted: str
    reached: str | None
    """None where there are fewer than five values."""


@dataclass(frozen=True)
class ProgramPage:
    """A programme's page."""

    id: str
    name: str
    aim: str | None
    criteria: str | None
    starts: date | None
    ends: date | None
    pilot: bool
    coordinator: Who | None
    sponsor: Who | None
    competences: tuple[tuple[str, str], ...]
    steps: Steps
    mentors: int
    """Who joined as mentor."""
    kpis: tuple[Kpi, ...]
    earlier: str | None
    """The programme before it; so are its name and its steps."""
    earlier_name: str | None
    earlier_steps: Steps | None
    unmatched: tuple[Who, ...]
    """Who joined as mentee and has no mentor in it."""


def program_page(view: View, program: str) -> ProgramPage:
    """Collect what a programme's page says."""
    org, record = view.org, view.org.programs[program]
    mentees = _joined(view, program, ProgramRole.MENTEE)
    earlier = _earlier(view, program)
    slots = _slots(view).get(program, {})
    return ProgramPage(
        id=program,
        name=org.title(f"programs/{program}"),
        aim=record.aim,
        criteria=record.criteria,
        starts=record.starts,
        ends=record.ends,
        pilot=record.pilot,
        coordinator=who(view, record.coordinator) if record.coordinator else None,
        sponsor=who(view, record.sponsor) if record.sponsor else None,
        competences=tuple((ref, org.title(ref)) for ref in record.competences),
        steps=_steps(view, program),
        mentors=len(_joined(view, program, ProgramRole.MENTOR)),
        kpis=tuple(_kpis(view, program)),
        earlier=earlier,
        earlier_name=org.title(f"programs/{earlier}") if earlier else None,
        earlier_steps=_steps(view, earlier) if earlier else None,
        unmatched=tuple(who(view, each) for each in mentees if each not in slots and org.people[each].active),
    )


@once
def _joined_by_program(view: View) -> Mapping[tuple[str, ProgramRole], list[str]]:
    found: dict[tuple[str, ProgramRole], list[str]] = defaultdict(list)
    for person, record in view.org.people.items():
        for program, part in record.programs.items():
            for role in (ProgramRole.MENTEE, ProgramRole.MENTOR):
                if part.role in (role, ProgramRole.BOTH):
                    found[program, role].append(person)
    return found


def _joined(view: View, program: str, role: ProgramRole) -> list[str]:
    return _joined_by_program(view).get((program, role), [])


@once
def _slots(view: View) -> Mapping[str, Mapping[str, Sequence[tuple[Mentorship, Terms]]]]:
    """The mentorships of each programme that began, also former ones, by mentee."""
    found: dict[str, dict[str, list[tuple[Mentorship, Terms]]]] = defaultdict(lambda: defaultdict(list))
    for slot in view.org.mentorships.values():
        for terms in (*slot.previous, slot):
            if terms.program and mentoring.started(terms, slot.mentee):
                found[terms.program][slot.mentee].append((slot, terms))
    return found


def _steps(view: View, program: str) -> Steps:
    slots = _slots(view).get(program, {})
    mentees = _joined(view, program, ProgramRole.MENTEE)
    matched = [person for person in mentees if person in slots]
    met = [person for person in matched if any(_meetings(view, *each) for each in slots[person])]
    return Steps(
        joined=len(mentees),
        matched=len(matched),
        met=len(met),
        on_track=sum(any(_well(view, *each) for each in slots[person]) for person in met),
        completed=sum(any(_completed(terms) for _, terms in slots[person]) for person in met),
    )


def _meetings(view: View, slot: Mentorship, terms: Terms) -> list[date]:
    start, end = mentoring.started(terms, slot.mentee), terms.ended or view.today
    held = view.org.checkins.get(slot.mentee, ())
    return [
        each.date
        for each in held
        if each.competence == slot.competence and (start or each.date) <= each.date <= end
    ]


def _well(view: View, slot: Mentorship, terms: Terms) -> bool:
    return _completed(terms) or (terms is slot and health.health(view, slot).state in WELL)


def _completed(terms: Terms) -> bool:
    return terms.status is MentorshipStatus.COMPLETED


def _kpis(view: View, program: str) -> Iterable[Kpi]:
    wanted, steps = view.org.programs[program].kpis, _steps(view, program)
    if wanted.familiarity_gain is not None:
        gain = _mean(_gains(view, program))
        reached = None if gain is None else f"{gain:+.0f} points"
        yield Kpi("Familiarity gained", f"+{wanted.familiarity_gain} points", reached)
    if wanted.have_mentor is not None:
        share = f"{100 * steps.matched / steps.joined:.0f} %" if steps.joined >= LEAST else None
        yield Kpi("Joined and matched", f"{wanted.have_mentor} %", share)
    if wanted.pulse is not None:
        pulse = _mean(_pulses(view, program))
        yield Kpi("Pulse, from 1 to 5", f"{wanted.pulse:.1f}", None if pulse is None else f"{pulse:.1f}")


def _mean(by_person: Sequence[float]) -> float | None:
    return sum(by_person) / len(by_person) if len(by_person) >= LEAST else None


def _gains(view: View, program: str) -> list[float]:
    """The mean gain of each mentee, from the start to the end or today."""
    by_person: dict[str, list[float]] = defaultdict(list)
    for mentee, slots in _slots(view).get(program, {}).items():
        for slot, terms in slots:
            if terms.baseline is None:
                continue
            now = familiarity.levels_now(view, mentee, slot.competence)
            end = terms.outcome.levels if terms.outcome else now
            gain = familiarity.gain(view.org, terms.baseline.levels, end)
            if gain is not None:
                by_person[mentee].append(gain)
    return [sum(gains) / len(gains) for gains in by_person.values()]


def _pulses(view: View, program: str) -> list[float]:
    """The mean pulse of each person who gave one."""
    by_person: dict[str, list[int]] = defaultdict(list)
    for mentee, slots in _slots(view).get(program, {}).items():
        days = {(slot.competence, day) for slot, terms in slots for day in _meetings(view, slot, terms)}
        for checkin in view.org.checkins.get(mentee, ()):
            if (checkin.competence, checkin.date) in days:
                for person, score in checkin.pulse.items():
                    by_person[person].append(int(score))
    return [sum(scores) / len(scores) for scores in by_person.values()]


def _earlier(view: View, program: str) -> str | None:
    """The programme that ended last before this one started."""
    starts = view.org.programs[program].starts
    ended = [
        (record.ends, each)
        for each, record in view.org.programs.items()
        if each != program and starts and record.ends and record.ends <= starts
    ]
    return max(ended)[1] if ended else None
