"""What the intake for GitLab makes of issues, with real git and a stand-in for GitLab's interface."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from tests.conftest import REPOSITORY, TODAY, git, quiet_environment
from tests.consumers import check_jsonschema
from tests.golden.stage import BAKERY, commit, play, repository
from wecomplish_cli.dataset import store
from wecomplish_cli.derive.view import View
from wecomplish_cli.intake.bodies import EMPTY, description
from wecomplish_cli.intake.forms import forms_in
from wecomplish_cli.intake.issues import of_event
from wecomplish_cli.text import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

FOLDER = REPOSITORY / "examples" / "ci" / "gitlab"
OLA, BOT, STRANGER = 12, 77, 99
TOKEN = "glpat-secret"  # noqa: S105 - it opens nothing
PEOPLE = {"ola-nordmann": OLA, "per-olsen": 13}
ASKED = "### I need help with\n\nroles/baker/light-the-oven\n\n### Question\n\nHow hot?"


class GitLab:
    """A project as GitLab's interface tells of it: issues, their notes, and merge requests."""

    def __init__(self) -> None:
        self.issues: list[dict[str, Any]] = []
        self.requests: list[dict[str, Any]] = []
        self.notes: dict[int, list[dict[str, Any]]] = {}
        self.failing = ""

    def issue(self, body: str, title: str = "Mentorship: help", who: int = OLA, **more: Any) -> int:
        """Open an issue; returns its number in the project."""
        number = len(self.issues) + 1
        about = {"id": 1000 + number, "iid": number, "title": title, "description": body, "state": "opened"}
        author = {"id": who, "username": "someone", "state": "active"}
        self.issues.append({**about, "author": author, "created_at": f"{TODAY}T15:30:00.000Z", **more})
        return number

    def answer(self, method: str, path: str, asked: dict[str, str]) -> Any:
        """Answer as the interface does; None where there is no such thing."""
        parts = path.split("/")
        if parts == ["user"]:
            return {"id": BOT}
        if parts[:2] != ["projects", "5"]:
            return None
        match method, parts[2:]:
            case "GET", ["issues"]:
                return self._page([each for each in self.issues if each["state"] == asked["state"]], asked)
            case "GET", ["merge_requests"]:
                return self._page(self._requests(asked), asked)
            case "POST", ["merge_requests"]:
                about = {"iid": 1 + len(self.requests), "author": {"id": BOT}, "closed_by": None}
                self.requests.append({**asked, **about, "state": "opened"})
                return {}
            case "PUT", ["merge_requests", number]:
                closing = asked["state_event"] == "close"
                self.close(int(number), BOT if closing else None, "closed" if closing else "opened")
                return {}
            case "GET", ["issues", number, "notes"]:
                return self._page(self.notes.get(int(number), []), asked)
            case "POST", ["issues", number, "notes"]:
                notes = self.notes.setdefault(int(number), [])
                notes.append({"id": len(notes) + 1, "author": {"id": BOT}, "body": asked["body"]})
                return {}
            case "PUT", ["issues", number, "notes", note]:
                self.notes[int(number)][int(note) - 1]["body"] = asked["body"]
                return {}
        return None

    def close(self, number: int, by: int | None, state: str = "closed") -> None:
        """Somebody closes or merges a merge request, or opens it again."""
        self.requests[number - 1] |= {"state": state, "closed_by": by and {"id": by}}

    def _requests(self, asked: dict[str, str]) -> list[Any]:
        branch, state = asked.get("source_branch"), asked["state"]
        author = int(asked.get("author_id", BOT))
        return [
            each
            for each in self.requests
            if branch in (None, each["source_branch"])
            and state in ("all", each["state"])
            and each["author"]["id"] == author
        ]

    def _page(self, found: list[Any], asked: dict[str, str]) -> list[Any]:
        size, page = int(asked["per_page"]), int(asked["page"])
        return found[size * (page - 1) : size * page]


def serving(gitlab: GitLab) -> ThreadingHTTPServer:
    """Serve the interface on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            url = urlsplit(self.path)
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            asked = {key: values[0] for key, values in parse_qs(url.query or sent).items()}
            path = url.path.removeprefix("/api/v4/")
            known = self.headers["PRIVATE-TOKEN"] == TOKEN and path != gitlab.failing
            found = gitlab.answer(self.command, path, asked) if known else None
            self.send_response(404 if found is None else 200)
            self.end_headers()
            self.wfile.write(json.dumps(found).encode())

        do_GET = do_POST = do_PUT = handle_any  # noqa: N815 - the library's names

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    return server


class Project:
    """The project: what GitLab tells, its repository, and the checkout of a scheduled pipeline."""

    def __init__(self, folder: Path, command: Path, port: int) -> None:
        self.folder, self.command, self.port = folder, command, port
        self.root = repository(folder / "org", BAKERY)
        for person, number in PEOPLE.items():
            file = self.root / f"people/{person}.yaml"
            text = file.read_text(encoding="utf-8").replace("accounts:\n  github:\n    login: olano\n", "")
            first, _, rest = text.partition("\n")
            account = f"accounts:\n  gitlab:\n    id: {number}\n"
            file.write_text(f"{first}\n{account}{rest}", encoding="utf-8")
        commit(self.root)
        git(self.root, "branch", "--move", "--force", "main")
        self.origin = folder / "people.git"
        git(folder, "clone", "--quiet", "--bare", str(self.root), str(self.origin))

    def run(self) -> subprocess.CompletedProcess[str]:
        """Run what the pipeline runs, in a checkout of the main branch."""
        work = self.folder / "work"
        git(self.folder, "clone", "--quiet", str(self.origin), str(work))
        variables = yaml.safe_load((FOLDER / "intake.yml").read_text("utf-8"))["mentorship-intake"][
            "variables"
        ]
        done = subprocess.run(
            [sys.executable, "-I", FOLDER / "intake.py", self.command],
            cwd=work,
            env=quiet_environment(self.folder)
            | variables
            | {
                "CI_API_V4_URL": f"http://127.0.0.1:{self.port}/api/v4",
                "CI_PROJECT_ID": "5",
                "CI_PROJECT_URL": str(self.origin).removesuffix(".git"),
                "CI_DEFAULT_BRANCH": "main",
                "INTAKE_TOKEN": TOKEN,
                "PYTHONPATH": os.pathsep,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        subprocess.run(["rm", "-rf", work], check=True)
        assert TOKEN not in done.stdout + done.stderr
        return done

    def branches(self) -> list[str]:
        return git(self.origin, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()


@pytest.fixture
def gitlab() -> GitLab:
    return GitLab()


@pytest.fixture
def project(tmp_path: Path, command: Path, gitlab: GitLab) -> Iterator[Project]:
    server = serving(gitlab)
    yield Project(tmp_path, command, server.server_port)
    server.shutdown()
    server.server_close()


def test_an_issue_becomes_a_merge_request_that_somebody_must_approve(
    project: Project, gitlab: GitLab
) -> None:
    number = gitlab.issue(ASKED)
    done = project.run()
    assert (done.returncode, done.stdout) == (0, f"issue {number}: proposed\n"), done.stderr
    (request,) = gitlab.requests
    assert (request["source_branch"], request["target_branch"]) == (f"intake/{number}", "main")
    assert request["description"] == f"Closes #{number}."
    assert project.branches() == [f"intake/{number}", "main"]
    words = ("request-help", "me", "light-the-oven", "--question", "How hot?", "--today", TODAY)
    assert play(*words, cwd=project.root, env={"WECOMPLISH_AS": "ola-nordmann"}).exit == 0
    commit(project.root)
    git(project.root, "fetch", "--quiet", str(project.origin), f"intake/{number}")
    assert git(project.root, "diff", "--stat", "FETCH_HEAD", "HEAD") == ""
    ((note,),) = gitlab.notes.values()
    assert "It counts once somebody has approved it" in note["body"]


def test_a_second_run_changes_nothing(project: Project, gitlab: GitLab) -> None:
    gitlab.issue(ASKED)
    gitlab.issue("### Nothing of ours")
    project.run()
    before = (git(project.origin, "show-ref"), json.dumps([gitlab.requests, gitlab.notes]))
    assert project.run().returncode == 0
    assert before == (git(project.origin, "show-ref"), json.dumps([gitlab.requests, gitlab.notes]))


def test_an_edited_issue_makes_the_branch_anew_and_no_second_request(
    project: Project, gitlab: GitLab
) -> None:
    gitlab.issue(ASKED)
    project.run()
    gitlab.issues[0]["description"] = ASKED.replace("How hot", "How long")
    project.run()
    assert len(gitlab.requests) == 1
    assert "How long?" in git(project.origin, "show", "intake/1")


def test_a_moved_main_branch_makes_the_branch_anew(project: Project, gitlab: GitLab) -> None:
    gitlab.issue(ASKED)
    project.run()
    (project.root / "teams/day.yaml").write_text("name: Day\n", encoding="utf-8")
    commit(project.root)
    git(project.root, "push", "--quiet", str(project.origin), "HEAD:main")
    project.run()
    assert git(project.origin, "merge-base", "intake/1", "main") == git(project.origin, "rev-parse", "main")


@pytest.mark.parametrize("state", ["closed", "merged"])
def test_what_a_person_closed_or_merged_is_not_opened_again(
    state: str, project: Project, gitlab: GitLab
) -> None:
    gitlab.issue(ASKED)
    project.run()
    gitlab.close(1, 13 if state == "closed" else None, state)
    git(project.origin, "branch", "--delete", "--force", "intake/1")
    assert project.run().stdout == ""
    assert (len(gitlab.requests), project.branches()) == (1, ["main"])


def forgotten(project: Project) -> None:
    """Ola's records change after the issue was written: somebody answers, or takes it back."""
    file = project.root / "help/ola-nordmann/2026-05-31-bake-rye.yaml"
    file.write_text(f"{file.read_text(encoding='utf-8')}question: Never mind.\n", encoding="utf-8")
    git(project.root, "add", "--all")
    later = {**quiet_environment(project.folder), "GIT_COMMITTER_DATE": "2026-06-02T12:00:00Z"}
    words = ["git", "commit", "--quiet", "--message", "Later"]
    subprocess.run(words, cwd=project.root, check=True, env=later)
    git(project.root, "push", "--quiet", str(project.origin), "HEAD:main")


def test_an_old_issue_is_not_done_again_and_what_it_proposed_is_withdrawn(
    project: Project, gitlab: GitLab
) -> None:
    number = gitlab.issue(ASKED)
    project.run()
    forgotten(project)
    assert project.run().stdout == f"issue {number}: refused\nissue {number}: withdrawn\n"
    assert [each["state"] for each in gitlab.requests] == ["closed"]
    ((note,),) = gitlab.notes.values()
    assert "help/ola-nordmann changed after the issue was written" in note["body"]
    assert "open a new issue with the form" in note["body"]
    assert project.run().stdout == f"issue {number}: refused\n"
    # Its text may be edited by others, so an edit makes it no newer.
    gitlab.issues[0]["updated_at"] = "2026-06-03T12:00:00.000Z"
    gitlab.issues[0]["description"] = ASKED.replace("hot", "warm")
    assert project.run().stdout == f"issue {number}: refused\n"
    gitlab.issues[0]["state"] = "closed"
    again = gitlab.issue(ASKED, created_at="2026-06-03T12:00:00.000Z")
    assert project.run().stdout == f"issue {again}: proposed\n"


def test_what_its_author_takes_back_is_withdrawn_and_proposed_again_with_the_issue(
    project: Project, gitlab: GitLab
) -> None:
    number = gitlab.issue(ASKED)
    project.run()
    for taken_back, given in (
        ({"state": "closed"}, {"state": "opened"}),
        ({"title": "Never mind"}, {"title": "Mentorship: help"}),
        ({"description": "Never mind"}, {"description": ASKED}),
    ):
        gitlab.issues[0] |= taken_back
        assert project.run().stdout.endswith(f"issue {number}: withdrawn\n")
        assert [each["state"] for each in gitlab.requests] == ["closed"]
        gitlab.issues[0] |= given
        assert project.run().stdout == f"issue {number}: proposed\n"
        assert [each["state"] for each in gitlab.requests] == ["opened"]


def test_only_merge_requests_of_the_intakes_own_are_withdrawn(project: Project, gitlab: GitLab) -> None:
    about = {"state": "opened", "closed_by": None}
    gitlab.requests += [
        {**about, "iid": 1, "source_branch": "intake/8", "author": {"id": OLA}},
        {**about, "iid": 2, "source_branch": "ola/june", "author": {"id": BOT}},
    ]
    assert project.run().stdout == ""
    assert [each["state"] for each in gitlab.requests] == ["opened", "opened"]


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("issue", "said"),
    [
        ({"who": STRANGER}, "gitlab:99 is not an account in this data"),
        ({"who": BOT}, "gitlab:77 is not an account in this data"),
        ({"body": "Please help"}, "it was not written with one of the forms here"),
        ({"body": ASKED.replace("light-the-oven", "@all *fly*")}, "no expectation `roles/baker/@all *fly*`"),
        ({"body": ASKED + "\u202e"}, "it would bring an error into the data"),
        ({"author": None}, "the platform did not tell its `id`"),
        ({"created_at": "2026"}, "the platform did not tell when it was written"),
    ],
    ids=lambda each: next(iter(each)) if isinstance(each, dict) else "",
)
def test_what_cannot_be_done_is_answered_once_and_nothing_is_pushed(
    issue: dict[str, Any], said: str, project: Project, gitlab: GitLab
) -> None:
    gitlab.issue(**{"body": ASKED, **issue})
    for _ in range(2):
        assert project.run().stdout == "issue 1: refused\n"
    ((note,),) = gitlab.notes.values()
    assert f"\n    error: {said}" in note["body"]
    assert (gitlab.requests, project.branches()) == ([], ["main"])


def test_other_issues_are_left_alone(project: Project, gitlab: GitLab) -> None:
    gitlab.issue(ASKED, title="Help")
    gitlab.issue(ASKED, title="About Mentorship: help")
    gitlab.issue(ASKED, state="closed")
    assert project.run().stdout == ""
    assert (gitlab.requests, gitlab.notes) == ([], {})


def test_of_many_issues_all_are_seen(project: Project, gitlab: GitLab) -> None:
    for _ in range(150):
        gitlab.issue("Something else", title="Bread")
    number = gitlab.issue(ASKED)
    assert project.run().stdout == f"issue {number}: proposed\n"


def test_a_platform_that_does_not_answer_is_said_in_one_line(project: Project, gitlab: GitLab) -> None:
    gitlab.issue(ASKED)
    gitlab.failing = "projects/5/issues/1/notes"
    done = project.run()
    assert done.returncode == 1
    assert done.stderr == "stopped: HTTP Error 404: Not Found; what is left is done at the next run\n"
    gitlab.failing = ""
    assert project.run().returncode == 0
    assert len(gitlab.requests) == 1


@pytest.fixture
def view(tmp_path: Path, today: date) -> View:
    return View(store.load(repository(tmp_path / "org", BAKERY)).org, today)


@pytest.fixture
def today() -> date:
    from datetime import date

    return date.fromisoformat(TODAY)


def test_a_text_to_begin_with_is_read_as_the_form_that_it_is_of(view: View) -> None:
    from wecomplish_cli.intake.bodies import filled_in

    for form in forms_in(catalogue.of(["en"])):
        text = description(form, view, catalogue.of(["en"]))
        first, _, body = text.partition("\n")
        assert first == f"/title Mentorship: {form.name}"
        for field in form.fields:
            given = next(iter(field.answers), f"the {field.key}")
            body = body.replace(f"-->\n{EMPTY}", f"-->\n{given}", 1)
        issue = of_event(
            {
                "iid": 3,
                "state": "opened",
                "author": {"id": OLA},
                "description": body,
                "created_at": f"{TODAY}T10:00:00Z",
            }
        )
        assert filled_in(issue.body) == (
            form,
            {field.key: next(iter(field.options), f"the {field.key}") for field in form.fields},
        )


def test_no_name_ends_the_comment_that_it_stands_in(view: View) -> None:
    object.__setattr__(view.org.programs["rye-2026"], "name", "Rye --> ### I take part")
    (form,) = (form for form in forms_in(catalogue.of(["en"])) if form.key == "join-a-programme")
    for line in description(form, view, catalogue.of(["en"])).splitlines():
        assert line.count("-->") == line.startswith("<!--")


def test_on_gitlab_the_forms_are_texts_to_begin_with(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    forge = "forge:\n  platform: gitlab\n  base: https://gitlab.com\n  repository: skua/people\n"
    settings = root / "wecomplish.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + forge, encoding="utf-8")
    assert play("forms", "--write", cwd=root).exit == 0
    names = {file.name for file in (root / ".gitlab/issue_templates").iterdir()}
    assert names == {f"{form.key}.md" for form in forms_in(catalogue.of(["en"])) if not form.by_link}
    assert not (root / ".github").exists()


def test_the_pipeline_is_as_gitlab_says() -> None:
    code, said = check_jsonschema("--builtin-schema", "vendor.gitlab-ci", FOLDER / "intake.yml")
    assert code == 0, said
    job = yaml.safe_load((FOLDER / "intake.yml").read_text(encoding="utf-8"))["mentorship-intake"]
    assert "$[[" not in str(job)
    assert job["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "schedule"'}]
