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

from wecomplish_cli.errors import DataError, UnfinishedError
from wecomplish_cli.git import calls

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


WHEN_COMMITTING = (
    *("i18n.commitEncoding=utf-8", "core.safecrlf=false", "core.ignoreStat=false"),
    *("add.ignoreErrors=false", f"diff.orderFile={os.devnull}"),
)
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
    return _output(folder, _answered(folder, *arguments), doing)


def _output(folder: Path, done: subprocess.CompletedProcess[bytes] | None, doing: str) -> bytes:
    if done is None:
        found = calls.repository(folder)
        raise DataError(
            f"{found or folder} needs git, which is not installed or not on PATH",
            f"install git {'.'.join(map(str, calls.OLDEST))} or newer",
        )
    if b"safe.bareRepository" in done.stderr:
        raise DataError(
            f"there is a git repository among the files of {folder}: {complaint(done)}",
            "delete its HEAD, config, objects and refs: they are not data, and git would do what they say",
        )
    if done.returncode != 0:
        said = complaint(done) or f"it ends with {done.returncode}"
        raise DataError(f"{doing}: {said}", "fix that first; `git status` shows it too")
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
    command, environment = calls.prepared(folder, *arguments, more=more, committing=committing)
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
    try:
        wanted, new = _to_commit(root, paths)
    except DataError as error:
        raise _uncommitted(error.message) from None
    if not wanted:
        return None
    refused = _committed(root, new, "add", "--intent-to-add", "--sparse")
    refused = refused or _committed(root, wanted, "commit", "--only", "--quiet", *_as_is(message))
    if refused is not None:
        _forget(root, new)
        raise _uncommitted(refused)
    said = call(root, "-c", "core.abbrev=auto", "rev-parse", "--short", "HEAD") or b"HEAD"
    return said.decode().strip()


def _to_commit(root: Path, paths: list[str]) -> tuple[list[str], list[str]]:
    """Find which of some files differ from the last commit, and which of these git does not know yet."""
    index, modified = _indexed(root)
    at_head = {path: index[path] for path in modified} | _staged(root)
    there = {path for path in paths if os.path.lexists(root / path)}
    # What was staged, never committed and is gone now would come back with the next commit.
    gone = [path for path in paths if at_head.get(path) == NOTHING and path not in there]
    _forget(root, gone)
    wanted = [
        path for path in paths if path not in gone and (path in at_head or path in there - index.keys())
    ]
    return wanted, [path for path in wanted if path not in index and path in there]


def _indexed(root: Path) -> tuple[dict[str, tuple[str, str]], set[str]]:
    """Mode and object id of the files below a folder that git knows, and which of them differ from these.

    Raises:
        DataError: if git cannot compare them.
    """
    index, modified = {}, set()
    for line in _texts(asked(root, "ls-files", "-v", "-m", "-s", "-z", "--", ".", doing=COMPARING)):
        about, _, path = line.partition("\t")
        tag, mode, name, _ = about.split(" ")
        index[path] = mode, name
        if tag in "Cc":
            modified.add(path)
    return index, modified


def _uncommitted(said: str) -> UnfinishedError:
    return UnfinishedError(
        f"the files were written, but git did not commit them: {said}",
        "commit them yourself, or take the change back with `wecomplish undo`",
    )


def _as_is(message: str) -> tuple[str, ...]:
    """A commit's message as arguments: a name in it may begin with the sign of a comment."""
    return "--no-edit", "--cleanup=whitespace", "--message", message


def differing(root: Path) -> dict[str, str | None] | None:
    """What the last commit has instead of the files of a folder: path relative to it → object id.

    Only files that git knows are listed; None is for one that was not there, or was no regular file. Without
    git, the answer is None.

    Raises:
        DataError: if there is a repository, but git cannot compare the files with its last commit.
    """
    if calls.repository(root) is None:
        return None
    found = _at_last_commit(root)
    return {path: name if mode.startswith("100") else None for path, (mode, name) in found.items()}


def uncommitted(root: Path) -> list[str]:
    """List the files below a folder that are not as in the last commit, or that git does not know yet.

    Raises:
        DataError: if git cannot compare them.
    """
    unknown = asked(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return sorted({*_at_last_commit(root), *_texts(unknown)})


NOTHING = ("000000", "")
"""Mode and object id of what is not there."""


COMPARING = "git cannot compare the data with its last commit"


def _at_last_commit(root: Path) -> dict[str, tuple[str, str]]:
    """Mode and object id, in the last commit, of the files below a folder that git knows and that differ.

    Raises:
        DataError: if git cannot compare them.
    """
    modified = touched(root)
    in_index = _texts(asked(root, "ls-files", "-s", "-z", "--", ".", doing=COMPARING)) if modified else []
    index = ((path, about.split(" ")) for about, _, path in (each.partition("\t") for each in in_index))
    return {path: (mode, name) for path, (mode, name, _) in index if path in modified} | _staged(root)


def _staged(root: Path) -> dict[str, tuple[str, str]]:
    """Mode and object id, in the last commit, of the files below a folder that are not so in the index.

    Raises:
        DataError: if git cannot compare them.
    """
    options = ("--raw", "-z", "--no-abbrev", "--no-renames", "--relative", "--ignore-submodules=all")
    try:
        parts = _texts(asked(root, "diff-index", "--cached", *options, "HEAD", "--", ".", doing=COMPARING))
    except DataError:
        if has_commit(root):
            raise
        return dict.fromkeys(_texts(asked(root, "ls-files", "-z", "--", ".", doing=COMPARING)), NOTHING)
    found = {}
    for about, path in zip(parts[::2], parts[1::2], strict=True):
        mode, _, name, *_ = about.removeprefix(":").split(" ")
        found[path] = NOTHING if mode == NOTHING[0] else (mode, name)
    return found


def touched(root: Path) -> set[str]:
    """The files below a folder that git knows and that are not as in its index.

    Raises:
        DataError: if git cannot compare them.
    """
    # Unlike `diff-files`, it compares the content of what is only touched; neither writes the index.
    return set(
        _texts(asked(root, *_without_filters(root), "ls-files", "-m", "-z", "--", ".", doing=COMPARING))
    )


def has_commit(root: Path) -> bool:
    """Whether anything was committed yet."""
    return _found(root, "rev-parse", "--verify", "--quiet", "HEAD") is not None


def _without_filters(root: Path) -> tuple[str, ...]:
    """Options that turn off the filters of all settings, which git would run to compare a file."""
    found = _found(root, "config", "-z", "--name-only", "--get-regexp", r"^filter\.")
    return tuple(f"--config-env={name}={calls.EMPTY}" for name in _texts(found or b""))


def _found(root: Path, *arguments: str) -> bytes | None:
    """Ask git for something that need not be there: None where it is not, which is no failure.

    Raises:
        DataError: if git fails otherwise.
    """
    done = _answered(root, *arguments)
    if done is not None and done.returncode == 1:
        return None
    return _output(root, done, "git cannot be used here")


def left_out(root: Path, *paths: str) -> list[tuple[str, str, str]]:
    """List the files that git has and leaves out of a folder on purpose: (path below it, mode, object id).

    Such are those outside a sparse checkout, and missing ones that git was told to take for unchanged. With
    `paths`, only these are looked for. Without git, there are none.

    Raises:
        DataError: if there is a repository, but git cannot list its files.
    """
    return [each for each in _unwatched(root, *paths) if not os.path.lexists(root / each[0])]


def require_watched(root: Path, paths: Iterable[str]) -> None:
    """Make sure that git looks at some files for changes, so that it can commit them.

    Raises:
        DataError: if it was told not to.
    """
    wanted = set(paths)
    for path, _, _ in _unwatched(root):
        if path in wanted:
            raise DataError(
                f"git was told not to look at {path} for changes, so it would not be committed; "
                "nothing was written",
                f"{_how_to_watch(root, path)}; or leave --commit out",
            )


def _unwatched(root: Path, *paths: str) -> list[tuple[str, str, str]]:
    """List the files below a folder that git was told not to look at: (path below it, mode, object id)."""
    if calls.repository(root) is None:
        return []
    options = ("-v", "--stage", "-z", "--", *paths)
    found = []
    for line in _texts(asked(root, "ls-files", *options, doing="git cannot list its files")):
        # `S` is before what a sparse checkout leaves out, a small letter before what is taken for unchanged.
        if line[0] == "S" or line[0].islower():
            about, _, path = line.partition("\t")
            _, mode, object_id, _ = about.split()
            found.append((path, mode, object_id))
    return found


def how_to_get(root: Path, path: str) -> str:
    """Say how a file that git leaves out of the folder gets there."""
    if _setting(root, "core.sparseCheckout") == "true":
        folder = path.rpartition("/")[0] or path
        return f"git sparse-checkout add {prefix(root)}{folder}, or git sparse-checkout disable"
    return f"{_how_to_watch(root, path)} && git restore {path}"


def _how_to_watch(root: Path, path: str) -> str:
    """Say how git is told to look at a file for changes again."""
    letter = (call(root, "ls-files", "-v", "--", path) or b"S")[:1]
    orders = ["--no-skip-worktree"] if letter in b"Ss" else []
    orders += ["--no-assume-unchanged"] if letter.islower() else []
    return " && ".join(f"git update-index {order} {path}" for order in orders)


def _texts(listing: bytes) -> list[str]:
    """What git lists with `-z`."""
    return listing.decode("utf-8", "surrogateescape").split("\0")[:-1]


def lines(answer: bytes) -> list[str]:
    """The lines that git answers with; a name in them may hold what only Python takes for a line end."""
    return os.fsdecode(answer).split("\n")[:-1]


def _forget(root: Path, paths: list[str]) -> None:
    """Take files out of the index; where git refuses, they stay in it."""
    if paths:
        call(root, "update-index", "--force-remove", "-z", "--stdin", stdin=_listing(paths))


def _listing(paths: Iterable[str]) -> bytes:
    return "".join(f"{path}\0" for path in paths).encode("utf-8", "surrogateescape")


FROM_STDIN = ("--pathspec-from-file=-", "--pathspec-file-nul")
"""Options that let git read from its input which files are meant."""


def pathspecs(paths: Iterable[str]) -> bytes:
    """Name files on git's input: there may be more than fit on a command line, and none is a pattern.

    A variable that says so would say it to hooks too.
    """
    return _listing(f":(literal){path}" for path in paths)


def as_committing() -> list[str]:
    """The settings of a commit, as options of git."""
    return [part for each in WHEN_COMMITTING for part in ("-c", each)]


def _committed(root: Path, paths: list[str], *arguments: str) -> str | None:
    """Run git, with hooks and filters, on files of the folder; returns why it refused, or None."""
    if not paths:
        return None
    try:
        done = run(root, *as_committing(), *arguments, *FROM_STDIN, stdin=pathspecs(paths), committing=True)
    except OSError as error:
        return str(error)
    return (
        None
        if done.returncode == 0
        else complaint(done) or f"git {arguments[0]} exits with {done.returncode}"
    )


def ended(what: str, returncode: int) -> str:
    """How a call of git ended that said nothing."""
    return f"git {what} was stopped" if returncode < 0 else f"git {what} ends with {returncode}"


def complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    """What git complained of, on one line."""
    return " ".join(done.stderr.decode("utf-8", "replace").split())


def state_folder(root: Path) -> Path | None:
    """Find the folder in git's own folder where this dataset's lock and journal lie; None without git.

    A repository may hold several datasets, and a repository several work trees: each has its own.

    Raises:
        DataError: if there is a repository, but git is not installed or does not answer, or a link leads out.
    """
    if calls.repository(root) is None:
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
    said = [*_head(root)]
    if said[-1]:
        # A reset to the commit where HEAD is already leaves no other trace.
        resets = ("--walk-reflogs", "--grep-reflog=^reset:", "--count")
        said.append(_line(root, "rev-list", *resets, "HEAD", "--"))
    return " ".join(filter(None, said))


def _head(root: Path) -> tuple[str, str]:
    """The branch that is checked out and its commit; either is empty where there is none."""
    both = call(root, "rev-parse", "--quiet", "HEAD^{commit}", "--symbolic-full-name", "HEAD") or b""
    commit, _, branch = both.decode("utf-8", "surrogateescape").removesuffix("\n").partition("\n")
    if branch.startswith("refs/"):
        return branch, commit
    # Nothing is committed yet, or no branch is checked out: each is told alone, and so is what is wrong.
    branch = _line(root, "symbolic-ref", "--quiet", "HEAD")
    return branch, _line(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")


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
        raise DataError(f"git cannot be used here: {said}", "fix that first; `git status` shows it too")
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
    if calls.repository(root) is None:
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


def held(root: Path, names: Iterable[str]) -> list[str]:
    """Those of some names that something in git's own folder has."""
    wanted = [*names]
    answer = call(root, "rev-parse", *(part for name in wanted for part in ("--git-path", name))) or b""
    paths = dict(zip(wanted, lines(answer), strict=False))
    return [name for name, path in paths.items() if (root / path).exists()]


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


def set_identity(root: Path, name: str, email: str) -> None:
    """Have git sign commits in this repository, and in no other, with this name and e-mail address.

    Raises:
        DataError: if git refuses.
    """
    for key, value in (("user.name", name), ("user.email", email)):
        asked(root, "config", "--local", key, value, doing="git cannot be told who you are")


def _setting(root: Path, key: str) -> str | None:
    done = _answered(root, "config", "--get", key)
    return done.stdout.decode("utf-8", "replace").strip() or None if done else None
