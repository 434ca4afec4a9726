"""The part of the mentor network that a change touches: who mentors whom there, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from wecomplish_cli.derive import mentoring
from wecomplish_cli.derive.graph import RUNNING
from wecomplish_cli.model.mentorships import MentorshipStatus

if TYPE_CHECKING:
    from wecomplish_cli.model.org import Org

MOST_EDGES = 60
"""Edges of a picture that can still be read."""


class Fate(StrEnum):
    """What a change makes of a mentorship."""

    NEW = "new"
    OVER = "over"
    KEPT = "kept"


@dataclass(frozen=True)
class Edge:
    """One person mentoring another in something; paused ones and proposals count."""

    mentor: str
    mentor_name: str
    mentee: str
    mentee_name: str
    competence: str
    title: str
    proposed: bool
    fate: Fate


@dataclass(frozen=True)
class Neighbourhood:
    """The mentorships that begin or end, and the others of everyone who takes part in these."""

    edges: tuple[Edge, ...]
    """New ones first, then those that are over, then those that stay."""
    left_out: int
    """How many more there are."""


def neighbourhood(before: Org, after: Org) -> Neighbourhood:
    """Collect what is new, what is over, and what else those people do; nothing where neither is."""
    was, now = _edges(before), _edges(after)
    new = {key for key, proposed in now.items() if was.get(key) is not proposed}
    over = was.keys() - now.keys()
    touched = {person for key in new | over for person in key[:2]}
    kept = {key for key in now.keys() - new if touched.intersection(key[:2])}
    found = []
    for fate, keys in {Fate.NEW: new, Fate.OVER: over, Fate.KEPT: kept}.items():
        for mentor, mentee, competence in sorted(keys):
            org = before if fate is Fate.OVER else after
            proposed = (was if fate is Fate.OVER else now)[mentor, mentee, competence]
            found.append(
                Edge(
                    mentor,
                    org.name(mentor),
                    mentee,
                    org.name(mentee),
                    competence,
                    org.title(competence),
                    proposed,
                    fate,
                )
            )
    return Neighbourhood(tuple(found[:MOST_EDGES]), max(len(found) - MOST_EDGES, 0))


def _edges(org: Org) -> dict[tuple[str, str, str], bool]:
    """Who mentors whom in what, and whether it is only proposed."""
    found: dict[tuple[str, str, str], bool] = {}
    for (mentee, competence), mentorship in org.mentorships.items():
        status = mentoring.status(mentorship, mentee)
        if status in RUNNING:
            found |= {(mentor, mentee, competence): False for mentor in mentoring.mentors_now(mentorship)}
        elif status is MentorshipStatus.PROPOSED:
            found |= {(mentor, mentee, competence): True for mentor in mentorship.mentors}
    return found
