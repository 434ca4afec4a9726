"""The page of a report: nothing in the data becomes markup, and it needs nothing from outside."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import date
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from tests.conftest import EXAMPLE, TODAY, Run
from tests.golden.stage import SMALL, copied, play, repository
from wecomplish_cli.dataset import store
from wecomplish_cli.derive.view import View
from wecomplish_cli.render.blocks import Bar, Column, Command, Heading, Sentence, Table, id_column
from wecomplish_cli.render.site.acts import Acts
from wecomplish_cli.render.site.around import Around
from wecomplish_cli.render.site.page import words_of
from wecomplish_cli.render.site.report import as_html

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
    *("html", "head", "meta", "title", "style", "body", "header", "main", "h1", "h2", "p", "b", "bdi"),
    *("details", "summary", "code", "pre", "div", "a", "table", "thead", "tbody", "tr", "th", "td", "time"),
    *("svg", "rect", "span"),
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


@cache
def around(org: Path = EXAMPLE, *pages: str) -> Around:
    dataset = store.load(org)
    view = View(dataset.org, date.fromisoformat(TODAY))
    return Around(view, Acts(dataset, view, words_of("en")), None, "../", frozenset(pages))


def page_of(*blocks: Block, pages: tuple[str, ...] = ()) -> Page:
    return Page(as_html(blocks, around(EXAMPLE, *pages)))


def table(*cells: Cell) -> Table:
    return Table("section", tuple(Column(f"c{n}", f"C{n}") for n in range(len(cells))), (cells,))


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
            "href",
        )
    }
    for kind in ("title", "h1", "h2", "code", "td"):
        assert page.texts[kind] == [text]
    assert page.texts["p"] == [text, text]
    assert text in page.texts["b"]
    assert page.texts["th"] == [text, "B", text]
    assert "<" not in "".join(page.texts["style"])


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
    assert name in page.texts["bdi"]


def test_a_page_needs_nothing_from_outside_and_runs_nothing() -> None:
    text = as_html([Heading("Å", 1), table("a", 1.0)], around())
    assert text.isascii()
    assert "url(" not in text
    assert "@import" not in text
    page = Page(text)
    policy = next(a["content"] for _, a in page.elements if a.get("http-equiv"))
    digest = b64encode(sha256("".join(page.texts["style"]).encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


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
    ("cell", "widths"),
    [
        (Bar(0, 3), ["0%"]),
        (Bar(1, 3), ["33.3%"]),
        (Bar(3, 3), ["100%"]),
        (Bar(4, 3), ["100%"]),
        (Bar(0, 0), ["0%"]),
        (Bar(1, 0), ["100%"]),
        (0.0, ["0%"]),
        (66.7, ["67%"]),
        (120.0, ["100%"]),
        (-3.0, ["0%"]),
        (3, []),
        ("50 %", []),
        (None, []),
    ],
)
def test_a_bar_is_filled_as_far_as_its_share(cell: Cell, widths: list[str]) -> None:
    page = page_of(Heading("H", 1), table("x", cell))
    assert [attributes["width"] for tag, attributes in page.elements if tag == "rect"] == widths


COLUMNS = (
    id_column("person"),
    Column("name", "name", of="person"),
    Column("ids", "ids", only_data=True),
    Column("all", "all", of="ids"),
)
ROWS = (
    ("per-olsen", "Per Olsen", "roles/a skillsets/b", "A, B"),
    ("nobody", "No, body", "x y", "One, two, three"),
)
NAMED = Table("people", COLUMNS, ROWS)


def test_names_are_links_where_the_site_has_a_page() -> None:
    pages = ("index.html", "people/per-olsen.html", "competences/roles-a.html", "people/x.html")
    found = page_of(Heading("People", 1), NAMED, pages=pages)
    links = [attributes["href"] for tag, attributes in found.elements if tag == "a"]
    assert links == ["../index.html", "../people/per-olsen.html", "../competences/roles-a.html"]
    assert found.texts["bdi"] == ["Per Olsen", "A", "B", "No, body"]
    assert "One, two, three" in found.texts["td"]
    assert not [tag for tag, _ in page_of(Heading("People", 1), NAMED).elements if tag == "a"]


@pytest.mark.parametrize(
    ("command", "button", "address"),
    [
        (
            "wecomplish assign lukasz-wisniewski skillsets/leading-people --mentor ase-bjornstad",
            "Bring them together (asks Ingrid Halvorsen by mail)",
            "mailto:",
        ),
        ("wecomplish suggest bo-lind skillsets/incident-response", "Ask Ingrid Halvorsen by mail", "mailto:"),
        ("wecomplish show bo-lind", "Open the page of Bo Lind", "../people/bo-lind.html"),
        ("wecomplish team platform", "Open the page of Platform", "../teams/platform.html"),
    ],
)
def test_what_is_next_can_be_done_without_git(command: str, button: str, address: str) -> None:
    page = page_of(Heading("H", 1), Command(command), pages=("people/bo-lind.html", "teams/platform.html"))
    (found,) = (attributes["href"] or "" for tag, attributes in page.elements if tag == "a")
    assert page.texts["a"] == [button]
    assert found.startswith(address)
    assert page.texts["code"] == [command]


def test_where_nobody_can_be_written_to_a_page_says_whom_to_ask(tmp_path: Path) -> None:
    org = repository(tmp_path / "org", SMALL)
    path = org / "people" / "kari-hansen.yaml"
    path.write_text(re.sub("email: .*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    page = Page(as_html([Heading("H", 1), Command("wecomplish check")], around(org)))
    assert page.texts["span"] == ["Ask Kari Hansen to do this."]


def test_a_report_in_the_folder_of_a_site_leads_into_it(made: Path, tmp_path: Path) -> None:
    site = copied(made, tmp_path / "site")
    path = site / "reports" / "gaps.html"
    path.parent.mkdir()
    words = ("report", "gaps", "--format", "html", "-o", str(path), "--today", TODAY)
    assert play(*words, cwd=EXAMPLE).exit == 0
    page = Page(path.read_text(encoding="ascii"))
    links = [each for tag, a in page.elements if tag == "a" and (each := a["href"] or "").startswith("../")]
    assert "../competences/skillsets-robot-safety.html" in links
    assert all((path.parent / link).is_file() for link in links)


def test_a_page_has_every_row() -> None:
    done = play("list", "people", "--format", "html", "--today", TODAY, cwd=EXAMPLE)
    assert sum(tag == "tr" for tag, _ in Page(done.stdout).elements) == 31


def _for_people(page: Page) -> str:
    """All text of a page that is not marked as what is typed."""
    return " ".join(
        text for tag, texts in page.texts.items() if tag not in ("code", "pre", "style") for text in texts
    )


@pytest.mark.parametrize(
    "report",
    ["mentorships", "gaps", "familiarity", "unclear", "help", "progress", "network", "thanks"],
)
def test_no_sentence_of_a_page_names_what_is_typed(report: str) -> None:
    words, env = ("report", report, "--format", "html", "--today", TODAY), {"WECOMPLISH_AS": "kari-hansen"}
    done = play(*words, cwd=EXAMPLE, env=env)
    assert (done.exit, done.stderr) == (0, "")
    assert not re.search(r"(?<!\S)--?\w|\bwecomplish \w", _for_people(Page(done.stdout)))


def test_what_to_add_to_the_command_stands_under_what_says_where_it_is_typed() -> None:
    page = page_of(Sentence("9 more need someone", options="--format csv"))
    assert "9 more need someone" in page.texts["p"]
    assert (page.texts["summary"], page.texts["code"]) == (["On the command line"], ["--format csv"])
