"""What git's objects hold: the files of a commit or a tree, and of what is staged.

Nothing is checked out, and nothing that a commit brings along has a say in how it is read.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections import Counter
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from wecomplish_cli.errors import DataError, UsageError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.git.calls import prepared
from wecomplish_cli.git.repository import call, complaint, lines, require_repository, run, top

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_REVISION = re.compile(r"((?:[^~^:@]|@(?!\{))*)(.*)", re.DOTALL)
"""A name, and what leads from there to a commit, such as `main` and `~2`."""
_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?", re.ASCII)
_SHORT_ID = re.compile(r"[0-9a-f]{7,39}", re.ASCII)

_TIME = re.compile(r"[0-9]{1,12}", re.ASCII)
"""Seconds since 1970; with more digits, it is after the year 9999."""

MAX_HOLDING = 20
"""Folders that hold a file of some name; more are refused."""

MISSING = (
    "git fetch brings what is missing, and in a partial clone git fetch --refetch --no-filter; "
    "`git fsck` says what is wrong"
)
"""What helps where git cannot read its objects; it is never let fetch them by itself."""

MAX_FILES = 500_000
"""Files of a commit that are looked at; more are refused."""

MAX_LISTING = 1 << 26
"""Bytes of the list of these files, which long names of folders within folders make long."""

WHATEVER_IS_SET = (
    *("--no-renames", "--ignore-submodules=none"),
    *("--no-relative", "--no-ext-diff", "--no-textconv"),
)
"""What a comparison must not depend on."""


def _listed(folder: Path, tree: str, *options: str) -> list[bytes] | None:
    """List what a commit or tree holds, and no further than up to a limit; None if it holds more.

    A tree that git has once may stand in others any number of times: a few kB can be a billion files.

    Raises:
        DataError: if git cannot list all of it.
    """
    null = subprocess.DEVNULL
    try:
        command, environment = prepared(folder, "ls-tree", "-r", "-t", "-z", *options, tree)
        running = subprocess.Popen(command, env=environment, stdin=null, stdout=subprocess.PIPE, stderr=null)
    except OSError:
        raise _unread(tree) from None
    with running:
        assert running.stdout is not None  # noqa: S101 - as asked for
        read, entries, size = [], 0, 0
        while part := running.stdout.read(1 << 20):
            read.append(part)
            entries += part.count(b"\0")
            size += len(part)
            if entries > MAX_FILES or size > MAX_LISTING:
                running.kill()
                return None
    if running.returncode != 0:
        # What git listed until it failed would pass for all there is.
        raise _unread(tree)
    return b"".join(read).split(b"\0")[:-1]


def _unread(tree: str) -> DataError:
    return DataError(f"git cannot read all of {tree}", MISSING)


def commit_before(root: Path, revision: str, seconds: int) -> str | None:
    """Find the newest commit up to a revision made before a time (since 1970, UTC); None if there is none."""
    commit = resolved(root, revision)
    found = call(root, "rev-list", "-1", f"--min-age={max(seconds, 0)}", commit) if commit else None
    return found.decode().strip() or None if found else None


def resolved(root: Path, revision: str) -> str | None:
    """Find the id of the commit that a revision means; None if git knows none.

    A branch comes before a tag of its name, which git itself would take.

    Raises:
        UsageError: if its name could mean several commits.
    """
    found = _REVISION.fullmatch(revision)
    name, rest = found.groups() if found else (revision, "")
    own = name in ("", "@", "HEAD") or _ID.fullmatch(name) or rest.lower().startswith(("@{u", "@{p"))
    ref = name if own else _ref(root, name) or name
    answer = call(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}{rest}^{{commit}}")
    commit = (answer or b"").decode().strip()
    return commit if _ID.fullmatch(commit) else None


def _ref(root: Path, name: str) -> str | None:
    """Find the full name of a branch or tag; None if there is none.

    Raises:
        UsageError: if there are several, and they are not the same commit.
    """
    listing = call(root, "show-ref", "--", name, f"{name}/HEAD") or b""
    refs = [line.partition(" ")[2] for line in lines(listing)]
    branches = {f"refs/heads/{name}", f"refs/remotes/{name}", f"refs/remotes/{name}/HEAD"}
    branches |= {f"refs/{name}"} if name.startswith(("heads/", "remotes/")) else set()
    meant = [ref for ref in refs if ref == name] or [ref for ref in refs if ref in branches]
    if not meant and (meant := [ref for ref in refs if ref in (f"refs/tags/{name}", f"refs/{name}")]):
        # Before the first checkout, the branch that is meant may be known only as some remote's.
        meant += [ref for ref in refs if re.fullmatch(rf"refs/remotes/[^/]+/{re.escape(name)}", ref)]
    commits = call(root, "rev-parse", *(f"{ref}^{{commit}}" for ref in meant)) or b"" if meant[1:] else b""
    if len(set(commits.split())) > 1:
        said = f"`{name}` has several meanings here: {', '.join(meant)}"
        raise UsageError(said, f"write the one you mean in full, such as {meant[0]}")
    if meant and _SHORT_ID.fullmatch(name) and call(root, "rev-parse", f"--disambiguate={name}"):
        said = f"`{name}` is both {meant[0]} and the beginning of an object's id"
        raise UsageError(said, f"write {meant[0]}, or the whole id")
    return meant[0] if meant else None


def texts_at(root: Path, commit: str, paths: Iterable[str]) -> dict[str, bytes]:
    """Read those of some files below the folder that a commit has: path relative to it → content.

    Raises:
        DataError: if git cannot read what it should have.
    """
    names = {path: f"{commit}:./{path}" for path in paths}
    found = _blobs(root, [*names.values()])
    if found is None:
        raise _unread(commit)
    return {path: found[name] for path, name in names.items() if name in found}


def is_shallow(root: Path) -> bool:
    """Whether the repository lacks the older part of its history."""
    return (call(root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"


@frozen
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


@frozen
class Commit:
    """The files of one commit below a folder, read from git's objects; nothing is checked out."""

    root: Path
    revision: str

    def id(self) -> str:
        """Find the commit's id.

        Raises:
            DataError: if there is no such commit.
            UsageError: if its name could mean several.
        """
        return self._id

    @cached_property
    def _id(self) -> str:
        # Looked up once: a branch that moves meanwhile must not be two commits in one answer.
        found = resolved(self.root, self.revision)
        if found is None:
            require_repository(self.root)
            raise DataError(
                f"git does not know a commit `{self.revision}` here",
                "name a branch, tag or commit of this repository, or fetch it first "
                "(git fetch origin BRANCH; git fetch --unshallow for older ones)",
            )
        return found

    def tree(self) -> str:
        """Find the id of the tree with the commit's files."""
        return (call(self.root, "rev-parse", f"{self.id()}^{{tree}}") or b"").decode().strip()

    def time(self) -> int | None:
        """When it was committed, in seconds since 1970 (UTC); None if it does not say so."""
        said = call(self.root, "rev-list", "--no-walk", "--timestamp", self.id()) or b""
        return seconds_of(said.decode().partition(" ")[0])

    def blobs(self) -> Mapping[str, Blob]:
        """List every file below the folder by its path relative to it.

        Raises:
            DataError: if there is no such commit, or it holds more than `MAX_FILES`.
        """
        return self._blobs

    @cached_property
    def _blobs(self) -> dict[str, Blob]:
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

    def named_twice(self) -> list[str]:
        """List what trees of the whole repository, not only of the folder, name twice, relative to its top.

        Raises:
            DataError: if it has more files than can be looked at.
        """
        return self._named_twice

    @cached_property
    def _named_twice(self) -> list[str]:
        listing = _listed(self.root, self.id(), "--full-tree", "--name-only")
        if listing is None:
            raise self._too_many()
        again = [name for name, times in Counter(listing).items() if times > 1]
        return [name.decode("utf-8", "surrogateescape") for name in again]

    def _too_many(self) -> DataError:
        return DataError(
            f"`{self.revision}` holds more than {MAX_FILES:,} files, or longer names than can be listed",
            "no organisation is so large; check what was added",
        )

    def contents(self, object_ids: list[str]) -> list[bytes]:
        """Read blobs, in the order given.

        Raises:
            DataError: if git lacks one of them.
        """
        found = blobs(self.root, object_ids)
        for each in object_ids:
            if each not in found:
                raise DataError(f"git cannot read its object {each}", MISSING)
        return [found[object_id] for object_id in object_ids]


def seconds_of(text: str) -> int | None:
    """Read a commit's time, which may be thousands of digits long; of one without, git says 0."""
    return int(text) or None if _TIME.fullmatch(text) else None


def blobs(root: Path, object_ids: Iterable[str]) -> dict[str, bytes]:
    """Read blobs by their object ids, or other names that git knows them by; without those that it lacks."""
    return _blobs(root, list(dict.fromkeys(object_ids))) or {}


def _blobs(root: Path, wanted: list[str]) -> dict[str, bytes] | None:
    """Read blobs; None if git failed, as where a partial clone cannot fetch what it lacks."""
    listing = "".join(f"{object_id}\n" for object_id in wanted).encode()
    answer = call(root, "cat-file", "--batch", stdin=listing)
    if answer is None:
        return None
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


@frozen
class Tree(Commit):
    """The files of a tree, which is a commit's content without its history; `revision` is its id."""

    twice: frozenset[str] = frozenset()
    """Files and folders that what it came of names twice."""

    def id(self) -> str:
        """The tree's id."""
        return self.revision

    def blobs(self) -> Mapping[str, Blob]:
        """List every file below the folder, as `Commit.blobs` does."""
        return {**super().blobs(), **{path: Blob("twice", "", 0) for path in self.twice}}


@frozen
class LeftOut(Commit):
    """The files that git has and leaves out of the folder, as they are in the index."""

    files: tuple[tuple[str, str, str], ...] = ()
    """Each with its path, mode and object id."""

    def blobs(self) -> dict[str, Blob]:
        """List them by their paths.

        Raises:
            DataError: if git lacks one of them.
        """
        listing = "".join(f"{object_id}\n" for _, _, object_id in self.files).encode()
        answer = call(self.root, "cat-file", "--batch-check=%(objectsize)", stdin=listing) or b""
        sizes = answer.decode().split("\n")[:-1]
        if len(sizes) != len(self.files) or not all(size.isdigit() for size in sizes):
            raise DataError("git cannot read all files that it leaves out of the folder", MISSING)
        each = zip(self.files, sizes, strict=True)
        return {path: Blob(mode, object_id, int(size)) for (path, mode, object_id), size in each}


def staged(root: Path) -> Tree:
    """Find the tree that the next commit would have.

    Raises:
        DataError: if there would be none: without git, or in the midst of a conflict.
    """
    require_repository(root)
    # In a hook, git names the index that is to be committed in the environment.
    done = run(root, "write-tree", stdin=None)
    if done.returncode != 0:
        said = f"git cannot say what would be committed: {complaint(done)}"
        raise DataError(said, "resolve the conflicts and `git add` the files; `git status` shows it")
    return Tree(root, done.stdout.decode().strip())


def holding(root: Path, commit: str, name: str) -> dict[str, Tree]:
    """Find the folders of a commit, anywhere in the repository, that hold a file of a name: path → tree.

    Raises:
        DataError: if git cannot list all of the commit, or there are more than `MAX_HOLDING`.
    """
    listing = _listed(root, commit, "--full-tree", "--name-only")
    found = [path for path in listing or () if path.rpartition(b"/")[2] == name.encode()]
    if listing is None or len(found) > MAX_HOLDING:
        said = f"{commit} holds more files than can be looked at, or more than {MAX_HOLDING} named {name}"
        raise DataError(said, "check what was added")
    folders = [os.fsdecode(path.rpartition(b"/")[0]) for path in found]
    ids = {folder: call(root, "rev-parse", "--verify", f"{commit}:{folder}") for folder in folders}
    if None in ids.values():
        raise _unread(commit)
    # At the top of the repository, git lists a tree whole.
    above = top(root) or root
    return {folder: Tree(above, (tree or b"").decode().strip()) for folder, tree in ids.items()}


MAX_DELETING = 500
"""Commits that changed files of a name, which are looked at for deletions; more are refused."""


def deleted_with(root: Path, commit: str, name: str) -> list[Tree]:
    """Find each folder with a file of a name that a commit in the history of one deleted, as it was before.

    Also what somebody added and deleted again on the way is found: only the whole history says whose it was.

    Raises:
        DataError: if git cannot tell, or has not all of the history.
    """
    only = {"GIT_LITERAL_PATHSPECS": "0"}
    path = ("--", f":(top,glob)**/{name}")
    done = run(root, "rev-list", "--full-history", "--simplify-merges", commit, *path, stdin=None, more=only)
    ids = done.stdout.decode().split()
    if done.returncode != 0 or len(ids) > MAX_DELETING:
        raise _unread(commit)
    if is_shallow(root):
        raise DataError("the clone is shallow, so its history cannot be read", "git fetch --unshallow")
    # Here, parents would be given as if nothing else had happened: each commit is asked for its own.
    listing = call(root, "rev-list", "--no-walk=unsorted", "--parents", *ids) if ids else b""
    if listing is None:
        raise _unread(commit)
    found: dict[str, Tree] = {}
    for each, *parents in map(str.split, listing.decode().splitlines()):
        for parent in parents:
            how = ("-r", "-z", "--name-only", "--diff-filter=D", *WHATEVER_IS_SET)
            gone = run(root, "diff-tree", *how, parent, each, *path, stdin=None, more=only)
            if gone.returncode != 0:
                raise _unread(commit)
            for deleted in gone.stdout.split(b"\0")[:-1]:
                folder = os.fsdecode(deleted.rpartition(b"/")[0])
                tree = call(root, "rev-parse", "--verify", f"{parent}:{folder}")
                if tree is None:
                    raise _unread(commit)
                found[tree.decode().strip()] = Tree(top(root) or root, tree.decode().strip())
    if ids and not found:
        raise DataError("git does not tell where there was a dataset", "`git fsck` says what is wrong")
    return [*found.values()]
