"""What is released, installed where nothing else is, does what a clone of this repository does."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import REPOSITORY, TODAY, quiet_environment
from wecomplish_cli import __version__

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.thorough
YOU = ("--organization", "Bakery", "--name", "Kari Hansen", "--email", "kari@bakery.example", "--id", "kari")
SHARED = (
    "man/man1/wecomplish.1",
    "bash-completion/completions/wecomplish",
    "zsh/site-functions/_wecomplish",
    "fish/vendor_completions.d/wecomplish.fish",
)


def ran(*words: str | Path, cwd: Path) -> str:
    """Run a program in a quiet environment; returns what it says, and fails if it fails."""
    env = quiet_environment(cwd) | {"PYTHONWARNINGS": "", "WECOMPLISH_TODAY": TODAY}
    env.pop("PYTHONPATH", None)
    done = subprocess.run(words, cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def environment(folder: Path, *packages: str | Path) -> Path:
    """A new environment with some packages; returns the folder of its programs."""
    folder.mkdir()
    ran(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    ran(programs / "python", "-m", "pip", "install", "--quiet", *packages, cwd=folder)
    return programs


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and with the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("built")
    programs = environment(folder / "building", "build")
    ran(programs / "python", "-m", "build", "--outdir", folder / "dist", REPOSITORY, cwd=folder)
    return folder / "dist"


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with nothing but the wheel and what it needs."""
    (wheel,) = built.glob("*.whl")
    return environment(tmp_path_factory.mktemp("installed") / "clean", wheel)


def test_there_is_one_sdist_and_one_wheel(built: Path) -> None:
    assert sorted(path.name for path in built.iterdir()) == [
        f"wecomplish_cli-{__version__}-py3-none-any.whl",
        f"wecomplish_cli-{__version__}.tar.gz",
    ]


def test_the_wheel_alone_begins_checks_and_shows_a_dataset(installed: Path, tmp_path: Path) -> None:
    tool = installed / "wecomplish"
    assert ran(tool, "--version", cwd=tmp_path) == (
        f"wecomplish {__version__}\nextras: none; not installed: calendar, xlsx\n"
    )
    ran(tool, "init", "example", "--example", cwd=tmp_path)
    ran(tool, "check", "-C", "example", cwd=tmp_path)
    ran(tool, "init", "new", *YOU, "--ci", "github", "--with", "mail", cwd=tmp_path)
    assert (tmp_path / "new/.github/workflows/gate.yml").is_file()
    ran(tool, "init", "new", "--ci", "gitlab", cwd=tmp_path)
    ran(tool, "site", "-C", "example", "-o", tmp_path / "pages", cwd=tmp_path)
    for page in ("getting-started", "words", "WC303", "assignment"):
        assert len(ran(tool, "explain", page, cwd=tmp_path)) > 40
    assert '"version": 1' in ran(tool, "report", "gaps", "-C", "example", "--format", "json", cwd=tmp_path)
    assert "calendar is not installed" in ran("sh", "-c", f"'{tool}' doctor -C example; true", cwd=tmp_path)


def test_the_wheel_brings_a_man_page_and_completion(installed: Path, tmp_path: Path) -> None:
    share = installed.parent / "share"
    assert [path for path in SHARED if not (share / path).is_file()] == []
    said = ran(installed / "wecomplish", "--show-completion", "bash", cwd=tmp_path)
    assert said.strip() == (share / SHARED[1]).read_text(encoding="utf-8").strip()
