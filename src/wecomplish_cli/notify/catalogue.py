"""What messages say in each language: one TOML file each, all with the same keys."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

FALLBACK = "en"
READ_BY = {"nn": "nb", "no": "nb"}
"""Languages whose readers are written to in another one, which they read as well."""
_BREAKS = re.compile("[ \t\r\n]+")
MAX_FACT = 2000
"""Characters of a name, title or note that a message repeats: longer ones are mistakes, and would fill it."""
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


class Catalogue:
    """What messages say in one language."""

    def __init__(self, language: str, phrases: dict[str, dict[str, str]]) -> None:
        self.language = language
        self.phrases = phrases
        """Section to key to phrase, with placeholders such as `{name}`."""

    def say(self, section: str, key: str, **facts: str) -> str:
        """Fill a phrase of a section, or else of `common`; facts are shown as they are, on one line."""
        phrase = self.phrases[section].get(key) or self.phrases["common"][key]
        # A note may have several lines, which become one; what is invisible is shown escaped.
        return phrase.format_map({name: _shown(fact) for name, fact in facts.items()})

    def date(self, day: date) -> str:
        """Write a date as people of that language do."""
        month = self.say("common", _MONTHS[day.month - 1])
        return self.say("common", "date", day=str(day.day), month=month, year=str(day.year))

    def listed(self, names: Iterable[str], word: str = "and") -> str:
        """Join names as in a sentence, the last by `and` or `or`; empty without any."""
        *most, last = [*names] or [""]
        return f"{', '.join(most)} {self.say('common', word)} {last}" if most else last


def _shown(fact: str) -> str:
    line = _BREAKS.sub(" ", fact).strip()
    return visible(line if len(line) <= MAX_FACT else f"{line[:MAX_FACT]}…")


@cache
def languages() -> dict[str, Catalogue]:
    """Every language that there is a catalogue for, by its code."""
    return {
        path.name.removesuffix(".toml"): Catalogue(
            path.name.removesuffix(".toml"), tomllib.loads(path.read_text(encoding="utf-8"))
        )
        for path in files("wecomplish_cli.notify").joinpath("catalogues").iterdir()
        if path.name.endswith(".toml")
    }


def of(wanted: Iterable[str]) -> Catalogue:
    """Find the catalogue of the first language that has one; regions (`en-GB`) read their language's."""
    known = languages()
    codes = (each.partition("-")[0] for each in wanted)
    codes = (READ_BY.get(code, code) for code in codes)
    return next((known[code] for code in codes if code in known), known[FALLBACK])
