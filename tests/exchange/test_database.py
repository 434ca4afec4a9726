"""All the data as a database; what the page on analysis computes of it are the report's figures."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import EXAMPLE, REPOSITORY, TODAY
from tests.golden.stage import copied, play, tree
from wecomplish_cli.reports.tables.organization import ALL

if TYPE_CHECKING:
    from collections.abc import Callable

BLOCKS = re.findall(
    r"^```sql\n(.*?)^```",
    (REPOSITORY / "docs" / "analysis.md").read_text(encoding="utf-8"),
    re.DOTALL | re.MULTILINE,
)


@pytest.fixture(
    scope="module", params=["example", pytest.param("a thousand people", marks=pytest.mark.thorough)]
)
def root(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("data") / "org"
    if request.param == "example":
        copied(EXAMPLE, folder)
    else:
        script = REPOSITORY / "bench" / "organisation.py"
        subprocess.run([sys.executable, script, "1000", folder], check=True, capture_output=True)
    return folder


def export(root: Path, *words: str) -> Path:
    path = root.parent / "mentoring.db"
    done = play("export", "--format", "sqlite", str(path), *words, "--today", TODAY, cwd=root)
    assert (done.exit, done.stdout) == (0, f"{len(ALL)} tables written to {path}.\n")
    return path


def duck(path: Path) -> Any:
    """Open a database with DuckDB, as the page says, by its extension from PyPI; skipped without it."""
    duckdb = pytest.importorskip("duckdb", reason="no DuckDB here: the page's SQL was not tried with it")
    folder = pytest.importorskip(
        "duckdb_extension_sqlite", reason="no DuckDB that reads SQLite here"
    ).__file__
    (extension,) = Path(folder).parent.rglob("sqlite.duckdb_extension")
    # DuckDB looks for what it loads by the name of the file.
    link = path.with_name("sqlite_scanner.duckdb_extension")
    if not link.exists():
        link.symlink_to(extension)
    database = duckdb.connect()
    database.execute(f"LOAD '{link}'; ATTACH '{path}' AS mentoring (TYPE sqlite); USE mentoring")
    return database


ENGINES: dict[str, Callable[[Path], Any]] = {"sqlite3": sqlite3.connect, "DuckDB": duck}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Callable[[Path], Any]:
    return ENGINES[request.param]


def asked(path: Path, engine: Callable[[Path], Any]) -> dict[str, list[dict[str, Any]]]:
    """What the questions of the page give, by their names."""
    found = {}
    with closing(engine(path)) as database:
        for statement in BLOCKS[0].split(";\n"):
            database.execute(statement)
        for block in BLOCKS[1:]:
            name = block.partition("\n")[0].removeprefix("-- ")
            answer = database.execute(block)
            keys = [each[0] for each in answer.description]
            found[name] = [dict(zip(keys, row, strict=True)) for row in answer.fetchall()]
    return found


@pytest.mark.sampled(4)
def test_the_page_computes_the_figures_of_the_report(root: Path, engine: Callable[[Path], Any]) -> None:
    found = asked(export(root), engine)
    administrator = re.search(r"administrators: \[([a-z0-9-]+)", (root / "wecomplish.yaml").read_text())
    assert administrator
    env = {"WECOMPLISH_AS": administrator[1]}
    done = play("report", "mentorships", "--format", "json", "--today", TODAY, cwd=root, env=env)
    report = json.loads(done.stdout)["report"]
    (shares,) = found["shares"]
    gini, mentor_someone, have_mentor = (verdict["value"] for verdict in report["verdicts"])
    assert shares["people"] == report["people"]
    assert round(shares["have_mentor"], 1) == have_mentor
    assert round(shares["mentor_someone"], 1) == mentor_someone
    assert found["counts"] == [report["counts"]]
    (division,) = found["division"]
    assert round(division["gini"], 1) == gini
    division |= found["carry_half"][0]
    assert {k: round(v, 1) for k, v in division.items()} == report["division"]
    loads = [(row["id"], row["load"], row["capacity"]) for row in found["load"]]
    assert loads == [(row["person"], row["load"], row["places"]) for row in report["load"]]


def test_years_of_exports_are_one_table_for_other_engines(root: Path) -> None:
    page = (REPOSITORY / "docs" / "analysis.md").read_text(encoding="utf-8")
    (copy,) = re.findall(r"^  COPY .*?;$", page, re.DOTALL | re.MULTILINE)
    folder = root.parent / "months"
    with closing(duck(export(root))) as database:
        for month in ("2026-05", "2026-06"):
            database.execute(copy.replace("2026-06", month).replace("'mentorships'", f"'{folder}'"))
        read = f"SELECT month, count(*) FROM read_parquet('{folder}/*/*.parquet') GROUP BY month ORDER BY 1"  # noqa: S608
        ((may, first), (june, second)) = database.execute(read).fetchall()
    assert (may, june) == ("2026-05", "2026-06")
    assert first == second > 0


def test_every_column_is_described_and_every_file_is_in_a_table(root: Path) -> None:
    with closing(sqlite3.connect(export(root))) as database:
        for name, kind in ALL.items():
            info = database.execute(f'PRAGMA table_info("{name}")').fetchall()
            columns = [row[1] for row in info]
            kinds = {row[1]: row[2].lower() for row in info}
            for column in columns:
                found = database.execute(f'SELECT DISTINCT typeof("{column}") FROM "{name}"')  # noqa: S608
                assert {row[0] for row in found} <= {kinds[column], "null"}, (name, column)
            described = database.execute('SELECT "column" FROM "columns" WHERE "table" = ?', (name,))
            assert columns == [*kind.columns] == [row[0] for row in described if row[0]]
        rows = {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in ALL}  # noqa: S608
    files = [path for path in tree(root) if path.endswith(".yaml")]
    for folder in ("people", "teams", "help", "checkins", "reviews", "programs", "insights"):
        assert rows[folder] == sum(path.startswith(f"{folder}/") for path in files), folder
    assert rows["mentorships"] >= sum(path.startswith("mentorships/") for path in files)


def test_where_it_cannot_be_written_nothing_is_left(root: Path) -> None:
    done = play("export", "--format=sqlite", "missing/m.db", cwd=root)
    assert done.exit == 3
    assert "missing/m.db cannot be written" in done.stderr
    assert not (root / "missing").exists()


def test_one_that_is_there_is_replaced(root: Path) -> None:
    first = export(root).read_bytes()
    assert export(root).read_bytes() == first
