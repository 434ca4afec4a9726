"""What the data holds is said where somebody needs it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY
from tests.golden.stage import play, repository
from tests.reports.test_every_key import EVERY_KEY

if TYPE_CHECKING:
    from pathlib import Path

BAKER = "mentorships/ola/roles/baker.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org", EVERY_KEY)


def said(root: Path, line: str, who: str = "kari", form: str = "--format table", today: str = TODAY) -> str:
    env = {"WECOMPLISH_AS": who, "COLUMNS": "300", "WECOMPLISH_TODAY": today}
    done = play(*line.split(), *form.split(), cwd=root, env=env)
    assert done.exit == 0, done.stderr
    return done.stdout + done.stderr


def replaced(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("line", ["training ola", "support ola", "show ola roles/baker", "history ola"])
def test_a_review_is_told_with_the_levels_that_the_mentor_saw(line: str, root: Path) -> None:
    text = said(root, line)
    assert "follow up" in text
    assert "Knead the dough: aware" in text


def test_who_was_seen_otherwise_is_told_until_they_indicate_it_anew(root: Path) -> None:
    heading = "What your mentor saw otherwise: 1"
    assert heading not in said(root, "", "ola")
    replaced(root, "reviews/ola/2026-05-10-baker.yaml", "knead: aware", "bake: understand")
    (root / "reviews/ola/2026-05-10-baker.yaml").rename(root / "reviews/ola/2026-05-25-baker.yaml")
    text = said(root, "", "ola")
    assert heading in text
    command = next(line for line in text.splitlines() if "→ wecomplish indicate" in line)
    said(root, command.partition("→ wecomplish ")[2], "ola", "")
    assert heading not in said(root, "", "ola")


def test_what_came_of_a_check_in_is_part_of_the_history(root: Path) -> None:
    assert "Watched the second batch." in said(root, "history ola")


def test_a_goal_past_its_date_is_said_to_be(root: Path) -> None:
    assert "✗ Focus: Bake rye alone" not in said(root, "support ola")
    text = said(root, "support ola", today="2026-08-01")
    assert "✗ Focus: Bake rye alone (on track, should be done since 30 July 2026)" in text


def test_who_asks_for_help_is_told_who_is_away(root: Path) -> None:
    away = "  open: true\n  away:\n    from: 2026-05-20\n    until: 2026-06-19\n"
    replaced(root, "people/per.yaml", "  open: true\n", away)
    text = said(root, "request-help me roles/baker/bake --question Hot?", "ola", "")
    assert "Per Mentor (away until 19 June 2026) and Siri Co will see it" in text


def test_a_mentor_who_is_proposed_could_mentor(root: Path) -> None:
    folder = root / "mentorships/siri/roles"
    folder.mkdir(parents=True)
    said_yes = "acceptance:\n  per: 2026-05-30\n\n  siri: waiting\n"
    proposal = f"mentor: per\nstatus: proposed\nproposed: 2026-05-30\n{said_yes}"
    (folder / "baker.yaml").write_text(proposal, encoding="utf-8")
    assert re.search(r"Siri Co +Baker +Per Mentor \(proposed\)", said(root, "report mentorships"))


def test_the_report_lists_the_mentorships_and_how_they_are(root: Path) -> None:
    text = said(root, "report mentorships")
    assert "Mentorships under way: 2" in text
    assert "1 paused, 1 on track" in text
    assert re.search(r"Ola Every +Baker +Per Mentor, Siri Co", text)


def test_the_history_of_a_mentor_tells_what_they_gave(root: Path) -> None:
    text = said(root, "history per")
    assert re.search(r"answered +helper +Bake the bread +Ola Every +How hot\?", text)
    assert re.search(r"reviewed +mentor +Baker +Ola Every +follow up", text)
    assert re.search(r"insight +source +Bake the bread +Ola Every +“Steam first”", text)


def test_who_saw_a_request_for_help_is_told(root: Path) -> None:
    assert "Siri Co saw it on 31 May 2026" in said(root, "support ola")


def test_the_settings_are_shown_with_those_that_are_defaults(root: Path) -> None:
    replaced(root, "wecomplish.yaml", "  load_gini: 31\n", "")
    text = said(root, "show organisation")
    assert re.search(r"targets.have_mentor +71\s*\n", text)
    assert re.search(r"targets.load_gini +30 +yes", text)
