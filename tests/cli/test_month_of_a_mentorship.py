"""A month in the life of a mentorship, step by step, as the people in it live it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Done, Run, git
from tests.golden.stage import commit, repository

if TYPE_CHECKING:
    from pathlib import Path

RING = "\N{RING BUOY}"
SLOT = "mentorships/lukasz-wisniewski/skillsets/leading-people.yaml"
HARD = "skillsets/leading-people/give-hard-feedback"


class Month:
    """The organisation, one command after the other, each committed after a look at what it changed."""

    def __init__(self, root: Path, run: Run) -> None:
        self.root, self._run = root, run

    def said(self, command: str, who: str, day: str) -> Done:
        words = [*shlex.split(command), *(["--today", day] if command else [])]
        env = {"WECOMPLISH_AS": who, "WECOMPLISH_TODAY": day}
        return self._run(*words, cwd=self.root, env=env)

    def step(self, command: str, who: str, day: str) -> list[str]:
        """Run a command that writes; returns the lines it changed, each file before its own."""
        done = self.said(command, who, day)
        assert (done.exit, "error" in done.stderr) == (0, False), done
        git(self.root, "add", "--all")
        checked = self.said("check", who, day)
        assert (checked.exit, "error" in checked.stdout) == (0, False), checked
        changed = [
            line.removeprefix("+++ b/")
            for line in git(self.root, "diff", "--cached", "-U0", "--no-renames").splitlines()
            if line.startswith(("+", "-")) and not line.startswith("---")
        ]
        commit(self.root)
        return changed


@pytest.fixture
def month(tmp_path: Path, run_quickly: Run) -> Month:
    return Month(repository(tmp_path / "org"), run_quickly)


def test_every_step_of_a_month_is_clean_and_touches_its_own_lines_only(month: Month) -> None:
    said, step = month.said, month.step
    mentee, mentor, leader = "lukasz-wisniewski", "ase-bjornstad", "misaki-sato"

    proposed = step(
        "assign lukasz leading-people --mentor ase --target 60 --due 2026-09-21 --propose",
        leader,
        "2026-06-01",
    )
    assert proposed[0] == SLOT
    assert {"+mentor: ase-bjornstad", "+status: proposed", "+  ase-bjornstad: waiting"} <= {*proposed}
    kept = [line.removeprefix("-") for line in proposed if line.startswith("-")]
    assert all(any(line.strip() in each for each in proposed if each.startswith("+")) for line in kept)
    assert "yes\tlukasz-wisniewski\t" in said("", mentor, "2026-06-01").stdout

    assert step("accept me leading-people", mentee, "2026-06-02") == [
        SLOT,
        "-  lukasz-wisniewski: waiting",
        "+  lukasz-wisniewski: 2026-06-02",
    ]
    assert step("accept lukasz leading-people", mentor, "2026-06-03") == [
        SLOT,
        "-  ase-bjornstad: waiting",
        "+  ase-bjornstad: 2026-06-03",
        "+baseline:",
        "+  taken: 2026-06-03",
        "+  levels:",
        "+    skillsets/leading-people/hold-one-to-ones: aware",
        "+",
    ]
    assert step("indicate me hold-one-to-ones understand", mentee, "2026-06-05") == [
        "familiarity/lukasz-wisniewski.yaml",
        "-  level: aware",
        "-  updated: 2026-03-10",
        "+  level: understand",
        "+  updated: 2026-06-05",
    ]
    request = "help/lukasz-wisniewski/2026-06-08-give-hard-feedback.yaml"
    asked = 'request-help me give-hard-feedback --question "How do I begin?"'
    assert step(asked, mentee, "2026-06-08") == [
        request,
        f"+expectation: {HARD}",
        "+question: How do I begin?",
        "+status: open",
    ]
    assert step("acknowledge-help lukasz give-hard-feedback", mentor, "2026-06-09") == [
        request,
        "-status: open",
        "+status: acknowledged",
        "+",
        "+acknowledged:",
        "+  by: ase-bjornstad",
        "+  date: 2026-06-09",
    ]
    assert RING in said("--format md", mentor, "2026-06-09").stdout
    assert step("answer-help lukasz give-hard-feedback", mentor, "2026-06-11") == [
        request,
        "-status: acknowledged",
        "+status: answered",
        "+",
        "+answered:",
        "+  by: ase-bjornstad",
        "+  date: 2026-06-11",
    ]
    assert "insight\tase-bjornstad\t" in said("", mentee, "2026-06-11").stdout
    written = 'insight from-help me give-hard-feedback --title "Begin with what you saw" --publish'
    assert step(f'{written} --body "Say what you saw, then stop talking."', mentee, "2026-06-12") == [
        request,
        "+  insight: begin-with-what-you-saw",
        "insights/begin-with-what-you-saw.yaml",
        "+title: Begin with what you saw",
        f"+expectation: {HARD}",
        "+author: lukasz-wisniewski",
        "+source: ase-bjornstad",
        "+date: 2026-06-12",
        "+status: published",
        "+body: Say what you saw, then stop talking.",
    ]
    assert "insight\t" not in said("", mentee, "2026-06-12").stdout
    met = "checkin me leading-people --minutes 30 --next 2026-06-25"
    assert step(met, mentee, "2026-06-12") == [
        "checkins/lukasz-wisniewski/2026-06-12-leading-people.yaml",
        "+competence: skillsets/leading-people",
        "+minutes: 30",
        "+next: 2026-06-25",
    ]
    for each, level in {"give-hard-feedback": "comfortable", "grow-a-successor": "aware"}.items():
        assert f"+  level: {level}" in step(f"indicate me {each} {level}", mentee, "2026-06-15")
    assert "review\tlukasz-wisniewski\t" not in said("", mentor, "2026-06-15").stdout
    step("indicate me share-the-load comfortable", mentee, "2026-06-15")
    step("indicate me say-it-early comfortable", mentee, "2026-06-15")
    assert "review\tlukasz-wisniewski\t" in said("", mentor, "2026-06-15").stdout
    assert "to_review\tlukasz-wisniewski\t" in said("mentorships", mentor, "2026-06-15").stdout

    reviewed = "review lukasz leading-people --outcome adjust --observed share-the-load=understand"
    assert step(reviewed, mentor, "2026-06-16") == [
        "reviews/lukasz-wisniewski/2026-06-16-leading-people.yaml",
        "+competence: skillsets/leading-people",
        "+by: ase-bjornstad",
        "+outcome: adjust",
        "+",
        "+observed:",
        "+  skillsets/leading-people/share-the-load: understand",
    ]
    assert "to_review\tlukasz-wisniewski\t" not in said("mentorships", mentor, "2026-06-16").stdout
    done = said("complete lukasz leading-people --dry-run", mentor, "2026-06-30")
    assert done.exit == 0
    assert step("complete lukasz leading-people", mentor, "2026-06-30") == [
        SLOT,
        "-status: proposed",
        "+status: completed",
        "+started: 2026-06-03",
        "+ended: 2026-06-30",
        "+",
        "+outcome:",
        "+  taken: 2026-06-30",
        "+  levels:",
        "+    expectations/say-it-early: comfortable",
        "+    skillsets/leading-people/give-hard-feedback: comfortable",
        "+    skillsets/leading-people/grow-a-successor: aware",
        "+    skillsets/leading-people/hold-one-to-ones: understand",
        "+    skillsets/leading-people/share-the-load: comfortable",
    ]
    assert "lukasz" not in said("mentorships", mentor, "2026-06-30").stdout


def test_a_life_ring_shows_wherever_its_request_does_until_it_is_answered(month: Month) -> None:
    day = "2026-06-01"
    views = {
        "training linh robotics-engineer": "linh-nguyen",
        "mentorships": "lukasz-wisniewski",
        "support linh": "misaki-sato",
        "team --cards": "misaki-sato",
        "report help": "kari-hansen",
        "": "lukasz-wisniewski",
    }

    def rings() -> dict[str, bool]:
        shown = {
            view: month.said(f"{view} --format md", who, day).stdout.splitlines()
            for view, who in views.items()
        }
        about = ("Tune motion control", "tune-motion-control")
        return {
            view: any(RING in line and any(what in line for what in about) for line in lines)
            for view, lines in shown.items()
        }

    assert rings() == dict.fromkeys(views, False)
    month.step("request-help me tune-motion-control", "linh-nguyen", day)
    assert rings() == dict.fromkeys(views, True)
    month.step("acknowledge-help linh tune-motion-control", "lukasz-wisniewski", day)
    assert rings() == dict.fromkeys(views, True)
    month.step("answer-help linh tune-motion-control", "lukasz-wisniewski", day)
    assert rings() == dict.fromkeys(views, False)


@pytest.mark.thorough
def test_a_programme_runs_from_the_first_question_to_the_last_thanks(month: Month) -> None:
    said, step = month.said, month.step
    manager, mentor, mentee = "kari-hansen", "ase-bjornstad", "lukasz-wisniewski"
    pilot, slot = "programs/thinking-aloud.yaml", "lukasz leading-people"

    gaps = said("report gaps --format md --all", manager, "2026-06-01").stdout
    assert "## Leading people" in gaps
    about = "--competence leading-people --coordinator me --ends 2026-09-30"
    assert step(f'add programme "Thinking aloud" {about}', manager, "2026-06-01")[0] == pilot
    step("set programme thinking-aloud pilot true", manager, "2026-06-01")
    for who, role in ((mentor, "mentor"), (mentee, "mentee")):
        assert "+  thinking-aloud:" in step(f"programme join thinking-aloud --as {role}", who, "2026-06-02")
    step("match thinking-aloud --plan plan.yaml", manager, "2026-06-03")
    checked = said("match --check plan.yaml", manager, "2026-06-03")
    assert (checked.exit, checked.stderr) == (0, "next: wecomplish match --apply plan.yaml\n")
    matched = step("match --apply plan.yaml", manager, "2026-06-03")
    assert {SLOT, "+mentor: ase-bjornstad", "+program: thinking-aloud"} <= {*matched}
    goal = f'goal add {slot} "Lead one retrospective" --measure "1 led" --due 2026-07-01'
    assert SLOT in step(goal, mentor, "2026-06-04")
    assert "Lead one retrospective" in said(f"agenda {slot}", mentor, "2026-06-10").stdout
    step("checkin me leading-people --next 2026-06-24", mentee, "2026-06-10")
    step("indicate me hold-one-to-ones comfortable", mentee, "2026-06-12")
    asked = 'request-help me give-hard-feedback --question "How do I begin?"'
    step(asked, mentee, "2026-06-12")
    step("answer-help lukasz give-hard-feedback", mentor, "2026-06-13")

    progress = "report progress --programme thinking-aloud --section"
    assert (
        said(f"{progress} cadence", manager, "2026-06-18").stdout == "held\tdue\tmentees\tshare\n1\t1\t1\t–\n"
    )
    assert said(f"{progress} gain", manager, "2026-06-18").stdout.splitlines()[1] == "mentored\t–\t1"
    pairs = said(f"{progress} pairs", manager, "2026-06-26").stdout
    assert "check-in due\tdue since 24 June 2026" in pairs
    assert "Åse Bjørnstad" in said("report network --format md", manager, "2026-06-26").stdout
    step(f"goal done {slot} lead-one-retrospective", mentor, "2026-06-29")
    advice = said("programme calibrate thinking-aloud --section advice", manager, "2026-06-30")
    assert (advice.exit, advice.stdout.count("\ttoo few to say\t")) == (0, 4)
    closed = step("programme close thinking-aloud --complete", manager, "2026-06-30")
    assert {pilot, "+ends: 2026-06-30", "+status: completed"} <= {*closed}
    thanks = said("report thanks --since 2026-06-01 --format md", manager, "2026-06-30").stdout
    assert "mentored Łukasz Wiśniewski in Leading people" in thanks
    assert "helped Łukasz Wiśniewski with" in thanks
