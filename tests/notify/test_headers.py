"""Headers of mail: whatever people and things are called, they are read back so, in lines that fit."""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import replace
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from pathlib import Path
from typing import TYPE_CHECKING

import fast_mail_parser
import pytest

from tests.golden.stage import BAKERY
from tests.mail_server import HOST, PASSWORD, USER, Script, authority, serving
from tests.notify.test_notify import ACTIVE, DAY, SLOT, state
from wecomplish_cli.dataset.store import load
from wecomplish_cli.notify import delivery, email, headers, messages
from wecomplish_cli.notify.email import Body, Mailbox, Message
from wecomplish_cli.notify.event import Event, EventKind
from wecomplish_cli.text import catalogue

if TYPE_CHECKING:
    from wecomplish_cli.model.org import Org

NAMES = (
    *("Ola Nordmann", "Åse-Marie Kjærsgård Østby", "Håkon Sæther-Ødegård", "José María García Márquez"),
    *("Nguyễn Thị Minh Khai", "Владимир Константинович Преображенский", "Ελένη Παπαδοπούλου", "山田 太郎"),
    *("राजेश कुमार शर्मा श्रीवास्तव", "محمد بن عبد الله الهاشمي", "김 민수", "Þóra Björg Guðmundsdóttir"),
    *(
        "O'Brien, Jr.",
        'Mia "Mi" Dahl',
        "Bo (Lind) <bo>",
        "a@b",
        "Zoë\u00a0Müller",
        "🚀 Astrid",
        "=?utf-8?q?x?=",
    ),
    *("Anna " * 30, "Å" * 150, "x" * 150),
)
TITLES = (
    *(
        "Platform engineer",
        "Håndtering av hendelser og øvelser i førstelinjen for hele konsernet",
        "インシデント対応",
    ),
    *(
        "Управление инцидентами и непрерывная доставка программного обеспечения",
        "C++ & C#: ",
        "A  B\tC",
        "«Ærlig»",
    ),
    *(
        "Give actionable review comments, within a working day, to everyone who asks for them, always",
        "?=",
        "=20",
    ),
)


@pytest.fixture(scope="module")
def org() -> Org:
    return load(BAKERY).org


def read(org: Org, name: str, subject: str) -> tuple[bytes, fast_mail_parser.PyMail]:
    """A mail with a name and subject in its headers, as bytes and as the other parser reads it."""
    body = Body("en", subject, "Hello", ("Text",), "Footer")
    ola = Mailbox("ola", name, "ola@fjord.example")
    sent = email.mail(Message("id", ola, ola, body), org, "us@fjord.example").as_bytes()
    return sent, fast_mail_parser.parse_email(sent)


def shown(text: str) -> str:
    """Text as a header says it: on one line, and nothing in it that is decoded twice."""
    return re.sub("[ \t\r\n]+", " ", text).strip().replace("=?", "=\u2060?")


def subjects(count: int) -> list[str]:
    """Subjects as messages have them, in every language, about every name and title."""
    chance = random.Random(18)  # noqa: S311 - to be the same each time
    phrases = [
        (words, section)
        for words in catalogue.languages().values()
        for section, said in words.phrases.items()
        if "subject" in said
    ]
    found = []
    for _ in range(count):
        words, section = chance.choice(phrases)
        facts = {key: chance.choice(NAMES) for key in ("mentee", "mentor", "person")}
        title = chance.choice(TITLES)
        facts |= dict.fromkeys(("competence", "expectation", "program"), title)
        facts |= {"count": "3", "date": "1 May", "until": "2 May"}
        found.append(words.say(section, "subject", **facts))
    return found


def test_subjects_are_read_back_as_they_are_by_two_parsers(thorough: bool) -> None:
    for subject in subjects(3000 if thorough else 500):
        raw = f"Subject: {headers.subject(subject)}\r\n\r\n".encode("ascii")
        expected = shown(subject)
        assert message_from_bytes(raw, policy=policy.default)["Subject"] == expected
        assert fast_mail_parser.parse_email(raw).subject == expected
        assert all(len(word) <= 75 for word in re.findall(rb"=\?\S+", raw))
        assert max(map(len, raw.split(b"\r\n"))) <= 76


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("title", TITLES)
def test_a_whole_mail_is_read_back_as_it_is(name: str, title: str, org: Org) -> None:
    sent, other = read(org, name, f"{name}: {title}")
    python = message_from_bytes(sent, policy=policy.default)
    assert python["Subject"] == other.subject == shown(f"{name}: {title}")
    raw = message_from_bytes(sent)
    for header in ("To", "Reply-To"):
        (address,) = python[header].addresses
        assert address.addr_spec == "ola@fjord.example"
        assert not python[header].defects
        decoded = str(make_header(decode_header(raw[header])))
        for text in (decoded, "".join(other.headers[header])):
            phrase = re.sub(r"\\(.)", r"\1", text.removesuffix(" <ola@fjord.example>"))
            assert phrase in (shown(name), f'"{shown(name)}"')
        # Older versions of Python read a blank between two encoded words of a name, and nothing else.
        assert "".join(address.display_name.split(" ")) == "".join(shown(name).split(" "))
    head = sent.partition(b"\r\n\r\n")[0]
    assert all(len(word) <= 75 for word in re.findall(rb"=\?\S+", head))
    assert max(map(len, sent.split(b"\r\n"))) <= 78


def test_a_short_name_is_read_back_to_the_letter_by_every_version_of_python(org: Org) -> None:
    for name in ("Åse-Marie Kjærsgård Østby", "山田 太郎", "김 민수", "Ελένη Παπαδοπούλου", "O'Brien, Jr."):
        (address,) = message_from_bytes(read(org, name, "x")[0], policy=policy.default)["To"].addresses
        assert address.display_name == name


LONG = ("å" * 1200, "x" * 1200, "Ola " * 500, "=?" * 900, "漢" * 100_000, '"' * 1200)


@pytest.mark.parametrize("name", LONG, ids=("letters", "ascii", "blanks", "markers", "wide", "quotes"))
def test_no_name_makes_a_line_too_long_for_a_server(name: str, tmp_path: Path) -> None:
    root = Path(shutil.copytree(BAKERY, tmp_path / "org"))
    org = state(root, {SLOT: ACTIVE})
    # Names as long as these are refused when they are read; here they are in the records all the same.
    object.__setattr__(org.people["kari-hansen"], "name", name)
    object.__setattr__(org.competences["skillsets/first-aid"], "name", name)
    object.__setattr__(org.settings, "organization", name)
    kari = ("kari-hansen",)
    event = Event(
        EventKind.ENDED, ("x",), kari, "ola-nordmann", "skillsets/first-aid", "kari-hansen", day=DAY
    )
    message = messages.of_event(org, event, "kari-hansen")
    script, (context, trusted) = Script(), authority(tmp_path)
    result = delivery.Delivery()
    with serving(script, context) as port:
        server = delivery.Server(HOST, "us@fjord.example", port=port, user=USER, password=PASSWORD)
        server = replace(server, authorities=trusted)
        delivery.deliver(server, {"x": email.mail(message, org, server.sender)}, lambda _: None, result)
    assert (result.sent, result.refused, result.unsent) == (["x"], {}, {})
    (arrived,) = script.arrived
    assert max(map(len, arrived.as_bytes().split(b"\n"))) <= 100
    assert len(arrived.as_bytes()) < 300_000
