"""The graph of who helps whom, and the questions asked of it."""

from __future__ import annotations

from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from itertools import product
from typing import TYPE_CHECKING

from wecomplish_cli.derive import mentoring, suitability
from wecomplish_cli.derive.view import once
from wecomplish_cli.model.mentorships import MentorshipStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import networkx as nx

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship

RUNNING = (MentorshipStatus.ACTIVE, MentorshipStatus.PAUSED)


def running(view: View) -> list[Mentorship]:
    """The mentorships that count as having a mentor: active or paused, by mentee."""
    return [m for m in view.org.mentorships.values() if mentoring.status(m, m.mentee) in RUNNING]


@once
def helped_and_helping(view: View) -> tuple[set[str], set[str]]:
    """Who has a mentor, and who mentors someone."""
    mentees = {m.mentee for m in running(view)}
    mentors = {mentor for m in running(view) for mentor in mentoring.mentors_now(m)}
    return mentees, mentors


def graph(view: View) -> nx.DiGraph[str]:
    """The people and an edge from each mentor to each mentee of a mentorship that is active or paused."""
    import networkx as nx

    found: nx.DiGraph[str] = nx.DiGraph()
    found.add_edges_from(ties(view))
    return found


def groups(view: View, within: Collection[str]) -> list[list[str]]:
    """The groups of these people that mentorships connect, largest first, each sorted.

    Two of them are connected also where others stand between them. People without any mentorship are in no
    group.
    """
    group_of: dict[str, list[str]] = {}
    for pair in ties(view):
        small, large = sorted((group_of.setdefault(person, [person]) for person in pair), key=len)
        if small is not large:
            large += small
            group_of |= dict.fromkeys(small, large)
    wanted, whole = {*within}, {id(group): group for group in group_of.values()}
    found = [sorted(person for person in group if person in wanted) for group in whole.values()]
    return sorted((group for group in found if len(group) > 1), key=lambda group: (-len(group), group))


def ties(view: View) -> list[tuple[str, str]]:
    """Each mentor and mentee of a mentorship that is active or paused, in the order of the mentorships."""
    return [(mentor, slot.mentee) for slot in running(view) for mentor in mentoring.mentors_now(slot)]


def across(view: View, one: str, other: str) -> set[tuple[str, str]]:
    """The pairs of teams that two people connect, each in the order of ids; none where they share a team."""
    teams = teams_of(view, one), teams_of(view, other)
    return set() if teams[0] & teams[1] else {(min(pair), max(pair)) for pair in product(*teams)}


def teams_of(view: View, person: str) -> set[str]:
    """The teams in which someone holds a role; none of whom the data does not know."""
    found = view.org.people.get(person)
    return suitability.teams_of(found, view.today) if found else set()


def longest_chain(view: View) -> list[list[str]]:
    """The longest row of people each of whom mentors the next; those who mentor each other count as one.

    Each step is sorted; empty where nobody mentors anyone.
    """
    import networkx as nx

    whole = nx.condensation(graph(view))
    steps = nx.dag_longest_path(whole) if len(whole) else []
    return [sorted(whole.nodes[step]["members"]) for step in steps]


def circles(
    edges: Iterable[tuple[str, str]], through: Collection[tuple[str, str]] | None = None
) -> list[list[str]]:
    """Find the circles in a graph, along its edges: one for each group in which each leads to each.

    With `through`, only circles that contain one of these edges.
    """
    successors: dict[str, list[str]] = defaultdict(list)
    for start, end in edges:
        successors[start].append(end)
    pairs = _only_pairs(successors)
    if pairs is None:
        return _found_circles(successors, through)
    # Almost always: networkx, which takes a tenth of a second to import, is not needed.
    wanted = {*pairs} if through is None else {*through}
    edges_of = (sorted({pair, pair[::-1]} & wanted) for pair in pairs)
    return sorted([*edges[0]] for edges in edges_of if edges)


def _only_pairs(successors: Mapping[str, list[str]]) -> list[tuple[str, str]] | None:
    """The pairs of people who mentor each other, such as peers; None if there may be any other circle."""
    pairs = [
        (start, end)
        for start, ends in successors.items()
        for end in {*ends}
        if start <= end and start in successors.get(end, ())
    ]
    first = {end: start for start, end in pairs}
    if len({person for pair in pairs for person in pair}) < 2 * len(pairs):
        return None
    joined: dict[str, set[str]] = defaultdict(set)
    for start, ends in successors.items():
        joined[first.get(start, start)] |= {first.get(end, end) for end in ends}
    for start, _ in pairs:
        joined[start].discard(start)
    try:
        TopologicalSorter(joined).prepare()
    except CycleError:
        return None
    return pairs


def _found_circles(
    successors: Mapping[str, list[str]], through: Collection[tuple[str, str]] | None
) -> list[list[str]]:
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from((start, end) for start, ends in successors.items() for end in ends)
    found = []
    for group in nx.strongly_connected_components(graph):
        inside = graph.subgraph(group)
        wanted = sorted(edge for edge in inside.edges if through is None or edge in through)
        if wanted:
            start, end = wanted[0]
            found.append([start, *nx.shortest_path(inside, end, start)][:-1])
    return sorted(found)
