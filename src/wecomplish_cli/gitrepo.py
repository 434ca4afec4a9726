"""What git knows of a repository: where its folder is, who its user is, what differs from the last commit.

git is called, never through a shell; only `commit` changes a repository. Where git is not installed, or the
folder is in no repository, the answers are None.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from wecomplish_cli.errors import DataError, UnfinishedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def call(folder: Path, *arguments: str, stdin: bytes | None = None) -> bytes | None:
    """Run git in a folder and return what it wrote; None if it failed or is not installed."""
    try:
        done = run(folder, *arguments, stdin=stdin)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def _asked(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    """Ask git something whose answer must not be mistaken; None where git is not installed.

    Raises:
        DataError: if git was stopped, or cannot be started.
    """
    try:
        done = run(folder, *arguments, stdin=None)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DataError(f"git cannot be started: {error.strerror}", "run the command again") from None
    if done.returncode < 0:
        raise DataError(f"git was stopped by signal {-done.returncode}", "run the command again")
    return done


def run(
    folder: Path, *arguments: str, stdin: bytes | None, more: Mapping[str, str] = MappingProxyType({})
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder, with `more` in its environment, and wait for its end, whatever that is.

    Raises:
        OSError: if it is not installed, or cannot be started.
    """
    return subprocess.run(
        ["git", "-C", str(folder), *arguments],
        input=stdin,
        stdin=None if stdin is not None else subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env=environment(more),
    )


def environment(more: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """The environment that git is run in: its words in English, no lock that is not needed."""
    # What stands in for other objects here would show this clone another change than everyone else's.
    ours = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1"}
    return {**os.environ, **ours, **more}


def commit(root: Path, paths: list[str], message: str) -> str | None:
    """Commit exactly these files as they are in the folder, whatever else is staged.

    Hooks and signatures are git's own business, as in any commit. `paths` are relative to the root.

    Returns:
        The commit's short id, or None where git has all of them already as they are.

    Raises:
        UnfinishedError: if git refuses; the files stay as they are, and none of the new ones stays staged.
    """
    tracked = _names(root, "ls-files", "-z", "--full-name")
    differing = (
        _names(root, "diff", "--name-only", "--no-renames", "-z", "HEAD")
        if call(root, "rev-parse", "HEAD")
        else tracked
    )
    new = [path for path in paths if path not in tracked and (root / path).exists()]
    wanted = [path for path in paths if path in tracked & differing] + new
    # What was staged, never committed and is gone now would come back with the next commit.
    gone = [path for path in paths if path in tracked - differing and not (root / path).exists()]
    if gone:
        _with_paths(root, gone, "rm", "--cached", "--quiet")
    if not wanted:
        return None
    refused = _with_paths(root, new, "add", "--intent-to-add") if new else None
    refused = refused or _with_paths(root, wanted, "commit", "--only", "--quiet", "--message", message)
    if refused is None:
        return (call(root, "rev-parse", "--short", "HEAD") or b"").decode().strip()
    if new:
        _with_paths(root, new, "rm", "--cached", "--quiet")
    raise UnfinishedError(
        f"the files are written, but git did not commit them: {refused}",
        "commit them yourself, or take the change back with `wecomplish undo`",
    )


def changed(root: Path, paths: Iterable[str]) -> list[str]:
    """Those of some files that git knows, and that are not as in the last commit."""
    if call(root, "rev-parse", "HEAD") is None:
        return []
    return sorted(_names(root, "diff", "--name-only", "--no-renames", "-z", "HEAD") & set(paths))


def differing(root: Path) -> dict[str, str | None] | None:
    """What the last commit has instead of the files of a folder: path relative to it → object id.

    Only files that git knows are listed; None is for one that was not there, or was no regular file. Without
    git, the answer is None.

    Raises:
        DataError: if there is a repository, but git cannot compare the files with its last commit.
    """
    # Unlike `diff`, it writes no index when it only looks.
    quiet = ("--untracked-files=no", "--ignore-submodules=all", "--no-renames")
    done = _asked(root, "status", "--porcelain=v2", "-z", *quiet, "--", ".")
    if done is None or (done.returncode != 0 and call(root, "rev-parse", "--git-dir") is None):
        return None
    if done.returncode != 0:
        said = f"git cannot compare the data with its last commit: {complaint(done)}"
        raise DataError(said, "mend that first; `git status` shows it too")
    lines = [line for line in done.stdout.decode("utf-8", "surrogateescape").split("\0") if line]
    within = prefix(root) if lines else ""
    found: dict[str, str | None] = {}
    for line in lines:
        # In the midst of a merge, the second of three versions is that of the last commit.
        mode_at, id_at, path_at = (4, 8, 10) if line.startswith("u") else (3, 6, 8)
        fields = line.split(" ", path_at)
        path = fields[path_at].removeprefix(within)
        found[path] = fields[id_at] if fields[mode_at].startswith("100") else None
    return found


def _names(root: Path, *arguments: str) -> set[str]:
    """The paths that git lists, as far as they lie below the root, relative to it."""
    within = prefix(root)
    names = (call(root, *arguments) or b"").decode("utf-8", "surrogateescape").split("\0")
    return {name.removeprefix(within) for name in names if name and name.startswith(within)}


def _with_paths(root: Path, paths: list[str], *arguments: str) -> str | None:
    """Run git on files of the folder; returns why it refused, or None."""
    listing = "\0".join(paths).encode()
    # None of the paths is a pattern, and there may be more than fit on a command line.
    pathspecs = ("--pathspec-from-file=-", "--pathspec-file-nul")
    try:
        done = run(root, "--literal-pathspecs", *arguments, *pathspecs, stdin=listing)
    except OSError as error:
        return str(error)
    return (
        None
        if done.returncode == 0
        else complaint(done) or f"git {arguments[0]} exits with {done.returncode}"
    )


def complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    """What git complained of, on one line."""
    return " ".join(done.stderr.decode("utf-8", "replace").split())


def state_folder(root: Path) -> Path | None:
    """Find the folder in git's own folder where this dataset's lock and journal lie; None without git.

    A repository may hold several datasets, and a repository several work trees: each has its own.

    Raises:
        DataError: if there may be a repository, but git does not answer.
    """
    done = _asked(root, "rev-parse", "--git-path", "wecomplish", "--show-prefix")
    if done is None or (b"not a git repository" in done.stderr and not _shows_repository(root)):
        return None
    lines = done.stdout.decode("utf-8", "surrogateescape").splitlines()
    if done.returncode != 0 or not lines:
        # Taken for no repository, the lock would be another than the one that others hold.
        said = complaint(done) or "it answers nothing"
        raise DataError(f"git cannot be used here: {said}", "mend that first; `git status` shows it too")
    return root / lines[0] / (lines[1] if len(lines) > 1 else "")


def require_repository(root: Path) -> None:
    """Make sure that there is a git that can be asked.

    Raises:
        DataError: if it is not installed, or the folder is in no repository.
    """
    if shutil.which("git") is None:
        raise DataError("git is not installed, or not on PATH", "install it; history is read with it")
    if state_folder(root) is None:
        raise DataError(
            "there is no git here, so there is no history to read", "git init, and commit the data"
        )


def _shows_repository(root: Path) -> bool:
    """Whether a folder of git's lies here or above: git says the same where it cannot open one."""
    return any((folder / ".git").exists() for folder in (root, *root.absolute().parents))


def prefix(root: Path) -> str:
    """The path of a folder within its repository, empty or ending in a slash."""
    answer = call(root, "rev-parse", "--show-prefix")
    return answer.decode("utf-8", "surrogateescape").strip() if answer else ""


def top(root: Path) -> Path | None:
    """Find the top folder of the repository; None without git."""
    answer = call(root, "rev-parse", "--show-toplevel")
    return Path(answer.decode("utf-8", "surrogateescape").rstrip("\n")) if answer else None


def hook(root: Path, name: str) -> Path | None:
    """Find a hook of the repository; None where there is none."""
    answer = call(root, "rev-parse", "--git-path", f"hooks/{name}")
    path = root / answer.decode("utf-8", "surrogateescape").rstrip("\n") if answer else None
    return path if path and path.is_file() else None


def has(root: Path, name: str) -> bool:
    """Whether git's own folder holds something of this name."""
    answer = call(root, "rev-parse", "--git-path", name)
    return answer is not None and (root / answer.decode("utf-8", "surrogateescape").rstrip("\n")).exists()


def editor(root: Path) -> str | None:
    """Read which editor git would open; None without git."""
    answer = call(root, "var", "GIT_EDITOR")
    return answer.decode("utf-8", "replace").strip() or None if answer else None


def user_email(root: Path) -> str | None:
    """Read the e-mail address that git would sign a commit with; None if none is set."""
    return _setting(root, "user.email")


def user_name(root: Path) -> str | None:
    """Read the name that git would sign a commit with; None if none is set."""
    return _setting(root, "user.name")


def _setting(root: Path, key: str) -> str | None:
    done = _asked(root, "config", key)
    return done.stdout.decode("utf-8", "replace").strip() or None if done else None
