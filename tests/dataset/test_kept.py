"""What a change is not about stays: who may read a file, its last line, and what lies beside it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY, git
from tests.dataset.test_journal import cut_short
from tests.golden.stage import SMALL, commit, play, repository, tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OLA = "people/ola-nordmann.yaml"
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small organisation in a repository."""
    return repository(tmp_path / "org", SMALL)


@pytest.fixture
def narrow() -> Iterator[None]:
    """Whoever runs the commands lets nobody else read what they write."""
    umask = os.umask(0o077)
    yield
    os.umask(umask)


def modes(root: Path) -> dict[str, int]:
    """Who may read and write each file."""
    return {path: (root / path).stat().st_mode & 0o777 for path in tree(root)}


@pytest.mark.sampled(3)
@posix
@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("mode", [0o664, 0o640, 0o755, 0o600])
def test_a_file_keeps_its_mode(mode: int, root: Path) -> None:
    for path in tree(root):
        (root / path).chmod(mode)
    before = modes(root)
    for words in (
        ("set", "person", "ola-nordmann", "name", "Ola Dahl"),
        ("undo",),
        ("rename", "ola-nordmann", "ola-dahl"),
        ("undo",),
        ("retire", "bake-rye"),
        ("undo",),
    ):
        assert play(*words, "--today", TODAY, cwd=root).exit == 0
        assert set(modes(root).values()) == {mode}, words
    assert modes(root) == before
    assert play("add", "person", "Nils", "--today", TODAY, cwd=root).exit == 0
    assert {number for path, number in modes(root).items() if path not in before} == {0o600}


@posix
def test_what_is_finished_later_keeps_its_mode(root: Path) -> None:
    assert play("indicate", "ola-nordmann", "light-the-oven", "aware", "--today", TODAY, cwd=root).exit == 0
    path = root / "familiarity" / "ola-nordmann.yaml"
    path.chmod(0o640)
    cut_short(root)
    assert play("check", "--today", TODAY, cwd=root).exit == 0
    assert "bake-rye" in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_rename_adds_no_line_end(end: str, root: Path) -> None:
    words = ("indicate", "ola-nordmann", "light-the-oven", "aware", "--today", TODAY)
    assert play(*words, cwd=root).exit == 0
    assert play("indicate", "ola-nordmann", "bake-rye", "aware", "--today", TODAY, cwd=root).exit == 0
    for path in tree(root):
        text = (root / path).read_text(encoding="utf-8")
        (root / path).write_text(text.rstrip("\n") + end, encoding="utf-8")
    for old, new in (("ola-nordmann", "a-ola"), ("baker", "a-baker"), ("bake-rye", "z-rye")):
        assert play("rename", old, new, "--today", TODAY, cwd=root).exit == 0
    assert {
        path for path, text in tree(root).items() if text and text.endswith(b"\n") is not bool(end)
    } == set()


BACKUPS = (f"{OLA}~", "people/#ola-nordmann.yaml#", "people/ola-nordmann.yaml.orig", "people/Ola (copy).yaml")


def test_what_git_ignores_beside_the_data_is_left_alone(root: Path) -> None:
    (root / ".gitignore").write_text("*~\n\\#*#\n*.orig\n*copy*\n", encoding="utf-8")
    for path in BACKUPS:
        (root / path).write_text("name: [", encoding="utf-8")
    done = play("check", "--today", TODAY, cwd=root)
    assert done.exit == 0, done.stdout
    assert "no findings" in done.stdout
    words = ("set", "person", "ola-nordmann", "name", "Ola Dahl", "--commit")
    assert play(*words, "--today", TODAY, cwd=root).exit == 0
    assert play("check", "--today", TODAY, cwd=root).exit == 0
    assert all((root / path).is_file() for path in BACKUPS)


def test_what_git_does_not_ignore_is_found(root: Path) -> None:
    for path in BACKUPS:
        (root / path).write_text("name: [", encoding="utf-8")
    said = play("check", "--today", TODAY, cwd=root)
    assert said.exit == 1
    assert all(path in said.stdout for path in BACKUPS)


def test_what_git_knows_and_would_ignore_is_found(root: Path) -> None:
    (root / BACKUPS[0]).write_text("name: [", encoding="utf-8")
    commit(root)
    (root / ".gitignore").write_text("*~\n", encoding="utf-8")
    assert BACKUPS[0] in play("check", "--today", TODAY, cwd=root).stdout


def test_a_file_of_the_data_counts_also_where_git_ignores_it(root: Path) -> None:
    (root / ".gitignore").write_text("people/nils.yaml\n", encoding="utf-8")
    (root / "people" / "nils.yaml").write_text("name: [", encoding="utf-8")
    assert git(root, "status", "--porcelain") == "?? .gitignore\n"
    assert "people/nils.yaml" in play("check", "--today", TODAY, cwd=root).stdout
