"""Text to values: the strict subset of YAML that the dataset is written in.

Plain files are read line by line (`plain`), all others by libyaml (`events`), which is loaded only for them.
A scalar stays text: `str` where it was written plain, `Quoted` where it was quoted or a block, None where
there is nothing. Whatever the subset leaves out is refused with its place and the name of a rule.
"""

from __future__ import annotations

import re
from typing import Any

from wecomplish_cli.diagnostics import Place
from wecomplish_cli.yamltext import plain
from wecomplish_cli.yamltext.plain import MAX_BYTES as MAX_BYTES
from wecomplish_cli.yamltext.refusal import YamlError as YamlError
from wecomplish_cli.yamltext.refusal import character_name, forbidden, place_at

_LONE_RETURN = re.compile("\r(?!\n)")
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|\Z)", re.MULTILINE)


def decode(content: bytes) -> str:
    """Decode a file's bytes as UTF-8.

    Raises:
        YamlError: where they are not, with the place of the first byte that does not fit.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        raise YamlError(
            "not-utf-8",
            f"byte 0x{content[error.start]:02x} is not UTF-8; save the file in that encoding",
            Place(line, column, column + 1),
        ) from None


def read(text: str) -> dict[str, Any]:
    """Read one file's text into a mapping of values.

    Raises:
        YamlError: at the first thing that the subset refuses.
    """
    refuse_text(text)
    found = plain.read(text)
    if found is None:
        from wecomplish_cli.yamltext import events

        found = events.read(text)
    return found


def refuse_text(text: str) -> None:
    """Refuse what can be seen in the raw text, before it is parsed.

    Raises:
        YamlError: at a character that is not allowed, or what a merge left.
    """
    if plain.surely_allowed(text):
        return
    if found := forbidden(text, _LONE_RETURN):
        raise YamlError(
            "forbidden-character",
            f"{character_name(found[0])} is not allowed in the data; delete it",
            place_at(text, found.start()),
        )
    if found := _CONFLICT.search(text):
        raise YamlError(
            "conflict-marker",
            f"`{found[0]}` was left by a merge; choose one side and delete the markers",
            place_at(text, found.start(), 7),
        )
