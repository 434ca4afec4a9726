"""What git knows of a repository: where its folder is, who its user is, what differs from the last commit.

git is called, never through a shell; only `commit` changes a repository. Where git is not installed, or the
folder is in no repository, the answers are None.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from wecomplish_cli import gitcall
from wecomplish_cli.errors import DataError, UnfinishedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


WHEN_COMMITTING = ("i18n.commitEncoding=utf-8", "core.safecrlf=false", "add.ignoreErrors=false")
"""Settings of a commit: the message and the files are what they are, and all are taken or none."""


def call(folder: Path, *arguments: str, stdin: bytes | None = None) -> bytes | None:
    """Run git in a folder and return what it wrote; None if it failed or is not installed."""
    try:
        done = run(folder, *arguments, stdin=stdin)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def asked(folder: Path, *arguments: str, doing: str = "git cannot be used here") -> bytes:
    """Run git in a folder and return what it wrote, where nothing else will do.

    Raises:
        DataError: if it fails, which begins with what it was `doing`.
    """
    done = _answered(folder, *arguments)
    if done is None:
        found = gitcall.repository(folder)
        raise DataError(
            f"{found or folder} needs git, which is not installed or not on PATH",
            f"install git {'.'.join(map(str, gitcall.OLDEST))} or newer",
        )
    if b"safe.bareRepository" in done.stderr:
        raise DataError(
            f"there is a git repository among the files of {folder}: {complaint(done)}",
            "delete its HEAD, config, objects and refs: they are not data, and git would do what they say",
        )
    if done.returncode != 0:
        said = complaint(done) or f"it ends with {done.returncode}"
        raise DataError(f"{doing}: {said}", "mend that first; `git status` shows it too")
    return done.stdout


def _answered(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
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
    folder: Path,
    *arguments: str,
    stdin: bytes | None,
    more: Mapping[str, str] = MappingProxyType({}),
    committing: bool = False,
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder, with `more` in its environment, and wait for its end, whatever that is.

    Raises:
        OSError: if it is not installed, or cannot be started.
        DataError: if it is too old.
    """
    command, environment = gitcall.prepared(folder, *arguments, more=more, committing=committing)
    return subprocess.run(
        command,
        input=stdin,
        stdin=None if stdin is not None else subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env=environment,
    )


def commit(root: Path, paths: list[str], message: str) -> str | None:
    """Commit exactly these files as they are in the folder, whatever else is staged.

    Hooks and signatures are git's own business, as in any commit. `paths` are relative to the root.

    Returns:
        The commit's short id, or None where git has all of them already as they are.

    Raises:
        UnfinishedError: if git refuses; the files stay as they are, and none of the new ones stays staged.
    """
    tracked = set(_texts(asked(root, "ls-files", "-z")))
    at_head = _at_last_commit(root, committing=True)
    there = {path for path in paths if os.path.lexists(root / path)}
    # What was staged, never committed and is gone now would come back with the next commit.
    gone = [path for path in paths if path in at_head and at_head[path] == NOTHING and path not in there]
    wanted = [path for path in paths if path not in gone and (path in at_head or path in there - tracked)]
    new = [path for path in wanted if path not in tracked and path in there]
    _forget(root, gone)
    if not wanted:
        return None
    refused = _committed(root, new, "add", "--intent-to-add")
    refused = refused or _committed(root, wanted, "commit", "--only", "--quiet", *_as_is(message))
    if refused is None:
        return asked(root, "-c", "core.abbrev=auto", "rev-parse", "--short", "HEAD").decode().strip()
    _forget(root, new)
    raise UnfinishedError(
        f"the files are written, but git did not commit them: {refused}",
        "commit them yourself, or take the change back with `wecomplish undo`",
    )


def _as_is(message: str) -> tuple[str, ...]:
    """A commit's message as arguments: a name in it may begin with the sign of a comment."""
    return "--no-edit", "--cleanup=whitespace", "--message", message


def changed(root: Path, paths: Iterable[str]) -> list[str]:
    """Those of some files that git knows, and that are not as in the last commit; none before the first.

    Raises:
        DataError: if git cannot compare them.
    """
    if call(root, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        return []
    return sorted(_at_last_commit(root).keys() & set(paths))


def differing(root: Path) -> dict[str, str | None] | None:
    """What the last commit has instead of the files of a folder: path relative to it → object id.

    Only files that git knows are listed; None is for one that was not there, or was no regular file. Without
    git, the answer is None.

    Raises:
        DataError: if there is a repository, but git cannot compare the files with its last commit.
    """
    if gitcall.repository(root) is None:
        return None
    found = _at_last_commit(root)
    return {path: name if mode.startswith("100") else None for path, (mode, name) in found.items()}


def uncommitted(root: Path) -> int:
    """Count the files below a folder that are not as in the last commit, or that git does not know yet.

    Raises:
        DataError: if git cannot compare them.
    """
    unknown = asked(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return len(_at_last_commit(root)) + len(_texts(unknown))


NOTHING = ("000000", "")
"""Mode and object id of what is not there."""


def _at_last_commit(root: Path, committing: bool = False) -> dict[str, tuple[str, str]]:
    """Mode and object id, in the last commit, of the files below a folder that git knows and that differ.

    Raises:
        DataError: if git cannot compare them.
    """
    doing = "git cannot compare the data with its last commit"
    filters = () if committing else _without_filters(root)
    # Unlike `diff-files`, it compares the content of what is only touched; neither writes the index.
    touched = set(_texts(asked(root, *filters, "ls-files", "-m", "-z", "--", ".", doing=doing)))
    in_index = _texts(asked(root, "ls-files", "-s", "-z", "--", ".", doing=doing)) if touched else []
    index = ((path, about.split(" ")) for about, _, path in (each.partition("\t") for each in in_index))
    found = {path: (mode, name) for path, (mode, name, _) in index if path in touched}
    options = ("--raw", "-z", "--no-abbrev", "--no-renames", "--relative", "--ignore-submodules=all")
    staged = call(root, "diff-index", "--cached", *options, "HEAD", "--", ".")
    if staged is None:
        if call(root, "rev-parse", "--verify", "--quiet", "HEAD"):
            raise DataError(f"{doing}: it cannot read that commit", "`git fsck` says what is wrong")
        return dict.fromkeys(_texts(asked(root, "ls-files", "-z", "--", ".", doing=doing)), NOTHING)
    parts = _texts(staged)
    for about, path in zip(parts[::2], parts[1::2], strict=True):
        mode, _, name, *_ = about.removeprefix(":").split(" ")
        found[path] = NOTHING if mode == NOTHING[0] else (mode, name)
    return found


def _without_filters(root: Path) -> tuple[str, ...]:
    """Options that turn off the filters of all settings, which git would run to compare a file."""
    found = call(root, "config", "-z", "--name-only", "--get-regexp", r"^filter\.")
    return tuple(f"--config-env={name}={gitcall.EMPTY}" for name in _texts(found or b""))


def _texts(listing: bytes) -> list[str]:
    """What git lists with `-z`."""
    return listing.decode("utf-8", "surrogateescape").split("\0")[:-1]


def _forget(root: Path, paths: list[str]) -> None:
    """Take files out of the index; where git refuses, they stay in it."""
    if paths:
        call(root, "update-index", "--force-remove", "-z", "--stdin", stdin=_listing(paths))


def _listing(paths: Iterable[str]) -> bytes:
    return "".join(f"{path}\0" for path in paths).encode("utf-8", "surrogateescape")


def _committed(root: Path, paths: list[str], *arguments: str) -> str | None:
    """Run git, with hooks and filters, on files of the folder; returns why it refused, or None."""
    if not paths:
        return None
    # There may be more than fit on a command line, and none of them is a pattern; a variable that says so
    # would say it to hooks too.
    listing = _listing(f":(literal){path}" for path in paths)
    pathspecs = ("--pathspec-from-file=-", "--pathspec-file-nul")
    settings = (part for each in WHEN_COMMITTING for part in ("-c", each))
    try:
        done = run(root, *settings, *arguments, *pathspecs, stdin=listing, committing=True)
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
        DataError: if there is a repository, but git is not installed or does not answer, or a link leads out.
    """
    if gitcall.repository(root) is None:
        return None
    # Taken for no repository, the lock would be another than the one that others hold.
    said = asked(root, "rev-parse", "--git-path", "wecomplish", "--show-prefix")
    above, _, within = os.fsdecode(said).partition("/wecomplish\n")
    folder = root / above
    for part in ("wecomplish", *PurePosixPath(within.removesuffix("\n")).parts):
        folder /= part
        if folder.is_symlink():
            raise DataError(f"{folder}, where lock and journal are kept, is a link", "delete it")
    return folder


def stands(root: Path) -> str:
    """Tell where git stands: on which branch, at which commit, after how many resets.

    Raises:
        DataError: if git does not answer.
    """
    said = [_line(root, "symbolic-ref", "--quiet", "HEAD")]
    said.append(_line(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"))
    if said[-1]:
        # A reset to the commit where HEAD is already leaves no other trace.
        resets = ("--walk-reflogs", "--grep-reflog=^reset:", "--count")
        said.append(_line(root, "rev-list", *resets, "HEAD", "--"))
    return " ".join(filter(None, said))


def ignored(root: Path, paths: list[str]) -> set[str]:
    """Those of some files that git is told to ignore, and does not know; none without git."""
    # It takes paths, no patterns, and refuses to be told so.
    more = {"GIT_LITERAL_PATHSPECS": "0"}
    try:
        done = run(root, "check-ignore", "-z", "--stdin", stdin=_listing(paths), more=more)
    except OSError:
        return set()
    return set(_texts(done.stdout)) & set(paths)


def _line(root: Path, *arguments: str) -> str:
    """Ask git for one line; empty where it says that there is none.

    Raises:
        DataError: if git fails otherwise.
    """
    done = _answered(root, *arguments)
    if done is None or done.returncode not in (0, 1):
        said = complaint(done) if done else "it is not installed"
        raise DataError(f"git cannot be used here: {said}", "mend that first; `git status` shows it too")
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def require_repository(root: Path) -> None:
    """Make sure that there is a git that can be asked.

    Raises:
        DataError: if it is not installed, or the folder is in no repository.
    """
    if state_folder(root) is None:
        raise DataError(
            "there is no git here, so there is no history to read", "git init, and commit the data"
        )


def prefix(root: Path) -> str:
    """The path of a folder within its repository, empty or ending in a slash.

    Raises:
        DataError: if there is a repository, but git is not installed or does not answer.
    """
    if gitcall.repository(root) is None:
        return ""
    answer = asked(root, "rev-parse", "--show-prefix")
    return answer.decode("utf-8", "surrogateescape").removesuffix("\n")


def top(root: Path) -> Path | None:
    """Find the top folder of the repository; None without git."""
    answer = call(root, "rev-parse", "--show-toplevel")
    return Path(answer.decode("utf-8", "surrogateescape").rstrip("\n")) if answer else None


def hook(root: Path, name: str) -> Path | None:
    """Find a hook of the repository; None where there is none."""
    try:
        done = run(root, "rev-parse", "--git-path", f"hooks/{name}", stdin=None, committing=True)
    except OSError:
        return None
    path = root / os.fsdecode(done.stdout.removesuffix(b"\n"))
    return path if done.returncode == 0 and path.is_file() else None


def has(root: Path, name: str) -> bool:
    """Whether git's own folder holds something of this name."""
    answer = call(root, "rev-parse", "--git-path", name)
    return answer is not None and (root / answer.decode("utf-8", "surrogateescape").rstrip("\n")).exists()


def editor(root: Path) -> str | None:
    """Read which editor git would open, whatever the repository's own settings say; None without git."""
    # The repository may be somebody else's.
    answer = call(root, f"--git-dir={os.devnull}", "var", "GIT_EDITOR")
    return answer.decode("utf-8", "replace").strip() or None if answer else None


def user_email(root: Path) -> str | None:
    """Read the e-mail address that git would sign a commit with; None if none is set."""
    return _setting(root, "user.email")


def user_name(root: Path) -> str | None:
    """Read the name that git would sign a commit with; None if none is set."""
    return _setting(root, "user.name")


def _setting(root: Path, key: str) -> str | None:
    done = _answered(root, "config", "--get", key)
    return done.stdout.decode("utf-8", "replace").strip() or None if done else None
