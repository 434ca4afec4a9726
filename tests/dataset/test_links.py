"""What a link fills in is what the command writes, to the byte; and it leads nowhere but where it should."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.conftest import EXAMPLE, TODAY, git
from tests.golden.stage import BAKERY, commit, play, repository
from wecomplish_cli.actions import accepting, assign, helping, insights, meeting, reviewing
from wecomplish_cli.actions.assign import Wish
from wecomplish_cli.actions.meeting import Meeting
from wecomplish_cli.dataset import links, store
from wecomplish_cli.derive.view import View
from wecomplish_cli.git.forge import Forge, Platform
from wecomplish_cli.model.mentorships import ReviewOutcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.dataset.store import Dataset

DAY = date.fromisoformat(TODAY)
FORGES = [
    Forge(Platform.GITHUB, "https://github.com", "fjord/people", "main", "data/org/"),
    Forge(Platform.GITEA, "https://codeberg.org", "fjord/people", "data/new"),
]
GITLAB = Forge(Platform.GITLAB, "https://gitlab.com", "org/hr/people")
PROPOSED = """\
mentor: per-olsen
status: proposed

# Both have asked for it.
acceptance:
  ola-nordmann: waiting

  per-olsen: waiting
"""
SLOT = "mentorships/ola-nordmann/skillsets/first-aid.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = repository(tmp_path / "org", BAKERY)
    (root / SLOT).parent.mkdir()
    (root / SLOT).write_text(PROPOSED, encoding="utf-8")
    return root


def opened(forge: Forge, address: str) -> tuple[str, str, str | None]:
    """What a platform opens at an address: which page, for which file of the data, filled in with what.

    These are the rules of GitHub (`filename` is the whole path) and Gitea (it is the name in the folder).
    """
    link = urlsplit(address)
    assert f"{link.scheme}://{link.netloc}" == forge.base
    assert len(address) <= links.LONGEST
    path = unquote(link.path).removeprefix(f"/{forge.repository}/")
    page, _, rest = path.partition("/")
    assert f"{rest}/".startswith(f"{forge.branch}/")
    below = rest.removeprefix(forge.branch).removeprefix("/")
    asked = parse_qs(link.query, keep_blank_values=True, strict_parsing=bool(link.query))
    name = asked.get("filename", [""])[0]
    whole = "/".join(filter(None, (below, name)))
    assert whole.startswith(forge.folder)
    return page, whole.removeprefix(forge.folder), asked["value"][0] if "value" in asked else None


def linked(
    dataset: Dataset, forge: Forge | None, plan: Plan, contact: str | None = None
) -> links.Link | None:
    return links.link(dataset, forge, plan.edits, plan.done, "wecomplish do it", contact)


@pytest.mark.parametrize("forge", FORGES, ids=lambda forge: str(forge.platform))
def test_a_new_file_is_filled_in_as_the_command_writes_it(forge: Forge, root: Path) -> None:
    dataset = store.load(root)
    view = View(dataset.org, DAY)
    asked = "How long? 100 % & more: 'ja' #1 +47\n\nÅ, and then?"
    plans = {
        ("request-help", "ola-nordmann", "light-the-oven", "--question", asked): helping.request_help(
            view, "ola-nordmann", "roles/baker/light-the-oven", asked
        ),
        ("checkin", "ola-nordmann", "roles/baker"): meeting.checkin(
            view, "ola-nordmann", "roles/baker", Meeting(DAY)
        ),
    }
    for words, plan in plans.items():
        link = linked(dataset, forge, plan)
        assert link is not None
        assert link.kind is links.Kind.NEW_FILE
        page, path, value = opened(forge, link.address)
        done = play(*words, "--today", TODAY, cwd=root)
        assert done.exit == 0, done.stderr
        assert (page, value) == ("new" if forge.platform is Platform.GITHUB else "_new", read(root, path))
        assert f"wrote {path}" in done.stderr


def read(root: Path, path: str) -> str:
    return (root / path).read_bytes().decode()


@pytest.mark.parametrize("forge", FORGES, ids=lambda forge: str(forge.platform))
def test_an_edit_names_the_lines_that_the_command_changes(forge: Forge, root: Path) -> None:
    dataset = store.load(root)
    plan = accepting.accept(View(dataset.org, DAY), "ola-nordmann", "skillsets/first-aid", "ola-nordmann")
    link = linked(dataset, forge, plan)
    assert link is not None
    assert link.kind is links.Kind.EDIT
    page, path, value = opened(forge, link.address)
    assert (page.strip("_"), path, value) == ("edit", SLOT, None)
    assert link.lines == ("-   ola-nordmann: waiting", "+   ola-nordmann: 2026-06-01")
    before = Counter(read(root, SLOT).splitlines())
    play("accept", "ola-nordmann", "first-aid", "--by", "ola-nordmann", "--today", TODAY, cwd=root)
    gone = Counter(line[2:] for line in link.lines if line.startswith("- "))
    new = Counter(line[2:] for line in link.lines if line.startswith("+ "))
    assert before - gone + new == Counter(read(root, SLOT).splitlines())


def test_on_gitlab_an_issue_asks_for_it(root: Path) -> None:
    dataset = store.load(root)
    plan = helping.request_help(
        View(dataset.org, DAY), "ola-nordmann", "roles/baker/light-the-oven", "*How*?"
    )
    link = linked(dataset, GITLAB, plan)
    assert link is not None
    asked = parse_qs(urlsplit(link.address).query)
    assert link.address.startswith("https://gitlab.com/org/hr/people/-/issues/new?")
    assert asked["issue[title]"] == [plan.done]
    assert asked["issue[description]"] == [f"{plan.done}.\n\n    wecomplish do it\n"]


def test_what_no_link_has_room_for_is_asked_for(root: Path) -> None:
    dataset = store.load(root)
    long = helping.request_help(
        View(dataset.org, DAY), "ola-nordmann", "roles/baker/light-the-oven", "å " * 2000
    )
    link = linked(dataset, FORGES[0], long)
    assert link is not None
    assert (link.kind, len(link.address) <= links.LONGEST) == (links.Kind.ISSUE, True)
    endless = replace(long, done="å" * 2000)
    assert linked(dataset, FORGES[0], endless) is None
    assert linked(dataset, None, endless, "kari@fjord.example") is None


def test_without_a_platform_somebody_is_written_to(root: Path) -> None:
    dataset = store.load(root)
    plan = accepting.accept(View(dataset.org, DAY), "ola-nordmann", "skillsets/first-aid", "ola-nordmann")
    link = linked(dataset, None, plan, "kari&co?subject=x@fjord.example")
    assert link is not None
    written = urlsplit(link.address)
    assert (link.kind, written.scheme) == (links.Kind.MAIL, "mailto")
    assert unquote(written.path) == "kari&co?subject=x@fjord.example"
    asked = parse_qs(written.query)
    assert asked["subject"] == [plan.done]
    assert asked["body"] == [f"{plan.done}.\r\n\r\n    wecomplish do it\r\n"]
    assert linked(dataset, None, plan, None) is None


HOSTILE = "Ola #1?&value=x/../../../evil%2e%2e//e.example @all [x](http://e.example) \u202e"


@pytest.mark.parametrize("forge", [*FORGES, GITLAB, None], ids=str)
def test_no_text_of_the_data_leads_elsewhere(forge: Forge | None, root: Path) -> None:
    dataset = store.load(root)
    plan = helping.request_help(View(dataset.org, DAY), "ola-nordmann", "roles/baker/light-the-oven", HOSTILE)
    lines = f"{HOSTILE}\r\nBcc: eve@e.example"
    for each in (plan, replace(plan, done=lines), replace(plan, edits=(), done=HOSTILE)):
        link = linked(dataset, forge, each, "kari@fjord.example")
        if not each.edits:
            assert link is None
            continue
        assert link is not None
        parts = urlsplit(link.address)
        assert re.fullmatch(r"[\x21-\x7e]+", link.address)
        assert ".." not in parts.path + unquote(parts.path)
        base = forge.base if forge else "mailto:"
        assert link.address.startswith(base)
        assert not parts.fragment
        assert "value=x" not in parts.query
        assert "\n" not in parse_qs(parts.query).get("subject", [""])[0]


def test_what_is_no_longer_possible_and_what_changes_nothing_has_no_link(root: Path) -> None:
    dataset = store.load(root)
    plan = accepting.accept(View(dataset.org, DAY), "ola-nordmann", "skillsets/first-aid", "ola-nordmann")
    (root / SLOT).write_text("mentor: [\n", encoding="utf-8")
    assert linked(store.load(root), FORGES[0], plan) is None
    assert linked(dataset, FORGES[0], replace(plan, edits=())) is None


def test_the_settings_say_where_the_data_lies(tmp_path: Path) -> None:
    top = tmp_path / "top"
    git(tmp_path, "init", "--quiet", "top")
    root = repository(tmp_path / "org", BAKERY).rename(top / "data")
    settings = root / "wecomplish.yaml"
    assert links.forge(store.load(root)) is None
    more = "forge:\n  platform: gitea\n  base: https://codeberg.org\n  repository: fjord/people\n"
    settings.write_text(f"{read(root, 'wecomplish.yaml')}{more}", encoding="utf-8")
    found = links.forge(store.load(root))
    assert found == Forge(Platform.GITEA, "https://codeberg.org", "fjord/people", "main", "")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("base", "https://github.com/"),
        ("base", "https://github.com@evil.example"),
        ("base", "https://github.com?x=1"),
        ("base", "javascript:alert(1)"),
        ("repository", "people"),
        ("repository", "fjord/../evil"),
        ("repository", "fjord//people"),
        ("repository", "fjord/people?x"),
        ("branch", "../main"),
        ("branch", "a b"),
        ("platform", "bitbucket"),
    ],
)
def test_a_platform_that_leads_elsewhere_is_refused(key: str, value: str, root: Path) -> None:
    given = {"platform": "github", "base": "https://github.com", "repository": "fjord/people", key: value}
    lines = "".join(f"  {name}: '{each}'\n" for name, each in given.items())
    settings = root / "wecomplish.yaml"
    settings.write_text(f"{read(root, 'wecomplish.yaml')}forge:\n{lines}", encoding="utf-8")
    done = play("check", "wecomplish.yaml", cwd=root)
    assert (done.exit, f"  {key}: '{value}'" in done.stdout) == (1, True)


PLATFORM, ROBOTICS = "roles/platform-engineer", "roles/robotics-engineer"
REVIEWING = f"{PLATFORM}/review-changes"
READ_TWICE = {
    "title": "Read it twice",
    "expectation": REVIEWING,
    "author": "ola-nordmann",
    "date": DAY,
    "status": "draft",
    "body": "Once more.",
}
PAGES: list[tuple[str, tuple[str, ...], Callable[[View], Plan]]] = [
    (
        "ola-nordmann",
        ("request-help", "me", REVIEWING, "--question", "How? 100 %\n\nÅ & så."),
        lambda view: helping.request_help(view, "ola-nordmann", REVIEWING, "How? 100 %\n\nÅ & så."),
    ),
    (
        "per-olsen",
        ("checkin", "ola-nordmann", PLATFORM),
        lambda view: meeting.checkin(view, "ola-nordmann", PLATFORM, Meeting(DAY)),
    ),
    (
        "per-olsen",
        ("review", "ola-nordmann", PLATFORM, "--outcome", "agree"),
        lambda view: reviewing.review(view, "ola-nordmann", PLATFORM, "per-olsen", ReviewOutcome.AGREE, {}),
    ),
    (
        "ola-nordmann",
        (
            "add",
            "insight",
            "Read it twice",
            "--expectation",
            REVIEWING,
            "--body",
            "Once more.",
        ),
        lambda view: insights.add(view, "read-it-twice", READ_TWICE),
    ),
    (
        "henrik-naess",
        ("assign", "me", ROBOTICS, "--mentor", "lukasz-wisniewski", "--propose"),
        lambda view: assign.assign(
            view, Wish("henrik-naess", ROBOTICS, "lukasz-wisniewski", propose=True), "henrik-naess"
        ),
    ),
]


@pytest.mark.sampled(4)
@pytest.mark.parametrize("forge", FORGES, ids=lambda forge: str(forge.platform))
@pytest.mark.parametrize(("who", "words", "plan"), PAGES, ids=[each[1][0] for each in PAGES])
def test_the_page_of_a_link_has_what_the_command_writes_and_is_allowed_to_its_author_alone(
    who: str, words: tuple[str, ...], plan: Callable[[View], Plan], forge: Forge, tmp_path: Path
) -> None:
    root = repository(tmp_path / "org", EXAMPLE)
    git(root, "branch", "--move", "main")
    dataset = store.load(root)
    link = linked(dataset, forge, plan(View(dataset.org, DAY)))
    assert link is not None
    assert link.kind is links.Kind.NEW_FILE
    _, path, value = opened(forge, link.address)
    assert play(*words, "--today", TODAY, cwd=root, env={"WECOMPLISH_AS": who}).exit == 0
    assert value == read(root, path)
    git(root, "switch", "--quiet", "--create", "mine")
    commit(root)
    assert git(root, "diff", "--name-only", "main") == f"{path}\n"
    for person, code in ((who, 0), ("aino-korhonen", 4)):
        account = f"github:{dataset.org.people[person].accounts['github'].id}"
        done = play("authorize", "--base", "main", "--actor", account, "--today", TODAY, cwd=root)
        assert done.exit == code, done.stdout
