"""What is missing on the command line is the only thing that fits, or asked for. Terminals here are real."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.test_bad_input import Terminal, posix
from tests.conftest import TODAY
from tests.golden.stage import changes, play, repository, tree

if TYPE_CHECKING:
    from pathlib import Path

PER, OLA, KARI = ({"WECOMPLISH_AS": each} for each in ("per-olsen", "ola-nordmann", "kari-hansen"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org")


def ask(root: Path, line: str, env: dict[str, str]) -> Terminal:
    return Terminal(*line.split(), "--today", TODAY, cwd=root, env=env)


# Without a terminal


def test_accept_alone_accepts_the_only_proposal_that_waits(root: Path) -> None:
    dariush = {"WECOMPLISH_AS": "dariush-rostami"}
    assert play("accept", "ola-nordmann", "--today", TODAY, cwd=root, env=dariush).exit == 0
    done = play("accept", "--today", TODAY, cwd=root, env=dariush)
    assert done.exit == 0
    assert "Selamawit Tesfaye" in done.stdout
    again = play("accept", "--today", TODAY, cwd=root, env=dariush)
    assert again.exit == 1
    assert "error: no proposal waits for your answer" in again.stderr


def test_a_mentee_with_one_mentorship_is_enough_to_check_in(root: Path) -> None:
    done = play("checkin", "selamawit", "--today", TODAY, cwd=root, env=KARI)
    assert done.exit == 0
    assert "Platform engineer" in done.stdout


def test_several_that_fit_are_listed_and_none_is_guessed(root: Path) -> None:
    before = tree(root)
    done = play("end", "--today", TODAY, cwd=root, env=KARI)
    assert done.exit == 2
    assert "error: MENTEE and COMPETENCE are missing" in done.stderr
    assert "siri-berg" in done.stderr
    assert tree(root) == before


def test_support_alone_names_those_whom_one_leads(root: Path) -> None:
    done = play("support", "--today", TODAY, cwd=root, env=KARI)
    assert done.exit == 2
    assert "ola-nordmann" in done.stderr
    mine = play("support", "--format", "table", "--today", TODAY, cwd=root, env=OLA)
    assert mine.exit == 0
    assert "Ola Nordmann" in mine.stdout


def test_report_alone_is_the_one_that_shows_most(root: Path) -> None:
    for env, begins in ((KARI, "Mentorships in Fjord Robotics"), (OLA, "Familiarity in Fjord Robotics")):
        env = {**env, "WECOMPLISH_TODAY": TODAY}
        done = play("report", "--format", "table", cwd=root, env=env)
        assert done.exit == 0
        assert done.stdout.startswith(begins)
        assert "`wecomplish report help`" in done.stderr


@pytest.mark.parametrize("command", ["accept", "assign", "training", "hold", "retire", "rename", "review"])
def test_with_no_input_nothing_is_asked(command: str, root: Path) -> None:
    env = {"WECOMPLISH_AS": "aino-korhonen"}
    done = play(command, "--today", TODAY, cwd=root, env=env)
    assert done.exit in (0, 1, 2)
    assert done.exit == 0 or "error:" in done.stderr


# On a terminal


@posix
def test_a_review_shows_the_levels_before_it_asks(root: Path) -> None:
    before = tree(root)
    terminal = ask(root, "review", PER)
    terminal.answer("Which one", "2\n")
    assert "Ola Nordmann has indicated:" in terminal.shown
    assert terminal.shown.index("Rotate the keys") < terminal.shown.index("you see some of them differently")
    terminal.answer("Which one (Enter: no more)", "rotate-fleet-keys\n")
    terminal.answer("Which one", "understand\n")
    terminal.answer("Which one (Enter: no more)", "\n")
    assert terminal.end() == 0
    (path,) = changes(before, tree(root))
    text = (root / path).read_text(encoding="utf-8")
    assert "outcome: adjust" in text
    assert "roles/platform-engineer/rotate-fleet-keys: understand" in text


@posix
def test_a_check_in_asks_what_came_of_it_and_when_they_meet_next(root: Path) -> None:
    before = tree(root)
    terminal = ask(root, "checkin ola platform-engineer", OLA)
    terminal.answer("What came of it, for everyone to read (Enter: leave it out)", "Led a release.\n")
    terminal.answer("When do you meet next, such as +2w (Enter: not agreed)", "soon\n")
    terminal.answer("When do you meet next", "+2w\n")
    assert "--next: `soon` is not a valid date" in terminal.shown
    assert terminal.end() == 0
    ((_, text),) = changes(before, tree(root)).items()
    assert text is not None
    assert text.decode() == (
        "competence: roles/platform-engineer\nnext: 2026-06-15\nsummary: Led a release.\n"
    )


@posix
def test_a_check_in_with_nothing_to_add_needs_enter_only(root: Path) -> None:
    terminal = ask(root, "checkin ola platform-engineer --next +1w", OLA)
    terminal.answer("What came of it", "\n")
    assert terminal.end() == 0
    assert "When do you meet next" not in terminal.shown


def with_feedback(root: Path) -> Path:
    file = root / "wecomplish.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("feedback: off", "feedback: on"), encoding="utf-8")
    return root


@posix
def test_where_feedback_is_on_a_check_in_asks_each_for_their_own(root: Path) -> None:
    before = tree(with_feedback(root))
    terminal = ask(root, "checkin ola platform-engineer --summary Met. --next +2w", OLA)
    terminal.answer("How is it going for you, 1 to 5, for everyone to read (Enter: leave it out)", "6\n")
    terminal.answer("How is it going for you", "4\n")
    terminal.answer("How well do you suit each other: good, unsure or poor (Enter: leave it out)", "fine\n")
    terminal.answer("How well do you suit each other", "good\n")
    assert terminal.end() == 0, terminal.shown
    assert "--pulse: `6` is not a number from 1 to 5" in terminal.shown
    assert "--fit: `fine` does not say how well you suit each other" in terminal.shown
    ((path, text),) = changes(before, tree(root)).items()
    assert text is not None
    assert "fit: good\n" in text.decode()
    assert "pulse:\n  ola-nordmann: 4\n" in text.decode()
    terminal = ask(root, "checkin ola platform-engineer --summary Met. --next +2w", PER)
    terminal.answer("How is it going for you", "3\n")
    terminal.answer("How well do you suit each other", "\n")
    assert terminal.end() == 0, terminal.shown
    assert "  ola-nordmann: 4\n\n  per-olsen: 3\n" in (root / path).read_text(encoding="utf-8")


@posix
@pytest.mark.parametrize("words", ["--pulse 4 --fit good", "--with selamawit"])
def test_what_is_said_of_feedback_is_not_asked(words: str, root: Path) -> None:
    env = OLA if "--pulse" in words else KARI  # Kari is no part of it.
    line = f"checkin ola platform-engineer --summary Met. --next +2w {words}"
    terminal = ask(with_feedback(root), line, env)
    assert terminal.end() == 0, terminal.shown
    assert "How is it going" not in terminal.shown
    assert "suit each other:" not in terminal.shown


@posix
def test_of_a_check_in_that_is_refused_nothing_is_asked(root: Path) -> None:
    terminal = ask(root, "checkin selamawit incident-response", KARI)
    assert terminal.end() == 1
    assert "What came of it" not in terminal.shown


@posix
def test_every_argument_of_assign_is_asked_for_with_choices(root: Path) -> None:
    before = tree(root)
    terminal = ask(root, "assign", KARI)
    terminal.answer("Which one", "nobody at all\n")
    terminal.answer("Which one", "lukasz\n")
    assert "no person `nobody at all`" in terminal.shown
    terminal.answer("Which one", "leading people\n")
    terminal.answer("Which one", "1\n")
    assert "Who answers for the mentorship" in terminal.shown
    assert terminal.end() == 0
    assert any(path.startswith("mentorships/lukasz") for path in changes(before, tree(root)))


@posix
def test_indicate_asks_for_person_expectation_and_level(root: Path) -> None:
    terminal = ask(root, "indicate", OLA)
    terminal.answer("Which one", "1\n")
    terminal.answer("Which one", "rotate-fleet-keys\n")
    terminal.answer("Which one", "3\n")
    assert terminal.end() == 0
    assert "comfortable (level 3)" in terminal.shown or "level 3 (comfortable)" in terminal.shown
    assert "Ola Nordmann" in terminal.shown


@posix
def test_a_group_asks_which_command(root: Path) -> None:
    terminal = Terminal("add", cwd=root, env={**KARI, "WECOMPLISH_TODAY": TODAY})
    terminal.answer("Which one", "team\n")
    terminal.answer("The team's name", "Night watch\n")
    terminal.answer("Which one, or an id", "\n")
    assert terminal.end() == 0
    assert (root / "teams/night-watch.yaml").is_file()


@posix
def test_who_is_not_known_is_asked_once_and_remembered(root: Path) -> None:
    env = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "user.email", "GIT_CONFIG_VALUE_0": "x@y.example"}
    terminal = ask(root, "training", env)
    terminal.answer("Who are you?", "ola\n")
    assert terminal.end() == 0
    assert "What is expected of Ola Nordmann" in terminal.shown
    again = ask(root, "training", env)
    assert again.end() == 0
    assert "Who are you?" not in again.shown
    assert "What is expected of Ola Nordmann" in again.shown
