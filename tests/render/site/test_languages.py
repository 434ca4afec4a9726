"""The pages in every language: nothing on them is in another, but for what the data says."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import EXAMPLE, TODAY
from tests.golden.stage import play
from tests.render.site.test_site import Page, pages, site
from wecomplish_cli.dataset import store
from wecomplish_cli.derive.view import View
from wecomplish_cli.render.site.acts import Acts
from wecomplish_cli.render.site.months import Month
from wecomplish_cli.render.site.page import environment, words_of
from wecomplish_cli.render.site.pages import Material, Past
from wecomplish_cli.render.site.pages import pages as rendered
from wecomplish_cli.render.site.words import Words
from wecomplish_cli.reports.needs import Need, NeedKind
from wecomplish_cli.text import catalogue
from wecomplish_cli.text.catalogue import Catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from wecomplish_cli.text.catalogue import Phrase

SAID = re.compile(r"⟦[^⟦⟧]*⟧")
BARE = ("short_months", "short_date", "percent")


def marked(phrase: Phrase) -> Any:
    """A phrase between brackets, so that it is told from everything else."""
    if isinstance(phrase, str):
        return f"⟦{phrase}⟧"
    return {form: f"⟦{text}⟧" for form, text in phrase.items()}


@pytest.fixture(scope="module")
def words() -> Words:
    """A language in which all that comes from the catalogue is between brackets."""
    english = catalogue.of(["en"]).phrases
    return Words(
        Catalogue(
            "en",
            {
                section: {key: phrase if key in BARE else marked(phrase) for key, phrase in phrases.items()}
                for section, phrases in english.items()
            },
        )
    )


def test_all_that_pages_say_is_in_the_catalogue_or_in_the_data(words: Words) -> None:
    dataset = store.load(EXAMPLE)
    view = View(dataset.org, date.fromisoformat(TODAY))
    data = " ".join(path.read_text(encoding="utf-8") for path in EXAMPLE.rglob("*.yaml"))
    known = " ".join(data.split())
    months = tuple(Month(date(2026, month, 1), (40.0, 50.0, 60.0), 9) for month in (3, 4, 5))
    for path, make in rendered(Material(view, Acts(dataset, view, words), words, Past(months))).items():
        said = "|".join(Page(make()).texts)
        while SAID.search(said):
            said = SAID.sub("|", said)
        assert "⟦" not in said
        for part in re.split(r"[|\n]", said):
            plain = " ".join(re.sub(r"wecomplish [^<]*|\d+ [A-Z][a-z]{2} \d{4}", "", part).split())
            assert not re.search("[A-Za-z]", plain) or plain.strip(" ,.:;()·") in known, (path, plain)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("language", sorted(catalogue.languages()))
def test_pages_say_which_language_they_are_in(language: str, tmp_path: Path) -> None:
    found = pages(site(tmp_path / "site", EXAMPLE, "--lang", language))
    heading = catalogue.of([language]).say("manager", "heading")
    assert f"<h1>{heading}</h1>" in found["index.html"]
    months = catalogue.of([language]).say("site", "short_months").split()
    for name, text in found.items():
        if name.endswith(".html"):
            assert f'<html lang="{language}">' in text
            assert all(
                any(f" {month} " in said for month in months)
                for said in re.findall(r"<time [^>]*>([^<]*)</time>", text)
            ), name


def test_a_language_without_words_is_refused(tmp_path: Path) -> None:
    done = play("site", "-o", str(tmp_path / "site"), "--lang", "ja", cwd=EXAMPLE)
    assert done.exit == 2
    assert "en, es, nb, pl, sv" in done.stderr


def test_readers_of_nynorsk_get_bokmal(tmp_path: Path) -> None:
    found = pages(site(tmp_path / "site", EXAMPLE, "--lang", "nn-NO"))
    assert '<html lang="nb">' in found["index.html"]


@pytest.mark.parametrize("language", ["nb", "pl"])
def test_without_names_the_numbers_are_in_the_language_too(language: str, tmp_path: Path) -> None:
    done = play("site", "-o", str(tmp_path / "site"), "--anonymous", "--lang", language, cwd=EXAMPLE)
    assert done.exit == 0
    text = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    number = catalogue.of([language]).say("anonymous", "person", number="7")
    assert number in text
    assert ("Person 7" in text) is (language == "nb")


@pytest.mark.parametrize("language", sorted(catalogue.languages()))
@pytest.mark.parametrize("kind", NeedKind)
def test_every_need_is_said_in_every_language(kind: NeedKind, language: str) -> None:
    need = Need(kind, "bo", "Bo", "roles/x", "Xylophone", date(2026, 5, 1), 3, 2, "", None, "wecomplish x")
    parts: Any = environment(words_of(language)).get_template("parts.html.j2").module
    links: Any = SimpleNamespace(person=lambda who: who)
    said = parts.need(need, links, lambda _: "Bo")
    assert "Xylophone" in said
    assert "{" not in said


def test_a_decimal_is_written_as_in_the_language(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    for language, mean in (("en", "1.3 on average"), ("nb", "1,3 i snitt")):
        done = play("site", "--single", str(page), "--lang", language, "--today", TODAY, cwd=EXAMPLE)
        assert done.exit == 0
        assert mean in page.read_text(encoding="utf-8")
