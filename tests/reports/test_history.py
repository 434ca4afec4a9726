"""What became of someone, told from real commits: on one line, side by side, renamed, shallow and broken."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Done, Run, git, quiet_environment
from tests.golden.stage import BAKERY, repository

SLOT = "mentorships/ola-nordmann/roles/baker.yaml"
FAMILIARITY = "familiarity/ola-nordmann.yaml"
BASELINE = "baseline: {taken: 2026-05-02, levels: {roles/baker/bake-rye: aware}}\n"
TERMS = "mentor: per-olsen\nstatus: {}\nstarted: 2026-05-02\n" + BASELINE.replace("{", "{{").replace(
    "}", "}}"
)


@pytest.fixture
def run(run_quickly: Run) -> Run:
    return run_quickly


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a slot, some familiarity and more, in one commit of 1 June."""
    return repository(tmp_path / "org", BAKERY)


def commit(root: Path, moment: str, texts: dict[str, str | None] | None = None) -> None:
    """Commit everything, with some files written (None: deleted) before."""
    for path, text in (texts or {}).items():
        if text is None:
            (root / path).unlink()
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
    git(root, "add", "--all")
    environment = quiet_environment(root) | {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    subprocess.run(["git", "commit", "-qm", "x"], cwd=root, env=environment, check=True)


def indicated(**levels: str) -> str:
    """A file of familiarity with levels of the baker's responsibilities."""
    return "\n".join(
        f"roles/baker/{item.replace('_', '-')}:\n  level: {level}\n  updated: 2026-05-20\n"
        for item, level in levels.items()
    )


def tell(run: Run, root: Path, *words: str) -> Any:
    done = run("history", *words, "--format", "json", "--today", "2026-09-01", cwd=root)
    assert (done.stderr, done.exit) == ("", 0)
    return json.loads(done.stdout)["history"]


def told(story: Any, about: str = "roles/baker") -> list[str]:
    """What happened and when, one line each."""
    return [f"{e['day']} {e['kind']} {e['note']}".strip() for e in story["events"] if e["about"] == about]


def curve(story: Any) -> list[tuple[str, float]]:
    return [(point["day"], point["familiarity"]) for point in story["familiarity"]]


def test_a_mentorship_is_told_from_its_commits_in_the_organisations_time_zone(root: Path, run: Run) -> None:
    with (root / "wecomplish.yaml").open("a", encoding="utf-8") as settings:
        settings.write("timezone: Europe/Oslo\n")
    paused = TERMS.format("paused") + "paused_until: 2026-07-01\n"
    commit(root, "2026-06-10T22:30:00Z", {SLOT: paused})
    commit(root, "2026-06-20T12:00:00Z", {SLOT: TERMS.format("active")})
    completed = TERMS.format("completed") + "ended: 2026-06-28\nreason: All is well.\n"
    commit(root, "2026-07-02T12:00:00Z", {SLOT: completed})
    story = tell(run, root, "ola", "baker")
    assert told(story) == [
        "2026-05-02 started",
        "2026-06-11 paused until 2026-07-01",
        "2026-06-20 resumed",
        "2026-06-28 completed All is well.",
    ]
    assert [each["recorded"] for each in story["events"] if each["about"] == "roles/baker"] == [
        *(True, False, False, True)
    ]


def test_earlier_mentors_are_told_once(root: Path, run: Run) -> None:
    ended = TERMS.format("ended") + "ended: 2026-06-12\nreason: Moved.\n"
    commit(root, "2026-06-12T12:00:00Z", {SLOT: ended})
    earlier = "previous:\n  - " + ended.replace("\n", "\n    ").rstrip(" ")
    acceptance = "acceptance:\n  kari-hansen: waiting\n\n  ola-nordmann: 2026-06-14\n\n"
    proposed = f"mentor: kari-hansen\nstatus: proposed\n\n{acceptance}"
    commit(root, "2026-06-15T12:00:00Z", {SLOT: proposed + earlier})
    accepted = proposed.replace("waiting", "2026-06-16")
    commit(root, "2026-06-17T12:00:00Z", {SLOT: accepted + earlier})
    assert told(tell(run, root, "ola")) == [
        "2026-05-02 started",
        "2026-06-12 ended Moved.",
        "2026-06-14 proposed",
        "2026-06-14 accepted",
        "2026-06-16 accepted",
        "2026-06-16 started",
    ]


def test_earlier_mentors_are_told_even_where_only_the_newest_commit_is_known(root: Path, run: Run) -> None:
    earlier = "previous:\n  - mentor: kari-hansen\n    status: ended\n"
    earlier += "    started: 2025-01-01\n    ended: 2025-06-01\n"
    earlier += f"    {BASELINE}"
    commit(root, "2026-06-02T12:00:00Z", {SLOT: TERMS.format("active") + earlier})
    assert told(tell(run, root, "ola"))[:2] == ["2025-01-01 started", "2025-06-01 ended"]


def test_commits_side_by_side_do_not_take_each_other_back(root: Path, run: Run) -> None:
    git(root, "checkout", "-qb", "side")
    paused = TERMS.format("paused") + "paused_until: 2026-07-01\n"
    commit(root, "2026-06-05T12:00:00Z", {SLOT: paused, FAMILIARITY: indicated(bake_rye="comfortable")})
    git(root, "checkout", "-q", "-")
    program = TERMS.format("active") + "program: rye-2026\n"
    both = indicated(bake_rye="aware", light_the_oven="aware")
    commit(root, "2026-06-08T12:00:00Z", {SLOT: program, FAMILIARITY: both})
    subprocess.run(
        ["git", "merge", "-q", "side"],
        cwd=root,
        env=quiet_environment(root),
        capture_output=True,
        check=False,
    )
    merged = indicated(bake_rye="comfortable", light_the_oven="aware")
    commit(root, "2026-06-12T12:00:00Z", {SLOT: paused + "program: rye-2026\n", FAMILIARITY: merged})
    assert git(root, "rev-list", "--count", "--merges", "HEAD").strip() == "1"
    story = tell(run, root, "ola", "baker")
    assert told(story) == ["2026-05-02 started", "2026-06-05 paused until 2026-07-01"]
    levels = [familiarity for _, familiarity in curve(story)]
    assert levels == sorted(levels)


def test_familiarity_is_measured_by_what_is_expected_now(root: Path, run: Run) -> None:
    commit(root, "2026-06-03T12:00:00Z", {FAMILIARITY: indicated(bake_rye="automated")})
    commit(
        root,
        "2026-06-04T12:00:00Z",
        {FAMILIARITY: indicated(bake_rye="automated", light_the_oven="understand")},
    )
    commit(
        root,
        "2026-06-04T15:00:00Z",
        {FAMILIARITY: indicated(bake_rye="automated", light_the_oven="automated")},
    )
    commit(root, "2026-06-09T12:00:00Z", {FAMILIARITY: indicated(bake_rye="understand")})
    story = tell(run, root, "ola", "baker")
    assert story["expectations"] == 3
    assert curve(story) == [
        ("2026-06-01", 8.3),
        ("2026-06-03", 33.3),
        ("2026-06-04", 66.7),
        ("2026-06-09", 16.7),
    ]
    assert tell(run, root, "ola")["expectations"] > 3


def test_what_is_not_committed_yet_is_told_as_far_as_the_data_dates_it(root: Path, run: Run) -> None:
    (root / FAMILIARITY).write_text(indicated(bake_rye="automated"), encoding="utf-8")
    ended = TERMS.format("ended") + "ended: 2026-08-30\n"
    (root / SLOT).write_text(ended, encoding="utf-8")
    story = tell(run, root, "ola", "baker")
    assert told(story) == ["2026-05-02 started", "2026-08-30 ended"]
    assert curve(story)[-1] == ("2026-09-01", 33.3)


def test_a_deleted_record_stays_in_the_story(root: Path, run: Run) -> None:
    request = "help/ola-nordmann/2026-05-31-bake-rye.yaml"
    commit(root, "2026-06-10T12:00:00Z", {SLOT: None, request: None})
    story = tell(run, root, "ola")
    assert told(story) == ["2026-05-02 started", "2026-06-10 removed"]
    assert "2026-05-31 asked How long?; no longer in the data" in told(story, "roles/baker/bake-rye")
    commit(root, "2026-06-20T12:00:00Z", {SLOT: TERMS.format("active").replace("05-02", "06-18")})
    assert told(tell(run, root, "ola"))[2:] == ["2026-06-18 started"]


def test_a_mentorship_that_was_taken_back_is_not_told(root: Path, run: Run) -> None:
    before = (root / SLOT).read_text(encoding="utf-8")
    for words in (
        ("assign", "ola", "baker", "--mentor", "kari", "--replace", "--reason", "Moved", "--commit"),
        ("undo", "--commit"),
    ):
        assert run(*words, "--today", "2026-06-01", cwd=root).exit == 0
    assert (root / SLOT).read_text(encoding="utf-8") == before
    assert told(tell(run, root, "ola")) == ["2026-05-02 started"]


def test_who_was_renamed_has_one_story_and_nobody_elses(root: Path, run: Run) -> None:
    commit(root, "2026-06-03T12:00:00Z", {FAMILIARITY: indicated(bake_rye="understand")})
    assert run("rename", "ola-nordmann", "ola-berg", "--today", "2026-06-01", cwd=root).exit == 0
    commit(root, "2026-06-05T12:00:00Z")
    assert (
        run("add", "person", "Ola Nordmann", "--id", "ola-nordmann", "--today", "2026-06-01", cwd=root).exit
        == 0
    )
    other = indicated(bake_rye="automated", light_the_oven="automated")
    commit(root, "2026-06-07T12:00:00Z", {FAMILIARITY: other})
    story = tell(run, root, "ola-berg", "baker")
    assert story["earlier_ids"] == ["ola-nordmann"]
    assert told(story, "ola-berg") == ["2026-06-05 renamed until then ola-nordmann"]
    assert told(story) == ["2026-05-02 started"]
    assert curve(story) == [("2026-06-01", 8.3), ("2026-06-03", 16.7)]
    namesake = tell(run, root, "ola-nordmann")
    assert (namesake["earlier_ids"], told(namesake), namesake["checkins"]) == ([], [], [])


def test_who_got_another_id_name_and_address_in_one_commit_has_one_story(root: Path, run: Run) -> None:
    for line in (
        ("set", "person", "ola-nordmann", "name", "Ola Dahl"),
        ("set", "person", "ola-nordmann", "email", "dahl@fjord.example"),
        ("set", "person", "ola-nordmann", "timezone", "Asia/Tokyo"),
        ("rename", "ola-nordmann", "ola-dahl"),
        ("set", "competence", "roles/baker", "name", "Pastry cook"),
        ("rename", "roles/baker", "pastry-cook"),
    ):
        assert run(*line, "--today", "2026-06-01", cwd=root).exit == 0
    person = root / "people/ola-dahl.yaml"
    notes = "".join(f"# Note {number}\n" for number in range(60))
    person.write_text(notes + person.read_text(encoding="utf-8"), encoding="utf-8")
    commit(root, "2026-06-05T12:00:00Z")
    story = tell(run, root, "ola-dahl")
    assert story["earlier_ids"] == ["ola-nordmann"]
    assert told(story, "ola-dahl") == ["2026-06-05 renamed until then ola-nordmann"]
    assert told(story, "roles/pastry-cook")[0] == "2026-05-02 started"
    assert sum(each["kind"] == "started" for each in story["events"]) == 1


def test_a_mentors_past_is_told_as_well(root: Path, run: Run) -> None:
    paused = TERMS.format("paused") + "paused_until: 2026-07-01\n"
    commit(root, "2026-06-03T12:00:00Z", {SLOT: paused})
    for line in (("rename", "ola-nordmann", "ola-berg"), ("rename", "per-olsen", "per")):
        assert run(*line, "--today", "2026-06-04", cwd=root).exit == 0
    commit(root, "2026-06-04T12:00:00Z")
    ended = TERMS.format("ended").replace("per-olsen", "per") + "ended: 2026-06-12\nreason: Moved.\n"
    earlier = "previous:\n  - " + ended.replace("\n", "\n    ").rstrip(" ")
    began = "mentor: kari-hansen\nco_mentors: [per]\nstatus: active\nstarted: 2026-06-13\n" + BASELINE
    commit(root, "2026-06-13T12:00:00Z", {SLOT.replace("nordmann", "berg"): began + earlier})
    story = tell(run, root, "per")
    assert [
        (e["day"], e["kind"], e["part"], e["person"], e["note"])
        for e in story["events"]
        if e["about"] == "roles/baker"
    ] == [
        ("2026-05-02", "started", "mentor", "ola-berg", ""),
        ("2026-06-03", "paused", "mentor", "ola-berg", "until 2026-07-01"),
        ("2026-06-12", "ended", "mentor", "ola-berg", "Moved."),
        ("2026-06-13", "started", "co-mentor", "ola-berg", "with Kari Hansen"),
    ]
    of_mentee = [e for e in tell(run, root, "ola-berg")["events"] if e["about"] == "roles/baker"]
    assert [(e["part"], e["person"]) for e in of_mentee] == [
        *[("mentee", "per")] * 3,
        ("mentee", "kari-hansen"),
    ]
    assert {e["part"] for e in tell(run, root, "kari-hansen")["events"] if e["about"] == "roles/baker"} == {
        "mentor"
    }


def test_who_came_when_someone_else_was_deleted_is_not_them(root: Path, run: Run) -> None:
    bo = "name: Bo Lind\nemail: bo@fjord.example\nleaders: [kari-hansen]\n"
    commit(root, "2026-06-03T12:00:00Z", {"people/per-olsen.yaml": None, "people/bo-lind.yaml": bo})
    assert tell(run, root, "bo-lind")["earlier_ids"] == []


def test_a_renamed_role_does_not_begin_the_mentorship_anew(root: Path, run: Run) -> None:
    assert run("rename", "roles/baker", "pastry-cook", "--today", "2026-06-01", cwd=root).exit == 0
    commit(root, "2026-06-05T12:00:00Z")
    story = tell(run, root, "ola", "pastry-cook")
    assert told(story, "roles/pastry-cook") == ["2026-05-02 started"]
    assert told(story) == []


def test_a_shallow_clone_says_that_it_is_one(root: Path, tmp_path: Path, run: Run) -> None:
    commit(root, "2026-06-10T12:00:00Z", {FAMILIARITY: indicated(bake_rye="understand")})
    git(tmp_path, "clone", "-q", "--depth=1", root.as_uri(), "shallow")
    done = run(
        "history", "ola-nordmann", "--format", "json", "--today", "2026-09-01", cwd=tmp_path / "shallow"
    )
    assert done.exit == 0
    assert "this clone is shallow" in done.stderr
    assert "git fetch --unshallow" in done.stderr
    story = json.loads(done.stdout)["history"]
    assert story["shallow"] is True
    assert [day for day, _ in curve(story)] == ["2026-06-10"]
    assert told(story) == ["2026-05-02 started"]


def test_a_version_that_cannot_be_read_is_left_out_with_a_note(root: Path, run: Run) -> None:
    commit(
        root, "2026-06-03T12:00:00Z", {FAMILIARITY: "roles/baker/bake-rye: [\n", SLOT: "mentor: \x1b[31m\n"}
    )
    broken = git(root, "rev-parse", "--short=8", "HEAD").strip()
    paused = TERMS.format("paused") + "paused_until: 2026-07-01\n"
    commit(root, "2026-06-05T12:00:00Z", {FAMILIARITY: indicated(bake_rye="understand"), SLOT: paused})
    done = run("history", "ola", "--format", "json", "--today", "2026-09-01", cwd=root)
    assert done.stderr.splitlines() == [
        f"note: {FAMILIARITY} in commit {broken} cannot be read and is left out",
        f"note: {SLOT} in commit {broken} cannot be read and is left out",
    ]
    story = json.loads(done.stdout)["history"]
    assert told(story) == ["2026-05-02 started", "2026-06-05 paused until 2026-07-01"]
    assert [day for day, _ in curve(story)] == ["2026-06-01", "2026-06-05"]


def test_a_version_that_git_lacks_is_left_out_too(root: Path, run: Run) -> None:
    commit(root, "2026-06-03T12:00:00Z", {FAMILIARITY: indicated(bake_rye="understand")})
    lost = git(root, "rev-parse", f"HEAD:{FAMILIARITY}").strip()
    (root / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    at_commit = run("mentorships", "ola", "--at", "HEAD", cwd=root)
    assert (at_commit.stdout, at_commit.exit) == ("", 3)
    assert at_commit.stderr.startswith(f"error: git cannot read its object {lost}\n")
    commit(root, "2026-06-05T12:00:00Z", {FAMILIARITY: indicated(bake_rye="comfortable")})
    done = run("history", "ola", "baker", "--format", "json", "--today", "2026-09-01", cwd=root)
    assert f"{FAMILIARITY} in commit " in done.stderr
    assert curve(json.loads(done.stdout)["history"]) == [("2026-06-01", 8.3), ("2026-06-05", 25.0)]


def test_many_unreadable_versions_are_counted(root: Path, run: Run) -> None:
    for day in range(2, 9):
        commit(root, f"2026-06-{day:02}T12:00:00Z", {FAMILIARITY: f"broken: [{day}\n"})
    (root / FAMILIARITY).write_text(indicated(bake_rye="aware"), encoding="utf-8")
    done = run("history", "ola", "--today", "2026-09-01", cwd=root)
    assert done.exit == 0
    assert done.stderr.splitlines()[5:] == ["note: and 2 more versions"]


def test_where_there_is_nothing_to_read_it_says_so(tmp_path: Path, run: Run) -> None:
    root = Path(shutil.copytree(BAKERY, tmp_path / "org"))

    def refused(said: str) -> Done:
        done = run("history", "ola", "--today", "2026-09-01", cwd=root)
        assert (done.stdout, done.exit) == ("", 3)
        assert said in done.stderr
        assert "help: " in done.stderr
        return done

    refused("there is no git here, so there is no history to read")
    git(root, "init", "--quiet")
    refused("nothing was committed here yet, so there is no history to read")


def test_a_dataset_below_the_top_of_its_repository_has_its_own_story(tmp_path: Path, run: Run) -> None:
    git(tmp_path, "init", "--quiet", "top")
    for name in ("here", "there"):
        shutil.copytree(BAKERY, tmp_path / "top" / name)
    commit(tmp_path / "top", "2026-06-01T12:00:00Z")
    commit(
        tmp_path / "top", "2026-06-03T12:00:00Z", {f"there/{FAMILIARITY}": indicated(bake_rye="automated")}
    )
    commit(
        tmp_path / "top", "2026-06-05T12:00:00Z", {f"here/{FAMILIARITY}": indicated(bake_rye="understand")}
    )
    assert [day for day, _ in curve(tell(run, tmp_path / "top/here", "ola"))] == ["2026-06-01", "2026-06-05"]


def test_what_a_user_set_for_git_changes_nothing(root: Path, run: Run) -> None:
    commit(root, "2026-06-05T12:00:00Z", {FAMILIARITY: indicated(bake_rye="understand")})
    before = tell(run, root, "ola")
    for setting in (
        *("log.showRoot=false", "log.showSignature=true", "log.follow=true", "log.diffMerges=on"),
        *(
            "color.ui=always",
            "diff.renames=false",
            "core.abbrev=4",
            "diff.noprefix=true",
            "log.decorate=full",
        ),
        *("diff.relative=false", "core.quotePath=true", "format.pretty=fuller", "log.date=relative"),
    ):
        git(root, "config", *setting.split("="))
    assert tell(run, root, "ola") == before
    assert len(before["familiarity"]) == 2


def test_a_long_curve_is_thinned_out(root: Path, run: Run) -> None:
    levels = ("aware", "understand", "comfortable", "automated")
    for day in range(1, 61):
        moment = f"2026-{6 + day // 31:02}-{day % 31 + 1:02}T12:00:00Z"
        commit(root, moment, {FAMILIARITY: indicated(bake_rye=levels[day % 4])})
    done = run("history", "ola", "baker", "--format", "table", "--today", "2026-09-01", cwd=root)
    assert sum(done.stdout.count(sign) for sign in "▁▂▃▅▇") == 40
