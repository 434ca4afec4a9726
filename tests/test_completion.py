"""What the shells offer when the tab key is pressed: ids, with names where the shell has a place for them."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.conftest import COMMAND, EXAMPLE, Run, quiet_environment

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the shells are those of Unix")


@pytest.fixture
def run(run_quickly: Run) -> Run:
    return run_quickly


def offered(run: Run, line: str, cwd: Path = EXAMPLE) -> list[list[str]]:
    """What fish is offered at the end of a command line: what may stand there, and its name."""
    env = {
        "_WECOMPLISH_COMPLETE": "complete_fish",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_ARGS": f"wecomplish {line}",
    }
    done = run(cwd=cwd, env=env)
    assert done.stderr == ""
    return [each.split("\t") for each in done.stdout.splitlines() if each]


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("hold ol", ["ola-nordmann", "Ola Nordmann"]),
        ("hold ase", ["ase-bjornstad", "Åse Bjørnstad"]),
        ("mentorships so", ["solveig-aarrestad", "Solveig Aarrestad"]),
        ("assign ola-nordmann roles/pl", ["roles/platform-engineer", "Platform engineer"]),
        ("assign ola-nordmann platf", ["platform-engineer", "Platform engineer"]),
        (
            "request-help ola-nordmann keep-pipe",
            ["keep-pipelines-green", "Keep the delivery pipelines green"],
        ),
        ("indicate ola-nordmann x unde", ["understand", "level 2"]),
        ("insight publish read", ["reading-the-sonar-shadow", "Reading the sonar shadow"]),
        ("rename teams/plat", ["teams/platform", "Platform"]),
        ("set person ola-nordmann ema", ["email"]),
        ("set expectation roles/platform-engineer/review-changes hea", ["heading"]),
        ("wi", ["withdraw-help", "Take a request for help back."]),
    ],
)
def test_ids_are_offered_with_their_names(line: str, first: list[str], run: Run) -> None:
    assert offered(run, line)[0] == first


def test_nothing_is_offered_and_nothing_said_where_there_is_no_dataset(tmp_path: Path, run: Run) -> None:
    assert offered(run, "hold ol", cwd=tmp_path) == []


def test_a_file_that_cannot_be_read_is_offered_by_its_id(tmp_path: Path, run: Run) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "org")
    (tmp_path / "org/people/ola-nordmann.yaml").write_text("name: [", encoding="utf-8")
    assert offered(run, "hold ola", cwd=tmp_path / "org")[0][0] == "ola-nordmann"


def shell(name: str, script: str, home: Path) -> list[str]:
    """What a real shell prints that has the completion loaded."""
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    env = quiet_environment(home) | {
        "PATH": f"{COMMAND.parent}:{os.environ['PATH']}",
        "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1",
    }
    shown = subprocess.run(
        [COMMAND, "--show-completion", name], env=env, capture_output=True, text=True, check=True
    )
    done = subprocess.run(
        [name, "-c", f"{shown.stdout}\n{script}"],
        cwd=EXAMPLE,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_bash_completes_a_person(tmp_path: Path) -> None:
    line = "COMP_WORDS=(wecomplish hold ol); COMP_CWORD=2; _wecomplish_completion wecomplish"
    assert shell("bash", f'{line}; printf "%s\\n" "${{COMPREPLY[@]}}"', tmp_path)[0] == "ola-nordmann"


def test_fish_completes_a_person_with_the_name(tmp_path: Path) -> None:
    assert shell("fish", "complete --do-complete 'wecomplish hold ol'", tmp_path)[0].split("\t") == [
        "ola-nordmann",
        "Ola Nordmann",
    ]


def test_zsh_completes_a_person_with_the_name(tmp_path: Path) -> None:
    # Completion itself needs a line editor; here its function runs with what the editor would give it.
    fake = "compdef() { :; }; _arguments() { print -r -- $1; print -r -- ${(j: :)@}; }"
    call = "words=(wecomplish hold ol); CURRENT=3; _wecomplish_completion"
    said = " ".join(shell("zsh", f"{fake}\n{call}", tmp_path))
    assert "ola-nordmann" in said
    assert "Ola Nordmann" in said
