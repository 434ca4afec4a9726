"""The workflows' own shell, run as the platform would, against a repository with a hostile change."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from tests.actions import Pages, Runner, job
from tests.conftest import COMMAND, TODAY, git
from tests.golden.stage import commit, repository, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLA, KARI, PER, STRANGER = 583231, 990000102, 990000104, 999
ACTIVITY = "repos/fjord/people/activity"
REVIEWS = "repos/fjord/people/pulls/7/reviews"
COMMENTS = "repos/fjord/people/issues/7/comments"
HOSTILE = "raise SystemExit('the change was run')\n"
MODULES = ("rich.py", "typer.py", "yaml.py", "sitecustomize.py", "wecomplish_cli/__init__.py", "pip.py")
Change = dict[str, str | None]


class Forge:
    """The repository as the platform has it, with a change under review."""

    def __init__(self, folder: Path, command: Path) -> None:
        self.folder = folder
        self.command = command
        self.origin = repository(folder / "origin")
        self.base = git(self.origin, "rev-parse", "HEAD").strip()
        self.head = self.base

    def propose(self, files: Change, links: dict[str, str] | None = None) -> str:
        """Commit a change that the pull request then asks to merge; None deletes a file."""
        git(self.origin, "checkout", "--quiet", "--detach", self.head)
        for path, content in files.items():
            file = self.origin / path
            if content is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        for path, target in (links or {}).items():
            (self.origin / path).symlink_to(target)
        git(self.origin, "add", "--all", "--force")
        git(self.origin, "commit", "--quiet", "--message", "A change")
        self.head = git(self.origin, "rev-parse", "HEAD").strip()
        git(self.origin, "update-ref", "refs/pull/7/head", self.head)
        git(self.origin, "checkout", "--quiet", "main")
        return self.head

    def checkout(self) -> Path:
        """What the platform checks out: the tip of the base."""
        workspace = self.folder / "workspace"
        git(self.folder, "clone", "--quiet", "--branch", "main", str(self.origin), str(workspace))
        return workspace

    def runner(self, event_name: str, event: dict[str, Any], api: dict[str, Pages] | None = None) -> Runner:
        """A machine that is told of something."""
        place = self.folder / "runner"
        return Runner(place, self.checkout(), event_name, event, self.command, api or {})

    def pull_request(
        self,
        pushes: Pages | None = None,
        reviews: Pages | None = None,
        comments: Pages | None = None,
        author: int = OLA,
        branch: str = "ola/june",
    ) -> Runner:
        """A machine that is told of the pull request."""
        head = {"sha": self.head, "ref": branch, "repo": {"full_name": "fjord/people"}}
        event = {"pull_request": {"number": 7, "user": {"id": author}, "head": head, "base": {"ref": "main"}}}
        pushed = pushes if pushes is not None else [[push(author, self.head, "branch_creation")]]
        api = {ACTIVITY: pushed, REVIEWS: reviews or [[]], COMMENTS: comments or [[]]}
        return self.runner("pull_request_target", event, api)

    def queued(self) -> Runner:
        """A machine that is told of a merge group."""
        git(self.origin, "update-ref", "refs/heads/gh-readonly-queue/main/pr-7", self.head)
        head_ref = "refs/heads/gh-readonly-queue/main/pr-7"
        group = {"head_sha": self.head, "head_ref": head_ref, "base_sha": self.base}
        return self.runner("merge_group", {"merge_group": group})


def push(account: int | None, after: str, kind: str = "push") -> dict[str, Any]:
    """What the platform says of one push."""
    return {"activity_type": kind, "after": after, "actor": account and {"id": account}}


def review(account: int, state: str, commit: str) -> dict[str, Any]:
    """What the platform says of one review."""
    return {"user": {"id": account}, "state": state, "commit_id": commit}


@pytest.fixture
def forge(tmp_path: Path, command: Path) -> Forge:
    return Forge(tmp_path, command)


def edited(forge: Forge, path: str, edit: Callable[[str], str]) -> Change:
    """A change to one file of the example."""
    return {path: edit((forge.origin / path).read_text(encoding="utf-8"))}


def lines(file: Path) -> list[str]:
    return file.read_text().split()


ONLY_ASKING = ("Install", "Judge", "Tell")


def test_actors_are_the_author_and_everyone_who_pushed(forge: Forge) -> None:
    head = forge.propose({"README.md": "Hello\n"})
    pushes = [[push(PER, head, "force_push"), push(None, "b" * 40)], [push(OLA, "a" * 40, "branch_creation")]]
    runner = forge.pull_request(pushes, author=KARI)
    assert runner.run("gate.yml", "judge", leaving_out=ONLY_ASKING).exit == 0
    assert lines(runner.temp / "actors") == ["github:0", f"github:{OLA}", f"github:{KARI}", f"github:{PER}"]


def test_whoever_deleted_an_earlier_branch_of_that_name_is_no_actor(forge: Forge) -> None:
    head = forge.propose({"README.md": "Hello\n"})
    pushes = [[push(OLA, head, "branch_creation"), push(KARI, "0" * 40, "branch_deletion")]]
    runner = forge.pull_request(pushes)
    assert runner.run("gate.yml", "judge", leaving_out=ONLY_ASKING).exit == 0
    assert lines(runner.temp / "actors") == [f"github:{OLA}"]


@pytest.mark.parametrize("kinds", [[], ["push"], ["branch_creation"]], ids=["none", "no-start", "no-end"])
def test_nothing_is_judged_when_the_platform_does_not_tell_everyone_who_pushed(
    forge: Forge, kinds: list[str]
) -> None:
    head = forge.propose({"README.md": "Hello\n"})
    after = {"push": head, "branch_creation": "a" * 40}
    runner = forge.pull_request([[push(OLA, after[kind], kind) for kind in kinds]])
    done = runner.run("gate.yml", "judge")
    assert done.exit == 1
    assert "::error::GitHub does not tell everyone who pushed" in done.stdout
    assert "judge" not in runner.steps
    assert "tell" not in runner.steps


def test_a_repository_whose_pushes_cannot_be_read_is_not_judged(forge: Forge) -> None:
    forge.propose({"README.md": "Hello\n"})
    runner = forge.pull_request()
    runner.event["pull_request"]["head"]["repo"]["full_name"] = "stranger/people"
    assert runner.run("gate.yml", "judge").exit != 0
    assert "judge" not in runner.steps


def test_only_somebodys_newest_review_approves_and_only_its_commit(forge: Forge) -> None:
    head = forge.propose({"README.md": "Hello\n"})
    reviews = [
        [review(KARI, "APPROVED", "a" * 40), review(PER, "APPROVED", head), review(OLA, "DISMISSED", head)],
        [
            review(KARI, "COMMENTED", head),
            review(PER, "CHANGES_REQUESTED", head),
            review(5, "APPROVED", head),
            {**review(6, "APPROVED", head), "commit_id": None},
        ],
    ]
    runner = forge.pull_request(reviews=reviews)
    assert runner.run("gate.yml", "judge", leaving_out=ONLY_ASKING).exit == 0
    assert {*lines(runner.temp / "approvals")} == {f"github:{KARI}@{'a' * 40}", f"github:5@{head}"}


@pytest.mark.parametrize(("author", "exit_"), [(KARI, 0), (PER, 4)])
def test_the_first_dataset_is_begun_by_an_administrator_whom_it_names(
    author: int, exit_: int, forge: Forge
) -> None:
    files = {path: content.decode() for path, content in tree(forge.origin).items() if content}
    shutil.rmtree(forge.origin)
    forge.origin.mkdir()
    git(forge.origin, "init", "--quiet")
    git(forge.origin, "commit", "--quiet", "--allow-empty", "--message", "Nothing yet")
    forge.base = forge.head = git(forge.origin, "rev-parse", "HEAD").strip()
    forge.propose({f"data/org/{path}": text for path, text in files.items()})
    runner = forge.pull_request(author=author)
    runner.env["WECOMPLISH_ORG"] = "data/org"
    assert runner.run("gate.yml", "judge").exit == exit_
    assert "Kari Hansen" in (runner.temp / "comment.md").read_text(encoding="utf-8")


def test_the_name_of_a_branch_is_only_a_name(forge: Forge) -> None:
    forge.propose({"README.md": "Hello\n"})
    branch = 'x";touch${IFS}pwned;"$(touch${IFS}pwned)`touch${IFS}pwned`&ref=main'
    runner = forge.pull_request(branch=branch)
    assert runner.run("gate.yml", "judge", leaving_out=ONLY_ASKING).exit == 0
    assert f"ref=refs/heads/{branch}" in (runner.folder / "asked").read_text().replace('\\"', '"')
    assert not [*forge.folder.rglob("pwned")]


@pytest.mark.thorough
def test_the_tool_is_installed_by_nothing_that_lies_around(forge: Forge) -> None:
    runner = forge.pull_request()
    shutil.rmtree(runner.temp / "wecomplish")
    for name in ("pip.py", "venv.py", "ensurepip.py", "sitecustomize.py"):
        (runner.workspace / name).write_text(HOSTILE)
        (runner.temp / name).write_text(HOSTILE)
    wheel = _wheel(forge.folder)
    install = next(step for step in job("gate.yml", "judge")["steps"] if step["name"].startswith("Install"))
    assert runner.shell(install["run"], {"SOURCE": str(wheel), "PIP_NO_INDEX": "1"}).exit == 0
    called = '"$RUNNER_TEMP/wecomplish/bin/python" -I -m wecomplish_cli'
    assert runner.shell(called, {}).stdout == "installed\n"


def _wheel(folder: Path) -> Path:
    """A package of our name, for an installation without a network."""
    path = folder / "wecomplish_cli-9-py3-none-any.whl"
    about = "wecomplish_cli-9.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("wecomplish_cli/__main__.py", "print('installed')\n")
        wheel.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: wecomplish-cli\nVersion: 9\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")
    return path


OURS = {"id": 11, "user": {"login": "github-actions[bot]"}, "body": "<!-- wecomplish -->\nEarlier"}
OTHERS = [
    {"id": 12, "user": {"login": "ola"}, "body": "<!-- wecomplish -->\nMine"},
    {"id": 13, "user": {"login": "github-actions[bot]"}, "body": "Coverage"},
]


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("comment", "there", "expected"),
    [
        ("", [OTHERS], []),
        ("Å `x` $(y)\n@z", [OTHERS], [["POST", COMMENTS, "body=Å `x` $(y)\n@z"]]),
        ("New", [OTHERS, [OURS]], [["PATCH", "repos/fjord/people/issues/comments/11", "body=New"]]),
        ("", [OTHERS, [OURS]], [["DELETE", "repos/fjord/people/issues/comments/11"]]),
    ],
    ids=["silent", "first", "changed", "silent-again"],
)
def test_there_is_one_comment_at_most(
    forge: Forge, comment: str, there: Pages, expected: list[list[str]]
) -> None:
    runner = forge.pull_request(comments=there)
    handed_over = {"outputs": {"comment": base64.b64encode(comment.encode()).decode()}}
    assert runner.run("gate.yml", "comment", judge=handed_over).exit == 0
    assert runner.calls == expected


KNOWN = "familiarity/ola-nordmann.yaml"
SLOT = "mentorships/ola-nordmann/roles/platform-engineer.yaml"


def more_familiar(forge: Forge) -> Change:
    """What Ola may write: their own familiarity, as of today."""
    return edited(
        forge,
        KNOWN,
        lambda text: text.replace(
            "level: understand\n  updated: 2026-05-11", f"level: comfortable\n  updated: {TODAY}", 1
        ),
    )


def wrong_mentor(forge: Forge) -> Change:
    return edited(forge, SLOT, lambda text: text.replace("mentor: per-olsen", "mentor: per-olson", 1))


def comment_of(runner: Runner) -> str:
    """What the job that judges hands on to the one that writes the comment."""
    handed_over = runner.outputs("gate.yml", "judge")
    assert handed_over["told"] == "success"
    return base64.b64decode(handed_over["comment"]).decode()


def test_a_change_that_is_right_and_allowed_passes_and_is_told(forge: Forge) -> None:
    forge.propose(more_familiar(forge))
    runner = forge.pull_request()
    done = runner.run("gate.yml", "judge")
    assert (done.exit, done.stderr) == (0, "")
    comment = comment_of(runner)
    assert comment.startswith("<!-- wecomplish -->\n")
    assert "Ola Nordmann is more familiar with" in comment
    assert "Ola Nordmann is more familiar with" in runner.summary


def test_what_is_wrong_fails_with_an_annotation(forge: Forge) -> None:
    forge.propose(wrong_mentor(forge))
    runner = forge.pull_request(author=KARI)
    done = runner.run("gate.yml", "judge")
    assert done.exit == 1
    assert f"::error file={SLOT},line=1" in done.stdout
    assert "WC201 unknown-person" in comment_of(runner)
    assert "WC201 unknown-person" in runner.summary


def test_what_another_account_pushed_onto_the_branch_is_denied(forge: Forge) -> None:
    head = forge.propose(more_familiar(forge))
    pushes = [[push(STRANGER, head), push(OLA, "a" * 40, "branch_creation")]]
    runner = forge.pull_request(pushes)
    assert runner.run("gate.yml", "judge").exit == 4
    assert f"github:{STRANGER}" in comment_of(runner)


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("account", "commit", "state", "code"),
    [
        (KARI, "head", "APPROVED", 0),
        (KARI, "base", "APPROVED", 4),
        (KARI, "head", "DISMISSED", 4),
        (STRANGER, "head", "APPROVED", 4),
    ],
    ids=["at-the-head", "at-an-older-commit", "dismissed", "of-a-stranger"],
)
def test_an_approval_counts_at_the_head_and_from_who_may(
    forge: Forge, account: int, commit: str, state: str, code: int
) -> None:
    forge.propose(more_familiar(forge))
    reviews = [[review(account, state, getattr(forge, commit))]]
    runner = forge.pull_request(reviews=reviews, author=PER)
    assert runner.run("gate.yml", "judge", leaving_out=("Install", "Tell")).exit == code


def test_nothing_of_a_hostile_change_is_run_or_checked_out(forge: Forge) -> None:
    forge.command = COMMAND
    hooks = {
        ".gitattributes": "* filter=evil -diff eol=crlf\n",
        ".gitmodules": '[submodule "x"]\n\tpath = x\n',
    }
    workflow = {".github/workflows/gate.yml": "name: mine\n", "pyproject.toml": "[project]\nname = 'x'\n"}
    change = more_familiar(forge) | dict.fromkeys(MODULES, HOSTILE) | hooks | workflow
    forge.propose(change, links={"people/evil.yaml": "/etc/passwd"})
    runner = forge.pull_request()
    before = sorted(path for path in runner.workspace.rglob("*") if ".git" not in path.parts)
    done = runner.run("gate.yml", "judge")
    assert done.exit == 1
    assert "the change was run" not in done.stdout + done.stderr
    assert "file=people/evil.yaml" in done.stdout
    assert sorted(path for path in runner.workspace.rglob("*") if ".git" not in path.parts) == before
    assert git(runner.workspace, "status", "--porcelain") == ""
    assert "root:" not in comment_of(runner)


def test_a_change_of_comments_only_is_silent(forge: Forge) -> None:
    forge.propose(edited(forge, KNOWN, lambda text: f"# Reviewed with Per.\n{text}"))
    runner = forge.pull_request()
    assert runner.run("gate.yml", "judge").exit == 0
    assert comment_of(runner) == ""


def test_a_conflict_is_said_and_its_names_are_no_commands(forge: Forge) -> None:
    name = "##[error]x.txt"
    forge.propose({name: "theirs\n"})
    (forge.origin / name).write_text("ours\n")
    git(forge.origin, "add", "--all")
    git(forge.origin, "commit", "--quiet", "--message", "Meanwhile")
    runner = forge.pull_request(author=KARI)
    done = runner.run("gate.yml", "judge")
    assert done.exit == 1
    assert "without a conflict" in done.stdout
    assert "##[" not in done.stdout + done.stderr
    assert "cannot be told" in comment_of(runner)


def test_a_change_too_large_to_tell_is_told_in_the_summary_alone(forge: Forge) -> None:
    unknown = "wrong-" * 9
    forge.propose(
        {f"people/p-{number:04}-{'long-' * 10}name.yaml": f"name: P\n{unknown}: x\n" for number in range(900)}
    )
    runner = forge.pull_request()
    assert runner.run("gate.yml", "judge").exit == 1
    assert "too large to be told here" in comment_of(runner)
    assert unknown in runner.summary


def test_a_merge_queue_judges_what_merging_gives_and_asks_nobody(forge: Forge) -> None:
    forge.propose(more_familiar(forge))
    runner = forge.queued()
    done = runner.run("gate.yml", "judge")
    assert done.exit == 0
    assert "not who may change it" in done.stdout
    assert not (runner.folder / "asked").exists()
    assert "tell" not in runner.steps


def test_a_merge_queue_stops_what_is_wrong(forge: Forge) -> None:
    forge.propose(wrong_mentor(forge))
    assert forge.queued().run("gate.yml", "judge").exit == 1


RUNS = "repos/fjord/people/actions/workflows/ours.yml/runs"


def a_run(
    number: int, commit: str, looked: str = "success", event: str = "push"
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the platform says of one run of the watch, and of its jobs; `looked` is how its step ended."""
    steps = [
        {"name": "Install the tool outside the checkout", "conclusion": "success"},
        {"name": "Look for what is new", "conclusion": looked},
    ]
    return {"id": number, "run_number": number, "event": event, "head_sha": commit}, [{"steps": steps}]


def pushed(forge: Forge, before: str, *runs: tuple[dict[str, Any], list[dict[str, Any]]]) -> Runner:
    """A machine that is told of a push to the main branch; the runs of the watch before it, newest first."""
    git(forge.origin, "checkout", "--quiet", "-B", "main", forge.head)
    api: dict[str, Pages] = {RUNS: [{"workflow_runs": [run for run, _ in runs]}]}
    api |= {f"repos/fjord/people/actions/runs/{run['id']}/jobs": [{"jobs": jobs}] for run, jobs in runs}
    return forge.runner("push", {"before": before}, api)


def nightly(forge: Forge, *runs: tuple[dict[str, Any], list[dict[str, Any]]]) -> Runner:
    """A machine that runs at night; the runs of the watch before it, newest first."""
    runner = pushed(forge, "", *runs)
    runner.event_name, runner.event = "schedule", {}
    return runner


def test_the_watch_raises_the_alarm_when_something_wrong_was_pushed(forge: Forge) -> None:
    forge.propose(wrong_mentor(forge))
    done = pushed(forge, forge.base).run("watch.yml", "watch")
    assert done.exit == 1
    assert f"::error file={SLOT},line=1" in done.stdout


@pytest.mark.sampled(2)
@pytest.mark.parametrize("event", ["push", "schedule"])
def test_the_watch_runs_nothing_that_was_pushed(forge: Forge, event: str) -> None:
    forge.command = COMMAND
    forge.propose(dict.fromkeys(MODULES, HOSTILE))
    runner = pushed(forge, forge.base) if event == "push" else nightly(forge, a_run(1, forge.base))
    done = runner.run("watch.yml", "watch")
    assert "the change was run" not in done.stdout + done.stderr
    assert done.exit == 0


def test_mail_workflow_runs_nothing_that_was_merged(forge: Forge) -> None:
    forge.command = COMMAND
    git(forge.origin, "update-ref", "refs/wecomplish/notified", forge.base)
    forge.propose(dict.fromkeys(MODULES, HOSTILE))
    done = pushed(forge, forge.base).run("notify.yml", "notify")
    assert "the change was run" not in done.stdout + done.stderr
    assert done.exit == 0


def test_the_watch_is_quiet_about_what_was_wrong_before(forge: Forge) -> None:
    before = forge.propose(wrong_mentor(forge))
    forge.propose(more_familiar(forge))
    assert pushed(forge, before).run("watch.yml", "watch").exit == 0


def test_the_watch_raises_the_alarm_when_history_was_rewritten(forge: Forge) -> None:
    before = forge.propose(more_familiar(forge))
    forge.head = forge.base
    forge.propose({"README.md": "As if nothing had been\n"})
    done = pushed(forge, before).run("watch.yml", "watch")
    assert done.exit == 1
    assert "::error::The history of this branch was rewritten" in done.stdout


@pytest.mark.sampled(2)
@pytest.mark.parametrize("event", ["push", "schedule"])
def test_the_watch_sees_what_came_by_a_push_that_started_no_run(forge: Forge, event: str) -> None:
    skipped = forge.propose(wrong_mentor(forge))
    seen = a_run(3, forge.base)
    if event == "push":
        forge.propose(more_familiar(forge))
        runner = pushed(forge, skipped, seen)
    else:
        runner = nightly(forge, seen)
    done = runner.run("watch.yml", "watch")
    assert done.exit == 1
    assert f"::error file={SLOT},line=1" in done.stdout


def test_the_watch_looks_at_what_a_run_could_not_look_at(forge: Forge) -> None:
    wrong = forge.propose(wrong_mentor(forge))
    forge.propose(more_familiar(forge))
    not_looked = [a_run(9, wrong, looked) for looked in ("skipped", "cancelled", "")]
    elsewhere = a_run(8, wrong, event="workflow_dispatch")
    later = a_run(13, wrong)
    runner = pushed(forge, wrong, later, *not_looked, elsewhere, a_run(7, forge.base))
    assert runner.run("watch.yml", "watch").exit == 1


def test_the_watch_raises_each_alarm_once(forge: Forge) -> None:
    wrong = forge.propose(wrong_mentor(forge))
    forge.propose(more_familiar(forge))
    runner = pushed(forge, forge.base, a_run(9, wrong, "failure"), a_run(7, forge.base))
    assert runner.run("watch.yml", "watch").exit == 0


def test_at_night_the_alarm_is_raised_when_history_was_rewritten_by_a_push_that_started_no_run(
    forge: Forge,
) -> None:
    seen = forge.propose(more_familiar(forge))
    forge.head = forge.base
    runner = nightly(forge, a_run(9, seen))
    done = runner.run("watch.yml", "watch")
    assert done.exit == 1
    assert "::error::The history of this branch was rewritten" in done.stdout
    assert runner.summary


def test_every_night_everything_is_looked_at(forge: Forge) -> None:
    forge.propose(wrong_mentor(forge))
    runner = nightly(forge)
    done = runner.run("watch.yml", "watch")
    assert done.exit == 1
    assert f"::error file={SLOT},line=1" in done.stdout
    assert "WC201 unknown-person" in runner.summary


def test_mail_workflow_keeps_how_far_has_been_told(forge: Forge) -> None:
    git(forge.origin, "update-ref", "refs/wecomplish/notified", forge.base)
    head = forge.propose({"README.md": "Nobody is to be told of this\n"})
    runner = pushed(forge, forge.base)
    assert runner.run("notify.yml", "notify").exit == 0
    assert git(forge.origin, "rev-parse", "refs/wecomplish/notified").strip() == head


@pytest.mark.parametrize("fetched", [True, False], ids=["not-sent", "not-fetched"])
def test_mail_workflow_that_fails_loses_no_ref(forge: Forge, fetched: bool) -> None:
    git(forge.origin, "update-ref", "refs/wecomplish/notified", forge.base)
    asked = "expectation: roles/platform-engineer/roll-out-robot-images\nstatus: open\n"
    forge.propose({f"help/ola-nordmann/{TODAY}-roll-out-robot-images.yaml": asked})
    runner = pushed(forge, forge.base)
    if not fetched:
        git(runner.workspace, "remote", "set-url", "--push", "origin", str(forge.origin))
        git(runner.workspace, "remote", "set-url", "origin", str(forge.folder / "away"))
    done = runner.run("notify.yml", "notify")
    assert ("WECOMPLISH_SMTP_HOST" if fetched else "away") in done.stderr
    assert done.exit != 0
    assert git(forge.origin, "rev-parse", "refs/wecomplish/notified").strip() == forge.base


# What somebody asks for by a form.


ASKED = "### I need help with\n\nroles/platform-engineer/watch-the-fleet\n\n### Question\n\nWhere do I begin?"


def issue(body: str) -> dict[str, Any]:
    """An issue that Ola opened, as the platform tells of it."""
    return {
        "number": 7,
        "state": "open",
        "user": {"id": OLA, "type": "User"},
        "body": body,
        "created_at": f"{TODAY}T15:30:00Z",
        "performed_via_github_app": None,
    }


def asked_for(forge: Forge, body: str) -> tuple[int, dict[str, str]]:
    """Run the intake on an issue as soon as it is opened; returns its exit status and what it hands on."""
    event = {"action": "opened", "issue": issue(body), "sender": {"id": OLA}}
    runner = Runner(forge.folder / "intake", forge.checkout(), "issues", event, forge.command)
    done = runner.run("intake.yml", "make")
    handed_over = runner.outputs("intake.yml", "make")
    shutil.rmtree(runner.workspace)
    return done.exit, {key: base64.b64decode(text).decode() for key, text in handed_over.items()}


def of_issue(forge: Forge, body: str) -> Runner:
    """A machine that is told of the pull request which the intake's App opened for an issue."""
    runner = forge.pull_request(author=1, branch="intake/7")
    node = {"number": 7, "state": "OPEN", "body": body, "lastEditedAt": None, "userContentEdits": None}
    answers = {"data": {"repository": {"issue": node}}}
    runner.api |= {"repos/fjord/people/issues/7": [issue(body)], "graphql": [answers]}
    (runner.folder / "api.json").write_text(json.dumps(runner.api))
    return runner


def test_a_form_becomes_a_pull_request_that_is_its_authors(forge: Forge) -> None:
    exit_, handed_over = asked_for(forge, ASKED)
    assert (exit_, "This is proposed as a pull request" in handed_over["answer"]) == (0, True)
    fast_import(forge, handed_over["change"])
    runner = of_issue(forge, ASKED)
    assert runner.run("gate.yml", "judge").exit == 0
    assert lines(runner.temp / "actors") == [f"github:{OLA}"]


def test_a_branch_for_an_issue_that_asks_for_something_else_is_nobodys(forge: Forge) -> None:
    _, handed_over = asked_for(forge, ASKED)
    fast_import(forge, handed_over["change"])
    runner = of_issue(forge, ASKED.replace("Where", "How"))
    assert runner.run("gate.yml", "judge").exit == 4
    assert "judge" not in runner.steps


def test_what_cannot_be_done_is_answered_and_hands_on_no_change(forge: Forge) -> None:
    exit_, handed_over = asked_for(forge, ASKED.replace("watch", "@all *watch"))
    assert (exit_, handed_over["change"]) == (0, "")
    assert "    error: no expectation `roles/platform-engineer/@all" in handed_over["answer"]
    assert "again]" not in handed_over["answer"]


def test_what_cannot_be_done_is_answered_with_the_form_filled_in_again(forge: Forge) -> None:
    settings = forge.origin / "wecomplish.yaml"
    said = "forge:\n  platform: github\n  base: https://github.com\n  repository: fjord/people\n"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\n{said}", encoding="utf-8")
    commit(forge.origin)
    _, handed_over = asked_for(forge, ASKED.replace("watch", "@all *watch"))
    *_, before, last = handed_over["answer"].splitlines()
    assert (before, last[-1]) == ("", ")")
    assert last.startswith("[Fill in the form again](https://github.com/fjord/people/issues/new?template=")
    assert "fill it in again:" not in handed_over["answer"]


def fast_import(forge: Forge, stream: str) -> None:
    """Push the branch as the intake's second job does."""
    subprocess.run(
        ["git", "fast-import", "--quiet"], cwd=forge.origin, input=stream, encoding="utf-8", check=True
    )
    forge.head = git(forge.origin, "rev-parse", "refs/heads/intake/7").strip()
    git(forge.origin, "update-ref", "refs/pull/7/head", forge.head)


# The forms, brought up to date.

FORMS = "wecomplish/forms"


def refreshed(forge: Forge) -> Change:
    """Run the workflow that writes the forms; returns the files that the change which it hands on makes."""
    place = forge.folder / "forms"
    runner = Runner(place, forge.checkout(), "schedule", {}, forge.command)
    assert runner.run("forms.yml", "write").exit == 0
    change = base64.b64decode(runner.outputs("forms.yml", "write")["change"])
    git(runner.workspace, "reset", "--quiet", "--hard")
    subprocess.run(["git", "apply", "--allow-empty"], cwd=runner.workspace, input=change, check=True)
    folder = runner.workspace / ".github" / "ISSUE_TEMPLATE"
    files: Change = {
        f".github/ISSUE_TEMPLATE/{file.name}": file.read_text(encoding="utf-8")
        for file in folder.glob("*.yml")
    }
    shutil.rmtree(runner.workspace)
    shutil.rmtree(place)
    return files


def judged(forge: Forge, files: Change, branch: str = FORMS) -> tuple[int, str]:
    """Ask the gate about a change that an App pushed."""
    forge.propose(files)
    runner = forge.pull_request([[push(1, forge.head, "branch_creation")]], author=1, branch=branch)
    done = runner.run("gate.yml", "judge")
    shutil.rmtree(runner.workspace)
    shutil.rmtree(runner.folder)
    return done.exit, done.stdout + done.stderr


def test_the_forms_of_the_data_pass_though_nobody_answers_for_them(forge: Forge) -> None:
    files = refreshed(forge)
    assert len(files) > 7
    assert judged(forge, files)[0] == 0


def test_on_another_branch_the_forms_are_anybodys_change(forge: Forge) -> None:
    assert judged(forge, refreshed(forge), "forms")[0] == 4


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "more",
    [
        {".github/ISSUE_TEMPLATE/check-in.yml": "name: Another\n"},
        {".github/ISSUE_TEMPLATE/another.yml": "name: Another\n"},
        {".github/workflows/gate.yml": "on: push\n"},
        {"people/eve.yaml": "name: Eve\n"},
        {"README.md": None},
    ],
    ids=lambda more: next(iter(more)),
)
def test_whatever_else_stands_on_the_branch_of_the_forms_is_refused(more: Change, forge: Forge) -> None:
    code, said = judged(forge, {**refreshed(forge), **more})
    assert (code, "is not what `wecomplish forms --write` makes" in said) == (4, True)


def test_forms_that_are_not_on_the_tip_of_the_base_are_refused(forge: Forge) -> None:
    files = refreshed(forge)
    old = forge.head
    forge.propose({"README.md": "Another\n"})
    git(forge.origin, "update-ref", "refs/heads/main", forge.head)
    git(forge.origin, "reset", "--quiet", "--hard", "main")
    forge.head = old
    assert judged(forge, files)[0] == 4


def test_forms_that_are_up_to_date_ask_for_nothing(forge: Forge) -> None:
    files = refreshed(forge)
    forge.propose(files)
    git(forge.origin, "update-ref", "refs/heads/main", forge.head)
    git(forge.origin, "reset", "--quiet", "--hard", "main")
    place = forge.folder / "again"
    runner = Runner(place, forge.checkout(), "schedule", {}, forge.command)
    assert runner.run("forms.yml", "write").exit == 0
    assert runner.outputs("forms.yml", "write")["change"] == ""
