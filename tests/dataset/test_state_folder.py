"""Lock and journal lie where nobody else can have put them, and are read as if anybody had."""

from __future__ import annotations

import base64
import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import TODAY, Run, git
from tests.dataset.test_journal import STATE, cut_short
from tests.golden.stage import SMALL, changes, commit, play, repository, tree
from wecomplish_cli.dataset import store
from wecomplish_cli.model.kinds import belongs

if TYPE_CHECKING:
    from collections.abc import Callable

FAMILIARITY = "familiarity/ola-nordmann.yaml"
HELP = f"help/ola-nordmann/{TODAY}-bake-rye.yaml"
INDICATE = ("indicate", "ola-nordmann", "bake-rye", "aware", "--today", TODAY)
CHECK = ("check", "--today", TODAY)
posix = pytest.mark.skipif(os.name == "nt", reason="links without privileges, and modes")


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A small organisation without git."""
    return Path(shutil.copytree(SMALL, tmp_path / "org"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The same in a repository."""
    return repository(tmp_path / "org", SMALL)


def noted(path: Any, new: bytes = b"x", **other: Any) -> str:
    """A journal with one change."""
    change = {"path": path, "old": None, "new": base64.b64encode(new).decode(), "mode": None}
    return json.dumps({"at": "", "changes": [change | other]})


# Where they lie


def test_a_journal_that_came_with_the_data_is_left_alone(plain: Path, run: Run) -> None:
    (plain / ".wecomplish").mkdir()
    for name in ("journal.json", "last.json"):
        (plain / ".wecomplish" / name).write_text(noted(".git/config"), encoding="utf-8")
    before = tree(plain)
    for words in (CHECK, ("mentorships", "ola-nordmann", "--today", TODAY), ("undo", "--today", TODAY)):
        assert run(*words, cwd=plain).exit == 0
    assert tree(plain) == before
    assert run(*INDICATE, cwd=plain).exit == 0
    assert changes(before, tree(plain)).keys() == {FAMILIARITY}


def test_a_dataset_in_the_place_of_another_is_not_taken_for_it(plain: Path, run: Run) -> None:
    assert run(*INDICATE, cwd=plain).exit == 0
    other = Path(shutil.copytree(plain, plain.with_name("other")))
    plain.rename(plain.with_name("moved"))
    other.rename(plain)
    assert "Nothing to do" in run("undo", "--today", TODAY, cwd=plain).stdout
    assert run("undo", "--today", TODAY, cwd=plain.with_name("moved")).exit == 0
    assert not (plain.with_name("moved") / FAMILIARITY).exists()


def test_a_repository_without_git_on_the_path_is_an_error(root: Path, run: Run) -> None:
    (root.parent / "empty").mkdir()
    before = tree(root.parent)
    for words in (CHECK, INDICATE, ("undo",)):
        done = run(*words, cwd=root, env={"PATH": str(root.parent / "empty")})
        assert done.exit == 3
        assert "needs git, which is not installed or not on PATH" in done.stderr
    assert tree(root.parent) == before


def _linked(state: Path) -> None:
    state.parent.mkdir(parents=True)
    (state.parent / "elsewhere").mkdir()
    state.symlink_to(state.parent / "elsewhere")


def _not_alone(state: Path) -> None:
    state.mkdir(parents=True)
    state.chmod(0o777)


def _a_file(state: Path) -> None:
    state.parent.mkdir(parents=True)
    state.write_bytes(b"")


def _not_ours(state: Path) -> None:
    if os.geteuid():
        pytest.skip("only root can give a folder away")
    state.mkdir(parents=True)
    os.chown(state, 12345, -1)


def _not_to_be_made(state: Path) -> None:
    state.parent.parent.mkdir(parents=True, exist_ok=True)
    state.parent.write_bytes(b"")


@posix
@pytest.mark.parametrize("inner", [False, True], ids=["ours", "the dataset's"])
@pytest.mark.parametrize("spoil", [_linked, _not_alone, _a_file, _not_ours, _not_to_be_made])
def test_a_place_that_cannot_be_trusted_or_made_is_named(
    spoil: Callable[[Path], None], inner: bool, plain: Path, run: Run
) -> None:
    state = plain.parent / "state"
    place = state / "wecomplish"
    if inner:
        about = plain.stat()
        place = place / f"{about.st_dev:x}-{about.st_ino:x}"
    spoil(place)
    before = tree(plain.parent)
    done = run(*INDICATE, cwd=plain, env={"XDG_STATE_HOME": str(state)})
    assert done.exit == 3, done
    assert str(place) in done.stderr or str(place.parent) in done.stderr
    assert tree(plain.parent) == before


@posix
def test_nobody_else_can_read_what_is_kept_outside_the_data(plain: Path, run: Run) -> None:
    state = plain.parent / "new" / "state"
    umask = os.umask(0)
    try:
        assert run(*INDICATE, cwd=plain, env={"XDG_STATE_HOME": str(state)}).exit == 0
    finally:
        os.umask(umask)
    made = [state.parent, state, *(path for path in state.rglob("*") if path.is_dir())]
    assert {path.stat().st_mode & 0o777 for path in made} == {0o700}
    assert run("undo", "--today", TODAY, cwd=plain, env={"XDG_STATE_HOME": str(state)}).exit == 0


def test_a_relative_place_is_no_place(plain: Path, run: Run) -> None:
    before = tree(plain)
    home = plain.parent / "home"
    env = {"XDG_STATE_HOME": "state", "HOME": str(home), "USERPROFILE": str(home), "LOCALAPPDATA": str(home)}
    assert run(*INDICATE, cwd=plain, env=env).exit == 0
    assert changes(before, tree(plain)).keys() == {FAMILIARITY}
    assert list(home.rglob("last.json"))


@posix
@pytest.mark.parametrize("link", [STATE, f"{STATE}/lock", f"{STATE}/org"])
def test_no_lock_or_journal_is_written_through_a_link_in_gits_folder(
    link: str, tmp_path: Path, run: Run
) -> None:
    root = repository(tmp_path / "repository", SMALL)
    data = root
    if link.endswith("org"):
        data = Path(shutil.copytree(SMALL, root / "org"))
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "victim").write_bytes(b"precious")
    (root / link).parent.mkdir(exist_ok=True)
    (root / link).symlink_to(tmp_path / "outside" / ("victim" if link.endswith("lock") else ""))
    before = tree(tmp_path)
    done = run(*INDICATE, cwd=data)
    assert done.exit == 3
    assert link in done.stderr
    assert tree(tmp_path) == before


@posix
def test_no_lock_is_written_through_a_link_among_the_users_own(plain: Path, run: Run) -> None:
    state, victim = plain.parent / "state", plain.parent / "victim"
    victim.write_bytes(b"precious")
    assert run(*INDICATE, cwd=plain, env={"XDG_STATE_HOME": str(state)}).exit == 0
    [lock] = state.rglob("lock")
    lock.unlink()
    lock.symlink_to(victim)
    before = tree(plain.parent)
    done = run("undo", "--today", TODAY, cwd=plain, env={"XDG_STATE_HOME": str(state)})
    assert done.exit == 3
    assert f"{lock} is a link" in done.stderr
    assert tree(plain.parent) == before


# What they hold

BRACKETS = "[" * 100_000
HOSTILE = {
    "empty": "",
    "cut off": "{",
    "a list": "[]",
    "a number": "1",
    "brackets": BRACKETS,
    "brackets within": '{"at": "", "changes": ' + BRACKETS,
    "a long number": '{"at": "", "changes": ' + "1" * 10_000 + "}",
    "no text": "\x00\x01",
    "changes that are a number": '{"at": "", "changes": 1}',
    "changes that are text": '{"at": "", "changes": "people"}',
    "a change that is a list": '{"at": "", "changes": [[]]}',
    "a place that is a number": '{"at": 1, "changes": []}',
    "a path that is a number": noted(1),
    "a path that is a list": noted(["people/x.yaml"]),
    "a path with NUL": noted("people/x\0.yaml"),
    "a surrogate": noted("people/\ud800.yaml"),
    "a byte in a path": noted("people/\udc80.yaml"),
    "bytes that are a number": noted("people/x.yaml", new=b"", old=1),
    "bytes that are none": noted("people/x.yaml", old="\xff"),
    "a mode that is text": noted("people/x.yaml", mode="0644"),
    "a mode that is too much": noted("people/x.yaml", mode=0o4755),
    "a mode that is a fraction": noted("people/x.yaml", mode=3.0),
}
OUTSIDE = (
    "../x.yaml",
    "..\\x",
    "..\\x.yaml",
    "people\\x.yaml",
    "people/..\\x.yaml",
    "C:/x",
    "C:/x.yaml",
    "C:\\x.yaml",
    "people/C:/x.yaml",
    "people/x.yaml:stream",
    "/x.yaml",
    "//people/x.yaml",
    "people//x.yaml",
    "people/./x.yaml",
    "people/../people/x.yaml",
    "people/x.yaml/",
    "people/x.yaml\n",
    "people/x.yaml ",
    "PEOPLE/x.yaml",
    "people/X.yaml",
    "people/con.yaml",
    "people/x",
    "people/x.yml",
    "people/x/y.yaml",
    "people/.x.yaml",
    "help/x/y.yaml",
    "mentorships/x/teams/y.yaml",
    ".git/config",
    ".git/HEAD",
    ".git/commondir",
    ".GIT/config",
    ".gitmodules",
    ".github/workflows/x.yaml",
    ".schema/x.yaml",
    ".schema/../x.yaml",
    "sitecustomize.py",
    "wecomplish.yaml/x.yaml",
    "",
)


def leaves_all_alone(state: Path, content: str, root: Path, run: Run) -> None:
    """A journal with this content is named in an error, and nothing is touched."""
    state.mkdir(parents=True, exist_ok=True)
    (state / "lock").touch()
    for name, words in (
        ("journal.json", CHECK),
        ("journal.json", INDICATE),
        ("last.json", ("undo", "--today", TODAY)),
    ):
        (state / name).write_bytes(content.encode("utf-8", "surrogatepass"))
        before = tree(root.parent)
        done = run(*words, cwd=root)
        assert done.exit == 3, (done, content[:100])
        assert "Traceback" not in done.stderr, content[:100]
        assert str(state / name) in done.stderr
        assert tree(root.parent) == before
        (state / name).unlink()


@pytest.mark.sampled(7)
@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_journal_that_is_none_is_named_and_leaves_all_alone(
    content: str, root: Path, run_quickly: Run
) -> None:
    leaves_all_alone(root / STATE, content, root, run_quickly)


@pytest.mark.sampled(7)
@pytest.mark.parametrize("path", OUTSIDE)
def test_a_journal_writes_to_the_places_of_the_data_only(path: str, root: Path, run_quickly: Run) -> None:
    assert not belongs(path)
    leaves_all_alone(root / STATE, noted(path), root, run_quickly)


def test_a_journal_that_names_a_file_twice_is_none(root: Path, run_quickly: Run) -> None:
    content = json.loads(noted("people/x.yaml"))
    content["changes"] *= 2
    leaves_all_alone(root / STATE, json.dumps(content), root, run_quickly)


def test_every_file_of_a_dataset_belongs(tmp_path: Path, run: Run) -> None:
    assert run("init", "example", "--example", cwd=tmp_path).exit == 0
    words = ("--organization", "Tide", "--name", "Ida", "--email", "ida@tide.example")
    assert run("init", "new", *words, cwd=tmp_path).exit == 0
    for name in ("example", "new"):
        # Which ids there are is for editors alone, and git ignores it.
        files = tree(tmp_path / name).keys() - {".schema/ids.schema.json"}
        assert [path for path in files if not belongs(path)] == []


# What another branch or a reset has overtaken


def cut_in_the_middle(root: Path) -> None:
    """Cut a change short when one of its two files is written."""
    cut_short(root)
    for change in json.loads((root / STATE / "journal.json").read_bytes())["changes"]:
        if change["path"] == FAMILIARITY:
            (root / FAMILIARITY).parent.mkdir(exist_ok=True)
            (root / FAMILIARITY).write_bytes(base64.b64decode(change["new"]))


def _another_branch(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "other")


def _another_commit(root: Path) -> None:
    git(root, "commit", "--quiet", "--allow-empty", "--message", "Another")


def _reset_back(root: Path) -> None:
    git(root, "reset", "--quiet", "--hard", "HEAD~1")


def _reset_here(root: Path) -> None:
    git(root, "reset", "--quiet", "--hard")


MOVES = (_another_branch, _another_commit, _reset_back, _reset_here)


@pytest.mark.sampled(3)
@posix
@pytest.mark.parametrize("move", MOVES)
def test_a_change_that_git_has_overtaken_is_dropped_where_nothing_of_it_is_there(
    move: Callable[[Path], None], root: Path
) -> None:
    _another_commit(root)
    cut_short(root)
    move(root)
    before = tree(root)
    done = play(*CHECK, cwd=root)
    assert done.exit == 0
    assert "git has moved on since, so it is dropped" in done.stderr
    assert FAMILIARITY in done.stderr
    assert tree(root) == before
    assert "interrupted" not in play(*INDICATE, cwd=root).stderr


@pytest.mark.sampled(3)
@posix
@pytest.mark.parametrize("move", MOVES)
def test_half_a_change_that_git_has_overtaken_is_named_and_left_alone(
    move: Callable[[Path], None], root: Path
) -> None:
    _another_commit(root)
    cut_in_the_middle(root)
    move(root)
    before = tree(root)
    for words in (CHECK, INDICATE, ("undo", "--today", TODAY)):
        done = play(*words, cwd=root)
        assert done.exit == 3
        assert "git has moved on since" in done.stderr
        assert FAMILIARITY in done.stderr
        assert str(root / STATE / "journal.json") in done.stderr
        assert tree(root) == before
    (root / STATE / "journal.json").unlink()
    assert play(*CHECK, cwd=root).exit == 0


@posix
def test_a_change_is_finished_where_git_is_back_at_the_same_place(root: Path) -> None:
    cut_in_the_middle(root)
    git(root, "checkout", "--quiet", "-b", "other")
    git(root, "checkout", "--quiet", "main")
    done = play(*CHECK, cwd=root)
    assert done.exit == 0
    assert f"{HELP} is finished now" in done.stderr
    assert (root / HELP).is_file()


@posix
def test_a_change_before_the_first_commit_is_finished(plain: Path) -> None:
    git(plain, "init", "--quiet")
    cut_short(plain)
    assert f"{HELP} is finished now" in play(*CHECK, cwd=plain).stderr
    commit(plain)
    assert store.journal(plain).recover() == []
