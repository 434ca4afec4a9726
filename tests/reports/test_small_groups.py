"""No report shows figures that tell of fewer than five people, alone or together with the other reports."""

from __future__ import annotations

import json
import re
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import EXAMPLE, TODAY
from tests.golden.stage import SMALL, play, repository
from tests.linear import few_of, gives_away
from tests.real_shape import organisation, write
from wecomplish_cli.dataset import store
from wecomplish_cli.derive import familiarity, membership
from wecomplish_cli.derive.view import View

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from tests.linear import Total


def report(root: Path, *words: str, who: str = "p-0") -> dict[str, Any]:
    line = ["report", *words, "--format", "json", "--today", TODAY]
    done = play(*line, cwd=root, env={"WECOMPLISH_AS": who})
    assert done.exit == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)["report"]
    return found


def known(view: View, people: Collection[str], said: dict[str, Any]) -> Iterator[Total]:
    """The sums of levels that a report on some people gives."""
    expected = {person: familiarity.expected_of(view, person) for person in people}
    if said["familiarity"] is not None:
        yield {(person, ref): 1 for person, refs in expected.items() for ref in refs}
    for row in said["competences"]:
        if row["familiarity"] is not None:
            refs = familiarity.expectations_by_competence(view)[row["competence"]]
            holders = membership.holders(view, people)[row["competence"]]
            yield {(person, ref): 1 for person in holders for ref in refs}
    for row in said["least_known"]:
        if row["familiarity"] is not None:
            ref = row["expectation"]
            yield {(person, ref): 1 for person, refs in expected.items() if ref in refs}


@pytest.mark.sampled(3)
@pytest.mark.parametrize("seed", range(12))
def test_no_reports_together_give_away_a_few(seed: int, tmp_path: Path) -> None:
    rng = Random(seed)  # noqa: S311 - the same each time is wanted
    root = write(organisation(rng, rng.randrange(8, 15)), tmp_path)
    view = View(store.load(root).org, date.fromisoformat(TODAY))
    everyone = membership.population(view)
    totals = [*known(view, everyone, report(root, "familiarity"))]
    for team in view.org.teams:
        within = membership.members(view, team)
        said = report(root, "familiarity", "--team", team)
        totals += known(view, [person for person in everyone if person in within], said)
    chosen = [*few_of(everyone)]
    for few in rng.sample(chosen, min(len(chosen), 60)):
        assert not gives_away(totals, few), few


def test_the_report_on_a_few_people_has_no_percentage_in_any_format(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", SMALL)
    for line in ("report familiarity", "report mentorships"):
        for form in ("table", "plain", "csv", "md", "html", "json"):
            env = {"WECOMPLISH_TODAY": TODAY, "COLUMNS": "160"}
            done = play(*line.split(), "--format", form, "--all", cwd=root, env=env)
            assert done.exit == 0, done.stderr
            # The three targets, which are no figures of anybody.
            assert not re.search(r"\b(?!(?:30|50|70) %)\d+ %", done.stdout), (line, form)


def test_the_levels_of_the_only_holder_in_a_team_are_not_shown(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", EXAMPLE)
    said = report(root, "familiarity", "--team", "robotics", who="kari-hansen")
    only = next(row for row in said["competences"] if row["competence"] == "roles/platform-engineer")
    assert only == {
        "competence": "roles/platform-engineer",
        "name": "Platform engineer",
        "holders": 1,
        **dict.fromkeys(("awareness", "familiarity", "stale", "missing", "proficient")),
    }
