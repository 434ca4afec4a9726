"""What a command may write over: a file, and nothing that somebody else has put in its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import EXAMPLE, TODAY, Done
from tests.golden.stage import BAKERY, play, repository

TO_A_FILE = [
    ("site", "--single"),
    ("report", "gaps", "-o"),
    ("calendar", "kari-hansen", "--ics"),
    ("match", "leading-2026", "--plan"),
]


def to(words: tuple[str, ...], target: Path) -> Done:
    return play(*words, str(target), "--today", TODAY, cwd=EXAMPLE)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org", BAKERY)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("words", TO_A_FILE)
def test_what_is_no_file_is_not_replaced_by_one(words: tuple[str, ...], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for target in (tmp_path / "pipe", tmp_path):
        done = to(words, target)
        assert done.exit in (1, 2)
        assert ("is not a file" in done.stderr or "already exists" in done.stderr) is True
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize("words", [*TO_A_FILE, ("site", "-o")])
def test_a_path_that_leads_nowhere_is_said_in_a_sentence(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    top = [] if words == ("site", "-o") else [Path(tmp_path.anchor)]
    for target in (tmp_path / "loop", tmp_path / ("x" * 300), *top):
        done = to(words, target)
        assert (done.exit in (1, 2, 3), done.stderr.count("error:")) == (True, 1)


def test_a_link_that_the_user_made_leads_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "page.html")
    assert to(("site", "--single"), tmp_path / "link").exit == 0
    assert (tmp_path / "link").is_symlink()
    assert "<html" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_list_of_pages_that_is_no_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".wecomplish-site")
    done = to(("site", "-o"), tmp_path)
    assert (done.exit, ".wecomplish-site cannot be read" in done.stderr) == (3, True)


def test_a_list_of_pages_that_names_other_files_does_not_delete_them(tmp_path: Path) -> None:
    (tmp_path / ".wecomplish-site").write_text("mine.txt\nindex.html\n", encoding="utf-8")
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = to(("site", "-o"), tmp_path)
    assert (done.exit, "did not write: mine.txt" in done.stderr) == (2, True)
    (tmp_path / "mine.txt").unlink()
    (tmp_path / "people").symlink_to(tmp_path.parent)
    assert "did not write: people" in to(("site", "-o"), tmp_path).stderr


@pytest.mark.parametrize(
    ("words", "link"),
    [
        (("forms", "--write"), ".github/ISSUE_TEMPLATE"),
        (("forms", "--write"), ".github/ISSUE_TEMPLATE/check-in.yml"),
        (("codeowners", "--write"), ".github"),
        (("codeowners", "--write"), ".github/CODEOWNERS"),
        (("schema", "--write"), "schema"),
        (("schema", "--write"), "schema/person.schema.json"),
    ],
)
def test_what_is_written_into_a_repository_follows_none_of_its_links(
    words: tuple[str, ...], link: str, root: Path
) -> None:
    target = root.parent / "target"
    if link.endswith((".yml", ".json", "CODEOWNERS")):
        target.write_text("mine", encoding="utf-8")
    else:
        target.mkdir()
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).symlink_to(target)
    done = play(*words, cwd=root)
    assert (done.exit, "is a link" in done.stderr) == (2, True)
    assert target.read_text(encoding="utf-8") == "mine" if target.is_file() else not [*target.iterdir()]


def test_a_pipe_in_the_place_of_a_form_is_not_waited_for(root: Path) -> None:
    (root / ".github/ISSUE_TEMPLATE").mkdir(parents=True)
    os.mkfifo(root / ".github/ISSUE_TEMPLATE/check-in.yml")
    assert "is not a file" in play("forms", "--write", cwd=root).stderr


def test_a_plan_is_named_in_commands_that_can_be_run(tmp_path: Path) -> None:
    done = to(("match", "leading-2026", "--plan"), tmp_path / "a; b.yaml")
    assert done.stderr.endswith(f"wecomplish match --check '{tmp_path}/a; b.yaml'\n")
    assert f"wecomplish match --apply '{tmp_path}" in " ".join(
        (tmp_path / "a; b.yaml").read_text(encoding="utf-8").replace("\n#", "").split()
    )
