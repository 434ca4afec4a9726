"""A change that brings a dataset where its base has none: who may, and that everything in it is new."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Done, git
from tests.golden.stage import play
from tests.review.organisation import FILES, SETTINGS, account
from tests.review.test_git_tricks import Repository
from wecomplish_cli.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS_PATH = "wecomplish.yaml"
NEW = dict(FILES)


def below(folder: str, files: dict[str, str]) -> dict[str, str | None]:
    return {f"{folder}/{path}": text for path, text in files.items()}


def begun(folder: Path, base: dict[str, str | None]) -> Repository:
    """A repository whose `main` has these files; `head` is checked out."""
    made = Repository(folder)
    made.root.mkdir()
    git(made.root, "init", "--quiet", "--template=")
    made.commit({"notes.txt": "x\n", **base})
    git(made.root, "switch", "--quiet", "--create", "head")
    return made


@pytest.fixture
def empty(tmp_path: Path) -> Repository:
    """`main` never had a dataset, and `head` brings one."""
    made = begun(tmp_path / "org", {})
    made.commit(dict(FILES))
    return made


def moved(repository: Repository) -> Repository:
    """Move the dataset from `old/` to the top."""
    for path in FILES:
        (repository.root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(repository.root / "old" / path, repository.root / path)
    repository.commit()
    return repository


def said(repository: Repository, *words: str, env: dict[str, str] | None = None) -> Done:
    return play(*words, "--today", "2026-06-01", cwd=repository.root, env=env)


# Everything is new.


@pytest.mark.parametrize("within", ["", "org"])
def test_everything_is_new_where_the_base_has_no_dataset(within: str, tmp_path: Path) -> None:
    made = begun(tmp_path / "repository", {})
    files = {**FILES, "teams/dusk.yaml": "name: Dusk\nlead: nobody\n"}
    made.commit(below(within, files) if within else dict(files))
    where = ("-C", str(made.root / within))
    note = f"note: main has no dataset in {f'{within}/' if within else 'the top folder'}: everything is new"
    found = said(made, "check", "--base", "main", *where)
    assert found.exit == 1
    assert note in found.stderr
    assert "teams/dusk.yaml:2:7: error WC201" in found.stdout
    assert "0 already there; 0 fixed" in found.stdout
    told = said(made, "diff", "main", *where)
    assert (told.exit, note in told.stderr) == (0, True)
    assert "Mia" in told.stdout
    decided = said(made, "authorize", "--base", "main", "--actor", account("ada"), *where)
    assert (decided.exit, note in decided.stderr) == (0, True)


def test_the_folder_need_not_be_a_dataset_where_only_the_change_has_one(empty: Repository) -> None:
    git(empty.root, "switch", "--quiet", "main")
    for where in ((), ("-C", str(empty.root))):
        assert said(empty, "check", "--base", "main", "--head", "head", *where).exit == 0
        assert said(empty, "diff", "main..head", *where).exit == 0
    elsewhere = said(empty, "check", "--base", "main", "--head", "head", "-C", str(empty.root / "org"))
    assert elsewhere.exit == 3
    assert "help: make it" in elsewhere.stderr


def test_where_neither_has_a_dataset_there_is_nothing_to_judge(empty: Repository) -> None:
    done = said(empty, "check", "--base", "main", "--head", "main")
    assert done.exit == 3
    assert (
        "error: neither `main` nor what merging `main` into it would give has a dataset here" in done.stderr
    )


def test_files_at_the_base_without_settings_are_no_dataset(tmp_path: Path) -> None:
    made = begun(tmp_path / "org", {"people/mia.yaml": FILES["people/mia.yaml"]})
    made.commit({path: text for path, text in FILES.items() if path != "people/mia.yaml"})
    told = json.loads(said(made, "diff", "main", "--format", "json").stdout)
    assert told
    assert said(made, "check", "--base", "main").exit == 0


def test_settings_that_cannot_be_read_are_not_missing_ones(tmp_path: Path) -> None:
    made = begun(tmp_path / "org", {**FILES, SETTINGS_PATH: "format: [\n"})
    made.commit({SETTINGS_PATH: SETTINGS})
    done = said(made, "check", "--base", "main", "--actor", account("ada"))
    assert done.exit == 3
    assert "wecomplish.yaml cannot be read" in done.stderr


def test_a_commit_without_the_dataset_is_said_to_have_none(empty: Repository) -> None:
    done = said(empty, "training", "mia", "--at", "main")
    assert done.exit == 3
    assert "error: there is no wecomplish.yaml in this folder then" in done.stderr


# Who begins the first one.


def test_an_administrator_whom_it_names_begins_the_first_dataset(empty: Repository) -> None:
    assert empty.allowed("ada")
    assert empty.allowed("bea")
    assert empty.allowed("mia", approved=("ada",))
    assert empty.allowed("stranger", approved=("ada",))


@pytest.mark.sampled(3)
@pytest.mark.parametrize("person", ["mia", "lea", "len", "stranger"])
def test_nobody_else_begins_it(person: str, empty: Repository) -> None:
    assert not empty.allowed(person)
    assert not empty.allowed(person, approved=("kim",))
    assert not empty.judged("ada", person).allowed


def test_with_it_come_the_files_that_init_writes(empty: Repository) -> None:
    files = {".gitattributes": "*.yaml text eol=lf\n", "README.md": "x\n", ".schema/person.json": "{}\n"}
    files |= {".schema/.gitignore": "ids.schema.json\n", ".vscode/settings.json": "{}\n"}
    empty.commit(dict(files))
    assert empty.allowed("ada")


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    "path",
    [
        ".github/workflows/gate.yml",
        "setup.py",
        ".gitattributes.d",
        ".schema/deeper/x.json",
        ".schema/x.sh",
        ".vscode/tasks.json",
        "people/mia.yml",
        "people/.hidden",
        "org/README.md",
        "PEOPLE/mia.yaml",
        "people/Zed.yaml",
    ],
)
def test_nothing_else_comes_with_it(path: str, empty: Repository) -> None:
    empty.commit({path: "name: X\n"})
    assert empty.is_denied_to_all()


def test_it_changes_and_removes_nothing(empty: Repository) -> None:
    empty.on("main", {"README.md": "ours\n"})
    git(empty.root, "merge", "--quiet", "main")
    assert empty.allowed("ada")
    empty.commit({"README.md": "theirs\n"})
    assert empty.is_denied_to_all()


def test_it_removes_nothing(empty: Repository) -> None:
    empty.commit({"notes.txt": None})
    assert empty.is_denied_to_all()


def test_nothing_of_it_is_executable_or_a_link(empty: Repository) -> None:
    git(empty.root, "update-index", "--chmod=+x", "people/mia.yaml")
    git(empty.root, "commit", "--quiet", "--message", "x")
    assert empty.is_denied_to_all()


def test_a_file_that_cannot_be_read_begins_nothing(empty: Repository) -> None:
    empty.commit({"people/zed.yaml": "name: [\n"})
    assert empty.is_denied_to_all()


def test_settings_that_cannot_be_read_name_no_administrator(empty: Repository) -> None:
    empty.commit({SETTINGS_PATH: "format: [\n"})
    assert empty.is_denied_to_all()


def test_an_account_of_two_people_begins_nothing(empty: Repository) -> None:
    empty.commit({"people/zed.yaml": "name: Zed\naccounts:\n  github:\n    id: 1\n"})
    assert not empty.allowed("ada")
    assert empty.allowed("bea")


# Where there was one before, its administrators decide.


def with_old(folder: Path, settings: str = SETTINGS) -> Repository:
    return begun(folder / "org", below("old", {**FILES, SETTINGS_PATH: settings}))


def takes_two(repository: Repository) -> bool:
    """Whether two administrators may, and nobody else."""
    one = any(repository.allowed(person) for person in ("ada", "bea", "mia", "stranger"))
    return (
        not one
        and repository.allowed("ada", approved=("bea",))
        and not repository.allowed("mia", approved=("bea",))
    )


def test_a_dataset_that_moves_takes_two_administrators(tmp_path: Path) -> None:
    repository = moved(with_old(tmp_path))
    assert takes_two(repository)
    assert said(repository, "check", "--base", "main").exit == 0


def test_it_takes_the_only_one_there_is(tmp_path: Path) -> None:
    repository = moved(with_old(tmp_path, SETTINGS.replace("[ada, bea, len]", "[ada]")))
    assert repository.allowed("ada")
    assert not repository.allowed("bea")


def test_whom_the_moved_dataset_names_is_no_administrator_yet(tmp_path: Path) -> None:
    repository = moved(with_old(tmp_path))
    repository.commit({SETTINGS_PATH: SETTINGS.replace("[ada, bea, len]", "[mia]")})
    assert not repository.allowed("mia")
    assert takes_two(repository)


def test_an_account_that_the_moved_dataset_gives_someone_is_not_theirs_yet(tmp_path: Path) -> None:
    repository = moved(with_old(tmp_path))
    ada = FILES["people/ada.yaml"]
    repository.commit({"people/ada.yaml": ada.replace("id: 1\n", "id: 99\n")})
    assert not repository.allowed("stranger", approved=("bea",))
    assert repository.allowed("ada", approved=("bea",))


def test_a_second_dataset_takes_two_administrators_of_the_first(tmp_path: Path) -> None:
    repository = with_old(tmp_path)
    repository.commit({**FILES, SETTINGS_PATH: SETTINGS.replace("[ada, bea, len]", "[mia]")})
    assert takes_two(repository)


def test_a_third_dataset_takes_administrators_of_both_others(tmp_path: Path) -> None:
    repository = with_old(tmp_path)
    other = {**FILES, SETTINGS_PATH: SETTINGS.replace("[ada, bea, len]", "[mia]")}
    repository.on("main", below("other", other))
    git(repository.root, "merge", "--quiet", "main")
    repository.commit(dict(FILES))
    assert not repository.allowed("ada", approved=("bea",))
    assert not repository.allowed("mia")
    assert repository.allowed("ada", approved=("bea", "mia"))


def test_a_dataset_that_was_deleted_before_is_not_begun_by_anyone(tmp_path: Path) -> None:
    repository = with_old(tmp_path)
    repository.on("main", dict.fromkeys(below("old", dict(FILES))))
    git(repository.root, "merge", "--quiet", "main")
    repository.commit({**FILES, SETTINGS_PATH: SETTINGS.replace("[ada, bea, len]", "[mia]")})
    assert takes_two(repository)


def test_a_dataset_that_a_merge_dropped_counts_too(tmp_path: Path) -> None:
    repository = begun(tmp_path / "org", {})
    git(repository.root, "switch", "--quiet", "--create", "side", "main")
    repository.commit(below("old", dict(FILES)))
    git(repository.root, "switch", "--quiet", "main")
    git(repository.root, "merge", "--quiet", "--no-ff", "--strategy=ours", "--message", "x", "side")
    git(repository.root, "switch", "--quiet", "head")
    git(repository.root, "reset", "--quiet", "--hard", "main")
    repository.commit({**FILES, SETTINGS_PATH: SETTINGS.replace("[ada, bea, len]", "[mia]")})
    assert takes_two(repository)


def test_a_dataset_that_was_added_and_deleted_on_the_way_is_not_the_last_one(tmp_path: Path) -> None:
    """The base had the dataset of ada and bea; mia adds one of her own, deletes it, and begins anew."""
    repository = with_old(tmp_path)
    hers = {**FILES, SETTINGS_PATH: SETTINGS.replace("[ada, bea, len]", "[mia]")}
    repository.on("main", dict.fromkeys(below("old", dict(FILES))))
    repository.on("main", {**below("x", hers)})
    repository.on("main", dict.fromkeys(below("x", hers)))
    git(repository.root, "merge", "--quiet", "main")
    repository.commit({**hers})
    assert not repository.allowed("mia")
    assert repository.allowed("ada", approved=("bea", "mia"))


def test_merges_in_a_history_without_a_dataset_hinder_nobody(empty: Repository) -> None:
    git(empty.root, "switch", "--quiet", "--create", "side", "main")
    empty.commit({"side.txt": "x\n"})
    empty.on("main", {"notes.txt": "y\n"})
    git(empty.root, "switch", "--quiet", "main")
    git(empty.root, "merge", "--quiet", "--no-ff", "--message", "x", "side")
    git(empty.root, "switch", "--quiet", "head")
    git(empty.root, "merge", "--quiet", "--message", "x", "main")
    assert empty.allowed("ada")


def test_a_dataset_that_only_the_change_ever_had_does_not_count(empty: Repository) -> None:
    empty.commit({"people/kim.yaml": None})
    empty.commit({"people/kim.yaml": FILES["people/kim.yaml"]})
    assert empty.allowed("ada")


def test_settings_that_could_not_be_read_name_nobody_who_may_move_them(tmp_path: Path) -> None:
    assert moved(with_old(tmp_path, "format: [\n")).is_denied_to_all()


def test_in_a_shallow_clone_nobody_begins_one(empty: Repository, tmp_path: Path) -> None:
    empty.on("main", {"notes.txt": "y\n"})
    git(empty.root, "merge", "--quiet", "main")
    git(tmp_path, "clone", "--quiet", "--depth", "2", "--no-single-branch", empty.root.as_uri(), "clone")
    clone = Repository(tmp_path / "clone")
    git(clone.root, "branch", "main", "origin/main")
    with pytest.raises(DataError, match="shallow"):
        clone.allowed("ada")
