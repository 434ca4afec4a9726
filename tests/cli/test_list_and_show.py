"""Lists name everything once, sort and filter as they say; what `show` prints to go on with can be run."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.conftest import EXAMPLE, TODAY
from tests.golden.stage import EMAIL, play, repository
from wecomplish_cli.cli.commands.list import ALSO, FILTERS
from wecomplish_cli.model.kinds import BY_FOLDER
from wecomplish_cli.render.list import COLUMNS
from wecomplish_cli.reports.list import ROWS, STATUSES

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = {kind: {"programmes": "programs"}.get(kind, kind) for kind in ROWS}
READING = ("match", "training", "mentorships", "history", "support", "list", "show", "team", "report")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("listed") / "org")


def listed(root: Path, *words: str) -> Any:
    """What a list says to programs."""
    done = play("list", *words, "--format", "json", "--today", TODAY, cwd=root)
    assert done.exit == 0, done.stderr
    found = json.loads(done.stdout)
    return found[ALSO.get(words[0], words[0])]["rows"]


def of_folder(folder: str) -> dict[str, Any]:
    """The files of a folder of the example, by reference."""
    return {
        path.relative_to(EXAMPLE).with_suffix("").as_posix(): yaml.safe_load(path.read_text("utf-8"))
        for path in (EXAMPLE / folder).rglob("*.yaml")
    }


@pytest.mark.parametrize("kind", [kind for kind in ROWS if kind != "expectations"])
def test_with_all_a_list_has_every_file_once(kind: str, root: Path) -> None:
    files = of_folder(FOLDERS[kind])
    rows = listed(root, kind, "--all")
    names = [row.get("mentorship") or row.get("competence") or next(iter(row.values())) for row in rows]
    assert sorted(each.rpartition("/")[2] if kind != "mentorships" else each for each in names) == sorted(
        each if kind == "mentorships" else each.rpartition("/")[2] for each in files
    )


def test_expectations_are_those_of_roles_and_skillsets_and_the_others(root: Path) -> None:
    inside = [
        f"{ref}/{item}"
        for ref, content in {**of_folder("roles"), **of_folder("skillsets")}.items()
        for item in content.get("responsibilities") or content.get("skills") or ()
    ]
    rows = listed(root, "expectations", "--all")
    assert sorted(row["expectation"] for row in rows) == sorted([*inside, *of_folder("expectations")])


@pytest.mark.parametrize("kind", STATUSES)
def test_each_row_has_one_of_the_statuses_that_can_be_asked_for(kind: str, root: Path) -> None:
    every = listed(root, kind, "--all")
    found: list[Any] = []
    for status in STATUSES[kind]:
        rows = listed(root, kind, "--status", status.upper().replace(" ", "-"))
        assert all(status in (row["status"], row.get("state")) for row in rows)
        found += [row for row in rows if row["status"] == status]
    assert sorted(map(str, found)) == sorted(map(str, every))


def test_what_is_not_listed_is_counted(root: Path) -> None:
    for kind in ROWS:
        done = play("list", kind, "--format", "json", "--today", TODAY, cwd=root)
        answer = json.loads(done.stdout)[kind]
        assert len(answer["rows"]) + answer["left_out"] == len(listed(root, kind, "--all"))


@pytest.mark.sampled(4)
@pytest.mark.parametrize("kind", COLUMNS)
def test_every_column_can_be_sorted_by_in_either_direction(kind: str, root: Path) -> None:
    for column in COLUMNS[kind]:
        rows = [row[column.key] for row in listed(root, kind, "--sort", column.title)]
        back = [row[column.key] for row in listed(root, kind, "--sort", column.key, "--reverse")]
        known = [each for each in rows if each not in (None, "", [])]
        assert rows[: len(known)] == known
        assert sorted(map(str, rows)) == sorted(map(str, back))
        if known and all(isinstance(each, int) for each in known):
            assert known == sorted(known)
            assert back[: len(known)] == sorted(known, reverse=True)


def test_people_without_a_mentor_are_those_of_the_report(root: Path) -> None:
    done = play("report", "mentorships", "--all", "--format", "json", "--today", TODAY, cwd=root)
    report = json.loads(done.stdout)["report"]
    rows = listed(root, "people", "--without-mentor")
    assert {row["person"] for row in rows} == {row["person"] for row in report["without_mentor"]}


def test_a_kind_may_be_named_in_the_singular(root: Path) -> None:
    for also, kind in ALSO.items():
        assert listed(root, also) == listed(root, kind)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("option", FILTERS)
def test_a_filter_of_another_kind_is_refused(option: str, root: Path) -> None:
    given = {"overdue": [], "without_mentor": []}.get(option, ["active"])
    for kind in [None, *ROWS]:
        if kind not in FILTERS[option]:
            words = ["list", *([kind] if kind else []), f"--{option.replace('_', '-')}", *given]
            done = play(*words, cwd=root)
            assert done.exit == 2
            assert f"--{option.replace('_', '-')} is for " in done.stderr


def every_ref() -> list[str]:
    """Something to show of every kind, and each mentorship."""
    folders = ("people", "teams", "roles", "skillsets", "expectations", "programs", "insights", "mentorships")
    return [ref for folder in folders for ref in of_folder(folder) if folder in BY_FOLDER]


@pytest.mark.thorough
def test_everything_can_be_shown_and_what_it_suggests_can_be_run(root: Path) -> None:
    suggested: dict[str, str] = {}
    for ref in every_ref():
        done = play("show", ref, "--format", "md", "--today", TODAY, cwd=root)
        assert done.exit == 0, (ref, done.stderr)
        suggested |= {
            line[3:-1]: ref for line in done.stdout.splitlines() if line.startswith("→ `wecomplish ")
        }
    tried: dict[str, int] = {}
    for line, ref in suggested.items():
        _, command, *words = shlex.split(line)
        tried[command] = tried.get(command, 0) + 1
        if command == "edit" or tried[command] > 5:
            continue
        more = [] if command in READING else ["--dry-run"]
        done = play(command, *words, *more, "--today", TODAY, cwd=root)
        assert done.exit == 0, (ref, line, done.stderr)
    assert {"checkin", "pause", "resume", "complete", "end", "assign", "history", "training"} <= {*tried}


def test_only_the_mentor_is_told_to_review(root: Path) -> None:
    words = ("show", "tormod", "robot-safety", "--format", "md", "--today", TODAY)
    line = "`wecomplish review tormod-skjaervo skillsets/robot-safety`"
    assert line in play(*words, cwd=root, env={"WECOMPLISH_AS": "misaki-sato"}).stdout
    assert line not in play(*words, cwd=root, env={"WECOMPLISH_AS": EMAIL}).stdout


def test_who_is_asked_for_an_answer_is_told_how_to_give_it(root: Path) -> None:
    words = ("show", "ola", "incident-response", "--format", "md", "--today", TODAY)
    asked = play(*words, cwd=root, env={"WECOMPLISH_AS": "dariush-rostami"}).stdout
    other = play(*words, cwd=root, env={"WECOMPLISH_AS": EMAIL}).stdout
    assert "wecomplish accept ola-nordmann skillsets/incident-response`" in asked
    assert "wecomplish accept" not in other
