"""The page of a report: nothing in the data becomes markup, and it needs nothing from outside."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY, Run
from tests.golden.stage import SMALL, repository
from wecomplish_cli.render.blocks import Bar, Column, Command, Heading, Sentence, Table, id_column
from wecomplish_cli.render.document import as_html
from wecomplish_cli.render.html import filled

if TYPE_CHECKING:
    from pathlib import Path

    from wecomplish_cli.render.blocks import Block, Cell

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} {% raw %}",
    "' onmouseover='alert(1)",
    "&lt;b&gt; &amp; </td></table>",
    "Ås 🛟 ]]> -->",
)
WRITTEN = {
    *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "span", "code"),
    *("details", "summary", "div", "table", "thead", "tbody", "tr", "th", "td"),
}
"""Every kind of element that a page has."""


class Page(HTMLParser):
    """What a browser makes of a page: its elements with their attributes, and the text in each kind."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.setdefault(self._open[-1], []).append(data)


def page_of(*blocks: Block) -> Page:
    return Page(as_html(blocks))


def table(*cells: Cell, **column: bool) -> Table:
    return Table("section", tuple(Column(f"c{n}", f"C{n}", **column) for n in range(len(cells))), (cells,))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text_wherever_it_stands(text: str) -> None:
    page = page_of(
        Heading(text, 1),
        Heading(text),
        Sentence(text),
        Sentence(text, good=True),
        Sentence(text, indent=2),
        Command(text),
        Table(text, (Column("a", text), Column("b", "B")), ((text, text),)),
    )
    assert {tag for tag, _ in page.elements} <= WRITTEN
    assert {name for _, attributes in page.elements for name in attributes} <= {
        *(
            "lang",
            "charset",
            "name",
            "content",
            "http-equiv",
            "class",
            "role",
            "tabindex",
            "aria-label",
            "scope",
        )
    }
    for kind in ("title", "h1", "h2", "code", "td"):
        assert page.texts[kind] == [text]
    assert page.texts["p"] == [text, text, text]
    assert page.texts["th"] == [text, "B", text]


def test_control_characters_are_shown_escaped() -> None:
    assert page_of(Heading("a\x1b[31m\u202eb", 1)).texts["h1"] == ["a\\x1b[31m\\u202eb"]


def test_a_page_of_the_command_holds_hostile_names_as_text(tmp_path: Path, run_quickly: Run) -> None:
    root = repository(tmp_path / "org", SMALL)
    ola = root / "people" / "ola-nordmann.yaml"
    name = "<script>alert('Ola')</script>"
    ola.write_text(ola.read_text(encoding="utf-8").replace("Ola Nordmann", name), encoding="utf-8")
    assert name in ola.read_text(encoding="utf-8")
    done = run_quickly("report", "mentorships", "--format", "html", "--today", TODAY, cwd=root)
    assert (done.stderr, done.exit) == ("", 0)
    page = Page(done.stdout)
    assert {tag for tag, _ in page.elements} <= WRITTEN
    assert name in page.texts["th"]


def test_a_page_needs_nothing_from_outside_and_runs_nothing() -> None:
    text = as_html([Heading("Å", 1), table("a", 1.0)])
    assert text.isascii()
    assert "url(" not in text
    assert "@import" not in text
    policy = next(a["content"] for _, a in Page(text).elements if a.get("http-equiv"))
    wanted = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    assert policy == wanted


def test_tables_can_be_read_aloud() -> None:
    page = page_of(Heading("Load", 1), table("Ola", 3, Bar(1, 2)))
    scopes = [attributes.get("scope") for tag, attributes in page.elements if tag == "th"]
    assert scopes == ["col", "col", "col", "row"]
    region = next(attributes for tag, attributes in page.elements if tag == "div")
    assert (region["role"], region["aria-label"]) == ("region", "Load")
    assert page.elements[0] == ("html", {"lang": "en"})


def test_a_row_is_named_by_what_is_never_left_out() -> None:
    columns = (Column("id", "id", unbroken=True, dispensable=True), Column("name", "name"))
    page = page_of(Heading("People", 1), Table("people", columns, (("ola", "Ola Nordmann"),)))
    assert page.texts["th"] == ["id", "name", "Ola Nordmann"]
    assert page.texts["td"] == ["ola"]


def test_a_command_stands_under_what_says_where_it_is_typed() -> None:
    page = page_of(Heading("H", 1), Command("wecomplish check"))
    assert page.texts["summary"] == ["On the command line"]
    assert page.texts["code"] == ["wecomplish check"]


def test_ids_stand_after_names() -> None:
    columns = (id_column("id"), Column("name", "name"), Column("days", "days"))
    page = page_of(Heading("People", 1), Table("people", columns, (("ola", "Ola Nordmann", 3),)))
    assert page.texts["th"] == ["name", "days", "id", "Ola Nordmann"]


def test_no_header_of_a_table_is_empty() -> None:
    columns = (Column("name", "name", grouped=True), Column("sign", ""), Column("days", "days"))
    rows = (("Ola", "◉", 3), ("Ola", "◉", 4))
    page = page_of(Heading("People", 1), Table("people", columns, rows))
    assert page.texts["th"] == ["name", "days", "Ola"]
    assert sum(tag == "th" for tag, _ in page.elements) == 3


def test_what_is_only_data_is_left_out() -> None:
    left_out = Table("s", (Column("a", "A"),), (("x",),), only_data=True)
    assert page_of(Heading("H", 1), left_out).elements[-1][0] == "h1"


@pytest.mark.parametrize(
    ("cell", "percent"),
    [
        (Bar(0, 3), 0),
        (Bar(1, 3), 33),
        (Bar(3, 3), 100),
        (Bar(4, 3), 100),
        (Bar(0, 0), 0),
        (Bar(1, 0), 100),
        (0.0, 0),
        (66.7, 67),
        (120.0, 100),
        (-3.0, 0),
        (3, None),
        ("50 %", None),
        (None, None),
    ],
)
def test_a_bar_is_filled_as_far_as_its_share(cell: Cell, percent: int | None) -> None:
    assert filled(cell) == percent
    widths = [a["style"] for _, a in page_of(Heading("H", 1), table("x", cell)).elements if "style" in a]
    assert widths == ([] if percent is None else [f"width: {percent}%"])
