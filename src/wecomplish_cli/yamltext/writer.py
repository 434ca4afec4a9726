"""Values to text: how new YAML is written, in the style of the dataset.

Block style, two spaces, lists of plain values in brackets, open maps sorted. ruamel.yaml decides how a scalar
is quoted; where any YAML version could misread plain text, it is quoted.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from wecomplish_cli.model.text import Quoted, misreadable
from wecomplish_cli.model.walk import Layout, layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wecomplish_cli.diagnostics import Pointer

STEP = "  "
_ESCAPED = frozenset('"\\')
_PLAIN = re.compile(r"[A-Za-z\u00c0-\u024f][\w@./'+-]*(?: [\w@/'+-][\w@./'+-]*)*")
"""Words that mean themselves wherever they stand: most names, addresses and references."""


def written(value: Any) -> Any:
    """Turn a value into what the reader gives for it once it is spelled: text for every scalar."""
    if isinstance(value, dict):
        return {key: written(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [written(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, str):
        return Quoted(value) if needs_quotes(value) else str(value)
    raise TypeError(f"not a value of the dataset: {value!r}")


def needs_quotes(text: str) -> bool:
    """Whether text must be quoted because some YAML reader takes it plain for something else."""
    return not text or text.startswith(("?", ":")) or ":?" in text or misreadable(text)


def scalar(value: Any, brackets: bool = False) -> str:
    """Spell a scalar on one line; within brackets, more characters need quotes."""
    if isinstance(value, str):
        return _dumped(str(value), needs_quotes(value), brackets)
    return str(written(value))


def inline(value: Any, record: Any = None, pointer: Pointer = ()) -> str:
    """Spell any value in brackets, on one line; its keys in order where it is known what it is of."""
    if isinstance(value, dict):
        keys = [*value] if record is None else in_order(value, layout(record, pointer))
        pairs = (f"{scalar(k, True)}: {inline(value[k], record, (*pointer, k))}" for k in keys)
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, (list, tuple)):
        items = (inline(each, record, (*pointer, index)) for index, each in enumerate(value))
        return "[" + ", ".join(items) + "]"
    return scalar(value, brackets=True)


def line(value: Any) -> str:
    """Spell any value on one line that is not within brackets."""
    return inline(value) if isinstance(value, (dict, list, tuple)) else scalar(value)


def entry(key: str, value: Any, record: Any, pointer: Pointer) -> list[str]:
    """Spell `key: value` as lines without indentation or ends; `pointer` leads to the value."""
    name = _spelled(key)
    if isinstance(value, dict) and value:
        return [f"{name}:", *_stepped(mapping(value, record, pointer))]
    if isinstance(value, (list, tuple)) and any(isinstance(item, dict) for item in value):
        lines = [f"{name}:"]
        for index, inner in enumerate(value):
            lines += _stepped(item(inner, record, (*pointer, index)))
        return lines
    if isinstance(value, str) and "\n" in value:
        return _block(name, value)
    return [f"{name}: {line(value)}"]


def item(value: Any, record: Any, pointer: Pointer) -> list[str]:
    """Spell a list item as lines without indentation."""
    if isinstance(value, dict) and value:
        first, *rest = mapping(value, record, pointer)
        return [f"- {first}", *_stepped(rest)]
    return [f"- {line(value)}"]


def mapping(value: Mapping[str, Any], record: Any, pointer: Pointer) -> list[str]:
    """Spell a mapping as lines, its keys in order and spaced as the model's layout says."""
    how = layout(record, pointer)
    lines: list[str] = []
    previous_long = False
    for key in in_order(value, how):
        spelled = entry(key, value[key], record, (*pointer, key))
        is_long = len(spelled) > 1 and not pointer
        if lines and (how.spaced or is_long or previous_long):
            lines.append("")
        lines += spelled
        previous_long = is_long
    return lines


def document(value: Mapping[str, Any], record: Any) -> str:
    """Spell a whole file."""
    return "\n".join(mapping(value, record, ())) + "\n"


def in_order(keys: Iterable[str], how: Layout) -> list[str]:
    """Put keys in the order they are written in; unknown ones come last."""
    if how.order is None:
        return sorted(keys)
    rank = {key: index for index, key in enumerate(how.order)}
    return sorted(keys, key=lambda key: rank.get(key, len(rank)))


@lru_cache(maxsize=1024)
def _spelled(key: str) -> str:
    """Spell a key; most are the same in many files."""
    return scalar(key)


def _block(name: str, text: str) -> list[str]:
    """Spell text of several lines as a literal block, or in quotes where a block would change it."""
    lines = text.split("\n")
    if text[0] in " \n" or text.endswith("\n\n") or any(line != line.rstrip() for line in lines):
        return [f"{name}: {_dumped(text, True, False)}"]
    header, content = (f"{name}: |-", lines) if lines[-1] else (f"{name}: |", lines[:-1])
    return [header, *_stepped(content)]


def _stepped(lines: Iterable[str]) -> list[str]:
    return [STEP + each if each else "" for each in lines]


@lru_cache(maxsize=1024)
def _dumped(text: str, quoted: bool, brackets: bool) -> str:
    if quoted and text.isascii() and text.isprintable() and not _ESCAPED.intersection(text):
        return f'"{text}"'
    if not quoted and _PLAIN.fullmatch(text):
        return text
    from io import StringIO

    from ruamel.yaml import YAML
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    yaml = YAML(typ="rt")
    yaml.width = 1 << 20
    out = StringIO()
    node = DoubleQuotedScalarString(text) if quoted else text
    yaml.default_flow_style = brackets
    yaml.dump({"k": [node] if brackets else node}, out)
    dumped = out.getvalue().rstrip("\n")
    return dumped.removeprefix("{k: [").removesuffix("]}") if brackets else dumped.removeprefix("k: ")
