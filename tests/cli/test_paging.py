"""Long answers are shown by pages on a terminal, as git shows its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.test_bad_input import on_terminal, posix
from tests.conftest import TODAY
from tests.golden.stage import play, repository

if TYPE_CHECKING:
    from pathlib import Path

LONG = ("list", "people", "--today", TODAY)
SHORT = ("list", "--today", TODAY)
PAGER = {"PAGER": "sed 's/^/page: /'", "LINES": "24"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("paged") / "org")


@posix
def test_only_what_is_longer_than_the_terminal_is_paged(root: Path) -> None:
    assert "page: People: 30" in on_terminal(*LONG, cwd=root, env={**PAGER, "NO_COLOR": "1"}).stdout
    assert "page: " not in on_terminal(*SHORT, cwd=root, env=PAGER).stdout
    assert "page: " not in on_terminal(*LONG, cwd=root, env={**PAGER, "LINES": "500"}).stdout


@pytest.mark.sampled(3)
@posix
@pytest.mark.parametrize(
    ("words", "env"),
    [
        (("--no-pager", *LONG), PAGER),
        (LONG, {**PAGER, "PAGER": ""}),
        (LONG, {**PAGER, "PAGER": "cat"}),
        (LONG, {**PAGER, "PAGER": "no-such-pager"}),
        ((*LONG, "--format", "csv"), PAGER),
    ],
)
def test_otherwise_it_is_shown_at_once(words: tuple[str, ...], env: dict[str, str], root: Path) -> None:
    done = on_terminal(*words, cwd=root, env=env)
    assert done.exit == 0
    assert "page: " not in done.stdout
    assert "Aino Korhonen" in done.stdout


@posix
def test_a_pager_that_is_left_early_is_no_failure(root: Path) -> None:
    assert on_terminal(*LONG, cwd=root, env={**PAGER, "PAGER": "head -1"}).exit == 0


def test_nothing_is_paged_where_nobody_looks(root: Path) -> None:
    assert "page: " not in play(*LONG, "--format", "table", cwd=root, env=PAGER).stdout
