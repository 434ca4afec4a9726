"""What merging two commits would give, among git's objects only: nothing is checked out."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from wecomplish_cli.errors import DataError
from wecomplish_cli.git.calls import prepared
from wecomplish_cli.git.objects import MISSING, Commit, Tree
from wecomplish_cli.git.repository import asked, call, complaint, prefix, run


def common_ancestor(root: Path, base: Commit, head: Commit) -> str | None:
    """Find where two commits' histories part; None if git knows no such commit."""
    found = call(root, "merge-base", base.id(), head.id())
    return found.decode().split("\n")[0] if found else None


def merged(root: Path, base: Commit, head: Commit) -> tuple[Tree, list[str]]:
    """Merge two commits as a platform would, among git's objects only; returns also the files in conflict.

    No attribute, filter, hook, driver or setting has a say, wherever it is: git looks for them in an empty
    repository that has the objects of this one. What the change names twice stays so, for git takes either.

    Raises:
        DataError: if git cannot merge at all.
    """
    base_id, head_id = base.id(), head.id()
    with tempfile.TemporaryDirectory(prefix="wecomplish-") as empty:
        done = run(
            Path(empty),
            *("merge-tree", "--write-tree", "--no-messages", "--name-only", "-z", base_id, head_id),
            stdin=None,
            more=_without_settings(root, Path(empty), base_id),
        )
    if done.returncode not in (0, 1):
        raise DataError(
            f"git cannot merge them: {complaint(done)}",
            MISSING,
        )
    tree, *conflicts = done.stdout.decode("utf-8", "surrogateescape").split("\0")
    named = head.named_twice()
    within = prefix(root) if named else ""
    twice = frozenset(each.removeprefix(within) for each in named if each.startswith(within))
    return Tree(root, tree, twice), [each for each in conflicts if each]


def _without_settings(root: Path, empty: Path, an_id: str) -> dict[str, str]:
    """Make an empty folder a repository with the objects of another; returns the environment to use it in."""
    sha = "sha256" if len(an_id) == 64 else "sha1"
    config = f"[core]\n\trepositoryFormatVersion = 1\n\tbare = true\n[extensions]\n\tobjectFormat = {sha}\n"
    (empty / "config").write_text(config, encoding="ascii")
    (empty / "HEAD").write_text("ref: refs/heads/none\n", encoding="ascii")
    for name in ("objects", "refs"):
        (empty / name).mkdir()
    said = asked(
        root, "rev-parse", "--path-format=absolute", "--git-path", "objects", "--git-path", "shallow"
    )
    objects, _, shallow = os.fsdecode(said).removesuffix("\n").partition("/objects\n")
    more = "GIT_ALTERNATE_OBJECT_DIRECTORIES"
    return {
        more: prepared(root)[1].get(more, ""),
        "GIT_DIR": str(empty),
        "GIT_OBJECT_DIRECTORY": f"{objects}/objects",
        "GIT_SHALLOW_FILE": shallow,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_CONFIG_COUNT": "0",
        "GIT_CONFIG_PARAMETERS": "",
        "GIT_ATTR_NOSYSTEM": "1",
        "XDG_CONFIG_HOME": str(empty),
        "HOME": str(empty),
    }
