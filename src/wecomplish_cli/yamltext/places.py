"""A text with its places: a tree of nodes that know where they start and end.

Only a file with a finding or an edit is read this way; the text is one that `read` accepted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from wecomplish_cli.diagnostics import Place
from wecomplish_cli.yamltext import libyaml

if TYPE_CHECKING:
    from wecomplish_cli.diagnostics import Pointer


@dataclass(slots=True)
class Node:
    """A value in the text; `start` and `end` are indexes into it (from 0), `end` is the first one after."""

    start: int
    end: int
    line: int
    column: int
    """Line and column of the start, from 0."""
    style: str
    """`map`, `list`, or the scalar's style: empty for plain, a quote, `|` or `>`."""
    flow: bool = False
    """A collection written in brackets."""
    value: str = ""
    keys: list[Node] = field(default_factory=list)
    """Of a mapping, in the order of the text; `items` are their values."""
    items: list[Node] = field(default_factory=list)
    _positions: dict[str, int] | None = field(default=None, repr=False)
    """Where each key is, made when first asked for."""

    def child(self, key: str | int) -> Node | None:
        """The value under a key, or the item at an index."""
        position = self.position(key)
        return None if position is None else self.items[position]

    def position(self, key: str | int) -> int | None:
        """Where among the items a key's value is."""
        if self.style == "list":
            return key if isinstance(key, int) and 0 <= key < len(self.items) else None
        if self._positions is None:
            self._positions = {node.value: index for index, node in enumerate(self.keys)}
        return self._positions.get(key)  # type: ignore[arg-type]


def tree(text: str, stop: int | None = None) -> Node:
    """Read a text into its nodes; an empty text is an empty scalar at its start.

    With `stop`, the index of a key, reading ends there; returned is the mapping it belongs to.
    """
    top: list[Node] = []
    stack: list[Node] = []
    for event in libyaml.events(text):
        if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            node = stack.pop()
            end: Any = event.end_mark
            # Without brackets, the end mark lies after the comments that follow.
            closed = text[node.start] in "[{"
            node.end = end.index if closed else max((n.end for n in node.items), default=node.end)
            continue
        if not isinstance(event, (MappingStartEvent, SequenceStartEvent, ScalarEvent)):
            continue
        node = _node(text, event)
        if stack:
            parent = stack[-1]
            if parent.style == "map" and len(parent.keys) == len(parent.items):
                parent.keys.append(node)
                if node.start == stop:
                    return parent
            else:
                parent.items.append(node)
        else:
            top.append(node)
        if not isinstance(event, ScalarEvent):
            stack.append(node)
    return top[0] if top else Node(0, 0, 0, 0, "")


def _node(text: str, event: Any) -> Node:
    start, end = event.start_mark, event.end_mark
    if isinstance(event, ScalarEvent):
        style = event.style or ""
        stop = end.index
        if style in ("|", ">"):
            written = text[start.index : stop]
            keeps = "+" in written.split("\n", 1)[0].split("#", 1)[0]
            # The blank lines that follow belong to it where it keeps them.
            own = written.removesuffix("\n").removesuffix("\r") if keeps else written.rstrip(" \r\n")
            stop = start.index + len(own)
        return Node(start.index, stop, start.line, start.column, style, value=event.value)
    style = "map" if isinstance(event, MappingStartEvent) else "list"
    return Node(start.index, end.index, start.line, start.column, style, flow=bool(event.flow_style))


def find(root: Node, pointer: Pointer) -> Node | None:
    """Follow a pointer from the top; None where it leads nowhere."""
    node: Node | None = root
    for key in pointer:
        if node is None:
            return None
        node = node.child(key)
    return node


def locate(text: str, root: Node, pointer: Pointer, at_key: bool = False) -> Place:
    """Find the place of a value, of its key with `at_key`, or else of the nearest thing around it.

    `root` is the text's tree. A missing key is placed at the key of its parent, or at the top of the file.
    """
    node = root
    target: Node | None = None
    for depth, key in enumerate(pointer):
        position = node.position(key)
        if position is None:
            break
        last = depth == len(pointer) - 1
        value = node.items[position]
        has_key = node.style == "map"
        empty = value.start == value.end
        wants_key = has_key and (not last or at_key or empty or value.style in ("map", "list", "|", ">"))
        target = node.keys[position] if wants_key and not (last and value.flow and not at_key) else value
        node = value
    return _place(text, target) if target is not None else Place(1, 1, 2)


def _place(text: str, node: Node) -> Place:
    written = text[node.start : node.end]
    length = len(written.split("\n", 1)[0].rstrip()) if written else 1
    return Place(node.line + 1, node.column + 1, node.column + 1 + max(length, 1))


def first_of_twins(text: str, again: int) -> Place:
    """Find the earlier of two equal keys of one mapping, given the index of the later one.

    The text is read no further than that.
    """
    mapping = tree(text, stop=again)
    first = next(key for key in mapping.keys if key.value == mapping.keys[-1].value)
    return _place(text, first)


def block_scalar_lines(text: str) -> set[int]:
    """List the lines (from 1) that are content of block scalars, where a tab is just text."""
    lines: set[int] = set()
    for event in libyaml.events(text):
        if isinstance(event, ScalarEvent) and event.style in ("|", ">"):
            start, end = _lines(event)
            lines.update(range(start + 2, end + 2))
    return lines


def _lines(event: Any) -> tuple[int, int]:
    return event.start_mark.line, event.end_mark.line
