"""The quick reader: it reads what the strict one reads, or leaves it alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import EXAMPLE
from tests.stress import readers
from tests.yamltext.test_reader import MANY, WORDS
from wecomplish_cli.model.text import Quoted
from wecomplish_cli.yamltext import plain


def test_mutated_files_are_read_as_the_strict_reader_reads_them(thorough: bool) -> None:
    amount = readers.CHUNK if thorough else readers.CHUNK // 5
    figures = readers.run(amount)
    assert figures.mutations == amount
    assert figures.quick > amount // 10


def test_all_files_of_the_example_are_plain() -> None:
    assert [path for path in EXAMPLE.rglob("*.yaml") if not readers.agree(path.read_bytes())] == []


def test_every_file_of_the_tests_is_read_as_the_strict_reader_reads_it() -> None:
    assert sum(readers.agree(path.read_bytes()) for path in Path(__file__).parents[1].rglob("*.yaml")) > 500


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("name: Ola\n", "Ola"),
        ("title: Knead\nname: Bake\n", "Bake"),
        ("# c\n\nname: 'Ola N'  # c\nx:\n  name: Per\n", "Ola N"),
        ("name: Ola\nx: [\n", "Ola"),
        ("x:\n  name: Ola\n", None),
        ("name: Ola\n\n  Nordmann\n", None),
        ("name: [Ola]\n", None),
        ("name: |\n  Ola\n", None),
        ("name: O\u200bla\n", None),
        ("", None),
    ],
)
def test_a_name_is_read_alone_where_its_line_says_it_all(text: str, name: str | None) -> None:
    assert plain.first(text, "name", "title") == name


_LINES = st.sampled_from(
    [
        f"{indent}{dash}{key}{value}{end}"
        for indent in ("", "  ", "    ")
        for dash in ("", "- ", "-  ")
        for key in ("", "a: ", "b:")
        for value in ("", "x", "[]", "[a, b]", '"x: #"', "'- x'", "null", "a:b", "a#b", "|", "|-")
        for end in ("", " ", " # c", "#c", ":")
    ]
)


_BLOCKS = st.sampled_from(
    [
        f"{' ' * spaces}{text}"
        for spaces in range(5)
        for text in (
            "a: |",
            "b: |-",
            "c: |2",
            "- a: |",
            "d:",
            "a: x",
            "x",
            "# c",
            "a: | # c",
            "a: |  ",
            "---",
        )
    ]
    + ["", " ", "     "]
)


@MANY
@given(st.lists(_BLOCKS, max_size=8), st.sampled_from(["a: |", "k: x", "d:"]), st.sampled_from(["\n", ""]))
def test_any_blocks_are_read_as_the_strict_reader_reads_them(lines: list[str], top: str, end: str) -> None:
    readers.agree(("\n".join([top, *lines]) + end).encode())


def test_a_block_is_the_text_that_is_indented_below_it() -> None:
    text = "a:\n  b: |\n    One:\n      two # no comment\n\n    - three |\n\n  # c\n  c: |-\n   x\nd: y\n"
    found = plain.read(text)
    assert found == {"a": {"b": "One:\n  two # no comment\n\n- three |\n", "c": "x"}, "d": "y"}
    assert type(found["a"]["b"]) is Quoted


@MANY
@given(st.lists(_LINES, min_size=1, max_size=8))
def test_any_lines_are_read_as_the_strict_reader_reads_them(lines: list[str]) -> None:
    readers.agree("\n".join(lines).encode())


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize(
    "around", ["a: {}", "a: {} # c", "- {}", "a: '{}'", 'a: "{}"', "a: [b, {}]", "{}: a"]
)
def test_any_word_is_read_as_the_strict_reader_reads_it(word: str, around: str) -> None:
    readers.agree(f"k:\n  - x\n{around.format(word)}\n".encode())
    readers.agree(f"k:\n{around.format(word)}\nz: 1\n".encode())


def test_what_it_reads_has_the_types_and_lists_of_its_own() -> None:
    text = "a: [x, 1]\nb: [x, 1]\nc:\n- d: 'y'\n  e: \"\"\n- f: true # g\n"
    found = plain.read(text)
    assert found == {"a": ["x", "1"], "b": ["x", "1"], "c": [{"d": "y", "e": ""}, {"f": "true"}]}
    again = plain.read(text)
    assert again is not None
    assert found["a"] is not again["a"]
    assert type(found["c"][0]["d"]) is Quoted


LEFT_ALONE = (
    "¦# a¦a:¦a: null¦a: ~¦a: b\na: c¦a: b\n c¦a\tb: c¦a: b\r\n¦- a¦ a: b¦a: |\n b¦a: {}¦a: [b,]¦a: &b c"
    "¦a: !b c¦a: 'b'c¦a: \"\\x41\"¦---\na: b¦? a¦a: b: c¦a: b\n..."
)
LEFT_BLOCKS = "a: |\n  b\n   \n¦a: |\n\n b\n¦a: |+\n b\n¦a: >\n b\n¦k:\n- a: |\n   b\n¦a: |\n  b\n  c"
DEEP = "".join(f"{' ' * depth}a:\n" for depth in range(14)) + " " * 14 + "a: b"
LONG = "a: b\n" + "# c\n" * plain.MAX_NODES


@pytest.mark.parametrize("text", [*LEFT_ALONE.split("¦"), *LEFT_BLOCKS.split("¦"), DEEP, LONG])
def test_it_leaves_alone_what_it_is_not_sure_of(text: str) -> None:
    assert plain.read(text) is None
