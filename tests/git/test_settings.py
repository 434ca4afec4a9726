"""Every command says and does the same whatever its user has set for their own use of git."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Done, Run, git
from tests.golden.stage import BAKERY, Tree, changes, commit, repository, tree
from tests.test_golden import (
    CASES,
    command_line,
    expected_changes,
    play_before,
    short,
    staged,
    text,
    without_noise,
)

SETTINGS, OTHERWISE = (
    part.splitlines()
    for part in Path(__file__).with_name("settings.txt").read_text(encoding="utf-8").split("\n\n")
)
"""A user's own settings; and other values of some of them."""

FIRST_OF_EACH: dict[str, str] = {}
"""A case of each command that succeeds, asks git, and makes no commit: its id would be another one here."""
for _name, _case in CASES.items():
    commits = "--commit" in text(_case / "cmd")
    if text(_case / "exit") == "0\n" and not _name.startswith(("init", "help/")) and not commits:
        FIRST_OF_EACH.setdefault(_name.partition("/")[0], _name)


def set_all(file: Path, settings: list[str]) -> dict[str, str]:
    """Write settings down as a user's own; returns the environment in which git reads them."""
    for setting in settings:
        git(file.parent, "config", "--file", str(file), *setting.split("=", 1))
    return {"GIT_CONFIG_GLOBAL": str(file)}


@pytest.fixture(scope="module", params=["SETTINGS", "OTHERWISE"])
def all_set(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    settings = {"SETTINGS": SETTINGS, "OTHERWISE": OTHERWISE}[request.param]
    return set_all(tmp_path_factory.mktemp("settings") / "config", settings)


def signed(root: Path) -> None:
    """Sign the newest commit, as merges made on a platform are; nobody here has the key."""
    about, _, message = git(root, "cat-file", "commit", "HEAD").partition("\n\n")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ\n -----END PGP SIGNATURE-----"
    (root / ".git/made").write_text(f"{about}\n{signature}\n\n{message}", encoding="utf-8")
    made = git(root, "hash-object", "-t", "commit", "-w", ".git/made").strip()
    git(root, "update-ref", "HEAD", made)


def stashed(root: Path) -> None:
    """Put something aside."""
    git(root, "update-ref", "--create-reflog", "-m", "aside", "refs/stash", "HEAD")


def test_a_hundred_settings_are_tried() -> None:
    assert len({setting.partition("=")[0] for setting in SETTINGS}) > 100


@pytest.mark.sampled(46)
@pytest.mark.parametrize("name", FIRST_OF_EACH.values())
def test_a_command_says_and_does_the_same_under_all_settings(
    name: str, tmp_path: Path, run_quickly: Run, all_set: dict[str, str]
) -> None:
    case = CASES[name]
    root = staged(case, tmp_path / "org")
    play_before(case, root)
    signed(root)
    stashed(root)
    before = tree(root)
    words, env = command_line(text(case / "cmd"))
    done = without_noise(run_quickly(*words, cwd=root, env=env | all_set, stdin=text(case / "stdin")))
    assert (done.stdout, done.stderr) == (text(case / "stdout"), text(case / "stderr"))
    assert f"{done.exit}\n" == text(case / "exit")
    assert short(changes(before, tree(root))) == expected_changes(case / "after")


LIFE = (
    "set person ola-nordmann name '#Ola Nørdmann' --commit",
    "check --format github",
    "checkin ola-nordmann baker --minutes 20 --commit",
    "rename per-olsen per-berg --commit",
    "history per-berg",
    "history ola-nordmann --format json",
    "training ola-nordmann --at HEAD~1",
    "check --base HEAD~2",
    "check --base main --head side",
    "diff HEAD~2",
    "undo --commit",
    "doctor --format json",
    "notify --base HEAD~2 --channel text",
    "codeowners --write",
)
"""Commands that between them ask git all that is asked of it, each after the ones before."""


def lived(root: Path, run: Run, env: dict[str, str]) -> tuple[list[Done], Tree, list[str]]:
    """What a number of commands say, the files that they leave, and the commits."""
    said = []
    for line in LIFE:
        words, _ = command_line(line)
        done = without_noise(run(*words, cwd=root, env=env))
        said.append(
            Done(done.stdout.replace(str(root), "TOP"), done.stderr.partition("committed as ")[0], done.exit)
        )
    log = git(root, "log", "-z", "--raw", "--no-abbrev", "--format=%B%e%T", "HEAD")
    return said, tree(root), log.split("\0")


def village(folder: Path) -> Path:
    """A dataset below the top of a repository that has another branch, a signed commit and a stash."""
    top = repository(folder / "top", BAKERY)
    git(top, "checkout", "--quiet", "-b", "side")
    (top / "people/per-olsen.yaml").write_text("name: Per Olsen\nstatus: left\n", encoding="utf-8")
    commit(top)
    git(top, "checkout", "--quiet", "main")
    (top / "README.md").write_text("one\n", encoding="utf-8")
    commit(top)
    signed(top)
    stashed(top)
    return top


@pytest.fixture(scope="module")
def as_ever(tmp_path_factory: pytest.TempPathFactory, run_quickly: Run) -> tuple[list[Done], Tree, list[str]]:
    return lived(village(tmp_path_factory.mktemp("village")), run_quickly, {})


PARTS = [*(SETTINGS[at::8] for at in range(8)), *(OTHERWISE[at::2] for at in range(2))]
"""In case one setting hides another."""


@pytest.mark.parametrize(
    "settings",
    [SETTINGS, OTHERWISE, *(pytest.param(part, marks=pytest.mark.thorough) for part in PARTS)],
    ids=lambda part: f"{len(part)}-{part[0]}",
)
def test_a_series_of_commands_is_the_same_under_some_of_the_settings(
    settings: list[str], tmp_path: Path, run_quickly: Run, as_ever: tuple[list[Done], Tree, list[str]]
) -> None:
    env = set_all(tmp_path / "config", settings)
    said, files, log = lived(village(tmp_path), run_quickly, env)
    for line, mine, ever in zip(LIFE, said, as_ever[0], strict=True):
        assert mine == ever, line
    assert files == as_ever[1]
    assert log == as_ever[2]


def test_the_series_commits_what_it_should(as_ever: tuple[list[Done], Tree, list[str]]) -> None:
    said, _, log = as_ever
    failing = [line for line, done in zip(LIFE, said, strict=True) if done.exit]
    # The one finds that a mentor left, the other that nothing runs the check.
    assert failing == ["check --base main --head side", "doctor --format json"]
    assert len([part for part in log if part.startswith("#\N{WORD JOINER}Ola Nørdmann met")]) == 1
