"""Texts put into the data by mistake or on purpose: each is a finding, none a crash or a wait."""

from __future__ import annotations

import json
import time
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.hostile_texts import HARMLESS, HOSTILE, Hostile
from wecomplish_cli.checking import check
from wecomplish_cli.dataset import store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run
    from wecomplish_cli.diagnostics import Diagnostic

TODAY = date(2026, 6, 1)
MOST_SECONDS = 2.0


def organisation(folder: Path, texts: dict[str, bytes]) -> Path:
    """Write a small dataset whose people are two in good order and those given."""
    people = {"kari": b"name: Kari\n", "per": b"name: Per\n"} | texts
    (folder / "people").mkdir()
    (folder / "wecomplish.yaml").write_bytes(b"format: 1\norganization: Fjord\nadministrators: [kari]\n")
    for person, text in people.items():
        (folder / "people" / f"{person}.yaml").write_bytes(text)
    return folder


def findings(folder: Path) -> list[Diagnostic]:
    return check.check(store.load(folder), TODAY)


def is_within(text: bytes, line: int, column: int) -> bool:
    """Whether a place is in a text; just behind the end of a line is."""
    lines = text.decode("utf-8", "replace").split("\n")
    return 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1


def as_ids(each: Hostile) -> str:
    return each.name


def test_there_are_many_texts_and_no_two_share_a_name() -> None:
    assert len({each.name for each in HOSTILE}) == len(HOSTILE) > 400


@pytest.fixture(scope="module")
def all_at_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = {each.name: each.text for each in HOSTILE}
    return organisation(tmp_path_factory.mktemp("hostile"), texts)


@pytest.fixture
def many_at_once(tmp_path: Path, thorough: bool) -> Path:
    return organisation(tmp_path, {each.name: each.text for each in HOSTILE[:: 1 if thorough else 6]})


def test_check_finds_every_text_at_once(all_at_once: Path, run: Run) -> None:
    done = run("check", "--format", "json", "--today", str(TODAY), cwd=all_at_once)
    assert (done.exit, done.stderr) == (1, "")
    found: dict[str, list[dict[str, Any]]] = {}
    for finding in json.loads(done.stdout)["findings"]:
        found.setdefault(finding["path"], []).append(finding)
    missed = [
        each.name
        for each in HOSTILE
        if each.rule not in {finding["rule"] for finding in found.get(f"people/{each.name}.yaml", ())}
    ]
    assert missed == []
    misplaced = [
        (each.name, finding["line"], finding["column"])
        for each in HOSTILE
        for finding in found[f"people/{each.name}.yaml"]
        if not is_within(each.text, finding["line"], finding["column"])
    ]
    assert misplaced == []


def test_check_finds_nothing_in_the_files_beside_them(many_at_once: Path, run: Run) -> None:
    done = run("check", "people/kari.yaml", "people/per.yaml", "wecomplish.yaml", cwd=many_at_once)
    assert (done.exit, done.stderr) == (0, "")
    assert "no findings" in done.stdout


def test_check_shows_every_text_without_writing_to_the_terminal_in_its_name(
    many_at_once: Path, run: Run
) -> None:
    done = run("check", cwd=many_at_once)
    assert (done.exit, done.stderr) == (1, "")
    shown_raw = {c for c in done.stdout if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    assert shown_raw <= {"\n"}


@pytest.mark.sampled(5)
@pytest.mark.parametrize("each", HOSTILE, ids=as_ids)
def test_a_text_alone_is_found_in_its_place_and_in_time(each: Hostile, tmp_path: Path) -> None:
    folder = organisation(tmp_path, {each.name: each.text})
    started = time.process_time()
    found = findings(folder)
    seconds = time.process_time() - started
    assert {finding.path for finding in found} == {f"people/{each.name}.yaml"}
    assert each.rule in {finding.rule for finding in found}
    assert all(is_within(each.text, finding.place.line, finding.place.column) for finding in found)
    assert all(finding.place.end_column > finding.place.column for finding in found)
    assert seconds < MOST_SECONDS


def test_fifty_broken_files_are_fifty_files_with_findings(tmp_path: Path) -> None:
    broken = HOSTILE[:: len(HOSTILE) // 50][:50]
    folder = organisation(tmp_path, {each.name: each.text for each in broken})
    assert len({finding.path for finding in findings(folder)}) == 50


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_a_text_that_only_looks_refused_is_accepted(text: str, tmp_path: Path) -> None:
    folder = organisation(tmp_path, {"ola": text.encode()})
    assert [each.rule for each in findings(folder) if each.rule != "crlf-line-ends"] == []


def test_a_duplicate_key_names_both_lines(tmp_path: Path) -> None:
    folder = organisation(tmp_path, {"ola": b'name: Ola\n\n# again\n"n\\x61me": Kari\n'})
    (found,) = findings(folder)
    assert (found.place.line, found.place.column, found.place.end_column) == (4, 1, 10)
    assert [(each.place.line, each.place.column) for each in found.related] == [(1, 1)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (b"name: \xc3\x85se\nstatus: \xc5\n", 2, 9),
        (b"name: Ola\nstatus: active\xff", 2, 15),
        ("name: Ola\nleaders: [å\u202e]\n".encode(), 2, 12),
        (b"name: Ola\nleaders: [kari, &k per]\n", 2, 17),
        (b"name: Ola\r\nleaders: [kari, !k per]\r\n", 2, 17),
        (b"name: Ola\naccounts:\n    \tgithub: {}\n", 3, 5),
        (b"name: Ola\naccounts: {a: {b: {<<: {}}}}\n", 2, 20),
        (b"# x\n\n%YAML 1.1\n---\nname: Ola\n", 3, 1),
        (b"name: Ola\n\n---\n", 3, 1),
        (b"name: Ola\n\n>>>>>>> theirs\n", 3, 1),
        (b"name: Ola\naccounts:\n  {\n    ?x: y\n  }\n", 4, 5),
        (b"name: Ola\nmentoring:\n  open: yes\n", 3, 9),
        (b"name: Ola\nmentoring:\n  opne: true\n", 3, 3),
        (b"name: Ola\nassignments:\n  roles/pilot:\n    until: 2026-01-01\n", 3, 3),
    ],
)
def test_a_finding_points_at_the_very_character(text: bytes, line: int, column: int, tmp_path: Path) -> None:
    folder = organisation(tmp_path, {"ola": text})
    assert (line, column) in {(found.place.line, found.place.column) for found in findings(folder)}
