"""Entries put in order and set apart: nothing but where they stand changes, whatever stands around them."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wecomplish_cli.yamltext.order import crowded, set_apart, sort_keys
from wecomplish_cli.yamltext.places import tree
from wecomplish_cli.yamltext.reader import read

KEYS = st.lists(st.sampled_from(["a", "b", "c-d", "e", "roles/x", "roles/x/y"]), unique=True, min_size=2)
VALUES = st.sampled_from(
    [
        "1 # behind",
        "[x, y]",
        "\n{i}  level: aware\n{i}  updated: 2026-05-02 # when",
        "|\n{i}  text\n\n{i}  more",
    ]
)
ABOVE = st.lists(st.sampled_from(["", "{i}# said of it", "# at the margin"]), max_size=3)


@st.composite
def mappings(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    """A text with a mapping in it, at the top or below a key, and where it is."""
    nested = draw(st.booleans())
    indent = "  " if nested else ""
    lines = ["# of the file", "", *(["map:"] if nested else [])]
    for key in draw(KEYS):
        lines += [each.replace("{i}", indent) for each in draw(ABOVE)]
        lines.append(f"{indent}{key}: {draw(VALUES).replace('{i}', indent)}")
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    # Without a line end, a block of text that stands last would be another text elsewhere.
    ends = ["", newline] if not lines[-1].endswith("more") else [newline]
    text = "\n".join(lines).replace("\n", newline) + draw(st.sampled_from(ends))
    return text, ("map",) if nested else ()


def at(text: str, pointer: tuple[str, ...]) -> dict[str, object]:
    found = read(text)
    for key in pointer:
        found = found[key]
    assert isinstance(found, dict)
    return found


@given(mappings())
def test_sorting_changes_the_order_alone_and_only_once(case: tuple[str, tuple[str, ...]]) -> None:
    text, pointer = case
    after = sort_keys(text, pointer)
    assert [*at(after, pointer)] == sorted(at(text, pointer))
    assert read(after) == read(text)
    assert Counter(after.splitlines()) == Counter(text.splitlines())
    assert sort_keys(after, pointer) == after


@given(mappings())
def test_setting_apart_adds_blank_lines_alone_and_only_once(case: tuple[str, tuple[str, ...]]) -> None:
    text, pointer = case
    after = set_apart(text, pointer)
    assert read(after) == read(text)
    assert crowded(after, tree(after), pointer) == []
    assert set_apart(after, pointer) == after
    added = Counter(after.splitlines()) - Counter(text.splitlines())
    assert added == Counter({"": len(crowded(text, tree(text), pointer))})


@pytest.mark.parametrize(
    ("text", "sorted_text"),
    [
        ("b: 1\na: 2\n", "a: 2\nb: 1\n"),
        ("b: 1\na: 2", "a: 2\nb: 1"),
        ("b: |\n  x\na: 2", "a: 2\nb: |\n  x\n"),
        ("b: |-\r\n  x\r\na: 2", "a: 2\r\nb: |-\r\n  x"),
        ("{b: 1, a: 2}\n", "{a: 2, b: 1}\n"),
        ("{b: 1, # of b\n a: 2}\n", "{b: 1, # of b\n a: 2}\n"),
        ("b: 1\n  # below b\na: 2\n  # below a\n", "a: 2\n  # below a\nb: 1\n  # below b\n"),
        ("# of the file\nb: 1 # of b\n\n# of a\na: 2\n", "# of the file\n# of a\na: 2\n\nb: 1 # of b\n"),
        ("b: 1\n\n# alone\n\na: 2\n# last\n", "a: 2\n# last\n\n# alone\n\nb: 1\n"),
    ],
)
def test_a_comment_goes_with_its_entry(text: str, sorted_text: str) -> None:
    assert sort_keys(text, ()) == sorted_text
