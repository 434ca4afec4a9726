"""The pages in a real browser: silent, alone, accessible, inside the window, and usable by keyboard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bench.organisation import TODAY as BENCH_TODAY
from bench.organisation import write_organisation

from tests.conftest import EXAMPLE, TODAY
from tests.golden.stage import copied, play
from tests.render.site.browser import Clock, chromium, opened
from tests.render.site.test_site import hostile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

PAGES = (
    "index.html",
    "people/bo-lind.html",
    "competences/roles-platform-engineer.html",
    "teams/engineering.html",
    "programs/platform-2026.html",
)
"""One of each kind."""
LOOKS = (
    (320, "light", True),
    (768, "dark", True),
    (1920, "light", False),
    (320, "dark", False),
    (768, "light", False),
    (1920, "dark", True),
)
"""The width, the colours and whether scripts run: each with each other of the next."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def site(made: Path, tmp_path: Path) -> Path:
    return copied(made, tmp_path / "site")


def without_script(path: Path) -> Path:
    """The page without its script: where scripts are switched off, axe cannot run either."""
    bare = path.with_suffix(".bare.html")
    text = re.sub("<script>.*?</script>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    bare.write_text(text, encoding="utf-8")
    return bare


@pytest.mark.sampled(14)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("width", "colours", "scripts"), LOOKS)
def test_a_page_is_accessible_and_fits_however_it_is_looked_at(
    page: str, width: int, colours: str, scripts: bool, site: Path, browser: Browser
) -> None:
    path = site / page if scripts else without_script(site / page)
    with opened(browser, path, viewport={"width": width, "height": 900}, color_scheme=colours) as seen:
        assert seen.violations() == []
        assert not seen.sticks_out()
        assert seen.said == []
        assert seen.asked_for == [path.as_uri()]


REPORTS = (
    ("report", "mentorships"),
    ("report", "network"),
    ("report", "gaps"),
    ("report", "familiarity"),
    ("report", "programme", "platform-2026"),
    ("match", "platform-2026"),
    ("list", "people"),
)


@pytest.mark.sampled(16)
@pytest.mark.parametrize("words", REPORTS, ids=" ".join)
@pytest.mark.parametrize(("width", "colours"), [(1280, "light"), (320, "dark")])
def test_the_page_of_a_report_is_accessible_and_fits(
    words: tuple[str, ...], width: int, colours: str, tmp_path: Path, browser: Browser
) -> None:
    who = {"WECOMPLISH_AS": "kari-hansen"}
    done = play(*words, "--format", "html", "--all", "--today", TODAY, cwd=EXAMPLE, env=who)
    assert done.exit == 0
    path = tmp_path / "report.html"
    path.write_text(done.stdout, encoding="utf-8")
    with opened(browser, path, viewport={"width": width, "height": 900}, color_scheme=colours) as seen:
        assert seen.violations() == []
        assert not seen.sticks_out()
        assert seen.said == []
        if width == 1280:
            assert not seen.page.evaluate(
                "[...document.querySelectorAll('.wide')].some(e => e.scrollWidth > e.clientWidth)"
            )


def test_people_are_found_by_keyboard_however_they_are_spelt(site: Path, browser: Browser) -> None:
    with opened(browser, site / "index.html") as seen:
        for typed in ("skjaervo", "Skjærvø", "TORMOD sk"):
            seen.page.focus("input[name=q]")
            seen.page.keyboard.press("Control+A")
            seen.page.keyboard.type(typed)
            lanes = seen.page.locator(".lane:visible h3").all_inner_texts()
            assert lanes == ["Field technician", "Robot safety"]
            assert seen.page.locator("#all tbody tr:visible").count() == 2
            assert "2 of 8 competences, 2 of 25 mentorships" in seen.page.inner_text("output")
            assert seen.said == []


def test_a_link_keeps_what_was_searched_for_and_how_it_was_sorted(site: Path, browser: Browser) -> None:
    with opened(browser, site / "index.html") as seen:
        seen.page.select_option("select[name=state]", "overdue")
        seen.page.focus("#all thead th:nth-child(6) button")
        seen.page.keyboard.press("Enter")
        seen.page.keyboard.press("Enter")
        rows = seen.page.locator("#all tbody tr:visible").all_inner_texts()
        fragment = seen.page.evaluate("location.hash")
    with opened(browser, site / "index.html", fragment) as again:
        again.lay_out()
        assert again.page.locator("#all tbody tr:visible").all_inner_texts() == rows
        head = again.page.locator("#all thead th:nth-child(6)")
        assert head.get_attribute("aria-sort") == "descending"
    assert len(rows) > 3


def test_a_table_is_copied_without_its_buttons(site: Path, browser: Browser) -> None:
    with opened(browser, site / "index.html") as seen:
        seen.lay_out()
        seen.page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text }")
        seen.page.click("#help > button")
        first, *rows = seen.page.evaluate("copied").split("\n")
        assert first.split("\t")[:3] == ["Who", "With", "Waits"]
        assert rows[0].split("\t")[2:] == [
            "11 days",
            "Bo Lind has seen it",
            "5 Jun 2026",
            "",
        ]
        assert (
            seen.page.locator("#load > button").count() == seen.page.locator("#rests > button").count() == 1
        )


def test_without_a_script_everything_is_there(site: Path, browser: Browser) -> None:
    with opened(browser, site / "index.html", java_script_enabled=False) as seen:
        assert seen.page.locator(".lane:visible").count() == 8
        assert seen.page.locator("#all tbody tr:visible").count() == 25
        assert not seen.page.locator("#find").is_visible()


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    org, made = hostile(folder / "org"), folder / "site"
    done = play("site", "-o", str(made), "--today", TODAY, cwd=org)
    assert (done.exit, done.stderr) == (0, "")
    words = ("report", "mentorships", "--format", "html", "-o", str(made / "report.html"))
    assert play(*words, "--today", TODAY, cwd=org, env={"WECOMPLISH_AS": "kari-hansen"}).exit == 0
    return made


@pytest.mark.sampled(8)
@pytest.mark.parametrize("page", [*PAGES, "report.html"])
@pytest.mark.parametrize("width", [320, 1280])
def test_hostile_names_run_nothing_and_leave_the_layout_whole(
    page: str, width: int, hostile_site: Path, browser: Browser
) -> None:
    path = hostile_site / page
    with opened(browser, path, viewport={"width": width, "height": 900}) as seen:
        assert not seen.sticks_out()
        assert seen.said == []
        assert seen.asked_for == [path.as_uri()]


@pytest.mark.thorough
@pytest.mark.parametrize("language", ["es", "nb", "pl", "sv"])
@pytest.mark.parametrize("page", ["index.html", "people/bo-lind.html"])
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_in_other_languages_fit_and_are_accessible(
    language: str, page: str, width: int, tmp_path: Path, browser: Browser
) -> None:
    folder = tmp_path / "site"
    assert play("site", "-o", str(folder), "--lang", language, "--today", TODAY, cwd=EXAMPLE).exit == 0
    with opened(browser, folder / page, viewport={"width": width, "height": 900}) as seen:
        assert seen.violations() == []
        assert not seen.sticks_out()
        assert seen.said == []


def test_a_printed_page_is_tagged_and_breaks_no_row(site: Path, browser: Browser) -> None:
    with opened(browser, site / "index.html") as seen:
        printed = seen.page.pdf(tagged=True, prefer_css_page_size=True)
        seen.page.emulate_media(media="print")
        seen.page.set_viewport_size({"width": 760, "height": 1000})
        narrowest = seen.page.evaluate(
            "Math.min(...[...document.querySelectorAll('tbody td')]"
            ".map((cell) => cell.offsetWidth).filter((width) => width))"
        )
        kept = seen.page.evaluate(
            "[...document.querySelectorAll('tbody tr')]"
            ".every((row) => getComputedStyle(row).breakInside === 'avoid')"
        )
    assert b"/StructTreeRoot" in printed
    assert b"/MarkInfo" in printed
    assert kept
    assert narrowest > 40


@pytest.mark.thorough
def test_lanes_are_grouped_by_team_or_programme_and_a_link_keeps_it(site: Path, browser: Browser) -> None:
    from playwright.sync_api import expect

    with opened(browser, site / "index.html") as seen:
        seen.page.select_option("select[name=group]", "program")
        groups = seen.page.locator("#board .group").all_inner_texts()
        lanes = seen.page.locator("#board .lane:visible h3").all_inner_texts()
        fragment = seen.page.evaluate("location.hash")
        assert seen.violations() == []
    assert "Platform hand-over 2026" in groups
    assert len(lanes) >= 8
    with opened(browser, site / "index.html", fragment) as again:
        assert again.page.locator("#board .group").all_inner_texts() == groups
        again.page.fill("input[name=q]", "Skjærvø")
        # A busy browser may lay them out only a moment later.
        expect(again.page.locator("#board .lane:visible")).to_have_count(2)
        assert set(again.page.locator("#board .lane:visible h3").all_inner_texts()) == {
            "Field technician",
            "Robot safety",
        }
        again.page.click("button[type=reset]")
        # The page looks at its fields again only after they are empty.
        expect(again.page.locator("#board .lane:visible")).to_have_count(8)
        assert again.said == []


def crowd(folder: Path, people: int, roles: int) -> Path:
    """An organisation whose people hold one role each; where there is only one, each mentors four others."""
    for name in ("people", "roles"):
        (folder / name).mkdir(parents=True)
    (folder / "wecomplish.yaml").write_text(
        "format: 1\norganization: Crowd\nadministrators: [p0]\n", encoding="utf-8"
    )
    for number in range(roles):
        text = f"name: Role {number}\nresponsibilities:\n  one:\n    title: Do {number}\n"
        (folder / "roles" / f"r{number}.yaml").write_text(text, encoding="utf-8")
    for number in range(people):
        text = f"name: Person {number}\nassignments:\n  roles/r{number % roles}:\n    since: 2026-01-01\n"
        (folder / "people" / f"p{number}.yaml").write_text(text, encoding="utf-8")
        if number and roles == 1:
            path = folder / "mentorships" / f"p{number}" / "roles" / "r0.yaml"
            path.parent.mkdir(parents=True)
            path.write_text(f"mentor: p{(number - 1) // 4}\nstatus: proposed\n", encoding="utf-8")
    return folder


@pytest.mark.thorough
@pytest.mark.parametrize(("people", "roles", "names"), [(700, 1, 875), (300, 300, 0)])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_crowd_in_one_lane_or_many_lanes_fits(
    people: int, roles: int, names: int, width: int, tmp_path: Path, browser: Browser
) -> None:
    org, path = crowd(tmp_path / "org", people, roles), tmp_path / "page.html"
    done = play("site", "--single", str(path), "--today", TODAY, cwd=org)
    assert done.exit == 0, done.stderr
    with opened(browser, path, viewport={"width": width, "height": 900}) as seen:
        assert seen.page.locator("#board .lane:visible").count() == roles
        assert seen.page.locator("#board .net .name").count() == pytest.approx(names, abs=2)
        assert not seen.sticks_out()
        seen.page.fill("input[name=q]", f"Person {people - 1}")
        assert seen.page.locator("#board .lane:visible").count() == 1
        assert seen.said == []


@pytest.mark.parametrize("people", [400, pytest.param(2_000, marks=pytest.mark.thorough)])
def test_the_page_of_many_people_is_usable_within_a_second_and_printed_whole(
    people: int, tmp_path: Path, browser: Browser
) -> None:
    org, path = tmp_path / "org", tmp_path / "page.html"
    write_organisation(org, people, False, 1)
    assert play("site", "--single", str(path), "--today", str(BENCH_TODAY), cwd=org).exit == 0
    with opened(browser, path) as seen:
        rows, clock = seen.page.locator("#all tbody tr").count(), Clock(seen.page)
        seen.page.reload()
        assert seen.page.locator("#find").is_visible()
        opening = clock.lap()
        seen.page.fill("input[name=q]", "Kari")
        searching = clock.lap()
        assert 0 < seen.page.locator("#all tbody tr:visible").count() < rows
        seen.page.click("button[type=reset]")
        seen.page.emulate_media(media="print")
        assert seen.page.evaluate(
            "[...document.querySelectorAll('*')]"
            ".every((at) => getComputedStyle(at).contentVisibility === 'visible')"
        )
    assert (opening < 1, searching < 1) == (True, True), (opening, searching)
