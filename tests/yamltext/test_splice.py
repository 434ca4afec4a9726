"""Edits to text: only the lines of the key change, and they can be taken back to the very byte."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.yamltext.test_reader import MANY, TEXTS, WORDS, Document, Tape, all_values, documents, write
from wecomplish_cli.errors import DataError
from wecomplish_cli.model.edits import Append, Delete, Put, Remove
from wecomplish_cli.model.mentorships import Mentorship
from wecomplish_cli.model.people import Familiarity, Person
from wecomplish_cli.model.text import Quoted, misreadable
from wecomplish_cli.model.values import Spaced
from wecomplish_cli.model.walk import layout
from wecomplish_cli.yamltext import writer
from wecomplish_cli.yamltext.reader import read
from wecomplish_cli.yamltext.splice import TextEdit, splice

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
    edit: TextEdit
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
        keys = [tape.pick(texts) for _ in range(tape.below(4))]
        return {key: make_new_value(tape, texts, depth + 1) for key in keys if key and key != "<<"}
    if kind == 8:
        return [make_new_value(tape, texts, depth + 1) for _ in range(tape.below(4))]
    if kind == 7:
        return [tape.pick(texts) for _ in range(tape.below(3))]
    others = (date(2026, 3, 1 + tape.below(28)), tape.one_in(2), tape.below(500))
    return tape.pick(others) if kind > 4 else tape.pick(texts)


def make_new_key(tape: Tape, document: Document, texts: Sequence[str]) -> Pointer:
    """Make a pointer to a key that is not there, in a mapping that is."""
    around = tape.pick(mappings(document))
    key = tape.pick([text for text in texts if text and text != "<<"])
    return (*around, NEW if key in at(document.value, around) else key)


def make_edit(tape: Tape, document: Document, texts: Sequence[str]) -> TextEdit:
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


def intended(value: Any, edit: TextEdit, depth: int = 0) -> Any:
    """Carry out an edit on values."""
    key, last = edit.pointer[depth], depth == len(edit.pointer) - 1
    if not has(value, key):
        if not isinstance(edit, (Put, Append)):
            return value
        if not isinstance(value, dict) or not isinstance(key, str):
            raise NonsenseError
        value = value | {key: [] if last else {}}
    if last and isinstance(edit, Delete):
        if isinstance(value, list):
            raise NonsenseError
        return {other: inner for other, inner in value.items() if other != key}
    inner = changed(value[key], edit) if last else intended(value[key], edit, depth + 1)
    if isinstance(value, dict):
        return value | {key: inner}
    return [inner if index == key else item for index, item in enumerate(value)]


def changed(value: Any, edit: TextEdit) -> Any:
    if isinstance(edit, Put):
        return as_text(edit.value)
    if isinstance(edit, Delete) or not isinstance(value, list):
        raise NonsenseError
    new = as_text(edit.value)
    return [*value, new] if isinstance(edit, Append) else [item for item in value if item != new]


def lines(text: str) -> list[str]:
    return [line.removesuffix("\r") for line in text.split("\n")]


class Layout:
    """Where in its text a document's parts begin and end."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def begins(self, pointer: Pointer) -> int:
        """Find where a value begins, with its key or dash."""
        document = self._document
        start = document.values[pointer][0]
        return document.keys[pointer][0] if pointer in document.keys else document.dashes.get(pointer, start)

    def first_line(self, pointer: Pointer) -> int:
        return self._document.text.count("\n", 0, self.begins(pointer))

    def last_line(self, pointer: Pointer) -> int:
        return self._document.text.count("\n", 0, self._document.values[pointer][1])

    def is_behind_dash(self, pointer: Pointer) -> bool:
        """Whether something else than blanks stands before it on its line."""
        text, start = self._document.text, self.begins(pointer)
        return bool(text[text.rfind("\n", 0, start) + 1 : start].strip())


def target(case: Case) -> Pointer:
    """The pointer to what the edit is about, down to the item that is taken out if it is but one."""
    if isinstance(case.edit, Remove):
        items, item = at(case.document.value, case.edit.pointer), as_text(case.edit.value)
        if items.count(item) == 1:
            return (*case.edit.pointer, items.index(item))
    return case.edit.pointer


def own_lines(case: Case) -> tuple[int, int] | None:
    """The first and last line that an edit may change; None where it may only put lines in between."""
    document, pointer, where = case.document, target(case), Layout(case.document)
    if isinstance(case.edit, (Put, Append)):
        if pointer in document.values and isinstance(case.edit, Put):
            return where.first_line(pointer), where.last_line(pointer)
        while pointer not in document.values:
            pointer = pointer[:-1]
        if document.styles[pointer] == "block":
            return None
        return where.first_line(pointer), where.last_line(pointer)
    first, *others = siblings(document, pointer)
    if isinstance(case.edit, Remove) and pointer == case.edit.pointer:
        return where.first_line(pointer), where.last_line(pointer)
    if not others or document.styles[pointer[:-1]] != "block":
        pointer = pointer[:-1]
    elif pointer == first and where.is_behind_dash(pointer):
        return where.first_line(pointer), where.first_line(others[0])
    return where.first_line(pointer), where.last_line(pointer)


def siblings(document: Document, pointer: Pointer) -> list[Pointer]:
    """List the entries of the mapping, or the items of the list, that a pointer leads into."""
    around = at(document.value, pointer[:-1])
    return [(*pointer[:-1], key) for key in (around if isinstance(around, dict) else range(len(around)))]


def only_adds(old: list[str], new: list[str]) -> bool:
    """Whether lines were put in between two of the old ones."""
    added = len(new) - len(old)
    return any(old[:at] == new[:at] and old[at:] == new[at + added :] for at in range(len(old) + 1))


def only_changes(old: list[str], new: list[str], first: int, last: int) -> bool:
    """Whether the lines before and after a stretch are as they were."""
    behind = len(old) - last - 1
    return (
        len(new) >= first + behind
        and old[:first] == new[:first]
        and old[last + 1 :] == new[len(new) - behind :]
    )


def changes_own_lines_only(case: Case, after: str) -> bool:
    """Whether all other lines are as they were; a blank line may go with an entry that goes."""
    old, new, own = lines(case.document.text), lines(after), own_lines(case)
    if own is None:
        return only_adds(old, new) or takes_place_of_first(case, old, new)
    first, last = own
    if only_changes(old, new, first, last):
        return True
    if not isinstance(case.edit, (Delete, Remove)):
        return False
    blank_above = first > 0 and not old[first - 1].strip()
    blank_below = last + 1 < len(old) and not old[last + 1].strip()
    return (blank_above and only_changes(old, new, first - 1, last)) or (
        blank_below and only_changes(old, new, first, last + 1)
    )


def takes_place_of_first(case: Case, old: list[str], new: list[str]) -> bool:
    """Whether a new key stands behind the dash of a list item, and the key that stood there below it."""
    pointer = case.edit.pointer
    if pointer in case.document.values:
        return False
    while pointer not in case.document.values:
        pointer = pointer[:-1]
    where, first = Layout(case.document), siblings(case.document, (*pointer, ""))[0]
    line = where.first_line(first)
    return where.is_behind_dash(first) and only_changes(old, new, line, line)


def lost_comments(case: Case, after: str) -> list[str]:
    """List the comments that are gone though they stood outside what was replaced or taken out."""
    document, text = case.document, case.document.text
    start = end = 0
    if isinstance(case.edit, (Delete, Remove)):
        pointer = target(case)
        start, end = Layout(document).begins(pointer), document.values[pointer][1]
        end = text.find("\n", end) if "\n" in text[end:] else len(text)
    elif isinstance(case.edit, Put):
        start, end = document.values.get(case.edit.pointer, (0, 0))
        if end and isinstance(case.edit.value, dict):
            # The keys of a mapping that are gone take the comments on their lines along.
            end = text.find("\n", end) if "\n" in text[end:] else len(text)
    kept = [each.text for each in document.comments if not start <= each.start < end]
    return [comment for comment in kept if after.count(comment) != 1]


def line_ends(text: str) -> set[str]:
    return {"\r\n" if line.endswith("\r") else "\n" for line in text.split("\n")[:-1]}


def test_an_edit_gives_the_values_intended_and_few_are_refused() -> None:
    refused = []

    @MANY
    @given(cases())
    def carry_out(case: Case) -> None:
        after = case.result
        refused.append(after is None)
        if after is not None:
            assert read(after) == intended(case.document.value, case.edit)
            assert_quoted_where_misreadable(read(after), case.edit)

    carry_out()
    assert len(refused) >= MANY.max_examples
    assert sum(refused) <= max(MOST_REFUSED * len(refused), 1)


def assert_quoted_where_misreadable(after: dict[str, Any], edit: TextEdit) -> None:
    if isinstance(edit, Put) and isinstance(edit.value, str) and misreadable(edit.value):
        assert isinstance(at(after, edit.pointer), Quoted)
    if isinstance(edit, Put) and isinstance(edit.value, (date, int)):
        assert not isinstance(at(after, edit.pointer), Quoted)


@MANY
@given(cases())
def test_an_edit_touches_nothing_but_its_own_lines(case: Case) -> None:
    before, after = case.document.text, case.result
    if after is not None and after != before:
        assert changes_own_lines_only(case, after)
        assert lost_comments(case, after) == []
        assert line_ends(after) <= (line_ends(before) or {"\n"})
        assert after.endswith("\n") or not before.endswith("\n")


def test_adding_and_taking_away_restores_the_very_bytes() -> None:
    assert_taken_back_exactly(cases())


def assert_taken_back_exactly(some_cases: st.SearchStrategy[Case]) -> None:
    """Whatever an edit adds is taken away again, and the text is what it was; few are refused."""
    refused = []

    @MANY
    @given(some_cases)
    def take_back(case: Case) -> None:
        after, inverse = case.result, opposite(case)
        if after is not None and after != case.document.text and inverse is not None:
            restored = Case(Document(after), inverse, case.record).result
            refused.append(restored is None)
            assert restored in (case.document.text, None)

    take_back()
    assert len(refused) >= MANY.max_examples // 4
    assert sum(refused) <= max(MOST_REFUSED * len(refused), 1)


def opposite(case: Case) -> TextEdit | None:
    """The edit that takes back what another adds; None for edits that add nothing of their own."""
    document, edit = case.document, case.edit
    if not isinstance(edit, (Put, Append)):
        return None
    if edit.pointer not in document.values:
        added = edit.pointer
        while added[:-1] not in document.values:
            added = added[:-1]
        return Delete(REF, added)
    held = at(document.value, edit.pointer)
    if isinstance(edit, Put) or as_text(edit.value) in held:
        return None
    # A mapping is not put into empty brackets: these become a list of lines.
    return Remove(REF, edit.pointer, edit.value) if held or not isinstance(edit.value, dict) else None


@st.composite
def senseless_cases(draw: st.DrawFn) -> Case:
    """Edits that may name what is not there, or cannot be."""
    document = draw(documents())
    tape = Tape((document.text, draw(st.binary(min_size=2, max_size=2))))
    pointer = tape.pick(list(document.values))
    pointer = pointer[: tape.below(len(pointer) + 1)] + tape.pick(
        ((), ("x",), (0,), (7,), ("0",), ("x", 1), (-1, "x"))
    )
    value = make_new_value(tape, WORDS)
    edit: TextEdit = Delete(REF, pointer or ("x",))
    if not tape.one_in(4):
        edit = tape.pick((Put, Append, Remove))(REF, pointer or ("x",), value)
    return Case(document, edit, OPEN)


@MANY
@given(senseless_cases())
def test_an_edit_without_sense_is_refused_or_changes_nothing(case: Case) -> None:
    after = case.result
    try:
        wanted = intended(case.document.value, case.edit)
    except NonsenseError:
        assert after is None
    else:
        assert after is None or read(after) == wanted


PEOPLE = ("bo-lind", "kari-hansen", "ola-nordmann", "per-olsen", "siri-berg")
EXPECTED = ("expectations/review", "roles/pilot/fly", "roles/pilot/land", "skillsets/sea/swim")
NOTES = (
    "Weekly.",
    "Ends in June: no extension",
    "Two lines\nof text",
    "- not a list",
    "2026",
    'say "yes" #1',
)


def make_day(tape: Tape) -> date:
    return date(2025 + tape.below(2), 1 + tape.below(12), 1 + tape.below(28))


def some(tape: Tape, among: Sequence[str]) -> list[str]:
    return [each for each in among if tape.one_in(2)]


def make_goal(tape: Tape) -> dict[str, Any]:
    goal: dict[str, Any] = {"title": tape.pick(NOTES[:2]), "due": make_day(tape), "status": "on_track"}
    if tape.one_in(2):
        goal["actions"] = {name: {"due": make_day(tape)} for name in some(tape, ("fly", "land", "wait"))}
    return goal


def make_levels(tape: Tape) -> dict[str, Any]:
    return {"taken": make_day(tape), "levels": dict.fromkeys(some(tape, EXPECTED), "aware")}


def make_person(tape: Tape) -> dict[str, Any]:
    person: dict[str, Any] = {
        "name": tape.pick(("Ola Nordmann", "Åse", "O'Neil", "NO")),
        "email": "ola@fjord.example",
        "accounts": {name: {"id": tape.below(9), "login": "ola"} for name in some(tape, ("forge", "github"))},
        "status": tape.pick(("active", "left")),
        "leaders": some(tape, PEOPLE),
        "assignments": {
            ref: {"since": make_day(tape)} for ref in some(tape, ("roles/pilot", "skillsets/sea"))
        },
        "mentoring": {"open": tape.one_in(2), "capacity": tape.below(4), "prefers": some(tape, PEOPLE)},
        "programs": {name: {"as": "mentee", "joined": make_day(tape)} for name in some(tape, ("p-1", "p-2"))},
    }
    return {key: value for key, value in person.items() if key == "name" or (value and tape.one_in(2))}


def make_mentorship(tape: Tape) -> dict[str, Any]:
    mentorship: dict[str, Any] = {
        "mentor": tape.pick(PEOPLE),
        "co_mentors": some(tape, PEOPLE),
        "status": tape.pick(("proposed", "active")),
        "started": make_day(tape),
        "agreement": tape.pick(NOTES),
        "acceptance": {who: tape.pick(("waiting", make_day(tape))) for who in some(tape, PEOPLE)},
        "baseline": make_levels(tape),
        "target": {"familiarity": tape.below(101), "by": make_day(tape)},
        "goals": {name: make_goal(tape) for name in some(tape, ("fly-alone", "land-alone"))},
        "previous": [
            {"mentor": who, "status": "ended", "reason": tape.pick(NOTES)} for who in some(tape, PEOPLE)
        ],
    }
    must = ("mentor", "status")
    return {key: value for key, value in mentorship.items() if key in must or (value and tape.one_in(2))}


def make_familiarity(tape: Tape) -> dict[str, Any]:
    return {ref: {"level": "aware", "updated": make_day(tape)} for ref in some(tape, EXPECTED)} or {
        EXPECTED[0]: {"updated": make_day(tape), "unclear": True}
    }


def person_edits(tape: Tape) -> list[TextEdit]:
    day, who = make_day(tape), tape.pick(PEOPLE)
    return [
        Put(REF, ("status",), "left"),
        Put(REF, ("name",), tape.pick(NOTES[:2])),
        Put(REF, ("timezone",), "Europe/Oslo"),
        Put(REF, ("leaders",), some(tape, PEOPLE)),
        Put(REF, ("languages",), ["nb", "no"]),
        Put(REF, ("accounts", "github"), {"id": 583231, "login": "007"}),
        Put(REF, ("assignments", "roles/cook"), {"teams": ["galley"], "since": day}),
        Put(REF, ("assignments", "roles/pilot", "until"), day),
        Put(REF, ("mentoring", "open"), True),
        Put(REF, ("mentoring", "away"), {"from": day, "until": day}),
        Put(REF, ("mentoring",), {"open": False, "topics": ["roles/pilot"]}),
        Put(REF, ("programs", "p-3"), {"as": "mentor", "joined": day}),
        Append(REF, ("leaders",), who),
        Append(REF, ("mentoring", "prefers"), who),
        Remove(REF, ("leaders",), who),
        Remove(REF, ("mentoring", "prefers"), who),
        Delete(REF, ("assignments", "skillsets/sea")),
        Delete(REF, ("mentoring", "capacity")),
        Delete(REF, ("programs",)),
    ]


def mentorship_edits(tape: Tape) -> list[TextEdit]:
    day, who = make_day(tape), tape.pick(PEOPLE)
    return [
        Put(REF, ("mentor",), who),
        Put(REF, ("status",), "ended"),
        Put(REF, ("until",), day),
        Put(REF, ("agreement",), tape.pick(NOTES)),
        Put(REF, ("reason",), tape.pick(NOTES)),
        Put(REF, ("acceptance", who), day),
        Put(REF, ("acceptance",), dict.fromkeys(some(tape, PEOPLE), "waiting")),
        Put(REF, ("goals", "wait-alone"), make_goal(tape)),
        Put(REF, ("goals", "fly-alone", "status"), "done"),
        Put(REF, ("goals", "fly-alone", "actions", "look"), {"due": day}),
        Put(REF, ("baseline",), make_levels(tape)),
        Put(REF, ("outcome",), make_levels(tape)),
        Put(REF, ("baseline", "levels", tape.pick(EXPECTED)), "understand"),
        Put(REF, ("target", "by"), day),
        Append(REF, ("previous",), {"mentor": who, "status": "ended", "outcome": make_levels(tape)}),
        Append(REF, ("co_mentors",), who),
        Remove(REF, ("co_mentors",), who),
        Delete(REF, ("acceptance", who)),
        Delete(REF, ("acceptance",)),
        Delete(REF, ("target",)),
    ]


def familiarity_edits(tape: Tape) -> list[TextEdit]:
    ref = tape.pick(EXPECTED)
    return [
        Put(REF, (ref,), {"level": "understand", "updated": make_day(tape)}),
        Put(REF, (ref, "level"), "understand"),
        Put(REF, (ref, "unclear"), True),
        Delete(REF, (ref, "unclear")),
        Delete(REF, (ref,)),
    ]


KINDS: tuple[tuple[Any, Any, Any], ...] = (
    (Person, make_person, person_edits),
    (Mentorship, make_mentorship, mentorship_edits),
    (Familiarity, make_familiarity, familiarity_edits),
)


@st.composite
def cases_of_records(draw: st.DrawFn, calm: bool = False) -> Case:
    """Edits that the commands make, to files of people, mentorships and familiarity in many styles."""
    tape = Tape(draw(st.binary(min_size=6, max_size=6)))
    record, make, edits = tape.pick(KINDS)
    document = write(as_text(make(tape)), tape, calm or tape.one_in(2))
    return Case(document, tape.pick(edits(tape)), record)


@MANY
@given(cases_of_records())
def test_an_edit_of_a_record_keeps_its_order_and_all_that_it_does_not_name(case: Case) -> None:
    before, after, around = case.document.text, case.result, case.edit.pointer[:-1]
    if after is None:
        return
    assert read(after) == intended(case.document.value, case.edit)
    assert after == before or (changes_own_lines_only(case, after) and not lost_comments(case, after))
    if around in case.document.values and isinstance(case.edit, (Put, Append)):
        how = layout(case.record, around)
        held, holds = list(at(case.document.value, around)), list(at(read(after), around))
        assert held != writer.in_order(held, how) or holds == writer.in_order(holds, how)


def test_adding_to_a_record_and_taking_away_restores_the_very_bytes() -> None:
    assert_taken_back_exactly(cases_of_records())


@MANY
@given(cases_of_records(calm=True))
def test_no_edit_of_a_record_is_refused_where_the_layout_is_plain(case: Case) -> None:
    # Whose a comment in a list is that gets another order cannot be told.
    if not (isinstance(case.edit, Put) and isinstance(case.edit.value, list) and "#" in case.document.text):
        assert case.result is not None


PERSON = """\
# yaml-language-server: $schema=../schema/person.schema.json
# Kept by hand.
name: Ola Nordmann
status: active   # since the start
leaders: [kari-hansen]

assignments:
  # the day job
  roles/platform-engineer:
    teams: [platform]
    since: 2026-01-12

  skillsets/incident-response:
    since: 2026-02-01

mentoring:
  open: true
"""
A_DAY = date(2026, 3, 1)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (Put(REF, ("status",), "left"), "status: active ", "status: left "),
        (Put(REF, ("leaders",), []), "leaders: [kari-hansen]", "leaders: []"),
        (Append(REF, ("leaders",), "per-olsen"), "[kari-hansen]", "[kari-hansen, per-olsen]"),
        (Remove(REF, ("leaders",), "kari-hansen"), "[kari-hansen]", "[]"),
        (
            Put(REF, ("email",), "ola@fjord.example"),
            "name: Ola Nordmann\n",
            "name: Ola Nordmann\nemail: ola@fjord.example\n",
        ),
        (
            Put(REF, ("accounts",), {"github": {"id": 583231, "login": "007"}}),
            "Nordmann\n",
            'Nordmann\n\naccounts:\n  github:\n    id: 583231\n    login: "007"\n',
        ),
        (Put(REF, ("mentoring", "capacity"), 2), "open: true\n", "open: true\n  capacity: 2\n"),
        (
            Put(REF, ("mentoring", "away"), {"from": A_DAY, "until": A_DAY}),
            "open: true\n",
            "open: true\n  away:\n    from: 2026-03-01\n    until: 2026-03-01\n",
        ),
        (Delete(REF, ("mentoring", "open")), "mentoring:\n  open: true\n", "mentoring: {}\n"),
        (
            Put(REF, ("assignments", "roles/pilot"), {"since": A_DAY}),
            "assignments:\n",
            "assignments:\n  roles/pilot:\n    since: 2026-03-01\n\n",
        ),
        (
            Put(REF, ("assignments", "roles/robot-pilot"), {"since": A_DAY}),
            "2026-01-12\n\n",
            "2026-01-12\n\n  roles/robot-pilot:\n    since: 2026-03-01\n\n",
        ),
        (
            Put(REF, ("assignments", "skillsets/swimming"), {"since": A_DAY}),
            "2026-02-01\n\n",
            "2026-02-01\n\n  skillsets/swimming:\n    since: 2026-03-01\n\n",
        ),
        (
            Put(REF, ("assignments", "roles/platform-engineer", "until"), A_DAY),
            "since: 2026-01-12\n",
            "since: 2026-01-12\n    until: 2026-03-01\n",
        ),
        (
            Put(REF, ("assignments", "skillsets/incident-response", "teams"), ["sea", "no"]),
            "response:\n",
            'response:\n    teams: [sea, "no"]\n',
        ),
        (
            Delete(REF, ("assignments", "skillsets/incident-response")),
            "  skillsets/incident-response:\n    since: 2026-02-01\n\n",
            "",
        ),
        (
            Delete(REF, ("assignments", "roles/platform-engineer")),
            "  roles/platform-engineer:\n    teams: [platform]\n    since: 2026-01-12\n\n",
            "",
        ),
        (Put(REF, ("name",), "NO"), "name: Ola Nordmann", 'name: "NO"'),
        (Put(REF, ("name",), "Ola: the #1"), "name: Ola Nordmann", "name: 'Ola: the #1'"),
        (
            Put(REF, ("name",), "Ola\nNordmann\n"),
            "name: Ola Nordmann\n",
            "name: |\n  Ola\n  Nordmann\n",
        ),
    ],
)
def test_a_hand_written_file_is_edited_in_its_own_style(
    edit: TextEdit, old: str, new: str, newline: str
) -> None:
    assert PERSON.count(old) == 1
    before, after = PERSON.replace("\n", newline), PERSON.replace(old, new).replace("\n", newline)
    assert splice(before, edit, Person) == after


FITS: dict[str, tuple[str, TextEdit, str]] = {
    "no last line end": ("a: b", Put(REF, ("c",), 1), "a: b\nc: 1"),
    "first key": ("c: d\n", Put(REF, ("a",), "b"), "a: b\nc: d\n"),
    "comment at the top": ("# top\nc: d\n", Put(REF, ("a",), "b"), "# top\na: b\nc: d\n"),
    "nested": ("x:\n  # d\n  d: 1\n", Put(REF, ("x", "a"), 2), "x:\n  a: 2\n  # d\n  d: 1\n"),
    "in braces": ("{a: b}\n", Put(REF, ("c",), [1]), "{a: b, c: [1]}\n"),
    "unsorted in braces": ("{a: b}\n", Put(REF, ("c",), {"z": 1, "d": 2}), "{a: b, c: {d: 2, z: 1}}\n"),
    "in empty braces": ("a: {}\n", Put(REF, ("a", "b"), "c"), "a: {b: c}\n"),
    "text for a mapping": ("a:\n  b: c\n", Put(REF, ("a",), "d"), "a: d\n"),
    "comment behind the key": ("a: # why\n  b: c\n", Put(REF, ("a",), "d"), "a: d # why\n"),
    "comment behind the value": ("a: b # why\n", Put(REF, ("a",), {"c": 1}), "a: # why\n  c: 1\n"),
    "comment behind the bar": ("a: | # why\n  b\n", Put(REF, ("a",), "c"), "a: c # why\n"),
    "comment below": ("a:\n  # why\n  - b\n", Put(REF, ("a",), ["c"]), "a:\n  # why\n  [c]\n"),
    "comment stays": ("a:\n  # why\n  b: c\n", Delete(REF, ("a", "b")), "a:\n  # why\n  {}\n"),
    "several lines": ("a: b\nc: 'd\n\n  e'\n", Delete(REF, ("c",)), "a: b\n"),
    "last without an end": ("a: b\nc: d", Delete(REF, ("c",)), "a: b"),
    "the only one": ("a: b\n", Delete(REF, ("a",)), "{}\n"),
    "not there": ("a: b\n", Delete(REF, ("c",)), "a: b\n"),
    "item below": ("a:\n- b\n- c # why\n", Append(REF, ("a",), "d"), "a:\n- b\n- c # why\n- d\n"),
    "first item": ("a:\n  - b\n  - c\n", Remove(REF, ("a",), "b"), "a:\n  - c\n"),
    "item twice": ("a:\n  - b\n  - c\n  - b\n", Remove(REF, ("a",), "b"), "a:\n  - c\n"),
    "only item": ("a: # why\n- b\n", Remove(REF, ("a",), "b"), "a: [] # why\n"),
    "item in brackets": ("a: [b, c]\n", Remove(REF, ("a",), "c"), "a: [b]\n"),
    "item on a line in brackets": (
        "a: [\n  b, # x\n  c, # y\n]\n",
        Remove(REF, ("a",), "c"),
        "a: [\n  b, # x\n]\n",
    ),
    "item before a comment": ("a: [b, # x\n  c]\n", Remove(REF, ("a",), "b"), "a: [ # x\n  c]\n"),
    "middle item": ("a: [b, c, d]\n", Remove(REF, ("a",), "c"), "a: [b, d]\n"),
    "behind a dash": ("a:\n  - b: 1\n    c: 2\n", Delete(REF, ("a", 0, "b")), "a:\n  - c: 2\n"),
    "block text": ("a: b\n", Put(REF, ("c",), "x\n y\n"), "a: b\n\nc: |\n  x\n   y\n"),
    "text no block can hold": ("a: b\n", Put(REF, ("c",), "x \ny"), 'a: b\nc: "x \\ny"\n'),
}


@pytest.mark.parametrize(("before", "edit", "after"), FITS.values(), ids=FITS)
def test_an_edit_fits_in(before: str, edit: TextEdit, after: str) -> None:
    assert splice(before, edit, OPEN) == after


LEADERS = "leaders:\n  - kari\n  # interim\n  - per # days\n  - ida\n"
IN_BRACKETS = "leaders: [kari, # main\n  per]\n"
ABOVE = "leaders:\n  # the boss\n  - kari\n  - per\n"


@pytest.mark.parametrize(
    ("before", "leaders"),
    [
        (LEADERS, ["kari", "ida"]),
        (LEADERS, ["kari", "ida", "bo"]),
        (IN_BRACKETS, ["per"]),
        (IN_BRACKETS, ["kari", "bo"]),
        (ABOVE, ["per"]),
        (ABOVE, ["per", "bo"]),
        ("leaders:\n  - kari # main\n", ["per"]),
        ("leaders:\n  - kari\n  - per # interim\n", ["ida"]),
    ],
)
def test_a_comment_is_never_moved_to_another_item(before: str, leaders: list[str]) -> None:
    with pytest.raises(DataError, match="cannot be edited safely"):
        splice(before, Put(REF, ("leaders",), leaders), Person)


@pytest.mark.parametrize(
    ("before", "leaders", "after"),
    [
        (LEADERS, ["per", "ida"], "leaders:\n  # interim\n  - per # days\n  - ida\n"),
        (LEADERS, ["kari", "per", "bo"], "leaders:\n  - kari\n  # interim\n  - per # days\n  - bo\n"),
        ("leaders: [kari, per] # both\n", ["bo"], "leaders: [bo] # both\n"),
        ("leaders:\n  - kari # main\n  - per\n", ["per"], "leaders:\n  - per\n"),
    ],
)
def test_a_comment_stays_at_its_item_or_goes_with_it(before: str, leaders: list[str], after: str) -> None:
    assert splice(before, Put(REF, ("leaders",), leaders), Person) == after


def test_an_item_is_not_taken_out_from_under_its_comment() -> None:
    text = "co_mentors:\n  - kari\n  # interim\n  - per\n  - ida\n"
    with pytest.raises(DataError, match="cannot be edited safely"):
        splice(text, Remove(REF, ("co_mentors",), "per"), Mentorship)


def test_a_record_is_moved_into_a_list_of_its_own() -> None:
    before = "mentor: per-olsen\nstatus: ended\n"
    record = {"status": "ended", "mentor": "siri-berg", "outcome": {"taken": A_DAY}}
    once = splice(before, Append(REF, ("previous",), record), Mentorship)
    assert once == before + (
        "\nprevious:\n  - mentor: siri-berg\n    status: ended\n    outcome:\n      taken: 2026-03-01\n"
    )
    again = splice(once, Append(REF, ("previous",), {"mentor": "bo-lind", "status": "ended"}), Mentorship)
    assert again == once + "  - mentor: bo-lind\n    status: ended\n"


def test_entries_of_different_people_are_kept_a_blank_line_apart() -> None:
    text = "mentor: per-olsen\nstatus: proposed\n"
    for who in ("per-olsen", "bo-lind", "ola-nordmann"):
        text = splice(text, Put(REF, ("acceptance", who), "waiting"), Mentorship)
    assert text.endswith(
        "proposed\n\nacceptance:\n  bo-lind: waiting\n\n  ola-nordmann: waiting\n\n  per-olsen: waiting\n"
    )


def test_a_refusal_names_the_line_and_the_edit_to_make_by_hand() -> None:
    with pytest.raises(DataError) as refused:
        splice("a: b\nc:\n  - [d: e]\n", Put(REF, ("c", 0, 0, "f"), "g"), OPEN)
    assert refused.value.message.startswith("people/ola.yaml:3: ")
    assert refused.value.hint == "make the change by hand: set `c.0.0.f`: g"
