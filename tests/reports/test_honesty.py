"""What holds for every report: it ends with what it cannot say, and no share is of fewer than five people."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.conftest import EXAMPLE, TODAY
from tests.golden.stage import SMALL, play
from tests.real_shape import organisation, with_programme, write
from wecomplish_cli.cli.commands.report import REPORTS

if TYPE_CHECKING:
    from pathlib import Path

LINES = [*(f"report {name}" for name in REPORTS if name != "programme")]
ON_PROGRAMMES = ["report programme rye", "report progress --programme rye", "programme calibrate rye"]
TARGETS = ("30", "50", "70")
"""Those of the organisation, which are no figures of anybody."""


def shown(root: Path, line: str, form: str, who: str) -> str:
    env = {"WECOMPLISH_AS": who, "COLUMNS": "160"}
    done = play(*line.split(), "--format", form, "--all", "--today", TODAY, cwd=root, env=env)
    assert done.exit == 0, done.stderr
    return done.stdout


@pytest.mark.sampled(3)
@pytest.mark.parametrize("line", LINES)
def test_every_report_ends_with_what_it_cannot_say(line: str) -> None:
    for root in (EXAMPLE, SMALL):
        said = shown(root, line, "md", "kari-hansen")
        assert said.strip().rpartition("\n\n")[2].startswith("This cannot say "), said


def test_no_report_on_four_people_has_a_percentage_in_any_format(tmp_path: Path) -> None:
    rng = Random(3)  # noqa: S311 - the same each time is wanted
    root = write(with_programme(rng, organisation(rng, 4)), tmp_path)
    for line in (*LINES, *ON_PROGRAMMES):
        for form in ("table", "plain", "csv", "md", "html", "json"):
            said = shown(root, line, form, "p-0")
            shares = set(re.findall(r"\b(\d+)(?: %|&#160;%)", said))
            assert shares <= {*TARGETS}, (line, form, shares)
            assert form != "md" or "This cannot say " in said
