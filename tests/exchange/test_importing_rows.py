"""Roles, mentorships and the like come in from sheets; each row is what a command would do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY, Done
from tests.exchange.sheets import write_csv, write_xlsx
from tests.golden.stage import BAKERY, changes, play, repository, tree

if TYPE_CHECKING:
    from pathlib import Path

SHEETS = {
    "teams": ("Name,Lead\nMorning,kari\nHarbour,per\n", {"teams/morning.yaml", "teams/harbour.yaml"}),
    "roles": ("Name,Critical\nCook,yes\n", {"roles/cook.yaml"}),
    "responsibilities": ("Competence,Title\nbaker,Clean up\n", {"roles/baker.yaml"}),
    "skillsets": ("Name\nDough\n", {"skillsets/dough.yaml"}),
    "skills": ("Competence,Title\nfirst-aid,Phone\n", {"skillsets/first-aid.yaml"}),
    "expectations": ("Title,Type\nHygiene,policy\n", {"expectations/hygiene.yaml"}),
    "offers": ("Person,Open,Capacity\nola,yes,3\n", {"people/ola-nordmann.yaml"}),
    "familiarity": ("Person,Expectation,Level\nper,bake-rye,aware\n", {"familiarity/per-olsen.yaml"}),
    "mentorships": ("Mentee,Competence,Mentor\nper,baker,kari\n", {"mentorships/per-olsen/roles/baker.yaml"}),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org", BAKERY)


def importing(root: Path, *words: str) -> Done:
    return play("import", *words, "--today", TODAY, cwd=root)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("kind", SHEETS)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_each_kind_comes_in_and_the_second_time_changes_nothing(kind: str, form: str, root: Path) -> None:
    text, paths = SHEETS[kind]
    if form == "csv":
        (root / "s.csv").write_text(text, encoding="utf-8")
    else:
        write_xlsx(root / "s.xlsx", [line.split(",") for line in text.splitlines()])
    before = tree(root)
    shown = importing(root, kind, f"s.{form}", "--format", "table")
    assert shown.exit == 0, shown
    assert f"wecomplish import {kind} s.{form} --apply" in shown.stdout
    assert tree(root) == before
    assert importing(root, kind, f"s.{form}", "--apply").exit == 0
    assert {*changes(before, tree(root))} == paths
    again = importing(root, kind, f"s.{form}", "--apply")
    assert again.stdout.startswith("Nothing to do: "), again


def test_rows_see_what_rows_before_them_did(root: Path) -> None:
    (root / "s.csv").write_text("name,parent\nHouse two,\nOven,House two\n", encoding="utf-8")
    assert importing(root, "teams", "s.csv", "--apply").exit == 0
    assert "parent: house-two\n" in (root / "teams" / "oven.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_mentorships_that_began_elsewhere_keep_their_first_day(form: str, root: Path) -> None:
    rows = [["Mentee", "Competence", "Mentor", "Started"], ["per", "baker", "kari", "2025-11-03"]]
    if form == "csv":
        write_csv(root / "s.csv", rows)
    else:
        write_xlsx(root / "s.xlsx", [rows[0], [*rows[1][:3], date(2025, 11, 3)]])
    assert importing(root, "mentorships", f"s.{form}", "--apply").exit == 0
    text = (root / "mentorships/per-olsen/roles/baker.yaml").read_text(encoding="utf-8")
    assert "started: 2025-11-03\n" in text
    assert "baseline" not in text
    assert importing(root, "mentorships", f"s.{form}", "--apply").stdout == "Nothing to do: 1 unchanged.\n"


@pytest.mark.parametrize("by_import", [True, False], ids=["import", "--from"])
@pytest.mark.parametrize(
    ("cells", "first"),
    [
        (["2025-11-03", "2025-11-04 00:00:00"], "2025-11-03"),
        (["3.11.2025", "4.11.2025"], "2025-11-03"),
        (["03-11-2025", "04-11-2025"], "2025-11-03"),
        (["2025/11/03", "2025/11/04"], "2025-11-03"),
        (["03/11/2025", "13/11/2025"], "2025-11-03"),
        (["11/03/2025", "11/13/2025"], "2025-11-03"),
    ],
)
def test_dates_are_read_in_each_notation_that_is_clear(
    cells: list[str], first: str, by_import: bool, root: Path
) -> None:
    rows = [["mentee", "competence", "mentor", "started"]]
    whom = (("per", "baker", "kari"), ("ola", "first-aid", "kari"))
    rows += [[*each, day] for each, day in zip(whom, cells, strict=True)]
    write_csv(root / "s.csv", rows)
    words = ("import", "mentorships", "s.csv", "--apply") if by_import else ("assign", "--from", "s.csv")
    done = play(*words, "--today", TODAY, cwd=root)
    assert done.exit == 0, done
    text = (root / "mentorships/per-olsen/roles/baker.yaml").read_text(encoding="utf-8")
    assert f"started: {first}\n" in text


@pytest.mark.parametrize(
    ("kind", "text", "words", "said"),
    [
        ("roles", "Title\nCook\n", (), "s.csv: no column is `name`"),
        ("roles", "Title\nCook\n", ("--map", "Title=nmae"), "--map: no key is named `nmae`"),
        ("roles", "name,keeper\nCook,nobody\n", (), "s.csv:2: Cook nobody: no person `nobody`"),
        ("roles", "name,critical\nCook,perhaps\n", (), "critical: `perhaps` is neither true nor false"),
        ("offers", "person,capacity\nola,-1\n", (), "capacity: `-1` is not a whole number"),
        ("expectations", "title,type,target\nNew,risk,\nOld,risk,high\n", (), "s.csv:3: "),
        (
            "mentorships",
            "mentee,competence,mentor,started\nper,baker,kari,2031-01-01\n",
            (),
            "`started` is 1 January 2031",
        ),
        (
            "mentorships",
            "mentee,competence,mentor,Start day\nper,baker,kari,05/01/2026\n",
            ("--map", "Start day=started"),
            "Start day: `05/01/2026` could be 2026-01-05 or 2026-05-01",
        ),
        (
            "mentorships",
            "mentee,competence,mentor,started\nper,baker,kari,31.02.2026\n",
            (),
            "started: `31.02.2026` is not a valid date",
        ),
        ("expectations", "title,type\n=1+1,policy\n", (), "title: `=1+1` is a formula"),
        ("roles", "Name,name\nCook,Chef\n", (), "the columns `Name` and `name` are both `name`"),
        ("teams", "name,id\nA,y\n", (), "`y` means something else"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(
    kind: str, text: str, words: tuple[str, ...], said: str, root: Path
) -> None:
    (root / "s.csv").write_text(text, encoding="utf-8")
    before = tree(root)
    done = importing(root, kind, "s.csv", *words, "--apply")
    assert done.exit in (1, 2)
    assert said in done.stderr
    assert tree(root) == before


def test_rejected_rows_that_begin_like_a_formula_come_in_once_they_are_mended(root: Path) -> None:
    rows = [["mentee", "competence", "mentor", "until"], ["per", "bakr", "kari", "+12w"]]
    write_csv(root / "s.csv", rows)
    assert importing(root, "mentorships", "s.csv", "--rejected", "bad.csv").exit == 1
    kept = (root / "bad.csv").read_text(encoding="utf-8-sig")
    assert "'+12w" in kept
    (root / "bad.csv").write_text(kept.replace("bakr", "baker"), encoding="utf-8")
    done = importing(root, "mentorships", "bad.csv", "--map", "rejected because=-", "--apply")
    assert done.exit == 0, done
    text = (root / "mentorships/per-olsen/roles/baker.yaml").read_text(encoding="utf-8")
    assert "until: 2026-08-24\n" in text


def test_the_others_come_in_where_rejected_rows_are_kept(root: Path) -> None:
    (root / "s.csv").write_text("Was,keeper\nCook,nobody\nWaitress,kari\n", encoding="utf-8")
    words = ("s.csv", "--map", "Was=name", "--rejected", "bad.csv", "--apply")
    assert importing(root, "roles", *words).stdout == "s.csv imported: 1 added, 1 rejected.\n"
    kept = (root / "bad.csv").read_text(encoding="utf-8-sig").splitlines()
    assert kept[0] == "Was,keeper,rejected because"
    assert kept[1].startswith("Cook,nobody,")
