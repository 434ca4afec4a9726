"""The graph of who helps whom, and the questions asked of it."""

from __future__ import annotations

from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from wecomplish_cli import derive
from wecomplish_cli.model.mentorships import MentorshipStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from wecomplish_cli.model.mentorships import Mentorship
    from wecomplish_cli.model.org import Org

RUNNING = (MentorshipStatus.ACTIVE, MentorshipStatus.PAUSED)


def running(org: Org) -> list[Mentorship]:
    """The mentorships that count as having a mentor: active or paused, by mentee."""
    return [m for m in org.mentorships.values() if derive.status(m, m.mentee) in RUNNING]


def helped_and_helping(org: Org) -> tuple[set[str], set[str]]:
    """Who has a mentor, and who mentors someone."""
    mentees = {m.mentee for m in running(org)}
    mentors = {mentor for m in running(org) for mentor in derive.mentors_now(m)}
    return mentees, mentors


def graph(org: Org) -> nx.DiGraph[str]:
    """The people and an edge from each mentor to each mentee of a mentorship that is active or paused."""
    import networkx as nx

    found: nx.DiGraph[str] = nx.DiGraph()
    for mentorship in running(org):
        for mentor in derive.mentors_now(mentorship):
            found.add_edge(mentor, mentorship.mentee)
    return found


def groups(org: Org, people: Iterable[str]) -> list[list[str]]:
    """The groups that are connected by mentorships among these people, largest first, each sorted.

    People without any mentorship are in no group.
    """
    import networkx as nx

    among = graph(org).subgraph(set(people))
    found = [sorted(group) for group in nx.weakly_connected_components(among) if len(group) > 1]
    return sorted(found, key=lambda group: (-len(group), group))


def circles(edges: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The circles in a graph: groups in which each leads to each, a self-loop alone; sorted."""
    successors: dict[str, list[str]] = defaultdict(list)
    for start, end in edges:
        successors[start].append(end)
    try:
        TopologicalSorter(successors).prepare()
    except CycleError:
        return _named_circles(successors)
    # Almost always: no circle, and networkx, which takes a tenth of a second to import, is not needed.
    return []


def _named_circles(successors: Mapping[str, list[str]]) -> list[list[str]]:
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from((start, end) for start, ends in successors.items() for end in ends)
    found = [sorted(group) for group in nx.strongly_connected_components(graph) if len(group) > 1]
    found += [[node] for node in nx.nodes_with_selfloops(graph)]
    return sorted(found)
