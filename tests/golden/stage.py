"""Sets an organisation up as a git repository, and sees what a command makes of its files."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from typer.testing import CliRunner

from tests.conftest import EXAMPLE, Done, git, quiet_environment
from wecomplish_cli.cli.app import app

SMALL = Path(__file__).parent / "report-mentorships" / "nobody-mentors" / "org"
"""Three people who bake: enough for most of what is not about the network."""
EMAIL = "kari@fjord.example"
"""Whom git knows in every repository: Kari Hansen, an administrator of the example organisation."""

Tree = dict[str, bytes | None]
"""Path to content; None for a file that is there no more, and for an empty folder."""


def repository(folder: Path, source: Path = EXAMPLE) -> Path:
    """Copy an organisation into a new folder and make that a git repository with one commit."""
    shutil.copytree(source, folder)
    git(folder, "init", "--quiet")
    git(folder, "config", "user.email", EMAIL)
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    """Commit everything there is."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "As it is")


def tree(folder: Path) -> Tree:
    """Read every file of the work tree; an empty folder counts, for nothing should leave one behind."""
    found: Tree = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.partition("/")[0] == ".git":
            continue
        if not path.is_dir() or path.is_symlink():
            found[name] = path.read_bytes() if path.is_file() else b"not a regular file"
        elif not any(path.iterdir()):
            found[f"{name}/"] = None
    return found


def changes(before: Tree, after: Tree) -> Tree:
    """What is new or different in a tree, and None for each file that is gone."""
    changed: Tree = {path: content for path, content in after.items() if before.get(path, b"\0") != content}
    return changed | {path: None for path in before if path not in after}


def play(words: list[str], env: dict[str, str], root: Path) -> Done:
    """Run a command in this very process: quicker, where what it does matters more than how it is run."""
    clean: dict[str, str | None] = dict.fromkeys(os.environ)
    with contextlib.chdir(root):
        done = CliRunner().invoke(app, words, env={**clean, **quiet_environment(root), **env})
    return Done(done.stdout, done.stderr, done.exit_code)
