"""What becomes of the comments in a text that is edited.

A comment may only go with the lines it is on: behind or within a key that is taken away, and behind an item
that is taken out of a list, or within the list if all items are. All others have to stay, each at its key.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from tests.stress.editing_base import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Span: TypeAlias = tuple[int, int]
_KEY = re.compile(r" *(?:- )?([a-z_][a-z0-9_/-]*):(?: |$)")


def marks(texts: Iterable[bytes | None]) -> Counter[str]:
    """The marks of all comments in texts, and how often each is there."""
    return Counter(mark for text in texts for mark in MARK.findall((text or b"").decode()))


def may_go(text: bytes | None, after: Any) -> set[str]:
    """The comments that may go from a text whose values are then others; None: the file is gone."""
    shown = (text or b"").decode()
    if after is None:
        return {*MARK.findall(shown)}
    root, before = yaml.compose(shown, yaml.CSafeLoader), yaml.load(shown, yaml.CSafeLoader)
    return {
        mark[0]
        for start, end in _spans(shown, root, before, after)
        for mark in MARK.finditer(shown, start, end)
    }


def _spans(text: str, node: Any, before: Any, after: Any) -> Iterator[Span]:
    """The stretches of a text that an edit takes away or replaces."""
    if isinstance(before, dict):
        for key, inner in node.value:
            name = key.value
            if not isinstance(after, dict) or name not in after:
                yield key.start_mark.index, _end(text, inner, not node.flow_style)
            else:
                yield from _spans(text, inner, before[name], after[name])
    elif isinstance(before, list):
        yield from _items(text, node, before, after)


def _items(text: str, node: Any, before: Any, after: Any) -> Iterator[Span]:
    """The stretches of a list that are gone: of all, where nothing stays."""
    whole = node.start_mark.index, _end(text, node, not node.flow_style)
    if not any(item in after for item in before):
        yield whole
        return
    for part, item in zip(node.value, before, strict=True):
        if item not in after:
            yield part.start_mark.index, min(_end(text, part, whole_line=True), whole[1])


def _end(text: str, node: Any, whole_line: bool) -> int:
    """Where a value ends, or the line that it ends on."""
    if isinstance(node.value, list) and not node.flow_style:
        parts = [part for each in node.value for part in (each if isinstance(each, tuple) else (each,))]
        end = max(_end(text, part, whole_line=False) for part in parts)
    else:
        end = len(text[: node.end_mark.index].rstrip()) if node.value else node.end_mark.index
    return text.find("\n", end) if whole_line else end


def homes(text: bytes | None) -> dict[str, str]:
    """The key that each comment stands behind, or right above; empty where it is at none or on top."""
    lines = (text or b"").decode().split("\n")
    found: dict[str, str] = {}
    for under, line in pairwise(reversed([*lines, ""])):
        mark, below = MARK.search(line), MARK.search(under)
        if mark is None:
            continue
        if line[: mark.start()].strip():
            found[mark[0]] = _key(line)
        elif below and not under[: below.start()].strip():
            found[mark[0]] = found[below[0]]
        else:
            found[mark[0]] = _key(under) and f"above {_key(under)}"
    for line in lines:
        mark = MARK.search(line)
        if line.partition("#")[0].strip():
            break
        if mark:
            found[mark[0]] = ""
    return found


def astray(old: bytes | None, new: bytes | None, after: Any) -> set[str]:
    """The comments that stand at another key than before, though theirs is there still."""
    stands, taken = homes(new), {*_taken(yaml.load(old or b"", yaml.CSafeLoader), after)}
    return {
        mark
        for mark, home in homes(old).items()
        if home and stands.get(mark, home) != home and home.removeprefix("above ") not in taken
    }


def _taken(before: Any, after: Any) -> Iterator[str]:
    """The keys that are taken away, with those within them."""
    for key, inner in before.items() if isinstance(before, dict) else ():
        if not isinstance(after, dict) or key not in after:
            yield key
        yield from _taken(inner, after.get(key) if isinstance(after, dict) else None)


def _key(line: str) -> str:
    found = _KEY.match(line)
    return found[1] if found else ""
