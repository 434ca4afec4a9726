"""Data of which a file is missing or broken: a command does what it can, or says what is wrong with it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.golden.stage import play
from tests.test_golden import CASES, command_line, play_before, staged, text

if TYPE_CHECKING:
    from pathlib import Path

ONCE = {
    "agenda/goals": "roles/platform-engineer.yaml",
    "away/from-a-day": "people/bo-lind.yaml",
    "digest/everyone": "people/ola-nordmann.yaml",
    "end/active": "people/per-olsen.yaml",
    "goal-add/template": "roles/baker.yaml",
    "offboard/only-administrator": "people/per-olsen.yaml",
}
"""The cases that once ended in a traceback, and the file that was not there."""
BEGUN = [name for name in CASES if not name.startswith("init/")]
"""The cases on data that is there already."""


@pytest.mark.parametrize("text_instead", [None, "{{{\n"], ids=["missing", "broken"])
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in ONCE else pytest.mark.thorough) for name in BEGUN]
)
def test_a_file_that_cannot_be_read_is_no_bug(name: str, text_instead: str | None, tmp_path: Path) -> None:
    root = staged(CASES[name], tmp_path / "org")
    play_before(CASES[name], root)
    words, env = command_line(text(CASES[name] / "cmd"))
    path = root / ONCE[name] if name in ONCE else _one_of(root, name)
    path.unlink()
    if text_instead is not None:
        path.write_text(text_instead, encoding="utf-8")
    # What is raised and not understood comes through.
    assert play(*words, cwd=root, env=env, stdin=text(CASES[name] / "stdin")).exit in range(6)


def _one_of(root: Path, name: str) -> Path:
    """One of the files, and always the same: of those that the case speaks of, if any."""
    files = sorted(root.rglob("*.yaml"))
    said = text(CASES[name] / "cmd") + text(CASES[name] / "stdout")
    return random.Random(name).choice([each for each in files if each.stem in said] or files)  # noqa: S311
