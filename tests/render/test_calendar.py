"""Calendars are read back by another reader, and say what the YAML says."""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from icalendar import Calendar

from tests.conftest import EXAMPLE, TODAY
from tests.golden.stage import play, repository
from tests.real_shape import DAY, organisation, write

if TYPE_CHECKING:
    from pathlib import Path

SLOT = "mentorships/ola-nordmann/roles/platform-engineer.yaml"


def written(root: Path, person: str, today: str = TODAY) -> str:
    done = play("calendar", person, "--ics", "-", cwd=root, env={"WECOMPLISH_TODAY": today})
    assert (done.exit, done.stderr) == (0, "")
    return done.stdout


def events(root: Path, person: str, today: str = TODAY) -> list[Any]:
    return [*Calendar.from_ical(written(root, person, today)).walk("VEVENT")]


def edited(root: Path, path: str, **keys: Any) -> None:
    file = root / path
    file.write_text(yaml.safe_dump(yaml.safe_load(file.read_text()) | keys, allow_unicode=True))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org")


def test_the_days_are_those_of_the_files() -> None:
    slot = yaml.safe_load((EXAMPLE / SLOT).read_text())
    held = sorted((EXAMPLE / "checkins/ola-nordmann").glob("*-platform-engineer.yaml"))
    days = {yaml.safe_load(held[-1].read_text())["next"], slot["until"], slot["target"]["by"]}
    for goal in slot["goals"].values():
        days |= {goal["due"]} if goal["status"] not in ("done", "dropped") else set()
        days |= {step["due"] for step in goal.get("actions", {}).values() if "done" not in step}
    days |= {yaml.safe_load((EXAMPLE / "programs/platform-2026.yaml").read_text())["ends"]}
    assert {event["dtstart"].dt for event in events(EXAMPLE, "ola")} == days


def test_check_ins_come_again_until_the_planned_end(root: Path) -> None:
    edited(root, SLOT, checkin_every_days=10, until=date(2026, 7, 3))
    (checkin,) = [each for each in events(root, "ola") if "rrule" in each]
    assert checkin["summary"] == "Check-in with Per Olsen and Bo Lind: Platform engineer"
    assert checkin["rrule"] == {"FREQ": ["DAILY"], "INTERVAL": [10], "UNTIL": [date(2026, 7, 3)]}
    assert checkin["dtstart"].dt == date(2026, 6, 3)


def test_a_check_in_that_comes_once_has_no_rule(root: Path) -> None:
    edited(root, SLOT, until=date(2026, 6, 5))
    assert not [each for each in events(root, "ola") if "rrule" in each]


def test_what_is_overdue_is_on_today() -> None:
    found = {each["uid"]: each for each in events(EXAMPLE, "kari")}
    later = {each["uid"]: each for each in events(EXAMPLE, "kari", "2026-06-20")}
    assert later.keys() == found.keys()
    (uid,) = [uid for uid, each in found.items() if "rrule" in each]
    assert found[uid]["dtstart"].dt == date(2026, 6, 9)
    assert later[uid]["dtstart"].dt == date(2026, 6, 20)
    assert later[uid]["description"].startswith("This was due on 9 June 2026, 11 days ago.")


def test_equal_data_gives_equal_bytes_and_each_thing_one_id(tmp_path: Path) -> None:
    root = write(organisation(Random(5), 40), tmp_path)  # noqa: S311 - to be the same each time
    for person in (f"p-{number}" for number in range(0, 40, 5)):
        once = written(root, person)
        assert once == written(root, person)
        uids = [each["uid"] for each in events(root, person)]
        assert len(uids) == len(set(uids))


def test_mentee_and_mentor_have_the_same_event_under_one_id() -> None:
    def checkin(person: str) -> set[str]:
        return {each["uid"] for each in events(EXAMPLE, person) if "rrule" in each}

    assert checkin("ola") < checkin("per")


def test_a_moved_date_and_a_new_title_keep_the_id(root: Path) -> None:
    before = {each["uid"] for each in events(root, "ola")}
    slot = yaml.safe_load((root / SLOT).read_text())
    slot["goals"]["own-a-release"] |= {"title": "Another title", "due": date(2026, 7, 14)}
    edited(root, SLOT, goals=slot["goals"])
    assert {each["uid"] for each in events(root, "ola")} == before


@pytest.mark.parametrize(
    "text",
    [
        "One; two, three: four\\nfive \\; \\\\ \\",
        "END:VEVENT",
        "BEGIN:VALARM",
        '"quoted" \'; RRULE:FREQ=DAILY',
        "\N{BELL} 佐藤 Åse محمد 🛟 " * 9,
    ],
)
def test_no_text_breaks_out_of_its_property(root: Path, text: str) -> None:
    number = len(events(root, "ola"))
    slot = yaml.safe_load((root / SLOT).read_text())
    slot["goals"]["own-a-release"] |= {"title": text.strip(), "measure": text.strip()}
    lines = f"{text}\nEND:VEVENT\nBEGIN:VEVENT\n {text}".strip()
    edited(root, SLOT, goals=slot["goals"], agreement=lines)
    found = events(root, "ola")
    assert len(found) == number
    assert any(each["summary"].startswith(f"Goal: {text.strip()} (") for each in found)
    assert {text.strip(), lines} <= {str(each.get("description", "")) for each in found}
    assert {name for each in found for name in each} <= {
        *("UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "TRANSP", "RRULE")
    }


def test_every_line_is_as_long_as_the_format_allows() -> None:
    for line in written(EXAMPLE, "per").split("\n"):
        assert len(line.rstrip("\r").encode()) <= 75


@pytest.mark.thorough
def test_two_thousand_events_are_written_quickly(tmp_path: Path) -> None:
    root = write(many_mentees(Random(1)), tmp_path)  # noqa: S311 - to be the same each time
    began = time.process_time()
    text = written(root, "p-0")
    assert time.process_time() - began < 12
    assert text.count("BEGIN:VEVENT") >= 2_000


def many_mentees(rng: Random) -> dict[str, Any]:
    """Eleven hundred people whose mentor is the same one."""
    files = {
        ref: each for ref, each in organisation(rng, 1_101).items() if not ref.startswith("mentorships/")
    }
    for number in range(1, 1_101):
        files[f"mentorships/p-{number}/roles/r-0"] = {
            "mentor": "p-0",
            "status": "active",
            "started": DAY - timedelta(days=30),
            "until": DAY + timedelta(days=90),
        }
    return files


def test_a_file_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "nowhere" / "ola.ics"
    done = play("calendar", "ola", "--ics", str(file), cwd=EXAMPLE, env={"WECOMPLISH_TODAY": TODAY})
    assert (done.exit, done.stdout) == (3, "")
    assert done.stderr.startswith(f"error: {file} cannot be written: No such file or directory")


def test_without_the_library_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    done = play("calendar", "ola", "--ics", "-", cwd=EXAMPLE, env={"WECOMPLISH_TODAY": TODAY})
    assert (done.exit, done.stdout) == (2, "")
    assert done.stderr == (
        "error: --ics needs the package icalendar, which is not installed\n"
        "help: pip install 'wecomplish-cli[calendar]'\n"
    )
    assert play("calendar", "ola", cwd=EXAMPLE, env={"WECOMPLISH_TODAY": TODAY}).exit == 0
