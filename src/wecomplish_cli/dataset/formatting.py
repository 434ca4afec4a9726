"""How a file is laid out: entries in order and set apart, and line ends; what is not so can be mended."""

from __future__ import annotations

from functools import cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from wecomplish_cli.diagnostics import Finding, Fix, Mend, Spot
from wecomplish_cli.model.kinds import KINDS
from wecomplish_cli.model.walk import OpenMap, visitor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.diagnostics import Pointer
    from wecomplish_cli.model.kinds import Kind
    from wecomplish_cli.model.walk import Visit
    from wecomplish_cli.yamltext.places import Node

Found = tuple[str, Finding]
"""A rule's name and what it found."""


def layout_findings(kind: Kind, path: str, text: str, record: Any) -> list[Found]:
    """Say what of a file's layout gets in the way of merging it."""
    found: list[Found] = []
    reached: dict[int, int] = {}
    root: Node | None = None
    if "\r\n" in text:
        finding = Finding(Spot(path), "lines end in CR LF; the data's end in LF", fix=Fix(Mend.LINE_ENDS))
        found.append(("crlf-line-ends", finding))

    def see(spaced: bool, value: dict[str, Any], pointer: Pointer) -> None:
        nonlocal root
        if len(value) > 1:
            keys = [*value]
            if keys != sorted(keys):
                found.extend(_unsorted(path, keys, pointer))
            # Where something was not so, the text is parsed already, and all is looked up.
            if spaced and (root or not _surely_apart(text, value, pointer, reached)):
                from wecomplish_cli.yamltext.places import tree

                root = root or tree(text)
                found.extend(_crowded(path, text, root, pointer))

    walk = _walk(kind.name)
    if walk is not None:
        walk(record, (), see)
    return found


@cache
def _walk(kind: str) -> Visit | None:
    """The walk of a kind's open maps; by its name, since a type takes long to look up."""
    return visitor(next(each.record for each in KINDS if each.name == kind), OpenMap)


def _unsorted(path: str, keys: list[str], pointer: Pointer) -> Iterator[Found]:
    for above, below in pairwise(keys):
        if below < above:
            spot = Spot(path, (*pointer, below), at_key=True)
            said = f"`{below}` belongs before `{above}`: entries are sorted by their key"
            yield "unsorted-entries", Finding(spot, said, fix=Fix(Mend.SORT))
            return


def _surely_apart(text: str, value: dict[str, Any], pointer: Pointer, reached: dict[int, int]) -> bool:
    """Whether each entry is seen to have a blank line above it, without looking up any place.

    `reached` says how far the text was searched at each depth: entries are looked for in their order.
    """
    above, depth = "\n\n" + "  " * len(pointer), len(pointer)
    at = reached.get(depth, 0)
    for key in islice(value, 1, None):
        at = text.find(f"{above}{key}:", at)
        if at < 0:
            return False
        reached[depth] = at
    return True


def _crowded(path: str, text: str, root: Node, pointer: Pointer) -> Iterator[Found]:
    from wecomplish_cli.yamltext.order import crowded

    for _, key in crowded(text, root, pointer)[:1]:
        spot = Spot(path, (*pointer, key), at_key=True)
        said = f"no blank line above `{key}`, which keeps changes to neighbouring entries apart"
        yield "crowded-entries", Finding(spot, said, fix=Fix(Mend.SET_APART))
