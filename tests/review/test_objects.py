"""What git cannot list or compare is never taken for nothing that differs."""

from __future__ import annotations

import pytest

from tests.conftest import git
from tests.review.test_git_tricks import Repository, repository  # noqa: F401, TC001 - a fixture
from wecomplish_cli.errors import DataError
from wecomplish_cli.review import merge as reviewing
from wecomplish_cli.review.merge import review

DAMAGED = b"10x644 f\0" + b"\1" * 20


def hidden(repository: Repository) -> bytes:  # noqa: F811
    """The entries of a tree with a workflow in it, and beside it a folder that git cannot read."""
    evil = repository.blob("on: push\n")
    workflows = repository.fed(f"100644 blob {evil}\tevil.yml\x00".encode(), "mktree", "-z")
    damaged = repository.fed(DAMAGED, "hash-object", "-t", "tree", "-w", "--stdin", "--literally")
    return (
        repository.entries("main")
        + f"040000 tree {workflows}\t.github\x00040000 tree {damaged}\tzzz\x00".encode()
    )


def test_what_git_cannot_compare_is_not_nothing(repository: Repository) -> None:  # noqa: F811
    repository.commit_tree(hidden(repository))
    with pytest.raises(DataError):
        review(repository.root, "main", "head")


def test_a_submodule_that_points_elsewhere_is_seen_whatever_the_work_tree_ignores(
    repository: Repository,  # noqa: F811
) -> None:
    git(repository.root, "checkout", "--quiet", "main")
    ignored = '[submodule "ci"]\n\tpath = ci\n\turl = https://example.org/ci.git\n\tignore = all\n'
    repository.put({".gitmodules": ignored})
    git(repository.root, "add", ".gitmodules")
    repository.stage(f"160000 {'1' * 40}\tci")
    git(repository.root, "checkout", "--quiet", "-B", "head")
    repository.stage(f"160000 {'2' * 40}\tci")
    assert not repository.allowed("mia")
    assert not repository.allowed("oda", approved=("ada",))


def test_a_file_that_is_no_data_and_named_twice_is_seen_whichever_git_takes(
    repository: Repository,  # noqa: F811
) -> None:
    git(repository.root, "checkout", "--quiet", "main")
    repository.commit({"README.md": "Right.\n"})
    git(repository.root, "checkout", "--quiet", "-B", "head")
    raw = b""
    for entry in repository.entries("main").split(b"\0")[:-1]:
        about, _, name = entry.partition(b"\t")
        mode, _, object_id = about.split()
        raw += mode.lstrip(b"0") + b" " + name + b"\0" + bytes.fromhex(object_id.decode())
        if name == b"README.md":
            twin = bytes.fromhex(repository.blob("Evil.\n"))
            at = raw.rindex(b"100644 README.md")
            raw = raw[:at] + b"100644 README.md\0" + twin + raw[at:]
    tree = repository.fed(raw, "hash-object", "-t", "tree", "-w", "--stdin", "--literally")
    made = git(repository.root, "commit-tree", tree, "-p", "main", "-m", "x").strip()
    git(repository.root, "update-ref", "refs/heads/head", made)
    assert "README.md" in review(repository.root, "main", "head").paths
    assert not repository.allowed("mia")


def test_long_names_of_folders_in_folders_are_too_much(repository: Repository) -> None:  # noqa: F811
    tree = repository.fed(f"100644 blob {repository.blob('x')}\tx\x00".encode(), "mktree", "-z")
    for _ in range(40):
        tree = repository.fed(f"040000 tree {tree}\t{'n' * 100_000}\x00".encode(), "mktree", "-z")
    repository.commit_tree(repository.entries("main") + f"040000 tree {tree}\tdeep\x00".encode())
    with pytest.raises(DataError, match="longer names"):
        review(repository.root, "main", "head")


def test_a_change_of_more_than_can_be_judged_is_refused(
    repository: Repository,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    repository.commit({"people/zoe.yaml": "name: Zoe\n" + "# so much to say\n" * 1000})
    assert review(repository.root, "main", "head").paths
    monkeypatch.setattr(reviewing, "MAX_CHANGE", 10_000)
    with pytest.raises(DataError, match="the change writes more than"):
        review(repository.root, "main", "head")
