"""A mail that a link opens asks for a change, and its command makes the one that a platform's page makes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.conftest import TODAY
from tests.golden.stage import BAKERY, play, repository
from tests.notify.test_notify import DAY, DUE, FORGE, HELP, KNOWN, OPEN, SLOT, WAITING, WHOLLY, state
from wecomplish_cli.dataset import links, store
from wecomplish_cli.derive.view import View
from wecomplish_cli.notify.answering import Answers
from wecomplish_cli.render.site.acts import Acts
from wecomplish_cli.render.site.page import words_of
from wecomplish_cli.text import catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from wecomplish_cli.model.org import Org

ENGLISH = catalogue.named("en")
FIRST_AID, BAKER = "ola-nordmann skillsets/first-aid", "ola-nordmann roles/baker"
OVEN = f"{BAKER}/light-the-oven"
SLOT_OF_BAKER = "mentorships/ola-nordmann/roles/baker.yaml"
PAUSED = DUE.replace("active", "paused") + "paused_until: 2026-08-01\n"
BOTH = "the mentorship of Ola Nordmann with Per Olsen in"
Asked = tuple[dict[str, str], str, str, str]
ASKED: list[Asked] = [
    (
        {SLOT: WAITING, SLOT_OF_BAKER: PAUSED},
        f"accept {FIRST_AID}",
        "per-olsen",
        f"record that Per Olsen says yes to {BOTH} First aid",
    ),
    (
        {SLOT: WAITING},
        f"decline {FIRST_AID}",
        "per-olsen",
        f"record that Per Olsen says no to {BOTH} First aid",
    ),
    (
        {HELP: OPEN},
        f"acknowledge-help {OVEN}",
        "per-olsen",
        "record that Per Olsen has seen that Ola Nordmann asks for help with “Light the oven at four”",
    ),
    (
        {HELP: OPEN},
        f"answer-help {OVEN}",
        "per-olsen",
        "record that Per Olsen has helped Ola Nordmann with “Light the oven at four”",
    ),
    (
        {KNOWN: WHOLLY},
        f"review {BAKER}",
        "per-olsen",
        "record that Per Olsen has reviewed the levels of Ola Nordmann in Baker, and agrees",
    ),
    (
        {SLOT_OF_BAKER: DUE},
        f"checkin {BAKER}",
        "per-olsen",
        "record that Per Olsen and Ola Nordmann met on 1\u00a0June 2026 about Baker",
    ),
    ({SLOT_OF_BAKER: PAUSED}, f"resume {BAKER}", "per-olsen", f"resume {BOTH} Baker"),
    ({SLOT_OF_BAKER: DUE}, f"end {BAKER}", "per-olsen", f"end {BOTH} Baker"),
    (
        {},
        "programme join rye-2026 --as mentee",
        "per-olsen",
        "record that Per Olsen joins Rye for all to find a mentor",
    ),
    (
        {},
        "programme join rye-2026 --as mentor",
        "per-olsen",
        "record that Per Olsen joins Rye for all to mentor others",
    ),
]


def laid(root: Path, files: dict[str, str], forge: str) -> tuple[store.Dataset, View]:
    """The data with some files laid over it, with or without a platform."""
    settings = f"format: 1\norganization: Skua Bakery\nadministrators: [kari-hansen]\n{forge}"
    org: Org = state(root, {**files, "wecomplish.yaml": settings})
    return store.load(root), View(org, DAY)


def mail(link: links.Link | None) -> tuple[str, list[str]]:
    """The subject of the mail that a link opens, and the words of the command in it."""
    assert link is not None
    assert link.kind is links.Kind.MAIL
    asked = parse_qs(urlsplit(link.address).query)
    said, command = asked["body"][0].strip().split("\r\n\r\n    ")
    assert asked["subject"] == [said.removesuffix(".")]
    return said.removesuffix("."), command.split()[1:]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org", BAKERY)


@pytest.mark.parametrize(("files", "command", "reader", "please"), ASKED, ids=[each[1] for each in ASKED])
def test_a_mail_asks_for_what_the_page_of_a_platform_does(
    files: dict[str, str], command: str, reader: str, please: str, root: Path
) -> None:
    page = Answers(*laid(root, files, FORGE)).link(f"wecomplish {command}", reader, ENGLISH)
    assert page is not None
    said, words = mail(Answers(*laid(root, files, "")).link(f"wecomplish {command}", reader, ENGLISH))
    assert said == f"Please {please}"
    assert_writes(root, page, words)


def assert_writes(root: Path, page: links.Link, words: list[str]) -> None:
    """A command writes what is filled in on a page, or changes the lines that are named for it."""
    address = urlsplit(page.address)
    asked = parse_qs(address.query)
    path = root / (asked["filename"][0] if "filename" in asked else unquote(address.path).split("/main/")[1])
    before = Counter(path.read_text(encoding="utf-8").splitlines()) if path.exists() else Counter()
    done = play(*words, "--today", TODAY, cwd=root)
    assert done.exit == 0, done.stderr
    if "value" in asked:
        assert path.read_bytes().decode() == asked["value"][0]
    gone, come = (Counter(line[2:] for line in page.lines if line[0] == sign) for sign in "-+")
    assert page.lines or "value" in asked
    assert not page.lines or before - gone + come == Counter(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    ("more", "please"),
    [
        ("", "Please assign Kari Hansen as mentor of Ola Nordmann in First aid"),
        (" --peer", "Please assign Kari Hansen and Ola Nordmann to each other as peers in First aid"),
    ],
)
def test_a_mail_for_a_new_mentorship_asks_for_it(more: str, please: str, root: Path) -> None:
    command = f"wecomplish assign {FIRST_AID} --mentor kari-hansen{more}"
    found = {}
    for forge in (FORGE, ""):
        dataset, view = laid(root, {}, forge)
        found[forge] = Acts(dataset, view, words_of("en")).button(command, None)
    page, asked = found[FORGE], found[""]
    assert page is not None
    assert asked is not None
    said, words = mail(links.Link(links.Kind.MAIL, asked.address))
    assert said == please
    assert_writes(root, links.Link(links.Kind.NEW_FILE, page.address, page.lines), words)


@pytest.mark.parametrize("language", catalogue.languages())
def test_each_language_asks_in_its_own_words(language: str, root: Path) -> None:
    words = catalogue.named(language)
    answers = Answers(*laid(root, {SLOT_OF_BAKER: DUE}, ""))
    said, _ = mail(answers.link(f"wecomplish end {BAKER}", "per-olsen", words))
    facts = {"mentee": "Ola Nordmann", "mentor": "Per Olsen", "competence": "Baker"}
    assert said == words.say("please", "end", **facts)


def levels_asked(root: Path, files: dict[str, str], forge: str, command: str = "") -> links.Link:
    """The link with which Ola says what he is asked for by `wecomplish refresh`."""
    command = command or "wecomplish refresh ola-nordmann roles/baker"
    link = Answers(*laid(root, files, forge)).link(command, "ola-nordmann", ENGLISH)
    assert link is not None
    return link


def body(link: links.Link) -> list[str]:
    """The paragraphs of the mail that a link opens."""
    return parse_qs(urlsplit(link.address).query)["body"][0].strip().split("\r\n\r\n")


def test_a_mail_for_levels_has_a_line_for_each_that_is_missing_or_stale(root: Path) -> None:
    first, levels, *blanks, command = body(levels_asked(root, {}, ""))
    assert first == "Please record how familiar Ola Nordmann is with Baker."
    assert levels == "The levels are aware, understand, comfortable or automated."
    walked = play("ask-familiarity", "ola-nordmann", "roles/baker", "--today", TODAY, cwd=root)
    wanted = [line[2:].partition(" (")[0] for line in walked.stdout.splitlines() if line.startswith("- ")]
    assert blanks == [f"{title}: " for title in wanted]
    assert blanks
    assert command == "    wecomplish refresh ola-nordmann roles/baker"


def test_a_mail_for_all_levels_names_no_competence(root: Path) -> None:
    first, *_ = body(levels_asked(root, {}, "", "wecomplish refresh ola-nordmann"))
    assert first == "Please record how familiar Ola Nordmann is with what is expected of them."


def test_of_more_levels_than_a_link_holds_the_command_alone_is_asked_for(root: Path) -> None:
    items = "".join(f"  e{number}:\n    title: {'Å' * 60} {number}\n" for number in range(40))
    baker = {"roles/baker.yaml": f"name: Baker\nresponsibilities:\n{items}"}
    assert len(body(levels_asked(root, baker, ""))) == 2


def test_where_there_are_forms_levels_are_said_in_one(root: Path) -> None:
    link = levels_asked(root, {}, f"{FORGE}  forms: true\n")
    assert link.kind is links.Kind.FORM
    assert "indicate-familiarity" in link.address
