"""`doctor` names what is not in place, with the remedy; and the remedy helps."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import COMMAND, TODAY, Run, git, quiet_environment
from tests.dataset.test_journal import cut_short
from tests.golden.stage import SMALL, repository, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def run(run_quickly: Run) -> Run:
    return run_quickly


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org")


def examined(run: Run, root: Path, env: dict[str, str] | None = None) -> tuple[dict[str, Any], int]:
    """What doctor says of each topic, and its exit status."""
    before = tree(root)
    done = run("doctor", "--format", "json", "--today", TODAY, cwd=root, env=env)
    assert tree(root) == before
    symptoms = json.loads(done.stdout)["doctor"]["symptoms"]
    return {each["topic"]: each for each in symptoms}, done.exit


def test_a_dataset_in_order_has_nothing_wrong(root: Path, run: Run) -> None:
    found, status = examined(run, root)
    assert status == 0
    assert [*found] == [
        "versions",
        "extras",
        "git",
        "journal",
        "dataset",
        "identity",
        "contact",
        ".gitattributes",
        "schema",
        "hooks",
    ]
    assert {topic for topic, each in found.items() if each["well"]} == found.keys() - {
        "contact",
        "schema",
        "hooks",
    }


def no_attributes(root: Path) -> None:
    git(root, "rm", "--quiet", ".gitattributes")


def nobody(root: Path) -> None:
    git(root, "config", "user.email", "stranger@elsewhere.example")


def broken(root: Path) -> None:
    (root / "people/ola-nordmann.yaml").write_text("name: [\n", encoding="utf-8")


def stray(root: Path) -> None:
    (root / "people/.ola-nordmann.yaml.new").write_text("name: Ola\n", encoding="utf-8")


def stale_schema(root: Path) -> None:
    (root / ".schema").mkdir()
    (root / ".schema/organization.schema.json").write_text("{}\n", encoding="utf-8")


def merging(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "other")
    (root / "README.md").write_text("theirs\n", encoding="utf-8")
    git(root, "commit", "-qam", "theirs")
    git(root, "checkout", "-q", "-")
    (root / "README.md").write_text("ours\n", encoding="utf-8")
    git(root, "commit", "-qam", "ours")
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "merge", "other")


def no_repository(root: Path) -> None:
    shutil.rmtree(root / ".git")


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("harm", "topic", "said", "remedy"),
    [
        (no_attributes, ".gitattributes", "line ends", "*.yaml text eol=lf"),
        (nobody, "identity", "stranger@elsewhere.example is not an address in this data", "WECOMPLISH_AS"),
        (broken, "dataset", "error", "wecomplish check"),
        (stray, "journal", "people/.ola-nordmann.yaml.new", "delete"),
        (stale_schema, "schema", "is out of date", "wecomplish schema --write --folder .schema"),
        (merging, "git", "a merge is not finished", "git merge --abort"),
        (no_repository, "git", "not in a git repository", "git init"),
    ],
)
def test_what_is_wrong_is_named_with_its_remedy(
    harm: Callable[[Path], None], topic: str, said: str, remedy: str, root: Path, run: Run
) -> None:
    harm(root)
    found, status = examined(run, root)
    assert status == 1
    assert found[topic]["well"] is False
    assert said in found[topic]["said"]
    assert remedy in found[topic]["remedy"]


def test_a_change_cut_short_is_named_and_left_for_the_next_command(root: Path, run: Run) -> None:
    small = repository(root.parent / "small", SMALL)
    cut_short(small)
    for _ in range(2):
        found, status = examined(run, small)
        assert status == 1
        assert "familiarity/ola-nordmann.yaml" in found["journal"]["said"]
    assert run("check", "--today", TODAY, cwd=small).exit == 0
    assert examined(run, small)[0]["journal"]["well"]


def test_git_that_is_not_installed_is_named(root: Path, run: Run) -> None:
    found, status = examined(run, root, env={"PATH": str(COMMAND.parent)})
    assert status == 1
    assert found["git"]["said"] == "git is not installed"


@pytest.mark.parametrize(
    "path",
    [".pre-commit-config.yaml", ".github/workflows/check.yml", ".gitlab-ci.yml", ".git/hooks/pre-commit"],
)
def test_whatever_runs_the_check_is_named(path: str, root: Path, run: Run) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text("run: wecomplish check\n", encoding="utf-8")
    found, _ = examined(run, root)
    assert found["hooks"]["well"]
    assert path.removeprefix(".git/") in found["hooks"]["said"]


def test_the_remedies_that_are_commands_help(root: Path, run: Run) -> None:
    nobody(root)
    remedy = examined(run, root)[0]["schema"]["remedy"]
    words = [str(COMMAND), *shlex.split(remedy)[1:]]
    # Who you are is still to be said, so it does not end with 0.
    subprocess.run(words, cwd=root, env=quiet_environment(root.parent), check=False, capture_output=True)
    assert examined(run, root)[0]["schema"]["well"]
    assert examined(run, root, env={"WECOMPLISH_AS": "ola-nordmann"})[0]["identity"]["well"]


def test_a_platform_that_the_remote_names_is_offered_and_the_offer_can_be_pasted(
    root: Path, run: Run
) -> None:
    git(root, "remote", "add", "origin", "git@github.com:fjord/people.git")
    offered = examined(run, root)[0]["forge"]
    assert (offered["well"], offered["said"]) == (None, "mail has no links for people without a clone")
    settings = root / "wecomplish.yaml"
    pasted = offered["remedy"].removeprefix("add to wecomplish.yaml: ")
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\n{pasted}\n", encoding="utf-8")
    found = examined(run, root)[0]
    assert found["forge"]["said"] == "mail links to https://github.com/fjord/people"
    assert (found["forge"]["well"], found["dataset"]["well"]) == (True, True)
    git(root, "remote", "set-url", "origin", "https://codeberg.org/fjord/people")
    moved = examined(run, root)[0]["forge"]
    assert moved["said"].endswith("the remote is https://codeberg.org/fjord/people")


def test_init_takes_the_platform_from_the_remote(tmp_path: Path, run: Run) -> None:
    git(tmp_path, "init", "--quiet", "org")
    git(tmp_path / "org", "remote", "add", "origin", "git@gitlab.com:fjord/hr/people.git")
    words = ("--organization", "Fjord", "--name", "Ola", "--email", "ola@fjord.example")
    assert run("init", "org", *words, cwd=tmp_path).exit == 0
    assert "\nforge:  " in (tmp_path / "org/wecomplish.yaml").read_text(encoding="utf-8")
    assert run("check", cwd=tmp_path / "org").exit == 0
    found = examined(run, tmp_path / "org")[0]["forge"]
    assert found["said"] == "mail links to https://gitlab.com/fjord/hr/people"


def test_forms_that_are_out_of_date_are_named(root: Path, run: Run) -> None:
    assert "forms" not in examined(run, root)[0]
    settings = root / "wecomplish.yaml"
    forge = (
        "forge:\n  platform: github\n  base: https://github.com\n  repository: fjord/people\n  forms: true\n"
    )
    settings.write_text(settings.read_text(encoding="utf-8") + forge, encoding="utf-8")
    found = examined(run, root)[0]["forms"]
    assert (found["well"], found["remedy"]) == (None, "wecomplish forms --write")
    assert found["said"].endswith("forms are out of date")
    assert run("forms", "--write", "--today", TODAY, cwd=root).exit == 0
    assert examined(run, root)[0]["forms"]["well"] is True
