"""What a command says of a change is what the next one finds, whatever happens meanwhile."""

from __future__ import annotations

import errno
import os
import re
import shlex
import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from tests.conftest import COMMAND, TODAY, Done, git, quiet_environment
from tests.dataset.test_journal import sabotage
from tests.golden.stage import BAKERY, SMALL, Tree, changes, play, repository, tree
from wecomplish_cli.dataset import journal as disk
from wecomplish_cli.dataset import store

posix = pytest.mark.skipif(os.name == "nt", reason="streams of a shell, and forks")
FAMILIARITY = "familiarity/ola-nordmann.yaml"
HELP = f"help/ola-nordmann/{TODAY}-bake-rye.yaml"
INDICATE = ("indicate", "ola-nordmann", "bake-rye", "aware", "--request-help", "--today", TODAY)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small organisation in a repository."""
    return repository(tmp_path / "org", SMALL)


def in_shell(root: Path, line: str) -> Done:
    """Run a line in a shell, in which `wecomplish` is the command."""
    words = f'wecomplish() {{ {shlex.quote(str(COMMAND))} "$@"; }}; {line}'
    env = quiet_environment(root.parent)
    done = subprocess.run(["sh", "-c", words], cwd=root, env=env, capture_output=True, text=True, check=False)
    return Done(done.stdout, done.stderr, done.returncode)


# The answer cannot be written


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("commit", ["", "--commit"])
def test_a_change_that_is_written_is_said_to_be_where_the_answer_cannot_be(commit: str, root: Path) -> None:
    done = in_shell(root, f"wecomplish {shlex.join(INDICATE)} {commit} >/dev/full")
    assert done.exit == 5
    assert f"wrote {FAMILIARITY}" in done.stderr
    said = "error: the change is written, but the answer cannot be: No space left on device"
    assert said in done.stderr
    assert done.stderr.index("wrote") < done.stderr.index(said)
    assert (root / FAMILIARITY).is_file()
    assert git(root, "status", "--porcelain") == "" or not commit


@pytest.mark.sampled(3)
@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", ["init new --example", "undo", "check --fix", "add person Nils"])
def test_whatever_writes_says_so_where_the_answer_cannot_be_written(words: str, root: Path) -> None:
    (root / "familiarity").mkdir(exist_ok=True)
    (root / "familiarity" / "per-olsen.yaml").write_bytes(
        b"roles/baker/light-the-oven:\n  level: aware\n  updated: 2026-05-01\n"
        b"roles/baker/bake-rye:\n  level: aware\n  updated: 2026-05-01\n"
    )
    assert play(*INDICATE, cwd=root).exit == 0
    before = tree(root)
    done = in_shell(root, f"wecomplish {words} >/dev/full")
    assert changes(before, tree(root))
    assert done.exit == 5 or words == "check --fix", done
    assert "the change is written" in done.stderr or "wrote " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.sampled(5)
@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", ["check", "check --fail-on warning", "--help", "check --help", "--version"])
@pytest.mark.parametrize("where", [">/dev/full", "2>/dev/full", ">/dev/full 2>&1"])
def test_a_full_stream_is_no_bug(where: str, words: str, root: Path) -> None:
    (root / "people" / "per-olsen.yaml").unlink()
    day = "" if words == "--version" else f"--today {TODAY}"
    done = in_shell(root, f"wecomplish {words} {day} {where}")
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.exit in ((3,) if where.startswith(">") else (0, 1))


@posix
def test_a_reader_that_has_enough_keeps_no_change_from_its_commit(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    rows = ["name,id,email", *(f"Person {'x' * 150} {n},person-{n},p{n}@fjord.example" for n in range(200))]
    (tmp_path / "rows.csv").write_text("\n".join(rows), encoding="utf-8")
    head = git(root, "rev-parse", "HEAD")
    done = in_shell(root, "wecomplish add person --from ../rows.csv --commit | head -1")
    assert len(done.stdout.splitlines()) == 1
    assert "committed as" in done.stderr
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "rev-parse", "HEAD") != head
    assert len([*(root / "people").glob("person-*.yaml")]) == 200


@pytest.mark.sampled(3)
@posix
@pytest.mark.parametrize("where", [">&-", "2>&-", ">&- 2>&-", "| true", "2>&1 | true"])
def test_a_stream_that_is_closed_keeps_no_change_from_its_commit(where: str, root: Path) -> None:
    done = in_shell(root, f"wecomplish {shlex.join(INDICATE)} --commit {where}")
    assert "Traceback" not in done.stdout + done.stderr
    assert git(root, "status", "--porcelain") == ""
    assert (root / FAMILIARITY).is_file()


def test_what_git_refuses_to_commit_is_told_after_the_change(root: Path) -> None:
    hook = root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho not today >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    done = play(*INDICATE, "--commit", cwd=root)
    assert done.exit == 5
    assert "Ola Nordmann" in done.stdout
    assert done.stderr.index(f"wrote {FAMILIARITY}") < done.stderr.index("not today")


# Cancelled

CANCELLED = {
    "before": ("before", "cancelled; nothing was written"),
    "written down": ("carried_out", "cancelled while writing; the change is recorded, and the next"),
    "at its end": ("at_end", "cancelled while writing; the change is written"),
    "afterwards": ("afterwards", "cancelled; the change is written"),
}


@pytest.mark.parametrize(("when", "said"), CANCELLED.values(), ids=CANCELLED)
def test_what_was_cancelled_is_what_is_said(
    when: str, said: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tree(root)

    def cancelled(*_: object) -> None:
        raise KeyboardInterrupt

    real = disk.Journal._carry_out

    def at_end(journal: disk.Journal, *changes: list[disk.Change]) -> None:
        real(journal, *changes)
        raise KeyboardInterrupt

    place, instead = {
        "before": ("dataset.journal.Journal._note", cancelled),
        "carried_out": ("dataset.journal.Journal._carry_out", cancelled),
        "at_end": ("dataset.journal.Journal._carry_out", at_end),
        "afterwards": ("cli.change.name_files", cancelled),
    }[when]
    with monkeypatch.context() as patched:
        patched.setattr(f"wecomplish_cli.{place}", instead)
        done = play(*INDICATE, cwd=root)
    assert done.exit == 130
    assert said in done.stderr
    play("check", "--today", TODAY, cwd=root)
    assert (tree(root) == old) is (when == "before")


# A folder that stays


@posix
def test_an_empty_folder_that_cannot_be_removed_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tree(root)
    assert play(*INDICATE, cwd=root).exit == 0

    def refused(path: Path) -> None:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "rmdir", refused)
        done = play("undo", "--today", TODAY, cwd=root)
    assert done.exit == 0
    said = "the folder help/ola-nordmann could not be removed: Device or resource busy"
    assert f"warning: {said}" in done.stderr
    assert changes(old, tree(root)).keys() >= {"help/ola-nordmann/"}


# Files that cannot be opened


@pytest.fixture
def loaded() -> None:
    """Everything that the command loads is loaded: a fork has not to open files for that."""
    from tests.forks import load

    load()


def starved(root: Path, at: int) -> tuple[int, str, bool]:
    """Run the command in a fork that may open no more files from a step of its writing on.

    Returns:
        Its exit status, what it said, and whether it came to that step.
    """
    said, reached = root.with_suffix(".said"), root.with_suffix(".reached")
    reached.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        import resource

        from wecomplish_cli.cli.app import main

        numbers = count(1)

        def starve(*_: object) -> None:
            if next(numbers) == 1:
                reached.touch()
                # No handle below it is free: what `ulimit -n` does.
                resource.setrlimit(resource.RLIMIT_NOFILE, (0, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))

        status = 1
        try:
            os.environ |= quiet_environment(root.parent)
            for number, path in enumerate((Path(os.devnull), said, said)):
                os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND), number)
            sys.stdout, sys.stderr = (open(n, "w", 1, "utf-8", closefd=False) for n in (1, 2))  # noqa: SIM115
            os.chdir(root)
            sys.argv = ["wecomplish", *INDICATE]
            sabotage(lambda name, step: setattr(os, name, step), at, starve)
            main()
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        finally:
            os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return status, said.read_text("utf-8"), reached.exists()


def found_as_said(root: Path, said: str, status: int, old: Tree, new: Tree) -> None:
    """Let the next command come by, and see that all is as was said."""
    store.load(root)
    now = tree(root)
    assert "Traceback" not in said
    if status == 0:
        assert now == new, said
    elif re.search(r"will finish it|the change is written", said):
        assert (status in (3, 5), now) == (True, new), said
    else:
        assert (status, now) == (3, old), said


@posix
@pytest.mark.usefixtures("loaded")
def test_no_file_can_be_opened_from_any_step_of_writing_on(root: Path, thorough: bool) -> None:
    changed = Path(shutil.copytree(root, root.with_name("changed")))
    assert play(*INDICATE, cwd=changed).exit == 0
    outcomes = set()
    for at in count(1, 1 if thorough else 3):
        copy = Path(shutil.copytree(root, root.with_name(f"copy-{at}")))
        status, said, reached = starved(copy, at)
        found_as_said(copy, said, status, tree(root), tree(changed))
        outcomes.add((status, "will finish it" in said))
        shutil.rmtree(copy)
        if not reached:
            break
    assert {(0, False), (3, False), (3, True)} <= outcomes


@pytest.mark.sampled(4)
@posix
@pytest.mark.parametrize("files", [5, 6, 7, 8, 9, 10, 12, 16])
def test_a_command_that_may_open_few_files_says_what_it_did(files: int, root: Path) -> None:
    changed = Path(shutil.copytree(root, root.with_name("changed")))
    assert play(*INDICATE, cwd=changed).exit == 0
    done = in_shell(root, f"ulimit -n {files}; wecomplish {shlex.join(INDICATE)}")
    if "Too many open files" in done.stderr and done.exit == 1:
        pytest.skip("too few for Python to start")
    found_as_said(root, done.stderr, done.exit, tree(root), tree(changed))
