"""Tables for spreadsheets: text stays text, dates are dates, and what is exported can be imported again."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.conftest import COMMAND, TODAY, Done, Run, quiet_environment
from tests.golden.stage import SMALL, changes, play, repository, tree
from wecomplish_cli.cli.commands.report import REPORTS

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("people", "mentorships", "familiarity", "help", "checkins")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org")


def exporting(root: Path, *words: str) -> Done:
    return play("export", *words, "--today", TODAY, cwd=root)


def sheets(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of each sheet, as another program reads them."""
    found = {}
    for sheet in openpyxl.load_workbook(path).worksheets:
        keys, *rows = sheet.iter_rows(values_only=True)
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref is not None
        found[sheet.title] = [dict(zip(map(str, keys), row, strict=True)) for row in rows]
    return found


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("kind", KINDS)
def test_all_formats_say_the_same(kind: str, root: Path) -> None:
    rows = json.loads(exporting(root, kind, "--format", "json").stdout)[kind]
    assert rows
    text = exporting(root, kind).stdout
    assert [*csv.DictReader(io.StringIO(text))] == [
        {k: "" if v is None else str(v).lower() if isinstance(v, bool) else str(v) for k, v in row.items()}
        for row in rows
    ]
    assert exporting(root, kind, "--format", "xlsx", "-o", "t.xlsx").exit == 0
    (found,) = sheets(root / "t.xlsx").values()
    # A cell without anything is empty.
    assert [{k: plain(v) for k, v in row.items()} for row in found] == [
        {k: None if v == "" else v for k, v in row.items()} for row in rows
    ]


def test_two_cells_edited_by_another_program_are_two_changes(root: Path) -> None:
    assert exporting(root, "people", "--format", "xlsx", "-o", "p.xlsx").exit == 0
    book = openpyxl.load_workbook(root / "p.xlsx")
    sheet: Any = book.active
    columns = {cell.value: cell.column for cell in sheet[1]}
    rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=2)}
    sheet.cell(rows["ola-nordmann"], columns["email"]).value = "ola.n@fjord.example"
    sheet.cell(rows["per-olsen"], columns["leaders"]).value = "Kari Hansen; siri-berg"
    book.save(root / "p.xlsx")
    done = play("import", "people", "p.xlsx", "--format", "json", "--today", TODAY, cwd=root)
    changed = [row for row in json.loads(done.stdout)["import"]["rows"] if row["became"] != "unchanged"]
    assert [(row["person"], row["became"], row["values"]) for row in changed] == [
        (
            "ola-nordmann",
            "changed",
            [{"key": "email", "before": "ola@fjord.example", "after": "ola.n@fjord.example"}],
        ),
        (
            "per-olsen",
            "changed",
            [{"key": "leaders", "before": "kari-hansen", "after": "kari-hansen, siri-berg"}],
        ),
    ]
    before = tree(root)
    assert play("import", "people", "p.xlsx", "--apply", "--today", TODAY, cwd=root).exit == 0
    assert {*changes(before, tree(root))} == {"people/ola-nordmann.yaml", "people/per-olsen.yaml"}


FORMULAS = ("=1+1", "+1", "-1", "@x", "=HYPERLINK(1)")


@pytest.mark.sampled(3)
@pytest.mark.parametrize("name", FORMULAS)
def test_text_that_begins_like_a_formula_stays_text(name: str, tmp_path: Path) -> None:
    root = repository(tmp_path / "org", SMALL)
    path = root / "people" / "per-olsen.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Per Olsen", f'"{name}"'), encoding="utf-8")
    assert exporting(root, "people", "--format", "xlsx", "-o", "p.xlsx").exit == 0
    sheet: Any = openpyxl.load_workbook(root / "p.xlsx").active
    cell = sheet.cell(4, 2)
    assert (cell.value, cell.data_type) == (name, "s")
    text = exporting(root, "people").stdout
    assert f"\nper-olsen,'{name}," in text
    (root / "p.csv").write_text(text, encoding="utf-8")
    for sheet_name in ("p.csv", "p.xlsx"):
        done = play("import", "people", sheet_name, "--apply", "--today", TODAY, cwd=root)
        assert done.stdout == "Nothing to do: 3 unchanged.\n", done


@pytest.mark.sampled(3)
@pytest.mark.parametrize("report", REPORTS)
def test_every_report_is_a_workbook_too(report: str, root: Path) -> None:
    of = ["platform-2026"] if report == "programme" else []
    words = ["report", report, *of, "--today", TODAY]
    assert play(*words, "--format", "xlsx", "-o", "r.xlsx", cwd=root).exit == 0
    found = sheets(root / "r.xlsx")
    text = play(*words, "--format", "csv", cwd=root).stdout
    sections = {row["section"] for row in csv.DictReader(io.StringIO(text))}
    assert {*found} >= {section for section in sections if section}


def test_shares_are_percents_and_dates_are_dates(root: Path) -> None:
    play("report", "mentorships", "--format", "xlsx", "-o", "r.xlsx", "--today", TODAY, cwd=root)
    verdicts: Any = openpyxl.load_workbook(root / "r.xlsx")["verdicts"]
    assert verdicts.cell(2, 3).number_format == "0 %"
    assert 0 <= verdicts.cell(2, 3).value <= 1
    exporting(root, "mentorships", "--format", "xlsx", "-o", "m.xlsx")
    (rows,) = sheets(root / "m.xlsx").values()
    assert isinstance(rows[0]["started"], date)


def test_the_same_data_is_the_same_bytes(root: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        assert exporting(root, "people", "--format", "xlsx", "-o", name).exit == 0
    assert (root / "a.xlsx").read_bytes() == (root / "b.xlsx").read_bytes()
    assert zipfile.is_zipfile(root / "a.xlsx")


def test_a_workbook_goes_into_a_pipe_as_it_is(root: Path) -> None:
    exporting(root, "people", "--format", "xlsx", "-o", "a.xlsx")
    done = subprocess.run(
        [COMMAND, "export", "people", "--format", "xlsx", "--today", TODAY],
        cwd=root,
        env=quiet_environment(root.parent),
        capture_output=True,
        check=True,
    )
    assert done.stdout == (root / "a.xlsx").read_bytes()


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_where_nothing_can_be_written_nothing_half_is_left(form: str, root: Path) -> None:
    before = tree(root)
    done = exporting(root, "people", "--format", form, "-o", "missing/p")
    assert done.exit == 3
    assert "missing/p cannot be written" in done.stderr
    assert tree(root) == before


def test_without_a_kind_the_kinds_are_named(root: Path) -> None:
    done = play("export", cwd=root)
    assert "Commands:\n  me " in done.stdout + done.stderr
    assert done.exit == 2


def test_the_past_is_exported_as_it_was(root: Path) -> None:
    (root / "people" / "ola-nordmann.yaml").unlink()
    assert "ola-nordmann," not in exporting(root, "people").stdout.replace("kari", "")
    assert "\nola-nordmann," in exporting(root, "people", "--at", "HEAD").stdout


def test_without_the_extra_a_sentence_says_what_is_missing(root: Path, run_fresh: Run) -> None:
    (root.parent / "xlsxwriter.py").write_text("raise ImportError\n", encoding="utf-8")
    env = {"PYTHONPATH": str(root.parent)}
    done = run_fresh("export", "people", "--format", "xlsx", "-o", "p.xlsx", cwd=root, env=env)
    assert done.exit == 3
    assert done.stderr.startswith("error: writing XLSX needs the extra `xlsx`\nhelp: pip install ")
    assert not (root / "p.xlsx").exists()
