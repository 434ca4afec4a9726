"""What nobody sees in a text: named where it is wrong, mended where it means nothing, else kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import TODAY, Done
from tests.golden.stage import BAKERY, play, repository
from wecomplish_cli.text.escape import visible
from wecomplish_cli.yamltext import reader

if TYPE_CHECKING:
    from pathlib import Path

OLA = "people/ola-nordmann.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org", BAKERY)


def check(root: Path, *words: str) -> Done:
    return play("check", *words, "--today", TODAY, cwd=root)


def written(root: Path, text: str) -> None:
    (root / OLA).write_bytes(text.encode())


BASE = "name: Ola Nordmann\nlanguages: [nb]\n\nassignments:\n  roles/baker:\n    since: 2026-01-12\n"
MENDED = {
    "byte-order-mark": "\ufeff" + BASE,
    "before-a-colon": BASE.replace("languages:", "languages\u00a0:"),
    "after-a-colon": BASE.replace("name: ", "name:\u00a0"),
    "after-a-date": BASE.replace("01-12", "01-12\u00a0"),
    "before-a-date": BASE.replace("since: ", "since: \u202f"),
    "indentation": BASE.replace("    since", "\u00a0\u00a0\u00a0\u00a0since"),
    "half-of-the-indentation": BASE.replace("    since", "  \u3000\u00a0since"),
    "after-a-reference": BASE.replace("baker:", "baker\u00a0:"),
    "on-an-empty-line": BASE.replace("\n\n", "\n\u00a0\n"),
    "everywhere": "\ufeff" + BASE.replace(": ", "\u00a0:\u00a0").replace("\n\n", "\n\u00a0\u00a0\n"),
}


@pytest.mark.sampled(4)
@pytest.mark.parametrize("how", MENDED)
def test_what_can_mean_nothing_else_is_named_and_mended(how: str, root: Path) -> None:
    written(root, BASE)
    assert check(root).exit == 0, check(root).stdout
    written(root, MENDED[how])
    done = check(root)
    assert done.exit == 1
    assert "U+FEFF" in done.stdout or "`\\u" in done.stdout
    assert "`wecomplish check --fix` fixes" in done.stdout
    assert check(root, "--fix").exit == 0, check(root).stdout
    assert (root / OLA).read_text(encoding="utf-8") == BASE


def test_a_key_that_looks_right_is_shown_as_it_is(root: Path) -> None:
    written(root, MENDED["before-a-colon"])
    said = check(root).stdout
    assert "unknown key `languages\\u00a0`; `\\u00a0` is U+00A0 NO-BREAK SPACE, not a usual space" in said
    assert "2 | languages\\u00a0: [nb]" in said


def test_a_day_that_looks_right_is_shown_as_it_is(root: Path) -> None:
    done = play("hold", "ola-nordmann", "roles/baker", "--since", "2026-01-12\u00a0", cwd=root)
    assert done.exit == 2
    assert "`2026-01-12\\u00a0`" in done.stderr


KEPT = (
    "name: Ola\u00a0Nordmann\n",
    "name: 佐藤\u3000美咲\n",
    "title: 'Objectif\u00a0: apprendre\u00a0'\n",
    "body: |\n  \u00a0Indented on purpose\u00a0\n  next\u00a0: one\n",
    'note: "goes on\n  \u00a0here"\n',
)


@pytest.mark.parametrize("text", KEPT)
def test_a_no_break_space_in_text_stays(text: str) -> None:
    from wecomplish_cli.yamltext.spaces import usual

    reader.read(text)
    assert usual(text) == text
    assert usual(f"\ufeff{text}") == text


SPELLING = {
    "Persian": "می\u200cخواهم",
    "Bengali": "র\u200d্যাব",
    "Sinhala": "ක්\u200dරි",
    "Hindi": "क्\u200dष",
    "family": "👨\u200d👩\u200d👧",
    "skin": "👩🏽\u200d💻",
    "heart": "❤️\u200d🔥",
    "bear": "🐻\u200d❄️",
}


@pytest.mark.parametrize("language", SPELLING)
def test_joiners_that_are_spelling_are_allowed_and_shown_as_they_are(language: str, root: Path) -> None:
    word = SPELLING[language]
    assert reader.read(f"name: {word}\n") == {"name": word}
    assert visible(word) == word
    done = play("set", "person", "kari-hansen", "name", f"Kari {word}", "--today", TODAY, cwd=root)
    assert done.exit == 0, done.stderr
    assert word in play("mentorships", "kari-hansen", "--format", "md", cwd=root).stdout


REFUSED = (
    "O\u200dla",
    "\u200dمی",
    "می\u200c",
    "می\u200c خواهم",
    "می\u200c\u200cخواهم",
    "Olaمی\u200cOla",
    "👨\u200d",
    "👨\u200dx",
    "👨\u200c👩",
    "1\u200d2",
    "٠\u200d٠",
    "O\u200bla",
    "O\ufeffla",
)


@pytest.mark.parametrize("word", REFUSED)
def test_joiners_elsewhere_are_refused_and_shown_escaped(word: str) -> None:
    for text in (
        f"name: {word}\n",
        f'name: "{word}"\n',
        f'name: "{word.encode("unicode_escape").decode()}"\n',
    ):
        with pytest.raises(reader.YamlError, match="is not allowed in the data"):
            reader.read(text)
    assert "\\u" in visible(word)


@given(st.text(st.sampled_from("aمক\u200c\u200d\u200b\u00a0👨❤\ufe0f️\u064e1 "), max_size=8))
def test_what_the_reader_takes_is_shown_as_it_is_and_nothing_else(word: str) -> None:
    try:
        taken = reader.read(f"name: 'x{word}x'\n") == {"name": f"x{word}x"}
    except reader.YamlError:
        taken = False
    assert (visible(f"x{word}x") == f"x{word}x") is taken


@pytest.mark.parametrize("text", ["name: Ola\tNordmann\n", 'name: "Ola\\tNordmann"\n'])
def test_a_tab_in_a_name_is_refused(text: str, root: Path) -> None:
    written(root, BASE.replace("name: Ola Nordmann\n", text))
    done = check(root)
    assert done.exit == 1
    assert "a tab is in it; write a space" in done.stdout
