"""Every command on a whole organisation: what it says, how it ends, and every byte it changes.

A case is a folder `golden/<command>/<case>/`, where `add person` and its like are written `add-person`:

- `cmd`: the arguments after `wecomplish` on one line, with `NAME=value` before them for the environment;
- `org/`: the organisation it runs on, or a file `org` that names another case's or `../../bakery` (else a
  copy of `examples/org`); `over/`: files laid over that;
- `before`: commands that are run first, one a line, also of git (`git commit`);
- `stdin`: what is typed or piped in;
- `stdout`, `stderr` (empty where absent) and `exit`;
- `after/`: the files it creates or changes, and in `.deleted` the names of those it deletes.

`golden/update.py` writes the last three kinds anew.
"""

from __future__ import annotations

import re
import shlex
import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import EXAMPLE, TODAY, Done, Run, git
from tests.golden.stage import Tree, changes, commit, play, repository, tree
from wecomplish_cli.checking import check
from wecomplish_cli.dataset import store
from wecomplish_cli.model import schemas
from wecomplish_cli.model.kinds import KINDS

if TYPE_CHECKING:
    from wecomplish_cli.diagnostics import Pointer

GOLDEN = Path(__file__).parent / "golden"
CASES = {
    f"{path.parent.parent.name}/{path.parent.name}": path.parent for path in sorted(GOLDEN.glob("*/*/cmd"))
}
FIRST = {*{name.partition("/")[0]: name for name in reversed(CASES)}.values()}
"""A case of each command: run from `main` on, and by `make thorough` also in a process of its own."""
KNOW_NO_TODAY = ("-", "init", "help", "explain", "schema", "codeowners")
SAID_ONCE = ("answer-help", "withdraw-help")
"""What is done with these cannot be done again, and saying so is an error."""
NOT_UNDONE = ("init", "schema", "codeowners", "forms", "calendar")
"""What these write is no change of a dataset."""


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name in FIRST or number % 30 == 0 else pytest.mark.thorough)
        for number, name in enumerate(CASES)
    ],
)
def test_golden(name: str, tmp_path: Path, run_quickly: Run, pytestconfig: pytest.Config) -> None:
    writes = pytestconfig.pluginmanager.has_plugin("update")
    holds(CASES[name], tmp_path, run_quickly if name in FIRST else play, writes)


@pytest.mark.thorough
@pytest.mark.parametrize("name", sorted(FIRST))
def test_golden_in_a_process_of_its_own(name: str, tmp_path: Path, run_apart: Run) -> None:
    holds(CASES[name], tmp_path, run_apart)


def holds(case: Path, tmp_path: Path, run: Run, writes: bool = False) -> None:
    """Run a case, and compare all that it gives with what is expected, or write that down."""
    root = staged(case, tmp_path / "org")
    play_before(case, root)
    before = tree(root)
    words, env = command_line(text(case / "cmd"))
    stdin = text(case / "stdin")
    done = without_noise(run(*words, cwd=root, env=env, stdin=stdin))
    after = tree(root)
    changed = short(changes(before, after))
    if writes:
        write(case, done, changed)
    assert (done.stdout, done.stderr) == (text(case / "stdout"), text(case / "stderr"))
    assert f"{done.exit}\n" == text(case / "exit")
    assert changed == expected_changes(case / "after")
    assert done.exit == 0 or not changed or words[0] == "check"
    if changed and words[0] not in NOT_UNDONE:
        errors = errors_in(root)
        repeated(words, env, root, stdin)
        assert tree(root) == after
        assert play("redo" if words[0] == "undo" else "undo", cwd=root).exit == 0
        assert tree(root) == before
        # A file that can be read again may show what nobody saw while it could not.
        assert not errors or errors <= errors_in(root) or words[0] == "check"


def repeated(words: list[str], env: dict[str, str], root: Path, stdin: str) -> None:
    """A change made already is not made again."""
    done = play(*words, cwd=root, env=env, stdin=stdin)
    if words[0] in SAID_ONCE:
        assert done.exit == 1
        assert "error:" in done.stderr
    elif words[0] == "check":
        assert done.stderr == "nothing to fix\n"
    else:
        assert done.exit == 0
        assert done.stdout.startswith("Nothing to do:")


def staged(case: Path, root: Path) -> Path:
    """A repository with the case's organisation, all committed."""
    own = case / text(case / "org").strip() if (case / "org").is_file() else case / "org"
    repository(root, own.resolve() if own.is_dir() else EXAMPLE)
    if (case / "over").is_dir():
        shutil.copytree(case / "over", root, dirs_exist_ok=True)
        commit(root)
    return root


def play_before(case: Path, root: Path) -> None:
    """Run what the case says happened before."""
    for line in text(case / "before").splitlines():
        words, env = command_line(line)
        if words[0] == "git":
            git(root, *words[1:])
            continue
        assert play(*words, cwd=root, env=env).exit == 0


def command_line(line: str) -> tuple[list[str], dict[str, str]]:
    """The arguments that a line of `cmd` or `before` gives, and what it sets in the environment."""
    words = shlex.split(line)
    env: dict[str, str] = {}
    while words and re.match(r"[A-Z0-9_]+=", words[0]):
        name, _, value = words.pop(0).partition("=")
        env[name] = value
    if words and words[0] != "git" and "--today" not in words and not words[0].startswith(KNOW_NO_TODAY):
        words += ["--today", TODAY]
    return words, env


def without_noise(done: Done) -> Done:
    """What a command said, without how long `check` took, and without the style that all pages share."""
    said = re.sub(r"\(\d+\.\d s\)$", "(N.N s)", done.stdout, flags=re.MULTILINE)
    said = re.sub(r"<style>.*?</style>", "<style></style>", said, flags=re.DOTALL)
    return replace(done, stdout=re.sub(r"sha256-[\w+/=]+", "sha256-…", said))


def short(changed: Tree) -> Tree:
    """A change with one word for each JSON Schema, if it is one that `schema` shows or `init` writes."""
    generated = _generated()
    return {
        path: b"as generated\n" if content and content in generated.get(Path(path).name, ()) else content
        for path, content in changed.items()
    }


@cache
def _generated() -> dict[str, tuple[bytes, bytes]]:
    """Each schema by its file's name, alone and with the ids that there are beside it."""
    return {
        schemas.file_name(kind): (schemas.text(kind).encode(), schemas.text(kind, ids=True).encode())
        for kind in KINDS
    }


def errors_in(root: Path) -> set[tuple[str, str, Pointer]]:
    """The errors that `check` finds: where, and of which rule."""
    if not (root / "wecomplish.yaml").is_file():
        return set()
    found = check.check(store.load(root), date.fromisoformat(TODAY))
    return {(each.path, each.rule, each.pointer) for each in found if each.severity == "error"}


def text(path: Path) -> str:
    """The text of a file; none where it is not there."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


def expected_changes(folder: Path) -> Tree:
    """What the folder `after` says."""
    files = tree(folder) if folder.is_dir() else {}
    deleted = (files.pop(".deleted", None) or b"").decode().splitlines()
    return files | dict.fromkeys(deleted)


def write(case: Path, done: Done, changed: Tree) -> None:
    """Make what a case gave what it should give."""
    shutil.rmtree(case / "after", ignore_errors=True)
    files = {f"after/{path}": content for path, content in changed.items() if content is not None}
    deleted = "".join(f"{path}\n" for path, content in changed.items() if content is None)
    files |= {
        "stdout": done.stdout.encode(),
        "stderr": done.stderr.encode(),
        "exit": f"{done.exit}\n".encode(),
    }
    for name, content in {**files, "after/.deleted": deleted.encode()}.items():
        target = case / name
        if content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        else:
            target.unlink(missing_ok=True)
