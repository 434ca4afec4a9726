"""Plans of pairs: edited, broken, stale, cut off; all of a plan is written, or nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.conftest import TODAY, git
from tests.golden.stage import changes, play, repository, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Done

MENTEES = "lukasz,henrik,bo,kari"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org")


@pytest.fixture
def plan(root: Path) -> Path:
    """A plan of three pairs, and one mentee for whom there is nobody."""
    done = match(root, "--mentees", MENTEES, "--plan", "../plan.yaml")
    assert done.exit == 0
    return root.parent / "plan.yaml"


def match(root: Path, *words: str, env: dict[str, str] | None = None) -> Done:
    return play("match", *words, "--today", TODAY, cwd=root, env=env or {})


def edit(plan: Path, old: str, new: str) -> None:
    text = plan.read_text(encoding="utf-8")
    assert old in text
    plan.write_text(text.replace(old, new), encoding="utf-8")


def test_a_plan_is_read_back_as_it_was_written(plan: Path, root: Path) -> None:
    held = yaml.safe_load(plan.read_text(encoding="utf-8"))
    assert [(p["mentee"], p["mentor"]) for p in held["pairs"]] == [
        ("bo-lind", "dariush-rostami"),
        ("kari-hansen", "ase-bjornstad"),
        ("lukasz-wisniewski", "henrik-naess"),
    ]
    assert held["unmatched"] == ["henrik-naess"]
    assert held["commit"] == git(root, "rev-parse", "HEAD").strip()
    assert match(root, "--check", str(plan)).stdout == "no findings in 1 file\n"


def test_all_pairs_are_written_at_once_and_taken_back_at_once(plan: Path, root: Path) -> None:
    before = tree(root)
    done = match(root, "--apply", str(plan), "--commit")
    assert done.exit == 0
    assert len(changes(before, tree(root))) == 3
    assert git(root, "rev-list", "--count", "HEAD").strip() == "2"
    assert play("check", "--today", TODAY, cwd=root).exit == 0
    again = match(root, "--apply", str(plan))
    assert (again.exit, again.stdout[:14]) == (0, "Nothing to do:")
    assert play("undo", cwd=root).exit == 0
    assert tree(root) == before


def test_where_everyone_is_asked_the_pairs_are_proposed(root: Path) -> None:
    settings = root / "wecomplish.yaml"
    text = settings.read_text(encoding="utf-8").replace("consent: optional", "consent: required")
    settings.write_text(text, encoding="utf-8")
    assert match(root, "--mentees", MENTEES, "--plan", "../plan.yaml").exit == 0
    done = match(root, "--apply", "../plan.yaml")
    assert (done.exit, done.stdout.count("because everyone's consent is required")) == (0, 3)
    slot = yaml.safe_load((root / "mentorships/bo-lind/roles/platform-engineer.yaml").read_text("utf-8"))
    assert (slot["status"], slot["acceptance"]["dariush-rostami"]) == ("proposed", "waiting")


HENRIK_TOO = "{mentee: henrik-naess, mentor: lukasz-wisniewski, competence: roles/robotics-engineer}"

BROKEN: dict[str, tuple[str, str, str, str]] = {
    "themselves": ("mentor: dariush-rostami", "mentor: bo-lind", "mentor: bo-lind", "PLAN self"),
    "nobody known": ("mentor: dariush-rostami", "mentor: nobody", "mentor: nobody", "WC201 unknown-person"),
    "left": ("mentor: dariush-rostami", "mentor: gunnar-moe", "mentor: gunnar-moe", "PLAN left"),
    "closed": ("mentor: dariush-rostami", "mentor: ola-nordmann", "mentor: ola-nordmann", "PLAN closed"),
    "full": ("mentor: dariush-rostami", "mentor: per-olsen", "mentor: per-olsen", "PLAN full"),
    "no competence": (
        "competence: roles/platform-engineer",
        "competence: roles/plumber",
        "roles/plumber",
        "WC203 unknown-competence",
    ),
    "not held": (
        "competence: roles/platform-engineer",
        "competence: skillsets/robot-safety",
        "skillsets/robot-safety",
        "WC208 assignment-not-held",
    ),
    "slot taken": (
        "mentee: lukasz-wisniewski\n    mentor: henrik-naess\n    competence: roles/robotics-engineer",
        "mentee: ayse-yildirim\n    mentor: henrik-naess\n    competence: roles/robotics-engineer",
        "mentee: ayse-yildirim",
        "PLAN slot-taken",
    ),
    "pair twice": (
        "unmatched:\n",
        "  - mentee: bo-lind\n    mentor: per-olsen\n    competence: roles/platform-engineer\nunmatched:\n",
        "mentor: per-olsen",
        "PLAN pair-twice",
    ),
    "circle": (
        "unmatched:\n",
        f"  - {HENRIK_TOO}\nunmatched:\n",
        "mentor: lukasz-wisniewski",
        "WC306 mentor-circle",
    ),
    "another organisation": ("Fjord Robotics", "Bakery", "organization:", "PLAN other-organization"),
    "later version": ("plan: 1", "plan: 2", "plan: 2", "PLAN newer-plan"),
    "unknown key": ("made: 2026", "maid: 2026", "maid:", "WC101 unknown-key"),
    "no pairs": ("pairs:\n", "pears:\n", "pears:", "WC101 unknown-key"),
    "no program": ("plan: 1", "plan: 1\nprogram: nowhere", "program: nowhere", "WC205 unknown-program"),
    "a key twice": ("made: 2026", "plan: 1\nmade: 2026", "", "WC009 duplicate-key"),
    "an anchor": ("mentor: dariush-rostami", "mentor: &x dariush-rostami", "&x", "WC010 anchor-or-alias"),
    "a conflict": ("pairs:\n", "<<<<<<< HEAD\npairs:\n", "<<<<<<<", "WC016 conflict-marker"),
    "other data": ("data: ", "data: 0", "data: 0", "PLAN data-changed"),
}
"""What is edited into what, a part of the line at which it is found, and what is found there."""


@pytest.mark.sampled(5)
@pytest.mark.parametrize("what", BROKEN)
def test_what_is_wrong_is_found_at_its_line_and_nothing_is_written(what: str, plan: Path, root: Path) -> None:
    old, new, part, finding = BROKEN[what]
    edit(plan, old, new)
    before, text = tree(root), plan.read_bytes()
    checked = match(root, "--check", "../plan.yaml")
    assert checked.exit == 1
    told = re.findall(r"^\.\./plan\.yaml:(\d+):\d+: error (.+?): ", checked.stdout, re.MULTILINE)
    assert finding in [each for _, each in told]
    if part:
        at = plan.read_text(encoding="utf-8")
        lines = {number for number, line in enumerate(at.split("\n"), 1) if part in line}
        if what == "pair twice":
            lines = {line - 1 for line in lines}
        assert lines & {int(number) for number, each in told if each == finding}
    applied = match(root, "--apply", "../plan.yaml")
    assert applied.exit == 1
    assert "cannot be applied; nothing was written" in applied.stderr
    assert (tree(root), plan.read_bytes()) == (before, text)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("lines", range(9, 40, 3))
def test_a_plan_that_was_cut_off_is_refused(lines: int, plan: Path, root: Path) -> None:
    text = plan.read_text(encoding="utf-8").split("\n")
    last = next(number for number, line in enumerate(text) if line.startswith("unmatched"))
    plan.write_text("\n".join(text[: min(lines, last)]), encoding="utf-8")
    before = tree(root)
    done = match(root, "--apply", "../plan.yaml")
    assert done.exit == 1
    assert "error WC" in done.stderr
    assert tree(root) == before


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "error WC"),
        (b"\xff\xfe", "error WC002"),
        (b"[]\n", "error WC018"),
        (b"plan: [1\n", "error WC007"),
        (b"- 1\n", "error WC018"),
        (b"pairs: " + b"[" * 9000, "error WC"),
        (b"x: " + b"a" * (2 << 20), "too large"),
    ],
)
def test_what_is_no_plan_is_named_with_its_reason(content: bytes, said: str, root: Path) -> None:
    (root.parent / "plan.yaml").write_bytes(content)
    for act in ("--check", "--apply", "--refresh"):
        done = match(root, act, "../plan.yaml")
        assert done.exit in (1, 3)
        assert said in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
    assert (root.parent / "plan.yaml").read_bytes() == content


def test_what_changed_since_is_named(plan: Path, root: Path) -> None:
    assert play("offer", "per", "--capacity", "5", "--today", TODAY, cwd=root).exit == 0
    assert play("checkin", "ola", "platform-engineer", "--today", TODAY, cwd=root).exit == 0
    done = match(root, "--apply", str(plan))
    assert done.exit == 1
    assert "the data changed since the plan was made: people/per-olsen.yaml\n" in done.stderr


def test_what_a_matching_does_not_depend_on_may_change(plan: Path, root: Path) -> None:
    assert play("checkin", "ola", "platform-engineer", "--today", TODAY, cwd=root).exit == 0
    assert match(root, "--apply", str(plan)).exit == 0


def test_without_git_it_is_only_known_that_something_changed(plan: Path, root: Path) -> None:
    (root / ".git").rename(root.parent / "away")
    assert play("offer", "per", "--capacity", "5", "--today", TODAY, cwd=root).exit == 0
    done = match(root, "--apply", str(plan))
    assert done.exit == 1
    assert "the data changed since the plan was made; git cannot tell what" in done.stderr


def refreshed(plan: Path, root: Path, change: Callable[[], object]) -> tuple[Done, list[tuple[str, str]]]:
    change()
    done = match(root, "--refresh", "../plan.yaml")
    assert done.exit == 0
    assert match(root, "--check", "../plan.yaml").exit == 0
    held = yaml.safe_load(plan.read_text(encoding="utf-8"))
    return done, [(pair["mentee"], pair["mentor"]) for pair in held["pairs"]]


def test_refreshing_keeps_what_still_holds_and_matches_the_others_again(plan: Path, root: Path) -> None:
    edit(plan, "mentor: henrik-naess", "mentor: misaki-sato")

    def change() -> None:
        for words in (
            ("offer", "dariush", "--closed"),
            ("offer", "per", "--capacity", "4"),
            ("offer", "misaki", "--capacity", "3"),
        ):
            assert play(*words, "--today", TODAY, cwd=root).exit == 0

    done, pairs = refreshed(plan, root, change)
    assert "left out: Dariush Rostami (داریوش رستمی) does not want to mentor now\n" in done.stderr
    # What was edited in by hand stays, though the tool would have chosen another.
    assert ("lukasz-wisniewski", "misaki-sato") in pairs
    assert ("bo-lind", "per-olsen") in pairs
    # And so the circle is gone that left Henrik without a mentor.
    assert ("henrik-naess", "lukasz-wisniewski") in pairs


def test_refreshing_what_was_applied_leaves_the_pairs_out(plan: Path, root: Path) -> None:
    _, pairs = refreshed(plan, root, lambda: match(root, "--apply", "../plan.yaml"))
    assert ("bo-lind", "dariush-rostami") not in pairs


def test_names_from_the_data_stay_comments(root: Path) -> None:
    person = root / "people" / "bo-lind.yaml"
    hostile = 'name: "Bo # unmatched: [] \\u2603 - mentee: x"'
    person.write_text(person.read_text(encoding="utf-8").replace("name: Bo Lind", hostile), encoding="utf-8")
    assert match(root, "--mentees", MENTEES, "--plan", "../plan.yaml").exit == 0
    assert match(root, "--check", "../plan.yaml").stdout == "no findings in 1 file\n"
    assert match(root, "--apply", "../plan.yaml").exit == 0


def test_a_plan_that_cannot_be_written_is_named(root: Path) -> None:
    done = match(root, "--mentees", MENTEES, "--plan", "nowhere/plan.yaml")
    assert (done.exit, "nowhere/plan.yaml cannot be written" in done.stderr) == (3, True)


def test_one_pair_that_cannot_be_keeps_all_others_back(plan: Path, root: Path) -> None:
    before = tree(root)
    done = match(root, "--apply", str(plan), env={"WECOMPLISH_AS": "henrik-naess"})
    assert done.exit == 4
    assert "pair 1: Henrik Næss may not propose a mentor for Bo Lind" in done.stderr
    assert tree(root) == before
