"""Runs the real command on real files, in a quiet environment of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.forks import Forks

REPOSITORY = Path(__file__).parent.parent
EXAMPLE = REPOSITORY / "examples" / "org"
TODAY = "2026-06-01"
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - what is made there has a name of its own
"""Where files are quicker to copy and nothing is slow to sync."""
ROOM = 2 << 30
"""Bytes that must be free there: containers often have no more than 64 MiB."""
COMMAND = Path(sys.executable).with_name("wecomplish")
"""What a user starts: Python, and the tool in it, anew each time."""
settings.register_profile("ours", max_examples=int(os.environ.get("EXAMPLES", "50")), deadline=None)
settings.load_profile("ours")
collect_ignore_glob = ["golden/*", "rules/WC*"]
"""Thousands of folders of data, in which pytest would look for tests."""
READ_AT_START = ("PYTHON", "LC_", "LANG")
"""How the names of variables begin that Python reads only when it starts."""


@dataclass(frozen=True)
class Done:
    """What a command wrote and how it ended."""

    stdout: str
    stderr: str
    exit: int


def pytest_configure(config: pytest.Config) -> None:
    """Let the tests write to memory where there is room: a slow disk takes longer than the commands.

    What commands keep outside the data goes with the tests. What Python compiles is kept: otherwise each
    command that is started would compile the tool again, which takes longer than most commands.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    if "TMPDIR" not in os.environ and IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM:
        os.environ["TMPDIR"] = str(IN_MEMORY)
        # pytest has asked for the old one already.
        tempfile.tempdir = None
    os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp()
    config.add_cleanup(partial(shutil.rmtree, os.environ["XDG_STATE_HOME"], ignore_errors=True))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave all but one in N cases of a test that is marked `sampled(N)` to `make thorough`.

    Where the fixture `thorough` makes a longer case of each there, the short one is not run at all.
    """
    cases: Counter[str] = Counter()
    kept = []
    for item in items:
        sampled = item.get_closest_marker("sampled")
        given = item.callspec.params if isinstance(item, pytest.Function) and sampled else {}
        if sampled is not None and not given.get("thorough"):
            test = item.nodeid.partition("[")[0]
            cases[test] += 1
            if cases[test] % sampled.args[0] != 1 % sampled.args[0]:
                if "thorough" in given:
                    continue
                item.add_marker(pytest.mark.thorough)
        kept.append(item)
    items[:] = kept


@pytest.fixture(
    params=[pytest.param(False, id="short"), pytest.param(True, id="long", marks=pytest.mark.thorough)]
)
def thorough(request: pytest.FixtureRequest) -> bool:
    """Whether a test of many random cases tries as many as before a change is merged."""
    long: bool = request.param
    return long


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what the tests cost: all processes that were waited for, and so those that ran the tests."""
    terminalreporter.write_line(f"{sum(os.times()[:4]):.0f} CPU seconds")


class Run(Protocol):
    """Runs `wecomplish` with arguments in a folder; `env` is added to a quiet environment."""

    def __call__(
        self, *arguments: str, cwd: Path, env: dict[str, str] | None = None, stdin: str = ""
    ) -> Done: ...


def quiet_environment(home: Path) -> dict[str, str]:
    """The environment without what would change what a command says, and with git set up alike everywhere."""
    changing = ("WECOMPLISH_", "GIT_", "COLUMNS", "LC_", "PYTHONUNBUFFERED")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(changing)}
    return kept | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_STATE_HOME": str(home / "state"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Test",
        "GIT_AUTHOR_EMAIL": "test@test.example",
        "GIT_COMMITTER_NAME": "Test",
        "GIT_COMMITTER_EMAIL": "test@test.example",
        "GIT_AUTHOR_DATE": "2026-06-01T12:00:00Z",
        "GIT_COMMITTER_DATE": "2026-06-01T12:00:00Z",
        "PYTHONUTF8": "1",
        "PYTHONWARNINGS": "error",
        "TERM": "xterm-256color",
        "PAGER": "cat",
    }


@pytest.fixture
def run_fresh(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Start Python and the tool in it, for tests of how commands start."""
    home = tmp_path_factory.mktemp("home")

    def run(*arguments: str, cwd: Path, env: dict[str, str] | None = None, stdin: str = "") -> Done:
        done = subprocess.run(
            [COMMAND, *arguments],
            cwd=cwd,
            env=quiet_environment(home) | (env or {}),
            input=stdin.encode(),
            capture_output=True,
            check=False,
        )
        return Done(done.stdout.decode(), done.stderr.decode(), done.returncode)

    return run


@pytest.fixture(scope="session")
def forks() -> Forks:
    from tests.forks import shared

    return shared()


@pytest.fixture(scope="session")
def run_quickly(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """As `run_fresh`, but in the process of the tests, for tests of what is said."""
    from tests import here

    return partial(here.run, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def run_apart(forks: Forks) -> Run:
    """As `run_quickly`, but in a process of its own, for tests of what a command does to that."""
    return forks.run


@pytest.fixture
def run(run_fresh: Run, run_quickly: Run) -> Run:
    """As `run_quickly`, where it makes no difference."""

    def run(*arguments: str, cwd: Path, env: dict[str, str] | None = None, stdin: str = "") -> Done:
        anew = any(name.startswith(READ_AT_START) for name in env or ())
        return (run_fresh if anew else run_quickly)(*arguments, cwd=cwd, env=env, stdin=stdin)

    return run


@pytest.fixture(scope="session")
def command(forks: Forks) -> Path:
    """A `wecomplish` for shells, hooks and workflows."""
    return forks.command()


def git(folder: Path, *arguments: str) -> str:
    """Run real git in a folder, as whoever the quiet environment says."""
    done = subprocess.run(
        # Nothing has to be tidied up in repositories that are as small, and looking takes a process.
        ["git", "-c", "init.defaultBranch=main", "-c", "maintenance.auto=false", *arguments],
        cwd=folder,
        env=quiet_environment(folder),
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()
