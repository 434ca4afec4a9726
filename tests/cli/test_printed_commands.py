"""Commands that are printed for people to copy do what they say, whatever is called what."""

from __future__ import annotations

import json
import os
import re
import shlex
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY, Run, git
from tests.consumers import commands
from tests.golden.stage import BAKERY, SMALL, play, repository
from tests.text.test_every_sink import HOSTILE
from wecomplish_cli.text.escape import json_text, visible

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = (
    "$(touch x)",
    "`touch x`",
    "a; touch x",
    "a b",
    "it's",
    "a\\$(touch x)",
    "a&touch x",
    "-x",
    "*",
    '"',
)
WORDS = ("indicate", "ola-nordmann", "bake-rye", "aware", "--today", TODAY)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="files cannot be called so there")


@pytest.fixture
def run(run_quickly: Run) -> Run:
    return run_quickly


def printed(said: str, begins: str) -> list[list[str]]:
    """The words that a shell would make of each command that begins so."""
    return [shlex.split(each) for each in re.findall(rf"{re.escape(begins)}[^\n]*", said)]


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", FOLDERS)
def test_the_line_that_takes_a_change_back_names_the_folder(name: str, tmp_path: Path, run: Run) -> None:
    root = repository(tmp_path / name, SMALL)
    done = run(*WORDS, "-C", str(root), cwd=tmp_path)
    (undo,) = printed(done.stderr, "wecomplish undo")
    assert undo == ["wecomplish", "undo", "-C", str(root)]
    assert run(*undo[1:], cwd=tmp_path).exit == 0


@pytest.mark.sampled(5)
@pytest.mark.parametrize("name", FOLDERS)
def test_what_to_do_after_init_names_the_folder(name: str, tmp_path: Path, run: Run) -> None:
    folder = tmp_path / name
    words = (
        "--organization",
        "O",
        "--name",
        "Nils",
        "--email",
        "n@fjord.example",
        "--timezone",
        "Europe/Oslo",
    )
    first = run("init", str(folder), *words, cwd=tmp_path).stderr
    assert printed(first, "wecomplish -C") == [["wecomplish", "-C", str(folder)]]
    assert printed(first.replace(", which keeps", " which keeps"), "git init")[0][2] == str(folder)
    example = run("init", str(folder / "example"), "--example", cwd=tmp_path).stderr
    assert printed(example, "cd ")[0][1].removesuffix(";") == str(folder / "example")
    refused = run("init", str(folder / "other"), "--example", "--commit", cwd=tmp_path).stderr
    assert printed(refused, "git init")[0][2] == str(folder / "other")


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", FOLDERS)
def test_what_would_help_names_the_folder(name: str, tmp_path: Path, run: Run) -> None:
    (tmp_path / name).mkdir()
    said = run("check", "-C", str(tmp_path / name), cwd=tmp_path).stderr
    begins = re.search(r"begin one with `(.*)`", said)
    assert begins is not None
    assert shlex.split(begins[1]) == ["wecomplish", "init", str(tmp_path / name)]
    (tmp_path / name / "wecomplish.yaml").write_bytes((SMALL / "wecomplish.yaml").read_bytes())
    symptoms = json.loads(run("doctor", "--format", "json", "--today", TODAY, cwd=tmp_path / name).stdout)
    remedies = re.findall(r'"(git init [^\n]*)"', json.dumps(symptoms, indent=0))
    assert [shlex.split(json.loads(f'"{each}"')) for each in remedies] == [
        ["git", "init", str(tmp_path / name)]
    ]


def test_names_of_folders_are_no_commands_to_a_terminal(tmp_path: Path, run: Run) -> None:
    root = repository(tmp_path / "a\x1b[31m", SMALL)
    done = run(*WORDS, "-C", str(root), cwd=tmp_path)
    again = run("init", str(root), cwd=tmp_path)
    other = run("init", str(root / "b"), "--example", cwd=tmp_path)
    assert (done.exit, again.exit, other.exit) == (0, 0, 0)
    assert "\x1b" not in "".join(each.stdout + each.stderr for each in (done, again, other))


def test_commands_to_go_on_with_are_plain_words_whatever_the_data_says(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    for number, text in enumerate(HOSTILE):
        quoted = json.dumps(text)
        (root / f"people/n{number}.yaml").write_text(
            f"name: {quoted}\nleaders: [kari-hansen]\n", encoding="utf-8"
        )
        (root / f"people/k{number}.yaml").write_text(
            f"name: K\nassignments:\n  {json.dumps('roles/' + text)}:\n    since: 2026-01-01\n",
            encoding="utf-8",
        )
        (root / f"help/n{number}").mkdir(parents=True)
        (root / f"help/n{number}/2026-05-30-a.yaml").write_text(
            f"expectation: {json.dumps('roles/baker/' + text)}\nstatus: open\n", encoding="utf-8"
        )
    git(root, "add", "--all")
    found = []
    who = {"WECOMPLISH_AS": "kari-hansen"}
    shown = (
        "show tor-moe",
        "show n0",
        "show baker",
        "show ola-nordmann baker",
        "list people",
        "list mentorships",
    )
    asked = (
        *shown,
        "report mentorships",
        "report familiarity",
        "report help",
        "report unclear",
        "team kari-hansen",
    )
    for words in ("", *asked):
        for form in ("md", "json"):
            done = play(*words.split(), "--format", form, "--today", TODAY, cwd=root, env=who)
            assert done.exit == 0
            found += re.findall(r"(?:→ `+|\"command\": \")(wecomplish [^`\"\n]*)", done.stdout)
    assert found
    assert [each for each in found if not re.fullmatch(r"[A-Za-z0-9 ./=+-]+", each)] == []


@pytest.mark.parametrize(
    "command", ["##[error]x", "##vso[task.setvariable variable=x]y", "##teamcity[x]", "###[x]"]
)
def test_no_log_of_a_pipeline_takes_text_for_a_command(command: str) -> None:
    written = json_text(json.dumps(f"a {command} b"))
    assert json.loads(written) == f"a {command} b"
    for shown in (visible(f"a {command} b"), written):
        assert not re.search(r"##\w*\[", shown)
        assert commands(shown) == []


def test_a_report_for_programs_is_no_command_in_a_log(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    (root / "people/nils.yaml").write_text(
        'name: "##vso[x]##[error]y"\nleaders: [kari-hansen]\n', encoding="utf-8"
    )
    indicated = "roles/baker/bake-rye:\n  level: aware\n  updated: 2026-05-30\n"
    (root / "familiarity/nils.yaml").write_text(indicated, encoding="utf-8")
    said = play("team", "kari-hansen", "--format", "json", "--today", TODAY, cwd=root).stdout
    assert "##vso[x]##[error]y" in json.dumps(json.loads(said))
    assert not re.search(r"##\w*\[", said)
