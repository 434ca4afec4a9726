"""Days at the ends of the calendar: commits dated before 1970 or after 9999, and judging as of such a day."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY, Run, git
from tests.golden.stage import BAKERY, repository

if TYPE_CHECKING:
    from pathlib import Path

ODD_DATES = {
    "after 9999": "253402300800 +0000",
    "after 9999 only in Oslo": "253402300799 +0000",
    "more than 64 bits": "18446744073709551616 +0000",
    "more digits than Python reads": f"{'9' * 5000} +0000",
    "before 1970": "-86400 +0000",
    "no number": "x +0000",
    "nothing": "",
}
FIRST, LAST = "0001-01-01", "9999-12-31"
READING = (
    ("check",),
    ("doctor",),
    ("support", "ola-nordmann"),
    ("team", "per-olsen"),
    ("training", "ola-nordmann"),
    ("history", "ola-nordmann"),
    ("mentorships", "ola-nordmann"),
    ("report", "mentorships"),
    ("report", "familiarity"),
    ("report", "help"),
    ("report", "unclear"),
    ("digest", "ola-nordmann", "--channel", "text"),
    ("diff", "HEAD"),
    ("authorize", "--base", "HEAD", "--actor", "github:1"),
    ("notify", "--base", "HEAD", "--channel", "text"),
)


@pytest.fixture
def run(run_quickly: Run) -> Run:
    return run_quickly


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository in Oslo's time zone, with one commit of 1 June."""
    root = repository(tmp_path / "org", BAKERY)
    with (root / "wecomplish.yaml").open("a", encoding="utf-8") as settings:
        settings.write("timezone: Europe/Oslo\n")
    git(root, "commit", "--quiet", "--all", "--amend", "--message", "x")
    return root


def redated(root: Path, moment: str) -> None:
    """Give the newest commit another date, whatever git itself would accept."""
    about, _, message = git(root, "cat-file", "commit", "HEAD").partition("\n\n")
    lines = [
        line.partition("> ")[0] + f"> {moment}" if line.startswith(("author", "committer")) else line
        for line in about.split("\n")
    ]
    (root / ".git" / "made").write_text("\n".join(lines) + f"\n\n{message}", encoding="utf-8")
    made = git(root, "hash-object", "--literally", "-t", "commit", "-w", ".git/made").strip()
    git(root, "update-ref", "refs/heads/main", made)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("moment", ODD_DATES.values(), ids=ODD_DATES)
def test_the_past_is_judged_as_of_a_day_that_is_given_if_its_own_is_none(
    moment: str, root: Path, run: Run
) -> None:
    redated(root, moment)
    for words in (("training", "ola-nordmann"), ("support", "ola-nordmann"), ("report", "mentorships")):
        refused = run(*words, "--at", "HEAD", cwd=root)
        assert refused.exit == 3
        assert "error: the date of the commit `HEAD` is not between 1970 and 9999\n" in refused.stderr
        assert "--today YYYY-MM-DD" in refused.stderr
        assert run(*words, "--at", "HEAD", "--today", TODAY, cwd=root).exit == 0


@pytest.mark.sampled(4)
@pytest.mark.parametrize("moment", ODD_DATES.values(), ids=ODD_DATES)
def test_a_commit_without_a_day_has_that_of_the_commit_before_in_someones_history(
    moment: str, root: Path, run: Run
) -> None:
    person = root / "people" / "ola-nordmann.yaml"
    person.rename(person.with_name("ola.yaml"))
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "x")
    redated(root, moment)
    done = run("history", "ola", "--format", "json", "--today", "2026-09-01", cwd=root)
    assert done.exit == 0
    assert "has no date between 1970 and 9999; the nearest commit's is shown" in done.stderr
    events = json.loads(done.stdout)["history"]["events"]
    assert {each["day"] for each in events if each["kind"] == "renamed"} == {"2026-06-01"}


@pytest.mark.sampled(7)
@pytest.mark.parametrize("day", [FIRST, LAST])
@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_the_first_and_the_last_day_of_the_calendar_are_days(
    words: tuple[str, ...], day: str, root: Path, run: Run
) -> None:
    done = run(*words, "--today", day, cwd=root, env={"WECOMPLISH_AS": "per-olsen"})
    assert "Traceback" not in done.stderr
    assert done.exit in (0, 1, 4)


def test_a_last_day_in_the_data_is_a_day(root: Path, run: Run) -> None:
    checkin = root / "checkins" / "ola-nordmann" / f"{LAST}-baker.yaml"
    checkin.parent.mkdir(parents=True, exist_ok=True)
    checkin.write_text("competence: roles/baker\nminutes: 30\n", encoding="utf-8")
    for words in (("check",), ("support", "ola-nordmann"), ("report", "mentorships"), ()):
        done = run(*words, "--today", TODAY, cwd=root, env={"WECOMPLISH_AS": "per-olsen"})
        assert "Traceback" not in done.stderr


def test_a_day_after_the_last_is_refused(root: Path, run: Run) -> None:
    words = ("assign", "kari-hansen", "baker", "--mentor", "per-olsen", "--until", "+9w")
    done = run(*words, "--today", LAST, cwd=root, env={"WECOMPLISH_AS": "per-olsen"})
    assert done.exit == 2
    assert "error: --until: `+9w` is after the year 9999" in done.stderr


def test_what_was_thirty_days_ago_is_not_what_is_now_in_a_young_calendar(root: Path, run: Run) -> None:
    done = run("support", "ola-nordmann", "--today", "0001-02-01", "--format", "json", cwd=root)
    assert done.exit == 0
    assert json.loads(done.stdout)["support"]["awareness_before"] is None
