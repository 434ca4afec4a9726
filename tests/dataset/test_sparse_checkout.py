"""Files that git has and leaves out of the folder: they are read all the same, and never written over."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY, Done, Run, git, quiet_environment
from tests.golden.stage import BAKERY, commit, repository, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SLOT = "mentorships/ola-nordmann/roles/baker.yaml"
OLA = "familiarity/ola-nordmann.yaml"
INDICATE = ("indicate", "ola-nordmann", "roles/baker/bake-rye", "aware")
READING = (
    (),
    ("check",),
    ("training", "ola-nordmann"),
    ("support", "ola-nordmann"),
    ("mentorships", "per-olsen"),
    ("history", "ola-nordmann"),
    ("report", "mentorships"),
    ("report", "familiarity"),
    ("codeowners",),
)
WRITING = (
    INDICATE,
    (*INDICATE, "--commit"),
    (*INDICATE, "--dry-run"),
    ("end", "ola-nordmann", "baker", "--reason", "They moved."),
    ("rename", "ola-nordmann", "ola"),
)


@pytest.fixture
def run(run_quickly: Run) -> Run:
    return run_quickly


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = repository(tmp_path / "org", BAKERY)
    git(root, "status")  # Else git keeps what it has not looked at since it was copied.
    return root


def a_cone(root: Path) -> None:
    git(root, "sparse-checkout", "set", "--cone", "people", "roles", "skillsets", "expectations")


def a_sparse_index(root: Path) -> None:
    git(root, "sparse-checkout", "set", "--cone", "--sparse-index", "people")


def patterns(root: Path) -> None:
    git(root, "sparse-checkout", "set", "--no-cone", "/people/", "/roles/")
    assert not (root / "wecomplish.yaml").exists()


def skipped_by_hand(root: Path) -> None:
    git(root, "update-index", "--skip-worktree", OLA, SLOT)
    (root / OLA).unlink()
    (root / SLOT).unlink()


def taken_for_unchanged(root: Path) -> None:
    git(root, "update-index", "--assume-unchanged", OLA, SLOT)
    (root / OLA).unlink()
    (root / SLOT).unlink()


WAYS = (a_cone, a_sparse_index, patterns, skipped_by_hand, taken_for_unchanged)


def said(run: Run, root: Path, *words: str) -> Done:
    done = run(*words, cwd=root, env={"WECOMPLISH_AS": "kari-hansen", "WECOMPLISH_TODAY": TODAY})
    return Done(re.sub(r"\(\d+\.\d s\)", "", done.stdout), done.stderr, done.exit)


@pytest.mark.sampled(5)
@pytest.mark.parametrize("leave_out", WAYS)
def test_what_is_left_out_is_read_from_the_index(
    leave_out: Callable[[Path], None], root: Path, run: Run
) -> None:
    whole = [said(run, root, *words) for words in READING]
    leave_out(root)
    assert not (root / OLA).exists()
    for words, expected in zip(READING, whole, strict=True):
        found = said(run, root, *words)
        assert (found.stdout, found.exit) == (expected.stdout, expected.exit), words
        note = re.fullmatch(
            r"note: \d+ files that git leaves out of this folder .* its index\n", found.stderr
        )
        assert bool(note) == (words == ("check",))
    assert said(run, root / "people", "training", "ola-nordmann").exit == 0


@pytest.mark.sampled(5)
@pytest.mark.parametrize("words", WRITING, ids=" ".join)
@pytest.mark.parametrize("leave_out", WAYS)
def test_what_is_left_out_is_not_written(
    leave_out: Callable[[Path], None], words: tuple[str, ...], root: Path, run: Run
) -> None:
    leave_out(root)
    before = tree(root), git(root, "rev-parse", "HEAD")
    done = said(run, root, *words)
    assert (done.exit, done.stdout) == (3, "")
    assert "not in this folder, as git was told; nothing was written" in done.stderr
    assert (tree(root), git(root, "rev-parse", "HEAD"), git(root, "status", "--porcelain")) == (*before, "")


@pytest.mark.parametrize("leave_out", [a_cone, a_sparse_index, patterns])
def test_a_new_file_outside_a_sparse_checkout_is_committed(
    leave_out: Callable[[Path], None], root: Path, run: Run
) -> None:
    leave_out(root)
    done = said(run, root, "request-help", "ola-nordmann", "bake-rye", "--question", "How long?", "--commit")
    assert done.exit == 0, done.stderr
    assert git(root, "status", "--porcelain") == ""
    assert "help/ola-nordmann" in git(root, "show", "--name-only", "--format=", "HEAD")


@pytest.mark.sampled(4)
@pytest.mark.parametrize("leave_out", WAYS)
@pytest.mark.parametrize("within", ["", "data/org"])
def test_the_remedy_helps(within: str, leave_out: Callable[[Path], None], tmp_path: Path, run: Run) -> None:
    top = tmp_path / "top"
    root = top / within
    shutil.copytree(BAKERY, root)
    git(top, "init", "--quiet")
    commit(top)
    if within and leave_out in (a_cone, a_sparse_index, patterns):
        git(top, "sparse-checkout", "set", "--cone", f"{within}/people", f"{within}/roles")
    else:
        leave_out(root)
    remedy = said(run, root, *INDICATE).stderr.splitlines()[-1].removeprefix("help: ").partition(", or")[0]
    # Paths of a sparse checkout are relative to the top.
    folder = top if "sparse-checkout" in remedy else root
    subprocess.run(remedy, shell=True, cwd=folder, env=quiet_environment(root), check=True)  # noqa: S602
    assert (root / OLA).exists()
    assert said(run, root, *INDICATE).exit == 0


@pytest.mark.parametrize("flag", ["--skip-worktree", "--assume-unchanged"])
def test_a_file_that_git_does_not_look_at_is_not_committed_in_vain(flag: str, root: Path, run: Run) -> None:
    git(root, "update-index", flag, OLA)
    before = tree(root)
    done = said(run, root, *INDICATE, "--commit")
    assert done.exit == 3
    assert f"git was told not to look at {OLA} for changes" in done.stderr
    assert tree(root) == before
    assert said(run, root, *INDICATE).exit == 0
    assert "bake-rye:\n  level: aware" in (root / OLA).read_text(encoding="utf-8")


def test_a_change_taken_back_does_not_write_what_is_left_out_since(root: Path, run: Run) -> None:
    assert said(run, root, *INDICATE, "--commit").exit == 0
    a_cone(root)
    before = tree(root)
    assert said(run, root, "undo").exit == 3
    assert tree(root) == before


def test_doctor_says_what_is_left_out(root: Path, run: Run) -> None:
    assert "checkout" not in said(run, root, "doctor").stdout
    a_cone(root)
    found = said(run, root, "doctor").stdout
    assert re.search(
        r"\tcheckout\tnote\t\d+ files are not in this folder, as git was told: they are read", found
    )
    assert "git sparse-checkout disable" in found


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_that_is_left_out_is_none_of_the_data(root: Path, run: Run) -> None:
    (root / "people" / "link.yaml").symlink_to("ola-nordmann.yaml")
    commit(root)
    whole = said(run, root, "check")
    git(root, "update-index", "--skip-worktree", "people/link.yaml")
    (root / "people" / "link.yaml").unlink()
    found = said(run, root, "check")
    assert "not-a-regular-file" in found.stdout
    assert (found.stdout, found.exit) == (whole.stdout, whole.exit)


def test_a_file_that_is_too_large_is_not_read_from_the_index_either(root: Path, run: Run) -> None:
    (root / "people" / "huge.yaml").write_text("# x\n" * 1_000_000, encoding="utf-8")
    commit(root)
    git(root, "sparse-checkout", "set", "--cone", "roles")
    assert "file-too-large" in said(run, root, "check").stdout


def test_an_index_that_git_cannot_read_is_not_taken_for_nothing_left_out(root: Path, run: Run) -> None:
    a_cone(root)
    (root / ".git" / "index").write_bytes(b"no index")
    done = said(run, root, "training", "ola-nordmann")
    assert done.exit == 3
    assert "error: git cannot list its files" in done.stderr


def test_a_partial_clone_is_read_whole_or_not_at_all(root: Path, tmp_path: Path, run: Run) -> None:
    reading = [*READING[:5], ("training", "ola-nordmann", "--at", "HEAD"), ("diff", "HEAD")]
    whole = [said(run, root, *words) for words in reading]
    git(root, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", "--sparse", root.as_uri(), "clone")
    clone = tmp_path / "clone"
    git(clone, "config", "user.email", "kari@fjord.example")
    for words in reading:
        done = said(run, clone, *words)
        assert (done.exit, done.stdout) == (3, ""), words
        assert "git fetch --refetch --no-filter" in done.stderr
    git(clone, "fetch", "--quiet", "--refetch", "--no-filter")
    assert [said(run, clone, *words).stdout for words in reading] == [each.stdout for each in whole]


def test_what_a_partial_clone_lacks_of_the_past_is_said(root: Path, tmp_path: Path, run: Run) -> None:
    git(root, "commit", "--quiet", "--amend", "--message", "x", "--date", "2026-01-01T12:00:00Z")
    made = git(root, "cat-file", "commit", "HEAD").replace("1780315200", "1767268800")
    (root / ".git" / "made").write_text(made, encoding="utf-8")
    git(root, "update-ref", "HEAD", git(root, "hash-object", "-t", "commit", "-w", ".git/made").strip())
    assert said(run, root, *INDICATE, "--commit").exit == 0
    git(root, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", root.as_uri(), "clone")
    done = said(run, tmp_path / "clone", "support", "ola-nordmann")
    assert done.exit == 0
    assert "note: how far they were 30 days ago is left out: git cannot read all of" in done.stderr
    assert "git fetch --refetch --no-filter" in done.stderr
