"""An editor with yaml-language-server completes the names and ids that there are, and flags others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.conftest import EXAMPLE, TODAY, git
from tests.golden.stage import BAKERY, play, repository, tree
from tests.language_server import LanguageServer
from wecomplish_cli.dataset import editors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MENTORSHIP = "mentorships/ola-nordmann/skillsets/first-aid.yaml"
NEW = ("--organization", "Bakery", "--name", "Åse Berg", "--email", "ase@bakery.example", "--id", "ase")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A dataset that was just begun, in a repository."""
    git(tmp_path, "init", "--quiet", "org")
    assert play("init", "org", *NEW, "--commit", cwd=tmp_path).exit == 0
    return tmp_path / "org"


@pytest.fixture(params=[True, False], ids=["by settings", "by first lines"])
def editor(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LanguageServer]:
    """An editor in the example, whose files have first lines only where there are no settings for it."""
    root = repository(tmp_path / "org")
    if request.param:
        for path, text in editors.files().items():
            (root / path).parent.mkdir(exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
    assert play("doctor", "--fix", "--today", TODAY, cwd=root).stderr
    server = LanguageServer(root, settings=request.param)
    yield server
    server.end()


def opened(editor: LanguageServer, path: str, text: str) -> list[str]:
    """What the editor underlines in a text that stands in a file, below its own first line."""
    first = "" if editor.schemas else editors.modeline(editors.FIRST_LINE, path)
    return editor.complaints(editor.root / path, f"{first}{text}")


@pytest.mark.sampled(2)
def test_the_editor_completes_people_by_name_and_flags_a_wrong_one(editor: LanguageServer) -> None:
    (said,) = opened(editor, MENTORSHIP, "mentor: per-olson\nstatus: active\n")
    assert said.endswith('"tormod-skjaervo".')
    assert "Value is not accepted" in said
    line = int(said.partition(":")[0])
    offered = editor.completions(editor.root / MENTORSHIP, line, len("mentor: "))
    assert offered["per-olsen"] == "Per Olsen"
    assert {*offered} == {each.stem for each in (EXAMPLE / "people").iterdir()}


@pytest.mark.sampled(2)
def test_the_editor_accepts_every_file_of_the_example(editor: LanguageServer) -> None:
    folders = [each for each in editor.root.iterdir() if each.is_dir() and not each.name.startswith(".")]
    for path in [min(each.rglob("*.yaml")) for each in folders]:
        assert editor.complaints(path, path.read_text(encoding="utf-8")) == [], path


@pytest.mark.sampled(2)
def test_a_skillset_and_a_mentorship_in_one_are_not_taken_for_each_other(editor: LanguageServer) -> None:
    assert opened(editor, MENTORSHIP, "name: First aid\n") != []
    assert opened(editor, "skillsets/first-aid.yaml", "name: First aid\nmentor: per-olsen\n") != []


def test_a_new_dataset_tells_editors_its_format(new: Path) -> None:
    settings = json.loads((new / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert all((new / path).is_file() for path in settings["yaml.schemas"])
    assert git(new, "status", "--porcelain", "--ignored") == "!! .schema/ids.schema.json\n"


def test_new_files_begin_as_the_settings_do_and_new_ids_are_known_at_once(new: Path) -> None:
    for line in ("add person Bo", "add skillset Bread", "hold bo bread", "assign bo bread --mentor ase"):
        assert play(*line.split(), "--today", TODAY, cwd=new).exit == 0
    for path in ("people/bo.yaml", "skillsets/bread.yaml", "mentorships/bo/skillsets/bread.yaml"):
        first = (new / path).read_text(encoding="utf-8").partition("\n")[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert ((new / path).parent / schema).is_file()
    ids = json.loads((new / ".schema/ids.schema.json").read_text(encoding="utf-8"))["$defs"]
    assert ids["Person"] == {"enum": ["ase", "bo"], "markdownEnumDescriptions": ["Åse Berg", "Bo"]}
    assert play("undo", cwd=new).exit == 0
    assert play("rename", "bo", "bo-berg", "--today", TODAY, cwd=new).exit == 0
    ids = json.loads((new / ".schema/ids.schema.json").read_text(encoding="utf-8"))["$defs"]
    assert ids["Person"]["enum"] == ["ase", "bo-berg"]


def test_where_editors_are_told_nothing_nothing_is_written_for_them(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    assert play("add", "person", "Bo", "--today", TODAY, cwd=root).exit == 0
    assert (root / "people/bo.yaml").read_text(encoding="utf-8") == "name: Bo\n"
    assert not (root / ".schema").exists()


def test_doctor_writes_what_editors_need_and_undo_takes_it_back(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    (root / ".vscode").mkdir()
    (root / ".vscode/settings.json").write_text("{}\n", encoding="utf-8")
    before = tree(root)
    said = play("doctor", "--fix", "--today", TODAY, cwd=root)
    assert "and 29 more files\ntake it back: wecomplish undo\n" in said.stderr
    assert "editors complete the names and ids that there are" in said.stdout
    assert (root / ".vscode/settings.json").read_text(encoding="utf-8") == "{}\n"
    assert play("check", "--today", TODAY, cwd=root).exit == 0
    again = play("doctor", "--fix", "--today", TODAY, cwd=root)
    assert again.stderr == ""
    assert play("undo", cwd=root).exit == 0
    assert tree(root) == before


def test_doctor_says_when_somebody_is_new_by_another_way(new: Path) -> None:
    (new / "people/bo.yaml").write_text("name: Bo\n", encoding="utf-8")
    assert "editors do not know today's names and ids" in play("doctor", "--today", TODAY, cwd=new).stdout


def test_an_edited_copy_leads_to_the_schemas_as_well(new: Path, tmp_path: Path) -> None:
    look = tmp_path / "look"
    look.write_text(
        '#!/bin/sh\nschema=$(sed -n "s/^# yaml-language-server: .schema=//p" "$1")\n'
        'cd "$(dirname "$1")" && cat "$schema" "$(dirname "$schema")/ids.schema.json" > "$SEEN"\n'
    )
    look.chmod(0o755)
    env = {"EDITOR": str(look), "SEEN": str(tmp_path / "seen"), "TMPDIR": str(tmp_path)}
    for ref in ("people/ase", "wecomplish"):
        done = play("edit", ref, "--today", TODAY, cwd=new, env=env)
        assert (done.exit, "was not changed" in done.stdout) == (0, True)
        assert '"Åse Berg"' in (tmp_path / "seen").read_text(encoding="utf-8")
    assert [*tmp_path.glob("wecomplish-*")] == []
