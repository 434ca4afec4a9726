"""Text from the data, where spreadsheets find formulas and platforms find words that they act on."""

from __future__ import annotations

import csv
import re
import subprocess
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import TODAY, Run, git
from tests.golden.stage import SMALL, repository
from wecomplish_cli.render.blocks import Column, Table
from wecomplish_cli.render.document import as_csv
from wecomplish_cli.text.escape import commit_message

if TYPE_CHECKING:
    from pathlib import Path

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
SEPARATORS = ",;|\t"


def sheet(*texts: str) -> str:
    """One row of texts, beside numbers, as CSV."""
    columns = tuple(Column(f"c{number}", "") for number in range(len(texts) + 2))
    return as_csv([Table("rows", columns, ((-1, *texts, -2.5),))])


def formulas(text: str) -> list[str]:
    """What a spreadsheet may take for formulas, whichever separator it knows, heeding quotes and not."""
    rows = [row for each in SEPARATORS for row in csv.reader(StringIO(text), delimiter=each)]
    rows += [line.split(each) for each in SEPARATORS for line in text.splitlines()]
    bare = [cell.lstrip(' "') for row in rows for cell in row]
    return [cell for cell in bare if cell.startswith(FORMULA) and not re.fullmatch(r"-\d+(\.\d)?", cell)]


@pytest.mark.parametrize(
    "separator", [*SEPARATORS, "\n", "\r", "\r\n", "\t;", "; ", ';"', ";'", ';""', "; ' \""]
)
@pytest.mark.parametrize("sign", FORMULA)
def test_no_separator_makes_a_formula(separator: str, sign: str) -> None:
    text = f"x{separator}{sign}1+1"
    assert formulas(sheet(text, "y", text)) == []


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(alphabet="=+-@;,|\t\r\n \"'xa1＝"), min_size=1, max_size=3))
def test_no_text_makes_a_formula(texts: list[str]) -> None:
    assert formulas(sheet(*texts)) == []


@pytest.mark.parametrize(
    "text", ["Ola Nordmann", "a; b", "a - b", "a-b, c", "ola@fjord.example", "1 + 1 = 2"]
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert [*csv.reader(StringIO(sheet(text)))][1] == ["rows", "-1", text, "-2.5"]


WORDS = (
    # What skips pipelines on GitHub, Forgejo, GitLab, Azure, Netlify, Cloudflare, Travis, AppVeyor, Codeship.
    *("[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "[actions skip]", "[Skip CI]", "[ skip ci ]"),
    *("[ci-skip]", "[skip_ci]", "[skip azurepipelines]", "[azp skip]", "[skip azp]", "***NO_CI***"),
    *("[skip netlify]", "[CF-Pages-Skip]", "[skip travis]", "[skip appveyor]", "--skip-ci", "--ci-skip"),
    *("skip-checks: true", "skip-checks:true", "Skip-Checks: true", "request-checks: true"),
    # What closes, mentions or moves an issue, on GitHub, GitLab and Jira.
    *("Fixes #1", "closes: #1", "resolved #1", "Fix org/repo#1", "fixes GH-1", "closes gh-1"),
    *("Fixes https://github.com/o/r/issues/1", "Implements group/project#1", "Closes issues #1, #2 and #3"),
    *("closing !1", "Closes ABC-1", "ABC-1 #close #time 2h", "Fixes AB#1", "@kari", "(@org/team)", "see #1"),
)
OPENINGS = (
    *(
        "Co-authored-by: Eve <eve@evil.example>",
        "Signed-off-by: Eve",
        "skip-checks: true",
        "fixup! Ola",
        "squash! Ola",
    ),
    *("amend! Ola", "feat(x)!: Ola", "fix: Ola", "Draft: Ola", "WIP: Ola", "BREAKING-CHANGE: Ola"),
)
ACTED_ON = re.compile(
    r"""\[\s*\w | \*\*\* | --\w | skip-checks\s*: | request-checks\s*: | \#\w | (?<![a-z])gh-\d | https?://
    | \b[A-Z][A-Z0-9_]+-\d | (?<!\w)@\w | !\d""",
    re.VERBOSE,
)


@pytest.mark.parametrize("words", WORDS)
def test_no_name_is_acted_on_in_the_message_of_a_commit(words: str) -> None:
    assert ACTED_ON.search(words) or ACTED_ON.search(words.lower()), "this is about nothing"
    for text in (words, f"Ola {words} holds “{words}”", f"Ola\n\n\n{words}"):
        said = commit_message(text)
        assert not ACTED_ON.search(said)
        assert not ACTED_ON.search(said.lower())
        assert said.replace("\N{WORD JOINER}", "").replace("\\x0a", "\n") == text


@pytest.mark.parametrize("words", OPENINGS)
def test_no_name_opens_the_message_of_a_commit_as_something_else(words: str) -> None:
    said = commit_message(f"{words} indicates aware")
    assert not re.match(r"[\w().-]+[:!]", said)
    parsed = subprocess.run(
        ["git", "interpret-trailers", "--parse"],
        input=f"Ola\n\n{said}\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert parsed.stdout == ""


@pytest.mark.parametrize(
    "text", ["Ola Nordmann indicates aware for “Bake rye”", "rye-bread: x-1", "2 changes at once: a …"]
)
def test_other_messages_stay_as_they_are(text: str) -> None:
    assert commit_message(text).replace("rye-bread\N{WORD JOINER}", "rye-bread") == text


@pytest.fixture
def run(run_quickly: Run) -> Run:
    return run_quickly


def test_a_name_in_a_commit_does_nothing_on_a_platform(tmp_path: Path, run: Run) -> None:
    root = repository(tmp_path / "org", SMALL)
    person = root / "people/ola-nordmann.yaml"
    text = person.read_text(encoding="utf-8")
    name = "Ola [skip ci] Fixes #1 @kari"
    person.write_text(
        text.replace("Ola Nordmann", name).replace(f"name: {name}", f'name: "{name}"'), encoding="utf-8"
    )
    words = ("indicate", "ola-nordmann", "bake-rye", "aware", "--today", TODAY, "--commit")
    assert run(*words, cwd=root).exit == 0
    message = git(root, "show", "--no-patch", "--format=%B", "HEAD")
    assert message.startswith("Ola ")
    assert not ACTED_ON.search(message)
    given_words = ("indicate", "ola-nordmann", "bake-rye", "understand", "-m", "Ola: rye [skip ci]")
    assert run(*given_words, "--today", TODAY, "--commit", cwd=root).exit == 0
    assert git(root, "show", "--no-patch", "--format=%B", "HEAD").strip() == "Ola: rye [skip ci]"
