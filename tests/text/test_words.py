"""One word for one thing: what people read uses the words of the glossary, and none of those it replaces."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import REPOSITORY
from tests.golden.stage import play
from wecomplish_cli.cli import topics
from wecomplish_cli.notify.messages import GUIDE
from wecomplish_cli.text.catalogue import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = REPOSITORY / "src" / "wecomplish_cli"
GLOSSARY = (REPOSITORY / "docs" / "glossary.md").read_text(encoding="utf-8")
INSTEAD = [
    each.strip()
    for row in re.findall(r"^\| (?!word|---).*\| ([^|]*)\|$", GLOSSARY, re.MULTILINE)
    for each in row.split(",")
    if each.strip()
]
"""Words of which the glossary has a better one."""
NOT_IN_MESSAGES = (
    *(rf"\b{re.escape(word)}s?\b" for word in INSTEAD),
    r"\bprograms?\b(?!s? on)",
    r"\bcapacit(y|ies)\b",
    r"\bload\b",
    r"\bcompetency\b",
)
SOFTWARE = re.compile(r"(other|platform's own|git's|another|for|runs?) programs?\b")
"""A program that a computer runs is spelt so."""
KEYS = re.compile(
    r"`[^`]*`|\{[^}]*\}|https?://\S+|--?[a-z][a-z-]+|[\w-]+/[\w/<>|.-]*|over-capacity|load_gini|schema=\S+"
)
PACKAGES = ("actions", "checking", "cli", "derive", "dataset", "notify", "reports", "render", "rules")
PROGRAMMERS = re.compile(r"^(cli/(registry|completion|command|batch|topics)|dataset/journal|notify/delivery)")
HELP = ("cli/commands", "rules", "model")
"""Where docstrings are shown to users too."""


@cache
def shown() -> list[tuple[str, str]]:
    """Every sentence in the source that may be shown, with where it is."""
    return [*_shown()]


def _shown() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        inside = path.relative_to(SOURCE).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documented = [*map(id, docstrings(tree))]
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value.strip():
                is_shown = id(node) not in documented if not inside.startswith(HELP) else True
                if is_shown and inside.split("/")[0] in (*PACKAGES, "model"):
                    yield f"{inside}:{node.lineno}", node.value
    for path in sorted((SOURCE / "text" / "catalogues" / "en").glob("*.toml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.name}:{number}", line.partition(" = ")[2]


def column_titles() -> Iterator[tuple[str, str]]:
    """Every title of a column that is written out, with where it is."""
    for path in sorted((SOURCE / "render").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Column":
                title = node.args[1]
                if isinstance(title, ast.Constant):
                    yield f"{path.name}:{node.lineno}", str(title.value)


def docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def test_no_message_says_what_the_glossary_has_another_word_for() -> None:
    found = []
    any_of = re.compile("|".join(f"(?:{word})" for word in NOT_IN_MESSAGES), re.IGNORECASE)
    for place, text in shown():
        plain = SOFTWARE.sub("", KEYS.sub("", text))
        words = [match[0] for match in any_of.finditer(plain)]
        if words:
            found.append((place, words, " ".join(text.split())[:100]))
    assert found == []


def test_what_is_typed_is_called_a_competence_and_never_an_assignment() -> None:
    """An assignment is one person's; what a command is given is the role or skillset, whoever holds it."""
    typed = re.compile(r"\bASSIGNMENT\b|[Rr]oles? held|[Ss]killsets? held")
    pages = [*(REPOSITORY / "docs" / "commands").glob("*.md"), *(SOURCE / "cli").rglob("*.txt")]
    said = [(path.name, path.read_text(encoding="utf-8")) for path in pages]
    found = [place for place, text in [*said, *shown()] if typed.search(KEYS.sub("", text))]
    assert found == []


def test_every_column_is_headed_in_lower_case() -> None:
    titles = dict(column_titles())
    assert len(titles) > 100
    assert [each for each in titles.items() if each[1][0].isupper() and each[1] != "Gini"] == []


def test_sentences_say_days_in_words() -> None:
    said = re.compile(r"\b(on|since|until|by|of|planned end,) [0-9]{4}-[0-9]{2}-[0-9]{2}\b")
    found = [
        f"{path.parent.parent.name}/{path.parent.name}: {line}"
        for path in sorted((REPOSITORY / "tests" / "golden").glob("*/*/stdout"))
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if said.search(line)
    ]
    assert found == []


def test_the_glossary_has_a_dozen_words_each_explained() -> None:
    assert 12 <= len(topics.words()) <= 18
    for word, meaning in topics.words().items():
        done = play("explain", word, cwd=REPOSITORY)
        assert done.stdout == f"{word}\n\n{meaning}\n"
        assert meaning.endswith(".")


@pytest.mark.parametrize("topic", topics.PAGES)
def test_every_topic_is_a_page_that_links_to_none_that_is_not_there(topic: str) -> None:
    done = play("explain", topic, cwd=REPOSITORY)
    assert done.exit == 0
    assert done.stdout.startswith("# ")
    assert not re.search(r"\]\([^)]*\.md", done.stdout)


def parts(page: str) -> list[str]:
    """How a page is built: headings, points and paragraphs, and the commands in them."""
    return re.findall(r"^#+ |^- |\n\n(?=\w)|`wecomplish [^`]+`", page, re.MULTILINE)


@pytest.mark.parametrize("language", languages())
def test_the_mentoring_guide_says_the_same_in_every_language(language: str) -> None:
    done = play("explain", "mentoring", "--lang", language, cwd=REPOSITORY)
    english = play("explain", "mentoring", cwd=REPOSITORY).stdout
    text, _, others = done.stdout.rstrip().rpartition("\n\n")
    assert parts(text) == parts(english.rstrip().rpartition("\n\n")[0])
    assert {*re.findall(r"--lang (\w+)", others)} == {*languages()} - {language, "en"}
    address = GUIDE.format("" if language == "en" else f"-{language}")
    assert (REPOSITORY / address.partition("/main/")[2]).is_file()
    assert (done.stdout == english) is (language == "en")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("why", "--lang", "pl"), "only `mentoring` is in several languages"),
        (("mentoring", "--lang", "ja"), "there is no translation into `ja`"),
    ],
)
def test_a_page_that_is_not_in_a_language_is_refused(words: tuple[str, ...], said: str) -> None:
    done = play("explain", *words, cwd=REPOSITORY)
    assert (done.exit, done.stdout) == (2, "")
    assert said in done.stderr


def test_no_message_points_to_a_file_that_only_a_clone_has() -> None:
    pointing = [(place, text) for place, text in shown() if re.search(r"(?<!/)docs/\w+\.md", text)]
    assert pointing == []


def test_the_pages_are_part_of_what_is_installed() -> None:
    project = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    assert '"docs" = "wecomplish_cli/docs"' in project
    assert all((Path(REPOSITORY) / "docs" / name).is_file() for name, _ in topics.PAGES.values())
