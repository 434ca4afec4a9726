"""Which competences must be passed on, the most urgent first: who could teach them, and who waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity, mentoring
from wecomplish_cli.derive.membership import holders, members, population
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.expectations import is_retired

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from wecomplish_cli.derive.view import View

MANY = 2
"""People who can teach something, from which on nobody is the only one."""


@frozen
class Someone:
    """A person who could teach something, or waits for it."""

    person: str
    name: str


@frozen
class Teacher:
    """Someone who is proficient in a competence, and open to mentoring in it."""

    person: str
    name: str
    free: int
    """Places left now."""
    mentees: int
    """Whom they mentor in it now."""


@frozen
class Gap:
    """A competence, with what stands between it and the people who need it."""

    competence: str
    name: str
    critical: bool
    holders: int
    """Who hold it, among those asked about."""
    below: int
    """Of the holders, those below the target in something it expects."""
    silent: int
    """Of the holders, those who have indicated nothing here."""
    teachers: tuple[Teacher, ...]
    """By name, also from other teams."""
    others: tuple[Someone, ...]
    """Who are proficient and not open to mentoring in it, by name."""
    depends_on: int
    """Who would be left if the only teacher left: whom they mentor in it, and who waits; 0 with several."""
    seeking: tuple[Someone, ...]
    """Who seek a mentor here and have none."""
    asking: tuple[Someone, ...]
    """Who wait for help with something it expects."""
    learning: tuple[Someone, ...]
    """Holders below the target who are not proficient and have no mentor here."""
    command: str | None
    """What to do next; None where nothing is to be done."""

    @property
    def waiting(self) -> set[str]:
        """Everyone who waits for it, once."""
        return {each.person for each in (*self.seeking, *self.asking, *self.learning)}


@frozen
class Gaps:
    """The competences in order of need."""

    organization: str
    team: str | None
    """The team's name; None is everybody."""
    today: date
    people: int
    """Who are asked about: active, and holding something."""
    gaps: tuple[Gap, ...]


def gaps_report(view: View, team: str | None = None) -> Gaps:
    """Put the competences that somebody holds or seeks, or that are critical, in order of need.

    Critical ones come first; then those that nobody or only one person can teach, by how many depend on it;
    then those with most holders below the target, and with fewest people proficient and open to mentoring.
    """
    within = members(view, team) if team else {p for p, r in view.org.people.items() if r.active}
    held = holders(view, sorted(within))
    found = [
        _gap(view, ref, held.get(ref, ()), within)
        for ref, competence in view.org.competences.items()
        if not is_retired(competence.retired, view.today) and _expected(view, ref)
    ]
    wanted = [each for each in found if each.holders or each.seeking or (each.critical and not team)]
    return Gaps(
        view.org.settings.organization,
        view.org.title(f"teams/{team}") if team else None,
        view.today,
        len(within.intersection(population(view))),
        tuple(sorted(wanted, key=_urgency)),
    )


def _urgency(gap: Gap) -> tuple[object, ...]:
    able = len(gap.teachers)
    return (
        not gap.critical,
        min(able, MANY),
        -gap.depends_on,
        -gap.below,
        able + len(gap.others),
        able,
        gap.competence,
    )


def _expected(view: View, competence: str) -> tuple[str, ...]:
    return familiarity.expectations_by_competence(view).get(competence, ())


def _gap(view: View, ref: str, held: Iterable[str], within: Collection[str]) -> Gap:
    held = [*held]
    below = [person for person in held if _is_below(view, person, ref)]
    able = set(familiarity.proficient_people(view, ref))
    teachers = _by_name(view, (each for each in able if mentoring.open_for(view, each, ref)))
    others = _by_name(view, (each for each in able if not mentoring.open_for(view, each, ref)))
    taught = [_teacher(view, each, ref) for each in teachers]
    seeking = [
        person
        for person in within
        if ref in view.org.people[person].mentoring.seeks and not _has_mentor(view, person, ref)
    ]
    asking = [person for person in within if _asks(view, person, ref)]
    learning = [person for person in below if person not in able and not _has_mentor(view, person, ref)]
    waiting = {*seeking, *asking, *learning}
    return Gap(
        ref,
        view.org.title(ref),
        bool(view.org.competences[ref].critical),
        len(held),
        len(below),
        sum(not familiarity.levels_now(view, person, ref) for person in held),
        tuple(taught),
        tuple(others),
        taught[0].mentees + len(waiting - {taught[0].person}) if len(taught) == 1 else 0,
        tuple(_by_name(view, seeking)),
        tuple(_by_name(view, asking)),
        tuple(_by_name(view, learning)),
        _next(view, ref, taught, others, _by_name(view, seeking or learning or asking)),
    )


def _by_name(view: View, people: Iterable[str]) -> list[Someone]:
    found = [Someone(person, view.org.name(person)) for person in people]
    return sorted(found, key=lambda each: (each.name, each.person))


def _teacher(view: View, someone: Someone, ref: str) -> Teacher:
    slots = mentoring.active_by_mentor(view).get(someone.person, ())
    mentees = sum(slot.competence == ref for slot in slots)
    return Teacher(someone.person, someone.name, mentoring.free_places(view, someone.person), mentees)


def _is_below(view: View, person: str, ref: str) -> bool:
    """Whether someone is below the target in anything that a competence expects."""
    ranks = familiarity.ranks(view)
    for each in _expected(view, ref):
        target = ranks.get(familiarity.target(view.org, each), 0)
        if familiarity.level(view, person, each) < target:
            return True
    return False


def _has_mentor(view: View, person: str, ref: str) -> bool:
    slot = view.org.mentorships.get((person, ref))
    return slot is not None and slot.status.under_way


def _asks(view: View, person: str, ref: str) -> bool:
    expected = _expected(view, ref)
    return any(request.expectation in expected for request in mentoring.life_rings(view, person))


def _next(
    view: View, ref: str, teachers: list[Teacher], others: list[Someone], waiting: list[Someone]
) -> str | None:
    """The command that helps most: match who waits, ask who could teach, or let equals help each other."""
    waiting = [each for each in waiting if ref in view.org.people[each.person].held(view.today)]
    if any(each.free for each in teachers):
        return f"wecomplish suggest {waiting[0].person} {ref}" if waiting else None
    unasked = [each for each in others if view.org.people[each.person].mentoring.open is None]
    if unasked:
        return f"wecomplish offer {unasked[0].person} --open"
    if teachers and waiting:
        return f"wecomplish suggest {waiting[0].person} {ref}"
    if waiting:
        return f"wecomplish suggest {waiting[0].person} {ref} --peer"
    return None if teachers else f"wecomplish show {ref}"
