"""Edits to text: only the lines of the key change, and they can be taken back to the very byte."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_reader import MANY, TEXTS, WORDS, Document, Tape, Writer, all_values, documents
from wecomplish_cli.edits import Append, Delete, Edit, Put, Remove
from wecomplish_cli.errors import DataError
from wecomplish_cli.model.mentorships import Mentorship
from wecomplish_cli.model.people import Familiarity, Person
from wecomplish_cli.model.values import Quoted, Spaced, misreadable
from wecomplish_cli.yamltext.reader import read
from wecomplish_cli.yamltext.splice import splice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wecomplish_cli.diagnostics import Pointer

OPEN = dict[str, Any]
SPACED = Annotated[dict[str, Any], Spaced()]
NEW = "a new one"
REF = "people/ola"
MOST_REFUSED = 0.02
"""The share of edits that may be refused in documents laid out in every odd way."""


@dataclass(frozen=True)
class Case:
    """An edit to a document whose record is of a type."""

    document: Document
    edit: Edit
    record: Any

    @property
    def result(self) -> str | None:
        """The text after the edit; None where it is refused."""
        try:
            return splice(self.document.text, self.edit, self.record)
        except DataError:
            return None


def mappings(document: Document) -> list[Pointer]:
    return [pointer for pointer, value in all_values(document.value) if isinstance(value, dict)]


def lists(document: Document, least: int = 0) -> list[Pointer]:
    return [
        pointer
        for pointer, value in all_values(document.value)
        if isinstance(value, list) and len(value) >= least
    ]


def at(value: Any, pointer: Pointer) -> Any:
    for key in pointer:
        value = value[key]
    return value


def make_new_value(tape: Tape, texts: Sequence[str], depth: int = 0) -> Any:
    kind = tape.below(10 if depth < 2 else 7)
    if kind == 9:
        return {tape.pick(texts) or "x": make_new_value(tape, texts, depth + 1) for _ in range(tape.below(4))}
    if kind == 8:
        return [make_new_value(tape, texts, depth + 1) for _ in range(tape.below(4))]
    if kind == 7:
        return [tape.pick(texts) for _ in range(tape.below(3))]
    return tape.pick((date(2026, 3, 1 + tape.below(28)), tape.one_in(2), tape.below(500))) if kind > 4 else tape.pick(texts)


def make_new_key(tape: Tape, document: Document, texts: Sequence[str]) -> Pointer:
    """Make a pointer to a key that is not there, in a mapping that is."""
    around = tape.pick(mappings(document))
    key = tape.pick([text for text in texts if text and text != "<<"])
    return (*around, NEW if key in at(document.value, around) else key)


def make_edit(tape: Tape, document: Document, texts: Sequence[str]) -> Edit:
    """Make an edit that makes sense of a document: what it names is there, or can be."""
    pointers = [pointer for pointer in document.values if pointer]
    value = make_new_value(tape, texts)
    choice = tape.below(7)
    if choice == 0 and pointers:
        return Put(REF, tape.pick(pointers), value)
    if choice <= 2 and document.keys:
        return Delete(REF, tape.pick(list(document.keys)))
    if choice == 3 and (pointers := lists(document)):
        return Append(REF, tape.pick(pointers), value)
    if choice == 4 and (pointers := lists(document, least=1)):
        pointer = tape.pick(pointers)
        return Remove(REF, pointer, tape.pick(at(document.value, pointer)))
    pointer = make_new_key(tape, document, texts)
    if choice == 5:
        return Append(REF, pointer, value)
    return Put(REF, (*pointer, NEW) if tape.one_in(4) else pointer, value)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Edits to documents of any shape."""
    document = draw(documents())
    texts = [*WORDS[:12] * 4, *WORDS, *draw(st.lists(TEXTS, max_size=3))]
    tape = Tape((document.text, texts, draw(st.binary(min_size=2, max_size=2))))
    return Case(document, make_edit(tape, document, texts), tape.pick((OPEN, SPACED)))


def as_text(value: Any) -> Any:
    """What the reader gives for a value that was written."""
    if isinstance(value, dict):
        return {key: as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_text(inner) for inner in value]
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)


class NonsenseError(Exception):
    """The edit does not fit the values."""


def has(place: Any, key: Any) -> bool:
    if isinstance(place, dict):
        return key in place
    return isinstance(place, list) and isinstance(key, int) and 0 <= key < len(place)


def intended(value: dict[str, Any], edit: Edit) -> dict[str, Any]:
    """Carry out an edit on values."""
    after = deepcopy(value)
    place: Any = after
    *around, last = edit.pointer
    adds = isinstance(edit, (Put, Append))
    for key in around:
        if adds and isinstance(place, dict):
            place.setdefault(key, {})
        if not has(place, key):
            break
        place = place[key]
    if adds and isinstance(place, dict) and not around[len(around) :]:
        place.setdefault(last, [])
    if not has(place, last):
        if adds:
            raise NonsenseError
        return value
    if isinstance(edit, Put):
        place[last] = as_text(edit.value)
    elif isinstance(edit, Delete) and isinstance(place, dict):
        del place[last]
    elif isinstance(edit, Delete) or not isinstance(place[last], list):
        raise NonsenseError
    elif isinstance(edit, Append):
        place[last].append(as_text(edit.value))
    else:
        place[last] = [item for item in place[last] if item != as_text(edit.value)]
    return after
def lines(text: str) -> list[str]:
    return [line.removesuffix("\r") for line in text.split("\n")]


def line_of(text: str, index: int) -> int:
    return text.count("\n", 0, index)


def own_lines(case: Case) -> tuple[int, int] | None:
    """The first and last line that an edit may change; None where it may only put lines in between."""
    document, pointer = case.document, case.edit.pointer
    if isinstance(case.edit, Remove):
        items = at(document.value, pointer)
        pointer = (*pointer, items.index(as_text(case.edit.value))) if len(items) > 1 else pointer
    elif isinstance(case.edit, Delete) and len(at(document.value, pointer[:-1])) == 1:
        pointer = pointer[:-1]
    if pointer not in document.values:
        while pointer not in document.values:
            pointer = pointer[:-1]
        if document.styles[pointer] == "block":
            return begins_behind_dash(case, pointer)
    elif isinstance(case.edit, Append) and document.styles[pointer] == "block":
        return None
    start, end = document.values[pointer]
    start = document.dashes.get(pointer, document.keys.get(pointer, (start, 0))[0])
    return line_of(document.text, start), line_of(document.text, max(end, start))


def begins_behind_dash(case: Case, pointer: Pointer) -> tuple[int, int] | None:
    """The line that a new first key of a list item takes from the key that was the first."""
    document = case.document
    dash, (start, _) = document.dashes.get(pointer), document.values[pointer]
    first = line_of(document.text, start)
    after = case.result or ""
    return (first, first) if dash is not None and lines(after)[: first + 1] != lines(document.text)[: first + 1] else None


def assert_only_own_lines_change(case: Case, after: str) -> None:
    old, new, own = lines(case.document.text), lines(after), own_lines(case)
    if own is None:
        added = len(new) - len(old)
        assert any(old[:at] == new[:at] and old[at:] == new[at + added :] for at in range(len(old) + 1))
        return
    first, last = own
    cuts = isinstance(case.edit, (Delete, Remove))
    ranges = [(first, last)]
    if cuts and first > 0 and not old[first - 1].strip():
        ranges.append((first - 1, last))
    if cuts and last + 1 < len(old) and not old[last + 1].strip():
        ranges.append((first, last + 1))
    assert any(
        old[:start] == new[:start] and old[end + 1 :] == new[len(new) - len(old) + end + 1 :] and start <= len(new)
        for start, end in ranges
    )


def assert_comments_are_kept(case: Case, after: str) -> None:
    document, edit = case.document, case.edit
    pointer = edit.pointer
    if isinstance(edit, Remove):
        pointer = (*pointer, at(document.value, pointer).index(as_text(edit.value)))
    start, end = document.values.get(pointer, (0, 0))
    if isinstance(edit, Append):
        start = end = 0
    elif isinstance(edit, (Delete, Remove)):
        start = document.dashes.get(pointer, document.keys.get(pointer, (start, 0))[0])
        end = max(document.text.find("\n", end), end) if "\n" in document.text[end:] else len(document.text)
    for comment in document.comments:
        if not start <= comment.start < end:
            assert after.count(comment.text) == 1, comment


def assert_written_alike(document: Document, after: str) -> None:
    """The line ends are of the same kind, and the last line has one if it had."""
    for newline, other in (("\r\n", "\n"), ("\n", "\r\n")):
        if newline in document.text and other not in document.text.replace("\r\n", "" if other == "\n" else "\r\n"):
            assert other not in after.replace("\r\n", "" if other == "\n" else "\r\n")
    assert after.endswith("\n") == document.text.endswith("\n")


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Edits to documents of any shape."""
    document = draw(documents())
    texts = [*WORDS[:12] * 4, *WORDS, *draw(st.lists(TEXTS, max_size=3))]
    tape = Tape((document.text, draw(st.binary(min_size=2, max_size=2))))
    return Case(document, make_edit(tape, document, texts), tape.pick((OPEN, SPACED)))


@MANY
@given(cases())
def test_an_edit_gives_the_values_intended_or_is_refused(case: Case) -> None:
    after = case.result
    if after is not None:
        assert read(after) == intended(case.document.value, case.edit)
