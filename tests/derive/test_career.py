"""How far someone is on a career path, and what a path may be."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY
from tests.golden.stage import BAKERY, commit, play, repository
from wecomplish_cli.dataset import store
from wecomplish_cli.derive import career
from wecomplish_cli.derive.view import View

if TYPE_CHECKING:
    from pathlib import Path

DAY = date.fromisoformat(TODAY)
BAKER = "roles/baker"
RYE, OVEN = "roles/baker/bake-rye", "roles/baker/light-the-oven"
PATH = f"""\
path:
  - title: Bake alone
    expectations: [{RYE}]
    shown_by: A day's bread
  - title: Keep the oven
    expectations: [{RYE}, {OVEN}]
  - title: Teach the next baker
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return with_path(repository(tmp_path / "org", BAKERY), PATH)


def with_path(root: Path, text: str) -> Path:
    file = root / f"{BAKER}.yaml"
    plain = file.read_text(encoding="utf-8")
    file.write_text(plain.replace("\nresponsibilities", f"{text}\nresponsibilities", 1), encoding="utf-8")
    return root


def levels(root: Path, **given: str) -> None:
    refs = {"rye": RYE, "oven": OVEN}
    text = "".join(
        f"{refs[key]}:\n  level: {level}\n  updated: {DAY}\n" for key, level in sorted(given.items())
    )
    (root / "familiarity/ola-nordmann.yaml").write_text(text, encoding="utf-8")


def following(root: Path) -> career.NextMilestone | None:
    return career.next_milestone(View(store.load(root).org, DAY), "ola-nordmann", BAKER)


@pytest.mark.parametrize(
    ("given", "number", "missing"),
    [
        ({}, 1, ("Bake the rye bread",)),
        ({"rye": "understand"}, 1, ("Bake the rye bread",)),
        ({"rye": "comfortable"}, 2, ("Light the oven at four",)),
        ({"rye": "automated", "oven": "understand"}, 2, ("Light the oven at four",)),
        ({"rye": "comfortable", "oven": "comfortable"}, 3, ()),
    ],
    ids=str,
)
def test_the_next_milestone_is_the_first_with_a_level_below_its_target(
    given: dict[str, str], number: int, missing: tuple[str, ...], root: Path
) -> None:
    levels(root, **given)
    found = following(root)
    assert found is not None
    assert (found.number, found.of, found.missing) == (number, 3, missing)


def test_what_no_level_can_show_is_reached_when_a_goal_of_its_title_is_done(root: Path) -> None:
    levels(root, rye="comfortable", oven="comfortable")
    env = {"WECOMPLISH_TODAY": TODAY, "WECOMPLISH_AS": "ola-nordmann"}
    words = ("ola-nordmann", "baker")
    assert play("goal", "add", *words, "--template", "teach", cwd=root, env=env).exit == 0
    assert following(root) is not None
    assert play("goal", "done", *words, "teach-the-next-baker", cwd=root, env=env).exit == 0
    assert following(root) is None


def test_what_is_retired_is_not_asked_for(root: Path) -> None:
    done = play("retire", OVEN, "--on", TODAY, "--today", TODAY, cwd=root)
    assert done.exit == 0, done.stderr
    levels(root, rye="comfortable")
    found = following(root)
    assert found is not None
    assert found.number == 3


def test_a_competence_without_a_path_has_no_next_milestone(root: Path) -> None:
    view = View(store.load(root).org, DAY)
    assert career.next_milestone(view, "ola-nordmann", "skillsets/first-aid") is None


def test_a_new_id_is_followed_on_the_path(root: Path) -> None:
    commit(root)
    done = play("rename", RYE, "bake-rye-bread", "--today", TODAY, cwd=root)
    assert done.exit == 0, done.stderr
    text = (root / f"{BAKER}.yaml").read_text(encoding="utf-8")
    assert text.count("bake-rye-bread") == 3
    assert "bake-rye]" not in text
    assert play("check", "--today", TODAY, cwd=root).exit == 0


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("path: lead\n", "wrong-type"),
        ("path:\n  lead: {title: Lead}\n", "wrong-type"),
        ("path: [lead]\n", "wrong-type"),
        ("path:\n  - shown_by: A day\n", "missing-key"),
        ("path:\n  - title: Lead\n    goal: Lead\n", "unknown-key"),
        ("path:\n  - title: Lead\n    expectations: [bake-rye]\n", "malformed-reference"),
        ("path:\n  - title: Lead\n    expectations: [roles/baker/fly]\n", "unknown-expectation"),
        ("path:\n  - title: Lead\n    shown_by:\n", "empty-value"),
        ("milestones:\n  - title: Lead\n", "unknown-key"),
    ],
    ids=lambda each: each.strip().replace("\n", " ") if ":" in each else each,
)
def test_a_path_that_is_not_one_is_a_finding(text: str, rule: str, tmp_path: Path) -> None:
    root = with_path(repository(tmp_path / "org", BAKERY), text)
    done = play("check", "--today", TODAY, cwd=root)
    assert (done.exit, f" {rule}:" in done.stdout) == (1, True), done.stdout


def test_whoever_keeps_a_role_may_change_its_path_and_others_may_not(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    for person, number in {"ola-nordmann": 12, "per-olsen": 13}.items():
        file = root / f"people/{person}.yaml"
        text = file.read_text(encoding="utf-8").replace("accounts:\n  github:\n    login: olano\n", "")
        first, _, rest = text.partition("\n")
        file.write_text(f"{first}\naccounts:\n  github:\n    id: {number}\n{rest}", encoding="utf-8")
    commit(root)
    with_path(root, PATH)
    commit(root)
    words = ("authorize", "--base", "HEAD~1", "--head", "HEAD", "--today", TODAY, "--actor")
    assert play(*words, "github:13", cwd=root).exit == 0
    assert play(*words, "github:12", cwd=root).exit == 4
