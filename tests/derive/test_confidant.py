"""Whoever is in a pair that does not work is told whom they can write to in confidence."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import TODAY
from tests.golden.stage import commit, play, repository
from wecomplish_cli.dataset import store
from wecomplish_cli.derive.confidant import confidant
from wecomplish_cli.derive.view import View
from wecomplish_cli.notify import email, messages
from wecomplish_cli.reports.needs import needs
from wecomplish_cli.text import catalogue

KARI = "Kari Hansen, kari@fjord.example"
LANGUAGES = ("norwegian", "polish", "spanish", "swedish")
MAILS = Path(__file__).parents[1] / "golden" / "notify"
ADDRESS = "in-confidence@fjord.example"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org")


def named(root: Path, contact: str) -> None:
    """Name somebody in the settings."""
    done = play("set", "organisation", "contact", contact, "--today", TODAY, cwd=root)
    assert done.exit == 0, done


@pytest.mark.sampled(4)
@pytest.mark.parametrize(("contact", "who"), [("kari-hansen", KARI), (ADDRESS, ADDRESS)])
@pytest.mark.parametrize("language", ["en", "nb", "sv", "pl", "es"])
def test_every_mail_names_them_in_the_readers_language(
    contact: str, who: str, language: str, root: Path
) -> None:
    named(root, contact)
    assert play("set", "person", "hakon", "languages", language, "--today", TODAY, cwd=root).exit == 0
    view = View(store.load(root).org, date.fromisoformat(TODAY))
    phrase = catalogue.of([language]).say("common", "confide", who=who)
    asked = messages.ask_familiarity(view, "per-olsen", "hakon-lie-saether", [], None)
    need = messages.digest(view.org, needs(view, "hakon-lie-saether"))
    for sent in (asked, need):
        assert phrase in " ".join(email.text(sent.body).split())
        assert who in email.html(sent.body)


@pytest.mark.parametrize("case", ["every-kind", *(f"every-kind-in-{each}" for each in LANGUAGES)])
def test_every_kind_of_mail_names_them(case: str, tmp_path: Path) -> None:
    root = repository(tmp_path / "org", MAILS / "every-kind" / "org")
    with (root / "wecomplish.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"contact: {ADDRESS}\n")
    commit(root)
    shutil.copytree(MAILS / case / "over", root, dirs_exist_ok=True)
    commit(root)
    done = play("notify", "--base", "HEAD~1", "--channel", "text", "--today", TODAY, cwd=root)
    _, *mails = done.stdout.split("Subject: ")
    assert len(mails) > 10, done
    assert [mail for mail in mails if ADDRESS not in mail] == []


@pytest.mark.parametrize("report", ["mentorships", "familiarity", "help", "gaps", "network", "progress"])
def test_a_report_as_a_page_names_them(report: str, root: Path) -> None:
    named(root, ADDRESS)
    done = play("report", report, "--format", "html", "--today", TODAY, cwd=root)
    assert f'href="mailto:{ADDRESS}"' in done.stdout


def test_nobody_is_told_to_write_to_themselves(root: Path) -> None:
    for contact in ("kari-hansen", "kari@fjord.example"):
        named(root, contact)
        org = store.load(root).org
        assert confidant(org, "kari-hansen") is None
        assert confidant(org, "per-olsen") is not None


@pytest.mark.parametrize(("contact", "who"), [("kari-hansen", "kari@fjord.example"), (ADDRESS, ADDRESS)])
def test_every_page_names_them_and_none_where_nobody_is_named(
    contact: str, who: str, root: Path, tmp_path: Path
) -> None:
    named(root, contact)
    for name, options in (("pages", ()), ("anonymous", ("--anonymous",))):
        assert play("site", "-o", str(tmp_path / name), *options, "--today", TODAY, cwd=root).exit == 0
        pages = [*(tmp_path / name).rglob("*.html")]
        assert len(pages) > 5
        told = [path for path in pages if f'href="mailto:{who}">' in path.read_text(encoding="utf-8")]
        assert len(told) == (len(pages) if name == "pages" else 0)


def test_a_person_who_does_not_exist_is_an_error_and_a_new_id_is_followed(root: Path) -> None:
    settings = root / "wecomplish.yaml"
    text = settings.read_text(encoding="utf-8")
    for wrong, said in (
        ("kari-hanson", "no person `kari-hanson`"),
        ("Kari", "a person or an e-mail address"),
    ):
        settings.write_text(f"{text}contact: {wrong}\n", encoding="utf-8")
        assert said in play("check", "--today", TODAY, cwd=root).stdout
    settings.write_text(f"{text}contact: kari-hansen\n", encoding="utf-8")
    assert play("rename", "kari-hansen", "kari", "--today", TODAY, cwd=root).exit == 0
    assert "contact: kari\n" in settings.read_text(encoding="utf-8")


def test_someone_who_has_left_or_has_no_address_is_not_named_and_doctor_says_so(root: Path) -> None:
    named(root, "kari-hansen")
    assert confidant(store.load(root).org) is not None
    assert play("set", "person", "kari-hansen", "email", "--unset", "--today", TODAY, cwd=root).exit == 0
    assert confidant(store.load(root).org) is None
    said = play("doctor", "--today", TODAY, cwd=root).stdout
    assert "`kari-hansen` is to be written to in confidence, but has left or has no address" in said
