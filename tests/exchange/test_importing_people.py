"""People come in from sheets: a plan first, then all of it or nothing, and again it changes nothing."""

from __future__ import annotations

import json
import tomllib
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from bench import importing as measured

from tests.conftest import REPOSITORY, TODAY, Done, Run, git
from tests.exchange.sheets import write_csv, write_xlsx
from tests.golden.stage import SMALL, changes, play, repository, tree

if TYPE_CHECKING:
    from pathlib import Path

PROFILES: dict[str, Any] = tomllib.loads(
    (REPOSITORY / "src/wecomplish_cli/exchange/columns.toml").read_text(encoding="utf-8")
)
PEOPLE = (
    ("Åse", "Bjørnstad", "ase@fjord.example", "active", "101", "asebj", "9001", ""),
    ("Łukasz", "Wiśniewski", "lukasz@fjord.example", "active", "102", "lukaszw", "9002", "ase@fjord.example"),
)
KEYS = ("given", "family", "email", "status", "number", "github_login", "github_id", "leaders")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Kari Hansen, who administers the data, Ola Nordmann and Per Olsen."""
    return repository(tmp_path / "org", SMALL)


def importing(root: Path, *words: str, stdin: str = "") -> Done:
    return play("import", "people", *words, "--today", TODAY, cwd=root, stdin=stdin)


def planned(root: Path, *words: str) -> dict[str, list[dict[str, Any]]]:
    """What a plan says of each row, by what becomes of it."""
    done = importing(root, *words, "--format", "json")
    assert done.stdout, done
    rows = json.loads(done.stdout)["import"]["rows"]
    return {
        became: [row for row in rows if row["became"] == became] for became in {r["became"] for r in rows}
    }


def refused(root: Path, *words: str) -> str:
    """What is said of a sheet of which nothing is written."""
    before = tree(root)
    done = importing(root, *words, "--apply")
    assert done.exit in (1, 2, 3), done
    assert "Traceback" not in done.stderr
    assert tree(root) == before
    return done.stderr


def sheet_of(profile: str) -> list[list[str]]:
    """People in the columns that a profile names first."""
    about = {key: names[0] for key, names in PROFILES[profile].items() if key != "from"}
    rows = []
    for person in PEOPLE:
        values = dict(zip(KEYS, person, strict=True))
        values |= {"name": f"{values['given']} {values['family']}", "id": "", "since": "2026-01-02"}
        rows.append([values.get(key, "") for key in about])
    return [[*about.values()], *rows]


@pytest.mark.sampled(4)
@pytest.mark.parametrize("profile", [each for each in PROFILES if each != "words"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_profile_comes_in_and_the_second_time_changes_nothing(
    profile: str, kind: str, root: Path
) -> None:
    rows = sheet_of(profile)
    # The roles that people hold are of this data, and so are in no profile but our own.
    kept = [i for i, column in enumerate(rows[0]) if column not in ("holds", "team")]
    rows = [[row[i] for i in kept] for row in rows]
    name = write_csv(root / "s.csv", rows) if kind == "csv" else write_xlsx(root / "s.xlsx", rows)
    found = planned(root, name)
    assert {became: len(each) for became, each in found.items()} == {"added": 2}
    before = tree(root)
    assert importing(root, name, "--apply").exit == 0
    assert {*changes(before, tree(root))} == {"people/ase-bjornstad.yaml", "people/lukasz-wisniewski.yaml"}
    text = (root / "people" / "lukasz-wisniewski.yaml").read_text(encoding="utf-8")
    assert text.startswith("name: Łukasz Wiśniewski\n")
    columns = PROFILES[profile]
    assert ("email: lukasz@fjord.example\n" in text) == ("email" in columns)
    assert ("leaders: [ase-bjornstad]\n" in text) == ("leaders" in columns)
    assert ("login: lukaszw\n" in text) == ("github_login" in columns)
    assert ("id: 9002\n" in text) == ("github_id" in columns)
    again = importing(root, name, "--apply")
    assert (again.stdout, again.exit) == ("Nothing to do: 2 unchanged.\n", 0)


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "latin-1", "cp1250"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_usual_encoding_and_separator_is_read(encoding: str, separator: str, root: Path) -> None:
    name = "Łucja Żółć" if encoding == "cp1250" or encoding.startswith("utf") else "Åse Sæther"
    rows = [["Navn", "E-post"], [name, "a@fjord.example"]]
    write_csv(root / "s.csv", rows, encoding, separator)
    if encoding == "utf-16-be":
        (root / "s.csv").write_bytes(b"\xfe\xff" + (root / "s.csv").read_bytes())
    (added,) = planned(root, "s.csv")["added"]
    assert added["name"] == name


def test_the_separator_that_a_spreadsheet_names_is_no_row(root: Path) -> None:
    (root / "s.csv").write_text("sep=;\nName;Email\nBo, Lind;bo@x.example\n", encoding="utf-8")
    (added,) = planned(root, "s.csv")["added"]
    assert (added["place"], added["name"]) == ("s.csv:2", "Bo, Lind")


def test_a_plan_writes_nothing_and_says_what_would_become_of_whom(root: Path) -> None:
    (root / "s.csv").write_text(
        "Name,Email,Manager,Department\n"
        "Kari Hansen,kari@fjord.example,,Bread\n"
        "Ola Nordmann,ola@fjord.example,Kari Hansen,Bread\n"
        "Siri Berg,siri@fjord.example,ola@fjord.example,Cakes\n",
        encoding="utf-8",
    )
    before = tree(root)
    done = importing(root, "s.csv", "--format", "table")
    assert done.exit == 0
    assert tree(root) == before
    for said in (
        "Plan for s.csv: 1 to add, 1 to change, 1 unchanged",
        "Not read: `Department`",
        "email ola@fjord.example",
        "leaders ola-nordmann",
        "1 active person is not in the file",
        "wecomplish import people s.csv --leavers",
        "wecomplish import people s.csv --map=Department=KEY",
        "wecomplish import people s.csv --apply",
    ):
        assert said in done.stdout, said


def test_leavers_are_marked_only_when_that_is_asked_for(root: Path) -> None:
    rows = [["Name", "Email", "Status"], ["Kari Hansen", "kari@fjord.example", "Aktiv"]]
    write_csv(
        root / "s.csv", [*rows, ["Ola Nordmann", "", "Sluttet"], ["Siri Berg", "s@fjord.example", "left"]]
    )
    found = planned(root, "s.csv")
    assert [(row["name"], row["why"]) for row in found["skipped"]] == [
        ("Ola Nordmann", "has left according to the file"),
        ("Siri Berg", "has left, and was never in the data"),
    ]
    before = tree(root)
    assert importing(root, "s.csv", "--apply").stdout.startswith("Nothing to do")
    assert importing(root, "s.csv", "--apply", "--leavers").exit == 0
    assert {*changes(before, tree(root))} == {"people/ola-nordmann.yaml", "people/per-olsen.yaml"}
    assert "status: left" in (root / "people" / "per-olsen.yaml").read_text(encoding="utf-8")
    again = importing(root, "s.csv", "--apply", "--leavers")
    assert again.stdout.startswith("Nothing to do")
    write_csv(root / "s.csv", [["Name", "Status"], ["Per Olsen", "active"]])
    assert "wecomplish return per-olsen" in planned(root, "s.csv")["skipped"][0]["why"]


def test_whoever_is_still_needed_is_not_marked_as_left(tmp_path: Path) -> None:
    root = repository(tmp_path / "org")
    write_csv(root / "s.csv", [["Name", "Status"], ["Per Olsen", "left"], ["Kari Hansen", "left"]])
    per, kari, *_ = planned(root, "s.csv", "--leavers")["rejected"]
    assert "still mentors in the mentorship of" in per["why"]
    assert per["hint"].startswith("`wecomplish offboard per-olsen`")
    assert "administers the data" in kari["why"]


@pytest.mark.parametrize("row", [["Ola Nordmann", "left"], ["Kari Hansen", "active"]])
def test_whoever_still_waits_for_help_is_not_marked_as_left(row: list[str], root: Path) -> None:
    asked = play("request-help", "ola-nordmann", "bake", "--today", TODAY, cwd=root)
    assert asked.exit == 0, asked
    write_csv(root / "s.csv", [["Name", "Status"], row])
    rejected = {each["name"]: each["why"] for each in planned(root, "s.csv", "--leavers")["rejected"]}
    assert rejected["Ola Nordmann"] == "still waits for help"


def test_rejected_rows_go_to_a_file_of_their_own_and_come_in_once_they_are_mended(root: Path) -> None:
    rows = [
        ["Name", "E-mail"],
        ["Bo Lind", "bo@fjord.example"],
        ["Siri, Berg", "siri"],
        ["", "x@fjord.example"],
    ]
    write_csv(root / "s.csv", rows)
    said = refused(root, "s.csv")
    assert "s.csv:3: column `E-mail`: expected an e-mail address" in said
    assert "s.csv:4: column `Name`: the cell is empty" in said
    assert importing(root, "s.csv", "--apply", "--rejected", "bad.csv", "--dry-run").exit == 0
    assert not (root / "bad.csv").exists()
    done = importing(root, "s.csv", "--apply", "--rejected", "bad.csv")
    assert done.exit == 0
    assert done.stdout == "s.csv imported: 1 added, 2 rejected.\n"
    text = (root / "bad.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == "Name,E-mail,rejected because"
    assert len(text.splitlines()) == 3
    mended = text.replace(",siri,", ",siri@fjord.example,").replace("\n,x@", "\nXi Wu,x@")
    (root / "bad.csv").write_text(mended, encoding="utf-8")
    assert importing(root, "bad.csv", "--apply").stdout == "bad.csv imported: 2 added.\n"


HEAD = ("Name", "Email", "Start")


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("rows", "words", "said"),
    [
        (
            [["Bo", "b@x.example"], ["Siri", "B@x.example"]],
            (),
            "s.csv:2: column `Email`: row 3 has this one too",
        ),
        ([["Bo", ""], ["bo", ""]], (), "s.csv:3: column `Name`: row 2 has this name too"),
        ([["Kari Hansen", "k@x.example"]], (), "s.csv:2: column `Email`: kari-hansen is called so too"),
        ([["", "b@x.example"]], (), "s.csv:2: column `Name`: the cell is empty"),
        ([["=A1", "b@x.example"]], (), "s.csv:2: column `Name`: `=A1` is a formula"),
        ([["Bo", "b@x.example", "x"]], (), "s.csv:2: column `Start`: `x` is not a valid date"),
        ([["Bo", "b@x.example", "05/01/2026"]], (), "could be 2026-01-05 or 2026-05-01"),
        ([["Bo", "b@x.example", "31.02.2026"]], (), "`31.02.2026` is not a valid date"),
        ([["Bo", "b"]], (), "s.csv:2: column `Email`: expected an e-mail address"),
        ([["日本", "b@x.example"], ["!", ""]], (), "s.csv:3: column `Name`: no id can be made from `!`"),
        (
            [["Bo\u202e", "b@x.example"]],
            (),
            "s.csv:2: Bo\\u202e: U+202E RIGHT-TO-LEFT OVERRIDE is not allowed",
        ),
        ([["Bo", ""]], ("--map", "Email=mail"), "--map: no key is named `mail`"),
        ([["Bo", ""]], ("--map", "Mail=email"), "--map: no column is named `Mail`"),
        ([["Bo", ""]], ("--map", "Email"), "--map: `Email` is not COLUMN=KEY"),
        ([["Bo", ""]], ("--map", "Email=team"), "no column says which role that is"),
        ([["Bo", "x"]], ("--map", "Email=holds"), "no role or skillset is called `x`"),
        ([["Bo", "Nil"]], ("--map", "Email=leaders"), "`Nil` is neither in the file nor in the data"),
        ([["Bo", "Bo"]], ("--map", "Email=leaders"), "nobody leads themselves"),
        ([["Bo", "maybe"]], ("--map", "Email=status"), "`maybe` does not say whether they are still there"),
        ([["Bo", "x9"]], ("--map", "Email=github_id"), "`x9` is not a number of an account"),
        ([["Bo", "Big Bo"]], ("--map", "Email=id"), "`Big Bo` is not a valid id"),
        ([["Bo", "per-olsen"], ["Per Olsen", ""]], ("--map", "Email=id"), "row 3 is per-olsen as well"),
        ([], (), "s.csv has no rows below its first"),
        ([["Bo", "b@x.example", "", "more"]], (), "s.csv:2: not as many cells as columns"),
    ],
)
def test_a_bad_row_is_named_with_its_column_and_nothing_is_written(
    rows: list[list[str]], words: tuple[str, ...], said: str, root: Path
) -> None:
    rows = [row + [""] * (3 - len(row)) for row in rows]
    write_csv(root / "s.csv", [HEAD, *rows])
    words = (*words, "--map", "Start=since")
    assert said in refused(root, "s.csv", *words)


def test_a_column_that_two_systems_know_otherwise_has_to_be_named(root: Path) -> None:
    write_csv(root / "s.csv", [["Username", "User name"], ["bo", "bo@fjord.example"]])
    said = refused(root, "s.csv")
    assert "the column `Username` could be `github_login`" in said
    assert "in Microsoft Entra ID" in said
    assert "--map 'Username=" in said
    words = ("--map", "User name=email", "--map", "Username=name")
    assert len(planned(root, "s.csv", *words)["added"]) == 1


def test_columns_that_nobody_knows_are_named(root: Path) -> None:
    write_csv(root / "s.csv", [["Foo", "Bar"], ["a", "b"]])
    assert "no column says who anybody is: Foo and Bar" in refused(root, "s.csv")


@pytest.mark.parametrize(
    ("cells", "words", "found"),
    [
        (["2026-05-31", "31.5.2026", "31/05/2026", "2026/05/31", "31-05-2026"], (), "2026-05-31"),
        (["05/31/2026", "2026-05-31T00:00:00"], (), "2026-05-31"),
        (["05/01/2026", "13/01/2026"], (), "2026-01-05"),
        (["05/01/2026", "01/13/2026"], (), "2026-05-01"),
        (["05/01/2026"], ("--dates", "month-first"), "2026-05-01"),
        (["05/01/2026"], ("--dates", "day-first"), "2026-01-05"),
    ],
)
def test_dates_are_read_in_each_notation_that_is_clear(
    cells: list[str], words: tuple[str, ...], found: str, root: Path
) -> None:
    rows = [[f"Bo {i}", f"b{i}@x.example", "baker", cell] for i, cell in enumerate(cells)]
    write_csv(root / "s.csv", [["name", "email", "holds", "since"], *rows])
    assert importing(root, "s.csv", "--apply", *words).exit == 0
    first = (root / "people" / "bo-0.yaml").read_text(encoding="utf-8")
    assert f"since: {found}" in first


def test_who_holds_what_comes_in_and_nothing_is_taken_away(root: Path) -> None:
    write_csv(root / "s.csv", [["name", "holds"], ["Ola Nordmann", ""], ["Bo Lind", "Baker"]])
    assert importing(root, "s.csv", "--apply").exit == 0
    assert f"roles/baker:\n    since: {TODAY}" in (root / "people" / "bo-lind.yaml").read_text(
        encoding="utf-8"
    )
    assert importing(root, "s.csv", "--apply").stdout == "Nothing to do: 2 unchanged.\n"


def test_dates_numbers_and_truth_of_a_workbook_are_read(root: Path) -> None:
    rows: list[list[Any]] = [["name", "email", "github_id", "status", "holds", "since"]]
    rows += [["Bo", "bo@x.example", 583231, True, "baker", date(2026, 5, 1)]]
    rows += [["Ai", "ai@x.example", 583232.0, True, "baker", datetime(2026, 5, 1, 10)]]  # noqa: DTZ001 - as sheets
    name = write_xlsx(root / "s.xlsx", rows)
    assert importing(root, name, "--apply").exit == 0
    for person, number in (("bo", 583231), ("ai", 583232)):
        text = (root / "people" / f"{person}.yaml").read_text(encoding="utf-8")
        assert f"id: {number}\n" in text
        assert "since: 2026-05-01\n" in text


@pytest.mark.parametrize(
    ("rows", "merged", "said"),
    [
        ([["Name"], ["=A1"]], None, "s.xlsx:2: A2 is a formula without a value"),
        ([["Name", "Email"], ["Bo", "#REF!"]], None, "s.xlsx:2: B2 shows #REF!"),
        ([["Name", "Email"], ["Bo", ""], ["Ai", ""]], "A2:B2", "s.xlsx:2: cells are merged at A2"),
        ([], None, "s.xlsx has no rows"),
        ([["Name"]], None, "s.xlsx has no rows below its first"),
    ],
)
def test_cells_of_a_workbook_without_a_value_of_their_own_are_named(
    rows: list[list[str]], merged: str | None, said: str, root: Path
) -> None:
    assert said in refused(root, write_xlsx(root / "s.xlsx", rows, merged))


def test_of_several_sheets_with_rows_one_has_to_be_chosen(root: Path) -> None:
    name = write_xlsx(root / "s.xlsx", [["Year"], ["2026"]], Staff=[["Name"], ["Bo Lind"]], Empty=[])
    said = refused(root, name)
    assert "s.xlsx has rows in 2 sheets: `Sheet` and `Staff`" in said
    assert "choose one: --sheet Sheet" in said
    assert "s.xlsx has no sheet named `staff`\nhelp: did you mean `Staff`?" in refused(
        root, name, "--sheet=staff"
    )
    assert "it has `Sheet`, `Staff` and `Empty`" in refused(root, name, "--sheet", "2026")
    assert "s.xlsx has no rows below its first" in refused(root, name, "--sheet", "Empty")
    done = importing(root, name, "--sheet", "Staff", "--format", "json")
    assert (
        json.loads(done.stdout)["import"]["apply"] == "wecomplish import people s.xlsx --sheet=Staff --apply"
    )
    assert importing(root, name, "--sheet", "Staff", "--apply").stdout == "s.xlsx imported: 1 added.\n"
    many = play("add", "person", "--from", name, "--today", TODAY, cwd=root)
    assert (many.exit, "s.xlsx has rows in 2 sheets" in many.stderr) == (2, True)


def test_a_sheet_is_of_a_workbook(root: Path) -> None:
    name = write_csv(root / "s.csv", [["Name"], ["Bo"]])
    assert "s.csv is not a workbook, so it has no sheets" in refused(root, name, "--sheet", "Staff")


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (OLD, "s.xlsx is an old Excel file (.xls), whatever its name"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "s.xlsx is protected by a password"),
        (b"PK\x03\x04junk", "s.xlsx is damaged"),
        (b"%PDF-1.7\0\0", "s.xlsx is not a table"),
        (b"", "s.xlsx has no rows below its first"),
        (b"\xff\xfea", "s.xlsx is damaged"),
        (b"x" * (1 << 24) + b"x", "s.xlsx is larger than 16 MiB"),
    ],
)
def test_what_is_no_sheet_is_said_in_a_sentence(content: bytes, said: str, root: Path) -> None:
    (root / "s.xlsx").write_bytes(content)
    assert said in refused(root, "s.xlsx")


def test_text_that_is_named_like_a_workbook_is_read_and_said_to_be_text(root: Path) -> None:
    (root / "s.xlsx").write_text("Name\nBo Lind\n", encoding="utf-8")
    said = "s.xlsx is text, not an Excel workbook, and is read as such"
    assert said in importing(root, "s.xlsx", "--format", "table").stdout
    assert f"note: {said}\n" in play("add", "person", "--from", "s.xlsx", "--dry-run", cwd=root).stderr
    assert [each["name"] for each in planned(root, "s.xlsx")["added"]] == ["Bo Lind"]


@pytest.mark.parametrize(
    "words",
    [
        ("import", "people", "staff.xlsx", "--apply"),
        ("import", "roles", "staff.xlsx", "--apply"),
        ("import", "roles", "staff.xlsx", "--format", "table"),
        ("add", "role", "--from", "staff.xlsx"),
    ],
)
def test_every_command_says_that_a_text_named_like_a_workbook_is_text(
    words: tuple[str, ...], root: Path
) -> None:
    write_csv(root / "staff.xlsx", [["name"], ["Åse Ek"]], "cp1252")
    done = play(*words, "--today", TODAY, cwd=root)
    assert done.exit == 0, done
    said = "staff.xlsx is text, not an Excel workbook, and is read as such; read as Western European text"
    assert said in " ".join((done.stderr + done.stdout).split())


def test_more_rows_than_people_are_refused(root: Path) -> None:
    (root / "s.csv").write_text("name\n" + "x\n" * 50_001, encoding="utf-8")
    assert "s.csv has more than 50,000 rows" in refused(root, "s.csv")


def test_more_columns_than_any_directory_has_are_refused(root: Path) -> None:
    (root / "s.csv").write_text(",".join(f"c{n}" for n in range(100_000)), encoding="utf-8")
    (root / "s.jsonl").write_text(json.dumps({f"c{n}": "" for n in range(100_000)}), encoding="utf-8")
    for name in ("s.csv", "s.jsonl"):
        assert f"{name} has more than 1,000 columns" in refused(root, name)


def test_without_the_extra_a_sentence_says_what_is_missing(root: Path, run_fresh: Run) -> None:
    write_xlsx(root / "s.xlsx", [["Name"], ["Bo"]])
    (root.parent / "python_calamine.py").write_text("raise ImportError\n", encoding="utf-8")
    done = run_fresh("import", "people", "s.xlsx", cwd=root, env={"PYTHONPATH": str(root.parent)})
    assert done.exit == 3
    assert done.stderr.startswith("error: reading s.xlsx needs the extra `xlsx`\nhelp: pip install ")


def test_it_is_one_commit_and_a_dry_run_writes_nothing(root: Path) -> None:
    write_csv(root / "s.csv", [["name"], ["Bo Lind"], ["Ai Wu"]])
    before = tree(root)
    shown = importing(root, "s.csv", "--apply", "--dry-run")
    assert "+++ b/people/bo-lind.yaml" in shown.stdout
    assert tree(root) == before
    assert importing(root, "s.csv", "--dry-run").exit == 2
    assert importing(root, "s.csv", "--apply", "--commit").exit == 0
    assert git(root, "show", "--name-only", "--format=%s", "HEAD").split("\n")[:-1] == [
        "s.csv imported: 2 added",
        "",
        "people/ai-wu.yaml",
        "people/bo-lind.yaml",
    ]


def test_the_rejected_rows_never_overwrite_the_sheet(root: Path) -> None:
    write_csv(root / "s.csv", [["name"], ["!"]])
    assert "would overwrite s.csv" in refused(root, "s.csv", "--rejected", "./s.csv")


ROWS = {"english": 20_000}
"""So many rows of a sheet; `bench/importing.py 20000 all` imports as many of each."""


@pytest.mark.sampled(8)
@pytest.mark.parametrize("profile", [each for each in PROFILES if each != "words"])
def test_many_rows_of_every_profile_twice_change_nothing_the_second_time(
    profile: str, root: Path, thorough: bool
) -> None:
    many = ROWS.get(profile, 2_000) if thorough else 200
    write = write_xlsx if profile == "english" else write_csv
    name = write(root / "s", measured.sheet(profile, many))
    assert importing(root, name, "--apply").stdout == f"s imported: {many} added.\n"
    leaders = "leaders" in PROFILES[profile]
    assert ("leaders: [ase-1-ek]\n" in (root / "people/ase-11-ek.yaml").read_text("utf-8")) is leaders
    before = tree(root)
    assert importing(root, name, "--apply").stdout == f"Nothing to do: {many} unchanged.\n"
    assert tree(root) == before
    assert play("check", "--today", TODAY, cwd=root).exit == 0


@pytest.mark.parametrize("far", ["XFD1048576", "ZZZZZZ9", "A99999999999999999999"])
def test_a_cell_so_far_out_that_the_sheet_would_fill_the_memory_is_refused(far: str, root: Path) -> None:
    write_xlsx(root / "s.xlsx", [["Name"], ["Bo"]])
    rewritten(root / "s.xlsx", b'r="A2"', f'r="{far}"'.encode())
    assert "has cells as far out as row" in refused(root, "s.xlsx")


def rewritten(book: Path, old: bytes, new: bytes) -> None:
    """Write something else in every part of a workbook."""
    with zipfile.ZipFile(book) as source:
        parts = {name: source.read(name).replace(old, new) for name in source.namelist()}
    with zipfile.ZipFile(book, "w") as target:
        for name, text in parts.items():
            target.writestr(name, text)


@pytest.mark.parametrize(
    ("where", "offset", "value"),
    [(b"PK\x01\x02", 6, b"\xff"), (b"PK\x03\x04", 60, b"\xff" * 40), (b"PK\x01\x02", 20, b"\x05\x00")],
    ids=["of a later kind of ZIP", "of bytes that cannot be unpacked", "that ends too early"],
)
def test_a_damaged_workbook_is_called_so(where: bytes, offset: int, value: bytes, root: Path) -> None:
    write_xlsx(root / "s.xlsx", [["Name"], ["Bo"]])
    content = bytearray((root / "s.xlsx").read_bytes())
    at = content.index(where) + offset
    content[at : at + len(value)] = value
    (root / "s.xlsx").write_bytes(content)
    assert "s.xlsx is damaged" in refused(root, "s.xlsx")
