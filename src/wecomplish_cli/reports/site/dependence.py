"""What rests on one person, and what would be lost if they left."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity, graph, mentoring
from wecomplish_cli.frozen import frozen
from wecomplish_cli.reports.site.who import Who, who

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wecomplish_cli.derive.view import View


@frozen
class KnownByOne:
    """A role or skillset that only one person is proficient in."""

    competence: str
    title: str
    critical: bool
    learning: int
    """How many are mentored in it now."""


@frozen
class Dependence:
    """What would be lost if someone left."""

    who: Who
    sole: tuple[KnownByOne, ...]
    """What only they are proficient in, the critical first."""
    mentees: tuple[Who, ...]
    """Whom nobody else mentors."""


def dependences(view: View) -> tuple[Dependence, ...]:
    """List those whom something rests on alone, most critical first."""
    sole = _sole(view)
    mentees = _only_mentor_of(view)
    found = [
        Dependence(
            who(view, person),
            tuple(sorted(sole[person], key=lambda each: (not each.critical, each.title))),
            tuple(who(view, each) for each in mentees.get(person, ())),
        )
        for person in sole
    ]
    return tuple(sorted(found, key=_weight))


def _weight(each: Dependence) -> tuple[int, int, int, str]:
    return -sum(s.critical for s in each.sole), -len(each.sole), -len(each.mentees), each.who.name


def _sole(view: View) -> Mapping[str, Sequence[KnownByOne]]:
    org, today = view.org, view.today
    learning: dict[str, int] = defaultdict(int)
    for slot in graph.running(view):
        learning[slot.competence] += 1
    found: dict[str, list[KnownByOne]] = defaultdict(list)
    for ref, record in org.competences.items():
        able = familiarity.proficient_people(view, ref)
        if len(able) == 1 and record.expected(today):
            found[able[0]].append(KnownByOne(ref, org.title(ref), record.critical, learning[ref]))
    return found


def _only_mentor_of(view: View) -> Mapping[str, Sequence[str]]:
    """The mentees whom one person alone mentors, by that person."""
    mentors: dict[str, set[str]] = defaultdict(set)
    for slot in graph.running(view):
        mentors[slot.mentee].update(mentoring.mentors_now(slot))
    found: dict[str, list[str]] = defaultdict(list)
    for mentee in sorted(mentors, key=view.org.name):
        if len(mentors[mentee]) == 1:
            found[next(iter(mentors[mentee]))].append(mentee)
    return found
