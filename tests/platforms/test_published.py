"""From an issue to a branch to the gate, where all that GitHub says is as it publishes.

`make schemas` fetches what it publishes; without it, nothing here can be tested.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from tests.actions import Runner, job
from tests.conftest import git
from tests.intake.test_intake import (
    ACCOUNTS,
    ASKED,
    OVEN,
    TOLD,
    answers,
    body,
    event,
    judge,
    make,
    root,
)
from tests.published import FOLDER, Published

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["root"]
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="GitHub's schemas are not here: make schemas")

PULLS, COMMENTS, ISSUE = (f"repos/fjord/people/{each}" for each in ("pulls", "issues/7/comments", "issues/7"))
APP = 1
NEVER_SAID = ("no list", "errors", "a number in words")
"""Forgeries that only somebody who stands between the gate and the platform could tell."""
PUBLISHED = Published()


def query() -> str:
    """What the gate asks of an issue."""
    scripts = "".join(step.get("run", "") for step in job("gate.yml", "judge")["steps"])
    found = re.search(r"query='\n(.*?)'", scripts, re.DOTALL)
    assert found
    return found[1]


def published(said: dict[str, Any]) -> dict[str, Any]:
    """What the platform answers, as it would: the whole issue, and what the gate's own query finds."""
    variables = {"owner": "fjord", "name": "people", "number": 7}
    edits = PUBLISHED.asked(query(), variables, said["edits"]["data"]["repository"]["issue"])
    return {"issue": PUBLISHED.issue(said["issue"]), "edits": edits}


class Platform:
    """The repository on the platform, and the machines that run its workflows."""

    def __init__(self, root: Path, command: Path) -> None:
        self.root, self.command, self.folder = root, command, root.parent
        self.origin = self.folder / "origin.git"
        git(self.folder, "clone", "--quiet", "--bare", str(root), str(self.origin))

    def runner(self, name: str, what: dict[str, Any], api: dict[str, Any]) -> Runner:
        """A machine that is told of an event."""
        place, workspace = self.folder / f"{name}-runner", self.folder / "workspace"
        for each in (place, workspace):
            shutil.rmtree(each, ignore_errors=True)
        git(self.folder, "clone", "--quiet", "--branch", "main", str(self.origin), str(workspace))
        return Runner(place, workspace, name, what, self.command, api)

    def intake(self, what: dict[str, Any]) -> Runner:
        """Run both jobs of the intake on an event."""
        whole = over_repository(PUBLISHED.event("issues", what))
        runner = self.runner("issues", whole, {PULLS: [[]], COMMENTS: [[]]})
        assert runner.run("intake.yml", "make").exit == 0
        handed_over = runner.outputs("intake.yml", "make")
        runner.steps["app"] = {"outputs": {"token": "secret", "app-slug": "intake"}}
        done = runner.run("intake.yml", "propose", make={"outputs": handed_over})
        assert done.exit == 0, done.stderr
        self.answer = base64.b64decode(handed_over["answer"]).decode()
        return runner

    def gate(self, said: dict[str, Any]) -> Runner:
        """Run the gate on the pull request that the intake's App opened."""
        tip = git(self.origin, "rev-parse", "refs/heads/intake/7").strip()
        git(self.origin, "update-ref", "refs/pull/7/head", tip)
        head = {"sha": tip, "ref": "intake/7", "repo": {"full_name": "fjord/people"}}
        pull = {"number": 7, "user": {"id": APP, "type": "Bot"}, "head": head, "base": {"ref": "main"}}
        what = PUBLISHED.event("pull_request", {"action": "opened", "number": 7, "pull_request": pull})
        whole = published(said)
        asked = {ISSUE: [whole["issue"]], "graphql": [whole["edits"]], f"{PULLS}/7/reviews": [[]]}
        runner = self.runner("pull_request_target", over_repository(what), {**asked, COMMENTS: [[]]})
        self.code = runner.run("gate.yml", "judge").exit
        return runner


def over_repository(what: dict[str, Any]) -> dict[str, Any]:
    """An event of our repository."""
    ours = {"default_branch": "main", "full_name": "fjord/people"}
    return {**what, "repository": what["repository"] | ours}


def require_calls_as_described(runner: Runner) -> None:
    """Make sure that the platform has what was asked of it, and takes what was sent to it."""
    logged = [
        json.loads(line)
        for name in ("asked", "calls")
        if (runner.folder / name).exists()
        for line in (runner.folder / name).read_text(encoding="utf-8").splitlines()
    ]
    assert logged
    for method, path, *fields in logged:
        if path == "graphql":
            assert f"query=\n{query()}" in fields
            continue
        operation = PUBLISHED.operation(method, path)
        given = dict(each.split("=", 1) for each in fields)
        if method == "GET":
            known = {PUBLISHED.named(each)["name"] for each in operation["parameters"]}
            assert {
                *given,
                *(each.split("=")[0] for each in path.partition("?")[2].split("&") if each),
            } <= known
        else:
            PUBLISHED.require_body(operation, given)


@pytest.fixture
def platform(root: Path, command: Path) -> Platform:
    return Platform(root, command)


FILLED = pytest.mark.parametrize(
    ("who", "fill"), [each[1:3] for each in ASKED], ids=[each[0] for each in ASKED]
)


@FILLED
def test_each_form_goes_from_its_event_through_the_gate_as_its_authors(
    who: str, fill: Callable[[Path], str], platform: Platform
) -> None:
    what = event(fill(platform.root), who)
    intake = platform.intake(what)
    assert [call[:2] for call in intake.calls] == [["POST", PULLS], ["POST", COMMENTS]]
    assert "This is proposed as a pull request" in platform.answer
    gate = platform.gate(answers(what))
    assert platform.code == 0
    assert (gate.temp / "actors").read_text(encoding="utf-8") == f"github:{ACCOUNTS[who]}\n"
    for each in (intake, gate):
        require_calls_as_described(each)


@FILLED
def test_each_form_is_refused_to_an_account_of_nobodys(
    who: str, fill: Callable[[Path], str], platform: Platform
) -> None:
    text = fill(platform.root)
    refused = platform.intake(event(text, "nobody"))
    assert [call[:2] for call in refused.calls] == [["POST", COMMENTS]]
    assert "github:99 is not an account in this data" in platform.answer
    # Even where its branch was made: the issue is somebody else's.
    platform.intake(event(text, who))
    gate = platform.gate(answers(event(text, "nobody")))
    assert (platform.code, "judge" in gate.steps) == (4, False)


@pytest.mark.parametrize(
    "forge",
    [pytest.param(each[1], id=each[0]) for each in TOLD if each[0] not in NEVER_SAID],
)
def test_no_issue_that_the_platform_could_tell_of_is_taken_for_the_authors(
    forge: Callable[[dict[str, Any]], None], root: Path
) -> None:
    what = event(body("ask-for-help", expectation=OVEN))
    assert make(root, PUBLISHED.event("issues", what)).exit == 0
    said = deepcopy(answers(what))
    assert judge(root, published(said)).stdout == "github:12\n"
    forge(said)
    done = judge(root, published(said))
    assert (done.exit, done.stdout, done.stderr.count("error:")) == (4, "", 1)


def test_what_is_left_out_is_among_the_forgeries() -> None:
    assert {*NEVER_SAID} < {each[0] for each in TOLD}
