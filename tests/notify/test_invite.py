"""Invitations to a programme: how to join, by a command, a page of the platform, or a mail to somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from tests.conftest import TODAY
from tests.golden.stage import play, repository, tree

if TYPE_CHECKING:
    from pathlib import Path

FORGE = "\nforge:\n  platform: github\n  base: https://github.com\n  repository: fjord/mentoring\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org")


def invited(root: Path, *people: str) -> str:
    before = tree(root)
    words = ("programme", "invite", "leading-2026", *people, "--dry-run", "--today", TODAY)
    done = play(*words, cwd=root)
    assert (done.exit, tree(root)) == (0, before)
    return done.stdout


def test_with_a_platform_it_links_to_the_page_of_ones_own_file(root: Path) -> None:
    with (root / "wecomplish.yaml").open("a", encoding="utf-8") as settings:
        settings.write(FORGE)
    said = unquote(invited(root, "henrik").replace("\n", " "))
    assert said.count("https://github.com/fjord/mentoring/edit/main/people/henrik-naess.yaml") == 2
    for role in ("mentee", "mentor"):
        assert f"+     as: {role}" in said


def test_without_a_platform_whoever_coordinates_it_can_be_asked(root: Path) -> None:
    assert invited(root, "henrik").count("ingrid@fjord.example") == 3


def test_everyone_is_written_to_in_their_language(root: Path) -> None:
    said = invited(root, "henrik", "niamh")
    assert "inviterer deg til å være med i Leading at Fjord 2026" in said
    assert "invites you to take part in Leading at Fjord 2026" in said


def test_what_a_programme_says_is_no_header_and_no_command(root: Path) -> None:
    hostile = "x\\e[31m Bcc: eve@example.org"
    words = ("set", "programme", "leading-2026", "aim", hostile, "--today", TODAY)
    assert play(*words, cwd=root).exit == 0
    assert "\nBcc:" not in invited(root, "niamh")
