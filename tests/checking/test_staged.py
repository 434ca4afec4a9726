"""`check --staged` judges what is to be committed, by hand and in a hook, whatever lies in the folder."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY, Done, Run, git, quiet_environment
from tests.golden.stage import BAKERY, commit, copied, play, repository, tree

if TYPE_CHECKING:
    from pathlib import Path

TEAM = "teams/dusk.yaml"
GOOD, BAD = "name: Dusk\n", "name: Dusk\nlead: nobody\n"
SLOT = "mentorships/ola-nordmann/roles/baker.yaml"


@pytest.fixture
def run(run_quickly: Run) -> Run:
    return run_quickly


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org", BAKERY)


def judged(run: Run, root: Path, *words: str) -> Done:
    return run("check", "--staged", *words, "--today", TODAY, cwd=root)


def put(root: Path, text: str, path: str = TEAM) -> None:
    (root / path).write_text(text, encoding="utf-8")


def stage(root: Path, text: str, path: str = TEAM) -> None:
    put(root, text, path)
    git(root, "add", path)


@pytest.mark.parametrize("within", ["", "data/org"])
def test_what_is_staged_is_judged_and_nothing_else(within: str, tmp_path: Path, run: Run) -> None:
    top = tmp_path / "top"
    root = top / within
    copied(BAKERY, root)
    git(top, "init", "--quiet")
    commit(top)
    assert judged(run, root).exit == 0
    stage(root, BAD)
    put(root, GOOD)
    found = judged(run, root)
    assert f"{TEAM}:2:7: error WC201" in found.stdout
    assert "lead: nobody" in found.stdout
    assert found.exit == 1
    stage(root, GOOD)
    put(root, BAD)
    assert judged(run, root).exit == 0
    assert run("check", "--today", TODAY, cwd=root).exit == 1
    git(top, "rm", "--quiet", "--cached", "--force", f"{within}/{TEAM}".lstrip("/"))
    assert judged(run, root).exit == 0


def test_a_file_staged_to_be_deleted_is_gone(root: Path, run: Run) -> None:
    git(root, "rm", "--quiet", "--cached", "people/per-olsen.yaml")
    found = judged(run, root)
    assert found.exit == 1
    assert "no person `per-olsen`" in found.stdout


def test_what_became_of_the_data_is_judged_against_the_last_commit(root: Path, run: Run) -> None:
    text = (root / SLOT).read_text(encoding="utf-8")
    assert play("complete", "ola-nordmann", "baker", "--commit", "--today", TODAY, cwd=root).exit == 0
    stage(root, text, SLOT)
    assert "WC320" in judged(run, root).stdout
    commit(root)
    assert judged(run, root).exit == 0


def test_a_file_only_meant_to_be_added_is_not_staged(root: Path, run: Run) -> None:
    put(root, BAD)
    git(root, "add", "--intent-to-add", TEAM)
    assert judged(run, root).exit == 0


def test_before_the_first_commit_what_is_staged_is_judged(root: Path, run: Run) -> None:
    shutil.rmtree(root / ".git")
    assert judged(run, root).exit == 3
    git(root, "init", "--quiet")
    nothing = judged(run, root)
    assert nothing.exit == 3
    assert "error: the next commit would have no wecomplish.yaml here" in nothing.stderr
    git(root, "add", "--all")
    assert judged(run, root).exit == 0
    stage(root, BAD)
    assert judged(run, root).exit == 1


def test_in_the_midst_of_a_conflict_nothing_can_be_judged(root: Path, run: Run) -> None:
    for branch, text in (("one", GOOD), ("two", BAD)):
        git(root, "switch", "--quiet", "--create", branch, "main")
        put(root, text)
        commit(root)
    subprocess.run(["git", "merge", "one"], cwd=root, env=quiet_environment(root), capture_output=True)
    done = judged(run, root)
    assert done.exit == 3
    assert TEAM in done.stderr
    assert "resolve the conflicts" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--base", "main"), "--staged judges what is not committed yet, and --base what is"),
        (("--fix",), "--fix changes the files of the folder"),
    ],
)
def test_one_thing_is_judged_at_once(words: tuple[str, ...], said: str, root: Path, run: Run) -> None:
    done = judged(run, root, *words)
    assert done.exit == 2
    assert said in done.stderr


def test_one_staged_file_is_judged_alone(root: Path, run: Run) -> None:
    stage(root, BAD)
    assert judged(run, root, "people").exit == 0
    assert judged(run, root, TEAM).exit == 1
    put(root, GOOD, "teams/dawn.yaml")
    assert judged(run, root, "teams/dawn.yaml").exit == 2


def hooked(top: Path, within: str, command: Path) -> None:
    """Let git check what is to be committed, as pre-commit would."""
    hook = top / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec '{command}' -C ./{within} check --staged\n", encoding="utf-8")
    hook.chmod(0o755)


@pytest.mark.sampled(3)
@pytest.mark.skipif(os.name == "nt", reason="a hook is a script of the shell")
@pytest.mark.parametrize("worktree", [False, True])
@pytest.mark.parametrize("within", ["", "org"])
def test_a_hook_judges_exactly_what_each_kind_of_commit_takes(
    within: str, worktree: bool, tmp_path: Path, command: Path
) -> None:
    top = tmp_path / "top"
    shutil.copytree(BAKERY, top / within)
    git(top, "init", "--quiet")
    commit(top)
    hooked(top, within, command)
    if worktree:
        git(top, "worktree", "add", "--quiet", "../other")
        top = tmp_path / "other"
    root = top / within
    environment = quiet_environment(root) | {"WECOMPLISH_TODAY": TODAY}

    def committed(*words: str) -> bool:
        words = ("git", "commit", "--quiet", "--message", "x", *words)
        done = subprocess.run(words, cwd=root, env=environment, capture_output=True)
        assert done.returncode == 0 or b"WC201" in done.stderr + done.stdout
        return done.returncode == 0

    stage(root, BAD)
    put(root, GOOD)
    assert not committed()
    assert committed("--all")
    put(root, BAD)
    assert not committed("--all")
    assert not committed(TEAM)
    stage(root, BAD)
    put(root, "name: Dawn\n", "teams/dawn.yaml")
    git(root, "add", "--intent-to-add", "teams/dawn.yaml")
    assert committed("--only", "teams/dawn.yaml")
    put(root, GOOD)
    assert committed("--include", TEAM, "--allow-empty")


def test_nothing_is_written_but_trees(root: Path, run: Run) -> None:
    stage(root, BAD)
    before = tree(root), git(root, "status", "--porcelain=v2")
    judged(run, root)
    assert (tree(root), git(root, "status", "--porcelain=v2")) == before
