"""Who is told of what, in which words; and that nothing from the data is more than text in a mail."""

from __future__ import annotations

import re
import signal
import subprocess
import time
from datetime import date
from email import message_from_bytes, policy
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest

from tests.conftest import COMMAND, TODAY, git, quiet_environment
from tests.golden.stage import BAKERY, EMAIL, commit, copied, play, repository
from tests.mail_server import SILENT, Script, authority, serving
from tests.notify.test_delivery import KARI, OLA, environment
from wecomplish_cli.dataset import store
from wecomplish_cli.derive.view import View
from wecomplish_cli.errors import DataError
from wecomplish_cli.model.renames import renames
from wecomplish_cli.notify import email, messages
from wecomplish_cli.notify.answering import Answers
from wecomplish_cli.notify.event import Event, EventKind, in_turns
from wecomplish_cli.notify.events import events
from wecomplish_cli.notify.progress import Told
from wecomplish_cli.reports.needs import NeedKind, asked, needs
from wecomplish_cli.text import catalogue

if TYPE_CHECKING:
    from wecomplish_cli.model.org import Org

DAY = date.fromisoformat(TODAY)
ENGLISH = catalogue.named("en")
SLOT = "mentorships/ola-nordmann/skillsets/first-aid.yaml"
HELP = "help/ola-nordmann/2026-06-01-light-the-oven.yaml"
KNOWN = "familiarity/ola-nordmann.yaml"
PROPOSED = """\
mentor: kari-hansen
co_mentors: [per-olsen]
status: proposed
notify: true

acceptance:
  kari-hansen: waiting

  ola-nordmann: 2026-05-30

  per-olsen: waiting
"""
ACCEPTED = PROPOSED.replace("kari-hansen: waiting", "kari-hansen: 2026-05-31")
ACTIVE = "mentor: kari-hansen\nstatus: active\nstarted: 2026-06-01\nnotify: true\n"
OVER = "\nended: 2026-06-01\nreason: No time.\n"
DECLINED = PROPOSED.replace("status: proposed", "status: declined") + OVER
ENDED = ACTIVE.replace("active", "ended") + OVER
COMPLETED = ACTIVE.replace("active", "completed") + OVER
REPLACED = (
    "mentor: per-olsen\nstatus: active\nstarted: 2026-06-01\nnotify: true\n\nprevious:\n"
    "  - mentor: kari-hansen\n    status: ended\n    started: 2026-06-01\n    notify: true\n"
    "    ended: 2026-06-01\n"
)
PAUSED = ACTIVE.replace("active", "paused") + "paused_until: 2026-08-01\n"
GOAL = "\ngoals:\n  rise:\n    title: Let the dough rise\n    status: not_started\n"
BY_PER = ACTIVE.replace("kari-hansen", "per-olsen")
NEW = [("mentored", "ola-nordmann"), ("assigned", "kari-hansen")]
ENDED_BY_PER = [("ended", "ola-nordmann", "per-olsen")]
OPEN = "expectation: roles/baker/light-the-oven\nstatus: open\n"
SEEN = f"{OPEN.replace('open', 'acknowledged')}\nacknowledged:\n  by: per-olsen\n  date: 2026-06-01\n"
ANSWERED = f"{OPEN.replace('open', 'answered')}\nanswered:\n  by: kari-hansen\n  date: 2026-06-01\n"
PARTLY = "roles/baker/bake-rye:\n  level: aware\n  updated: 2026-05-20\n"
ALL = ["expectations/close-the-flour", "roles/baker/bake-rye", "roles/baker/light-the-oven"]
WHOLLY = "\n".join(f"{ref}:\n  level: aware\n  updated: 2026-06-01\n" for ref in ALL)
REVIEW = "competence: roles/baker\nby: per-olsen\noutcome: agree\n"


def state(root: Path, files: dict[str, str | None]) -> Org:
    """The organisation with some files laid over it; None for one that is not there."""
    for path, content in files.items():
        if content is None:
            (root / path).unlink(missing_ok=True)
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(content, encoding="utf-8")
    org = store.load(root).org
    assert org.records.keys() >= {path for path, content in files.items() if content}
    return org


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The bakery, without git."""
    return copied(BAKERY, tmp_path / "org")


def happened(before: Org, after: Org) -> list[Event]:
    """List the events between two states, as of the same day."""
    return events(View(before, DAY), View(after, DAY))


def told(before: Org, after: Org) -> list[tuple[str, ...]]:
    """What happened: the kind of each event, and who is told."""
    return [(each.kind, *each.to) for each in happened(before, after)]


# Who is told of what


@pytest.mark.parametrize(
    ("path", "before", "after", "expected"),
    [
        (SLOT, None, ACTIVE, NEW),
        (SLOT, None, ACTIVE.replace("notify: true\n", ""), NEW),
        (SLOT, None, ACTIVE.replace("true", "false"), []),
        (SLOT, None, ACTIVE.replace("06-01", "04-01"), []),
        (SLOT, ACTIVE.replace("true", "false"), ACTIVE, NEW),
        (
            SLOT,
            ACTIVE,
            ACTIVE + "co_mentors: [per-olsen]\n",
            [("assigned", "per-olsen"), ("co_mentor", "ola-nordmann", "kari-hansen")],
        ),
        (SLOT, ACTIVE, PAUSED, [("paused", "ola-nordmann", "kari-hansen")]),
        (SLOT, ACTIVE, PAUSED.replace("true", "false"), []),
        (SLOT, PAUSED, ACTIVE, [("resumed", "ola-nordmann", "kari-hansen")]),
        (SLOT, ACTIVE, ACTIVE + "until: 2026-12-01\n", [("terms", "ola-nordmann", "kari-hansen")]),
        (SLOT, ACTIVE + GOAL, ACTIVE + GOAL.replace("not_started", "done"), []),
        (SLOT, ACTIVE, ACTIVE + GOAL, [("terms", "ola-nordmann", "kari-hansen")]),
        (
            SLOT,
            BY_PER,
            BY_PER.replace("active", "ended") + OVER,
            [*ENDED_BY_PER, ("orphaned", "kari-hansen")],
        ),
        (SLOT, BY_PER, BY_PER.replace("active", "completed") + OVER, [("completed", *ENDED_BY_PER[0][1:])]),
        (SLOT, None, PROPOSED, [("asked_mentor", "kari-hansen"), ("asked_mentor", "per-olsen")]),
        (
            SLOT,
            None,
            PROPOSED.replace("true", "false"),
            [("asked_mentor", "kari-hansen"), ("asked_mentor", "per-olsen")],
        ),
        (SLOT, PROPOSED, ACCEPTED, [("started", "ola-nordmann", "per-olsen")]),
        (
            SLOT,
            PROPOSED.replace("2026-05-30", "waiting"),
            PROPOSED,
            [("accepted", "kari-hansen", "per-olsen")],
        ),
        (SLOT, PROPOSED, DECLINED, [("declined", "ola-nordmann", "kari-hansen", "per-olsen")]),
        (SLOT, ACCEPTED, DECLINED, [("declined", "ola-nordmann", "kari-hansen", "per-olsen")]),
        (SLOT, ACTIVE, ENDED, [("ended", "ola-nordmann", "kari-hansen")]),
        (SLOT, ACTIVE, COMPLETED, [("completed", "ola-nordmann", "kari-hansen")]),
        (SLOT, None, ENDED, []),
        (SLOT, ENDED, ENDED.replace("No time", "Other"), []),
        (
            SLOT,
            ACTIVE,
            REPLACED,
            [
                ("ended", "ola-nordmann", "kari-hansen"),
                ("mentored", "ola-nordmann"),
                ("assigned", "per-olsen"),
            ],
        ),
        (HELP, None, OPEN, [("help", "per-olsen")]),
        (HELP, OPEN, SEEN, []),
        (HELP, SEEN, ANSWERED, [("answered", "ola-nordmann")]),
        (HELP, None, ANSWERED, [("answered", "ola-nordmann")]),
        (HELP, ANSWERED, ANSWERED, []),
        (HELP, OPEN, None, []),
        (KNOWN, PARTLY, WHOLLY, [("familiar", "per-olsen"), ("familiar_leader", "kari-hansen")]),
        (KNOWN, WHOLLY, WHOLLY.replace("aware", "understand"), []),
        (KNOWN, WHOLLY, PARTLY, []),
    ],
)
def test_who_is_told(
    path: str, before: str | None, after: str | None, expected: list[tuple[str, ...]], root: Path
) -> None:
    assert told(state(root, {path: before}), state(root, {path: after})) == expected


PER = "people/per-olsen.yaml"


def test_the_mentees_of_someone_who_will_be_away_hear_who_is_there_instead(root: Path) -> None:
    before = state(root, {})
    per = (root / PER).read_text(encoding="utf-8")
    days = "\nmentoring:\n  away:\n    from: 2026-07-01\n    until: 2026-07-31\n"
    away = {PER: re.sub(r"\nmentoring:\n(  .*\n)+", "\n", per).rstrip() + "\n" + days}
    after = state(root, {**away})
    (event,) = happened(before, after)
    assert (event.kind, event.to, event.mentors) == (EventKind.AWAY, ("ola-nordmann",), ("kari-hansen",))
    said = email.text(messages.of_event(after, event, "ola-nordmann").body)
    assert "away from 1\u00a0July 2026 until" in " ".join(said.split(" "))
    assert "these people can help: Kari Hansen" in " ".join(said.split())
    assert told(after, after) == []


def test_when_the_only_mentor_leaves_the_leader_is_told(root: Path) -> None:
    before = state(root, {SLOT: BY_PER})
    per = (root / PER).read_text(encoding="utf-8")
    gone = per.replace("name: Per Olsen\n", "name: Per Olsen\nstatus: left\n")
    found = told(before, state(root, {PER: gone}))
    assert found == [("orphaned", "kari-hansen")] * 2


def test_a_review_says_what_was_observed_with_levels_by_name(root: Path) -> None:
    path = "reviews/ola-nordmann/2026-06-01-baker.yaml"
    observed = "observed:\n  roles/baker/bake-rye: comfortable\n"
    before = state(root, {})
    after = state(root, {path: REVIEW.replace("agree", "adjust") + "\n" + observed})
    (event,) = happened(before, after)
    said = email.text(messages.of_event(after, event, "ola-nordmann").body)
    assert "Your mentor sees some levels differently:" in said
    assert "- Bake the rye bread: comfortable" in said


@pytest.mark.parametrize(
    ("wanted", "kinds"),
    [
        ("none", {EventKind.ASKED_MENTOR}),
        ("notices", {EventKind.ASKED_MENTOR, EventKind.ASSIGNED}),
        ("all", {EventKind.ASKED_MENTOR, EventKind.ASSIGNED}),
    ],
)
def test_who_wants_no_mail_is_asked_for_their_yes_alone(wanted: str, kinds: set[str], root: Path) -> None:
    kari = (root / "people/kari-hansen.yaml").read_text(encoding="utf-8")
    opted = {"people/kari-hansen.yaml": kari.replace("\nemail:", f"\nmail: {wanted}\nemail:")}
    before = state(root, {**opted, SLOT: None})
    found: set[str] = set()
    for now in (ACTIVE, PROPOSED):
        found |= {
            each.kind for each in happened(before, state(root, {SLOT: now})) if "kari-hansen" in each.to
        }
    assert found == kinds


def test_a_digest_goes_to_those_who_want_one(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    path = root / "people/ola-nordmann.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\nemail:", "\nmail: notices\nemail:"), encoding="utf-8")
    done = play("digest", "--all", "--channel", "text", "--today", TODAY, cwd=root)
    assert "To: Kari Hansen" in done.stdout
    assert "To: Ola Nordmann" not in done.stdout
    done = play("digest", "ola", "--today", TODAY, cwd=root)
    assert (done.exit, "their file says `mail: notices`" in done.stderr) == (1, True)
    assert play("digest", "ola", "--channel", "text", "--today", TODAY, cwd=root).exit == 0


def test_help_that_is_late_reaches_the_leader_and_then_the_coordinator(root: Path) -> None:
    program = (root / "programs/rye-2026.yaml").read_text(encoding="utf-8")
    run_by = re.sub(r"coordinator: .*\n", "", program) + "coordinator: tor-moe\n"
    tor = (root / "people/tor-moe.yaml").read_text(encoding="utf-8").replace("status: left\n", "")

    def hear(day: int, text: str) -> dict[str, list[str]]:
        path = f"help/ola-nordmann/2026-05-{day:02}-light-the-oven.yaml"
        org = state(root, {path: text, "programs/rye-2026.yaml": run_by, "people/tor-moe.yaml": tor})
        (root / path).unlink()
        kinds = (NeedKind.UNSEEN, NeedKind.UNANSWERED)
        view = View(org, DAY)
        light = "roles/baker/light-the-oven"
        found = {
            who: [str(n.kind) for n in needs(view, who).needs if n.kind in kinds and n.about == light]
            for who in org.people
        }
        return {who: kinds for who, kinds in found.items() if kinds}

    assert hear(30, OPEN) == {}
    assert hear(28, OPEN) == {"kari-hansen": ["unseen"]}
    seen = SEEN.replace("2026-06-01", "2026-05-20")
    assert hear(28, seen) == {}
    assert hear(10, seen) == {"tor-moe": ["unanswered"]}
    assert hear(10, OPEN) == {"kari-hansen": ["unseen"], "tor-moe": ["unanswered"]}


def test_a_digest_says_who_has_what_one_asked_for(root: Path) -> None:
    org = state(root, {HELP: OPEN})
    view = View(org, DAY)
    body = messages.digest(org, needs(view, "ola-nordmann"), None, asked(view, "ola-nordmann")).body
    said = " ".join(email.text(body).split())
    assert "nobody has acknowledged it yet. It has been sent to Per Olsen." in said
    org = state(root, {HELP: SEEN})
    (waiting,) = [each for each in asked(View(org, DAY), "ola-nordmann") if each.title.startswith("Light")]
    assert waiting.seen_by == "Per Olsen"


def test_a_leader_of_someone_unmentored_is_asked_to_look(root: Path) -> None:
    alone = {"mentorships/ola-nordmann/roles/baker.yaml": None}
    before = state(root, {**alone, KNOWN: PARTLY})
    assert told(before, state(root, {KNOWN: WHOLLY})) == [("familiar_unmentored", "kari-hansen")]


def test_familiarity_reviewed_in_the_same_merge_waits_for_nobody(root: Path) -> None:
    before = state(root, {KNOWN: PARTLY})
    after = state(root, {KNOWN: WHOLLY, "reviews/ola-nordmann/2026-06-01-baker.yaml": REVIEW})
    assert told(before, after) == [("reviewed", "ola-nordmann")]


def test_what_is_expected_no_longer_completes_nobodys_familiarity(root: Path) -> None:
    before = state(root, {KNOWN: "\n".join(WHOLLY.split("\n\n")[:2]).replace("\nroles", "\n\nroles")})
    role = (root / "roles" / "baker.yaml").read_text(encoding="utf-8")
    retired = re.sub(r"(  light-the-oven:\n)", r"\1    retired: 2026-05-01\n", role)
    after = state(root, {"roles/baker.yaml": retired})
    assert ("roles/baker/light-the-oven" in after.competences["roles/baker"].expected(DAY)) is False
    assert told(before, after) == []


def test_whoever_has_left_is_told_nothing(root: Path) -> None:
    before = state(root, {SLOT: ACTIVE})
    kari = (root / "people" / "kari-hansen.yaml").read_text(encoding="utf-8")
    after = state(root, {SLOT: ENDED, "people/kari-hansen.yaml": kari.replace("active", "left")})
    assert told(before, after) == [("ended", "ola-nordmann")]


@pytest.mark.parametrize(
    "line", ["rename ola-nordmann ola", "rename kari-hansen kari", "rename first-aid aid"]
)
def test_a_new_id_is_no_news(line: str, tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    before = state(root, {SLOT: ACTIVE, HELP: OPEN, KNOWN: WHOLLY})
    assert play(*line.split(), cwd=root).exit == 0
    assert told(before, store.load(root).org) == []


BAKER = "people/ola-nordmann.yaml"


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "lines",
    [
        ("set person ola-nordmann name Ola_Dahl", "rename ola-nordmann ola-dahl"),
        ("set person ola-nordmann email dahl@fjord.example", "rename ola-nordmann ola-dahl"),
        (
            "set person ola-nordmann name Ola_Dahl",
            "set person ola-nordmann email dahl@fjord.example",
            "rename ola-nordmann ola-dahl",
        ),
        ("set person per-olsen name Per_Dahl", "rename per-olsen per-dahl", "rename roles/baker pastry-cook"),
        ("set competence roles/baker name Pastry_cook", "rename roles/baker pastry-cook"),
        (
            "set competence roles/baker name Pastry_cook",
            "set person ola-nordmann name Ola_Dahl",
            "set person ola-nordmann email dahl@fjord.example",
            "rename roles/baker pastry-cook",
            "rename ola-nordmann ola-dahl",
        ),
    ],
    ids=lambda lines: lines[0] if isinstance(lines, str) else f"{len(lines)}-{lines[-1].split()[-1]}",
)
def test_a_new_id_with_a_new_name_or_address_is_no_news(lines: tuple[str, ...], tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    before = state(root, {SLOT: ACTIVE, HELP: OPEN, KNOWN: WHOLLY})
    for line in lines:
        words = [word.replace("_", " ") for word in line.split()]
        done = play(*words, "--today", TODAY, cwd=root)
        assert done.exit == 0, done.stderr
    assert told(before, store.load(root).org) == []
    told_in_sentences(root, lines)


def told_in_sentences(root: Path, lines: tuple[str, ...]) -> None:
    """`diff` tells that something has another id, and not that it went and something new came."""
    git(root, "switch", "--quiet", "--create", "change")
    commit(root)
    done = play("diff", "main..change", "--today", TODAY, cwd=root)
    assert done.exit == 0
    assert not re.search("deleted|is gone|is new|joins|no longer exists", done.stdout), done.stdout
    assert done.stdout.count("in the data now, no longer") == sum(line.startswith("rename") for line in lines)


def test_who_came_when_someone_else_went_is_told_of(root: Path) -> None:
    before = state(root, {SLOT: None})
    ola = (root / BAKER).read_text(encoding="utf-8")
    new = re.sub("name: .*", "name: Bo Lind", re.sub("email: .*", "email: bo@fjord.example", ola))
    gone: dict[str, str | None] = {path: None for path in before.records if "ola-nordmann" in path}
    new = new.replace("2026-05-01", "2026-05-30")
    moved = {"people/bo-lind.yaml": new, SLOT.replace("ola-nordmann", "bo-lind"): ACTIVE}
    assert told(before, state(root, {**gone, **moved})) == [("mentored", "bo-lind"), NEW[1]]


def test_two_of_one_name_with_accounts_of_their_own_are_two(root: Path) -> None:
    ola = (root / BAKER).read_text(encoding="utf-8")
    first = ola.replace("    login: olano", "    id: 1")
    before = state(root, {BAKER: first})
    gone: dict[str, str | None] = {path: None for path in before.records if "ola-nordmann" in path}
    after = state(root, {**gone, "people/ola-n.yaml": first.replace("id: 1", "id: 2")})
    assert renames(before, after).people == {}
    same = state(root, {"people/ola-n.yaml": first})
    assert renames(before, same).people == {"ola-nordmann": "ola-n"}


def test_every_message_of_an_event_has_an_id_of_its_own_and_keeps_it(root: Path) -> None:
    before = state(root, {})
    after = state(root, {SLOT: PROPOSED, HELP: OPEN, KNOWN: WHOLLY})
    later = state(root, {SLOT: ACCEPTED, "people/kari-hansen.yaml": "name: Kari Other\n"})

    def ids(org: Org) -> list[str]:
        return [messages.of_event(org, e, person).id for e in happened(before, org) for person in e.to]

    assert len(set(ids(after))) == len(ids(after)) == 5
    assert ids(after) == ids(state(root, {SLOT: PROPOSED, "people/kari-hansen.yaml": "name: Kari H\n"}))
    assert set(ids(later)) & set(ids(after))


# In which words


@pytest.mark.sampled(4)
@pytest.mark.parametrize("language", sorted(catalogue.languages()))
@pytest.mark.parametrize("kind", EventKind)
def test_every_event_can_be_told_in_every_language(kind: EventKind, language: str, root: Path) -> None:
    org = state(root, {"people/kari-hansen.yaml": f"name: Kari Hansen\nlanguages: [{language}]\n"})
    event = Event(
        kind, (kind,), ("kari-hansen",), "ola-nordmann", "roles/baker", "per-olsen", "per-olsen", DAY
    )
    body = messages.of_event(org, event, "kari-hansen").body
    assert body.language == language
    for text in (email.text(body), email.html(body)):
        assert "{" not in text
        assert all(step.command in text for step in body.steps)
    assert body.steps or kind is EventKind.ACCEPTED


@pytest.mark.parametrize("kind", NeedKind)
def test_every_need_has_words(kind: NeedKind) -> None:
    for words in catalogue.languages().values():
        assert str(kind) in words.phrases["digest"]


def test_the_organisations_own_page_is_linked(root: Path) -> None:
    before = state(root, {SLOT: None})
    for more, link in (
        ("", messages.GUIDE.format("")),
        ("mentorship:\n  guide: https://fjord.example/m?a=1&b=2\n", "https://fjord.example/m?a=1&b=2"),
    ):
        settings = f"format: 1\norganization: Skua Bakery\nadministrators: [kari-hansen]\n{more}"
        after = state(root, {SLOT: ACTIVE, "wecomplish.yaml": settings})
        _, event = happened(before, after)
        body = messages.of_event(after, event, "kari-hansen").body
        assert link in email.text(body)
        assert f'href="{link.replace("&", "&amp;")}"' in email.html(body)


# Nothing from the data is more than text


class Tags(HTMLParser):
    """The tags and attributes of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags |= {tag, *(name for name, _ in attrs)}

    def handle_data(self, data: str) -> None:
        self.text += data


PLAIN = {
    *[
        "html",
        "lang",
        "head",
        "meta",
        "charset",
        "title",
        "body",
        "p",
        "br",
        "code",
        "a",
        "href",
        "hr",
        "small",
    ]
}
"""All that the HTML of a message consists of."""

HOSTILE = [
    "Ola\r\nBcc: everyone@fjord.example",
    "Ola\n\nHello",
    "Ola\u2028Bcc: x",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "{mentor} {0} {",
    "\u202eevil\x1b[31m",
    "=?utf-8?q?Bcc=3A?= <a@b.example>",
    "=?utf-8?q?Ola=0D=0ABcc=3A_a=40b.example?=",
    '"quoted" , <two@b.example>',
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_reaches_neither_a_header_nor_the_html(name: str, root: Path) -> None:
    before = state(root, {SLOT: None, HELP: None})
    after = state(root, {SLOT: PROPOSED, HELP: ANSWERED})
    # The reader refuses most of these names; here they are in the records all the same.
    for person in ("ola-nordmann", "kari-hansen"):
        object.__setattr__(after.people[person], "name", name)
    composed = [messages.of_event(after, e, person) for e in happened(before, after) for person in e.to]
    composed.append(messages.digest(after, needs(View(after, DAY), "ola-nordmann")))
    assert len(composed) == 4
    for message in composed:
        sent = email.mail(message, after, "us@fjord.example").as_bytes()
        read = message_from_bytes(sent, policy=policy.default)
        assert read["Bcc"] is None
        assert [each.addr_spec for each in read["To"].addresses] == [message.to.address]
        assert len(read.get_all("Subject", [])) == 1
        html = read.get_body(("html",))
        assert html is not None
        page = Tags(html.get_content().replace("\r\n", "\n"))
        assert page.tags <= PLAIN
        shown = email.text(message.body)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e]", shown + page.text)
        assert "\nBcc" not in shown


def test_an_address_that_hides_a_header_is_none(root: Path) -> None:
    before = state(root, {SLOT: None, HELP: None})
    person = (root / "people" / "kari-hansen.yaml").read_text(encoding="utf-8")
    hidden = person.replace("kari@", "=?utf-8?q?kari=0D=0ABcc=3Aa=40b.example?=@")
    after = state(root, {SLOT: ACTIVE, HELP: ANSWERED, "people/kari-hansen.yaml": hidden})
    assert after.people["kari-hansen"].email != EMAIL
    _, to_kari, to_ola = (messages.of_event(after, each, each.to[0]) for each in happened(before, after))
    assert to_kari.to.address is None
    assert email.mail(to_ola, after, EMAIL)["Reply-To"] is None


def test_a_commits_author_is_nobody_to_reply_to(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    git(root, "config", "user.email", "mallory@elsewhere.example")
    assert play("request-help", "ola", "light-the-oven", "--commit", "--today", TODAY, cwd=root).exit == 0
    shown = play("notify", "--base", "HEAD~1", "--channel", "text", "--today", TODAY, cwd=root).stdout
    assert f"Reply-To: Ola Nordmann <{OLA}>\n" in shown
    assert "mallory" not in shown


# How far has been told


def test_told_is_moved_by_one_run_only(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    head = git(root, "rev-parse", "HEAD").strip()
    told = Told(root)
    told.add("b")
    told.add("a")
    assert told.done() == {"a", "b"}
    told.finish(head)
    assert (told.done(), told.notified()) == (set(), head)


def test_a_run_begins_where_the_last_one_ended_or_later(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    for day in ("2026-05-29", "2026-05-30", "2026-05-31"):
        assert (
            play("indicate", "ola", "light-the-oven", "aware", "--commit", "--today", day, cwd=root).exit == 0
        )
    first, second, third, last = git(root, "rev-list", "--reverse", "HEAD").split()
    told = Told(root)
    assert told.base("HEAD~1", last) == third
    told.finish(second)
    assert told.base(None, last) == told.base(first, last) == second
    assert told.base(third, last) == third
    assert told.base(None, first) is told.base(first, second) is None


def test_a_dataset_that_is_new_is_told_of_from_nothing(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "org")
    root = tmp_path / "org"
    git(root, "commit", "--quiet", "--allow-empty", "--message", "Empty")
    copied(BAKERY, root)
    commit(root)
    done = play("notify", "--base", "HEAD~1", "--channel", "text", "--today", TODAY, cwd=root)
    assert done.exit == 0
    people = re.findall("^To: (.+) <", done.stdout, re.MULTILINE)
    assert people == ["Ola Nordmann", "Per Olsen", "Kari Hansen", "Per Olsen"]


def test_a_ref_that_was_moved_out_of_the_history_is_an_alarm(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    assert play("request-help", "ola", "light-the-oven", "--commit", "--today", TODAY, cwd=root).exit == 0
    head = git(root, "rev-parse", "HEAD").strip()
    beside = git(root, "commit-tree", "HEAD^{tree}", "-p", "HEAD~1", "-m", "Beside").strip()
    ahead = git(root, "commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "Ahead").strip()
    orphan = git(root, "commit-tree", "HEAD^{tree}", "-m", "Orphan").strip()
    blob = git(root, "rev-parse", "HEAD:wecomplish.yaml").strip()
    for moved in (beside, ahead, orphan, blob):
        git(root, "update-ref", "refs/wecomplish/notified", moved)
        for more in ([], ["--base", "HEAD~1"], ["--head", "HEAD~1"], ["--channel", "text"]):
            done = play("notify", *more, "--today", TODAY, cwd=root)
            assert (done.exit, done.stdout) == (5, "")
            assert (
                f"error: refs/wecomplish/notified stands at {moved[:12]}, which is not part of" in done.stderr
            )
            assert "help: find out who" in done.stderr
    git(root, "update-ref", "refs/wecomplish/notified", head)
    assert play("notify", cwd=root).stdout.startswith("Nothing to do:")


def test_sixty_proposals_of_one_member_keep_nobody_elses_message_waiting(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    for number in range(60):
        (root / f"people/aa-{number}.yaml").write_text(
            f"name: Anna {number}\nemail: anna{number}@fjord.example\nassignments:\n"
            "  roles/baker:\n    since: 2026-05-01\n",
            encoding="utf-8",
        )
        slot = root / f"mentorships/aa-{number}/roles/baker.yaml"
        slot.parent.mkdir(parents=True)
        said = "2026-05-20" if number % 2 else "waiting"
        slot.write_text(
            "mentor: per-olsen\nstatus: proposed\nnotify: true\n\nacceptance:\n"
            f"  aa-{number}: waiting\n\n  per-olsen: {said}\n",
            encoding="utf-8",
        )
    commit(root)
    for line in ("request-help ola light-the-oven", "answer-help ola bake-rye --by kari"):
        assert play(*line.split(), "--commit", "--today", TODAY, cwd=root).exit == 0
    shown = play(
        "notify", "--base", "HEAD~3", "--limit", "4", "--channel", "text", "--today", TODAY, cwd=root
    )
    subjects = re.findall("^Subject: (.+)", shown.stdout, re.MULTILINE)
    assert [each.split(":")[0] for each in subjects] == [
        "Per Olsen could be your mentor in Baker",
        "Answered",
        "Ola Nordmann asks for help",
        "Per Olsen could be your mentor in Baker",
    ]


def test_what_is_older_is_told_first(root: Path) -> None:
    before = state(root, {})
    older = HELP.replace("06-01", "05-28")
    again = HELP.replace("06-01-light-the-oven", "05-30-bake-rye")
    after = state(root, {older: OPEN, again: OPEN.replace("light-the-oven", "bake-rye"), SLOT: ACTIVE})
    told = in_turns(happened(before, after), DAY)
    assert [(each.kind, str(each.day)) for each, _ in told] == [
        ("help", "2026-05-28"),
        ("help", "2026-05-30"),
        ("mentored", "2026-06-01"),
        ("assigned", "2026-06-01"),
    ]


def test_git_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    git(root, "update-ref", "refs/wecomplish", "HEAD")
    with pytest.raises(DataError, match="git cannot note what has been sent"):
        Told(root).add("a")


def test_a_dry_run_writes_mail_where_nobody_commits_it(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    for line in ("request-help ola light-the-oven", "answer-help ola bake-rye --by per"):
        assert play(*line.split(), "--commit", "--today", TODAY, cwd=root).exit == 0
    for since, files in (("HEAD~2", 2), ("HEAD~1", 1)):
        done = play("notify", "--base", since, "--dry-run", "--today", TODAY, cwd=root)
        assert done.exit == 0
        written = sorted((root / ".git" / "wecomplish" / "outbox").iterdir())
        assert [Path(line).name for line in done.stdout.splitlines()] == [path.name for path in written]
        assert len(written) == files
    strange = {"WECOMPLISH_SMTP_FROM": "us@b.example\nBcc: a@b.example"}
    assert play("notify", "--base", "HEAD~1", "--dry-run", cwd=root, env=strange).exit == 2
    mail = message_from_bytes(written[0].read_bytes(), policy=policy.default)
    assert mail["To"].addresses[0].addr_spec == OLA
    assert git(root, "status", "--porcelain") == git(root, "for-each-ref", "refs/wecomplish") == ""


def started(root: Path, env: dict[str, str]) -> subprocess.Popen[bytes]:
    """Begin to tell what the newest commit changed, in a process of its own."""
    line = [str(COMMAND), "notify", "--base", "HEAD~1", "--today", TODAY]
    return subprocess.Popen(
        line,
        cwd=root,
        env=quiet_environment(root.parent) | env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Where the tests run in the background of a shell, it would be ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def test_two_runs_at_once_tell_everyone_once(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    assert (
        play(
            "assign",
            "ola",
            "first-aid",
            "--mentor",
            "kari",
            "--notify",
            "--commit",
            "--today",
            TODAY,
            cwd=root,
        ).exit
        == 0
    )
    script, (context, trusted) = Script(), authority(tmp_path)
    with serving(script, context) as port:
        runs = [started(root, environment(port, trusted)) for _ in range(2)]
        said = sorted(run.communicate()[0].decode().splitlines()[-1] for run in runs)
    assert said == ["2 messages were sent.", "Nothing to do: all that changed up to HEAD has been mailed."]
    people = [message["To"] for message in script.arrived]
    assert people == [f"Ola Nordmann <{OLA}>", f"Kari Hansen <{KARI}>"]


def test_a_run_that_is_cancelled_says_what_was_sent(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    assert (
        play(
            "assign",
            "ola",
            "first-aid",
            "--mentor",
            "kari",
            "--notify",
            "--commit",
            "--today",
            TODAY,
            cwd=root,
        ).exit
        == 0
    )
    script, (context, trusted) = Script(), authority(tmp_path)
    script.tries[EMAIL] = [SILENT]
    with serving(script, context) as port:
        run = started(root, environment(port, trusted))
        while not script.seen[EMAIL]:
            time.sleep(0.02)
        run.send_signal(signal.SIGINT)
        said = run.communicate()[1].decode()
        assert run.returncode == 130
        assert "error: cancelled; 1 message was sent before\n" in said
        again = play("notify", "--base", "HEAD~1", "--today", TODAY, cwd=root, env=environment(port, trusted))
    assert again.exit == 0
    assert len(set(script.seen[EMAIL])) == 1


# Answering without a clone


FORGE = "forge:\n  platform: github\n  base: https://github.com\n  repository: skua/people\n"


WAITING = """\
mentor: per-olsen
status: proposed

acceptance:
  ola-nordmann: 2026-05-30

  per-olsen: waiting
"""


def with_answers(root: Path, forge: str) -> tuple[Org, Answers]:
    """The bakery with someone to accept, with or without a platform."""
    settings = f"format: 1\norganization: Skua Bakery\nadministrators: [kari-hansen]\n{forge}"
    org = state(root, {SLOT: WAITING, "wecomplish.yaml": settings})
    return org, Answers(store.load(root), View(org, DAY))


MET = ("ola-nordmann", "roles/baker")
DUE = "mentor: per-olsen\nstatus: active\nstarted: 2026-05-02\n"


@pytest.mark.parametrize("reader", ["ola-nordmann", "per-olsen"])
def test_a_link_for_a_check_in_makes_the_bytes_that_the_command_writes(reader: str, root: Path) -> None:
    state(root, {"mentorships/ola-nordmann/roles/baker.yaml": DUE})
    org, answers = with_answers(root, FORGE)
    (need,) = (need for need in needs(View(org, DAY), reader).needs if need.kind == "checkin")
    found = answers.link(need.command, reader, ENGLISH)
    assert found is not None
    asked = parse_qs(urlsplit(found.address).query)
    assert play("checkin", *MET, "--today", str(DAY), cwd=root).exit == 0
    assert asked["value"] == [(root / asked["filename"][0]).read_bytes().decode()]


def test_a_mail_says_of_which_day_the_check_in_would_be(root: Path) -> None:
    state(root, {"mentorships/ola-nordmann/roles/baker.yaml": DUE})
    said = {
        FORGE: "Or, if you met on 1\u00a0June 2026, on a page at github.com that is filled in for you:",
        FORGE.replace(
            "github", "gitlab"
        ): "Or, if you met on 1\u00a0June 2026, in an issue at gitlab.com that is",
        "": "Or, if you met on 1\u00a0June 2026, ask Kari Hansen to record it for you:",
    }
    for forge, way in said.items():
        org, answers = with_answers(root, forge)
        body = messages.digest(org, needs(View(org, DAY), "ola-nordmann"), answers).body
        assert way in email.html(body)
        found = answers.link(f"wecomplish checkin {' '.join(MET)}", "ola-nordmann", ENGLISH)
        assert found is not None
        assert found.kind == "new_file" or f"{MET[1]} --date 2026-06-01" in unquote(found.address)


class Links(Tags):
    """The links of a page."""

    def __init__(self, page: str) -> None:
        self.links: list[str] = []
        super().__init__(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name == "href"]
        super().handle_starttag(tag, attrs)


@pytest.mark.parametrize("name", [*HOSTILE, "Ola & “co” <ola>#?%2e./"])
@pytest.mark.parametrize(("forge", "begins"), [(FORGE, "https://github.com/skua/people/"), ("", "mailto:")])
def test_a_hostile_name_leads_no_link_elsewhere(name: str, forge: str, begins: str, root: Path) -> None:
    org, answers = with_answers(root, forge)
    for person in ("ola-nordmann", "kari-hansen"):
        object.__setattr__(org.people[person], "name", name)
    body = messages.digest(org, needs(View(org, DAY), "per-olsen"), answers).body
    page = Links(email.html(body))
    assert len(page.links) > 1
    assert all(link.startswith(begins) and re.fullmatch("[\x21-\x7e]+", link) for link in page.links)
    assert page.tags <= PLAIN


def test_a_link_needs_nobody_to_be_asked_who_is_the_reader(root: Path) -> None:
    _, answers = with_answers(root, "")
    assert answers.contact("kari-hansen") is None
    asked = answers.contact("per-olsen")
    assert asked is not None
    assert asked.person == "kari-hansen"
    link = answers.link(
        "wecomplish accept ola-nordmann skillsets/first-aid --by per-olsen", "per-olsen", ENGLISH
    )
    assert link is not None
    assert link.address.startswith("mailto:kari@fjord.example?")


def test_who_is_asked_to_do_it_is_told_in_whose_name(root: Path) -> None:
    state(root, {HELP: OPEN})
    _, answers = with_answers(root, "")
    command = "wecomplish acknowledge-help ola-nordmann roles/baker/light-the-oven"
    link = answers.link(command, "per-olsen", ENGLISH)
    assert link is not None
    assert quote(f"{command} --by per-olsen", safe="") in link.address


def test_what_leaves_something_open_has_no_link(root: Path) -> None:
    _, answers = with_answers(root, FORGE)
    for command in ("wecomplish indicate ola-nordmann roles/baker/bake-rye LEVEL", "wecomplish training me"):
        assert answers.link(command, "ola-nordmann", ENGLISH) is None
    over = "wecomplish accept ola-nordmann roles/waiter --by ola-nordmann"
    assert answers.link(over, "ola-nordmann", ENGLISH) is None


def test_a_review_that_somebody_else_records_says_what_came_of_it(root: Path) -> None:
    state(root, {KNOWN: WHOLLY})
    _, answers = with_answers(root, "")
    link = answers.link("wecomplish review ola-nordmann roles/baker", "per-olsen", ENGLISH)
    assert link is not None
    assert quote("roles/baker --by per-olsen --outcome agree", safe="") in link.address


def test_a_dataset_that_moved_to_another_folder_is_not_told_as_new(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    (root / "data").mkdir()
    for each in ("wecomplish.yaml", *(path.name for path in root.iterdir() if path.is_dir())):
        if each not in (".git", "data"):
            git(root, "mv", each, f"data/{each}")
    commit(root)
    line = ("notify", "--base", "HEAD~1", "--dry-run", "--today", TODAY)
    assert play(*line, cwd=root / "data").stdout == "Nothing to do: what changed concerns nobody.\n"
    slot = root / "data" / SLOT
    slot.parent.mkdir(parents=True, exist_ok=True)
    slot.write_text(ACTIVE, encoding="utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--amend", "--no-edit")
    told = play(*line, cwd=root / "data")
    assert told.stderr.endswith("nothing was sent; 2 messages were written\n")
