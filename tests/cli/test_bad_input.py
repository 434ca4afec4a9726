"""What goes wrong around a command: places, disks, terminals, pipes, encodings and hostile text.

Whatever it is, there is a sentence and an exit status instead of a traceback, and the data stays as it was.
"""

from __future__ import annotations

import csv
import json
import os
import re
import select
import shlex
import shutil
import subprocess
import sys
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import fork_client, forks
from tests.conftest import COMMAND, TODAY, Done, Run, git, quiet_environment
from tests.golden.stage import SMALL, changes, commit, play, repository, tree

if TYPE_CHECKING:
    from collections.abc import Iterator

READS = (["check"], ["mentorships", "ola-nordmann"], ["report", "mentorships"])
WRITES = (
    ["assign", "ola-nordmann", "baker", "--mentor", "per-olsen"],
    ["indicate", "ola-nordmann", "bake-rye", "aware"],
    ["request-help", "ola-nordmann", "bake-rye"],
    ["undo"],
)
ESCAPE = "\x1b"
RIGHT_TO_LEFT = "\u202e"

posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small organisation in a repository."""
    return repository(tmp_path / "org", SMALL)


@contextmanager
def untouched(root: Path) -> Iterator[None]:
    """Nothing in the work tree changes meanwhile."""
    before = tree(root)
    yield
    assert tree(root) == before


def clean(done: Done) -> bool:
    """Whether a command ended on purpose, and nothing it said could command a terminal."""
    said = done.stdout + done.stderr
    return "Traceback" not in said and ESCAPE not in said and RIGHT_TO_LEFT not in said


# Where the data is


@pytest.mark.parametrize("words", [*READS, *WRITES], ids=shlex.join)
def test_without_a_dataset_it_says_where_it_looked(words: list[str], tmp_path: Path) -> None:
    with untouched(tmp_path):
        done = play(*words, cwd=tmp_path)
    assert done.exit == 3
    assert f"no dataset found in {tmp_path} or any folder above it" in done.stderr
    assert "-C PATH" in done.stderr
    assert "wecomplish init" in done.stderr


@pytest.mark.parametrize("named", ["nowhere", "org/people", "org/wecomplish.yaml"])
def test_a_folder_named_without_a_dataset_is_named_back(named: str, root: Path) -> None:
    above = root.parent
    ways: tuple[tuple[list[str], dict[str, str]], ...] = (["-C", named], {}), ([], {"WECOMPLISH_ORG": named})
    for words, env in ways:
        with untouched(above):
            done = play("mentorships", "ola-nordmann", *words, cwd=above, env=env)
        assert done.exit == 3
        assert f"no dataset at {named}" in done.stderr


def test_the_dataset_is_found_by_option_by_environment_and_upwards(root: Path, run: Run) -> None:
    wanted = run("mentorships", "ola-nordmann", cwd=root)
    assert wanted.exit == 0
    other = repository(root.parent / "other")
    for words, env, cwd in (
        (["-C", str(root)], {"WECOMPLISH_ORG": str(other)}, other),
        ([], {"WECOMPLISH_ORG": "org"}, root.parent),
        ([], {}, root / "people"),
        ([], {"WECOMPLISH_ORG": ""}, root),
    ):
        assert run("mentorships", "ola-nordmann", *words, cwd=cwd, env=env) == wanted


@posix
def test_a_current_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    line = f"mkdir gone && cd gone && rmdir ../gone && {shlex.quote(str(COMMAND))} check"
    done = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "error: the current folder is gone" in done.stderr


def test_without_git_lock_and_journal_lie_among_the_users_own(tmp_path: Path) -> None:
    env = {"XDG_STATE_HOME": str(tmp_path / "state")}
    root = Path(shutil.copytree(SMALL, tmp_path / "org"))
    with untouched(root):
        for words in READS[:2]:
            assert play(*words, "--today", TODAY, cwd=root, env=env).exit == 0
    assert not (tmp_path / "state").exists()
    before = tree(root)
    words = ["indicate", "ola-nordmann", "bake-rye", "aware"]
    assert play(*words, "--today", TODAY, cwd=root, env=env).exit == 0
    assert changes(before, tree(root)).keys() == {"familiarity/ola-nordmann.yaml"}
    assert len([*(tmp_path / "state" / "wecomplish").glob("*/last.json")]) == 1
    assert play("check", "--today", TODAY, cwd=root, env=env).exit == 0
    assert play("undo", "--today", TODAY, cwd=root, env=env).exit == 0
    assert tree(root) == before


def test_a_work_tree_has_a_lock_and_journal_of_its_own(root: Path) -> None:
    other = root.parent / "worktree"
    git(root, "worktree", "add", "--quiet", str(other), "-b", "other")
    with untouched(root):
        done = play("indicate", "ola-nordmann", "bake-rye", "aware", "--today", TODAY, cwd=other)
    assert done.exit == 0
    assert (root / ".git" / "worktrees" / "worktree" / "wecomplish" / "last.json").is_file()
    assert not (root / ".git" / "wecomplish").exists()
    assert "Nothing to do" in play("undo", "--today", TODAY, cwd=root).stdout
    assert play("undo", "--today", TODAY, cwd=other).exit == 0
    assert git(other, "status", "--porcelain") == ""


def test_two_datasets_in_one_repository_do_not_undo_each_other(tmp_path: Path) -> None:
    for name in ("bakery", "mill"):
        shutil.copytree(SMALL, tmp_path / "repository" / name)
    above = tmp_path / "repository"
    git(above, "init", "--quiet")
    commit(above)
    words = ["indicate", "ola-nordmann", "bake-rye", "aware", "--today", TODAY]
    assert play(*words, cwd=above / "bakery" / "people").exit == 0
    assert "Nothing to do" in play("undo", "--today", TODAY, cwd=above / "mill").stdout
    assert git(above, "status", "--porcelain", "--untracked-files=all") == (
        "?? bakery/familiarity/ola-nordmann.yaml\n"
    )
    env = {"WECOMPLISH_AS": "kari-hansen"}
    at_head = play("report", "mentorships", "--at", "HEAD", cwd=above / "mill", env=env)
    assert at_head.exit == 0
    assert "kari-hansen" in at_head.stdout


def test_annotations_name_files_from_the_top_of_the_repository(tmp_path: Path) -> None:
    root = Path(shutil.copytree(SMALL, tmp_path / "repository" / "data"))
    (root / "teams").mkdir()
    (root / "teams" / "night.yaml").write_text("name: Night\nlead: nobody\n", encoding="utf-8")
    git(root.parent, "init", "--quiet")
    done = play("check", "--format", "github", "--today", TODAY, cwd=root)
    assert "::error file=data/teams/night.yaml,line=2," in done.stdout


def test_without_git_installed_all_but_the_past_works(root: Path) -> None:
    env = {"PATH": str(root), "WECOMPLISH_AS": "kari-hansen"}
    done = play("check", "--today", TODAY, cwd=root, env=env)
    assert f"error: {root / '.git'} needs git, which is not installed or not on PATH" in done.stderr
    assert done.exit == 3
    shutil.rmtree(root / ".git")
    assert play("check", "--today", TODAY, cwd=root, env=env).exit == 0
    assert play("report", "mentorships", "--today", TODAY, cwd=root, env=env).exit == 0
    done = play("report", "mentorships", "--at", "HEAD", cwd=root, env=env)
    assert done.exit == 3
    assert "git" in done.stderr


# What is there instead of a file


@pytest.mark.parametrize("path", ["familiarity/ola-nordmann.yaml", "familiarity"])
def test_something_else_where_a_file_should_be_is_named(path: str, root: Path) -> None:
    shutil.rmtree(root / "familiarity")
    inside = root / path / "odd.yaml" if path.endswith(".yaml") else root / path
    inside.parent.mkdir(parents=True, exist_ok=True)
    inside.write_text("odd: true\n", encoding="utf-8")
    with untouched(root):
        done = play("indicate", "ola-nordmann", "bake-rye", "aware", "--today", TODAY, cwd=root)
        found = play("check", "--today", TODAY, cwd=root)
    assert done.exit == 3
    assert path in done.stderr
    assert "nothing was written" in done.stderr or "cannot be read" in done.stderr
    assert found.exit == 1
    assert path in found.stdout


SETTINGS = {
    "no mapping": "just a line\n",
    "nothing": "",
    "a key missing": "format: 1\norganization: Skua Bakery\n",
    "not YAML": "format: [1\n",
    "not UTF-8": b"format: 1\norganization: Sk\xfca Bakery\nadministrators: [kari-hansen]\n",
    "unknown time zone": (
        "format: 1\norganization: Skua Bakery\nadministrators: [kari-hansen]\ntimezone: Oslo\n"
    ),
}


@pytest.mark.sampled(3)
@pytest.mark.parametrize("text", SETTINGS.values(), ids=SETTINGS)
def test_broken_settings_are_found_and_nothing_else_is_done(text: str | bytes, root: Path) -> None:
    (root / "wecomplish.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    with untouched(root):
        found = play("check", "--today", TODAY, cwd=root)
        assert (found.exit, found.stderr) == (1, "")
        assert found.stdout.startswith("wecomplish.yaml:")
        for words in (*READS[1:], *WRITES):
            done = play(*words, "--today", TODAY, cwd=root)
            assert done.exit == 3
            assert "error: wecomplish.yaml cannot be read" in done.stderr
            assert "wecomplish check" in done.stderr


@pytest.mark.parametrize("words", [*READS[1:], *WRITES], ids=shlex.join)
def test_a_newer_format_is_named_and_left_alone(words: list[str], root: Path) -> None:
    settings = root / "wecomplish.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("format: 1", "format: 7\nnewer: true"), encoding="utf-8")
    with untouched(root):
        done = play(*words, "--today", TODAY, cwd=root)
    assert done.exit == 3
    assert "the data is of format 7" in done.stderr
    assert "install a version of wecomplish that knows format 7" in done.stderr


# Disks


def in_namespace(script: str, folder: Path, more: dict[str, str] | None = None) -> Done:
    """Run a shell script as root of mounts that nobody else sees; skips where that is not permitted."""
    for unshare in (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"]):
        try:
            if subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode:
                continue
        except FileNotFoundError:
            break
        env = quiet_environment(folder.parent) | {"WECOMPLISH": str(COMMAND), "TODAY": TODAY} | (more or {})
        done = subprocess.run(
            [*unshare, "sh", "-euc", script], cwd=folder, env=env, capture_output=True, text=True, check=False
        )
        return Done(done.stdout, done.stderr, done.returncode)
    pytest.skip("no private mounts here")


def test_a_read_only_disk_is_read_and_not_written(root: Path) -> None:
    with untouched(root.parent):
        done = in_namespace(
            """
            mount --bind . . && cd . && mount -o remount,bind,ro . && cd "$PWD"
            "$WECOMPLISH" check --today $TODAY
            "$WECOMPLISH" mentorships ola-nordmann --today $TODAY
            "$WECOMPLISH" indicate ola-nordmann bake-rye aware --dry-run --today $TODAY
            "$WECOMPLISH" indicate ola-nordmann bake-rye aware --today $TODAY
            """,
            root,
        )
    assert done.exit == 3, done
    assert "+++ b/familiarity/ola-nordmann.yaml" in done.stdout
    assert "error: the data cannot be written: Read-only file system" in done.stderr
    assert "nothing was written" in done.stderr


def test_a_full_disk_leaves_everything_as_it_was(root: Path, thorough: bool) -> None:
    results = root.parent / "results"
    results.mkdir()
    done = in_namespace(
        """
        results=$PWD/../results
        mkdir ../disk && mount -t tmpfs -o size=2m tmpfs ../disk && cp -a . ../disk/org && cd ../disk/org
        for pages in $PAGES; do
            free=$(df -B4096 --output=avail .. | tail -1)
            head -c $(((free - pages) * 4096)) /dev/zero > ../filling
            "$WECOMPLISH" indicate ola-nordmann bake-rye aware --request-help --today $TODAY \
                >/dev/null 2>"$results/../err" && status=0 || status=$?
            rm ../filling
            "$WECOMPLISH" check --today $TODAY >"$results/../check" 2>&1
            cp -a . "$results/$pages-$status" && cp ../../err ../../check "$results/$pages-$status/.git"
            test $status = 3 || break
        done
        """,
        root,
        {"PAGES": " ".join(map(str, range(0, 10, 1 if thorough else 2)))},
    )
    assert done.exit == 0, done
    outcomes = sorted(results.iterdir())
    assert len(outcomes) > 2
    *refused, last = outcomes
    for each in refused:
        said = (each / ".git" / "err").read_text(encoding="utf-8")
        assert each.name.endswith("-3")
        assert "error: the data cannot be written: No space left on device" in said
        assert "nothing was" in said
        assert tree(each) == tree(root)
        assert not list((each / ".git").glob("wecomplish/journal*"))
        assert "no findings" in (each / ".git" / "check").read_text(encoding="utf-8")
    assert last.name.endswith("-0")
    assert tree(last).keys() - tree(root).keys() == {
        "familiarity/ola-nordmann.yaml",
        f"help/ola-nordmann/{TODAY}-bake-rye.yaml",
    }


# Pipes


@pytest.mark.sampled(3)
@posix
@pytest.mark.parametrize(
    "line",
    ["report mentorships --format json", "check --format json", "explain", "schema mentorship", "--help"],
)
def test_a_closed_pipe_ends_quietly(line: str, root: Path) -> None:
    with subprocess.Popen(
        [COMMAND, *line.split()],
        cwd=root,
        env=quiet_environment(root.parent),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in (0, 141) or line == "--help"


@posix
def test_a_reader_that_has_enough_ends_a_long_answer_quietly(root: Path) -> None:
    for number in range(2000):
        (root / "teams").mkdir(exist_ok=True)
        (root / "teams" / f"night-{number}.yaml").write_text("name: Night\nlead: nobody\n", encoding="utf-8")
    line = f"{shlex.quote(str(COMMAND))} check | head -1"
    env = quiet_environment(root.parent)
    done = subprocess.run(["sh", "-c", line], cwd=root, env=env, capture_output=True, text=True, check=False)
    assert done.stdout == "teams/night-0.yaml:2:7: error WC201 unknown-person: no person `nobody`\n"
    assert done.stderr == ""


@pytest.mark.sampled(3)
@posix
@pytest.mark.parametrize("where", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_a_stream_that_is_closed_is_no_bug(where: str, root: Path) -> None:
    for words, status in (("check", 0), ("mentorships nobody", 2)):
        line = f"{shlex.quote(str(COMMAND))} {words} --today {TODAY} {where}"
        env = quiet_environment(root.parent)
        done = subprocess.run(
            ["sh", "-c", line], cwd=root, env=env, capture_output=True, text=True, check=False
        )
        assert "Traceback" not in done.stdout + done.stderr
        assert done.returncode == status


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_answer_that_cannot_be_written_is_an_error_and_no_bug(root: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [COMMAND, "check", "--today", TODAY],
            cwd=root,
            env=quiet_environment(root.parent),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode not in (0, 1)
    assert "Traceback" not in done.stderr
    assert "No space left on device" in done.stderr


# Terminals


MOST_SECONDS = 60
"""After which a command that says nothing waits for an answer that never comes."""


PATIENCE = 2
"""Seconds of silence after which Ctrl-C is typed again."""

CTRL_C = "\x03"


class Terminal:
    """A command on a terminal of its own: what it shows, and what is typed."""

    def __init__(self, *words: str, cwd: Path, env: dict[str, str] | None = None) -> None:
        self._said = b""
        self._typed = ""
        environment = quiet_environment(cwd.parent) | {"COLUMNS": "100"} | (env or {})
        self._terminal, its_own = os.openpty()
        self._command = forks.shared().begin(*words, cwd=cwd, env=environment, terminal=its_own)
        os.close(its_own)

    @property
    def shown(self) -> str:
        """All that it showed; what is read may end within a character."""
        return self._said.decode(errors="replace").replace("\r\n", "\n")

    def answer(self, question: str, typed: str) -> None:
        """Wait for a question that was not asked before, and type."""
        asked = len(self.shown)
        while question not in self.shown[asked:]:
            assert self._read(), f"ended without asking {question!r}: {self.shown}"
        self._type(typed)

    def _type(self, typed: str) -> None:
        self._typed = typed
        os.write(self._terminal, typed.encode())

    def end(self) -> int:
        """Wait for the end; returns the exit status."""
        while self._read():
            pass
        os.close(self._terminal)
        return fork_client.answered(self._command)

    def _read(self) -> bool:
        for _ in range(MOST_SECONDS // PATIENCE):
            if select.select([self._terminal], [], [], PATIENCE)[0]:
                break
            if self._typed == CTRL_C:
                # One that comes just before the command reads is lost, and a person would type it again.
                self._type(CTRL_C)
        else:
            os.close(self._terminal)
            raise AssertionError(f"says nothing any more: {self.shown}")
        try:
            part = os.read(self._terminal, 65536)
        except OSError:  # Linux says so at the end.
            part = b""
        self._said += part
        return bool(part)


def on_terminal(*words: str, cwd: Path, env: dict[str, str] | None = None) -> Done:
    """Run a command that asks nothing on a terminal; all it says is in `stdout`."""
    terminal = Terminal(*words, cwd=cwd, env=env)
    status = terminal.end()
    return Done(terminal.shown, "", status)


@posix
def test_a_terminal_gets_a_table_in_colour(root: Path) -> None:
    done = on_terminal("report", "mentorships", "--today", TODAY, cwd=root)
    assert done.exit == 0
    assert "Places taken" in done.stdout
    assert f"{ESCAPE}[1m" in done.stdout


@pytest.mark.sampled(2)
@posix
@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=shlex.join)
def test_colour_can_be_refused(env: dict[str, str], root: Path) -> None:
    for words in (["report", "mentorships"], ["check"], ["mentorships", "nobody"]):
        done = on_terminal(*words, "--today", TODAY, cwd=root, env=env)
        assert ESCAPE not in done.stdout


@posix
def test_errors_on_a_terminal_are_in_colour_and_in_words(root: Path) -> None:
    done = on_terminal("mentorships", "nobody", "--today", TODAY, cwd=root)
    assert done.exit == 2
    assert f"{ESCAPE}[31;1merror:{ESCAPE}[0m no person `nobody`" in done.stdout


@posix
def test_a_narrow_terminal_is_kept_to(tmp_path: Path) -> None:
    root = repository(tmp_path / "org")
    for words in (["mentorships", "per-olsen"], ["report", "mentorships", "--team", "platform"]):
        done = on_terminal(*words, "--today", TODAY, cwd=root, env={"COLUMNS": "40", "NO_COLOR": "1"})
        assert done.exit == 0
        lines = [line for line in done.stdout.splitlines() if "→" not in line]
        assert lines
        assert max(map(len, lines)) <= 40


AMBIGUOUS = ["indicate", "ol", "bake-rye", "aware", "--today", TODAY]


@posix
def test_an_ambiguous_name_is_chosen_by_number(root: Path) -> None:
    terminal = Terminal(*AMBIGUOUS, cwd=root)
    terminal.answer("Which one", "2\n")
    assert terminal.end() == 0
    assert "Several fit `ol`:\n  1  Ola Nordmann (ola-nordmann)\n  2  Per Olsen (per-olsen)" in terminal.shown
    assert "Per Olsen indicates aware" in terminal.shown


@pytest.mark.sampled(3)
@posix
@pytest.mark.parametrize("wrong", ["0", "3", "x", "-1", "\u00b2"])
def test_a_number_that_was_not_offered_is_asked_for_again(wrong: str, root: Path) -> None:
    terminal = Terminal(*AMBIGUOUS, cwd=root)
    terminal.answer("Which one", f"{wrong}\n")
    terminal.answer("Which one", "1\n")
    assert terminal.end() == 0
    assert "number from 1 to 2" in terminal.shown
    assert "Traceback" not in terminal.shown
    assert "Ola Nordmann indicates aware" in terminal.shown


@posix
@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["ctrl-c", "ctrl-d"])
def test_an_answer_refused_cancels_and_writes_nothing(key: str, root: Path) -> None:
    with untouched(root):
        terminal = Terminal(*AMBIGUOUS, cwd=root)
        terminal.answer("Which one", key)
        assert terminal.end() == 130
    assert "Traceback" not in terminal.shown
    assert "cancelled; nothing was written" in terminal.shown


@posix
def test_init_asks_for_what_is_missing(tmp_path: Path, run: Run) -> None:
    terminal = Terminal("init", "tide", cwd=tmp_path)
    terminal.answer("The organisation's name", "Tide: nets & \u00e5s\n")
    terminal.answer("Your name", "\u00c5se Berg\n")
    terminal.answer("Your e-mail address", "ase@tide.example\n")
    terminal.answer("Your id", "\n")
    terminal.answer("Your time zone", "Europe/Oslo\n")
    terminal.answer("The repository's page", "https://gitlab.com/tide/nets\n")
    assert terminal.end() == 0
    assert (tmp_path / "tide" / "people" / "ase-berg.yaml").is_file()
    settings = (tmp_path / "tide" / "wecomplish.yaml").read_text(encoding="utf-8")
    assert "timezone: Europe/Oslo" in settings
    assert "repository: tide/nets" in settings
    assert run("check", "--today", TODAY, cwd=tmp_path / "tide").exit == 0


NUMBERED = "  1  ase-nygard\n  2  p-"


@pytest.mark.sampled(3)
@posix
@pytest.mark.parametrize(
    ("typed", "path"),
    [("\n", "ase-nygard"), ("1\n", "ase-nygard"), ("2\n", "p-[a-z0-9]{8}"), ("ase\n", "ase")],
)
def test_whoever_is_added_gets_the_id_chosen(typed: str, path: str, root: Path) -> None:
    before = tree(root)
    terminal = Terminal("add", "person", "--leader", "kari", "--today", TODAY, cwd=root)
    terminal.answer("Their name", "\u00c5se Nyg\u00e5rd\n")
    terminal.answer("Which one", typed)
    assert terminal.end() == 0
    assert NUMBERED in terminal.shown
    (new,) = tree(root).keys() - before.keys()
    assert re.fullmatch(rf"people/{path}\.yaml", new)
    text = "name: \u00c5se Nyg\u00e5rd\nleaders: [kari-hansen]\n"
    assert (root / new).read_text(encoding="utf-8") == text


@posix
def test_whoever_wants_no_questions_gets_none(root: Path) -> None:
    done = on_terminal("add", "team", "Morning shift", "--no-input", cwd=root)
    assert done.exit == 0
    assert (root / "teams/morning-shift.yaml").is_file()
    done = on_terminal("add", "team", "--no-input", cwd=root)
    assert done.exit == 2
    assert "NAME is missing" in done.stdout


@posix
def test_an_id_of_ones_own_has_to_be_an_id(root: Path) -> None:
    with untouched(root):
        terminal = Terminal("add", "team", "Morning shift", cwd=root)
        terminal.answer("Which one", "The morning\n")
        terminal.answer("Which one", "\x03")
        assert terminal.end() == 130
    assert "`The morning` is not a valid id" in terminal.shown


@pytest.mark.sampled(3)
@posix
@pytest.mark.parametrize("answers", [[], ["\u00c5se Nyg\u00e5rd\n"]], ids=["at the name", "at the id"])
@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["ctrl-c", "ctrl-d"])
def test_adding_someone_is_cancelled_at_any_question(key: str, answers: list[str], root: Path) -> None:
    with untouched(root):
        terminal = Terminal("add", "person", cwd=root)
        for question, typed in zip(("Their name", "Which one"), [*answers, key], strict=False):
            terminal.answer(question, typed)
        assert terminal.end() == 130
    assert "Traceback" not in terminal.shown
    assert "cancelled; nothing was written" in terminal.shown


@posix
def test_what_is_added_is_asked_for_bit_by_bit(root: Path) -> None:
    terminal = Terminal("add", "expectation", "--today", TODAY, cwd=root)
    terminal.answer("Its title", "Wash your hands\n")
    terminal.answer("Which one", "1\n")
    terminal.answer("Which one", "1\n")
    assert terminal.end() == 0
    text = (root / "expectations" / "wash-your-hands.yaml").read_text(encoding="utf-8")
    assert text == "type: policy\ntitle: Wash your hands\n"


@posix
def test_init_cancelled_leaves_no_folder_behind(tmp_path: Path) -> None:
    terminal = Terminal("init", "tide", cwd=tmp_path)
    terminal.answer("The organisation's name", "\x03")
    assert terminal.end() == 130
    assert not (tmp_path / "tide").exists()


def test_a_write_that_was_cancelled_is_not_denied(root: Path) -> None:
    """Cancelled once it is written down, a change is finished by the next command: it is not nothing."""
    before = tree(root)
    code = """if True:
        from wecomplish_cli.cli.app import main
        from wecomplish_cli.dataset import journal

        def interrupted(*_):
            raise KeyboardInterrupt

        journal.Journal._carry_out = interrupted
        main()
        """
    words = ["indicate", "ola-nordmann", "bake-rye", "aware", "--today", TODAY]
    done = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 130
    play("check", "--today", TODAY, cwd=root)
    assert ("nothing was written" in done.stderr) is (tree(root) == before)


# Encodings

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""A stream and a command line that know ASCII only."""


@pytest.mark.sampled(5)
@pytest.mark.parametrize("env", [ASCII, {"PYTHONIOENCODING": "ascii"}], ids=lambda env: next(iter(env)))
@pytest.mark.parametrize("form", ["table", "plain", "json", "csv", "md"])
def test_output_that_knows_ascii_only_escapes_the_rest(
    form: str, env: dict[str, str], tmp_path: Path, run: Run
) -> None:
    root = repository(tmp_path / "org")
    done = run("mentorships", "malgorzata", "--format", form, "--today", TODAY, cwd=root, env=env)
    assert done.exit == 0
    assert done.stdout.isascii()
    assert re.search(r"M\\(xe1|u00e1)ret", done.stdout)
    assert re.search(r"\\?\[help\\?\]", done.stdout) or form == "json"


@pytest.mark.parametrize(
    "env", [{"LC_ALL": "C", "PYTHONUTF8": ""}, {"PYTHONIOENCODING": "ascii"}], ids=lambda env: next(iter(env))
)
def test_names_and_files_are_utf_8_whatever_the_terminal_is(
    env: dict[str, str], tmp_path: Path, run: Run
) -> None:
    root = repository(tmp_path / "org")
    words = [
        "request-help",
        "\u00c5se Bj\u00f8rn",
        "say it early",
        "--question",
        "Hvor l\u00e6nge?",
        "--today",
        TODAY,
    ]
    done = run(*words, cwd=root, env=env)
    assert done.exit == 0
    path = root / "help" / "ase-bjornstad" / f"{TODAY}-say-it-early.yaml"
    assert "question: Hvor l\u00e6nge?\n" in path.read_text(encoding="utf-8")


@posix
def test_an_argument_that_is_no_text_is_refused(root: Path) -> None:
    with untouched(root):
        done = subprocess.run(
            [COMMAND, "request-help", "ola-nordmann", "bake-rye", "--question", b"caf\xe9", "--today", TODAY],
            cwd=root,
            env=quiet_environment(root.parent),
            capture_output=True,
            check=False,
        )
    assert b"Traceback" not in done.stderr
    assert done.returncode in (1, 2)


# Hostile and odd text

ODD = (
    "[bold]x[/bold]",
    "[/x]",
    "=cmd()|'/c calc'!A0",
    "+1",
    "-2",
    "@kari",
    "a|b",
    "`x`",
    "*x*",
    "<b>",
    "a # b: c",
)


def odd_organization(folder: Path) -> Path:
    """A valid organisation whose people are called what other programs might act upon."""
    root = repository(folder, SMALL)
    for number, name in enumerate(ODD):
        person = f"odd-{number}"
        (root / "people" / f"{person}.yaml").write_text(
            f"name: {json.dumps(name)}\nstatus: active\nassignments:\n  roles/baker: {{since: 2026-01-01}}\n",
            encoding="utf-8",
        )
        mentorship = root / "mentorships" / person / "roles" / "baker.yaml"
        mentorship.parent.mkdir(parents=True)
        mentorship.write_text(
            f"mentor: per-olsen\nstatus: paused\nstarted: {TODAY}\npaused_until: 2026-08-01\n",
            encoding="utf-8",
        )
        help_request = root / "help" / person / f"{TODAY}-bake-rye.yaml"
        help_request.parent.mkdir(parents=True)
        help_request.write_text(
            f"expectation: roles/baker/bake-rye\nquestion: {json.dumps(name)}\nstatus: open\n",
            encoding="utf-8",
        )
    commit(root)
    return root


def test_odd_text_is_shown_as_it_is(tmp_path: Path, run: Run) -> None:
    root = odd_organization(tmp_path / "org")
    assert run("check", "--today", TODAY, cwd=root).exit == 0
    words = ["mentorships", "per-olsen", "--today", TODAY]
    table = run(*words, "--format", "table", cwd=root, env={"COLUMNS": "200"})
    plain = run(*words, "--format", "plain", cwd=root)
    answer = json.loads(run(*words, "--format", "json", cwd=root).stdout)
    assert {pair["name"] for pair in answer["mentorships"]["mentors"]} == set(ODD)
    for name in ODD:
        assert name in table.stdout
        assert name in plain.stdout
    assert clean(table)
    assert clean(plain)


def test_odd_text_is_no_formula_in_a_spreadsheet(tmp_path: Path) -> None:
    root = odd_organization(tmp_path / "org")
    for words in (["mentorships", "per-olsen"], ["report", "mentorships"]):
        done = play(*words, "--format", "csv", "--today", TODAY, cwd=root)
        cells = {cell for row in csv.reader(StringIO(done.stdout)) for cell in row}
        assert cells
        assert not {cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))}
        assert {f"'{name}" for name in ODD if name[0] in "=+-@"} <= cells


def test_odd_text_is_no_markup_in_markdown(tmp_path: Path) -> None:
    root = odd_organization(tmp_path / "org")
    done = play("mentorships", "per-olsen", "--format", "md", "--today", TODAY, cwd=root)
    for markup in ("[bold]", "`x`", "*x*", "<b>", "a|b", "@kari"):
        assert not re.search(rf"(?<!\\){re.escape(markup)}", done.stdout)
    columns = {
        len(re.findall(r"(?<!\\)\|", line)) for line in done.stdout.splitlines() if line.startswith("|")
    }
    assert columns == {8, 9}


HOSTILE_TEXTS = (
    f"name: a{ESCAPE}[31mb\n",
    'name: "a\\e]0;b\\a"\n',
    "name: a\x9b31mb\n",
    f"name: a{RIGHT_TO_LEFT}b\n",
    f"na{RIGHT_TO_LEFT}me: b\n",
    '"[red]\\u202e": b\n',
    "name: [red]\nlead: '[/x]'\n",
    "name: a\rb\n",
    "name: x\nlead: '::error::##[command]'\n",
)
HOSTILE_NAMES = (f"a{ESCAPE}[31m", f"a{RIGHT_TO_LEFT}", "a\nb", "[red]", "::error::", "##[command]", "\udcff")


def test_hostile_text_in_a_file_reaches_no_terminal(root: Path, run: Run) -> None:
    (root / "teams").mkdir()
    for number, text in enumerate(HOSTILE_TEXTS):
        (root / "teams" / f"night-{number}.yaml").write_bytes(text.encode())
    found = harmless_findings(root, run)
    assert found == {f"teams/night-{number}.yaml" for number in range(len(HOSTILE_TEXTS))}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names themselves")
def test_a_hostile_file_name_reaches_no_terminal(root: Path, run: Run) -> None:
    (root / "teams").mkdir()
    for name in HOSTILE_NAMES:
        (root / "teams" / f"{name}.yaml").write_text("name: Night\n", encoding="utf-8")
    assert harmless_findings(root, run) == {f"teams/{name}.yaml" for name in HOSTILE_NAMES}


def harmless_findings(root: Path, run: Run) -> set[str]:
    """Check in every format that no finding commands what shows it; returns the files found fault with."""
    done = {
        form: run("check", "--format", form, "--today", TODAY, cwd=root)
        for form in ("text", "json", "github")
    }
    assert {each.exit for each in done.values()} == {1}
    assert clean(done["text"])
    assert clean(done["github"])
    told = re.compile(r"errors? in \d+ files|cannot be read, so what depends on")
    annotations = [line for line in done["github"].stdout.splitlines() if not told.search(line)]
    assert annotations
    for line in annotations:
        assert re.match(r"::error file=teams/[^,:]*,line=|\d+ more errors; `", line)
        assert "##[" not in line
    assert ESCAPE not in done["json"].stdout
    return {each["path"] for each in json.loads(done["json"].stdout)["findings"]}


@pytest.mark.parametrize("text", [f"a{ESCAPE}[31mb", f"a{RIGHT_TO_LEFT}b", "a\x07b", "a\u200bb"])
def test_hostile_text_on_the_command_line_is_refused(text: str, root: Path) -> None:
    with untouched(root):
        words = ["request-help", "ola-nordmann", "bake-rye", "--question", text, "--today", TODAY]
        done = play(*words, cwd=root)
        assert done.exit in (1, 2)
        assert clean(done)
        unknown = play("mentorships", text, cwd=root)
        assert unknown.exit == 2
        assert clean(unknown)


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    "text",
    [
        "no",
        "null",
        "2026-01-01",
        "a: b # c",
        "'",
        '"',
        "- x",
        "{x}",
        "a\nb",
        " a ",
        "\u00e6 \U0001f6df",
        "|",
        "~",
        "1e3",
    ],
)
def test_what_was_asked_is_what_is_read(text: str, root: Path) -> None:
    for words in (
        ["request-help", "ola-nordmann", "bake-rye", "--question", text],
        ["assign", "ola-nordmann", "baker", "--mentor", "per-olsen", "--target", "75"],
        ["check", "--fail-on", "warning"],
    ):
        assert play(*words, "--today", TODAY, cwd=root).exit == 0
    answer = json.loads(play("mentorships", "per-olsen", "--format", "json", cwd=root).stdout)
    assert answer["mentorships"]["mentors"][0]["waiting"][0]["question"] == text


# Options


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "day",
    ["yesterday", "2026-13-01", "2026-6-1", "+2w", "", "\u0662\u0660\u0662\u0666-\u0660\u0661-\u0660\u0661"],
)
def test_a_day_that_is_none_is_refused(day: str, root: Path) -> None:
    with untouched(root):
        for words in (*READS, *WRITES):
            done = play(*words, "--today", day, cwd=root)
            assert done.exit == 2
            assert f"--today: `{day}` is not a valid date" in done.stderr
