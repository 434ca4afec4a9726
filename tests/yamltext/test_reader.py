"""The strict reader: what it refuses, it refuses in its place; what it accepts, it reads as it was meant."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import EXAMPLE
from wecomplish_cli.model.text import Quoted
from wecomplish_cli.rules.register import BY_NAME
from wecomplish_cli.yamltext.places import find, locate, tree
from wecomplish_cli.yamltext.reader import YamlError, decode, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wecomplish_cli.diagnostics import Place, Pointer

Span = tuple[int, int]
"""Where something is spelled in a text: its first index, and the first one after it."""

MANY = settings(
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

ANY_BLANK_LINE: tuple[str, ...] = ("\n", "\n", "  \n")

WORDS = (
    "Ola Nordmann", "kari-hansen", "x", "active", "roles/platform-engineer", "2026-03-01",
    "Lead one release", "42", "true", "It's Per's", "a:b", "https://example.org/a?b=c#d",
    "one two three four five six", "NO", "null ", "007", "1e3", "~a", "<<", "=", "0x1F", "12:30", "-1",
    ".5", "Åse Łukasz 佐藤 🛟", "é\u00a0è", "a: b", "a #b", "# a", "- a", "-", "--- a", "...", "? a", "?",
    ": a", ":", "[a]", "{a}", "a, b", "]", "}", ",", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a`", "'",
    '"', "'a'", '"a"', "''", '\\"', "\\", "\\n", "a\\", " a", "a ", "  ", "a  b", "a\tb", "\ta", "a\t",
    "a\nb", "a\n\nb", "a\n", "a\n\n", "\na", "a\n  b\nc", "  a\nb", "a\n# b\n", "key: |\n  a", "<<<<<<< a",
    "a\n=======\nb", "", "null", "Null", "end.\nAnd - more: of it",
)  # fmt: skip
"""Text that is easy and text that is hard to write as YAML."""

_HIDDEN = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
_LETTERS = st.characters(
    exclude_categories=("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"),
    exclude_characters=_HIDDEN + "".join(map(chr, range(0xE0100, 0xE01F0))),
)
TEXTS = st.text(_LETTERS | st.sampled_from(" \t\n:#-?'\"\\,[]{}|>&*!%@`a"), max_size=12)


class Tape:
    """Choices that follow from a seed."""

    def __init__(self, seed: object) -> None:
        self._random = random.Random(repr(seed))  # noqa: S311

    def below(self, number: int) -> int:
        return int(self._random.random() * number)

    def one_in(self, number: int) -> bool:
        return self.below(number) == number - 1

    def pick(self, among: Sequence[Any]) -> Any:
        return among[self.below(len(among))]


@dataclass(frozen=True)
class Comment:
    """A comment in a document: its text, which is like no other, and where it is."""

    text: str
    start: int


@dataclass
class Document:
    """A text, what it means, and where each part of it is spelled."""

    text: str = ""
    value: dict[str, Any] = field(default_factory=dict)
    keys: dict[Pointer, Span] = field(default_factory=dict, repr=False)
    values: dict[Pointer, Span] = field(default_factory=dict, repr=False)
    dashes: dict[Pointer, int] = field(default_factory=dict, repr=False)
    """Where the dash of an item is."""
    styles: dict[Pointer, str] = field(default_factory=dict, repr=False)
    """How a value is written: `block`, `flow`, `pair`, `plain`, a quote, `|` or `>`."""
    comments: list[Comment] = field(default_factory=list, repr=False)


class Writer:
    """Writes a value as YAML in styles that a tape of choices says, and keeps account of the places."""

    def __init__(self, tape: Tape) -> None:
        self.document = Document()
        self._tape = tape
        self._parts: list[str] = []
        self._length = 0
        self._newline = tape.pick(("\n", "\n", "\n", "\r\n"))
        self._comments_every = tape.pick((4, 2, 12))
        self._blank_lines = ANY_BLANK_LINE
        self._ends_in_block_text = False

    def write_all(self, value: dict[str, Any]) -> Document:
        """Write a whole file."""
        tape = self._tape
        if tape.one_in(4):
            self._comment_line(0, "yaml-language-server: $schema=x")
        if tape.one_in(12):
            self._write("---")
            self._end_line()
        self._gap(0)
        if tape.one_in(10) or not value:
            self.document.value = self._flow(value, (), 0)
            self._end_line()
        else:
            self.document.value = self._block_map(value, (), 0)
        if tape.one_in(4):
            self._gap(0)
        if tape.one_in(16):
            self._write("...")
            self._end_line()
        text = "".join(self._parts)
        if tape.one_in(4) and not self._ends_in_block_text:
            text = text.removesuffix(self._newline)
        self.document.text = text
        return self.document

    def _write(self, text: str) -> None:
        written = text.replace("\n", self._newline)
        self._parts.append(written)
        self._length += len(written)
        if written:
            self._ends_in_block_text = False

    def _spell(self, text: str, spans: dict[Pointer, Span], pointer: Pointer) -> None:
        start = self._length
        self._write(text)
        spans[pointer] = (start, self._length)

    def _comment(self, said: str = "") -> None:
        said = said or self._tape.pick(("", " a: b", " - 'a", ' "{[', " ø\t|"))
        text = f"# c{len(self.document.comments)};{said}"
        self.document.comments.append(Comment(text, self._length))
        self._write(text)

    def _comment_line(self, column: int, said: str = "") -> None:
        self._write(" " * column)
        self._comment(said)
        self._write("\n")
        self._blank_lines = ANY_BLANK_LINE

    def _end_line(self, tabs: bool = True) -> None:
        if self._tape.one_in(12):
            self._write(self._tape.pick((" ", "\t" if tabs else " ", "  ")))
        if self._tape.one_in(self._comments_every * 2):
            self._write(self._tape.pick((" ", "   ")))
            self._comment()
        self._write("\n")
        self._blank_lines = ANY_BLANK_LINE

    def _gap(self, column: int) -> None:
        while self._blank_lines and self._tape.one_in(5):
            self._write(self._tape.pick(self._blank_lines))
        while self._tape.one_in(self._comments_every):
            self._comment_line(column)
            if self._tape.one_in(4):
                self._write("\n")

    def _block_map(
        self, value: dict[str, Any], pointer: Pointer, column: int, begun: bool = False
    ) -> dict[str, Any]:
        start, meant, document = self._length, {}, self.document
        for index, (key, inner) in enumerate(value.items()):
            below = (*pointer, key)
            if index or not begun:
                self._gap(column)
                self._write(" " * column)
            if not index:
                start = self._length
            self._spell(self._one_line(key)[0], document.keys, below)
            self._write(self._tape.pick(("", "", "", "", "", " ")) + ":")
            meant[key] = self._behind_colon(inner, below, column)
        document.values[pointer] = (start, self._end_below(pointer))
        document.styles[pointer] = "block"
        return meant

    def _end_below(self, pointer: Pointer) -> int:
        return max(end for below, (_, end) in self.document.values.items() if below[:-1] == pointer)

    def _behind_colon(self, value: Any, pointer: Pointer, column: int) -> Any:
        if value and isinstance(value, (dict, list)) and not self._tape.one_in(4):
            self._end_line()
            if isinstance(value, dict):
                return self._block_map(value, pointer, column + 1 + self._tape.pick((1, 1, 3, 0)))
            inside = column + self._tape.pick((2, 0, 4, 1))
            return self._block_list(value, pointer, inside)
        return self._last_on_line(value, pointer, column, self._tape.pick((" ", " ", " ", "   ", "\t")))

    def _last_on_line(self, value: Any, pointer: Pointer, column: int, space: str) -> Any:
        self._write(space)
        if isinstance(value, (dict, list)):
            meant = self._flow(value, pointer, column)
            self._end_line()
            return meant
        styles = self._styles(value, flow=False)
        style = self._tape.pick(styles)
        if style in ("|", ">"):
            return self._block_text(value, pointer, column, style)
        self._spell_scalar(value, pointer, style, column + 1 + self._tape.below(4))
        self._end_line()
        return value if style == "plain" else Quoted(value)

    def _block_list(self, value: list[Any], pointer: Pointer, column: int, begun: bool = False) -> list[Any]:
        start, meant, document = self._length, [], self.document
        for index, inner in enumerate(value):
            below = (*pointer, index)
            if index or not begun:
                self._gap(column)
                self._write(" " * column)
            if not index:
                start = self._length
            document.dashes[below] = self._length
            self._write("-")
            meant.append(self._behind_dash(inner, below, column))
        document.values[pointer] = (start, self._end_below(pointer))
        document.styles[pointer] = "block"
        return meant

    def _behind_dash(self, value: Any, pointer: Pointer, column: int) -> Any:
        if not value or not isinstance(value, (dict, list)) or self._tape.one_in(4):
            return self._last_on_line(value, pointer, column, self._tape.pick((" ", "  ")))
        write = self._block_map if isinstance(value, dict) else self._block_list
        begun = not self._tape.one_in(6)
        spaces = self._tape.pick((1, 1, 3))
        if begun:
            self._write(" " * spaces)
        else:
            self._end_line(tabs=False)
        return write(value, pointer, column + 1 + spaces, begun)  # type: ignore[arg-type]

    def _flow(self, value: Any, pointer: Pointer, column: int) -> Any:
        start = self._length
        several_lines = self._tape.one_in(4)
        self._write("{" if isinstance(value, dict) else "[")
        meant: Any = {} if isinstance(value, dict) else []
        for index, key in enumerate(value):
            self._flow_space(column, several_lines)
            below = (*pointer, key if isinstance(value, dict) else index)
            if isinstance(value, dict):
                meant[key] = self._flow_entry(key, value[key], below, column)
            else:
                meant.append(self._flow_value(key, below, column, may_be_pair=True))
            self._write(self._tape.pick(("", "", "", " ")))
            if index < len(value) - 1 or self._tape.one_in(6):
                self._write(",")
        self._flow_space(column, several_lines, closing=True)
        self._write("}" if isinstance(value, dict) else "]")
        self.document.values[pointer] = (start, self._length)
        self.document.styles[pointer] = "flow"
        return meant

    def _flow_space(self, column: int, several_lines: bool, closing: bool = False) -> None:
        if not several_lines or self._tape.one_in(3):
            self._write(self._tape.pick(("" if closing else " ", " ", "", "\t")))
            return
        inside = column if closing else column + 1 + self._tape.below(4)
        self._end_line()
        while self._tape.one_in(self._comments_every):
            self._comment_line(column + 1)
        self._write(" " * inside)

    def _flow_entry(self, key: str, value: Any, pointer: Pointer, column: int) -> Any:
        spelled, quoted = self._one_line(key, flow=True)
        self._spell(spelled, self.document.keys, pointer)
        glued = quoted and isinstance(value, (dict, list))
        self._write(":" if glued and self._tape.one_in(3) else ": ")
        return self._flow_value(value, pointer, column)

    def _flow_value(self, value: Any, pointer: Pointer, column: int, may_be_pair: bool = False) -> Any:
        if isinstance(value, dict) and len(value) == 1 and may_be_pair and self._tape.one_in(3):
            start = self._length
            ((key, inner),) = value.items()
            meant = {key: self._flow_entry(key, inner, (*pointer, key), column)}
            self.document.values[pointer] = (start, self._length)
            self.document.styles[pointer] = "pair"
            return meant
        if isinstance(value, (dict, list)):
            return self._flow(value, pointer, column)
        style = self._tape.pick(self._styles(value, flow=True))
        self._spell_scalar(value, pointer, style, column + 1 + self._tape.below(4))
        return value if style == "plain" else Quoted(value)

    def _styles(self, text: str, flow: bool) -> list[str]:
        """List the styles a text may be written in, each as often as it is likely."""
        found = ['"']
        if "\n" not in text or _folds(text):
            found.append("'")
        if not flow and _may_be_block(text):
            found += "||"
            if not text.startswith(("\n", " ", "\t")) and "\n " not in text and "\n\t" not in text:
                found.append(">")
        return ["plain", "plain", "plain", *found] if is_plain(text, flow) else found

    def _one_line(self, key: str, flow: bool = False) -> tuple[str, bool]:
        """Spell a key; returns also whether it is quoted."""
        style = self._tape.pick([s for s in self._styles(key, flow) if s not in ("|", ">")])
        if style == "plain":
            return key, False
        return (self._double(key) if style == '"' or "\n" in key else _single(key)), True

    def _spell_scalar(self, text: str, pointer: Pointer, style: str, indent: int) -> None:
        folded = (_folds(text) and self._tape.one_in(3)) or (style == "'" and "\n" in text)
        if folded:
            broken = self._broken(text, indent)
            spelled = {"plain": broken, "'": _single(broken), '"': _double(broken)}[style]
        else:
            spelled = text if style == "plain" else _single(text) if style == "'" else self._double(text)
        self._spell(spelled, self.document.values, pointer)
        self.document.styles[pointer] = style

    def _broken(self, text: str, indent: int) -> str:
        """Break a text into lines where a reader folds them to spaces again."""
        out = []
        for index, letter in enumerate(text):
            before, after = text[index - 1 : index], text[index + 1 : index + 2]
            if letter == "\n":
                out.append("\n" if before == "\n" else "\n\n")
                out.append(" " * indent if after != "\n" else "")
            elif letter == " " and before not in " \t\n" and after not in " \t\n" and self._tape.one_in(2):
                out.append("\n" + " " * indent)
            else:
                out.append(letter)
        return "".join(out)

    def _double(self, text: str) -> str:
        escaped = {'"': '\\"', "\\": "\\\\", "\n": "\\n"}
        spelled = []
        for letter in text:
            code = ord(letter)
            if letter in escaped:
                spelled.append(escaped[letter])
            elif letter == "\t":
                spelled.append(self._tape.pick(("\t", "\\t", "\\x09")))
            elif self._tape.one_in(16):
                short = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else ""
                spelled.append(short or f"\\U{code:08x}")
            else:
                spelled.append(letter)
        return f'"{"".join(spelled)}"'

    def _block_text(self, text: str, pointer: Pointer, column: int, style: str) -> Quoted:
        content = text.rstrip("\n")
        ends = len(text) - len(content)
        chomping = "-" if ends == 0 else "" if ends == 1 and not self._tape.one_in(4) else "+"
        step = 1 + self._tape.below(4)
        needs_step = content.lstrip("\n").startswith((" ", "\t"))
        header = [str(step) if needs_step or self._tape.one_in(6) else "", chomping]
        start = self._length
        self._write(style + "".join(header if self._tape.one_in(2) else reversed(header)))
        self._end_line()
        lines = content.split("\n")
        if style == ">":
            lines = self._broken(content, 0).split("\n")
        for line in lines:
            self._write(f"{' ' * (column + step)}{line}\n" if line else "\n")
        self._write("\n" * (ends - 1))
        end = self._length - len(self._newline)
        # More blanks than the text is indented by would be part of it.
        self._blank_lines = () if chomping == "+" else ("\n",)
        self._ends_in_block_text = True
        self.document.values[pointer] = (start, end)
        self.document.styles[pointer] = style
        return Quoted(text)


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _double(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _folds(text: str) -> bool:
    """Whether a quoted or plain text may be broken into lines: no blank is next to a line end or an end."""
    around = ("\n", " ", "\t")
    inside = not any(blank in text for blank in ("\n ", " \n", "\n\t", "\t\n"))
    return bool(text) and inside and not text.startswith(around) and not text.endswith(around)


def _may_be_block(text: str) -> bool:
    lines = text.split("\n")
    return bool(text.strip(" \t\n")) and not any(line and not line.strip(" \t") for line in lines)


def is_plain(text: str, flow: bool) -> bool:
    """Whether a text surely means itself without quotes."""
    if not text or text != text.strip(" \t") or "\n" in text or text in ("~", "null", "Null", "NULL"):
        return False
    if text[0] in "-?:,[]{}#&*!|>'\"%@`" and not (text[0] == "-" and text[1:2].isalnum()):
        return False
    if text.startswith(("---", "...", "<<<<<<<", "=======", ">>>>>>>")) or text.endswith(":"):
        return False
    if any(part in text for part in (": ", ":\t", " #", "\t#")):
        return False
    return not flow or not any(letter in text for letter in ",[]{}:")


def make_value(tape: Tape, texts: Sequence[str], depth: int = 0) -> Any:
    """Make a value: text, a list or a mapping."""
    kind = tape.below(9 if depth < 4 else 6)
    if kind == 8:
        return [make_value(tape, texts, depth + 1) for _ in range(tape.below(5))]
    if kind >= 6:
        return make_mapping(tape, texts, depth + 1)
    return tape.pick(texts)


def make_mapping(tape: Tape, texts: Sequence[str], depth: int = 0, most_keys: int = 4) -> dict[str, Any]:
    """Make a mapping; at the top of a document with some keys."""
    keys = [tape.pick(texts) for _ in range(tape.below(most_keys + 1) + (not depth))]
    return {key: make_value(tape, texts, depth) for key in keys if key and key != "<<"}


class CalmTape(Tape):
    """Choices that are mostly the first."""

    def below(self, number: int) -> int:
        return 0 if self._random.random() < 0.85 else super().below(number)


def write(value: dict[str, Any], tape: Tape, calm: bool) -> Document:
    """Write a value in a style as plain as most files are, or in any."""
    return Writer(CalmTape(tape.below(1 << 32)) if calm else tape).write_all(value)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents of any shape that the subset accepts."""
    texts, seed = draw(st.lists(TEXTS, max_size=4)), draw(st.binary(min_size=4, max_size=4))
    most_keys = draw(st.sampled_from((1, 3, 6, 10)))
    tape = Tape((texts, seed, most_keys))
    value = make_mapping(tape, [*WORDS[:12] * 4, *WORDS, *texts], most_keys=most_keys)
    return write(value, tape, calm=tape.one_in(3))


def all_values(value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:
    yield pointer, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inner:
        yield from all_values(below, (*pointer, key))


def alike(one: Any, other: Any) -> bool:
    """Whether two values are equal, and their texts both quoted or both plain."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return bool(one == other)


@MANY
@given(documents())
def test_a_document_is_read_as_it_was_meant(document: Document) -> None:
    assert alike(read(document.text), document.value)


@MANY
@given(documents())
def test_every_value_and_key_is_found_where_it_is_spelled(document: Document) -> None:
    text, root = document.text, tree(document.text)
    assert sum(1 for _ in all_values(document.value)) == len(document.values)
    for pointer, (start, end) in document.values.items():
        node = find(root, pointer)
        assert node is not None
        style = document.styles[pointer]
        assert node.start == start
        assert node.style == {"block": node.style, "flow": node.style, "pair": "map", "plain": ""}.get(
            style, style
        )
        assert node.flow == (style in ("flow", "pair"))
        if style != "pair":
            assert text[node.start : node.end].rstrip() == text[start:end].rstrip()
    for pointer, (start, end) in document.keys.items():
        parent = find(root, pointer[:-1])
        assert parent is not None
        key = parent.keys[parent.position(pointer[-1]) or 0]
        assert (key.start, key.end, key.value) == (start, end, pointer[-1])


@MANY
@given(documents())
def test_a_finding_is_placed_at_the_text_that_spells_its_value(document: Document) -> None:
    text = document.text
    root = tree(text)
    line_starts = [0, *(index + 1 for index, letter in enumerate(text) if letter == "\n")]

    def shows(place: Place, span: Span) -> bool:
        first_line = text[slice(*span)].split("\n")[0].rstrip()
        start = line_starts[place.line - 1] + place.column - 1
        if not first_line:
            return start == span[0]
        return start == span[0] and text[start : start + place.end_column - place.column] == first_line

    for pointer, span in document.values.items():
        style, key = document.styles[pointer], document.keys.get(pointer)
        if pointer:
            at_key = key if style in ("block", "|", ">") else None
            assert shows(locate(text, root, pointer), at_key or span)
        if key:
            assert shows(locate(text, root, pointer, at_key=True), key)
            assert shows(locate(text, root, (*pointer, "no such key")), key)
    assert locate(text, root, ("no such key",)).line == 1


def outcome(content: str | bytes) -> tuple[str, dict[str, Any] | YamlError]:
    """Read a text or a file's bytes: the text, and what it means or why it is refused."""
    text = content if isinstance(content, str) else content.decode("utf-8", "replace")
    try:
        return text, read(content if isinstance(content, str) else decode(content))
    except YamlError as error:
        return text, error


def is_within(text: str, place: Place) -> bool:
    lines = text.split("\n")
    return (
        1 <= place.line <= len(lines)
        and 1 <= place.column <= len(lines[place.line - 1]) + 1
        and place.column < place.end_column
    )


def is_same_text(ours: Any, theirs: Any) -> bool:
    """Whether another reader, to which everything is text, reads the same."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return list(ours) == list(theirs) and all(is_same_text(ours[key], theirs[key]) for key in ours)
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(is_same_text, ours, theirs))
    return bool(ours == theirs)


def assert_refused_in_place_or_read_alike(content: str | bytes) -> None:
    text, read_as = outcome(content)
    if isinstance(read_as, YamlError):
        assert is_within(text, read_as.place)
        assert all(is_within(text, place) for place, _ in read_as.related)
        assert read_as.rule in BY_NAME
        assert len(read_as.message) < 1500
    else:
        assert is_same_text(read_as, yaml.load(text, Loader=yaml.CBaseLoader))  # noqa: S506


PIECES = (
    "a", "b", "å", "name", ": ", ":", "\n", "\n", "\n  ", "\n    ", "  ", " ", "- ", "-", "[", "]", "{", "}",
    ",", ", ", "? ", "?", '"', "'", "\\", "\\x", "\\u202e", "#", " # ", "|", ">", "|-\n ", "&a ", "*a", "!",
    "!!str ", "---", "\n---\n", "\n...\n", "%YAML 1.2", "<<", "<<<<<<< ", "\n=======\n", "~", "null", "0",
    "\t", "\n\t", "\r\n", "\r", "\x00", "\x1b", "\ufeff", "\u2028", "\ud800", "🛟", "@", "`", "%", "=",
)  # fmt: skip
"""What YAML is made of, and what it must not hold."""

EXAMPLES = [path.read_bytes() for path in sorted(EXAMPLE.rglob("*.yaml"))]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Files of the example with pieces cut, doubled, put in, and changed for those of another file."""
    tape = Tape(draw(st.binary(min_size=4, max_size=8)))
    content: bytes = tape.pick(EXAMPLES)
    for _ in range(1 + tape.below(6)):
        start = tape.below(len(content) + 1)
        end = min(start + tape.below(1 + tape.pick((2, 10, 100))), len(content))
        other = tape.pick(EXAMPLES)
        put_in = (
            b"",
            content[start:end] * 2,
            tape.pick(PIECES).encode("utf-8", "surrogatepass"),
            tape.pick(PIECES).encode("utf-8", "surrogatepass"),
            bytes([tape.below(256)]),
            other[tape.below(len(other)) :][: tape.below(200)],
        )
        content = b"".join((content[:start], tape.pick(put_in), content[end:]))
    return content


@MANY
@given(st.text())
def test_any_text_is_refused_in_its_place_or_read(text: str) -> None:
    assert_refused_in_place_or_read_alike(text)


@MANY
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_pieces_of_yaml_are_refused_in_their_place_or_read(text: str) -> None:
    assert_refused_in_place_or_read_alike(text)


@MANY
@given(st.binary())
def test_any_bytes_are_refused_in_their_place_or_read(content: bytes) -> None:
    assert_refused_in_place_or_read_alike(content)


@MANY
@given(mutated())
def test_a_damaged_file_is_refused_in_its_place_or_read(content: bytes) -> None:
    assert_refused_in_place_or_read_alike(content)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a:\tb", {"a": "b"}),
        ("a\t:\tb", {"a": "b"}),
        ("a: b # c", {"a": "b"}),
        ("a: b\t# c", {"a": "b"}),
        ("a: b# c", {"a": "b# c"}),
        ("a: # c\n  b", {"a": "b"}),
        ("a: b\n  c\n\n  d\n", {"a": "b c\nd"}),
        ("a: b\r\n  c\r\n", {"a": "b c"}),
        ("a: |\r\n  b\r\n  c\r\n", {"a": Quoted("b\nc\n")}),
        ("a: |\n  b\n\n", {"a": Quoted("b\n")}),
        ("a: |+\n  b\n\n", {"a": Quoted("b\n\n")}),
        ("a: |-\n  b\n\n", {"a": Quoted("b")}),
        ("a: |2-\n   b\n", {"a": Quoted(" b")}),
        ("a: |-2\n   b\n", {"a": Quoted(" b")}),
        ("a: >\n  b\n  c\n\n  d\n", {"a": Quoted("b c\nd\n")}),
        ("a: >-\n  b\n    c\n  d\n", {"a": Quoted("b\n  c\nd")}),
        ("a: | # c\n  # b\n", {"a": Quoted("# b\n")}),
        ("a: 'it''s'", {"a": Quoted("it's")}),
        ('a: "b\\\n  c"', {"a": Quoted("bc")}),
        ('a: "\\x41\\u00e5\\U0001F6DF\\t\\"\\\\"', {"a": Quoted('Aå🛟\t"\\')}),
        ("\"a b\": c\n'd': e", {"a b": "c", "d": "e"}),
        ("'1': a\n1.0: b", {"1": "a", "1.0": "b"}),
        ("~: a\nnull: b", {"~": "a", "null": "b"}),
        ("a: nULL\nb: ~a\nc: none", {"a": "nULL", "b": "~a", "c": "none"}),
        ("a: '~'\nb: \"null\"\nc: ''", {"a": Quoted("~"), "b": Quoted("null"), "c": Quoted("")}),
        ("a: NO\nb: 0150\nc: 1_0\nd: yes", {"a": "NO", "b": "0150", "c": "1_0", "d": "yes"}),
        ("a: [b, 'c', {d: e}, [], f: g]", {"a": ["b", Quoted("c"), {"d": "e"}, [], {"f": "g"}]}),
        ("a: [\n  b, # c\n  d,\n]", {"a": ["b", "d"]}),
        ("a:\n- b\n-\n  c\n- - d\n- e: f\n  g: h", {"a": ["b", "c", ["d"], {"e": "f", "g": "h"}]}),
        ("{a: b, c : d, 'e':f}", {"a": "b", "c": "d", "e": "f"}),
        ("--- # c\na: b\n... # d\n", {"a": "b"}),
        ("a: https://example.org/?b#c", {"a": "https://example.org/?b#c"}),
        ("a: b\n\n\n# c", {"a": "b"}),
        ("a: '<<'\nb: <<", {"a": Quoted("<<"), "b": "<<"}),
    ],
)  # fmt: skip
def test_what_is_accepted_means_what_it_looks_like(text: str, value: dict[str, Any]) -> None:
    assert alike(read(text), value)


@pytest.mark.parametrize("depth", [15, 16])
def test_depth_is_counted_to_sixteen(depth: int) -> None:
    text = f"a: {'[' * depth}{']' * depth}"
    assert isinstance(outcome(text)[1], YamlError) == (depth == 16)


@pytest.mark.parametrize("items", [49_998, 49_999])
def test_values_are_counted_to_fifty_thousand(items: int) -> None:
    # The mapping and the list count too.
    text = f"a: [{'b,' * items}]"
    assert isinstance(outcome(text)[1], YamlError) == (items == 49_999)


@pytest.mark.parametrize("text", ["", "a: b", "a: b\n", "# c\na:\n  - b\n"])
def test_the_same_text_with_windows_lines_is_read_alike(text: str) -> None:
    (_, one), (_, other) = outcome(text), outcome(text.replace("\n", "\r\n"))
    assert one == other or isinstance(one, YamlError) == isinstance(other, YamlError) is True


def test_bytes_that_are_not_utf_8_are_placed_by_characters() -> None:
    _, refused = outcome("a: å\nb: åå".encode() + b"\xff")
    assert isinstance(refused, YamlError)
    assert (refused.rule, refused.place.line, refused.place.column) == ("not-utf-8", 2, 6)


@pytest.mark.parametrize(
    ("text", "rule", "said"),
    [
        ("a: @b", "yaml-syntax", "`@` cannot begin plain text"),
        ("a: b: c", "yaml-syntax", "a colon is not expected here"),
        ("  a: b\nc: d", "yaml-syntax", "look at the indentation"),
        ("a: 'it's'", "yaml-syntax", "look at the indentation and the quotes"),
        ("a: [b, c", "yaml-syntax", "a list or mapping in brackets is not closed"),
        ("a: &b c", "anchor-or-alias", "write the value out"),
        ("a: *b*", "anchor-or-alias", "put in quotes"),
        ("a: !<%1b]0;x%07> c", "tag", "tags (`!…`) are not used"),
        ("a: !include b", "tag", "tags (`!include`) are not used"),
        ('a: "\\u202e"', "forbidden-character", "U+202E RIGHT-TO-LEFT OVERRIDE is not allowed"),
        ("a: b\x00", "forbidden-character", "U+0000 control character is not allowed"),
        ("a: b\na: c", "duplicate-key", "`a` stands here again; line 1 has it already"),
        ("a:", "empty-value", "give a value, or delete the line"),
        ("a: # b", "empty-value", "give a value"),
        ("a:\n- ~", "empty-value", "give a value"),
        ("{a, b: c}", "empty-value", "give a value"),
        ("- a", "not-a-mapping", "the file holds a list"),
        ("", "not-a-mapping", "the file holds nothing"),
        ("---\n", "not-a-mapping", "the file holds nothing"),
        ("~", "not-a-mapping", "the file holds nothing"),
    ],
)
def test_a_refusal_says_what_to_do(text: str, rule: str, said: str) -> None:
    _, refused = outcome(text)
    assert isinstance(refused, YamlError)
    assert refused.rule == rule
    assert said in refused.message
