"""Formats: sections and headings, output without UTF-8, days in the past, and a hint for whoever pipes."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_bad_input import posix
from tests.conftest import COMMAND, TODAY, Run, quiet_environment
from tests.golden.stage import play, repository

if TYPE_CHECKING:
    from pathlib import Path

ASCII = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "WECOMPLISH_AS": "kari-hansen"}
DRAWN = (
    "report mentorships",
    "report familiarity",
    "report help",
    "training ola",
    "team kari --cards",
    "list people",
    "list expectations",
    "show ola",
    "show ola platform-engineer",
    "history ola",
    "mentorships per",
    "doctor",
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("formats") / "org")


@pytest.mark.sampled(6)
@pytest.mark.parametrize("words", DRAWN)
def test_without_utf_8_nothing_that_is_drawn_is_escaped(words: str, root: Path, run: Run) -> None:
    done = run(*words.split(), "--format", "table", "--today", TODAY, cwd=root, env=ASCII)
    assert done.exit in (0, 1)
    assert done.stdout.isascii()
    # A letter of a name may be escaped; what lines, bars and sentences are made of may not.
    signs = "─━█░→✓✗–—…“”‘’·\N{RING BUOY}"
    assert [each for each in signs if each.encode("ascii", "backslashreplace").decode() in done.stdout] == []


@pytest.mark.thorough
def test_without_utf_8_json_is_the_same(root: Path, run: Run) -> None:
    for words in ("list people", "show linh", "report mentorships", "diff HEAD"):
        line = [*words.split(), "--format", "json", "--today", TODAY]
        narrow = run(*line, cwd=root, env=ASCII).stdout
        assert narrow.isascii()
        wide = run(*line, cwd=root, env={"WECOMPLISH_AS": "kari-hansen"}).stdout
        assert json.loads(narrow) == json.loads(wide)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("words", ["report mentorships", "training ola", "show ola platform-engineer"])
def test_each_section_can_be_shown_by_itself(words: str, root: Path) -> None:
    line = [*words.split(), "--today", TODAY]
    whole = [*csv.DictReader(StringIO(play(*line, "--format", "csv", cwd=root).stdout))]
    for section in {row["section"] for row in whole}:
        own = [row for row in whole if row["section"] == section]
        alone = play(*line, "--format", "csv", "--section", section, cwd=root).stdout
        rows = [*csv.DictReader(StringIO(alone))]
        assert rows == [{key: row[key] for key in rows[0]} for row in own]
        assert "section" not in rows[0]
        plain = play(*line, "--section", section, cwd=root).stdout.splitlines()
        bare = play(*line, "--section", section, "--no-header", cwd=root).stdout.splitlines()
        assert plain[1:] == bare
        assert len(bare) == len(own)


def test_without_a_header_only_the_header_is_missing(root: Path) -> None:
    for form in ("csv", "plain"):
        whole = play("list", "teams", "--format", form, cwd=root).stdout.splitlines()
        assert (
            play("list", "teams", "--format", form, "--no-header", cwd=root).stdout.splitlines() == whole[1:]
        )


def committed(root: Path, name: str, moment: str) -> None:
    """Call a team something, and commit that at some moment."""
    (root / "teams" / "robotics.yaml").write_text(f"name: {name}\n", encoding="utf-8")
    subprocess.run(
        ["git", "commit", "--quiet", "--all", "--message", name],
        cwd=root,
        env=quiet_environment(root) | {"GIT_COMMITTER_DATE": moment},
        check=True,
    )


def test_the_past_can_be_named_by_its_day_where_the_organisation_is(tmp_path: Path) -> None:
    root = repository(tmp_path / "org")
    committed(root, "Early", "2026-06-02T21:59:59Z")
    committed(root, "Late", "2026-06-02T22:00:00Z")
    shown = [
        play("show", "teams/robotics", "--at", f"2026-06-0{day}", "--format", "table", cwd=root).stdout
        for day in (1, 2, 3)
    ]
    assert [each.splitlines()[0] for each in shown] == ["Robotics", "Early", "Late"]


def test_the_past_is_judged_as_of_the_day_that_names_it(root: Path) -> None:
    words = ("team", "kari", "--format", "table", "--at", "2026-06-05")
    assert play(*words, cwd=root).stdout.startswith("Kari Hansen's team on 5 June 2026\n")
    assert play(*words, "--today", TODAY, cwd=root).stdout.startswith("Kari Hansen's team on 1 June 2026\n")


def test_a_day_before_the_first_commit_has_no_data(root: Path) -> None:
    done = play("list", "teams", "--at", "2020-01-01", cwd=root)
    assert done.exit == 3
    assert "git has no commit from 2020-01-01 or before" in done.stderr


@posix
def test_a_person_who_pipes_rows_is_told_how_to_get_a_table(root: Path) -> None:
    import pty

    watched, stderr = pty.openpty()
    subprocess.run(
        [COMMAND, "list", "teams"],
        cwd=root,
        env=quiet_environment(root),
        stdout=subprocess.PIPE,
        stderr=stderr,
        check=True,
    )
    assert b"--format table shows a table" in os.read(watched, 1024)


def test_what_goes_to_one_pipe_is_in_order(tmp_path: Path) -> None:
    root = repository(tmp_path / "org")
    words = ("hold", "ola", "leading-people", "--today", TODAY)
    env = quiet_environment(root) | {"WECOMPLISH_AS": "kari-hansen"}
    done = subprocess.run(
        [COMMAND, *words], cwd=root, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True
    )
    lines = done.stdout.decode().splitlines()
    assert lines[0].startswith("Ola Nordmann holds Leading people"), lines
    assert lines[-1] == "take it back: wecomplish undo"
