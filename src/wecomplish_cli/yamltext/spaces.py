"""Spaces that only look like the usual one, and a byte order mark, where they can mean nothing else."""

from __future__ import annotations

import re
from typing import Any, cast

from wecomplish_cli.model.text import ODD_SPACES
from wecomplish_cli.yamltext import reader

BYTE_ORDER_MARK = "\ufeff"

_SPACE = f"[ {ODD_SPACES}]"
_ODD = re.compile(f"[{ODD_SPACES}]")
_LINE = re.compile(
    rf"(?P<indent>{_SPACE}*)(?P<dashes>(?:-{_SPACE}+)*)"
    rf"(?:(?P<key>[^\s#'\":][^#'\":]*?){_SPACE}*:(?:{_SPACE}+|$))?(?P<rest>.*?){_SPACE}*(?P<end>\r?)"
)


def usual(text: str) -> str:
    """Make odd spaces usual ones around keys, dashes and values, and take out a byte order mark.

    What is text stays: within a value, and in lines that only go on with one. A text that could be read still
    means the same.
    """
    bare = text.removeprefix(BYTE_ORDER_MARK)
    if not _ODD.search(bare):
        return bare
    import yaml

    lines = bare.split("\n")
    mended = [_usual(line) if _ODD.search(line) else line for line in lines]
    try:
        going_on = _going_on("\n".join(mended))
        after = "\n".join(
            old if n in going_on else new for n, (old, new) in enumerate(zip(lines, mended, strict=True))
        )
        now = reader.read(after)
    except (yaml.YAMLError, reader.YamlError):
        return bare
    try:
        before = reader.read(bare)
    except reader.YamlError:
        return after
    return after if _stripped(before) == now else bare


def _usual(line: str) -> str:
    found = _LINE.fullmatch(line)
    if found is None:
        return line
    begin = " " * len(found["indent"]) + _ODD.sub(" ", found["dashes"])
    key = f"{found['key']}: " if found["key"] is not None else ""
    return f"{begin}{key}{found['rest']}".rstrip(" ") + found["end"]


def _going_on(text: str) -> set[int]:
    """The lines (from 0) that go on with a value that began above."""
    from yaml.events import ScalarEvent

    from wecomplish_cli.yamltext import libyaml

    lines: set[int] = set()
    for event in libyaml.events(text):
        if isinstance(event, ScalarEvent):
            start, end = cast("Any", event.start_mark), cast("Any", event.end_mark)
            lines.update(range(start.line + 1, end.line + (end.column > 0)))
    return lines


def _stripped(value: Any) -> Any:
    """A read value with no odd spaces around keys and texts."""
    if isinstance(value, dict):
        return {key.strip(): _stripped(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_stripped(inner) for inner in value]
    return value.strip() if type(value) is str else value
