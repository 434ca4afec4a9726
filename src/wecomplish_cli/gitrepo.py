"""What git knows: where its folder is, who its user is, and the files of a commit.

git is called, never through a shell; only `commit` changes a repository. Where git is not installed, or the
folder is in no repository, the answers are None.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from wecomplish_cli.errors import DataError, UnfinishedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MAX_FILES = 500_000
"""Files of a commit that are looked at; more are refused."""


def call(folder: Path, *arguments: str, stdin: bytes | None = None) -> bytes | None:
    """Run git in a folder and return what it wrote; None if it failed or is not installed."""
    try:
        done = _run(folder, *arguments, stdin=stdin)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def _asked(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    """Ask git something whose answer must not be mistaken; None where git is not installed.

    Raises:
        DataError: if git was stopped, or cannot be started.
    """
    try:
        done = _run(folder, *arguments, stdin=None)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DataError(f"git cannot be started: {error.strerror}", "run the command again") from None
    if done.returncode < 0:
        raise DataError(f"git was stopped by signal {-done.returncode}", "run the command again")
    return done


def _run(
    folder: Path, *arguments: str, stdin: bytes | None, more: Mapping[str, str] = MappingProxyType({})
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["git", "-C", str(folder), *arguments],
        input=stdin,
        stdin=None if stdin is not None else subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env=_environment(more),
    )


def _environment(more: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    # What stands in for other objects here would show this clone another change than everyone else's.
    ours = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1"}
    return {**os.environ, **ours, **more}


def _listed(folder: Path, tree: str, *options: str) -> list[bytes] | None:
    """List what a commit or tree holds, and no further than up to a limit; None if it holds more.

    A tree that git has once may stand in others any number of times: a few kB can be a billion files.
    """
    command = ["git", "-C", str(folder), "ls-tree", "-r", "-t", "-z", *options, tree]
    null = subprocess.DEVNULL
    try:
        running = subprocess.Popen(
            command, env=_environment(), stdin=null, stdout=subprocess.PIPE, stderr=null
        )
    except OSError:
        return []
    with running:
        assert running.stdout is not None  # noqa: S101 - as asked for
        read, entries = [], 0
        while entries <= MAX_FILES and (part := running.stdout.read(1 << 20)):
            read.append(part)
            entries += part.count(b"\0")
        if entries > MAX_FILES:
            running.kill()
            return None
    return b"".join(read).split(b"\0")[:-1]


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
        said = f"git cannot compare the data with its last commit: {_said(done)}"
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
        done = _run(root, "--literal-pathspecs", *arguments, *pathspecs, stdin=listing)
    except OSError as error:
        return str(error)
    return None if done.returncode == 0 else _said(done) or f"git {arguments[0]} exits with {done.returncode}"


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
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
        said = _said(done) or "it answers nothing"
        raise DataError(f"git cannot be used here: {said}", "mend that first; `git status` shows it too")
    return root / lines[0] / (lines[1] if len(lines) > 1 else "")


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


def commit_before(root: Path, revision: str, seconds: int) -> str | None:
    """Find the newest commit up to a revision made before a time (since 1970, UTC); None if there is none."""
    found = call(root, "rev-list", "-1", f"--before={seconds}", "--end-of-options", revision)
    return found.decode().strip() or None if found else None


def texts_at(root: Path, commit: str, paths: Iterable[str]) -> dict[str, bytes]:
    """Read those of some files below the folder that a commit has: path relative to it → content."""
    names = {path: f"{commit}:./{path}" for path in paths}
    found = blobs(root, names.values())
    return {path: found[name] for path, name in names.items() if name in found}


def common_ancestor(root: Path, base: Commit, head: Commit) -> str | None:
    """Find where two commits' histories part; None if git knows no such commit."""
    found = call(root, "merge-base", base.id(), head.id())
    return found.decode().split("\n")[0] if found else None


def is_shallow(root: Path) -> bool:
    """Whether the repository lacks the older part of its history."""
    return (call(root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"


def merged(root: Path, base: Commit, head: Commit) -> tuple[Tree, list[str]]:
    """Merge two commits as a platform would, among git's objects only; returns also the files in conflict.

    No attribute, filter, hook or driver that a change may bring has a say: git looks for them in an empty
    folder. What the change names twice stays so, for git takes either.

    Raises:
        DataError: if git cannot merge at all.
    """
    folder = call(root, "rev-parse", "--absolute-git-dir")
    with tempfile.TemporaryDirectory(prefix="wecomplish-") as empty:
        environment = {"GIT_WORK_TREE": empty, "GIT_INDEX_FILE": f"{empty}/index"}
        done = _run(
            Path(empty),
            *("-c", f"core.attributesFile={os.devnull}", "-c", "merge.renormalize=false"),
            *("--git-dir", os.fsdecode((folder or b"").rstrip(b"\n"))),
            *("merge-tree", "--write-tree", "--no-messages", "--name-only", "-z", base.id(), head.id()),
            stdin=None,
            more=environment,
        )
    if done.returncode not in (0, 1):
        said = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise DataError(
            f"git cannot merge them: {said}", "git 2.38 or newer is needed; `git merge` says more"
        )
    tree, *conflicts = done.stdout.decode("utf-8", "surrogateescape").split("\0")
    twice = frozenset(path for path, blob in head.blobs().items() if blob.mode == "twice")
    return Tree(root, tree, twice), [each for each in conflicts if each]


def differing_paths(root: Path, before: str, after: str) -> list[str]:
    """List every path of the repository that differs between two commits or trees, relative to its top."""
    listing = call(root, "diff-tree", "-r", "-z", "--name-only", "--no-renames", before, after)
    return (listing or b"").decode("utf-8", "surrogateescape").split("\0")[:-1]


def remoded_paths(root: Path, before: str, after: str) -> list[str]:
    """List the paths that become something else than a plain file between two commits or trees.

    They become an executable file, a link, or a repository of its own, and were not before.
    """
    listing = call(root, "diff-tree", "-r", "-z", "--raw", "--no-renames", before, after) or b""
    parts = listing.decode("utf-8", "surrogateescape").split("\0")
    found = []
    for about, path in zip(parts[::2], parts[1::2], strict=False):
        old, new, *_ = about.removeprefix(":").split()
        if new not in (old, "100644", "000000"):
            found.append(path)
    return found


@dataclass(frozen=True)
class Blob:
    """A file of a commit."""

    mode: str
    """As git has it, such as `100644` or `120000` for a link; `twice` where the tree names it twice."""
    id: str
    size: int
    """In bytes."""

    @property
    def regular(self) -> bool:
        """Whether it is a file, and nothing else."""
        return self.mode.startswith("100")


@dataclass(frozen=True)
class Commit:
    """The files of one commit below a folder, read from git's objects; nothing is checked out."""

    root: Path
    revision: str

    def id(self) -> str:
        """Find the commit's id.

        Raises:
            DataError: if there is no such commit.
        """
        name = f"{self.revision}^{{commit}}"
        found = call(self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
        if found is None:
            raise DataError(
                f"git knows no commit `{self.revision}` here",
                "name a branch, tag or commit of this repository, or fetch it first "
                "(git fetch origin BRANCH; git fetch --unshallow for older ones)",
            )
        return found.decode().strip()

    def time(self) -> int:
        """When it was committed, in seconds since 1970 (UTC)."""
        return int(call(self.root, "show", "-s", "--format=%ct", self.id()) or b"0")

    def blobs(self) -> dict[str, Blob]:
        """List every file below the folder by its path relative to it.

        Raises:
            DataError: if there is no such commit, or it holds more than `MAX_FILES`.
        """
        listing = _listed(self.root, self.id(), "--long")
        if listing is None:
            raise self._too_many()
        found: dict[str, Blob] = {}
        for line in listing:
            about, _, path = line.partition(b"\t")
            mode, _, object_id, size = about.decode().split()
            name = path.decode("utf-8", "surrogateescape")
            blob = Blob(mode, object_id, int(size) if size.isdigit() else 0)
            # A tree may name a file twice, or a folder; git itself would take either.
            found[name] = replace(blob, mode="twice") if name in found else blob
        folders = {name for name, blob in found.items() if blob.mode == "040000"}
        return {name: blob for name, blob in found.items() if name not in folders}

    def require_few(self) -> None:
        """Make sure that the whole repository, not only the folder, has no more files than can be looked at.

        Raises:
            DataError: if it has.
        """
        if _listed(self.root, self.id(), "--full-tree", "--name-only") is None:
            raise self._too_many()

    def _too_many(self) -> DataError:
        return DataError(
            f"`{self.revision}` holds more than {MAX_FILES:,} files",
            "no organisation is so large; look at what was added",
        )

    def contents(self, object_ids: list[str]) -> list[bytes]:
        """Read blobs, in the order given.

        Raises:
            DataError: if git lacks one of them.
        """
        found = blobs(self.root, object_ids)
        for each in object_ids:
            if each not in found:
                said = f"git cannot read its object {each}"
                raise DataError(said, "git fetch brings what is missing; `git fsck` says what is wrong")
        return [found[object_id] for object_id in object_ids]


def blobs(root: Path, object_ids: Iterable[str]) -> dict[str, bytes]:
    """Read blobs by their object ids, or other names that git knows them by; without those that it lacks."""
    wanted = list(dict.fromkeys(object_ids))
    listing = "".join(f"{object_id}\n" for object_id in wanted).encode()
    answer = call(root, "cat-file", "--batch", stdin=listing) or b""
    found, at = {}, 0
    for object_id in wanted:
        header_end = answer.find(b"\n", at)
        header = answer[at : max(header_end, at)].split()
        at = header_end + 1
        if len(header) == 3 and header[1] == b"blob":
            size = int(header[2])
            found[object_id] = answer[at : at + size]
            at += size + 1
    return found


@dataclass(frozen=True)
class Tree(Commit):
    """The files of a tree, which is a commit's content without its history; `revision` is its id."""

    twice: frozenset[str] = frozenset()
    """Files and folders that what it came of names twice."""

    def id(self) -> str:
        """The tree's id."""
        return self.revision

    def blobs(self) -> dict[str, Blob]:
        """List every file below the folder, as `Commit.blobs` does."""
        return super().blobs() | {path: Blob("twice", "", 0) for path in self.twice}


@dataclass(frozen=True)
class FileChange:
    """What a commit did to one file: its object ids before and after, None where there was no file."""

    old_path: str
    """The path before; another one where the file was renamed."""
    path: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Revision:
    """A commit, and which of some files it changed."""

    id: str
    seconds: int
    """When it was committed, since 1970 (UTC)."""
    files: tuple[FileChange, ...]


def revisions(root: Path, paths: Iterable[str], *filters: str) -> list[Revision] | None:
    """List the commits that led to the present one and changed some files or folders, parents first.

    Merges are left out: what they brought in has commits of its own. A file is taken for renamed where three
    quarters of it stayed. None where git cannot tell, for instance before the first commit.
    """
    # What a user may have set for `git log` must not change what is read here.
    settings = ("-c", "log.showRoot=true", "-c", "log.showSignature=false", "-c", "log.follow=false")
    shape = ("--date-order", "--reverse", "--no-merges", "--raw", "--no-abbrev", "--find-renames=75%", "-z")
    where = ("--relative", "--no-color", "--format=%H %ct", *filters, "HEAD", "--", *paths)
    answer = call(root, "--literal-pathspecs", *settings, "log", *shape, *where)
    return None if answer is None else list(_revisions(answer))


def _revisions(answer: bytes) -> Iterator[Revision]:
    parts = iter(answer.decode("utf-8", "surrogateescape").split("\0"))
    about: list[str] = []
    files: list[FileChange] = []
    for part in parts:
        if part.lstrip().startswith(":"):
            old_mode, new_mode, old, new, status = part.lstrip()[1:].split()
            old_path = next(parts)
            path = next(parts) if status.startswith("R") else old_path
            was, is_now = old if int(old_mode, 8) else None, new if int(new_mode, 8) else None
            files.append(FileChange(old_path, path, was, is_now))
            continue
        if files:
            yield Revision(about[0], int(about[1]), tuple(files))
        about, files = part.split(), []
