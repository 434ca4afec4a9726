"""Who and what is meant by a name: exact beats part, and namesakes are never taken for one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY, Done
from tests.golden.stage import BAKERY, play, repository

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = "name,email,id\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org", BAKERY)


def today(root: Path, *words: str, stdin: str = "") -> Done:
    return play(*words, "--today", TODAY, cwd=root, stdin=stdin)


def added(root: Path, kind: str, name: str, *more: str) -> None:
    assert today(root, "add", kind, name, *more).exit == 0


def test_a_whole_name_that_begins_another_is_not_ambiguous(root: Path) -> None:
    for name in ("Jan Berg", "Jan Bergman", "Åse Jan Berg"):
        added(root, "person", name)
    done = today(root, "mentorships", "Jan Berg", "--format", "json")
    assert '"person": "jan-berg"' in done.stdout
    part = today(root, "mentorships", "Jan B")
    assert part.exit == 2
    assert part.stderr == (
        "error: `Jan B` could be any of 3:\n"
        "  ase-jan-berg (Åse Jan Berg)\n"
        "  jan-berg (Jan Berg)\n"
        "  jan-bergman (Jan Bergman)\n"
        "help: give the id\n"
    )


def test_the_same_letters_beat_letters_without_accents(root: Path) -> None:
    added(root, "person", "Åse Dahl", "--id", "with-ring")
    added(root, "person", "Ase Dahl", "--id", "without")
    assert '"person": "with-ring"' in today(root, "mentorships", "Åse Dahl", "--format", "json").stdout
    assert '"person": "without"' in today(root, "mentorships", "Ase Dahl", "--format", "json").stdout
    assert today(root, "mentorships", "ase dahl").exit == 2


@pytest.mark.parametrize("kind", ["team", "competence"])
def test_so_it_is_with_teams_and_competences(kind: str, root: Path) -> None:
    new = "role" if kind == "competence" else kind
    added(root, new, "Ovens")
    added(root, new, "Ovens and fires")
    wanted = ["team", "Ovens"] if kind == "team" else ["competence", "Ovens"]
    done = today(root, "set", *wanted, "name", "The ovens")
    assert (done.exit, done.stderr.partition("\n")[0].rpartition("/")[2]) == (0, "ovens.yaml")


def test_so_it_is_with_expectations_and_insights(root: Path) -> None:
    for title in ("Clean", "Clean the floor"):
        added(root, "expectation", title, "--type", "value", "--person", "kari-hansen")
    done = today(root, "indicate", "kari-hansen", "clean", "aware")
    assert done.stdout.startswith("Kari Hansen") or done.exit == 0
    assert "expectations/clean:" in (root / "familiarity/kari-hansen.yaml").read_text(encoding="utf-8")
    added(root, "expectation", "Bake", "--type", "value")
    added(root, "expectation", "Bake bread", "--type", "value", "--person", "kari-hansen")
    assert today(root, "indicate", "kari-hansen", "Bake", "aware").exit == 0
    text = (root / "familiarity/kari-hansen.yaml").read_text(encoding="utf-8")
    assert "expectations/bake:" in text
    assert "expectations/bake-bread:" not in text


def test_an_id_beats_the_name_of_somebody(root: Path) -> None:
    added(root, "person", "Oven", "--id", "a-person")
    added(root, "team", "Heat", "--id", "oven")
    assert today(root, "rename", "oven", "kiln").exit == 0
    assert (root / "teams/kiln.yaml").exists()
    assert (root / "people/a-person.yaml").exists()


def test_namesakes_in_a_batch_are_not_one_person(root: Path) -> None:
    rows = f"{PEOPLE}Jan Berg,,\nEva Moe,,\njan  berg,,\n"
    done = today(root, "add", "person", "--from", "-", stdin=rows)
    assert done.exit == 2
    assert done.stderr == (
        "error: <stdin>:2: Jan Berg is also at <stdin>:4\n"
        "error: rows with one name could be one person or several; nothing was written\n"
        "help: give each an e-mail address or an id, or delete the rows that repeat somebody\n"
    )
    assert not (root / "people/eva-moe.yaml").exists()


@pytest.mark.parametrize(
    "rows", ["Jan Berg,a@fjord.example,\nJan Berg,b@fjord.example,\n", "Jan Berg,,jan\nJan Berg,,jan-two\n"]
)
def test_what_tells_namesakes_apart_makes_them_two(rows: str, root: Path) -> None:
    before = {*(root / "people").iterdir()}
    for _ in range(2):
        done = today(root, "add", "person", "--from", "-", stdin=PEOPLE + rows)
        assert done.exit == 0, done.stderr
    assert len({*(root / "people").iterdir()} - before) == 2


def test_a_row_without_an_address_is_not_the_one_with_one(root: Path) -> None:
    rows = f"{PEOPLE}Jan Berg,a@fjord.example,\nJan Berg,,\n"
    assert today(root, "add", "person", "--from", "-", stdin=rows).exit == 2


def test_who_of_several_namesakes_is_added_again_is_asked(root: Path) -> None:
    added(root, "person", "Jan Berg")
    added(root, "person", "Jan Berg", "--id", "jan-two")
    again = today(root, "add", "person", "Jan Berg")
    assert again.exit == 2
    assert again.stderr.startswith("error: 2 people are called Jan Berg already:\n  jan-berg (Jan Berg")


def test_many_choices_are_counted(root: Path) -> None:
    rows = "".join(f"Jan Berg {number},,\n" for number in range(30))
    assert today(root, "add", "person", "--from", "-", stdin=PEOPLE + rows).exit == 0
    done = today(root, "mentorships", "Jan")
    assert done.stderr.splitlines()[21] == "  … and 10 more"
