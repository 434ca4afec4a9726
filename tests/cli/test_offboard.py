"""Somebody leaves: every mentee, and all that they lead and keep, is handed over, or nothing is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.conftest import TODAY, git
from tests.golden.stage import changes, commit, play, repository, tree

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Done

KARI = "github:990000102"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org")


def offboard(root: Path, *words: str, env: dict[str, str] | None = None) -> Done:
    return play("offboard", *words, "--today", TODAY, cwd=root, env=env or {})


def planned(root: Path, person: str) -> Path:
    assert offboard(root, person, "--plan", "../plan.yaml").exit == 0
    return root.parent / "plan.yaml"


def held(root: Path, path: str) -> Any:
    return yaml.safe_load((root / path).read_text(encoding="utf-8"))


def naming(root: Path, person: str) -> list[tuple[str, str]]:
    """Where somebody is named as who leads, keeps or mentors, as far as it is not over."""
    found = []
    for path in sorted(root.glob("*/**/*.yaml")):
        record, at = yaml.safe_load(path.read_text(encoding="utf-8")), str(path.relative_to(root))
        over = record.get("status") in ("ended", "completed", "declined", "left") or "retired" in record
        for key in ("lead", "leaders", "keeper", "sponsor", "coordinator", "mentor", "co_mentors"):
            names = record.get(key) or []
            if not over and person in ([names] if isinstance(names, str) else names):
                found.append((at, key))
    return found


@pytest.mark.sampled(4)
@pytest.mark.parametrize("person", ["per-olsen", "kari-hansen", "misaki-sato", "ingrid-halvorsen"])
def test_everything_is_handed_over_at_once_and_taken_back_at_once(person: str, root: Path) -> None:
    before = tree(root)
    assert naming(root, person)
    planned(root, person)
    assert changes(before, tree(root)) == {}
    assert offboard(root, "--check", "../plan.yaml").stdout == "no findings in 1 file\n"
    assert offboard(root, "--apply", "../plan.yaml", "--commit").exit == 0
    assert held(root, f"people/{person}.yaml")["status"] == "left"
    assert naming(root, person) == []
    administrators = held(root, "wecomplish.yaml")["administrators"]
    assert person not in administrators
    assert play("check", "--today", TODAY, cwd=root).exit == 0
    again = offboard(root, "--apply", "../plan.yaml", env={"WECOMPLISH_AS": administrators[0]})
    assert (again.exit, again.stdout[:14]) == (0, "Nothing to do:")
    assert play("undo", cwd=root).exit == 0
    assert tree(root) == before


def test_an_administrator_may_do_all_of_it(root: Path) -> None:
    planned(root, "misaki")
    assert offboard(root, "--apply", "../plan.yaml", "--commit").exit == 0
    done = play("authorize", "--base", "HEAD~1", "--actor", KARI, "--today", TODAY, cwd=root)
    assert (done.exit, done.stderr) == (0, "")


def test_who_may_not_assign_writes_nothing(root: Path) -> None:
    planned(root, "per")
    before = tree(root)
    done = offboard(root, "--apply", "../plan.yaml", env={"WECOMPLISH_AS": "henrik-naess"})
    assert (done.exit, "may not propose a mentor" in done.stderr) == (4, True)
    assert tree(root) == before


def test_the_end_the_aim_and_the_open_goals_stay(root: Path) -> None:
    path = "mentorships/ola-nordmann/roles/platform-engineer.yaml"
    was = held(root, path)
    planned(root, "per")
    assert offboard(root, "--apply", "../plan.yaml").exit == 0
    now = held(root, path)
    same = ("until", "target", "program", "goals", "checkin_every_days")
    assert {key: now[key] for key in same} == {key: was[key] for key in same}
    assert (now["mentor"], now["status"], "agreement" in now) == ("bo-lind", "active", False)
    assert now["previous"][-1]["reason"] == "Per Olsen has left"


def test_a_proposal_stays_a_proposal(root: Path) -> None:
    planned(root, "niamh")
    assert offboard(root, "--apply", "../plan.yaml").exit == 0
    slot = held(root, "mentorships/emre-celik/roles/customer-advocate.yaml")
    assert (slot["status"], set(slot["acceptance"].values())) == ("proposed", {"waiting"})


def test_a_mentee_of_two_mentorships_gets_a_mentor_for_each(root: Path) -> None:
    assert play("hold", "aino", "incident-response", "--today", TODAY, cwd=root).exit == 0
    assert play("offer", "per", "--capacity", "4", "--today", TODAY, cwd=root).exit == 0
    words = ("assign", "aino", "incident-response", "--mentor", "per", "--today", TODAY)
    assert play(*words, cwd=root).exit == 0
    assert play("offer", "dariush", "--capacity", "5", "--today", TODAY, cwd=root).exit == 0
    plan = yaml.safe_load(planned(root, "per").read_text(encoding="utf-8"))
    mine = [pair["competence"] for pair in plan["pairs"] if pair["mentee"] == "aino-korhonen"]
    assert mine == ["roles/platform-engineer", "skillsets/incident-response"]


def test_without_a_pair_a_mentorship_ends(root: Path) -> None:
    plan = planned(root, "per")
    text = plan.read_text(encoding="utf-8")
    pair = re.search(r"  - mentee: aino-korhonen\n.*\n.*\n", text)
    assert pair is not None
    plan.write_text(text.replace(pair[0], ""), encoding="utf-8")
    assert offboard(root, "--apply", "../plan.yaml").exit == 0
    slot = held(root, "mentorships/aino-korhonen/roles/platform-engineer.yaml")
    assert (slot["status"], slot["mentor"]) == ("ended", "per-olsen")


HANDED = "    as: keeper\n    to: kari-hansen\n"
BROKEN: dict[str, tuple[str, str, str]] = {
    "nobody known": (HANDED, "    as: keeper\n    to: nobody\n", "WC201 unknown-person"),
    "to who leaves": (HANDED, "    as: keeper\n    to: per-olsen\n", "PLAN left"),
    "to who left": (HANDED, "    as: keeper\n    to: gunnar-moe\n", "PLAN left"),
    "not theirs": ("expectations/fleet-console", "expectations/blameless-review", "PLAN not-theirs"),
    "no such part": ("as: keeper", "as: baker", "PLAN not-theirs"),
    "twice": (HANDED, f"{HANDED}  - what: expectations/fleet-console\n{HANDED}", "PLAN handed-over-twice"),
    "nobody leaves": ("leaves: per-olsen", "leaves: nobody", "WC201 unknown-person"),
    "a mentor who leaves": ("mentor: bo-lind", "mentor: per-olsen", "PLAN left"),
    "a mentor who is full": ("mentor: bo-lind", "mentor: siri-berg", "PLAN full"),
}


@pytest.mark.sampled(3)
@pytest.mark.parametrize("what", BROKEN)
def test_what_is_wrong_is_found_and_nothing_is_written(what: str, root: Path) -> None:
    old, new, finding = BROKEN[what]
    plan = planned(root, "per")
    text = plan.read_text(encoding="utf-8")
    assert old in text
    plan.write_text(text.replace(old, new), encoding="utf-8")
    before = tree(root)
    checked = offboard(root, "--check", "../plan.yaml")
    assert (checked.exit, f"error {finding}" in checked.stdout) == (1, True), checked.stdout
    assert offboard(root, "--apply", "../plan.yaml").exit == 1
    assert tree(root) == before


def test_the_only_administrator_cannot_leave_without_another(root: Path) -> None:
    settings = root / "wecomplish.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        re.sub(r"administrators: .*", "administrators: [kari-hansen]", text), encoding="utf-8"
    )
    commit(root)
    plan = planned(root, "kari")
    text = plan.read_text(encoding="utf-8")
    given = re.search(r"    as: administrators\n(    to: .*\n)", text)
    assert given is not None
    plan.write_text(text.replace(given[1], "", 1), encoding="utf-8")
    done = offboard(root, "--check", "../plan.yaml")
    assert (done.exit, "Kari Hansen is the only administrator" in done.stdout) == (1, True)


def test_what_the_plan_leaves_out_is_named(root: Path) -> None:
    plan = planned(root, "per")
    text = plan.read_text(encoding="utf-8").replace(f"  - what: expectations/fleet-console\n{HANDED}", "")
    plan.write_text(text, encoding="utf-8")
    done = offboard(root, "--check", "../plan.yaml")
    said = "Per Olsen stays named under `keeper` of expectations/fleet-console"
    assert (done.exit, said in done.stdout) == (0, True)


def test_refreshing_keeps_who_takes_over_what(root: Path) -> None:
    plan = planned(root, "per")
    text = plan.read_text(encoding="utf-8").replace("to: kari-hansen", "to: ase-bjornstad")
    plan.write_text(text, encoding="utf-8")
    assert play("offer", "dariush", "--capacity", "5", "--today", TODAY, cwd=root).exit == 0
    assert offboard(root, "--apply", "../plan.yaml").exit == 1
    assert offboard(root, "--refresh", "../plan.yaml").exit == 0
    assert offboard(root, "--check", "../plan.yaml").exit == 0
    assert "to: ase-bjornstad" in plan.read_text(encoding="utf-8")


def test_who_has_left_already_can_still_be_handed_over(root: Path) -> None:
    person = root / "people" / "per-olsen.yaml"
    text = person.read_text(encoding="utf-8").replace("status: active", "status: left")
    person.write_text(text, encoding="utf-8")
    planned(root, "per-olsen")
    assert offboard(root, "--apply", "../plan.yaml").exit == 0
    assert naming(root, "per-olsen") == []
    assert play("check", "--today", TODAY, cwd=root).exit == 0


def test_names_from_the_data_stay_comments(root: Path) -> None:
    team = root / "teams" / "robotics.yaml"
    hostile = 'name: "R # unmatched: [] \\u2603 - what: x"'
    team.write_text(team.read_text(encoding="utf-8").replace("name: Robotics", hostile), encoding="utf-8")
    planned(root, "misaki")
    assert offboard(root, "--check", "../plan.yaml").stdout == "no findings in 1 file\n"
    assert git(root, "status", "--short", "people") == ""
