"""What mails, pages and forms say in each language: a folder of TOML files each, all with the same keys."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from wecomplish_cli.errors import UsageError
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

Phrase = str | dict[str, str]
"""A sentence with placeholders such as `{name}`; where it counts something, one a form of the plural."""

FALLBACK = "en"
READ_BY = {"nn": "nb", "no": "nb"}
"""Languages whose readers are written to in another one, which they read as well."""
NOTHING = "none"
"""The form of a phrase that is said of nothing at all, where it has one; no rule gives it."""
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


def _two_forms(number: int) -> str:
    return "one" if number == 1 else "other"


def _polish(number: int) -> str:
    if number == 1:
        return "one"
    return "few" if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else "many"


PLURALS: Mapping[str, tuple[Callable[[int], str], frozenset[str]]] = {
    "pl": (_polish, frozenset({"one", "few", "many"})),
}
"""The form of the plural that a whole number takes, and all forms that there are; other languages have two.

Source: the plural rules of Unicode's CLDR, for whole numbers below a million.
"""
TWO = (_two_forms, frozenset({"one", "other"}))


class Catalogue:
    """What is said in one language."""

    def __init__(self, language: str, phrases: Mapping[str, dict[str, Phrase]]) -> None:
        self.language = language
        self.phrases = phrases
        """Section to key to phrase; what is in `common` is said in every section."""
        self._form, self.forms = PLURALS.get(language, TWO)

    def phrase(self, section: str, key: str, n: int | None = None, /) -> str:
        """Find a phrase of a section, or else of `common`, in the form that the number takes."""
        found = self.phrases[section].get(key) or self.phrases["common"][key]
        if isinstance(found, str):
            return found
        if n is None:
            raise KeyError(f"{section}.{key} counts something: say how many")
        return found[NOTHING] if n == 0 and NOTHING in found else found[self._form(n)]

    def say(self, section: str, key: str, n: int | None = None, /, **facts: str) -> str:
        """Fill a phrase, `n` being its number; facts are shown as they are, on one line."""
        # A note may have several lines, which become one; what is invisible is shown escaped.
        shown = {name: _shown(fact) for name, fact in facts.items()}
        return self.phrase(section, key, n).format_map({"n": n, **shown})

    def date(self, day: date) -> str:
        """Write a date as people of that language do."""
        month = self.say("common", _MONTHS[day.month - 1])
        return self.say("common", "date", day=str(day.day), month=month, year=str(day.year))

    def listed(self, names: Iterable[str], word: str = "and") -> str:
        """Join names as in a sentence, the last by `and` or `or`; empty without any."""
        *most, last = [*names] or [""]
        joint = self.say("common", word)
        if self.language == "es":
            joint = _spanish(joint, last)
        return f"{', '.join(most)} {joint} {last}" if most else last


def _spanish(joint: str, word: str) -> str:
    """In Spanish, `y` is `e` before the sound of an i, and `o` is `u` before that of an o."""
    sound = {"y": ("e", r"h?[ií](?![aeouáéóú])"), "o": ("u", "h?[oó]")}[joint]
    return sound[0] if re.match(sound[1], word, re.IGNORECASE) else joint


def _shown(fact: str) -> str:
    line = _BREAKS.sub(" ", fact).strip()
    return visible(line if len(line) <= MAX_FACT else f"{line[:MAX_FACT]}…")


@cache
def languages() -> dict[str, Catalogue]:
    """Every language that there are words in, by its code, English first."""
    return {code: _catalogue(code) for code in _codes()}


@cache
def _codes() -> tuple[str, ...]:
    folders = [
        each for each in files("wecomplish_cli.text").joinpath("catalogues").iterdir() if each.is_dir()
    ]
    codes = (each.name for each in folders if "_" not in each.name)
    return tuple(sorted(codes, key=lambda code: (code != FALLBACK, code)))


@cache
def _catalogue(language: str) -> Catalogue:
    """The catalogue of one language: most commands need no other."""
    return Catalogue(language, _read(language))


def _read(language: str) -> dict[str, dict[str, Phrase]]:
    """The sections of all files of a language; those of the same name are one."""
    folder = files("wecomplish_cli.text").joinpath("catalogues", language)
    found: dict[str, dict[str, Phrase]] = {}
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".toml"):
            for section, phrases in tomllib.loads(path.read_text(encoding="utf-8")).items():
                found.setdefault(section, {}).update(phrases)
    return found


def of(wanted: Iterable[str]) -> Catalogue:
    """Find the catalogue of the first language that has one; regions (`en-GB`) read their language's."""
    codes = (each.partition("-")[0] for each in wanted)
    codes = (READ_BY.get(code, code) for code in codes)
    return _catalogue(next((code for code in codes if code in _codes()), FALLBACK))


def named(code: str) -> Catalogue:
    """Find the catalogue of a language that someone asked for.

    Raises:
        UsageError: if there are no words in it.
    """
    found = of([code])
    if found.language == FALLBACK and code.partition("-")[0] != FALLBACK:
        raise UsageError(
            f"there is no translation into `{visible(code)}`", f"choose one of {', '.join(_codes())}"
        )
    return found
