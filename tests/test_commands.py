"""What all commands share: days, identity, names, the past, the same answer every time, and a quick start."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.conftest import EXAMPLE, TODAY, Run, git, quiet_environment
from tests.golden.stage import EMAIL, SMALL, commit, play, repository, tree
from tests.test_golden import CASES, text
from wecomplish_cli import derive, names, store
from wecomplish_cli.cli import options
from wecomplish_cli.cli.app import app
from wecomplish_cli.errors import UsageError
from wecomplish_cli.visible import csv_cell, github_message, visible

if TYPE_CHECKING:
    from pathlib import Path

    from wecomplish_cli.model.org import Org

DAY = date.fromisoformat(TODAY)
ELSEWHERE = {"--help", "--org", "--today", "--example"}
"""Options that need no golden case, since other tests are about them."""
HEAVY = {"anyascii", "filelock", "jinja2", "networkx", "pydantic", "rapidfuzz", "rich", "ruamel", "yaml"}


@pytest.fixture(scope="module")
def org() -> Org:
    """The example organisation."""
    return store.load(EXAMPLE).org


# Days


@pytest.mark.parametrize(
    ("given", "days"), [("2026-06-11", 10), ("+10d", 10), ("+2w", 14), ("+0d", 0), ("+9999d", 9999)]
)
def test_a_day_is_a_date_or_so_many_days_or_weeks_on(given: str, days: int) -> None:
    assert options.day(given, "--until", DAY) == DAY + timedelta(days=days)


def test_a_day_not_given_is_none() -> None:
    assert options.day(None, "--until", DAY) is None


@pytest.mark.parametrize(
    "given",
    ["", "2w", "-2w", "+2m", "+w", "+ 2w", "+10000d", "2026-6-1", "2026-02-30", " 2026-06-11", "+\u0662w"],
)
def test_anything_else_is_no_day(given: str) -> None:
    with pytest.raises(UsageError, match=r"--until: .* is no date"):
        options.day(given, "--until", DAY)


# Who runs the command


@pytest.fixture
def kari(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in which git signs as Kari Hansen, and no setting of whoever runs the tests counts."""
    for name, value in quiet_environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("WECOMPLISH_AS", raising=False)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "user.email", EMAIL)
    return tmp_path


@pytest.mark.parametrize("email", [EMAIL, EMAIL.upper()])
def test_git_says_who_runs_a_command(email: str, org: Org, kari: Path) -> None:
    git(kari, "config", "user.email", email)
    assert options.identity(org, kari) == "kari-hansen"


def test_an_address_that_nobody_has_is_nobody(org: Org, kari: Path) -> None:
    git(kari, "config", "user.email", "stranger@elsewhere.example")
    assert options.identity(org, kari) is None
    git(kari, "config", "--unset", "user.email")
    assert options.identity(org, kari) is None


@pytest.mark.parametrize("named", ["ola-nordmann", "ola@fjord.example", "OlaNo", "nordmann"])
def test_the_environment_says_it_before_git(
    named: str, org: Org, kari: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WECOMPLISH_AS", named)
    assert options.identity(org, kari) == "ola-nordmann"


@pytest.mark.parametrize("named", ["nobody", "me"])
def test_the_environment_cannot_name_nobody(
    named: str, org: Org, kari: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WECOMPLISH_AS", named)
    with pytest.raises(UsageError):
        options.identity(org, kari)


def test_a_stranger_changes_no_terms(tmp_path: Path) -> None:
    root = repository(tmp_path / "org")
    before = tree(root)
    for words in (["--target", "10"], ["--until", "+1w"], ["--co-mentor", "dariush-rostami"]):
        line = ["assign", "aino-korhonen", "platform-engineer", "--mentor", "per-olsen", *words]
        done = play(*line, "--today", TODAY, cwd=root, env={"WECOMPLISH_AS": "javier-barria"})
        assert done.exit == 4
        assert tree(root) == before


# Names


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("ase", "ase-bjornstad"),
        ("\u00c5SE", "ase-bjornstad"),
        ("A\u030ase", "ase-bjornstad"),
        ("bjornstad", "ase-bjornstad"),
        ("lukasz", "lukasz-wisniewski"),
        ("soren \u00f8ster", "soren-ostergaard"),
        ("Nguyen Thuy", "linh-nguyen"),
        ("\u4f50\u85e4", "misaki-sato"),
        ("OLANO", "ola-nordmann"),
        ("Ola@Fjord.Example", "ola-nordmann"),
        ("wisniewski", "lukasz-wisniewski"),
    ],
)
def test_people_are_found_without_accents(wanted: str, found: str, org: Org) -> None:
    assert names.person(org, wanted, None) == found


@pytest.mark.parametrize("wanted", ["", " ", "\u00a8"])
def test_nothing_is_nobodys_name(wanted: str, org: Org) -> None:
    with pytest.raises(UsageError, match="no person"):
        names.person(org, wanted, None)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("\u00c5se Nyg\u00e5rd", "ase-nygard"),
        ("2 Fast", "fast"),
        ("O'Rourke, N.", "o-rourke-n"),
        ("!", ""),
        ("x" * 99, "x" * 64),
    ],
)
def test_a_name_is_folded_to_an_id(name: str, folded: str) -> None:
    assert names.slug(name) == folded


# Text


@given(st.text())
def test_no_text_commands_what_shows_it(text: str) -> None:
    for shown in (visible(text), csv_cell(text), github_message(text)):
        assert not [
            c for c in shown if category(c) in ("Cc", "Cs", "Zl", "Zp") or c in "\u202e\u2066\u200b\ufeff"
        ]
    assert visible(visible(text)) == visible(text)
    assert not csv_cell(text).startswith(("=", "+", "-", "@"))


# Numbers


@given(
    st.lists(st.floats(0, 100, allow_subnormal=False), min_size=1, max_size=30).filter(
        lambda xs: sum(xs) > 1e-6
    )
)
def test_gini_is_the_mean_difference_of_all_pairs(values: list[float]) -> None:
    pairs = sum(abs(a - b) for a in values for b in values)
    assert derive.gini(values) == pytest.approx(pairs / (2 * len(values) * sum(values)), abs=1e-9)


# The past


def test_the_past_is_read_from_git_whatever_lies_in_the_folder(tmp_path: Path, run: Run) -> None:
    root = repository(tmp_path / "org")
    words = ["report", "mentorships", "--format", "json"]
    wanted = run(*words, "--today", TODAY, cwd=root)
    assert wanted.exit == 0
    git(root, "tag", "spring")
    shutil.rmtree(root / "mentorships")
    shutil.rmtree(root / "people")
    (root / "people").write_text("not a folder", encoding="utf-8")
    (root / "wecomplish.yaml").write_text("broken: [", encoding="utf-8")
    with_broken_files = tree(root)
    assert run(*words, "--today", TODAY, cwd=root).exit == 3
    assert run(*words, "--at", "HEAD", cwd=root) == wanted
    commit(root)
    assert run(*words, "--at", "spring", cwd=root) == wanted
    assert run(*words, "--at", "HEAD~1", cwd=root) == wanted
    assert tree(root) == with_broken_files


def test_the_past_is_judged_as_of_its_own_day(tmp_path: Path, run: Run) -> None:
    root = repository(tmp_path / "org")
    done = run("report", "mentorships", "--at", "HEAD", "--format", "json", cwd=root)
    assert json.loads(done.stdout)["report"]["today"] == TODAY
    later = run(
        "report", "mentorships", "--at", "HEAD", "--today", "2026-07-01", "--format", "json", cwd=root
    )
    assert json.loads(later.stdout)["report"]["today"] == "2026-07-01"


@pytest.mark.parametrize("revision", ["--all", "-h", "HEAD:people", "HEAD~9", ":/", "", "HEAD\nHEAD"])
def test_what_is_no_commit_is_refused(revision: str, tmp_path: Path) -> None:
    root = repository(tmp_path / "org", SMALL)
    done = play("report", "mentorships", f"--at={revision}", cwd=root)
    assert done.exit == 3
    assert "git knows no commit" in done.stderr


# The same answer every time


@pytest.mark.parametrize(
    "line", ["report mentorships --format json", "report mentorships --format md", "check"]
)
def test_an_answer_is_the_same_whatever_the_hash_seed(line: str, tmp_path: Path, run: Run) -> None:
    root = repository(tmp_path / "org")
    for person in ("aino-korhonen", "bo-lind", "per-olsen"):
        path = root / "people" / f"{person}.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "\nodd: 1\nodder: 2\n", encoding="utf-8")
    told = {
        re.sub(
            r"\d\.\d s",
            "",
            run(*line.split(), "--today", TODAY, cwd=root, env={"PYTHONHASHSEED": seed}).stdout,
        )
        for seed in ("0", "1", "4711")
    }
    assert len(told) == 1
    assert told != {""}


# A quick start


@pytest.mark.parametrize("line", ["--version", "--help", "assign --help", "report mentorships --help"])
def test_help_loads_nothing_heavy(line: str) -> None:
    code = (
        "import sys; from wecomplish_cli.cli.app import main\n"
        "try: main()\n"
        "except SystemExit: print('LOADED', *{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *line.split()], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.partition("LOADED ")[2].split())
    assert "typer" in loaded
    assert not loaded & HEAVY


def test_the_example_that_init_copies_is_the_one_here(tmp_path: Path, run: Run) -> None:
    done = run("init", "example", "--example", cwd=tmp_path)
    assert done.exit == 0
    shutil.rmtree(tmp_path / "example" / ".wecomplish")
    assert tree(tmp_path / "example") == tree(EXAMPLE)
    assert run("check", "--today", TODAY, cwd=tmp_path / "example").stdout.startswith("no findings")


# Whether all this is tested


def test_every_option_of_every_command_has_a_golden_case() -> None:
    shown = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "200"}).stdout
    commands = re.findall(r"^  ([a-z-]+)  ", shown.partition("Commands:")[2], re.MULTILINE)
    assert len(commands) > 10
    for command in commands:
        words = ["report", "mentorships"] if command == "report" else [command]
        folder = "-".join(words)
        told = " ".join(text(case / "cmd") for name, case in CASES.items() if name.startswith(f"{folder}/"))
        described = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": "200"}).stdout
        known = set(re.findall(r"--[a-z][a-z-]+", described.partition("Options:")[2]))
        missing = known - ELSEWHERE - set(re.findall(r"--[a-z][a-z-]+", told))
        assert told
        assert not missing, (command, missing)
