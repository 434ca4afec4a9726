"""`--commit` makes one commit of exactly the files written, or says why git did not."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.checking.test_doctor import merging
from tests.conftest import TODAY, Done, Run, git, quiet_environment
from tests.golden.stage import SMALL, repository, tree

if TYPE_CHECKING:
    from pathlib import Path

NEW = "familiarity/ola-nordmann.yaml"
WORDS = ("indicate", "ola-nordmann", "bake-rye", "aware", "--today", TODAY)


@pytest.fixture
def run(run_quickly: Run) -> Run:
    return run_quickly


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org", SMALL)


def commit(run: Run, root: Path, *more: str, env: dict[str, str] | None = None) -> Done:
    return run(*WORDS, "--commit", *more, cwd=root, env=env)


def committed(root: Path) -> list[str]:
    """The message of the newest commit, and the files in it."""
    shown = git(root, "show", "--format=%s", "--name-only", "HEAD")
    return [line for line in shown.splitlines() if line]


def test_a_new_file_is_committed_alone_whatever_else_is_staged_or_changed(root: Path, run: Run) -> None:
    (root / "people/per-olsen.yaml").write_text("name: Per O.\n", encoding="utf-8")
    git(root, "add", "people/per-olsen.yaml")
    (root / "people/kari-hansen.yaml").write_text("name: Kari H.\n", encoding="utf-8")
    (root / "notes.txt").write_text("mine\n", encoding="utf-8")
    assert commit(run, root).exit == 0
    assert committed(root) == ["Ola Nordmann indicates aware for “Bake the rye bread”", NEW]
    status = git(root, "status", "--porcelain").splitlines()
    assert status == [" M people/kari-hansen.yaml", "M  people/per-olsen.yaml", "?? notes.txt"]


def test_a_dataset_below_the_top_of_its_repository_is_committed_alone(tmp_path: Path, run: Run) -> None:
    top = tmp_path / "top"
    shutil.copytree(SMALL, top / "data/org")
    git(tmp_path, "init", "--quiet", "top")
    (top / "other").write_text("other\n", encoding="utf-8")
    git(top, "add", "other")
    done = commit(run, top / "data/org", "-m", "Ola: rye")
    assert done.exit == 0
    assert committed(top) == ["Ola: rye", f"data/org/{NEW}"]
    assert "A  other" in git(top, "status", "--porcelain").splitlines()


def test_taking_a_commit_back_is_a_commit(root: Path, run: Run) -> None:
    before = tree(root)
    commit(run, root)
    done = run("undo", "--commit", "--today", TODAY, cwd=root)
    assert (done.exit, tree(root)) == (0, before)
    assert committed(root) == ["Take back: Ola Nordmann indicates aware for “Bake the rye bread”", NEW]
    assert git(root, "status", "--porcelain") == ""


def test_what_git_never_knew_is_nothing_to_commit(root: Path, run: Run) -> None:
    run(*WORDS, cwd=root)
    head = git(root, "rev-parse", "HEAD")
    done = run("undo", "--commit", "--today", TODAY, cwd=root)
    assert done.exit == 0
    assert "nothing to commit: it is already in git" in done.stderr
    assert git(root, "rev-parse", "HEAD") == head


def hook_refuses(root: Path) -> None:
    hook = root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'not on a Sunday' >&2\nexit 1\n")
    hook.chmod(0o755)


def locked(root: Path) -> None:
    (root / ".git/index.lock").touch()


def ignored(root: Path) -> None:
    (root / ".gitignore").write_text("familiarity/\n", encoding="utf-8")
    git(root, "add", ".gitignore")


@pytest.mark.sampled(3)
@pytest.mark.skipif(os.name == "nt", reason="a hook is a script of the shell")
@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (hook_refuses, "not on a Sunday"),
        (merging, "partial commit during a merge"),
        (locked, "index.lock"),
        (ignored, "ignored"),
    ],
)
def test_where_git_refuses_the_files_stay_and_nothing_of_them_is_staged(
    harm: object, said: str, root: Path, run: Run
) -> None:
    (root / "README.md").write_text("read me\n", encoding="utf-8")
    git(root, "add", "README.md")
    git(root, "commit", "--quiet", "-m", "read me")
    assert callable(harm)
    harm(root)
    head, staged = git(root, "rev-parse", "HEAD"), git(root, "diff", "--cached", "--name-only")
    done = commit(run, root)
    assert done.exit == 5
    assert "error: the files were written, but git did not commit them: " in done.stderr
    assert said in done.stderr
    assert (root / NEW).is_file()
    assert (git(root, "rev-parse", "HEAD"), git(root, "diff", "--cached", "--name-only")) == (head, staged)


def test_without_a_name_to_commit_as_the_files_stay(root: Path, run: Run) -> None:
    git(root, "config", "user.useConfigOnly", "true")
    git(root, "config", "--unset", "user.email")
    gone = dict.fromkeys(
        name for name in quiet_environment(root) if name.startswith(("GIT_AUTHOR_", "GIT_COMM"))
    )
    done = commit(run, root, env=dict.fromkeys(gone, ""))
    assert done.exit == 5
    assert (root / NEW).is_file()


def test_without_git_nothing_is_written(tmp_path: Path, run: Run) -> None:
    root = tmp_path / "org"
    shutil.copytree(SMALL, root)
    before = tree(root)
    done = commit(run, root)
    assert done.exit == 3
    assert (
        "error: this folder is not in a git repository, so there is nothing to commit to; nothing was written"
        in done.stderr
    )
    assert tree(root) == before


def test_a_message_without_a_commit_is_refused(root: Path, run: Run) -> None:
    before = tree(root)
    done = run(*WORDS, "-m", "Ola", cwd=root)
    assert (done.exit, tree(root)) == (2, before)
    assert "add --commit" in done.stderr


def test_a_message_is_text_and_no_option(root: Path, run: Run) -> None:
    assert commit(run, root, "-m", "--amend").exit == 0
    assert committed(root)[0] == "--amend"
    assert git(root, "rev-list", "--count", "HEAD") == "2\n"


@pytest.mark.parametrize(
    ("words", "most"),
    [(["list", "people"], 4), (["check", "--no-cache"], 6), ([*WORDS], 10), ([*WORDS, "--commit"], 16)],
    ids=lambda each: " ".join(each[:1] + each[-1:]) if isinstance(each, list) else None,
)
def test_git_is_asked_nothing_twice(
    words: list[str], most: int, root: Path, tmp_path: Path, run: Run
) -> None:
    log, real = tmp_path / "log", shutil.which("git")
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$*" >> {log}\nexec {real} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    done = run(*words, cwd=root, env={"PATH": f"{program.parent}:{os.environ['PATH']}"})
    assert done.exit == 0
    asked = log.read_text(encoding="utf-8").splitlines()
    assert len(asked) <= most
    # A commit makes sure once nobody else can write, and compares anew what it wrote.
    again = ("ls-files -v --stage", "diff-index")
    twice = {each for each in asked if asked.count(each) > 1 and not any(part in each for part in again)}
    assert twice == set()
