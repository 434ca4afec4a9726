"""Edits to text: the lines of one key are changed, and the result is read again and compared.

Nothing is dumped from a loaded document, so whatever the edit does not name keeps its bytes: comments, blank
lines, quotes, order and line ends.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, TypeAlias

from wecomplish_cli.errors import DataError
from wecomplish_cli.model.edits import Append, Delete, Put, Rekey, Remove
from wecomplish_cli.model.text import Quoted, misreadable
from wecomplish_cli.model.walk import layout
from wecomplish_cli.yamltext import writer
from wecomplish_cli.yamltext.order import sort_keys
from wecomplish_cli.yamltext.places import Node, find, locate, tree
from wecomplish_cli.yamltext.reader import YamlError, read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wecomplish_cli.diagnostics import Pointer


TextEdit: TypeAlias = Put | Delete | Append | Remove | Rekey
"""An edit that changes text rather than where it lies."""


def splice(text: str, edit: TextEdit, record: Any) -> str:
    """Change a text as an edit says; `record` is the type of the file's record, for the order of keys.

    Raises:
        DataError: if the text is laid out so that the edit would give anything but the values intended.
        YamlError: if the text is not one that can be read.
    """
    before = read(text)
    try:
        wanted = _applied(before, edit)
        if same(wanted, before):
            return text
        after = _spliced(text, edit, record)
        good = same(wanted, read(after))
    except (YamlError, _LaidOutOddlyError):
        good = False
    if not good:
        place = locate(text, tree(text), edit.pointer)
        raise DataError(
            f"{edit.ref}.yaml:{place.line}: this is laid out in a way that cannot be edited safely",
            f"make the change by hand: {_by_hand(edit)}",
        )
    return after


def respelled(text: str, respellings: Mapping[Pointer, str], at_key: bool) -> str | None:
    """Spell values or keys otherwise; None where the text would then mean anything but that."""
    return _respelled(text, tree(text), respellings, at_key)


def splice_alike(text: str, edits: Sequence[Put | Rekey], record: Any) -> str | None:
    """Carry out edits of one kind, equally deep, that only spell values or keys otherwise; as `splice` would.

    None where they have to be carried out one by one.
    """
    at_key = isinstance(edits[0], Rekey)
    if not all(isinstance(edit.value, str) for edit in edits):
        return None
    root = tree(text)
    nodes = [find(root, edit.pointer) for edit in edits]
    if not at_key and any(node is None or node.style in ("map", "list") for node in nodes):
        return None
    respellings = {edit.pointer: str(edit.value) for edit in edits}
    after = _respelled(text, root, respellings, at_key)
    if after is None or not at_key:
        return after
    unsorted = []
    for around in dict.fromkeys(pointer[:-1] for pointer in respellings):
        mapping = find(root, around)
        were = [key.value for key in mapping.keys] if mapping else []
        are = [respellings.get((*around, key), key) for key in were]
        if layout(record, around).order is None and were == sorted(were) and are != sorted(are):
            unsorted.append(around)
    if not unsorted:
        return after
    return sort_keys(after, *unsorted)


def _respelled(text: str, root: Node, respellings: Mapping[Pointer, str], at_key: bool) -> str | None:
    spans: list[tuple[int, int, str]] = []
    for pointer, wanted in respellings.items():
        *around, last = pointer
        parent = find(root, tuple(around))
        position = parent.position(last) if parent else None
        if parent is None or position is None:
            return None
        node = parent.keys[position] if at_key else parent.items[position]
        spans.append((node.start, node.end, writer.scalar(wanted, brackets=parent.flow or at_key)))
    pieces, end = [], 0
    for start, stop, spelled in sorted(spans):
        pieces += [text[end:start], spelled]
        end = stop
    after = "".join(pieces) + text[end:]
    try:
        return after if same(_meant(read(text), respellings, at_key), read(after)) else None
    except (YamlError, _LaidOutOddlyError):
        return None


def _meant(value: Any, respellings: Mapping[Pointer, str], at_key: bool) -> Any:
    """What values mean once some of them, or of their keys, are spelled otherwise; changes them in place."""
    inside: dict[Pointer, dict[str | int, str]] = defaultdict(dict)
    for pointer, wanted in respellings.items():
        inside[pointer[:-1]][pointer[-1]] = wanted
    for around, spelled in inside.items():
        held = value
        for key in around:
            held = held[key]
        if not at_key:
            for key, wanted in spelled.items():
                held[key] = writer.written(wanted)
            continue
        renamed = {spelled.get(key, key): inner for key, inner in held.items()}
        if len(renamed) < len(held):
            raise _LaidOutOddlyError
        held.clear()
        held.update(renamed)
    return value


def same(wanted: Any, read_value: Any) -> bool:
    """Whether two values are equal also for readers of YAML that take plain text for something else."""
    if isinstance(wanted, dict) and isinstance(read_value, dict):
        return wanted.keys() == read_value.keys() and all(same(v, read_value[k]) for k, v in wanted.items())
    if isinstance(wanted, list) and isinstance(read_value, list):
        return len(wanted) == len(read_value) and all(map(same, wanted, read_value))
    if isinstance(wanted, str) and isinstance(read_value, str) and misreadable(wanted):
        return wanted == read_value and isinstance(wanted, Quoted) == isinstance(read_value, Quoted)
    return bool(wanted == read_value)


_COMMA = re.compile(r"\s*,")
_COMMENT = re.compile(r"#[^\r\n]*")


class _LaidOutOddlyError(Exception):
    """There is no whole line or bracket to splice at."""


def _by_hand(edit: TextEdit) -> str:
    keys = ".".join(map(str, edit.pointer))
    if isinstance(edit, Delete):
        return f"delete `{keys}`"
    verb = {Put: "set", Append: "add to", Remove: "take out of", Rekey: "rename"}[type(edit)]
    return f"{verb} `{keys}`: {writer.inline(edit.value)}"


def _applied(value: Any, edit: TextEdit, depth: int = 0) -> Any:
    """Carry out an edit on read values; returns new values and leaves the old ones alone."""
    if depth == len(edit.pointer):
        return _changed(value, edit)
    key, last = edit.pointer[depth], depth == len(edit.pointer) - 1
    adds = isinstance(edit, (Put, Append))
    inside = {} if value is None else value
    if isinstance(inside, dict) and isinstance(key, str):
        if key not in inside and not adds:
            return inside
        if last and isinstance(edit, Delete):
            return {other: inner for other, inner in inside.items() if other != key}
        if last and isinstance(edit, Rekey):
            if edit.value in inside:
                raise _LaidOutOddlyError
            return {edit.value if other == key else other: inner for other, inner in inside.items()}
        return inside | {key: _applied(inside.get(key), edit, depth + 1)}
    if isinstance(inside, list) and isinstance(key, int) and 0 <= key < len(inside):
        return [
            _applied(item, edit, depth + 1) if index == key else item for index, item in enumerate(inside)
        ]
    if adds:
        raise _LaidOutOddlyError
    return inside


def _changed(value: Any, edit: TextEdit) -> Any:
    if isinstance(edit, Delete):
        return None
    new = writer.written(edit.value)
    if isinstance(edit, Append):
        return [*(value or []), new]
    if isinstance(edit, Remove):
        return [item for item in value if item != new]
    return new


def _spliced(text: str, edit: TextEdit, record: Any) -> str:
    root = tree(text)
    node = find(root, edit.pointer)
    if isinstance(edit, Put):
        return _put(text, edit, record, root, node)
    if node is None:
        if isinstance(edit, Append):
            return _add(text, Put(edit.ref, edit.pointer, [edit.value]), record, root)
        return text
    if isinstance(edit, Append):
        return _append(text, edit, record, node)
    if isinstance(edit, Rekey):
        return _rekey(text, edit, record, root)
    if isinstance(edit, Remove):
        if node.style != "list":
            raise _LaidOutOddlyError
        value = writer.written(edit.value)
        held: Any = read(text)
        for key in edit.pointer:
            held = held[key]
        after = _remove(text, edit, record, root, node, held.index(value))
        _require_comments_in_place(text, after, edit.pointer)
        return splice(after, edit, record) if held.count(value) > 1 else after
    return _delete(text, edit.pointer, record, root)


def _rekey(text: str, edit: Rekey, record: Any, root: Node) -> str:
    *around, key = edit.pointer
    parent = find(root, tuple(around))
    position = parent.position(key) if parent else None
    if parent is None or position is None or parent.style != "map":
        raise _LaidOutOddlyError
    keys = [each.value for each in parent.keys]
    node = parent.keys[position]
    after = text[: node.start] + writer.scalar(edit.value, brackets=parent.flow) + text[node.end :]
    was_sorted = layout(record, tuple(around)).order is None and keys == sorted(keys)
    return sort_keys(after, tuple(around)) if was_sorted else after


def _put(text: str, edit: Put, record: Any, root: Node, node: Node | None) -> str:
    if node is None:
        return _add(text, edit, record, root)
    if isinstance(edit.value, dict) and node.style == "map":
        # Key by key, so that comments between those that stay are kept.
        gone = [key.value for key in node.keys if key.value not in edit.value]
        for key, value in edit.value.items():
            text = splice(text, Put(edit.ref, (*edit.pointer, key), value), record)
        for key in gone:
            text = splice(text, Delete(edit.ref, (*edit.pointer, key)), record)
        return text
    if not isinstance(edit.value, (list, tuple)) or node.style != "list":
        return _replace(text, edit, record, root, node)
    if "#" in text[node.start : node.end]:
        after = _put_items(text, edit, record, root, node)
    else:
        after = _replace(text, edit, record, root, node)
    _require_comments_in_place(text, after, edit.pointer)
    going = Counter(each for each, home in _homes_of_comments(text, edit.pointer) if _is_gone(home, edit))
    if any(text.count(each) - number < after.count(each) for each, number in going.items()):
        raise _LaidOutOddlyError
    return after


def _put_items(text: str, edit: Put, record: Any, root: Node, node: Node) -> str:
    """Change a list item by item, so that the comments of those that stay are kept.

    Refused where they are to be in another order: whose a comment is could not be told.
    """
    held: Any = read(text)
    for key in edit.pointer:
        held = held[key]
    wanted = [writer.written(item) for item in edit.value]
    kept = [item for item in held if item in wanted]
    added = [item for item in edit.value if writer.written(item) not in held]
    if not kept:
        return _replace(text, edit, record, root, node)
    if [*kept, *map(writer.written, added)] != wanted:
        raise _LaidOutOddlyError
    for item in held:
        if item not in wanted:
            text = splice(text, Remove(edit.ref, edit.pointer, item), record)
    for item in added:
        text = splice(text, Append(edit.ref, edit.pointer, item), record)
    return text


def _is_gone(home: Any, edit: Put) -> bool:
    return home is not None and home not in map(writer.written, edit.value)


def _require_comments_in_place(before: str, after: str, pointer: Pointer) -> None:
    """Make sure that no comment in a list stands at another item than before."""
    homes = _homes_of_comments(before, pointer)
    for comment, home in _homes_of_comments(after, pointer):
        if home is not None and (comment, home) not in homes:
            raise _LaidOutOddlyError


def _homes_of_comments(text: str, pointer: Pointer) -> list[tuple[str, Any]]:
    """List the comments in a list, each with the item that it stands behind or right above.

    None stands for the list itself.
    """
    node = find(tree(text), pointer)
    if node is None or node.style != "list" or not node.items:
        return []
    items: Any = read(text)
    for key in pointer:
        items = items[key]
    end = node.end if node.flow else _line_end(text, node.end)
    starts = [*(item.start for item in node.items), end]
    first = None if node.flow or len(items) == 1 else items[0]
    above = text[node.start : starts[0]] if node.flow else _comments_above(text, node.start)
    found = [(each, first) for each in _COMMENT.findall(above)]
    for number, item in enumerate(node.items):
        behind, *lines = text[item.end : starts[number + 1]].split("\n")
        found += [(each, items[number]) for each in _COMMENT.findall(behind)]
        below = items[number + 1] if number + 1 < len(items) else None
        found += [(each, below) for line in lines for each in _COMMENT.findall(line)]
    return found


def _comments_above(text: str, index: int) -> str:
    """The lines right above one that are nothing but comments."""
    start = end = _line_start(text, index)
    while start and text[_line_start(text, start - 1) : start].lstrip(" ").startswith("#"):
        start = _line_start(text, start - 1)
    return text[start:end]


def _replace(text: str, edit: Put, record: Any, root: Node, node: Node) -> str:
    value = edit.value
    several_lines = (isinstance(value, str) and "\n" in value) or _holds_mapping(value)
    parent = find(root, edit.pointer[:-1])
    if parent is None:
        raise _LaidOutOddlyError
    if parent.flow or (not several_lines and (parent.style == "list" or not _is_block(node))):
        spelled = writer.inline(value, record, edit.pointer) if parent.flow else writer.line(value)
        gap = " " if node.start == node.end else ""
        return text[: node.start] + gap + spelled + text[node.end :]
    position = parent.position(edit.pointer[-1])
    if parent.style != "map" or position is None:
        raise _LaidOutOddlyError
    key = parent.keys[position]
    head_end = _line_end(text, key.end)
    if "#" in text[head_end : node.start]:
        # A comment stands on a line of its own between the key and the value, and stays there.
        if several_lines:
            raise _LaidOutOddlyError
        gap = "" if node.column > key.column else writer.STEP
        return text[: node.start] + gap + writer.line(value) + text[node.end :]
    first, *rest = writer.entry(key.value, value, record, edit.pointer)
    comment, end = _comment_behind(text, key, node)
    spelled = _indented([first + comment, *rest], key.column, _newline(text)).lstrip(" ")
    return text[: key.start] + spelled + text[end:]


def _comment_behind(text: str, key: Node, node: Node) -> tuple[str, int]:
    """Find the comment on the line of a key or of its value, and where the two end."""
    if node.style in ("|", ">"):
        start, end = node.start, node.end
    elif _is_block(node):
        start, end = key.end, node.end
    else:
        start, end = node.end, _line_end(text, node.end)
    at = text.find("#", start, _line_end(text, start))
    return (" " + text[at : _line_end(text, start)].rstrip() if at >= 0 else ""), end


def _holds_mapping(value: Any) -> bool:
    if isinstance(value, dict):
        return bool(value)
    return isinstance(value, (list, tuple)) and any(isinstance(item, dict) for item in value)


def _is_block(node: Node) -> bool:
    return node.style in ("|", ">") or (node.style in ("map", "list") and not node.flow)


def _add(text: str, edit: Put, record: Any, root: Node) -> str:
    depth = 0
    parent = root
    while (inner := parent.child(edit.pointer[depth])) is not None:
        parent, depth = inner, depth + 1
    if parent.style != "map":
        raise _LaidOutOddlyError
    value = edit.value
    for missing in reversed(edit.pointer[depth + 1 :]):
        value = {missing: value}
    around, key = edit.pointer[:depth], str(edit.pointer[depth])
    how = layout(record, around)
    ordered = writer.in_order([*(k.value for k in parent.keys), key], how)
    before = ordered[: ordered.index(key)]
    # The text may be in another order: go behind the nearest of those that come before.
    position = next((parent.position(k) for k in reversed(before)), None)
    if parent.flow:
        spelled = f"{writer.scalar(key, brackets=True)}: {writer.inline(value, record, (*around, key))}"
        return _add_in_brackets(text, parent, position, spelled)
    lines = writer.entry(key, value, record, (*around, key))
    blank = how.spaced or (len(lines) > 1 and not around)
    return _add_lines(text, parent, position, lines, blank, nested=bool(around))


def _add_in_brackets(text: str, parent: Node, position: int | None, spelled: str) -> str:
    if position is not None:
        at = parent.items[position].end
        return f"{text[:at]}, {spelled}{text[at:]}"
    if not parent.items:
        return text[: parent.start + 1] + spelled + text[parent.start + 1 :]
    first = parent.keys[0] if parent.keys else parent.items[0]
    return f"{text[: first.start]}{spelled}, {text[first.start :]}"


def _add_lines(
    text: str, parent: Node, position: int | None, lines: list[str], blank: bool, nested: bool
) -> str:
    newline = _newline(text)
    column = parent.keys[0].column
    gap = newline * (2 if blank else 1)
    spelled = _indented(lines, column, newline)
    if position is not None:
        at = _line_end(text, parent.items[position].end)
        return text[:at] + gap + spelled + text[at:]
    at = _line_start(text, parent.keys[0].start)
    if text[at : parent.keys[0].start].strip(" "):
        # The mapping begins behind the dash of a list item.
        at = parent.keys[0].start
        return text[:at] + spelled.lstrip(" ") + gap + " " * column + text[at:]
    if nested:
        # A comment right above an entry belongs to it; at the top of a file it is the file's own.
        while text[_line_start(text, at - 1) : at].lstrip(" ").startswith("#"):
            at = _line_start(text, at - 1)
    return text[:at] + spelled + gap + text[at:]


def _append(text: str, edit: Append, record: Any, node: Node) -> str:
    if node.style != "list":
        raise _LaidOutOddlyError
    if node.flow:
        if isinstance(edit.value, dict) and not node.items and "#" not in text[node.start : node.end]:
            return _spliced(text, Put(edit.ref, edit.pointer, [edit.value]), record)
        last = len(node.items) - 1 if node.items else None
        own = (*edit.pointer, len(node.items))
        return _add_in_brackets(text, node, last, writer.inline(edit.value, record, own))
    lines = writer.item(edit.value, record, (*edit.pointer, len(node.items)))
    at = _line_end(text, node.end)
    newline = _newline(text)
    return text[:at] + newline + _indented(lines, node.column, newline) + text[at:]


def _remove(text: str, edit: Remove, record: Any, root: Node, node: Node, position: int) -> str:
    if node.flow:
        return _cut_from_brackets(text, node.items, node.items, position)
    if len(node.items) == 1:
        return _replace(text, Put(edit.ref, edit.pointer, []), record, root, node)
    start, end = _dash(text, node, position), node.items[position].end
    if text[_line_start(text, start) : start].strip(" "):
        return _cut_behind_dash(text, start, end, _dash(text, node, 1))
    return _cut_lines(text, start, end, first=position == 0, blank=False)


def _dash(text: str, node: Node, position: int) -> int:
    """Find the dash before an item of a block list; comments may stand between the two."""
    line = _line_start(text, node.items[position].start)
    while not text.startswith("-", line + node.column):
        line = _line_start(text, line - 1)
    return line + node.column


def _delete(text: str, pointer: Pointer, record: Any, root: Node) -> str:
    around = pointer[:-1]
    parent = find(root, around)
    position = parent.position(pointer[-1]) if parent else None
    if parent is None or position is None or parent.style != "map":
        raise _LaidOutOddlyError
    key, value = parent.keys[position], parent.items[position]
    if parent.flow:
        return _cut_from_brackets(text, parent.keys, parent.items, position)
    if len(parent.keys) == 1:
        if around and isinstance(around[-1], str):
            return _replace(text, Put("", around, {}), record, root, parent)
        return text[: parent.start] + "{}" + text[parent.end :]
    if text[_line_start(text, key.start) : key.start].strip(" "):
        return _cut_behind_dash(text, key.start, value.end, parent.keys[1].start)
    end = max(key.end, value.end)
    several = "\n" in text[key.start : end]
    blank = layout(record, around).spaced or (several and not around)
    return _cut_lines(text, key.start, end, first=position == 0, blank=blank)


def _cut_from_brackets(text: str, starts: list[Node], ends: list[Node], position: int) -> str:
    """Cut one of the things in brackets, with a comma, but without comments that are not its own."""
    start, end = starts[position].start, ends[position].end
    last = position == len(starts) - 1
    if position and "#" not in text[ends[position - 1].end : start]:
        return text[: ends[position - 1].end] + text[end:]
    if not last and "#" not in text[end : starts[position + 1].start]:
        return text[:start] + text[starts[position + 1].start :]
    comma = _COMMA.match(text, end)
    behind = comma.end() if comma else end
    line_start, line_end = _line_start(text, start), _line_end(text, end)
    if text[line_start:start].strip(" \t"):
        return text[:start] + text[behind:]
    rest = text[behind:line_end].strip(" \t")
    if behind <= line_end and (not rest or rest.startswith("#")):
        return text[:line_start] + text[_next_line(text, line_end) :]
    return text[:start] + text[behind:].lstrip(" \t")


def _cut_behind_dash(text: str, start: int, end: int, following: int) -> str:
    """Cut what stands first behind the dash of a list item; comments on lines of their own stay."""
    return text[:start] + text[_line_end(text, end) : following].lstrip() + text[following:]


def _cut_lines(text: str, start: int, end: int, first: bool, blank: bool) -> str:
    """Cut the lines that a stretch covers, with one blank line that set it off; the inverse of adding."""
    start, end = _line_start(text, start), _line_end(text, end)
    if first:
        end = _next_line(text, end)
        if blank and not text[end : _line_end(text, end)].strip(" "):
            end = _next_line(text, _line_end(text, end))
        return text[:start] + text[end:]
    start = _end_of_line_above(text, start)
    below = _next_line(text, end)
    blank_above = not text[_line_start(text, start) : start].strip(" ")
    blank_below = not text[below : _line_end(text, below)].strip(" ")
    if blank_above and (blank or blank_below):
        start = _end_of_line_above(text, _line_start(text, start))
    return text[:start] + text[end:]


def _indented(lines: list[str], column: int, newline: str) -> str:
    return newline.join(" " * column + line if line else "" for line in lines)


def _newline(text: str) -> str:
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, max(index, 0)) + 1


def _line_end(text: str, index: int) -> int:
    """Find where the line's content ends, before its line end."""
    end = text.find("\n", index)
    if end < 0:
        return len(text)
    return end - 1 if end > 0 and text[end - 1] == "\r" else end


def _next_line(text: str, line_end: int) -> int:
    after = text.find("\n", line_end)
    return len(text) if after < 0 else after + 1


def _end_of_line_above(text: str, line_start: int) -> int:
    end = line_start - 1
    return end - 1 if end > 0 and text[end - 1] == "\r" else end
