"""Reports of every size and in every format: short for people, whole for programs."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import TODAY
from tests.golden.stage import play
from tests.real_shape import DAY, organisation, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REPORTS = ("report mentorships", "report familiarity", "report unclear", "report help")
OF_ONE = ("mentorships p-1", "training p-5", "support p-5", "team p-3 --cards")


def said(root: Path, line: str, *more: str, columns: str = "80") -> str:
    env = {"WECOMPLISH_AS": "p-0", "COLUMNS": columns}
    done = play(*line.split(), *more, "--today", TODAY, cwd=root, env=env)
    assert done.exit == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module", params=[400, pytest.param(1700, marks=pytest.mark.thorough)])
def large(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = organisation(Random(1), request.param)  # noqa: S311 - the same each time is wanted
    for number in range(100):
        # Names as long as they come, which would take many lines each.
        files[f"people/p-{number}"]["name"] = f"Person {number} " + "of many names " * 12
    for number in range(40):
        items = {f"do-{n}": {"title": f"{n} of {number} " + "and more " * 25} for n in range(5)}
        record = {
            "name": f"Role {number} " + "of all sorts " * 14,
            "critical": True,
            "responsibilities": items,
        }
        files[f"roles/x-{number}"] = record
        files[f"people/p-{number}"].setdefault("assignments", {})[f"roles/x-{number}"] = {"since": DAY}
    return write(files, tmp_path_factory.mktemp("large"))


@pytest.mark.sampled(10)
@pytest.mark.parametrize("line", REPORTS)
def test_a_report_on_many_people_is_short(line: str, large: Path) -> None:
    text = said(large, line, "--format", "table")
    assert text.count("\n") <= 80
    assert "--all shows them" in text or line == "report unclear"
    assert max(map(len, text.splitlines())) < 200


@pytest.mark.sampled(3)
@pytest.mark.parametrize("form", ["table", "md", "html"])
def test_the_rest_is_counted_and_there_for_the_asking(form: str, tmp_path: Path) -> None:
    root = write(organisation(Random(3), 120), tmp_path)  # noqa: S311 - the same each time is wanted
    rows = json.loads(said(root, "report mentorships", "--format", "json"))["report"]["without_mentor"]
    short = said(root, "report mentorships", "--format", form, columns="200")
    every = said(root, "report mentorships", "--format", form, "--all", columns="200")
    assert len(rows) > 10
    assert f"and {len(rows) - 10:,} more" in short or form in ("table", "html")
    assert short == every or form != "html"
    assert all(row["person"] in every for row in rows)
    assert "--all" not in every


def test_nothing_is_cut_where_there_is_little(tmp_path: Path) -> None:
    root = write(organisation(Random(4), 8), tmp_path)  # noqa: S311 - the same each time is wanted
    assert said(root, "report mentorships", "--format", "table") == said(
        root, "report mentorships", "--format", "table", "--all"
    )


IDS = ("person", "people", "mentee", "mentor", "mentors", "learner", "teacher", "competence", "expectation")
"""What says in JSON whom and what a figure is about."""


def named(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from named(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from named(inner, key)
    elif isinstance(value, str) and key in IDS:
        yield value


@pytest.mark.sampled(4)
@pytest.mark.parametrize("line", [*REPORTS, *OF_ONE])
def test_csv_and_plain_have_all_that_json_has(line: str, tmp_path: Path) -> None:
    root = write(organisation(Random(2), 60), tmp_path)  # noqa: S311 - the same each time is wanted
    answer = json.loads(said(root, line, "--format", "json"))
    wanted = {*named(answer)} - {line.split()[1]}
    sheet = " ".join(
        cell for row in csv.reader(StringIO(said(root, line, "--format", "csv"))) for cell in row
    )
    for words in (sheet, said(root, line, "--format", "plain")):
        assert {each for each in wanted if not re.search(rf"(?<![\w-]){each}(?![\w-])", words)} == set()
