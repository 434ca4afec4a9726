"""Reads plain files line by line, in a third of the time that building values from libyaml's events takes.

It accepts only lines whose value is surely their text, and gives up at the first doubt: the strict reader
then reads the file, or says what is wrong with it. The text must be one that is `surely_allowed`, or that
`refuse_text` does not refuse.
"""

from __future__ import annotations

import re
from functools import lru_cache

from wecomplish_cli.model.text import Quoted, suspicious

TYPE_CHECKING = False
if TYPE_CHECKING:  # Completion reads with this, and even loading `typing` is felt at the tab key.
    from collections.abc import Iterator
    from typing import Any, TypeAlias

    _Line: TypeAlias = tuple[int, int, str | None, str | tuple[str, ...] | None]
    """What stands in a line: `key: value`, `key:`, `- value`, `- key: value`, `- key:` or `key: |`.

    How far it is indented; how far what stands behind a dash is from it, 0 without one; the key; the value.
    """

MAX_BYTES = 1 << 20
"""Of a file; a larger one is not read."""
MAX_DEPTH = 13
MAX_NODES = 15_000
"""Lines and commas. Both are well below what the strict reader allows, which alone counts exactly."""
KEPT_LINES = 1 << 14
"""Lines that are remembered: in a dataset most lines are equal to another one."""

_KEY = r"[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}+"
_TEXT = r"[^\s!-,:-@\[-`{-~-](?:[^\s:#]++|:(?=\S)|(?<=\S)\#|[ ]++(?=[^\s#]))*+"
_ITEM = r"[A-Za-z0-9_][A-Za-z0-9_./-]*+(?:[ ]++[A-Za-z0-9_./-]++)*+"
_LINE = re.compile(
    rf"""
    ([ ]*+) (-[ ]++)?
    (?: ({_KEY}) : (?=[ ]|\Z) [ ]*+ )?
    (?: ({_TEXT}) | "([^"\\]*+)" | '([^']*+)' | \[ [ ]*+ ({_ITEM}(?:[ ]*+,[ ]*+{_ITEM})*+)? [ ]*+ (\])
      | (\|\0) )?
    (?: [ ]*+ | [ ]++ \# .*+ | (?<=[ ]) \# .*+ )
    """,
    re.VERBOSE,
)
_BLOCK = re.compile(
    rf"""
    ^([ ]*+) ({_KEY}:[ ]++\|) (-?+) [ ]*+\n
    ((\1[ ]++) .++\n (?: \5[ ]*+[^ \n].*+\n | \n )*+)
    (?! \5 | [ ]++ (?:\n|\Z) )  # a last line without an end, or a blank one, may belong to the text
    """,
    re.VERBOSE | re.MULTILINE,
)
_BELOW = ("|",)
"""The value of a line whose text stands in the lines below it, which were taken out."""
_NOTHING = ("null", "Null", "NULL")


_HARMLESS = bytes([*range(0x20, 0x7F), 0x09, 0x0A])
MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
"""What a merge leaves at the beginning of a line."""


def surely_allowed(text: str) -> bool:
    """Whether there is nothing in a text that the strict reader might refuse before it parses it."""
    # The bytes that are left when the harmless ones are taken out are few; searching all would cost more
    # than parsing.
    if text.encode("utf-8", "surrogatepass").translate(None, _HARMLESS) and suspicious().search(text):
        return False
    return not any(marker in text for marker in MARKERS)


def read(text: str) -> dict[str, Any] | None:
    """Read a file's text into what the strict reader would read; None if that is not sure."""
    doubtful = "\t" in text or "\r" in text or text.count("\n") + text.count(",") > MAX_NODES
    text, blocks = _without_blocks(text)
    top: dict[str, Any] = {}
    container: Any = top
    indent = 0
    stack: list[tuple[Any, int]] = []
    waiting: str | None = None  # The key above, whose value is yet to come.
    for line in map(_lexed, () if doubtful else text.split("\n")):
        if not line:
            if line is None:
                return None
            continue
        column, item, key, value = line
        if waiting is not None:
            # A list may begin in the very column of its key.
            if column < indent + (not item) or len(stack) >= MAX_DEPTH:
                return None
            stack.append((container, indent))
            inner: Any = [] if item else {}
            container[waiting] = inner
            container, indent, waiting = inner, column, None
        elif column != indent or item or type(container) is not dict:
            # Most lines go on with the mapping that the one above belongs to; this one does not.
            while column < indent:
                container, indent = stack.pop()
            if not item and type(container) is list and column == indent == stack[-1][1]:
                container, indent = stack.pop()
            if column != indent or bool(item) is not (type(container) is list):
                return None
        if value is None:
            waiting = key
        elif type(value) is tuple:
            # Each place has a list of its own.
            value = next(blocks) if value is _BELOW else [*value]  # type: ignore[assignment]
        if item:
            if key is None:
                container.append(value)
                continue
            stack.append((container, indent))
            inner = {}
            container.append(inner)
            container, indent = inner, column + item
        if key in container:
            return None
        container[key] = value
    return top if top and waiting is None else None


def _without_blocks(text: str) -> tuple[str, Iterator[Quoted]]:
    """A text in which `|` and a character that no text holds stands for each block, and the blocks."""
    if "|" not in text:
        return text, iter(())
    blocks = map(_text_of, _BLOCK.finditer(text))
    return _BLOCK.sub("\\1\\2\0\n", text), blocks


def _text_of(block: re.Match[str]) -> Quoted:
    """The text of a block: its lines without what indents the first of them, and without blank ones below."""
    indent = len(block[5])
    lines = [line[indent:] for line in block[4].rstrip("\n").split("\n")]
    return Quoted("\n".join(lines) + ("" if block[3] else "\n"))


def first(text: str, *keys: str) -> str | None:
    """The text at the first of some top keys that is there, whatever is wrong elsewhere; None at a doubt."""
    for key in keys if surely_allowed(text) else ():
        start = text.find(f"\n{key}: ") + 1
        if start or text.startswith(f"{key}: "):
            line, _, below = text[start:].partition("\n")
            found = _lexed(line)
            goes_on = below.lstrip("\n")[:1] == " "
            return found[3] if found and isinstance(found[3], str) and not goes_on else None
    return None


@lru_cache(KEPT_LINES)
def _lexed(line: str) -> _Line | tuple[()] | None:
    """Understand a line; `()` if it is blank or a comment, None at a doubt."""
    if not line.strip(" ") or line.lstrip(" ")[0] == "#":
        return ()
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    spaces, dash, key, plain, double, single, items, bracket, block = found.groups()
    value: str | tuple[str, ...] | None = plain
    if double is not None or single is not None:
        value = Quoted(single if double is None else double)
    elif bracket:
        value = tuple(re.split(" *, *", items)) if items else ()
        if any(each in _NOTHING for each in value):
            return None
    elif block:
        value = _BELOW
    elif plain in _NOTHING:
        return None
    if key is None and (dash is None or value is None):
        return None
    return len(spaces), len(dash or ""), key, value
