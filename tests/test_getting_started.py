"""Whoever follows the page from an empty folder gets a pull request that is red, and then green."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.actions import WORKFLOWS, Runner
from tests.conftest import git
from tests.tools import tool

if TYPE_CHECKING:
    from pathlib import Path

KARI = 1001
"""The number of the account that the page gives the first administrator."""
RED = "## 8. A change that must be stopped"
GREEN = "## 9. Make it right"
AFTERWARDS = "From now on, you need neither"


class Follower:
    """Somebody who types what the page says, part by part."""

    def __init__(self, folder: Path) -> None:
        guide = tool("guide")
        (folder / "home").mkdir()
        self.folder, self.place, self.rest = (
            folder,
            guide.from_nothing(folder / "home"),
            guide.text("getting-started.md"),
        )
        self.origin = folder / "home" / "github.com" / "bakery" / "mentoring"

    def read_on_to(self, heading: str) -> str:
        """Type everything up to a heading; returns what the page shows of it."""
        part, found, self.rest = self.rest.partition(heading)
        assert found
        shown: str = self.place.fill(part)
        return shown

    def gate(self, number: int, command: Path) -> Any:
        """What the platform's check says of the branch that is checked out, as a pull request of Kari's."""
        head = git(self.place.here, "rev-parse", "HEAD").strip()
        git(self.place.here, "push", "--quiet", str(self.origin), "HEAD:refs/pull/7/head")
        folder = self.folder / str(number)
        workspace = folder / "workspace"
        git(self.folder, "clone", "--quiet", "--branch", "main", str(self.origin), str(workspace))
        branch = {"sha": head, "ref": "first-try", "repo": {"full_name": "fjord/people"}}
        event = {"pull_request": {"number": 7, "user": {"id": KARI}, "head": branch, "base": {"ref": "main"}}}
        pushed = {"activity_type": "branch_creation", "after": head, "actor": {"id": KARI}}
        api: dict[str, list[Any]] = {
            "repos/fjord/people/activity": [[pushed]],
            "repos/fjord/people/pulls/7/reviews": [[]],
            "repos/fjord/people/issues/7/comments": [[]],
        }
        machine = Runner(folder / "machine", workspace, "pull_request_target", event, command, api)
        return machine.run("gate.yml", "judge")


@pytest.fixture
def follower(tmp_path: Path) -> Follower:
    return Follower(tmp_path)


def test_the_first_pull_request_is_red_and_the_second_try_is_green(follower: Follower, command: Path) -> None:
    shown = follower.read_on_to(RED)
    assert "no findings" in shown
    assert git(follower.place.here, "rev-list", "--count", "origin/main..main") == "0\n"
    gate = (follower.place.here / ".github/workflows/gate.yml").read_text(encoding="utf-8")
    assert gate == (WORKFLOWS / "gate.yml").read_text(encoding="utf-8")
    follower.read_on_to(GREEN)
    red = follower.gate(1, command)
    assert red.exit == 1
    assert "no person `per-olson`" in red.stdout
    follower.read_on_to(AFTERWARDS)
    green = follower.gate(2, command)
    assert (green.exit, green.stderr) == (0, "")


def test_gitlab_gets_its_file_on_the_branch_that_the_platform_has(follower: Follower) -> None:
    follower.read_on_to("## What next")
    shown = git(follower.place.here, "show", "--name-only", "--format=", "origin/main")
    assert ".gitlab-ci.yml" in shown.split()
    assert not [path for path in shown.split() if path.startswith(".github")]
