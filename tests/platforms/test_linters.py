"""What is for the platforms passes the linters of such files, and is what the documents show."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.actions import install
from tests.conftest import REPOSITORY, TODAY, git, quiet_environment
from tests.consumers import check_jsonschema
from tests.golden.stage import repository

EXAMPLES = REPOSITORY / "examples" / "ci"
WORKFLOWS = sorted((EXAMPLES / "github").glob("*.yml"))
ACTION = REPOSITORY / "action.yml"
COMPONENT = REPOSITORY / "templates" / "check.yml"
TOOLS = Path(sys.executable).parent
SLOT = "mentorships/ola-nordmann/roles/platform-engineer.yaml"


def lint(tool: str, *arguments: str | Path) -> tuple[int, str]:
    """Run a linter of the environment, which finds the others that it calls on the path."""
    done = subprocess.run(
        [TOOLS / tool, *arguments],
        env={**os.environ, "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def zizmor(*files: Path) -> tuple[int, str]:
    return lint(
        "zizmor",
        "--offline",
        "--persona=pedantic",
        "--strict-collection",
        "--no-progress",
        "--color=never",
        *files,
    )


def jactionlint(*files: Path) -> tuple[int, str]:
    return lint("jactionlint", "--strict-exit", "--no-color", *files)


def test_zizmor_finds_nothing() -> None:
    code, said = zizmor(*WORKFLOWS, ACTION)
    assert code == 0, said
    # The one that is ignored, with its reason beside it: the event that a gate is for.
    assert "No findings to report. Good job! (1 ignored)" in said


def test_jactionlint_finds_nothing() -> None:
    assert jactionlint(*WORKFLOWS) == (0, "")
    assert jactionlint(ACTION) == (0, "")


def test_shellcheck_finds_nothing_in_the_completion_of_bash() -> None:
    function = REPOSITORY / "src" / "wecomplish_cli" / "cli" / "templates" / "completion.bash"
    assert lint("shellcheck", function) == (0, "")


def test_shellcheck_finds_nothing_in_the_scripts() -> None:
    scripts = [*REPOSITORY.glob("examples/*.sh"), *REPOSITORY.glob("tools/*.sh")]
    assert len(scripts) > 3
    assert lint("shellcheck", *scripts) == (0, "")


@pytest.mark.parametrize(
    "file", [COMPONENT, *sorted((EXAMPLES / "gitlab").glob("*.yml"))], ids=lambda file: file.name
)
def test_shellcheck_finds_nothing_in_the_pipelines_of_gitlab(file: Path, tmp_path: Path) -> None:
    script = tmp_path / "script"
    lines = _scripts([*yaml.safe_load_all(file.read_text(encoding="utf-8"))])
    script.write_text("\n".join(["#!/bin/bash", "set -e", *lines, ""]), encoding="utf-8")
    assert lint("shellcheck", "--exclude=SC2154", script) == (0, "")


def test_the_linters_do_look(tmp_path: Path) -> None:
    gate = (EXAMPLES / "github" / "gate.yml").read_text(encoding="utf-8")
    (tmp_path / "code.yml").write_text(gate.replace('"HEAD..$HEAD"', "HEAD..${{ github.head_ref }}"))
    (tmp_path / "slip.yml").write_text(gate.replace("outputs.told", "outputs.tolt"))
    (tmp_path / "shell.yml").write_text(gate.replace('"$comment"', "$comment"))
    assert "template-injection" in zizmor(tmp_path / "code.yml")[1]
    assert '"tolt"' in jactionlint(tmp_path / "slip.yml")[1]
    assert "SC2086" in jactionlint(tmp_path / "shell.yml")[1]


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("custom.github-workflows-require-timeout", WORKFLOWS),
        ("vendor.github-actions", [ACTION]),
        ("vendor.gitlab-ci", [EXAMPLES / "gitlab" / "gitlab-ci.yml"]),
    ],
)
def test_the_files_are_as_the_platforms_say(schema: str, files: list[Path]) -> None:
    code, said = check_jsonschema("--builtin-schema", schema, *files)
    assert code == 0, said


@pytest.mark.parametrize("file", [*WORKFLOWS, ACTION, COMPONENT], ids=lambda file: file.name)
def test_no_expression_stands_in_a_script(file: Path) -> None:
    scripts = [*_scripts([*yaml.safe_load_all(file.read_text(encoding="utf-8"))])]
    assert scripts
    for script in scripts:
        assert "${{" not in script
        assert "$[[" not in script
        assert {*re.findall(r"python3?\"? (\S+)", script)} <= {"-I"}
        assert "bin/wecomplish" not in script


def _scripts(node: Any) -> list[str]:
    """Every script of a file of either platform."""
    if isinstance(node, list):
        return [each for item in node for each in _scripts(item)]
    if not isinstance(node, dict):
        return []
    own = [node["run"]] if isinstance(node.get("run"), str) else node.get("script", [])
    return [*own, *(each for item in node.values() for each in _scripts(item))]


@pytest.mark.parametrize("searched", ["", ".", ":/nowhere"], ids=["empty", "here", "empty-entry"])
def test_the_action_runs_nothing_of_what_it_checks(tmp_path: Path, searched: str) -> None:
    org = repository(tmp_path / "org")
    for name in ("sitecustomize.py", "wecomplish_cli.py", "rich.py"):
        (org / name).write_text("raise SystemExit('the change was run')\n")
    install(tmp_path / "tool")
    script = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["runs"]["steps"][0]["run"]
    *_, check = script.splitlines()
    env = {"TOOL": str(tmp_path / "tool"), "FOLDER": ".", "FAIL_ON": "error", "PYTHONPATH": searched}
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", check],
        cwd=org,
        env=quiet_environment(tmp_path) | env | {"WECOMPLISH_TODAY": TODAY},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "the change was run" not in done.stdout + done.stderr
    assert done.returncode == 0
    assert "no errors" in done.stdout or "no findings" in done.stdout


def component(**inputs: str) -> tuple[str, str]:
    """The head of the component, and its job as the platform fills it in."""
    head, _, body = COMPONENT.read_text(encoding="utf-8").partition("\n---\n")
    given = {
        name: about["default"] for name, about in yaml.safe_load(head)["spec"]["inputs"].items()
    } | inputs
    return head, re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda found: given[found[1]], body)


def test_the_component_is_as_gitlab_says(tmp_path: Path) -> None:
    for name, text in zip(("head.yml", "job.yml"), component(), strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
        code, said = check_jsonschema("--builtin-schema", "vendor.gitlab-ci", tmp_path / name)
        assert code == 0, said


def test_every_short_file_stands_in_the_documents_as_it_is() -> None:
    shown = [
        block
        for document in (REPOSITORY / "docs").glob("*.md")
        if document.name in ("pull-requests.md", "notifications.md")
        for block in re.findall(r"^```yaml\n(.*?)^```", document.read_text(encoding="utf-8"), re.S | re.M)
    ]
    files = [EXAMPLES / "gitlab" / "gitlab-ci.yml", EXAMPLES / "pre-commit-config.yaml"]
    assert sorted(shown) == sorted(file.read_text(encoding="utf-8") for file in files)


def test_every_file_for_the_platforms_is_named_in_the_documents() -> None:
    documents = "".join(
        (REPOSITORY / "docs" / name).read_text(encoding="utf-8")
        for name in ("pull-requests.md", "notifications.md")
    )
    for file in [*WORKFLOWS, COMPONENT, *(EXAMPLES / "gitlab").glob("intake.*")]:
        assert f"(../{file.relative_to(REPOSITORY)})" in documents, file.name


def judged_on_gitlab(folder: Path, change: str) -> tuple[int, str, list[dict[str, Any]]]:
    """Run the component's script on a change to a mentorship; the exit code, the log and the report."""
    origin = repository(folder / "origin")
    (origin / "sitecustomize.py").write_text("raise SystemExit('the change was run')\n")
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "--message", "What was merged once")
    git(origin, "checkout", "--quiet", "-b", "change")
    (origin / SLOT).write_text((origin / SLOT).read_text(encoding="utf-8").replace("per-olsen", change, 1))
    (origin / "rich.py").write_text("raise SystemExit('the change was run')\n")
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "--message", "A change")
    workspace = folder / "workspace"
    git(folder, "clone", "--quiet", "--no-checkout", "--branch", "change", str(origin), str(workspace))
    make, venv, pip, *rest = yaml.safe_load(component()[1])["wecomplish"]["script"]
    assert ("mktemp" in make, "venv" in venv, "pip" in pip) == (True, True, True)
    install(folder / "tool")
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join([f'tool="{folder / "tool"}"', *rest])],
        cwd=workspace,
        env=quiet_environment(folder)
        | {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "FOLDER": ".", "WECOMPLISH_TODAY": TODAY}
        | {"CI_COMMIT_SHA": git(origin, "rev-parse", "HEAD").strip(), "PYTHONPATH": os.pathsep},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not (workspace / "rich.py").exists()
    report = json.loads((workspace / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    return done.returncode, done.stdout + done.stderr, report


def test_the_component_reports_what_a_merge_request_would_bring_in(tmp_path: Path) -> None:
    code, said, report = judged_on_gitlab(tmp_path, "per-olson")
    assert code == 1
    assert "WC201 unknown-person" in said
    assert {each["location"]["path"] for each in report} == {SLOT}


def test_the_component_lets_pass_what_is_in_order(tmp_path: Path) -> None:
    code, said, report = judged_on_gitlab(tmp_path, "per-olsen")
    assert (code, report) == (0, [])
    assert "the change was run" not in said
