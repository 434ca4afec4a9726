"""The entries of a mapping put in order and set apart, each with the comments right above it.

Only where the entries stand changes, and how many blank lines there are between them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from wecomplish_cli.yamltext.places import Node, find, tree
from wecomplish_cli.yamltext.reader import read

if TYPE_CHECKING:
    from wecomplish_cli.diagnostics import Pointer

Span = tuple[int, int]
"""Where an entry starts and ends in the text; the end is the first index after it."""


def sort_keys(text: str, *pointers: Pointer) -> str:
    """Put the entries of the mappings at some pointers, none within another, in the order of their keys.

    What stands between them (blank lines, commas, comments set off by a blank line) stays where it is. A
    mapping in brackets with comments in it is left alone.
    """
    root = tree(text)
    mappings = [(pointer, _mapping(root, pointer)) for pointer in pointers]
    unended = not text.endswith("\n") and not all(mapping.flow for _, mapping in mappings)
    if unended:
        # What stood last comes to stand above something else.
        text += "\r\n" if "\r\n" in text else "\n"
    pieces, end = [], 0
    for pointer, mapping in sorted(mappings, key=lambda each: each[1].start):
        if mapping.flow and "#" in text[mapping.start : mapping.end]:
            continue  # Whose a comment in brackets is cannot be told.
        spans = _spans(text, mapping, is_top=not pointer)
        ranks = sorted(range(len(spans)), key=lambda index: mapping.keys[index].value)
        for span, rank in zip(spans, ranks, strict=True):
            start, stop = spans[rank]
            pieces += [text[end : span[0]], text[start:stop]]
            end = span[1]
    done = "".join(pieces) + text[end:]
    return _without_end(done) if unended else done


def _without_end(text: str) -> str:
    """Take the last line end away again, unless text in a block stands last, to which it belongs."""
    shorter = text.removesuffix("\n").removesuffix("\r")
    return shorter if read(shorter) == read(text) else text


def set_apart(text: str, *pointers: Pointer) -> str:
    """Put a blank line between the entries of the mappings at some pointers, where there is none."""
    root = tree(text)
    pieces, at = [], 0
    for end, _ in sorted(each for pointer in pointers for each in crowded(text, root, pointer)):
        pieces += [text[at:end], "\r\n" if text.startswith("\r\n", end) else "\n"]
        at = end
    return "".join(pieces) + text[at:]


def crowded(text: str, root: Node, pointer: Pointer) -> list[tuple[int, str]]:
    """Find where no blank line stands between two entries: where the one above ends, the key of the other.

    `root` is the text's tree. Entries in brackets are never crowded.
    """
    mapping = _mapping(root, pointer)
    if mapping.flow:
        return []
    spans = _spans(text, mapping, is_top=not pointer)
    return [
        (above[1], key.value)
        for (above, below), key in zip(pairwise(spans), mapping.keys[1:], strict=True)
        if text[above[1] : below[0]].count("\n") < 2
    ]


def _mapping(root: Node, pointer: Pointer) -> Node:
    mapping = find(root, pointer)
    if mapping is None or mapping.style != "map":
        raise KeyError(pointer)
    return mapping


def _spans(text: str, mapping: Node, is_top: bool) -> list[Span]:
    """Find each entry; in block style with its whole lines and the comments right above it.

    A comment above the first entry of a file is the file's own.
    """
    if mapping.flow:
        return [
            (key.start, max(key.end, value.end))
            for key, value in zip(mapping.keys, mapping.items, strict=True)
        ]
    found: list[Span] = []
    for key, value in zip(mapping.keys, mapping.items, strict=True):
        start = text.rfind("\n", 0, key.start) + 1
        floor = found[-1][1] if found else 0
        while (found or not is_top) and (above := _comment_above(text, start)) is not None and above > floor:
            start = above
        found.append((start, _with_comments_below(text, max(key.end, value.end), key.column)))
    return found


def _comment_above(text: str, start: int) -> int | None:
    """Find where the line above starts, if it is nothing but a comment."""
    above = text.rfind("\n", 0, max(start - 1, 0)) + 1
    return above if text[above:start].lstrip(" ").startswith("#") else None


def _with_comments_below(text: str, end: int, column: int) -> int:
    """Find where an entry ends with the comments right below it that are its own.

    These are indented deeper than its key; or not less, and nothing follows them at once.
    """
    own = last = _line_end(text, end)
    while (indent := _comment_indent(text, last + 1)) is not None and indent >= column:
        last = _line_end(text, _after(text, last))
        if indent > column:
            own = last
    following = text[_after(text, last) : _line_end(text, _after(text, last))]
    return own if following.strip() else last


def _comment_indent(text: str, end: int) -> int | None:
    """How far the comment on the next line is indented; None where there is none."""
    start = _after(text, end - 1)
    line = text[start : _line_end(text, start)]
    inside = line.lstrip(" ")
    return len(line) - len(inside) if inside.startswith("#") else None


def _after(text: str, end: int) -> int:
    """Find where the next line starts."""
    found = text.find("\n", end)
    return len(text) if found < 0 else found + 1


def _line_end(text: str, index: int) -> int:
    end = text.find("\n", index)
    if end < 0:
        return len(text)
    return end - 1 if text[end - 1] == "\r" else end
