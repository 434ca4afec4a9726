"""Everything that is stored about one person, from every file and the history, in one document."""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import EXAMPLE, REPOSITORY, TODAY, git
from tests.golden.stage import commit, copied, play, repository, tree

if TYPE_CHECKING:
    from pathlib import Path

OLA = "ola-nordmann"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org")


def everything(root: Path, person: str = OLA) -> dict[str, Any]:
    done = play("export", "person", person, "--format", "json", "--today", TODAY, cwd=root)
    assert done.exit == 0, done
    found: dict[str, Any] = json.loads(done.stdout)["everything"]
    return found


@pytest.mark.parametrize("person", [OLA, "per-olsen", "gunnar-moe"])
def test_every_line_with_their_id_is_in_it(person: str, root: Path) -> None:
    found = everything(root, person)
    listed = {each["path"] for each in (*found["own"], *found["named"], *found["texts"])}
    for path, content in tree(root).items():
        if path.endswith(".yaml") and content is not None:
            says = re.search(rf"(?<![a-z0-9-]){person}(?![a-z0-9-])", content.decode())
            assert path in listed or not (says or f"/{person}/" in path or f"/{person}." in path), path
    assert {each["path"] for each in found["own"]} >= {f"people/{person}.yaml"}


def test_every_value_of_their_own_files_is_in_it(root: Path) -> None:
    document = play("export", "person", OLA, "--format", "csv", "--today", TODAY, cwd=root).stdout
    for path, content in tree(root).items():
        if path == f"people/{OLA}.yaml" or f"/{OLA}/" in path:
            assert content is not None
            for value in re.findall(r": ([A-Za-z0-9][^\[\]\n,\"']*)$", content.decode(), re.MULTILINE):
                assert value.split(" #")[0].strip() in document, (path, value)


def test_texts_that_mention_them_are_in_it_and_those_about_others_are_not(root: Path) -> None:
    summary = "Talked about Ola Nordmann and Fola Nordmannsen."
    words = ("checkin", "aino-korhonen", "platform-engineer", "--summary", summary, "--today", TODAY)
    assert play(*words, cwd=root, env={"WECOMPLISH_AS": "aino-korhonen"}).exit == 0
    texts = [each for each in everything(root)["texts"] if each["key"] == "summary"]
    assert [each["value"] for each in texts if each["path"].startswith("checkins/aino")] == [summary]
    assert not [each for each in everything(root, "bo-lind")["texts"] if each["value"] == summary]


def test_earlier_values_and_commits_are_in_it_also_after_a_new_id(root: Path) -> None:
    for words in (
        ("set", "person", OLA, "email", "ola.new@fjord.example"),
        ("rename", f"people/{OLA}", "p-7k3x9m2q"),
        ("set", "person", "p-7k3x9m2q", "name", "Former colleague"),
    ):
        assert play(*words, "--commit", "--today", TODAY, cwd=root).exit == 0
    found = everything(root, "p-7k3x9m2q")
    values = {(each["key"], each["value"]) for each in found["earlier"]}
    assert {("email", "ola@fjord.example"), ("name", "Ola Nordmann")} <= values
    assert len(found["commits"]) == 4
    assert git(root, "rev-parse", "HEAD").strip() in {each["id"] for each in found["commits"]}


def test_commits_with_their_address_are_counted(root: Path) -> None:
    (root / "notes.txt").write_text("x", encoding="utf-8")
    git(root, "add", "notes.txt")
    git(root, "commit", "--quiet", "-m", "Notes", "--author", "Ola <Ola@fjord.example>")
    assert everything(root)["authored"] == 1


def test_it_is_markdown_that_says_who_can_read_it(root: Path) -> None:
    env = {"WECOMPLISH_AS": OLA}
    shown = play("export", "me", "--today", TODAY, cwd=root, env=env)
    assert shown.stdout.startswith("# Everything stored about Ola Nordmann in Fjord Robotics\n")
    assert "everyone who can read the repository can read all of this" in shown.stdout
    assert play("export", "me", "-o", "me.md", "--today", TODAY, cwd=root, env=env).exit == 0
    assert (root / "me.md").read_text(encoding="utf-8") == shown.stdout
    assert play("export", "person", OLA, "--today", TODAY, cwd=root).stdout == shown.stdout


def test_without_git_the_files_alone_are_told_of(tmp_path: Path) -> None:
    copied(EXAMPLE, tmp_path / "org")
    found = everything(tmp_path / "org")
    assert found["own"]
    assert found["commits"] == []


def test_the_page_on_privacy_removes_what_it_says(root: Path) -> None:
    page = (REPOSITORY / "docs" / "privacy.md").read_text(encoding="utf-8")
    assert play("explain", "privacy", cwd=root).stdout.startswith("# Privacy\n")
    assert "wecomplish rename people/ID p-7k3x9m2q" in page
    steps = (
        f"rename people/{OLA} p-7k3x9m2q",
        'set person p-7k3x9m2q name "Former colleague"',
        "set person p-7k3x9m2q email accounts languages timezone leaders --unset",
    )
    for step in steps:
        assert step.partition(" name")[0].replace(OLA, "ID") in " ".join(page.split()), step
        assert play(*shlex.split(step), "--today", TODAY, cwd=root).exit == 0, step
    commit(root)
    assert play("check", "--today", TODAY, cwd=root).exit == 0
    found = everything(root, "p-7k3x9m2q")
    own = {each["key"]: each["value"] for each in found["own"] if each["path"].startswith("people/")}
    assert own["name"] == "Former colleague"
    assert not own.keys() & {"email", "languages", "timezone", "leaders"}
