"""A check that remembers what it found answers as one that reads everything, or does read everything."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock
from zoneinfo import ZoneInfo

import pytest

if os.name == "nt":
    pytest.skip("nothing is remembered on Windows", allow_module_level=True)

from tests.conftest import COMMAND, TODAY, Done, git, quiet_environment
from tests.golden.stage import SMALL, changes, repository, tree
from tests.test_golden import CASES, command_line, play_before, staged, text, without_noise
from wecomplish_cli.cli import judging, start
from wecomplish_cli.dataset import own, store, verdict
from wecomplish_cli.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TICK = 20_000_000
CHECKS = [name for name in CASES if name.startswith("check/")]
OLA = "people/ola-nordmann.yaml"


def told(*words: str, cwd: Path, env: dict[str, str] | None = None) -> Done:
    """Run a command in this process from its very start, with streams of their own."""
    said, complained = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    status: str | int | None = 0
    with (
        mock.patch.dict(os.environ, quiet_environment(cwd.parent) | {"CI": ""} | (env or {}), clear=True),
        mock.patch.object(sys, "argv", ["wecomplish", *words]),
        contextlib.chdir(cwd),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(complained),
    ):
        try:
            start.main()
        except SystemExit as ended:
            status = ended.code
    said.flush()
    complained.flush()
    out, errors = (stream.buffer.getvalue().decode() for stream in (said, complained))
    return without_noise(Done(out, errors, int(status or 0)))


@contextmanager
def loading() -> Iterator[mock.Mock]:
    """See how often the data is loaded."""
    with mock.patch.object(store, "load", wraps=store.load) as load:
        yield load


@pytest.fixture(autouse=True)
def _short_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait less: the file systems that tests run on count nanoseconds."""
    monkeypatch.setattr(verdict, "TICK", TICK)


def settle() -> None:
    """Wait until what was written is older than a tick."""
    time.sleep(2 * TICK / 1e9)


CHECK = ("check", "--today", TODAY)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small organisation whose check is remembered."""
    root = repository(tmp_path / "org", SMALL)
    settle()
    assert told(*CHECK, cwd=root).exit == 0
    assert remembers(root)
    return root


def state(root: Path) -> Path:
    """Where what is remembered is kept."""
    with mock.patch.dict(os.environ, quiet_environment(root.parent)):
        return own.own_folder(root) / verdict.NAME


def remembers(root: Path, *words: str, env: dict[str, str] | None = None) -> bool:
    """Whether a check answers from what is remembered; either way, as one that reads everything."""
    with loading() as load:
        again = told(*CHECK, *words, cwd=root, env=env)
    fresh = told(*CHECK, *words, "--no-cache", cwd=root, env=env)
    assert again == fresh
    return not load.called


@pytest.mark.sampled(14)
@pytest.mark.parametrize("name", CHECKS)
def test_every_case_is_answered_as_without_a_cache(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    words, env = command_line(text(case / "cmd"))
    roots = [tmp_path / "with" / "org", tmp_path / "without" / "org"]
    for root in roots:
        root.parent.mkdir()
        play_before(case, staged(case, root))
    settle()
    # Something is remembered by then, and the second time perhaps the answer to this very question.
    told(*CHECK, cwd=roots[0], env=env)
    for _ in range(2):
        before = [tree(root) for root in roots]
        done = [
            told(*words, *more, cwd=root, env=env)
            for root, more in zip(roots, ([], ["--no-cache"]), strict=True)
        ]
        assert _elsewhere(done[0]) == _elsewhere(done[1])
        changed = [changes(old, tree(root)) for old, root in zip(before, roots, strict=True)]
        assert changed[0] == changed[1]
        if "--fix" not in words:
            assert done[0].stdout == text(case / "stdout")
        settle()


def _elsewhere(done: Done) -> Done:
    """What was said, wherever the organisation lies."""
    out, errors = (re.sub("/(with|without)/org", "", said) for said in (done.stdout, done.stderr))
    return Done(out, errors, done.exit)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--format", "json"],
        ["--format=sarif"],
        ["--fail-on", "warning"],
        ["--select", "WC3"],
        ["-C", "."],
    ],
)
def test_what_is_remembered_answers_in_every_form(words: list[str], root: Path) -> None:
    assert remembers(root, *words)


def test_findings_are_remembered_whole(root: Path) -> None:
    (root / OLA).write_bytes(
        b"name: Ola Nordmann\nleaders: [nobody, ola-nordmann]\nemail: x\n" + b"a: \xff\n"
    )
    (root / "people" / "per-olsen.yaml").write_bytes(
        b"name:  Per \nassignments:\n  roles/no: {since: 2030-01-01}\n"
    )
    settle()
    assert not remembers(root)
    for how in ("text", "json", "github", "sarif", "gitlab", "md"):
        assert remembers(root, "--format", how)
    assert told(*CHECK, cwd=root).exit == 1


def test_what_is_asked_about_files_or_of_another_day_is_not_answered_from_it(root: Path) -> None:
    assert not remembers(root, OLA)
    assert not remembers(root, "--today", "2026-06-02")
    assert not remembers(root, "--today", "never")
    assert remembers(root, "--today", "2026-06-02")


def test_the_day_is_that_of_the_organisation(root: Path) -> None:
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):  # They never have the same day.
        settings = (SMALL / "wecomplish.yaml").read_text(encoding="utf-8")
        (root / "wecomplish.yaml").write_text(f"{settings}timezone: {zone}\n", encoding="utf-8")
        settle()
        kept = []
        for _ in range(2):
            with loading() as load:
                told("check", cwd=root)
            kept.append(json.loads(state(root).read_bytes().partition(b"\n")[2]))
        assert not load.called
        assert kept[0]["day"] == f"{datetime.now(ZoneInfo(zone)).date()}"
        state(root).write_bytes(_with_sum(json.dumps(kept[0] | {"day": "2026-01-01"}).encode()))
        with loading() as load:
            told("check", cwd=root)
        assert load.called


def test_a_folder_without_git_is_remembered_too(tmp_path: Path) -> None:
    plain = Path(shutil.copytree(SMALL, tmp_path / "plain"))
    settle()
    assert not remembers(plain)
    assert remembers(plain)
    git(plain, "init", "-q")
    assert not remembers(plain)


# What is not trusted


@pytest.mark.parametrize("name", ["CI", "GIT_EXEC_PATH", "GIT_INDEX_FILE"])
def test_it_is_neither_used_nor_kept_where_others_wait_for_the_answer(name: str, root: Path) -> None:
    env = {name: str(root / ".git" / "index") if name == "GIT_INDEX_FILE" else "true"}
    assert not remembers(root, env=env)
    state(root).unlink()
    told(*CHECK, cwd=root, env=env)
    assert not state(root).exists()


def test_it_is_not_used_for_what_is_staged_or_a_change(root: Path) -> None:
    with mock.patch.object(verdict, "recall") as recall:
        for words in (["--staged"], ["--base", "main"]):
            assert told(*CHECK, *words, cwd=root).exit == 0
        for command in ("authorize --base main --actor github:1", "notify --base main --dry-run"):
            told(*command.split(), cwd=root)
    assert not recall.called


def test_no_cache_neither_uses_nor_keeps_it(root: Path) -> None:
    state(root).unlink()
    told(*CHECK, "--no-cache", cwd=root)
    assert not state(root).exists()


def test_what_changed_within_a_tick_is_never_remembered(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdict, "TICK", 10**12)
    for path in (OLA, "wecomplish.yaml"):
        (root / path).write_bytes((root / path).read_bytes())
        assert not remembers(root)
        assert not remembers(root)


def _with_sum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=32).hexdigest().encode() + b"\n" + content


def _each_key_spoiled(content: bytes) -> Iterator[bytes]:
    for key in json.loads(content):
        odd: object
        for odd in (None, [[]], {}, "x", -1, 10**400):
            yield _with_sum(json.dumps(json.loads(content) | {key: odd}).encode())
    yield from map(
        _with_sum, (b"", b"{}", b"[" * 100_000, b'{"root": ' + b"[" * 100_000, b"\xff", b"1" * 10_000)
    )


def test_a_damaged_or_hostile_one_is_as_none(root: Path, thorough: bool) -> None:
    content = state(root).read_bytes()
    spoiled = [b"", b"\n", content[:-1], content[:100], content + b" ", content[65:], b"\0" * 1000]
    spoiled += [*_each_key_spoiled(content.partition(b"\n")[2])][:: 1 if thorough else 5]
    fresh = told(*CHECK, "--no-cache", cwd=root)
    for each in spoiled:
        state(root).write_bytes(each)
        assert told(*CHECK, cwd=root) == fresh, each[:200]


def _linked(path: Path) -> None:
    path.rename(path.with_name("moved"))
    path.symlink_to("moved")


def _piped(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _of_somebody_else(path: Path) -> None:
    if os.geteuid():
        pytest.skip("only root can give a file away")
    os.chown(path, 12345, -1)


def _theirs_to_write(path: Path) -> None:
    path.chmod(0o620)


def _in_a_folder_that_others_can_write_to(path: Path) -> None:
    path.parent.chmod(0o777)


@pytest.mark.parametrize(
    "spoil",
    [_linked, _piped, _a_folder, _of_somebody_else, _theirs_to_write, _in_a_folder_that_others_can_write_to],
)
def test_one_that_may_be_somebody_elses_is_as_none(spoil: Callable[[Path], None], root: Path) -> None:
    spoil(state(root))
    assert not remembers(root)


def test_where_nothing_can_be_kept_all_is_as_without(root: Path) -> None:
    import resource

    state(root).unlink()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
    try:
        assert not remembers(root)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(state(root).parent.iterdir()) == []
    shutil.rmtree(state(root).parents[1])
    state(root).parents[1].write_bytes(b"")
    assert not remembers(root)


def test_one_that_is_too_large_is_not_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdict, "MAX_BYTES", 100)
    before = state(root).read_bytes()
    assert not remembers(root)
    assert state(root).read_bytes() == before


def test_a_folder_that_cannot_be_listed_is_the_same_error_as_without(root: Path) -> None:
    shutil.rmtree(root)
    said = []
    for cache in (True, False):
        with pytest.raises((OSError, DataError)) as raised:
            judging.folder(root, TODAY, cache)
        said.append(repr(raised.value))
    assert said[0] == said[1]


# What it depends on


@pytest.mark.parametrize("name", ["FORMAT", "__version__"])
def test_another_version_reads_everything(name: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdict, name, "newer")
    assert not remembers(root)


def test_other_packages_or_other_code_read_everything(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = tmp_path / "packages"
    packages.mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(packages)])
    assert not remembers(root)
    assert remembers(root)
    (packages / "pydantic-99.0.dist-info").mkdir()
    assert not remembers(root)
    monkeypatch.setattr(verdict, "__file__", str(packages / "tool" / "dataset" / "verdict.py"))
    assert not remembers(root)
    (packages / "tool").mkdir()
    (packages / "tool" / "rules.py").write_bytes(b"")
    settle()
    assert not remembers(root)
    assert remembers(root)


def test_settings_of_the_user_and_what_they_ignore_are_answers_of_git(root: Path) -> None:
    (root / OLA).with_suffix(".yaml~").write_bytes(b"")
    settle()
    assert not remembers(root)
    assert remembers(root)
    ignored = root.parent / "ignored"
    ignored.write_bytes(b"*~\n")
    (root.parent / ".gitconfig").write_text(f"[core]\nexcludesFile = {ignored}\n", encoding="utf-8")
    assert not remembers(root)
    assert remembers(root)
    (root.parent / ".gitconfig").unlink()
    assert not remembers(root)


def test_a_change_that_was_cut_short_is_finished_first(root: Path) -> None:
    (root / ".git" / "wecomplish").mkdir(exist_ok=True)
    (root / ".git" / "wecomplish" / "journal.json").write_bytes(b"{")
    assert not remembers(root)
    assert told(*CHECK, cwd=root).exit == 3


# What it spares


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
def test_a_check_that_remembers_opens_no_file_of_the_data_and_loads_little(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", SMALL)
    commit_all_known(root)
    env = quiet_environment(tmp_path) | {"CI": ""}
    time.sleep(2.1)
    seen = tmp_path / "seen"
    trace = ["strace", "-f", "-qq", "-e", "trace=open,openat", "-o", str(seen)]
    answers = [subprocess.run([*trace, COMMAND, *CHECK], cwd=root, env=env, capture_output=True, check=True)]
    assert OLA in seen.read_text(encoding="utf-8")
    answers += [subprocess.run([*trace, COMMAND, *CHECK], cwd=root, env=env, capture_output=True, check=True)]
    opened = re.findall(r'"([^"]*)"', seen.read_text(encoding="utf-8"))
    assert [path for path in opened if path.endswith(".yaml")] == []
    for package in ("typer", "pydantic", "yaml", "networkx", "rich"):
        assert [path for path in opened if f"/site-packages/{package}/" in path] == []
    first, second = (without_noise(Done(each.stdout.decode(), each.stderr.decode(), 0)) for each in answers)
    assert first == second


def commit_all_known(root: Path) -> None:
    """Have git look at every file again once they are older than its index, or it reads them each time."""
    time.sleep(0.05)
    git(root, "update-index", "--refresh")
