"""Whoever follows the page from an empty folder gets a pull request that is red, and then green."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.actions import WORKFLOWS, Runner
from tests.conftest import REPOSITORY, git
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

    def __init__(self, folder: Path, command: Path) -> None:
        guide = tool("guide")
        (folder / "home").mkdir()
        self.folder, self.command, self.shown = folder, command, ""
        self.place = guide.from_nothing(folder / "home", command.parent)
        self.rest = guide.text("getting-started.md")
        self.origin = folder / "home" / "github.com" / "bakery" / "mentoring"

    def read_on_to(self, heading: str) -> str:
        """Type everything up to a heading; returns what the page shows of it."""
        part, found, self.rest = self.rest.partition(heading)
        assert found
        shown: str = self.place.fill(part)
        self.shown += shown + found
        return shown

    def gate(self, number: int) -> Any:
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
        machine = Runner(folder / "machine", workspace, "pull_request_target", event, self.command, api)
        return machine.run("gate.yml", "judge")


@pytest.mark.thorough
def test_whoever_follows_the_page_sees_a_red_and_a_green_pull_request(tmp_path: Path, command: Path) -> None:
    # One test, since following the page takes longer than looking at what came of it.
    follower = Follower(tmp_path, command)
    assert "no findings" in follower.read_on_to(RED)
    assert git(follower.place.here, "rev-list", "--count", "origin/main..main") == "0\n"
    gate = (follower.place.here / ".github/workflows/gate.yml").read_text(encoding="utf-8")
    assert gate == (WORKFLOWS / "gate.yml").read_text(encoding="utf-8")

    follower.read_on_to(GREEN)
    red = follower.gate(1)
    assert red.exit == 1
    assert "no person `per-olson`" in red.stdout

    follower.read_on_to(AFTERWARDS)
    green = follower.gate(2)
    assert (green.exit, green.stderr) == (0, "")

    follower.read_on_to("## What next")
    on_gitlab = git(follower.place.here, "show", "--name-only", "--format=", "origin/main").split()
    assert ".gitlab-ci.yml" in on_gitlab
    assert not [path for path in on_gitlab if path.startswith(".github")]

    page = (REPOSITORY / "docs" / "getting-started.md").read_text(encoding="utf-8")
    assert page.endswith(follower.shown + follower.place.fill(follower.rest))
