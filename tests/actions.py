"""Runs the steps of a workflow's job as GitHub would: the real shell, an event, a stand-in for its API."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from tests.conftest import COMMAND, REPOSITORY, TODAY, Done, quiet_environment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

WORKFLOWS = REPOSITORY / "examples" / "ci" / "github"
Pages = list[Any]
"""What the API answers, page by page."""


def job(workflow: str, name: str) -> dict[str, Any]:
    """Read a job of one of our workflows."""
    loaded = yaml.safe_load((WORKFLOWS / workflow).read_text(encoding="utf-8"))
    found: dict[str, Any] = loaded["jobs"][name]
    return found | {"env": loaded.get("env", {})}


def value(expression: str, contexts: Mapping[str, Any]) -> str:
    """Evaluate the few kinds of expressions that our workflows have."""
    if "&&" in expression:
        parts = [value(part, contexts) for part in expression.split("&&")]
        return "" if "" in parts else parts[-1]
    for part in (each.strip() for each in expression.split("||")):
        if part in ("always()", "!cancelled()"):
            return "true"
        if formatted := re.fullmatch(r"format\('(.*)\{0\}(.*)', (.*)\)", part):
            found = formatted[1] + value(formatted[3], contexts) + formatted[2]
        elif compared := re.fullmatch(r"(\S+) == '(.*)'", part):
            found = "true" if value(compared[1], contexts) == compared[2] else ""
        else:
            at: Any = contexts
            for key in part.split("."):
                at = at.get(key) if isinstance(at, dict) else None
            found = "" if at is None else str(at)
        if found:
            return found
    return ""


def filled(text: str, contexts: Mapping[str, Any]) -> str:
    """Put values in the place of expressions."""
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: value(found[1], contexts), text)


def install(folder: Path, command: Path = COMMAND) -> None:
    """Stand in for an environment with the tool in it: its Python is ours, but for what runs `command`."""
    (folder / "bin").mkdir(parents=True)
    python = folder / "bin" / "python"
    ours = f'[ "$1 $2 $3" = "-I -m wecomplish_cli" ] && shift 3 && exec "{command}" "$@"\n'
    python.write_text(f'#!/bin/sh\n{ours if command != COMMAND else ""}exec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    (folder / "bin" / "wecomplish").symlink_to(command)


@dataclass
class Runner:
    """A machine of the platform's: a checkout, a folder for what is temporary, and `gh` on the path."""

    folder: Path
    workspace: Path
    event_name: str
    event: dict[str, Any]
    command: Path
    """The `wecomplish` that is installed."""
    api: dict[str, Pages] = field(default_factory=dict)
    """Pages by path, without the query; another path is not found."""
    steps: dict[str, dict[str, Any]] = field(default_factory=dict)
    env: dict[str, str] = field(default_factory=dict)
    """What whoever copied the workflow set otherwise."""

    def __post_init__(self) -> None:
        """Set up what the platform, checkout and installation leave behind."""
        for name in ("temp", "bin", "home"):
            (self.folder / name).mkdir(parents=True)
        install(self.temp / "wecomplish", self.command)
        (self.folder / "bin" / "gh").write_text(
            f'#!/bin/sh\nexec {sys.executable} -I {REPOSITORY / "tests" / "fake_gh.py"} "$@"\n'
        )
        (self.folder / "bin" / "gh").chmod(0o755)
        (self.folder / "api.json").write_text(json.dumps(self.api))
        (self.folder / "event.json").write_text(json.dumps(self.event))

    @property
    def temp(self) -> Path:
        """The folder for what is temporary."""
        return self.folder / "temp"

    @property
    def calls(self) -> list[list[str]]:
        """How `gh api` was called to change something."""
        log = self.folder / "calls"
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []

    @property
    def summary(self) -> str:
        """The summary of the job."""
        return (self.folder / "summary").read_text() if (self.folder / "summary").exists() else ""

    def run(
        self, workflow: str, name: str, *, leaving_out: tuple[str, ...] = ("Install",), **needs: Any
    ) -> Done:
        """Run a job's shell steps in order; what is left out is told by how its step's name begins."""
        described = job(workflow, name)
        said, complaints, code = "", "", 0
        for step in described["steps"]:
            contexts = self._contexts() | {"needs": needs}
            wanted = step.get("if", "")
            after_failure = "always()" in wanted or "!cancelled()" in wanted
            if "run" not in step or step["name"].startswith(leaving_out) or (code and not after_failure):
                continue
            if wanted and not filled(wanted, contexts):
                continue
            done = self.shell(
                step["run"], filled_all(described["env"] | self.env | step.get("env", {}), contexts)
            )
            if "id" in step:
                outcome = "failure" if done.exit else "success"
                self.steps[step["id"]] = {"outcome": outcome, "outputs": self._outputs()}
            said, complaints, code = said + done.stdout, complaints + done.stderr, code or done.exit
        return Done(said, complaints, code)

    def shell(self, script: str, env: Mapping[str, str]) -> Done:
        """Run a script as the platform does."""
        (self.folder / "script").write_text(script)
        (self.folder / "output").write_text("")
        done = subprocess.run(
            ["bash", "-e", self.folder / "script"],
            cwd=self.workspace,
            env=quiet_environment(self.folder / "home")
            | {
                "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_REPOSITORY": "fjord/people",
                "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
                "GITHUB_EVENT_NAME": self.event_name,
                "GITHUB_OUTPUT": str(self.folder / "output"),
                "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
                "GITHUB_REF_NAME": "main",
                "GITHUB_RUN_NUMBER": "12",
                "GITHUB_WORKFLOW_REF": "fjord/people/.github/workflows/ours.yml@refs/heads/main",
                "FAKE_GH": str(self.folder),
                # An empty entry means the current folder.
                "PYTHONPATH": os.pathsep,
                "WECOMPLISH_TODAY": TODAY,
            }
            | dict(env),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        return Done(done.stdout, done.stderr, done.returncode)

    def outputs(self, workflow: str, name: str) -> dict[str, str]:
        """What a job hands on to the next one."""
        return filled_all(job(workflow, name)["outputs"], self._contexts())

    def _outputs(self) -> dict[str, str]:
        lines = (self.folder / "output").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)

    def _contexts(self) -> dict[str, Any]:
        repository = {"repository": "fjord/people", "token": "secret", "event_name": self.event_name}
        return {"github": repository | {"event": self.event}, "steps": self.steps}


def filled_all(texts: Mapping[str, str], contexts: Mapping[str, Any]) -> dict[str, str]:
    """Put values in the place of expressions in every text."""
    return {name: filled(text, contexts) for name, text in texts.items()}
