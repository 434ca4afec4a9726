"""A change on its way out: where to, as which commit, and pushed as a branch of its own.

The commit is made beside the branch that is checked out. Neither that branch nor what is staged changes, so
nothing has to be put back if git refuses.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from wecomplish_cli.errors import DataError, UnfinishedError, UsageError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.git import forge, repository

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wecomplish_cli.git.forge import Forge

LONGEST_REASON = 400
_NO_RIGHT = re.compile(
    r"\b40[13]\b|denied|permission|not allowed|not authori[sz]ed|write access|authentication"
    r"|could not read username",
    re.IGNORECASE,
)
"""What git and platforms say to people who may not push, or are not signed in."""
_UNFINISHED = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}


@frozen
class Destination:
    """Where a change is sent to."""

    remote: str
    """What git pushes to."""
    forge: Forge | None
    """The platform there; None if it is not known."""
    target: Forge | None
    """Where the change is to be merged, if that is another repository than the one pushed to."""
    into: str | None
    """The branch to merge into; None is the default branch."""
    tracked: str | None
    """What git knows of that branch, such as `refs/remotes/origin/main`; None if it never saw it."""


@frozen
class Commit:
    """A commit, and what makes two of them the same change."""

    id: str
    parent: str
    tree: str


def remotes(root: Path) -> list[str]:
    """The names of the repository's remotes; none without git."""
    return (repository.call(root, "remote") or b"").decode("utf-8", "surrogateescape").split()


def forge_of(root: Path) -> Forge | None:
    """The platform that `origin`, or the only remote, lies on, with its default branch; None if unknown."""
    known = remotes(root)
    remote = "origin" if "origin" in known else known[0] if len(known) == 1 else None
    found = forge.of_address(_address(root, remote)) if remote else None
    return (
        replace(found, branch=_default(root, remote) or branch(root) or "main") if found and remote else None
    )


def branch(root: Path) -> str | None:
    """The branch that is checked out; None if it is a commit alone."""
    said = repository.call(root, "symbolic-ref", "--quiet", "HEAD") or b""
    return said.decode("utf-8", "surrogateescape").strip().removeprefix("refs/heads/") or None


def destination(root: Path, known_forge: Forge | None = None) -> Destination:
    """Find out where a change goes: the remote that git would push the present branch to.

    `known_forge` says what platform its host is, where the name does not tell.

    Raises:
        DataError: if there is no git, no remote or nothing committed, or something else is not finished.
        UsageError: if there are several remotes, and nothing says which one.
    """
    if repository.state_folder(root) is None:
        raise DataError("there is no git here to send a change with", "git init, and add a remote")
    if repository.call(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}") is None:
        raise DataError("nothing is committed here yet", "commit the data and push it: git commit, git push")
    for name in repository.held(root, _UNFINISHED):
        what = _UNFINISHED[name]
        raise DataError(f"a {what} is not finished", f"git {what} --continue or --abort, then run this again")
    known, here = remotes(root), branch(root)
    if not known:
        raise DataError("the repository has no remote to send a change to", "git remote add origin ADDRESS")
    settings = _settings(root)
    upstream = settings.get(f"branch.{here}.remote") if here else None
    pulled = next((each for each in (upstream, "upstream", "origin") if each in known), known[0])
    pushed = _pushed(settings, here, upstream, known)
    into = _into(root, settings, here, pulled, upstream)
    tracked = f"refs/remotes/{pulled}/{into}" if into else None
    if tracked and repository.call(root, "rev-parse", "--verify", "--quiet", tracked) is None:
        tracked = None
    there = forge.of_address(_address(root, pushed), known_forge)
    target = there if pulled == pushed else forge.of_address(_address(root, pulled), known_forge)
    return Destination(pushed, there, target if target != there else None, into, tracked)


def _pushed(settings: dict[str, str], here: str | None, upstream: str | None, known: list[str]) -> str:
    """Find the remote that git would push to."""
    keys = [f"branch.{here}.pushremote"] if here else []
    said = [settings.get(each) for each in (*keys, "remote.pushdefault")]
    found = next((each for each in (*said, upstream, "origin") if each in known), None)
    if found is None and known[1:]:
        raise UsageError(
            f"there are several remotes: {', '.join(known)}",
            f"say which one to push to: git config remote.pushDefault {known[0]}",
        )
    return found or known[0]


def _into(
    root: Path, settings: dict[str, str], here: str | None, pulled: str, upstream: str | None
) -> str | None:
    """Find the branch to merge a change into: the one that the present branch follows, or the default."""
    follows = settings.get(f"branch.{here}.merge") if here and upstream == pulled else None
    if follows:
        return follows.removeprefix("refs/heads/")
    return _default(root, pulled) or here


def _default(root: Path, remote: str) -> str:
    """The default branch of a remote, as far as git knows; empty if it does not."""
    head = repository.call(root, "symbolic-ref", "--quiet", f"refs/remotes/{remote}/HEAD") or b""
    return head.decode("utf-8", "surrogateescape").strip().removeprefix(f"refs/remotes/{remote}/")


def _settings(root: Path) -> dict[str, str]:
    """What git is told of branches and of where to push to; of several values, the last holds."""
    said = repository.call(root, "config", "-z", "--get-regexp", r"^(branch\..*|remote\.pushdefault)$") or b""
    lines = (each.partition("\n") for each in said.decode("utf-8", "surrogateescape").split("\0"))
    return {key: value.strip() for key, _, value in lines}


def _address(root: Path, remote: str) -> str:
    """The address that git pushes to, whatever short form it is written in."""
    said = repository.call(root, "remote", "get-url", "--push", "--", remote) or b""
    return said.decode("utf-8", "surrogateescape").strip()


def require_branch(root: Path, name: str) -> None:
    """Make sure that a branch may have this name.

    Raises:
        UsageError: if not.
    """
    if repository.call(root, "check-ref-format", "--branch", name) is None or name.startswith("@"):
        raise UsageError(f"`{name}` cannot be the name of a branch", "use letters, digits and hyphens")
    if name.startswith("refs/"):
        hint = (
            f"write --branch {name.removeprefix('refs/heads/')}"
            if name.startswith("refs/heads/")
            else "name a branch, such as ola/june"
        )
        raise UsageError(f"`{name}` is the full name of a ref, not of a branch", hint)


def made(root: Path, paths: list[str], message: str) -> Commit:
    """Make a commit of some files as they are in the folder, on top of the last one; no branch has it yet.

    The hooks of a commit and its signature are as for any other.

    Raises:
        UnfinishedError: if git or a hook refuses; nothing is different then.
    """
    state = repository.state_folder(root)
    assert state is not None  # noqa: S101 - whoever has a destination has git
    index, letter = state / "index", state / "message"
    left_behind = (index, letter, Path(f"{index}.lock"))
    try:
        for path in left_behind:
            path.unlink(missing_ok=True)
        letter.write_text(message, encoding="utf-8")
        return _made(root, paths, index, letter)
    finally:
        for path in left_behind:
            path.unlink(missing_ok=True)


def _made(root: Path, paths: list[str], index: Path, letter: Path) -> Commit:
    more = {"GIT_INDEX_FILE": str(index.absolute())}

    def git(*arguments: str, stdin: bytes | None = None) -> str:
        done = repository.run(
            root, *repository.as_committing(), *arguments, stdin=stdin, more=more, committing=True
        )
        if done.returncode != 0:
            said = repository.complaint(done) or repository.ended(arguments[0], done.returncode)
            raise UnfinishedError(
                f"nothing was sent, since git did not commit the change: {forge.without_secrets(said)}",
                "the change is still in your files; once that is fixed, `wecomplish submit` goes on",
            )
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    head = git("rev-parse", "HEAD")
    git("read-tree", head)
    git("add", "--all", *repository.FROM_STDIN, stdin=repository.pathspecs(paths))
    git("hook", "run", "--ignore-missing", "pre-commit")
    text = str(letter.absolute())
    git("hook", "run", "--ignore-missing", "prepare-commit-msg", "--", text, "message")
    git("hook", "run", "--ignore-missing", "commit-msg", "--", text)
    tree = git("write-tree")
    signed = ["-S"] if repository.call(root, "config", "--type=bool", "commit.gpgSign") == b"true\n" else []
    commit = git("commit-tree", tree, "-p", head, *signed, "-F", text)
    return Commit(commit, head, tree)


def is_empty(root: Path, commit: Commit) -> bool:
    """Whether a commit changes nothing."""
    before = repository.call(root, "rev-parse", f"{commit.parent}^{{tree}}") or b""
    return before.decode().strip() == commit.tree


def branches_there(root: Path, remote: str, name: str) -> dict[str, str]:
    """The branches of a remote whose names begin so, each with its commit.

    Raises:
        UnfinishedError: if the remote does not answer.
    """
    listing = _at_remote(root, remote, "ls-remote", "--heads", "--", remote, f"refs/heads/{name}*")
    lines = (line.partition("\t") for line in listing.split("\n") if line)
    return {ref.removeprefix("refs/heads/"): commit for commit, _, ref in lines}


def is_same(root: Path, commit: Commit, tip: str) -> bool:
    """Whether a branch is this very change, sent before: the same files on the same commit."""
    said = repository.call(root, "rev-parse", f"{tip}^{{tree}}", f"{tip}^@") or b""
    return said.decode().split() == [commit.tree, commit.parent]


def push(root: Path, remote: str, commit: Commit, name: str, options: Iterable[str] = ()) -> str:
    """Push a commit as a new branch, and return what the remote said.

    Raises:
        UnfinishedError: if it did not take it, or has a branch of that name by now.
    """
    ref = f"refs/heads/{name}"
    # An empty value means that there must be none yet: nothing is ever replaced or moved on.
    words = ["push", "--no-follow-tags", "--recurse-submodules=no", f"--force-with-lease={ref}:"]
    where = ("--", remote, f"{commit.id}:{ref}")
    told = [f"--push-option={each}" for each in options]
    try:
        return _at_remote(root, remote, *words, *told, *where)
    except UnfinishedError as error:
        if not told or "push options" not in error.message:
            raise
        return _at_remote(root, remote, *words, *where)


def _at_remote(root: Path, remote: str, *arguments: str) -> str:
    """Run git on a remote; returns what it answered, of a push what the remote said."""
    try:
        done = repository.run(root, *arguments, stdin=None, committing=True)
    except OSError as error:
        raise _unsent(remote, str(error)) from None
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode != 0:
        raise _unsent(remote, said or repository.ended(arguments[0], done.returncode))
    return said if arguments[0] == "push" else done.stdout.decode("utf-8", "surrogateescape")


def _unsent(remote: str, said: str) -> UnfinishedError:
    """Say why a remote did not take a change, and how to go on."""
    lines = [line.strip() for line in said.splitlines() if not line.startswith(("To ", "hint:"))]
    reason = " ".join(forge.without_secrets(" ".join(filter(None, lines))).split())
    reason = reason if len(reason) <= LONGEST_REASON else f"{reason[:LONGEST_REASON]}…"
    hint = "the change is still in your files; once that is fixed, `wecomplish submit` goes on"
    if _NO_RIGHT.search(reason):
        hint += (
            ". Without the right to push there, make a fork on the platform, then: "
            "git remote add fork ADDRESS && git config remote.pushDefault fork"
        )
    return UnfinishedError(f"nothing was sent to {remote}: {reason}", hint)


def unstage(root: Path, paths: list[str]) -> None:
    """Let nothing of some files be staged any more; where git refuses, they stay staged."""
    repository.run(
        root, "reset", "--quiet", *repository.FROM_STDIN, stdin=repository.pathspecs(paths), committing=True
    )


def ahead(root: Path, where: Destination) -> int:
    """Count the commits of this branch that the branch to merge into does not have, as far as known."""
    if where.tracked is None:
        return 0
    return int(repository.call(root, "rev-list", "--count", f"{where.tracked}..HEAD", "--") or b"0")


def is_branch_here(root: Path, name: str) -> bool:
    """Whether this clone has a branch of a name."""
    return repository.call(root, "rev-parse", "--verify", "--quiet", f"refs/heads/{name}") is not None
