"""Proposals that nobody answers: found, reported, and brought to whoever can do something about them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import TODAY
from tests.golden.stage import BAKERY, play, repository

if TYPE_CHECKING:
    from pathlib import Path

LATER = "2026-10-01"
SLOT = "mentorships/ola-nordmann/skillsets/first-aid.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A bakery in which a leader has proposed a mentor, and nobody has answered."""
    root = repository(tmp_path / "org", BAKERY)
    done = play("assign", "ola", "first-aid", "--mentor", "per", "--propose", "--today", TODAY, cwd=root)
    assert done.exit == 0
    return root


def answer(root: Path, *words: str, today: str = LATER) -> Any:
    done = play(*words, "--format", "json", "--today", today, cwd=root)
    assert done.exit in (0, 1)
    return json.loads(done.stdout)


def needs(root: Path, who: str, today: str = LATER) -> list[tuple[str, str, int]]:
    done = play("--today", today, cwd=root, env={"WECOMPLISH_AS": who, "COLUMNS": "200"})
    assert done.exit == 0
    found = [line.split("\t") for line in done.stdout.splitlines()]
    return [(line[0], line[1], int(line[-1])) for line in found if line[0] in ("yes", "proposal")]


def test_a_proposal_says_when_it_was_made(root: Path) -> None:
    assert f"status: proposed\nproposed: {TODAY}\n" in (root / SLOT).read_text(encoding="utf-8")


def test_the_check_finds_it_after_some_time(root: Path) -> None:
    assert "WC323" not in play("check", "--today", "2026-06-15", cwd=root).stdout
    found = play("check", "--today", "2026-06-16", cwd=root).stdout
    said = "waiting for an answer from Ola Nordmann and Per Olsen for 15 days; should be answered within 14"
    assert f"{SLOT}:2:9: warning WC323 overdue-proposal: {said}" in found


def test_the_report_lists_it_with_those_who_are_waited_for(root: Path) -> None:
    (found,) = answer(root, "report", "mentorships")["report"]["proposals"]
    assert (found["mentee"], found["days"], found["overdue"]) == ("ola-nordmann", 122, True)
    assert found["waiting_for"] == ["ola-nordmann", "per-olsen"]
    for how in ("plain", "csv", "md"):
        shown = play("report", "mentorships", "--format", how, "--today", LATER, cwd=root).stdout
        assert "Ola Nordmann, Per Olsen" in shown
    assert play("accept", "ola", "first-aid", "--by", "ola", "--today", TODAY, cwd=root).exit == 0
    (found,) = answer(root, "report", "mentorships")["report"]["proposals"]
    assert found["waiting_for"] == ["per-olsen"]
    assert play("decline", "ola", "first-aid", "--by", "per", "--today", TODAY, cwd=root).exit == 0
    assert answer(root, "report", "mentorships")["report"]["proposals"] == []


def test_the_report_offers_what_its_reader_can_do_about_it(root: Path) -> None:
    settings = root / "wecomplish.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("administrators: [", "administrators: [per-olsen, "), encoding="utf-8")
    for reader, day, verb in (("per", LATER, "accept"), ("kari", LATER, "end"), ("kari", TODAY, "show")):
        words = ("report", "mentorships", "--format", "table", "--today", day)
        shown = play(*words, cwd=root, env={"WECOMPLISH_AS": reader}).stdout
        assert f"wecomplish {verb} ola-nordmann skillsets/first-aid\n" in shown


def test_one_without_a_day_is_listed_last_and_not_known_to_wait_too_long(root: Path) -> None:
    text = (root / SLOT).read_text(encoding="utf-8")
    (root / SLOT).write_text(text.replace(f"proposed: {TODAY}\n", ""), encoding="utf-8")
    (found,) = answer(root, "report", "mentorships")["report"]["proposals"]
    assert (found["days"], found["since"], found["overdue"]) == (None, None, False)
    assert "WC323" not in play("check", "--today", LATER, cwd=root).stdout


def test_everyone_who_can_do_something_is_reminded(root: Path) -> None:
    assert needs(root, "ola-nordmann") == [("yes", "per-olsen", 122)]
    assert needs(root, "per-olsen") == [("yes", "ola-nordmann", 122)]
    assert needs(root, "kari-hansen") == [("proposal", "ola-nordmann", 122)]
    assert needs(root, "kari-hansen", "2026-06-10") == []
    assert play("accept", "ola", "first-aid", "--by", "ola", "--today", TODAY, cwd=root).exit == 0
    assert needs(root, "ola-nordmann") == [("proposal", "per-olsen", 122)]


def test_both_digests_tell_of_it(root: Path) -> None:
    one = play("digest", "per", "--channel", "text", "--today", LATER, cwd=root).stdout
    assert (
        "Please accept or decline the mentorship with Ola Nordmann in First aid. It has been waiting since"
        in " ".join(one.split())
    )
    everyone = play("digest", "--all", "--channel", "text", "--today", LATER, cwd=root).stdout
    to_kari = next(each for each in everyone.split("To: ") if each.startswith("Kari Hansen"))
    said = "Please remind them, or end it: wecomplish end ola-nordmann skillsets/first-aid"
    assert said in " ".join(to_kari.split())


def test_whoever_is_no_longer_open_learns_which_proposals_wait_for_them(root: Path) -> None:
    done = play("offer", "per", "--closed", "--today", LATER, cwd=root)
    assert done.exit == 0
    said = "a proposal to mentor Ola Nordmann in First aid is still waiting for their answer"
    command = "wecomplish decline ola-nordmann skillsets/first-aid --by per-olsen"
    assert f"{said}: {command}" in done.stdout + done.stderr
    assert "proposal" not in play("offer", "kari", "--closed", "--today", LATER, cwd=root).stdout


def test_all_mentorships_of_a_person_are_told_from_both_sides(root: Path) -> None:
    end = ("end", "ola", "baker", "--reason", "Moved", "--today", TODAY)
    assert play(*end, cwd=root).exit == 0
    assign = ("assign", "ola", "baker", "--mentor", "kari", "--today", TODAY)
    assert play(*assign, cwd=root).exit == 0
    for who, side, other in (("per", "mentored", "ola-nordmann"), ("ola", "had_as_mentors", "per-olsen")):
        assert answer(root, "mentorships", who)["mentorships"][side] == []
        (found,) = answer(root, "mentorships", who, "--all")["mentorships"][side]
        assert (found["person"], found["competence"], found["part"]) == (other, "roles/baker", "mentor")
        assert (found["status"], found["started"], found["ended"]) == ("ended", "2026-05-02", TODAY)
        shown = play("mentorships", who, "--all", "--format", "md", "--today", LATER, cwd=root).stdout
        assert "Moved" in shown
