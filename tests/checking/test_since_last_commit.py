"""What became of the data is judged against git's last commit, wherever the data lies and git may be."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY, Done, Run, git
from tests.golden.stage import BAKERY, Tree, changes, commit, play, repository, tree
from wecomplish_cli.checking import check
from wecomplish_cli.dataset import store
from wecomplish_cli.derive import familiarity

if TYPE_CHECKING:
    from pathlib import Path

SLOT = "mentorships/ola-nordmann/roles/baker.yaml"
DAY = date.fromisoformat(TODAY)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository in which a mentorship is completed."""
    root = repository(tmp_path / "org", BAKERY)
    assert play("complete", "ola-nordmann", "baker", "--commit", "--today", TODAY, cwd=root).exit == 0
    return root


def revive(root: Path) -> None:
    """Make the completed mentorship active again, by hand."""
    slot = root / SLOT
    text = slot.read_text(encoding="utf-8").partition("ended:")[0]
    slot.write_text(text.replace("status: completed", "status: active"), encoding="utf-8")


def judged(root: Path) -> Done:
    return play("check", "--select", "WC32", "--today", TODAY, cwd=root)


def test_what_is_over_does_not_begin_again(root: Path) -> None:
    assert judged(root).exit == 0
    revive(root)
    found = judged(root)
    assert f"{SLOT}:2:9: error WC320" in found.stdout
    assert found.exit == 1
    git(root, "add", "--all")
    assert judged(root).stdout.splitlines()[:-1] == found.stdout.splitlines()[:-1]
    commit(root)
    assert judged(root).exit == 0


def test_a_rule_about_changes_can_be_turned_off(root: Path) -> None:
    with (root / "wecomplish.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\nrules:\n  changed-levels: warning\n  forbidden-transition: off\n")
    revive(root)
    found = judged(root)
    assert found.exit == 0
    assert "WC320" not in found.stdout
    assert "warning WC321" in found.stdout


def test_a_dataset_below_the_top_of_its_repository_is_judged(root: Path, tmp_path: Path) -> None:
    shutil.rmtree(root / ".git")
    top = tmp_path / "top"
    shutil.copytree(root, top / "data" / "org")
    (top / SLOT).parent.mkdir(parents=True)
    shutil.copy(root / SLOT, top / SLOT)
    git(tmp_path, "init", "--quiet", "top")
    commit(top)
    (top / SLOT).unlink()
    assert judged(top / "data" / "org").exit == 0
    revive(top / "data" / "org")
    assert f"{SLOT}:2:9: error WC320" in judged(top / "data" / "org").stdout


@pytest.mark.parametrize("repository", ["none", "without a commit"])
def test_without_a_commit_there_is_nothing_to_judge_by(repository: str, root: Path) -> None:
    shutil.rmtree(root / ".git")
    if repository != "none":
        git(root, "init", "--quiet")
        git(root, "add", "--all")
    revive(root)
    assert judged(root).exit == 0
    assert play("pause", "ola-nordmann", "baker", "--until", "+1w", "--today", TODAY, cwd=root).exit == 0


def test_what_cannot_be_read_now_or_could_not_be_then_is_not_compared(root: Path) -> None:
    kept = (root / SLOT).read_bytes()
    (root / SLOT).write_text("status: [", encoding="utf-8")
    assert judged(root).exit == 0
    commit(root)
    (root / SLOT).write_bytes(kept)
    revive(root)
    assert judged(root).exit == 0
    (root / SLOT).unlink()
    (root / SLOT).symlink_to("elsewhere.yaml")
    assert judged(root).exit == 0


def test_settings_that_cannot_be_read_leave_changes_unjudged(root: Path) -> None:
    revive(root)
    (root / "wecomplish.yaml").write_text("format: 1\n", encoding="utf-8")
    assert "WC32" not in play("check", "--today", TODAY, cwd=root).stdout


def test_an_object_that_git_lacks_is_named(root: Path, run_quickly: Run) -> None:
    name = git(root, "rev-parse", f"HEAD:{SLOT}").strip()
    (root / ".git" / "objects" / name[:2] / name[2:]).unlink()
    revive(root)
    for words in (("check",), ("mentorships", "ola-nordmann", "--at", "HEAD")):
        done = run_quickly(*words, "--today", TODAY, cwd=root)
        assert done.stderr.startswith(f"error: git cannot read its object {name}\nhelp: ")
        assert done.exit == 3


def test_an_index_that_git_cannot_read_is_named_and_none_is_written(root: Path) -> None:
    index = root / ".git" / "index"
    before = index.read_bytes(), index.stat().st_mtime_ns
    (root / SLOT).touch()
    assert judged(root).exit == 0
    assert (index.read_bytes(), index.stat().st_mtime_ns) == before
    index.write_bytes(b"broken")
    done = judged(root)
    assert done.stderr.startswith("error: git cannot list its files: ")
    assert done.exit == 3


def test_in_the_midst_of_a_merge_ones_own_side_is_what_came_before(root: Path) -> None:
    for branch, status in (("other", "declined"), ("-", "ended")):
        git(root, "checkout", "--quiet", *(["-b", branch] if branch == "other" else [branch]))
        slot = root / SLOT
        slot.write_text(slot.read_text(encoding="utf-8").replace("completed", status), encoding="utf-8")
        commit(root)
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "merge", "other")
    git(root, "checkout", "--ours", SLOT)
    assert judged(root).exit == 0
    git(root, "checkout", "--theirs", SLOT)
    assert "it was ended" in judged(root).stdout


def test_an_edit_against_the_rules_is_refused(root: Path, run_quickly: Run) -> None:
    before = tree(root)
    script = "s/status: completed/status: ended/"
    env = {"EDITOR": f"sed -i '{script}'", "WECOMPLISH_TODAY": TODAY}
    done = run_quickly("edit", SLOT, cwd=root, env=env)
    assert "error WC320 forbidden-transition" in done.stderr
    assert done.exit == 1
    assert tree(root) == before


def test_an_edit_may_put_back_what_was_committed(root: Path, run_quickly: Run) -> None:
    slot = root / SLOT
    slot.write_text(slot.read_text(encoding="utf-8").replace("status: completed", "status: ended"))
    env = {"EDITOR": "sed -i 's/status: ended/status: completed/'", "WECOMPLISH_TODAY": TODAY}
    assert run_quickly("edit", SLOT, cwd=root, env=env).exit == 0
    assert judged(root).exit == 0


def test_a_change_is_not_blamed_for_what_was_there(root: Path) -> None:
    revive(root)
    done = play("indicate", "ola-nordmann", "bake-rye", "understand", "--today", TODAY, cwd=root)
    assert done.exit == 0
    assert "WC32" not in done.stderr


@pytest.mark.sampled(3)
@pytest.mark.parametrize("name", ["per-olsen", "ola-nordmann", "roles/baker", "bake-rye", "rye-2026"])
def test_another_id_for_something_rewrites_nothing(name: str, root: Path) -> None:
    assert play("assign", "ola-nordmann", "baker", "--mentor", "per-olsen", "--commit", cwd=root).exit == 0
    assert play("rename", name, "new-id", "--today", TODAY, cwd=root).exit == 0
    assert judged(root).exit == 0


def test_two_steps_at_once_are_judged_as_the_commits_of_a_branch_are(root: Path) -> None:
    base = store.load(root, "HEAD~1")
    head = store.load(root, "HEAD")
    assert check.judge_change(base.org, head.org, DAY) == ()
    back = check.judge_change(head.org, base.org, DAY)
    assert {rule.name for rule, _, _ in back} == {"forbidden-transition", "changed-levels"}


def test_a_check_asks_git_little_where_nothing_differs(root: Path, tmp_path: Path, run_quickly: Run) -> None:
    log, wrapper = tmp_path / "calls", tmp_path / "bin" / "git"
    wrapper.parent.mkdir()
    wrapper.write_text(f'#!/bin/sh\necho "$@" >> {log}\nexec {shutil.which("git")} "$@"\n', encoding="utf-8")
    wrapper.chmod(0o755)
    path = f"{wrapper.parent}:/usr/bin:/bin"
    assert run_quickly("check", "--no-cache", "--today", TODAY, cwd=root, env={"PATH": path}).exit == 0
    asked = re.findall(r"(?:^|=\S+ )([a-z]+[a-z-]*)", log.read_text(encoding="utf-8"), re.MULTILINE)
    # Which files are left out of the folder, then which of them differ.
    assert asked == ["version", "rev-parse", "ls-files", "config", "ls-files", "diff-index"]


def test_the_gain_is_told_of_what_both_know(root: Path) -> None:
    org = store.load(root).org
    start = {"a": "aware", "b": "comfortable", "c": "aware", "d": "perfect"}
    assert familiarity.gain(org, start, {"a": "comfortable", "b": "comfortable", "d": "aware"}) == 25
    assert familiarity.gain(org, start, {"b": "aware"}) == -50
    assert familiarity.gain(org, start, {"d": "aware", "e": "aware"}) is None


def test_every_step_of_a_life_is_clean_and_touches_its_own_file(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    for line, touched in (
        ("end ola-nordmann baker", SLOT),
        ("assign ola-nordmann baker --mentor per-olsen --propose", SLOT),
        ("accept ola-nordmann baker --by ola-nordmann", SLOT),
        ("accept ola-nordmann baker --by per-olsen", SLOT),
        ("pause ola-nordmann baker --until +2w", SLOT),
        ("resume ola-nordmann baker", SLOT),
        ("checkin ola-nordmann baker --minutes 20", "checkins/ola-nordmann/2026-06-01-baker.yaml"),
        ("indicate ola-nordmann light-the-oven aware", "familiarity/ola-nordmann.yaml"),
        ("indicate ola-nordmann close-the-flour aware", "familiarity/ola-nordmann.yaml"),
        (
            "review ola-nordmann baker --outcome agree --by per-olsen",
            "reviews/ola-nordmann/2026-06-01-baker.yaml",
        ),
        ("complete ola-nordmann baker", SLOT),
    ):
        before: Tree = tree(root)
        assert play(*line.split(), "--today", TODAY, cwd=root).exit == 0, line
        assert list(changes(before, tree(root))) == [touched], line
        assert play("check", "--today", TODAY, cwd=root).exit == 0, line
