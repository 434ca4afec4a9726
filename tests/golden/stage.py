"""Sets an organisation up as a git repository, and sees what a command makes of its files."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from unittest import mock

import typer.testing
from typer.main import get_command

from tests.conftest import EXAMPLE, Done, git, quiet_environment
from wecomplish_cli.cli.app import app

SMALL = Path(__file__).parent / "report-mentorships" / "nobody-mentors" / "org"
"""Three people who bake: enough for most of what is not about the network."""
BAKERY = Path(__file__).parent / "bakery"
"""The same with something of every kind: for the commands that change the data."""
EMAIL = "kari@fjord.example"
"""Whom git knows in every repository: Kari Hansen, an administrator of the example organisation."""

Tree = dict[str, bytes | None]
"""Path to content; None for a file that is there no more, and for an empty folder."""

# Otherwise Typer would make every command anew for each that is run.
mock.patch.object(typer.testing, "_get_command", cache(get_command)).start()


def repository(folder: Path, source: Path = EXAMPLE) -> Path:
    """Copy an organisation into a new folder that is a git repository with one commit."""
    return copied(_committed(source), folder)


def copied(source: Path, folder: Path) -> Path:
    """Copy an organisation that no test changes; it is read only once, which is five times as fast."""
    folders, files = _read(source)
    for path in folders:
        os.makedirs(f"{folder}{path}", exist_ok=True)
    for path, content, mode, times in files:
        target = f"{folder}{path}"
        with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb", 0) as file:
            file.write(content)
        os.utime(target, ns=times)
    return folder


@cache
def _read(source: Path) -> tuple[list[str], list[tuple[str, bytes, int, tuple[int, int]]]]:
    """The folders below one, itself included, and the files with their content, mode and times."""
    folders, files = [], []
    for above, _, names in os.walk(source):
        within = above[len(f"{source}") :]
        folders.append(within)
        for name in names:
            file = Path(above, name)
            about = file.stat()
            times = (about.st_atime_ns, about.st_mtime_ns)
            files.append((f"{within}/{name}", file.read_bytes(), about.st_mode & 0o777, times))
    return folders, files


@cache
def _committed(source: Path) -> Path:
    """The repository to copy, made once; all of it is in one pack, so that there is little to copy."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    copied(source, folder)
    git(folder, "init", "--quiet", "--template=")
    git(folder, "config", "user.email", EMAIL)
    commit(folder)
    git(folder, "repack", "-adq")
    return folder


@cache
def _home() -> Path:
    """A home for whoever runs the commands, outside the data."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def commit(folder: Path) -> None:
    """Commit everything there is."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "As it is")


def tree(folder: Path) -> Tree:
    """Read every file of the work tree; an empty folder counts, for nothing should leave one behind."""
    found: Tree = {}
    for above, folders, files in os.walk(folder):
        if above == str(folder) and ".git" in folders:
            folders.remove(".git")
        prefix = f"{above}/"[len(f"{folder}/") :]
        for name in (*folders, *files):
            path = f"{above}/{name}"
            if os.path.islink(path):
                found[prefix + name] = b"a link"
            elif name in files:
                with open(path, "rb") as file:
                    found[prefix + name] = file.read()
        if prefix and not folders and not files:
            found[prefix] = None
    return dict(sorted(found.items()))


def changes(before: Tree, after: Tree) -> Tree:
    """What is new or different in a tree, and None for each file that is gone."""
    changed: Tree = {path: content for path, content in after.items() if before.get(path, b"\0") != content}
    return changed | {path: None for path in before if path not in after}


def play(*arguments: str, cwd: Path, env: dict[str, str] | None = None, stdin: str = "") -> Done:
    """Run a command in this very process: quicker, where what it does matters more than how it is run."""
    clean: dict[str, str | None] = dict.fromkeys(os.environ)
    with contextlib.chdir(cwd):
        done = typer.testing.CliRunner().invoke(
            app,
            arguments,
            prog_name="wecomplish",
            input=stdin,
            env={**clean, **quiet_environment(_home()), **(env or {})},
            catch_exceptions=False,
        )
    return Done(done.stdout, done.stderr, done.exit_code)
