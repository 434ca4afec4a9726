"""What is refused in a text, and where: the same for every way of reading it."""

from __future__ import annotations

import re
import unicodedata

from wecomplish_cli.diagnostics import Place
from wecomplish_cli.model.text import hidden, suspicious

RETURN = re.compile("\r")


class YamlError(Exception):
    """A text that the dataset's YAML refuses; `rule` names the rule, `place` says where.

    Attributes:
        related: what the refusal also refers to, as (place, what it is); the first of two equal keys.
    """

    def __init__(
        self, rule: str, message: str, place: Place, related: tuple[tuple[Place, str], ...] = ()
    ) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.place = place
        self.related = related


def character_name(character: str) -> str:
    """Name a character that cannot be shown, such as `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'control character')}"


def place_at(text: str, index: int, length: int = 1) -> Place:
    """The place of so many characters of a text, from an index on."""
    start = text.rfind("\n", 0, index) + 1
    column = index - start + 1
    return Place(text.count("\n", 0, index) + 1, column, column + length)


def forbidden(text: str, returns: re.Pattern[str]) -> re.Match[str] | None:
    """Find the first character that is not allowed; where all are harmless, that is known at once."""
    first = suspicious().search(text)
    if first is None:
        return None
    found = (pattern.search(text, first.start()) for pattern in (hidden(), returns))
    return min((each for each in found if each), key=lambda each: each.start(), default=None)
