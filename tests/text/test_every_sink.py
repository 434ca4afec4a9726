"""Hostile names, notes, keys and paths through every format, taken in by what takes the format in."""

from __future__ import annotations

import csv
import json
import os
import re
from collections import Counter
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

# Comes along with check-jsonschema; its types do not.
import jsonschema  # type: ignore[import-untyped]
import pytest

from tests.conftest import TODAY, git
from tests.consumers import GITLAB, JOINER, LINKED, SARIF, commands, page
from tests.golden.stage import BAKERY, commit, play, repository
from wecomplish_cli.cli import judging, selecting
from wecomplish_cli.model.text import hidden, is_id
from wecomplish_cli.render import platforms
from wecomplish_cli.render.findings import Checked
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from pathlib import Path

    from wecomplish_cli.diagnostics import Diagnostic

HOSTILE = (
    *("::error::x", " ::error::x", "::error file=a,line=1::x", "::stop-commands::t", "::add-mask::a"),
    *("##[error]x", "a ##[add-path]/tmp", "##[set-env name=PATH]/", "###[debug]x", "a%0A::error::x"),
    *("%0D%0A::error::x", "%25250A", "a,line=1", "a:b::c", "title=x::y", "a\n::error::x", "a\r##[error]x"),
    *("@kari-hansen", "@org/team", "kari@fjord.example", "a_@kari", "#1", "org/repo#1", "GH-12", "!7", "&3"),
    *("$5", "%9", "~label", "^1", "bdc175f5bdc175f5bdc175f5bdc175f5bdc175f5", "abcdef1", "a@abcdef1"),
    *("https://evil.example", "_https://evil.example", "1ftp://evil.example", "www.evil.example"),
    *("<https://evil.example>", "[click](https://evil.example)", "![x](https://evil.example/x.png)"),
    *(
        "[click][ref]",
        "[ref]: https://evil.example",
        "[^1]",
        "[1](1)",
        "{0} {1}",
        "{{0}}",
        "${{ secrets.X }}",
    ),
    *(
        "<b>bold</b>",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<!-- wecomplish check -->",
    ),
    *("-->", "]]>", "</details>", "<details open>", "&lt;b&gt;", "&#60;b&#62;", "`code`", "```", "``` ` ```"),
    *(
        "a | b",
        "\\| b",
        "| --- |",
        "\\",
        "a\\",
        "**bold**",
        "__bold__",
        "~~gone~~",
        "# heading",
        "1. one",
        "2) two",
    ),
    *(
        "- item",
        "+ item",
        "* item",
        "> quote",
        "---",
        "===",
        "- [x] done",
        "$x^2$",
        "$$x$$",
        ":tada:",
        "    code",
    ),
    *(
        '"',
        "'",
        '\\"',
        '","x":1',
        "\\u0000",
        "</text>",
        "=1+1",
        "+1",
        "-1+1",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
    ),
    *("\x1b[31mred", "\x1b]0;title\x07", "\x9b31m", "a\x00b", "a\x08b", "‮gnp.exe", "a​b", "a﻿b"),
    *(
        "\x85x",
        "\u2028::error::x",
        "\U000e0041",
        "[red]x[/red]",
        "[/x]",
        "{% raw %}",
        "{{ 7*7 }}",
        "%s%n",
        "../../etc",
    ),
    *(
        "graph TD; a-->b",
        'a"]; click a "https://evil.example"',
        "%%{init: {}}%%",
        "x" * 3_000,
        "é" * 90,
        "👩‍👩‍👧",
    ),
)
"""What commands, markup, links, formulas and control characters look like to one consumer or another."""

FORMATS = ("text", "json", "github", "sarif", "gitlab", "md")
AS_PATH = [
    each for each in HOSTILE if len(os.fsencode(each)) < 200 and not {"/", "\0"} & {*each} and not is_id(each)
]


def test_there_are_many_and_no_two_are_the_same() -> None:
    assert len({*HOSTILE}) == len(HOSTILE) >= 60


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose branch `change` has each text as a name, title, value, key and file's name."""
    root = repository(tmp_path_factory.mktemp("sinks") / "org", BAKERY)
    git(root, "switch", "--quiet", "--create", "change")
    for number, text in enumerate(HOSTILE):
        quoted = json.dumps(text)
        for path, content in {
            f"people/n{number}.yaml": f"name: {quoted}\nleaders: [kari-hansen]\n",
            f"familiarity/n{number}.yaml": "roles/baker/bake-rye:\n  level: aware\n  updated: 2026-05-30\n",
            f"people/v{number}.yaml": f"name: V\nstatus: {quoted}\n",
            f"teams/k{number}.yaml": f"name: K\n{quoted}: x\n",
            f"teams/r{number}.yaml": f"name: R\nlead: {quoted}\n",
            f"skillsets/t{number}.yaml": f"name: T\nskills:\n  do-it:\n    title: {quoted}\n",
            f"familiarity/k{number}.yaml": f"{quoted}:\n  level: aware\n  updated: 2026-05-30\n",
        }.items():
            (root / path).write_text(content, encoding="utf-8")
    for text in AS_PATH:
        (root / "teams" / f"{text}.yaml").write_text("name: A\n", encoding="utf-8")
    (root / "people" / "many.yaml").write_text("name: M\nlanguages: [nb, nb]\n", encoding="utf-8")
    commit(root)
    return root


@pytest.fixture(scope="module", params=["all", "change"])
def said(request: pytest.FixtureRequest, root: Path) -> dict[str, str]:
    """What each format says, of all there is and of the change."""
    words = ["--base", "main"] if request.param == "change" else []
    done = {each: play("check", *words, "--format", each, "--today", TODAY, cwd=root) for each in FORMATS}
    assert {(each.exit, each.stderr) for each in done.values()} == {(1, "")}
    return {form: each.stdout for form, each in done.items()}


@pytest.fixture
def findings(said: dict[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(said["json"])["findings"]
    assert len(found) > len(HOSTILE) * 3
    return found


@cache
def all_found(root: Path) -> list[Diagnostic]:
    return judging.folder(root, TODAY).found


def said_of(form: str, paths: tuple[str, ...], root: Path, anew: bool) -> str:
    """What a format says of some files, with or without checking all of it anew."""
    if anew:
        return play("check", "--format", form, *paths, "--today", TODAY, cwd=root).stdout
    below = selecting.by_path([*paths])
    checked = Checked([each for each in all_found(root) if below(each)], len(paths), 0.0)
    return {"github": platforms.github, "md": platforms.markdown}[form](checked)


def shown(text: str) -> str:
    return visible(text).replace(JOINER, "")


def message(finding: dict[str, Any]) -> str:
    hint = f"; {finding['hint']}" if finding["hint"] else ""
    return shown(finding["message"] + hint)


def bare(text: str) -> str:
    """A text as it is read: the joiner is there for machines."""
    return text.replace(JOINER, "")


def test_data_holds_every_name_as_it_is(findings: list[dict[str, Any]], said: dict[str, str]) -> None:
    assert {each["path"] for each in findings} >= {f"teams/{text}.yaml" for text in AS_PATH}
    assert said["json"].isascii()


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_writes_to_a_terminal_in_its_name(form: str, said: dict[str, str]) -> None:
    assert re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\ufeff]", said[form]) == []
    # Joiners stand only where they are spelling, as in the family of the names above.
    assert hidden().findall(bare(said[form])) == []


@pytest.mark.parametrize("form", [each for each in FORMATS if each != "github"])
def test_no_other_format_commands_a_runner(form: str, said: dict[str, str]) -> None:
    assert commands(said[form]) == []


def test_a_runner_carries_out_annotations_and_nothing_else(
    findings: list[dict[str, Any]], said: dict[str, str]
) -> None:
    found = commands(said["github"])
    assert Counter(each.name for each in found) == {"error": 10, "warning": 10}
    known = {(shown(each["path"]), f"{each['line']}", message(each)) for each in findings}
    for each in found:
        assert set(each.properties) == {"file", "line", "col", "endColumn", "title"}
        assert (bare(each.properties["file"]), each.properties["line"], bare(each.data)) in known
    beside = sum(each in said["github"] for each in ("Only the data", "cannot be read, so what depends"))
    assert len(said["github"].splitlines()) == 20 + len(["more", "summary"]) + beside


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_alone_is_one_annotation(text: str, root: Path, thorough: bool) -> None:
    number = HOSTILE.index(text)
    found = commands(said_of("github", (f"people/v{number}.yaml", f"teams/k{number}.yaml"), root, thorough))
    assert [each.properties["file"] for each in found] == [f"people/v{number}.yaml", f"teams/k{number}.yaml"]
    assert [each.name for each in found] == ["error", "error"]


def test_sarif_is_valid_and_says_the_same(findings: list[dict[str, Any]], said: dict[str, str]) -> None:
    document = json.loads(said["sarif"])
    jsonschema.Draft202012Validator(SARIF).validate(document)
    (run,) = document["runs"]
    assert len(run["results"]) == len(findings)
    rules = run["tool"]["driver"]["rules"]
    for result, finding in zip(run["results"], findings, strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert unquote_to_bytes(place["artifactLocation"]["uri"]) == os.fsencode(finding["path"])
        assert place["region"]["startLine"] == finding["line"]
        assert bare(result["message"]["text"]) == message(finding)
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding["code"]
        assert not re.search(r"\]\(|\{\d", result["message"]["text"])
        assert ("baselineState" in result) == (finding["standing"] is not None)


def test_gitlab_takes_the_report(findings: list[dict[str, Any]], said: dict[str, str]) -> None:
    document = json.loads(said["gitlab"])
    jsonschema.Draft202012Validator(GITLAB).validate(document)
    assert [bare(each["description"]) for each in document] == [message(each) for each in findings]
    assert len({each["fingerprint"] for each in document}) == len(document)


def test_markdown_is_a_table_of_plain_text(findings: list[dict[str, Any]], said: dict[str, str]) -> None:
    assert len(said["md"].encode()) < 65_536
    made = page(said["md"])
    assert made.elements == {"h3", "table", "thead", "tbody", "tr", "th", "td", "p"}
    assert (made.attributes, made.comments) == (set(), [" wecomplish check "])
    head, *rows = made.rows
    assert head == ["severity", "where", "what"]
    assert {len(row) for row in rows} == {3}
    known = {
        (
            f"{shown(each['path'])}:{each['line']}:{each['column']}",
            f"{each['code']} {each['rule']}: {message(each)}",
        )
        for each in findings
    }
    for _, where, what in rows:
        assert (bare(where), bare(what)) in known
    assert [each for each in made.texts if LINKED.search(each)] == []
    assert f"{len(findings) - len(rows)} more findings; " in "".join(made.texts)


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_alone_is_plain_in_markdown(text: str, root: Path, thorough: bool) -> None:
    number = HOSTILE.index(text)
    paths = (f"people/v{number}.yaml", f"teams/k{number}.yaml", f"familiarity/n{number}.yaml")
    made = page(said_of("md", paths, root, thorough))
    assert made.elements <= {"h3", "table", "thead", "tbody", "tr", "th", "td", "p"}
    assert (made.attributes, made.comments) == (set(), [" wecomplish check "])
    assert [each for each in made.texts if LINKED.search(each)] == []


def test_a_list_of_people_is_plain_in_every_format(root: Path) -> None:
    said = {
        form: play("team", "kari-hansen", "--format", form, "--today", TODAY, cwd=root)
        for form in ("json", "csv", "md", "plain")
    }
    assert {each.exit for each in said.values()} == {0}
    names = {each for each in HOSTILE if f'"{each}"' in said["json"].stdout}
    assert len(names) > 40
    for row in csv.reader(StringIO(said["csv"].stdout)):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]
    made = page(said["md"].stdout)
    assert made.elements <= {"h1", "h2", "h3", "table", "thead", "tbody", "tr", "th", "td", "p", "code"}
    assert (made.attributes, made.comments) == (set(), [])
    assert [each for each in made.texts if LINKED.search(each)] == []
    assert commands(said["plain"].stdout) == []
