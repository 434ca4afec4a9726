"""`edit` writes only what is right, and loses nothing of what is not. Real editors are scripts here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.test_bad_input import Terminal
from tests.conftest import TODAY, Run, git
from tests.golden.stage import changes, repository, tree

OLA = "people/ola-nordmann.yaml"
KEPT = re.compile(r"what you wrote is in (\S+)")


@pytest.fixture(autouse=True)
def copies_go_with_the_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is refused is kept for whoever wrote it: here, for as long as the test."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))


@pytest.fixture
def run(run_quickly: Run) -> Run:
    return run_quickly


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org")


def sed(script: str) -> dict[str, str]:
    """An editor that changes the file as a script of sed says."""
    return {"EDITOR": f"sed -i '{script}'", "WECOMPLISH_TODAY": TODAY}


def kept(said: str) -> str:
    """The text that was refused, from where the message says it is kept."""
    found = KEPT.search(said)
    assert found, said
    return Path(found[1]).read_text(encoding="utf-8")


def test_what_is_right_is_written_and_can_be_taken_back(root: Path, run: Run) -> None:
    before = tree(root)
    done = run("edit", "ola-nordmann", cwd=root, env=sed("s/Ola Nordmann/Ola N. # new/"))
    assert (done.stdout, done.exit) == (f"{OLA} was saved.\n", 0)
    assert changes(before, tree(root)).keys() == {OLA}
    assert b"name: Ola N. # new\n" in (root / OLA).read_bytes()
    assert run("undo", cwd=root, env=sed("")).exit == 0
    assert tree(root) == before


@pytest.mark.parametrize(
    ("ref", "path"),
    [
        ("people/ola-nordmann.yaml", OLA),
        ("wecomplish", "wecomplish.yaml"),
        ("review-changes", "roles/platform-engineer.yaml"),
        (
            "mentorships/ola-nordmann/roles/platform-engineer",
            "mentorships/ola-nordmann/roles/platform-engineer.yaml",
        ),
    ],
)
def test_any_file_is_found_by_its_reference_or_what_is_in_it(
    ref: str, path: str, root: Path, run: Run
) -> None:
    done = run("edit", ref, "--dry-run", cwd=root, env=sed("1i # seen"))
    assert f"--- a/{path}" in done.stdout
    assert "+# seen" in done.stdout
    assert kept(done.stderr).startswith("# seen\n")


def test_what_has_errors_is_shown_refused_and_kept(root: Path, run: Run) -> None:
    before = tree(root)
    done = run("edit", "ola-nordmann", cwd=root, env=sed("s/status: active/status: activ/"))
    assert done.exit == 1
    assert f"{OLA}:7:9: error WC103 not-one-of" in done.stderr
    assert "status: activ\n" in kept(done.stderr)
    assert tree(root) == before


def test_what_breaks_another_file_is_refused(root: Path, run: Run) -> None:
    before = tree(root)
    done = run("edit", "ola-nordmann", cwd=root, env=sed("s/status: active/status: left/"))
    assert done.exit == 1
    assert "mentorships/ola-nordmann/roles/platform-engineer.yaml" in done.stderr
    assert tree(root) == before


def test_what_grew_too_large_is_refused(root: Path, run: Run) -> None:
    before = tree(root)
    done = run("edit", "ola-nordmann", cwd=root, env={"EDITOR": "truncate -s 2M", "WECOMPLISH_TODAY": TODAY})
    assert done.exit == 1
    assert f"{OLA}:1:1: error WC004 file-too-large" in done.stderr
    assert tree(root) == before


def test_a_file_that_cannot_be_read_is_mended(root: Path, run: Run) -> None:
    text = (root / OLA).read_text(encoding="utf-8")
    (root / OLA).write_text(text.replace("name:", "name"), encoding="utf-8")
    assert run("edit", "people/ola-nordmann", cwd=root, env=sed("s/name /name: /")).exit == 0
    assert (root / OLA).read_text(encoding="utf-8") == text


def test_settings_that_cannot_be_read_are_mended(root: Path, run: Run) -> None:
    path = root / "wecomplish.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("format: 1", "format: one"), encoding="utf-8")
    assert run("edit", "wecomplish", cwd=root, env=sed("s/format: one/format: 1/")).exit == 0
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("editor", "said", "status"),
    [
        ("true", "Nothing to do: people/ola-nordmann.yaml was not changed.\n", 0),
        ("false", "error: the editor ended with 1; nothing was written\n", 1),
        ("no-such-editor", "error: the editor `no-such-editor` cannot be started", 2),
        ("'", "error: the editor `'` cannot be started", 2),
    ],
)
def test_an_editor_that_changes_nothing_writes_nothing(
    editor: str, said: str, status: int, root: Path, run: Run
) -> None:
    before = tree(root)
    done = run("edit", "ola-nordmann", cwd=root, env={"EDITOR": editor, "WECOMPLISH_TODAY": TODAY})
    assert (said in done.stdout + done.stderr, done.exit) == (True, status)
    assert "kept" not in done.stderr
    assert tree(root) == before


def test_visual_comes_before_editor_and_both_before_git(root: Path, run: Run) -> None:
    git(root, "config", "core.editor", "touch the-repository-may-be-someone-elses")
    settings = root.parent / "settings"
    git(root, "config", "--file", str(settings), "core.editor", "sed -i s/Ola/Git/")
    own = {"GIT_CONFIG_GLOBAL": str(settings)}
    for env, name in ((own, "Git"), ({"EDITOR": "sed -i s/Git/Editor/"}, "Editor")):
        assert run("edit", "ola-nordmann", cwd=root, env=env | {"WECOMPLISH_TODAY": TODAY}).exit == 0
        assert f"name: {name}" in (root / OLA).read_text(encoding="utf-8")
    both = {"VISUAL": "sed -i s/Editor/Visual/", "EDITOR": "false", "WECOMPLISH_TODAY": TODAY}
    assert run("edit", "ola-nordmann", cwd=root, env=both).exit == 0


def test_a_file_changed_while_it_is_edited_is_not_overwritten(root: Path, run: Run) -> None:
    script = root.parent / "meanwhile"
    script.write_text(f"#!/bin/sh\necho '# theirs' >> {root / OLA}\necho '# mine' >> $1\n")
    script.chmod(0o755)
    done = run("edit", "ola-nordmann", cwd=root, env={"EDITOR": str(script), "WECOMPLISH_TODAY": TODAY})
    assert done.exit == 1
    assert "was changed by someone else meanwhile" in done.stderr
    assert kept(done.stderr).endswith("# mine\n")
    assert (root / OLA).read_text(encoding="utf-8").endswith("# theirs\n")


def test_a_commit_holds_the_edit_alone(root: Path, run: Run) -> None:
    done = run("edit", "ola-nordmann", "--commit", "-m", "Ola's name", cwd=root, env=sed("s/Ola N/Olav N/"))
    assert done.exit == 0
    assert git(root, "show", "--format=%s", "--name-only", "HEAD").split("\n") == ["Ola's name", "", OLA, ""]


def test_on_a_terminal_the_editor_opens_again_with_what_was_written(root: Path) -> None:
    editor = root.parent / "editor"
    editor.write_text("#!/bin/sh\nsed -i 's/activ$/left #/; s/active$/activ/; s/left #/active # again/' $1\n")
    editor.chmod(0o755)
    env = {"EDITOR": str(editor), "WECOMPLISH_TODAY": TODAY}
    terminal = Terminal("edit", "ola-nordmann", cwd=root, env=env)
    terminal.answer("(e)dit again, or e(x)it", "what?\n")
    terminal.answer("(e)dit again, or e(x)it", "e\n")
    assert terminal.end() == 0
    assert "WC103 not-one-of" in terminal.shown
    assert "status: active # again\n" in (root / OLA).read_text(encoding="utf-8")


@pytest.mark.parametrize(("key", "status"), [("x\n", 1), ("\x03", 130)])
def test_on_a_terminal_giving_up_writes_nothing_and_keeps_the_text(key: str, status: int, root: Path) -> None:
    before = tree(root)
    terminal = Terminal("edit", "ola-nordmann", cwd=root, env=sed("s/status: active/status: activ/"))
    terminal.answer("(e)dit again, or e(x)it", key)
    assert terminal.end() == status
    assert "status: activ\n" in kept(terminal.shown)
    assert tree(root) == before
