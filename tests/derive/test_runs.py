"""How many check-ins were due: not while one of the two is away, nor in a pause."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.golden.stage import BAKERY, repository
from wecomplish_cli.dataset import store
from wecomplish_cli.derive import runs
from wecomplish_cli.derive.view import View

if TYPE_CHECKING:
    from pathlib import Path

TERMS = """\
mentor: per-olsen
status: {status}
started: 2026-03-02
{more}checkin_every_days: 7
"""
AWAY = "\nmentoring:\n  away:\n    from: {}\n    until: {}\n"
DAY = date(2026, 5, 11)
"""Ten weeks after the first day."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = repository(tmp_path / "org", BAKERY)
    for folder in ("mentorships", "checkins"):
        for file in (root / folder).rglob("*.yaml"):
            file.unlink()
    write(
        root, "people/ola-nordmann.yaml", "name: Ola\nassignments:\n  roles/baker:\n    since: 2026-01-01\n"
    )
    write(root, "people/per-olsen.yaml", "name: Per\n")
    write(root, "mentorships/ola-nordmann/roles/baker.yaml", TERMS.format(status="active", more=""))
    return root


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def due(root: Path, day: date = DAY) -> int:
    view = View(store.load(root).org, day)
    (run,) = runs.runs(view)
    return runs.due(view, run)


def test_a_check_in_is_due_after_each_interval(root: Path) -> None:
    assert [due(root, date(2026, 3, day)) for day in (2, 8, 9, 16)] == [0, 0, 1, 2]
    assert due(root) == 10


@pytest.mark.parametrize(
    ("mentee", "mentor", "weeks"),
    [
        (("2026-04-07", "2026-04-20"), None, 8),
        (None, ("2026-04-07", "2026-04-20"), 8),
        (("2026-04-07", "2026-04-20"), ("2026-04-07", "2026-04-20"), 8),
        (("2026-04-07", "2026-04-20"), ("2026-04-14", "2026-04-27"), 7),
        (("2026-01-01", "2026-03-16"), None, 8),
        (("2026-05-05", "2026-08-31"), None, 9),
        (("2026-01-01", "9999-12-31"), None, 0),
        (("2026-06-01", "2026-06-30"), None, 10),
    ],
)
def test_no_check_in_is_due_while_one_of_them_is_away(
    mentee: tuple[str, str] | None, mentor: tuple[str, str] | None, weeks: int, root: Path
) -> None:
    for person, when in (("ola-nordmann", mentee), ("per-olsen", mentor)):
        file = root / f"people/{person}.yaml"
        file.write_text(
            file.read_text(encoding="utf-8") + (AWAY.format(*when) if when else ""), encoding="utf-8"
        )
    assert due(root) == weeks


def test_a_pause_that_lasts_counts_up_to_the_last_check_in(root: Path) -> None:
    paused = TERMS.format(status="paused", more="paused_until: 2026-08-01\n")
    write(root, "mentorships/ola-nordmann/roles/baker.yaml", paused)
    assert due(root) == 0
    write(root, "checkins/ola-nordmann/2026-03-24-baker.yaml", "competence: roles/baker\n")
    assert due(root) == 3
