"""What `check` is asked about has to be there: nothing found in nothing is no answer."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY, Run, git
from tests.golden.stage import BAKERY, commit, repository, tree

if TYPE_CHECKING:
    from pathlib import Path

OLA = "people/ola-nordmann.yaml"


@pytest.fixture
def run(run_quickly: Run) -> Run:
    return run_quickly


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org", BAKERY)


@pytest.mark.sampled(5)
@pytest.mark.parametrize("how", [(), ("--fix",), ("--fix", "--dry-run"), ("--staged",), ("--base", "main")])
@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("peple", "did you mean `people`?"),
        ("people/ola-nordman.yaml", f"did you mean `{OLA}`?"),
        ("people/.hidden.yaml", "help: "),
        ("people/../peple", "help: "),
        ("people/ola", "help: "),
    ],
)
def test_a_path_that_is_not_there_is_refused(
    path: str, hint: str, how: tuple[str, ...], root: Path, run: Run
) -> None:
    (root / "people" / ".hidden.yaml").write_text("name: Hidden\n", encoding="utf-8")
    before = tree(root)
    done = run("check", "people", path, *how, "--today", TODAY, cwd=root)
    assert (done.exit, done.stdout) == (2, "")
    assert "error: there is no `" in done.stderr
    assert hint in done.stderr
    assert tree(root) == before


@pytest.mark.sampled(5)
@pytest.mark.parametrize("how", [(), ("--staged",), ("--base", "main")])
@pytest.mark.parametrize("path", [".", "people", "people/", OLA, "wecomplish.yaml", "checkins", "README.md"])
def test_a_path_that_is_there_is_judged(path: str, how: tuple[str, ...], root: Path, run: Run) -> None:
    shutil.rmtree(root / "checkins", ignore_errors=True)
    (root / "README.md").touch()
    commit(root)
    assert run("check", path, *how, "--today", TODAY, cwd=root).exit == 0


def test_a_path_is_relative_to_the_current_folder(root: Path, run: Run) -> None:
    assert run("check", "ola-nordmann.yaml", "--today", TODAY, cwd=root / "people").exit == 0
    assert run("check", OLA, "--today", TODAY, cwd=root / "people").exit == 2


def test_a_file_that_is_gone_since_the_last_commit_was_there(root: Path, run: Run) -> None:
    (root / "teams").mkdir(exist_ok=True)
    (root / "teams/dusk.yaml").write_text("name: Dusk\n", encoding="utf-8")
    commit(root)
    (root / "teams/dusk.yaml").unlink()
    assert run("check", "teams/dusk.yaml", "--today", TODAY, cwd=root).exit == 0


def test_a_file_that_only_the_change_has_or_takes_away_is_there(root: Path, run: Run) -> None:
    git(root, "switch", "--quiet", "--create", "change")
    git(root, "mv", OLA, "people/ola.yaml")
    commit(root)
    git(root, "switch", "--quiet", "main")
    for path in (OLA, "people/ola.yaml"):
        done = run("check", path, "--base", "main", "--head", "change", "--today", TODAY, cwd=root)
        assert done.exit in (0, 1)


def test_a_selection_of_no_rule_is_refused(root: Path, run: Run) -> None:
    done = run("check", "--select", "WC301", "--ignore", "WC3", "--today", TODAY, cwd=root)
    assert (done.exit, done.stdout) == (2, "")
    assert "error: no rule is left to judge by" in done.stderr


@pytest.mark.parametrize(
    "words", [("person", "--write"), ("--folder", "here"), ("person", "--folder", "here")]
)
def test_a_selection_of_schemas_that_is_not_heeded_is_refused(
    words: tuple[str, ...], tmp_path: Path, run: Run
) -> None:
    done = run("schema", *words, cwd=tmp_path)
    assert (done.exit, done.stdout) == (2, "")
    assert not [*tmp_path.iterdir()]
