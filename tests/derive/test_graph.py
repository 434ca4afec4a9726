"""Circles of people who mentor each other."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wecomplish_cli.derive import graph

PEOPLE = st.sampled_from("abcdef")
EDGES = st.lists(st.tuples(PEOPLE, PEOPLE), max_size=9)


@given(EDGES, st.none() | st.lists(st.tuples(PEOPLE, PEOPLE), max_size=4))
def test_pairs_alone_are_found_as_networkx_finds_them(
    edges: list[tuple[str, str]], through: list[tuple[str, str]] | None
) -> None:
    successors = defaultdict(list)
    for start, end in edges:
        successors[start].append(end)
    assert graph.circles(edges, through) == graph._found_circles(successors, through)


@pytest.mark.parametrize(
    ("edges", "found"),
    [
        (["ab", "ba", "bc"], [("a", "b")]),
        (["ab", "ba", "cd", "dc", "bc"], [("a", "b"), ("c", "d")]),
        (["ab", "ba", "bc", "ca"], None),
        (["ab", "ba", "bc", "cb"], None),
        (["ab", "ba", "cd", "dc", "bc", "da"], None),
        (["aa"], None),
        (["ab", "bc"], []),
    ],
)
def test_any_other_circle_is_left_to_networkx(edges: list[str], found: list[tuple[str, str]] | None) -> None:
    successors = defaultdict(list)
    for each in edges:
        successors[each[0]].append(each[1])
    assert graph._only_pairs(successors) == found
