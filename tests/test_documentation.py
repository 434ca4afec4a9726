"""What the documents say is so: generated parts are fresh, the README's output is what the commands print."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_all_commands import all_commands
from tests.conftest import EXAMPLE, REPOSITORY, TODAY, Run, git, quiet_environment
from tests.consumers import check_jsonschema
from tests.golden.stage import play, repository
from tests.test_golden import command_line
from tests.tools import tool
from wecomplish_cli.cli.registry import COMMANDS
from wecomplish_cli.model import schemas
from wecomplish_cli.model.kinds import KINDS, Kind
from wecomplish_cli.model.schemas import file_name

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES: dict[str, dict[str, str]] = tomllib.loads(
    (REPOSITORY / "tools" / "examples.toml").read_text(encoding="utf-8")
)
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


@pytest.mark.sampled(4)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_check_jsonschema_accepts_every_file_of_the_example(kind: Kind) -> None:
    files = sorted((EXAMPLE / kind.folder).rglob("*.yaml")) if kind.folder else [EXAMPLE / "wecomplish.yaml"]
    schema = REPOSITORY / "schema" / file_name(kind)
    code, said = check_jsonschema("--schemafile", schema, *files)
    assert files
    assert code == 0, said


def test_the_readme_shows_what_the_commands_print(tmp_path: Path, run: Run) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "org")
    git(tmp_path / "org", "init")
    env = {"WECOMPLISH_TODAY": TODAY, "WECOMPLISH_AS": "kari-hansen"}
    shown = re.findall(r"^\$ wecomplish (.*)\n((?:(?!\$ |```).+\n)+)", README, re.MULTILINE)
    assert [command.split()[0] for command, _ in shown] == ["assign", "request-help", "check"]
    for command, output in shown:
        if command == "check":
            slot = tmp_path / "org" / "mentorships" / "ola-nordmann" / "roles" / "platform-engineer.yaml"
            slot.write_text(slot.read_text().replace("mentor: per-olsen", "mentor: per-olson", 1))
        done = run(*shlex.split(command), cwd=tmp_path / "org", env=env)
        assert _timeless(done.stdout + done.stderr) == _timeless(output)


def test_what_the_readme_quotes_of_a_comment_is_in_it() -> None:
    comment = (REPOSITORY / "docs" / "pull-request-comment.md").read_text(encoding="utf-8")
    quoted = re.findall(r"^> - (.+)$", README, re.MULTILINE)
    assert quoted
    assert [line for line in quoted if line not in re.sub(r"\\(?=[()])", "", comment)] == []


def _timeless(text: str) -> str:
    return re.sub(r"\d+\.\d s", "N s", text)


@pytest.mark.sampled(8)
@pytest.mark.parametrize("line", [line for each in EXAMPLES.values() for line in each.values()])
def test_every_example_of_the_command_pages_does_what_it_says(line: str, tmp_path: Path) -> None:
    root = repository(tmp_path / "org")
    words, env = command_line(line.replace("wecomplish ", "", 1))
    env = {"WECOMPLISH_AS": "kari-hansen", "WECOMPLISH_TODAY": TODAY, **env}
    words = words[:-2] if words[-2] == "--today" else words
    done = play(*words, cwd=root, env=env)
    assert done.exit == 0, done


@pytest.mark.thorough
def test_the_guide_to_a_programme_shows_what_its_commands_print(command: Path) -> None:
    page = (REPOSITORY / "docs" / "programme.md").read_text(encoding="utf-8")
    assert page.endswith(tool("guide").filled("programme.md", command.parent))


def test_the_comment_on_a_pull_request_is_what_diff_writes(command: Path) -> None:
    page = (REPOSITORY / "docs" / "pull-request-comment.md").read_text(encoding="utf-8")
    assert page == tool("docs").comment(command.parent)


def test_the_sheet_that_a_programme_manager_is_shown_is_taken_whole(tmp_path: Path) -> None:
    page = (REPOSITORY / "docs" / "from-the-pages.md").read_text(encoding="utf-8")
    sheet = page.partition("```csv\n")[2].partition("```")[0]
    (tmp_path / "staff.csv").write_text(sheet, encoding="utf-8")
    words = ("import", "people", str(tmp_path / "staff.csv"), "--format", "json", "--today", TODAY)
    done = play(*words, cwd=repository(tmp_path / "org"), env={"WECOMPLISH_AS": "kari-hansen"})
    assert done.exit == 0, done.stderr
    plan = json.loads(done.stdout)["import"]
    assert [each["became"] for each in plan["rows"]] == ["added", "added"]


def test_every_command_that_people_type_has_an_example() -> None:
    seldom = {"schema", "codeowners", "authorize", "notify", "forms", "intake"}
    # They need a terminal, a remote, a file or something before.
    seldom |= {"edit", "import", "refresh", "resume", "submit", "redo"}
    missing = [name for name in COMMANDS if not any(each.split()[0] == name for each in EXAMPLES)]
    assert {*missing} <= seldom


def test_the_demo_is_short_and_ends_with_pages_to_open(tmp_path: Path, command: Path) -> None:
    script, tools, pages = REPOSITORY / "examples" / "demo.sh", command.parent, tmp_path / "pages"
    env = quiet_environment(tmp_path)
    done = subprocess.run(
        ["sh", script, tools, pages], env=env, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.count("\n") <= 120
    for name in ("index.html", "report.html"):
        assert str(pages / name) in done.stdout
        assert (pages / name).is_file()


def test_every_link_of_the_documents_leads_to_a_file() -> None:
    documents = [
        REPOSITORY / "README.md",
        REPOSITORY / "CONTRIBUTING.md",
        *(REPOSITORY / "docs").glob("*.md"),
    ]
    for document in documents:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_every_page_is_in_the_site_and_every_command_and_key_on_a_page() -> None:
    docs = REPOSITORY / "docs"
    listed = re.findall(r"^[a-z/-]+$", (docs / "index.md").read_text(encoding="utf-8"), re.MULTILINE)
    pages = {path.relative_to(docs).with_suffix("").as_posix() for path in docs.rglob("*.md")}
    assert {*listed} == pages - {"index"}
    commands = "".join(path.read_text(encoding="utf-8") for path in (docs / "commands").iterdir())
    for words in all_commands():
        assert re.search(rf"^##+ {' '.join(words)}$", commands, re.MULTILINE), words
    reference = (docs / "format.md").read_text(encoding="utf-8")
    for kind in KINDS:
        part = reference.partition(f"\n## {kind.title}\n")[2].partition("\n## ")[0]
        keys = properties(json.loads(schemas.text(kind)))
        assert keys
        assert [key for key in keys if f"| `{key}` |" not in part] == [], kind.name


def properties(schema: object) -> set[str]:
    """The keys that a schema has anywhere."""
    if isinstance(schema, list):
        return {key for each in schema for key in properties(each)}
    if not isinstance(schema, dict):
        return set()
    own = schema.get("properties")
    found = {*own} if isinstance(own, dict) else set()
    return found | {key for each in schema.values() for key in properties(each)}


def test_the_man_page_names_every_command_and_means_nothing_to_troff() -> None:
    page = (REPOSITORY / "docs" / "wecomplish.1").read_text(encoding="utf-8")
    for words in all_commands():
        assert f"\n.SS {' '.join(words)}".replace("-", "\\-") in page
    requests = re.findall(r"^[.'](\S+)", page, re.MULTILINE)
    assert {*requests} <= {'\\"', "TH", "SH", "SS", "TP", "PP", "B", "BR"}
    if shutil.which("groff"):
        done = subprocess.run(
            ["groff", "-man", "-ww", "-z"], input=page, capture_output=True, encoding="utf-8", check=False
        )
        assert (done.returncode, done.stderr) == (0, "")


def test_the_action_runs_the_tool_isolated_and_puts_no_expression_into_a_script() -> None:
    action = (REPOSITORY / "action.yml").read_text(encoding="utf-8")
    script = action.partition("run: |")[2]
    assert '"$TOOL/bin/python" -I -m wecomplish_cli check' in script
    assert "${{" not in script
    assert "-m wecomplish" not in script.replace("-I -m wecomplish", "")


def test_the_hook_runs_on_every_commit_and_reads_all() -> None:
    hook = (REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    assert "entry: python -I -m wecomplish_cli check --staged\n" in hook
    assert "always_run: true" in hook
    assert "pass_filenames: false" in hook


def test_every_module_has_its_one_job_in_the_table() -> None:
    table = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for module in (REPOSITORY / "src" / "wecomplish_cli").iterdir():
        if not module.name.startswith("_") and module.suffix in ("", ".py"):
            name = f"`{module.name}/`" if module.is_dir() else f"`{module.stem}`"
            assert name in table


def test_the_walk_through_a_command_names_files_that_are_there() -> None:
    walk = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    walk = walk.partition("## One command from end to end")[2].partition("\n## ")[0]
    named = dict.fromkeys(re.findall(r"`([a-z/_]+\.py)`", walk))
    assert len(named) <= 10
    for path in named:
        assert (REPOSITORY / "src" / "wecomplish_cli" / path).is_file(), path
