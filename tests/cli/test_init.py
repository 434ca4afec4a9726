"""A dataset is begun with what a platform needs beside it, and git knows who began it if they agree."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.cli.test_bad_input import Terminal, posix
from tests.conftest import REPOSITORY, git, quiet_environment
from tests.golden.stage import play, repository, tree
from wecomplish_cli.dataset.scaffold import ALWAYS, EXTRAS

SHIPPED = REPOSITORY / "examples" / "ci"
YOU = ("--organization", "Tide", "--name", "Bo Lind", "--email", "bo@tide.example")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of an empty repository."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "--template=", "there")
    git(tmp_path, "init", "--quiet", "here")
    git(tmp_path / "here", "remote", "add", "origin", str(tmp_path / "there"))
    return tmp_path / "here"


def test_the_workflows_are_those_that_ship_with_the_tool(clone: Path) -> None:
    assert play("init", *YOU, "--ci", "github", "--commit", cwd=clone).exit == 0
    written = {
        path.name: path.read_text(encoding="utf-8") for path in (clone / ".github/workflows").iterdir()
    }
    assert written == {f"{name}.yml": (SHIPPED / "github" / f"{name}.yml").read_text() for name in ALWAYS}
    assert git(clone, "status", "--porcelain") == ""
    done = play("init", "--ci", "github", "--with", "mail", "--with", "pages", cwd=clone)
    assert done.stdout.splitlines() == [
        f"wrote .github/workflows/{n}.yml" for n in ("notify", "digest", "pages")
    ]
    again = play("init", "--ci", "github", "--with", "mail", "--with", "pages", cwd=clone)
    assert again.stdout == "Nothing to do: . has these files already.\n"


def test_every_workflow_that_ships_can_be_had() -> None:
    shipped = {path.stem for path in (SHIPPED / "github").iterdir()}
    assert {*ALWAYS, *(name for names in EXTRAS.values() for name in names)} == shipped


def test_gitlab_makes_merge_requests_of_issues_where_that_is_wanted(clone: Path) -> None:
    folder = 'a "quoted" folder'
    assert play("init", folder, *YOU, "--ci", "gitlab", "--with", "forms", cwd=clone).exit == 0
    settings = yaml.safe_load((clone / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert settings["include"][1] == {"local": "ci/intake.yml"}
    job = yaml.safe_load((clone / "ci/intake.yml").read_text(encoding="utf-8"))["mentorship-intake"]
    assert settings["include"][0]["inputs"]["folder"] == job["variables"]["FOLDER"] == folder
    assert (clone / "ci/intake.py").read_bytes() == (SHIPPED / "gitlab" / "intake.py").read_bytes()


def test_a_file_of_ones_own_is_left_as_it_is(clone: Path) -> None:
    assert play("init", *YOU, cwd=clone).exit == 0
    (clone / ".gitlab-ci.yml").write_text("stages: [test]\n", encoding="utf-8")
    done = play("init", "--ci", "gitlab", cwd=clone)
    assert done.stderr == "left as it is, since it differs: .gitlab-ci.yml\n"
    assert (clone / ".gitlab-ci.yml").read_text(encoding="utf-8") == "stages: [test]\n"


def test_in_a_folder_the_files_lie_at_the_top_and_name_the_folder(clone: Path) -> None:
    assert (
        play("init", "data/tide", *YOU, "--ci", "github", "--with", "forms", "--commit", cwd=clone).exit == 0
    )
    files = [*(clone / ".github/workflows").iterdir()]
    assert {yaml.safe_load(path.read_text())["env"]["WECOMPLISH_ORG"] for path in files} == {"data/tide"}
    assert play("init", "data/tide", "--ci", "gitlab", cwd=clone).exit == 0
    (included,) = yaml.safe_load((clone / ".gitlab-ci.yml").read_text(encoding="utf-8"))["include"]
    assert included["inputs"]["folder"] == "data/tide"
    assert git(clone, "status", "--porcelain") == "?? .gitlab-ci.yml\n"


def test_git_is_told_who_they_are_in_this_repository_alone(clone: Path) -> None:
    assert play("init", *YOU, "--git-identity", cwd=clone).exit == 0
    assert git(clone, "config", "--local", "user.email") == "bo@tide.example\n"
    assert git(clone, "config", "--local", "user.name") == "Bo Lind\n"


def test_where_there_is_no_git_nothing_is_begun_that_it_was_to_be_told(tmp_path: Path) -> None:
    done = play("init", "tide", *YOU, "--git-identity", cwd=tmp_path)
    assert (done.exit, "git init tide" in done.stderr) == (3, True)
    assert not [*tmp_path.rglob("*.yaml")]


@posix
@pytest.mark.parametrize(("answer", "agrees"), [("\n", True), ("no\n", False)])
def test_who_is_asked_may_refuse(answer: str, agrees: bool, clone: Path) -> None:
    terminal = Terminal(
        "init", *YOU, "--timezone", "Europe/Oslo", "--forge", "https://github.com/t/p", cwd=clone
    )
    terminal.answer("Your id", "\n")
    terminal.answer("Should git use Bo Lind <bo@tide.example>", answer)
    assert terminal.end() == 0
    assert ("bo@tide.example" in git(clone, "config", "--local", "--list")) is agrees


@pytest.mark.sampled(2)
@pytest.mark.parametrize("options", [(), ("--commit",)], ids=["not committed", "committed"])
def test_the_next_commands_can_be_copied_one_after_the_other(options: tuple[str, ...], clone: Path) -> None:
    said = play("init", *YOU, "--git-identity", *options, cwd=clone).stderr
    steps = re.findall(r"^(?:next:|     ) (.+)$", said, re.MULTILINE)
    assert len(steps) == 3
    here = Path(sys.executable).parent
    env = quiet_environment(clone.parent) | {"PATH": f"{here}{os.pathsep}{os.environ['PATH']}"}
    for step in steps:
        line = step.replace("add person", "add person Kari")
        subprocess.run(["sh", "-c", line], cwd=clone, env=env, check=True, capture_output=True)
    assert (clone / "people/kari.yaml").is_file()
    assert git(clone, "log", "--format=%s") == "Start the dataset\n"


def test_a_disk_that_refuses_says_what_is_missing(clone: Path) -> None:
    (clone / ".git/there").mkdir()
    (clone / ".github").write_text("", encoding="utf-8")
    assert play("init", "tide", *YOU, cwd=clone).exit == 0
    done = play("init", "tide", "--ci", "github", cwd=clone)
    assert done.exit == 5
    assert "the dataset is there, but ../.github/workflows/gate.yml cannot be written" in done.stderr


def test_the_example_gets_the_files_as_well(tmp_path: Path) -> None:
    root = repository(tmp_path / "org")
    before = tree(root).keys()
    assert play("init", "--ci", "github", cwd=root).exit == 0
    assert len(tree(root).keys() - before) == len(ALWAYS)
