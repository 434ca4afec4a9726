"""Runs commands on one repository at once, kills who holds the lock, and lets git come in between.

The processes that run commands are forks of one that has everything loaded, so that they meet as often as
they can: at one person's familiarity, in one folder of requests for help, and always at the lock.
"""

from __future__ import annotations

import math
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from unittest import mock

from tests.conftest import TODAY, git, quiet_environment
from tests.dataset.test_journal import STATE, killed
from tests.golden.stage import SMALL, Tree, changes, commit, play, repository, tree
from wecomplish_cli.cli.app import main
from wecomplish_cli.dataset import journal, store
from wecomplish_cli.errors import ChangedError, WecomplishError
from wecomplish_cli.git import repository as gitrepo

if TYPE_CHECKING:
    from collections.abc import Callable

    from wecomplish_cli.model.org import Org

Words: TypeAlias = tuple[str, ...]
WORKERS = 8
LEVELS = ("aware", "understand", "comfortable", "automated")
CRASHED = ("indicate", "per-olsen", "bake-rye", "aware", "--request-help", "--today", TODAY)
"""What is killed before git comes in between; it changes a file and makes another."""
FAMILIARITY = "familiarity/per-olsen.yaml"


@dataclass(frozen=True)
class Figures:
    """How many commands ran at once, and what came in between."""

    commands: int
    collisions: int
    """Changes decided on data that another command changed before they were written."""
    conflicts: int
    """Commands that therefore had to be run again."""
    kept_waiting: int
    """Commands that had to be run again because others kept the lock for too long."""
    lost: int
    holders_killed: int
    crashes: int
    """Kills that left a change written down; git came in between twice after each."""
    named_and_left_alone: int
    finished_after_checkout: int
    finished_without_stash: int
    """Nothing was written yet that git could put away."""
    dropped_after_stash: int


def run(amount: int) -> Figures:
    """Run so many commands in each of eight processes at once, and meanwhile crash others and let git in."""
    tasks = (race, kill_holders, let_git_in)
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(2, get_context("spawn")) as pool:
        counted: Counter[str] = sum(pool.map(partial(_in_quiet, folder, amount), tasks), Counter())
    return Figures(**{each.name: counted[each.name] for each in fields(Figures)})


def _in_quiet(folder: str, amount: int, task: Callable[[Path, int], Counter[str]]) -> Counter[str]:
    """Do a task in a folder of its own, with everything loaded and nothing printed."""
    home = Path(folder) / task.__name__
    home.mkdir()
    os.environ.update(quiet_environment(home))
    for number in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), number)
    return task(home, amount)


def race(home: Path, amount: int) -> Counter[str]:
    """Let all workers run their commands, and read all of it back."""
    side = max(8, math.ceil(math.sqrt(WORKERS * amount / 10)))
    root = repository(home / "org", organisation(home / "source", side))
    # What commands need is loaded once, before the workers are forked.
    _work(_copied(root), side, range(10))
    before = tree(root).keys()
    shares = [range(worker, WORKERS * amount, WORKERS) for worker in range(WORKERS)]
    with ProcessPoolExecutor(WORKERS, get_context("fork")) as pool:
        counted: Counter[str] = sum(pool.map(partial(_work, root, side), shares), Counter())
    wanted = {command(number, side) for share in shares for number in share}
    dataset = store.load(root)
    lost = wanted - _written(dataset.org)
    assert not lost, f"written and lost: {sorted(lost)}"
    assert not dataset.problems, dataset.problems
    checked = play("check", "--today", TODAY, cwd=root)
    assert checked.exit == 0, checked
    stray = [path for path in tree(root).keys() - before if path not in dataset.org.records]
    assert not stray, f"left behind: {stray}"
    _require_tidy(root)
    return counted


def organisation(folder: Path, side: int) -> Path:
    """Write an organisation of so many roles with as many expectations each, and as many who hold them."""
    shutil.copytree(SMALL, folder)
    with (folder / "wecomplish.yaml").open("a", encoding="ascii") as settings:
        settings.write("mentorship:\n  default_capacity: 1000\n")
    for number in range(side):
        breads = "\n".join(
            f"  bread-{bread:02}:\n    title: Bread {number} {bread}\n" for bread in range(side)
        )
        role = f"name: Baker {number}\n\nresponsibilities:\n{breads}"
        (folder / f"roles/baker-{number:02}.yaml").write_text(role, "ascii")
        held = "\n".join(f"  roles/baker-{role:02}:\n    since: 2026-05-01\n" for role in range(side))
        mentee = f"name: Mentee {number}\nstatus: active\n\nassignments:\n{held}"
        (folder / f"people/mentee-{number:02}.yaml").write_text(mentee, "ascii")
    return folder


def command(number: int, side: int) -> Words:
    """One of the commands of the race; no two say the same, and neighbours write the same files."""
    turn, nth = number % 10, number // 10
    first, second = f"{nth // side:02}", f"{nth % side:02}"
    if turn == 0:
        return "assign", f"mentee-{first}", f"roles/baker-{second}", "--mentor", "per-olsen"
    what = f"roles/baker-{first}/bread-{second}"
    if turn == 1:
        return "request-help", f"mentee-{nth % 3:02}", what, "--question", f"Number {number}?"
    return "indicate", f"mentee-{turn - 2:02}", what, LEVELS[number % len(LEVELS)]


def _written(org: Org) -> set[Words]:
    """The commands that would lead to what is in the data."""
    found: set[Words] = {("assign", *slot, "--mentor", each.mentor) for slot, each in org.mentorships.items()}
    for mentee, requests in org.help.items():
        found |= {
            ("request-help", mentee, each.expectation, "--question", each.question or "") for each in requests
        }
    for person, indications in org.familiarity.items():
        found |= {("indicate", person, what, each.level or "") for what, each in indications.items()}
    return found


def _work(root: Path, side: int, numbers: range) -> Counter[str]:
    """Run commands one after the other, each again until it is done."""
    counted: Counter[str] = Counter()

    def collide(error: ChangedError, message: str, hint: str | None = None) -> None:
        counted["collisions"] += 1
        WecomplishError.__init__(error, message, hint)

    # What git says stays the same all the time, and asking takes longer than the rest of a command.
    asked = mock.patch.object(gitrepo, "call", cache(gitrepo.call))
    with asked, mock.patch.object(ChangedError, "__init__", collide):
        for number in numbers:
            words = command(number, side)
            while (done := play(*words, "--today", TODAY, cwd=root)).exit == 3 and "again" in done.stderr:
                counted["conflicts" if "run the command again" in done.stderr else "kept_waiting"] += 1
            assert done.exit == 0, f"{words}: {done}"
            assert "wrote " in done.stderr, f"{words}: {done}"
            counted["commands"] += 1
    return counted


def kill_holders(home: Path, amount: int) -> Counter[str]:
    """Kill who holds the lock, once for every ten commands; the next command has it at once."""
    root = repository(home / "org", SMALL)
    here, there = socket.socketpair()
    with here, there, mock.patch.object(journal, "LOCK_SECONDS", 0.1):
        for number in range(amount // 10):
            words = ("indicate", "ola-nordmann", "bake-rye", LEVELS[number % len(LEVELS)], "--today", TODAY)
            holder = os.fork()
            if holder == 0:
                with store.journal(root).locked():
                    there.send(b"1")
                    signal.pause()
            here.recv(1)
            refused = play(*words, cwd=root)
            os.kill(holder, signal.SIGKILL)
            os.waitpid(holder, 0)
            done = play(*words, cwd=root)
            assert (refused.exit, done.exit) == (3, 0), f"{refused}, {done}"
    return Counter(holders_killed=amount // 10)


def let_git_in(home: Path, _: int) -> Counter[str]:
    """Kill a command at each step, and let git change the files before the next; nothing is lost."""
    org = repository(home / "org", SMALL)
    git(org, "checkout", "--quiet", "-b", "other")
    (org / FAMILIARITY).write_text(
        "roles/baker/bake-rye:\n  level: understand\n  updated: 2026-05-31\n", "ascii"
    )
    commit(org)
    git(org, "checkout", "--quiet", "main")
    changed = _copied(org)
    assert play(*CRASHED, cwd=changed).exit == 0
    new = tree(changed)
    sys.argv = ["wecomplish", *CRASHED]
    counted: Counter[str] = Counter()
    at, died = 0, True
    while died:
        at += 1
        root = _copied(org, "crashed")
        os.chdir(root)
        died = killed(main, at)
        if (root / STATE / "journal.json").exists():
            counted["crashes"] += 1
            for come_between in (_check_out, _stash):
                counted += come_between(_copied(root, "between"), new)
    return counted


def _check_out(root: Path, new: Tree) -> Counter[str]:
    """Change to a branch with another version of a file and back again."""
    git(root, "checkout", "--quiet", "--force", "other")
    before = tree(root)
    for words in (CRASHED, ("check",)):
        done = play(*words, cwd=root)
        assert done.exit == 3, done
        assert f"these files were changed since: {FAMILIARITY}" in done.stderr, done
        assert tree(root) == before, changes(before, tree(root))
    git(root, "checkout", "--quiet", "--force", "main")
    _require_finished(root, new)
    return Counter(named_and_left_alone=1, finished_after_checkout=1)


def _stash(root: Path, new: Tree) -> Counter[str]:
    """Take everything away that was written so far: what git put away, no command brings back."""
    whole = tree(root) == new
    git(root, "stash", "--quiet", "--include-untracked")
    if not git(root, "stash", "list"):
        _require_finished(root, new)
        return Counter(finished_without_stash=1)
    before = tree(root)
    done = play("check", "--today", TODAY, cwd=root)
    assert done.exit == 0, done
    assert "git has moved on since, so it is dropped" in done.stderr, done
    assert tree(root) == before, changes(before, tree(root))
    _require_tidy(root, "lock")
    if whole:
        git(root, "stash", "pop", "--quiet")
        assert tree(root) == new, changes(new, tree(root))
    return Counter(dropped_after_stash=1)


def _require_finished(root: Path, new: Tree) -> None:
    done = play("check", "--today", TODAY, cwd=root)
    assert done.exit == 0, done
    assert tree(root) == new, changes(new, tree(root))
    _require_tidy(root)


def _require_tidy(root: Path, *others: str) -> None:
    kept = sorted(os.listdir(root / STATE))
    assert kept == sorted(others or ("last.json", "lock")), kept


def _copied(root: Path, name: str = "copy") -> Path:
    target = root.with_name(name)
    shutil.rmtree(target, ignore_errors=True)
    return Path(shutil.copytree(root, target))
