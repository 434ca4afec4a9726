"""A co-mentor who has not accepted is nowhere named as if they had: a word says so, or they are left out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY
from tests.golden.stage import BAKERY, commit, play, repository

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SLOT = "mentorships/ola-nordmann/roles/baker.yaml"
ASKED = """\
mentor: per-olsen
co_mentors: [kari-hansen]
status: active
started: 2026-03-02
program: rye-2026

acceptance:
  kari-hansen: waiting
"""
BOTH = "Per Olsen, Kari Hansen (proposed)"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = repository(tmp_path / "org", BAKERY)
    (root / SLOT).write_text(ASKED, encoding="utf-8")
    commit(root)
    return root


@pytest.fixture
def said(root: Path) -> Callable[..., str]:
    def said(*words: str) -> str:
        done = play(*words, "--today", TODAY, cwd=root, env={"COLUMNS": "200"})
        assert (done.exit, done.stderr) == (0, "")
        return done.stdout

    return said


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("list", "mentorships"), BOTH),
        (("list", "mentorships", "--format", "csv"), BOTH),
        (("report", "mentorships"), BOTH),
        (("report", "mentorships", "--format", "html"), BOTH),
        (("show", "ola-nordmann"), BOTH),
        (("show", "programs/rye-2026"), BOTH),
        (
            ("show", "ola-nordmann", "roles/baker", "--format", "table"),
            "Mentored by Per Olsen and Kari Hansen (proposed): ",
        ),
    ],
    ids=" ".join,
)
def test_an_answer_marks_them_in_words(words: tuple[str, ...], named: str, said: Callable[..., str]) -> None:
    assert named in re.sub("<.*?>", "", said(*words))


@pytest.mark.parametrize(
    "words", [("mentorships", "ola-nordmann"), ("mentorships", "kari-hansen")], ids=" ".join
)
def test_to_them_it_is_a_proposal(words: tuple[str, ...], said: Callable[..., str]) -> None:
    (line,) = (line for line in said(*words).splitlines() if "co-mentor" in line)
    assert "proposed" in line
    assert "active" not in line


def test_whom_they_would_mentor_is_a_proposal_where_everything_about_them_is_shown(
    said: Callable[..., str],
) -> None:
    answer = json.loads(said("show", "kari-hansen", "--format", "json"))["person"]
    (row,) = answer["mentors"]
    assert (row["status"], row["state"], row["only_asked"]) == ("proposed", "proposed", ["kari-hansen"])
    (row,) = json.loads(said("show", "per-olsen", "--format", "json"))["person"]["mentors"]
    assert row["status"] == "active"


def test_the_pages_of_the_site_mark_them_in_words(root: Path, tmp_path: Path) -> None:
    assert play("site", "-o", str(tmp_path / "site"), "--today", TODAY, cwd=root).exit == 0
    pages = {each: (tmp_path / "site" / each).read_text(encoding="utf-8") for each in PAGES}
    for page, text in pages.items():
        cells = re.findall(
            r"<t[hd][^>]*>((?:(?!<t[hd]).)*?Per Olsen(?:(?!<t[hd]).)*?Kari Hansen.*?)</t[hd]>", text
        )
        assert cells, page
        for each in cells:
            assert re.sub("<.*?>", "", each) == BOTH, page
    assert "Per Olsen and Ola" not in pages["index.html"]
    matters = pages["index.html"].partition('<section id="today">')[2].partition("</section>")[0]
    assert "Per Olsen" in matters
    assert "Kari Hansen</bdi></a> in Baker" not in matters
    hers = (tmp_path / "site" / "people" / "kari-hansen.html").read_text(encoding="utf-8")
    row = hers.partition('<table class="stack helping">')[2].partition("</table>")[0]
    assert row.count('<td class="word">proposed</td>') == 1
    assert "next meeting" not in hers.lower().partition("</header>")[0]


PAGES = ("index.html", "people/ola-nordmann.html", "programs/rye-2026.html", "teams/night.html")
