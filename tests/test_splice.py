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


def make_scalar(tape: Tape, texts: Sequence[str]) -> Any:
    return tape.pick((tape.pick(texts), tape.pick(texts), date(2026, 3, 1 + tape.below(28)), True, tape.below(500)))


def make_new_value(tape: Tape, texts: Sequence[str], depth: int = 0) -> Any:
    kind = tape.below(8)
    if kind == 7 and depth < 2:
        return {tape.pick(texts) or "x": make_new_value(tape, texts, depth + 1) for _ in range(tape.below(4))}
    if kind == 6 and depth < 2:
        return [make_new_value(tape, texts, depth + 1) for _ in range(tape.below(4))]
    if kind == 5:
        return [tape.pick(texts) for _ in range(tape.below(3))]
    return make_scalar(tape, texts)


def mappings(document: Document) -> list[Pointer]:
    return [pointer for pointer, value in all_values(document.value) if isinstance(value, dict)]


def lists(document: Document) -> list[Pointer]:
    return [pointer for pointer, value in all_values(document.value) if isinstance(value, list)]


def at(value: Any, pointer: Pointer) -> Any:
    for key in pointer:
        value = value[key]
    return value


def make_edit(tape: Tape, document: Document, texts: Sequence[str]) -> Edit:
    """Make an edit that makes sense of a document: what it names is there, or can be."""
    pointers = list(document.values)
    pointers.remove(())
    inner = lists(document)
    new_key = (*tape.pick(mappings(document)), tape.pick(texts) or NEW)
    value = make_new_value(tape, texts)
    choice = tape.below(6)
    if choice == 0 and pointers:
        return Put(REF, tape.pick(pointers), value)
    if choice == 1 and document.keys:
        return Delete(REF, tape.pick(list(document.keys)))
    if choice == 2 and inner:
        return Append(REF, tape.pick(inner), value)
    if choice == 3 and (full := [pointer for pointer in inner if at(document.value, pointer)]):
        pointer = tape.pick(full)
        item = tape.pick(at(document.value, pointer))
        return Remove(REF, pointer, NEW if item is None else item)
    if choice == 4:
        return Append(REF, new_key, value) if new_key not in document.values else Put(REF, new_key, value)
    deep = (*new_key, NEW) if tape.one_in(4) and new_key not in document.values else new_key
    return Put(REF, deep, value)


def as_text(value: Any) -> Any:
    """What the reader gives for a value that was written."""
    if isinstance(value, dict):
        return {key: as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_text(inner) for inner in value]
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else value if value is None else str(value)


class NonsenseError(Exception):
    """The edit does not fit the values."""


def intended(value: dict[str, Any], edit: Edit) -> dict[str, Any]:
    """Carry out an edit on values."""
    after = deepcopy(value)
    place: Any = after
    for key in edit.pointer[:-1]:
        if isinstance(place, dict) and key not in place and isinstance(edit, (Put, Append)):
            place[key] = {}
        if not has(place, key):
            return unchanged_or_nonsense(value, edit)
        place = place[key]
    last: Any = edit.pointer[-1]
    if isinstance(edit, Put):
        if not isinstance(place, dict) and not has(place, last):
            raise NonsenseError
        place[last] = as_text(edit.value)
    elif isinstance(edit, Append):
        if not isinstance(place, dict) and not has(place, last):
            raise NonsenseError
        held = place.setdefault(last, []) if isinstance(place, dict) else place[last]
        if not isinstance(held, list):
            raise NonsenseError
        held.append(as_text(edit.value))
    elif not has(place, last):
        return unchanged_or_nonsense(value, edit)
    elif isinstance(edit, Delete):
        if isinstance(place, list):
            raise NonsenseError
        del place[last]
    elif not isinstance(place[last], list):
        raise NonsenseError
    else:
        place[last] = [item for item in place[last] if item != as_text(edit.value)]
    return after


def has(place: Any, key: Any) -> bool:
    if isinstance(place, dict):
        return key in place
    return isinstance(place, list) and isinstance(key, int) and 0 <= key < len(place)


def unchanged_or_nonsense(value: dict[str, Any], edit: Edit) -> dict[str, Any]:
    if isinstance(edit, (Put, Append)):
        raise NonsenseError
    return value


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
            return None
    elif isinstance(case.edit, Append) and document.styles[pointer] == "block":
        return None
    start, end = document.values[pointer]
    start = document.keys.get(pointer, (start, 0))[0]
    return line_of(document.text, start), line_of(document.text, max(end, start))


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
        start = document.keys.get(pointer, (start, 0))[0]
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
