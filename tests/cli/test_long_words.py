"""What is given by mistake, such as a pasted page, is not repeated whole in the message."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_all_commands import all_commands, options_of
from tests.conftest import TODAY
from tests.golden.stage import SMALL, play, repository

if TYPE_CHECKING:
    from pathlib import Path

PASTED = ("x" * 10_000, "x y " * 2_500)
WRITTEN_TO = ("--output", "--message", "--help")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("small") / "org", SMALL)


def mistakes(words: list[str], pasted: str) -> list[list[str]]:
    """Where someone may paste it: as an argument, one too many, a value, an option."""
    option = min(options_of(words) - {*WRITTEN_TO}, default="--odd")
    return [[pasted], ["me"] * 4 + [pasted], [f"{option}={pasted}"], [f"--{pasted}"]]


@pytest.mark.sampled(8)
@pytest.mark.parametrize("turn", range(8))
def test_a_long_text_is_cut_in_messages(turn: int, root: Path) -> None:
    for number, words in enumerate(all_commands()):
        tried = [(pasted, given) for pasted in PASTED for given in mistakes(words, pasted)]
        pasted, given = tried[(number + turn) % 8]
        done = play(*words, *given, "--today", TODAY, cwd=root, env={"WECOMPLISH_AS": "kari-hansen"})
        said = done.stdout + done.stderr
        assert "Traceback" not in said
        assert pasted[:400] not in said, (words, given[0][:20])


def test_a_long_text_that_is_no_option_takes_no_time(root: Path) -> None:
    before = process_time()
    assert play("list", f"--{'x' * 200_000}", cwd=root).exit == 2
    assert process_time() - before < 2


def test_the_reason_stays(root: Path) -> None:
    for words, reason in (
        (["mentorships", PASTED[0]], f"error: no person `{'x' * 80}…`\n"),
        (["list", "-C", PASTED[1]], "name too long"),
        (["undo", PASTED[1]], "got unexpected extra argument(s)"),
    ):
        assert reason.lower() in play(*words, cwd=root).stderr.lower()
