"""Tables on terminals of every width: what has no room is named, and a wider one never shows less."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import EXAMPLE, TODAY
from tests.golden.stage import play, repository
from wecomplish_cli.render.blocks import Bar, Column, Table, for_people, shown
from wecomplish_cli.render.terminal import rendered
from wecomplish_cli.render.widths import fitted

if TYPE_CHECKING:
    from pathlib import Path

    from wecomplish_cli.render.blocks import Cell

WIDTHS = (40, 80, 100, 120, 160)
READING = (
    "report mentorships",
    "report familiarity",
    "report familiarity --team engineering",
    "report unclear",
    "report help",
    "mentorships per-olsen",
    "training ola-nordmann",
    "support ola-nordmann",
    "team kari-hansen",
    "history ola-nordmann",
    "list",
    *(f"list {kind}" for kind in ("people", "mentorships", "roles", "skillsets", "expectations", "teams")),
    *("list programs", "list insights"),
    "show per-olsen",
    "show platform",
    "show roles/platform-engineer",
    "show mentorships/ola-nordmann/roles/platform-engineer",
    "show insights/telling-flaky-from-broken",
    *(f"report {of}" for of in ("gaps", "progress", "network", "thanks", "programme platform-2026")),
    *("portrait per-olsen", "agenda ola-nordmann platform-engineer", "calendar per-olsen"),
    *(
        "suggest aino-korhonen platform-engineer",
        "goal list ola-nordmann",
        "programme calibrate leading-2026",
    ),
    "doctor",
    "",
)
"""What answers with tables, on the example organisation."""
EMPTY = """\
format: 1
organization: Nowhere
administrators: [kari-hansen]
"""
ALONE = "name: Kari Hansen\nemail: kari@fjord.example\n"

words = st.sampled_from(("a", "of", "Åse", "佐藤 美咲", "🛟", "pipelines", "roles/platform-engineer"))
text = st.lists(words, max_size=9).map(" ".join)
cells: st.SearchStrategy[Cell] = st.one_of(
    text,
    st.none(),
    st.integers(0, 9999),
    st.floats(0, 100),
    st.builds(Bar, st.integers(0, 9), st.integers(0, 9)),
    st.just(date(2026, 6, 1)),
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    kinds = draw(
        st.lists(st.sampled_from(("text", "id", "extra", "unbroken", "share")), min_size=1, max_size=7)
    )
    columns = tuple(
        Column(
            f"c{number}",
            f"the column {number}"[-draw(st.integers(1, 12)) :].strip(),
            unbroken=kind in ("id", "unbroken", "share"),
            dispensable=kind in ("id", "extra"),
            is_id=kind == "id",
            bar=kind == "share",
        )
        for number, kind in enumerate(kinds)
    )
    of = {"id": st.sampled_from(("per", "malgorzata-dabrowska")), "share": st.floats(0, 100), "text": text}
    row = st.tuples(*(of.get(kind, cells) for kind in kinds))
    return Table("t", columns, tuple(draw(st.lists(row, min_size=1, max_size=4))))


@settings(deadline=None)
@given(tables(), st.sampled_from([*range(20, 200, 7)]))
def test_what_a_table_has_is_shown_or_named(table: Table, width: int) -> None:
    said = re.sub(r"[─\s]", "", rendered([table], width, colour=False))
    read = for_people(table)
    left_out = fitted(read, width).left_out
    for index, column in enumerate(read.columns):
        assert all(word in said for word in column.title.split())
        if column.title not in left_out:
            for row in read.rows:
                # A cell that is broken lies between others, but no sign of it is missing.
                assert all(said.count(sign) for sign in re.sub(r"\s", "", shown(row[index])))
    if left_out:
        assert "Notshownatthiswidth:" in said


@settings(deadline=None)
@given(tables())
def test_a_wider_table_never_shows_less(table: Table) -> None:
    table = for_people(table)
    columns, lines = tuple[str, ...](), 10**9
    for width in range(20, 220, 3):
        found = fitted(table, width)
        now = tuple(column.key for column in found.sheet.table.columns)
        # Stacked, every cell has lines of its own.
        height = found.sheet.lines(found.widths) if found.widths else 10**9
        assert set(now) >= set(columns)
        assert now != columns or height <= lines
        columns, lines = now, height


def test_ids_go_before_anything_else() -> None:
    columns = (
        Column("person", "id", unbroken=True, dispensable=True, is_id=True),
        Column("name", "name"),
        Column("until", "until", unbroken=True, dispensable=True),
    )
    table = Table("t", columns, (("malgorzata-dabrowska", "Małgorzata Dąbrowska", date(2026, 9, 1)),))
    assert [fitted(table, width).left_out for width in (58, 57, 35, 34)] == [
        (),
        ("id",),
        ("id",),
        ("id", "until"),
    ]


@pytest.fixture(scope="module")
def org(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("example") / "org", EXAMPLE)


def answer(line: str, root: Path, width: int) -> str:
    env = {"COLUMNS": str(width), "WECOMPLISH_TODAY": TODAY}
    form = () if line == "doctor" else ("--format", "table")
    done = play(*line.split(), *form, cwd=root, env=env)
    assert done.exit in (0, 1), done.stderr
    return done.stdout


@pytest.mark.sampled(13)
@pytest.mark.parametrize("line", READING)
def test_no_answer_loses_a_word_without_a_sign(line: str, org: Path, thorough: bool) -> None:
    whole = answer(line, org, 1000)
    lines = 10**9
    for width in WIDTHS[:: 1 if thorough else 4]:
        said = answer(line, org, width)
        body, _, left_out = said.partition("\nNot shown at this width:")
        gone = {word for word in re.findall(r"\w{2,}", whole) if word not in re.sub(r"[─\s]", "", body)}
        assert not gone or left_out or "…" in body, (width, gone)
        assert len(body.rstrip().splitlines()) <= lines or "…" in body
        lines = len(body.rstrip().splitlines())
    assert "Not shown" not in whole


@pytest.mark.sampled(5)
@pytest.mark.parametrize("line", READING[:5])
def test_the_target_and_the_names_are_never_left_out(line: str, org: Path, thorough: bool) -> None:
    for width in WIDTHS[:: 1 if thorough else 4]:
        left_out = answer(line, org, width).partition("\nNot shown at this width:")[2]
        for column in (
            "name",
            "expectation",
            "competence",
            "to be",
            "level",
            "mentee",
            "could be mentored by",
        ):
            assert not re.search(rf"[:,]\s{column}[,.]", left_out)


@pytest.fixture(scope="module", params=["nobody", "one person"])
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An organisation in which there is next to nothing yet."""
    source = tmp_path_factory.mktemp("small") / "org"
    (source / "people").mkdir(parents=True)
    (source / "wecomplish.yaml").write_text(EMPTY, encoding="utf-8")
    if request.param == "one person":
        (source / "people" / "kari-hansen.yaml").write_text(ALONE, encoding="utf-8")
    return repository(tmp_path_factory.mktemp("repository") / "org", source)


NEXT_TO_NOTHING = (
    *("", "report mentorships", "report familiarity", "report unclear", "report help", "insight list"),
    *("mentorships", "training", "support", "team", "history", "check", "doctor", "explain", "codeowners"),
    *("list", "list people", "show kari", "list mentorships", "suggest me", "help", "submit --dry-run"),
    *("diff", "digest", "refresh", "notify", "add team Baking", "add person Bo", "request-help me baking"),
    *("assign me baking", "accept", "review", "undo", "insight show rye", "retire baking", "hold me baking"),
)


@pytest.mark.sampled(7)
@pytest.mark.parametrize("line", NEXT_TO_NOTHING)
def test_next_to_nothing_is_told_in_every_width(line: str, small: Path) -> None:
    for width in WIDTHS:
        env = {"COLUMNS": str(width), "WECOMPLISH_TODAY": TODAY}
        done = play(*line.split(), cwd=small, env=env)
        said = done.stdout + done.stderr
        assert done.exit in (0, 1, 2, 3, 4), said
        assert "Traceback" not in said
        assert not re.search(
            r"\\u[0-9a-f]{4}|\b1 (people|files|days|expectations|mentorships)\b|nobody people", said
        )
