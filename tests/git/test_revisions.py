"""Which commit a name means: a branch before a tag, and nothing that could be two things."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY, Done, Run, git
from tests.golden.stage import BAKERY, repository

if TYPE_CHECKING:
    from pathlib import Path

TEAM = "teams/dusk.yaml"


@pytest.fixture
def run(run_quickly: Run) -> Run:
    return run_quickly


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a branch `change`, which is checked out and adds a broken team to `main`."""
    root = repository(tmp_path / "org", BAKERY)
    git(root, "switch", "--quiet", "--create", "change")
    (root / TEAM).write_text("name: Dusk\nlead: nobody\n", encoding="utf-8")
    git(root, "add", TEAM)
    git(root, "commit", "--quiet", "--message", "x")
    return root


def checked(run: Run, root: Path, base: str, *words: str) -> Done:
    return run("check", "--base", base, *words, "--today", TODAY, cwd=root)


def refused(done: Done, *names: str) -> bool:
    return done.exit == 2 and all(name in done.stderr for name in names)


@pytest.mark.sampled(7)
@pytest.mark.parametrize(
    "shadow",
    ["refs/tags/main", "refs/main", "refs/tags/heads/main", "refs/heads/heads/main"],
)
@pytest.mark.parametrize("base", ["main", "heads/main", "refs/heads/main", "main~0", "main^0"])
def test_what_is_called_like_a_branch_does_not_stand_in_for_it(
    base: str, shadow: str, root: Path, run: Run
) -> None:
    git(root, "update-ref", shadow, "change")
    done = checked(run, root, base)
    assert (done.exit == 1 and "1 new error" in done.stdout) or refused(done, shadow)
    assert base != "main" or done.exit == 1


def test_no_command_takes_a_tag_for_a_branch(root: Path, run: Run) -> None:
    git(root, "tag", "main")
    assert "Dusk" in run("diff", "main", "--today", TODAY, cwd=root).stdout
    words = ("authorize", "--base", "main", "--actor", "github:1")
    assert run(*words, "--today", TODAY, cwd=root).exit == 4
    assert run("report", "familiarity", "--at", "main", "--team", "dusk", cwd=root).exit == 2
    told = run("notify", "--base", "main", "--channel", "text", cwd=root)
    assert "all that changed" not in told.stdout
    assert run("support", "ola-nordmann", "--at", "main", cwd=root).exit == 0


def test_a_file_in_gits_folder_does_not_stand_in_for_a_branch(root: Path, run: Run) -> None:
    (root / ".git" / "main").write_text(git(root, "rev-parse", "change"), encoding="ascii")
    assert checked(run, root, "main").exit == 1


def test_a_branch_named_head_does_not_stand_in_for_what_is_checked_out(root: Path, run: Run) -> None:
    git(root, "update-ref", "refs/heads/HEAD", "main")
    assert checked(run, root, "main").exit == 1
    assert "There is nothing to check" in checked(run, root, "HEAD").stdout


def test_a_remotes_branch_comes_before_a_tag(root: Path, run: Run) -> None:
    git(root, "update-ref", "refs/remotes/origin/main", "main")
    git(root, "tag", "origin/main")
    assert checked(run, root, "origin/main").exit == 1


def test_a_branch_of_ours_named_like_a_remotes_is_ambiguous(root: Path, run: Run) -> None:
    git(root, "update-ref", "refs/remotes/origin/main", "main")
    git(root, "branch", "origin/main")
    assert refused(checked(run, root, "origin/main"), "refs/heads/origin/main, refs/remotes/origin/main")
    assert checked(run, root, "refs/remotes/origin/main").exit == 1
    git(root, "branch", "--force", "origin/main", "main")
    assert checked(run, root, "origin/main").exit == 1


def test_a_tag_named_like_a_branch_that_only_a_remote_has_is_ambiguous(root: Path, run: Run) -> None:
    git(root, "update-ref", "refs/remotes/origin/main", "main")
    git(root, "branch", "--quiet", "--delete", "--force", "main")
    git(root, "tag", "main")
    assert refused(checked(run, root, "main"), "refs/tags/main", "refs/remotes/origin/main")
    assert checked(run, root, "origin/main").exit == 1


@pytest.mark.parametrize("ref", ["refs/tags/{}", "refs/heads/{}"])
def test_a_name_that_is_the_beginning_of_a_commits_id_is_ambiguous(ref: str, root: Path, run: Run) -> None:
    short = git(root, "rev-parse", "--short=9", "main").strip()
    assert checked(run, root, short).exit == 1
    git(root, "update-ref", ref.format(short), "change")
    assert refused(checked(run, root, short), ref.format(short))


def test_a_name_that_is_a_whole_id_is_that_commit(root: Path, run: Run) -> None:
    whole = git(root, "rev-parse", "main").strip()
    git(root, "update-ref", f"refs/heads/{whole}", "change")
    assert checked(run, root, whole).exit == 1


def test_a_tag_that_nothing_else_is_called_is_that_tag(root: Path, run: Run) -> None:
    git(root, "tag", "--annotate", "--message", "x", "v1", "main")
    for base in ("v1", "tags/v1", "refs/tags/v1", "v1~0", "v1^{}", "change~1", "change@{1}"):
        assert checked(run, root, base).exit == 1, base


def test_the_branch_that_another_follows_is_found(root: Path, run: Run) -> None:
    git(root, "branch", "--quiet", "--set-upstream-to", "main", "change")
    git(root, "tag", "change", "main")
    for base in ("@{u}", "change@{upstream}", "@{-1}"):
        assert checked(run, root, base).exit == 1, base


@pytest.mark.parametrize("base", ["^main", "main..change", "nix", "", "ma*n", "--all", "main^{tree}", "@{9}"])
def test_what_is_no_commit_is_none(base: str, root: Path, run: Run) -> None:
    done = run("check", f"--base={base}", "--today", TODAY, cwd=root)
    assert done.exit == 3
    assert f"error: git does not know a commit `{base}` here" in done.stderr
