"""What is said in each language: nothing is missing, unused, unescaped or in a wrong form of the plural."""

from __future__ import annotations

import ast
import re
import string
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.conftest import REPOSITORY
from tests.text.rendered import HERE, rendered
from wecomplish_cli.text import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.text.catalogue import Phrase

SOURCE = REPOSITORY / "src" / "wecomplish_cli"
LANGUAGES = ("en", "es", "nb", "pl", "sv")
ENGLISH = catalogue.of(["en"])
CALL = re.compile(r"""\bsay\(\s*["'](\w+)["'],\s*["'](\w+)["']""")


def every(language: str) -> Iterator[tuple[str, str, Phrase]]:
    """Each phrase of a language, with its section and key."""
    for section, phrases in catalogue.languages()[language].phrases.items():
        for key, phrase in phrases.items():
            yield section, key, phrase


def forms(phrase: Phrase) -> dict[str, str]:
    """The texts of a phrase by the form of the plural that each is for."""
    return {"": phrase} if isinstance(phrase, str) else phrase


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def facts(phrase: Phrase) -> set[str]:
    """What a phrase needs to be told beside its number."""
    return {name for text in forms(phrase).values() for name in placeholders(text)} - {"n"}


def test_there_are_five_languages_english_first() -> None:
    assert tuple(catalogue.languages()) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_everything_with_the_same_facts_and_nothing_else(language: str) -> None:
    said = {(section, key): facts(phrase) for section, key, phrase in every(language)}
    assert said == {(section, key): facts(phrase) for section, key, phrase in every("en")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_counts_has_each_form_of_the_plural_and_says_the_number(language: str) -> None:
    words = catalogue.languages()[language]
    for section, key, phrase in every(language):
        counts = not isinstance(ENGLISH.phrases[section][key], str)
        assert counts is not isinstance(phrase, str), (section, key)
        if not isinstance(phrase, str):
            assert phrase.keys() - {catalogue.NOTHING} == words.forms, (section, key)
            # One of a thing may be said in words, and no other number.
            for form in words.forms - {"one"}:
                english = ENGLISH.phrases[section][key]["other"]  # type: ignore[index]
                assert ("n" in placeholders(phrase[form])) is ("n" in placeholders(english)), (section, key)
        else:
            assert "n" not in placeholders(phrase), (section, key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_markup_or_empty_or_holds_what_is_invisible(language: str) -> None:
    for section, key, phrase in every(language):
        for text in forms(phrase).values():
            assert text.strip() == text != "", (section, key)
            assert not re.search(r"[<>&]|&\w+;|\$|%[sd]|  ", text), (section, key)
            assert all(c.isprintable() or c == "\u00a0" for c in text), (section, key)


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_sentence_was_left_in_english(language: str) -> None:
    for section, key, phrase in every(language):
        for text in forms(phrase).values():
            english = forms(ENGLISH.phrases[section][key]).values()
            plain = re.sub(r"\{\w+\}", "", text)
            assert text not in english or len(plain.split()) < 3, (section, key)
            assert not re.search(r"\b(the|and|with|your|nobody|is)\b", plain), (section, key)


def written() -> tuple[set[str], list[re.Pattern[str]]]:
    """All strings of the source, and patterns of those that are put together."""
    plain: set[str] = set()
    composed = []
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                plain.add(node.value)
            if isinstance(node, ast.ClassDef):
                # The members of an enumeration, whose names are keys.
                named = [
                    target for each in node.body if isinstance(each, ast.Assign) for target in each.targets
                ]
                plain.update(each.id.lower() for each in named if isinstance(each, ast.Name))
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"\w+" for p in node.values
                ]
                if set(parts) != {r"\w+"}:
                    composed.append(re.compile("".join(parts)))
    for path in SOURCE.rglob("*.j2"):
        text = path.read_text(encoding="utf-8")
        plain.update(re.findall(r"""["'](\w+)["']""", text))
        composed += [re.compile(r"\w+" + end) for end in re.findall(r"""~ \(?["'](_\w+)["']""", text)]
    return plain, composed


def test_every_phrase_is_used_somewhere() -> None:
    plain, composed = written()
    names = {name for section, key, _ in every("en") for name in (section, key)}
    unused = {n for n in names if n not in plain and not any(each.fullmatch(n) for each in composed)}
    assert unused == set()


def test_every_phrase_that_is_asked_for_is_there() -> None:
    asked = [
        (path.name, *found)
        for suffix in ("*.py", "*.j2")
        for path in SOURCE.rglob(suffix)
        for found in CALL.findall(path.read_text(encoding="utf-8"))
    ]
    assert len(asked) > 20
    for place, section, key in asked:
        assert key in ENGLISH.phrases[section] or key in ENGLISH.phrases["common"], (place, section, key)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([], "en"),
        (["nb"], "nb"),
        (["nb-NO", "en"], "nb"),
        (["nn", "en"], "nb"),
        (["no"], "nb"),
        (["se", "nb"], "nb"),
        (["es-MX"], "es"),
        (["pl", "en"], "pl"),
        (["sv-FI"], "sv"),
        (["ja"], "en"),
    ],
)
def test_the_first_language_that_there_are_words_in_is_used(wanted: list[str], found: str) -> None:
    assert catalogue.of(wanted).language == found


@pytest.mark.parametrize(
    ("language", "day", "names"),
    [
        ("en", "1\u00a0May 2026", "A, B and C"),
        ("es", "1\u00a0de mayo de 2026", "A, B y C"),
        ("nb", "1.\u00a0mai 2026", "A, B og C"),
        ("pl", "1\u00a0maja 2026", "A, B i C"),
        ("sv", "1\u00a0maj 2026", "A, B och C"),
    ],
)
def test_dates_and_lists_are_written_as_people_write_them(language: str, day: str, names: str) -> None:
    words = catalogue.of([language])
    assert words.date(date(2026, 5, 1)) == day
    assert words.listed(["A", "B", "C"]) == names
    assert words.listed(["A"]) == "A"


@pytest.mark.parametrize(
    ("last", "word", "said"),
    [
        ("Íngrid", "and", "Bo e Íngrid"),
        ("Hilde", "and", "Bo e Hilde"),
        ("Ola", "or", "Bo u Ola"),
        ("Hielo", "and", "Bo y Hielo"),
        ("Kari", "or", "Bo o Kari"),
    ],
)
def test_spanish_names_are_joined_by_their_sound(last: str, word: str, said: str) -> None:
    assert catalogue.of(["es"]).listed(["Bo", last], word) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 dzień"), (2, "2 dni"), (5, "5 dni"), (12, "12 dni"), (22, "22 dni"), (112, "112 dni")],
)
def test_polish_counts_in_three_forms(number: int, said: str) -> None:
    words = catalogue.of(["pl"])
    assert words.say("common", "over_days", number) == said
    forms = {1: "poziom ", 2: "poziomy ", 5: "poziomów ", 12: "poziomów ", 22: "poziomy ", 112: "poziomów "}
    assert f"{number} {forms[number]}" in words.say("digest", "refresh", number, title="X")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_reads_well_with_real_names(language: str) -> None:
    """A person who reads the language has read the file; `python -m tests.text.rendered` writes it anew."""
    assert rendered(language) == (HERE / f"{language}.txt").read_text(encoding="utf-8")
