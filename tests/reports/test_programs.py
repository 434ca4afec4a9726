"""Every number of the report on a programme, counted once more from the files."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.conftest import EXAMPLE, TODAY
from tests.golden.stage import play

if TYPE_CHECKING:
    from pathlib import Path


def read(folder: str) -> dict[str, Any]:
    """The records below a folder of the example, by their path in it."""
    root = EXAMPLE / folder
    found = {file: yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(root.rglob("*.yaml"))}
    return {_within(file, root): record for file, record in found.items()}


def _within(file: Path, root: Path) -> str:
    return str(file.relative_to(root).with_suffix(""))


@pytest.mark.parametrize("program", ["platform-2026", "leading-2026"])
def test_every_number_of_a_programme_is_that_of_the_files(program: str) -> None:
    said = play("report", "program", program, "--format", "json", "--today", TODAY, cwd=EXAMPLE).stdout
    report = json.loads(said)["program"]
    slots = {ref: slot for ref, slot in read("mentorships").items() if slot.get("program") == program}
    running = {ref: slot for ref, slot in slots.items() if slot["status"] in ("proposed", "active", "paused")}
    assert {f"{p['mentee']}/{p['competence']}" for p in report["pairs"]} == {*running}
    held = due = 0
    for ref, slot in running.items():
        if slot["status"] != "active":
            continue
        mentee, _, competence = ref.partition("/")
        held += sum(
            c["competence"] == competence
            and date.fromisoformat(path.rpartition("/")[2][:10]) >= slot["started"]
            for path, c in read("checkins").items()
            if path.startswith(f"{mentee}/")
        )
        due += (date.fromisoformat(TODAY) - slot["started"]).days // slot.get("checkin_every_days", usual())
    assert (report["held"], report["due"]) == (held, due)
    goals = [
        g["status"].replace("_", " ") for slot in running.values() for g in slot.get("goals", {}).values()
    ]
    assert dict(report["goals"]) == {status: goals.count(status) for status in goals}
    joined = [
        p
        for p in read("people").values()
        if p.get("programs", {}).get(program, {}).get("as") in ("mentee", "both")
    ]
    assert report["page"]["steps"]["joined"] == len(joined)


def usual() -> int:
    """Days between check-ins where a mentorship names none."""
    settings = yaml.safe_load((EXAMPLE / "wecomplish.yaml").read_text(encoding="utf-8"))
    return int(settings.get("mentorship", {}).get("checkin_every_days", 14))


def test_thanks_are_by_name_and_count_nobody() -> None:
    rows = json.loads(play("report", "thanks", "--format", "json", "--today", TODAY, cwd=EXAMPLE).stdout)[
        "thanks"
    ]["rows"]
    assert [row["name"].casefold() for row in rows] == sorted(row["name"].casefold() for row in rows)
    answered = [
        r for r in read("help").values() if r.get("answered") and r["answered"]["date"] >= date(2026, 3, 2)
    ]
    assert sum(row["said"].startswith("helped ") for row in rows) == len(answered)
