"""Every number on a page is the one that the JSON of a command has."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from bench.organisation import TODAY as BENCH_TODAY
from bench.organisation import write_organisation

from tests.conftest import EXAMPLE, TODAY
from tests.golden.stage import play, repository
from tests.render.site.test_site import committed
from wecomplish_cli.reports.site.program import Kpi

if TYPE_CHECKING:
    from pathlib import Path

VOID = {"meta", "br", "input"}


class Page(HTMLParser):
    """A page's tables by their class, as rows of the texts of their cells, and the text of each section."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = defaultdict(list)
        self.sections: dict[str, str] = defaultdict(str)
        self.figures: list[int] = []
        self.header = ""
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        self._open.append((tag, dict(attrs)))
        table = self._table()
        if table and tag == "tr":
            self.tables[table].append([])
        if table and tag in ("th", "td"):
            self.tables[table][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        if "title" in tags or "desc" in tags:
            return
        if "header" in tags:
            self.header += data
        for _, attributes in self._open:
            self.sections[attributes.get("id") or ""] += data
        if tags[-1:] == ["b"] and any(a.get("class") == "figures" for _, a in self._open):
            self.figures.append(int(data.split()[0]))
        if (table := self._table()) and {"th", "td"} & {*tags}:
            self.tables[table][-1][-1] += data

    def _table(self) -> str | None:
        classes = [a.get("class") or "" for tag, a in self._open if tag == "table"]
        return classes[0].replace("stack ", "").split(" ")[0] if classes else None

    def rows(self, table: str) -> list[list[str]]:
        """The rows of all tables of a class, without their heads."""
        heads = self.tables[table][:1]
        return [[" ".join(each.split()) for each in row] for row in self.tables[table] if row not in heads]


def answer(*line: str) -> Any:
    env = {"WECOMPLISH_AS": "kari-hansen"}
    done = play(*line, "--format", "json", "--today", TODAY, cwd=EXAMPLE, env=env)
    assert done.exit == 0, done.stderr
    found = json.loads(done.stdout)
    return next(value for key, value in found.items() if key != "version")


def numbers(text: str) -> list[int]:
    return [round(float(each)) for each in re.findall(r"\d+(?:\.\d+)?", text)]


def shares(text: str) -> list[int]:
    return [int(each) for each in re.findall(r"(\d+) %", text)]


def near(*values: float) -> Any:
    """Percentages are shown without decimals."""
    return pytest.approx(values, abs=0.51)


def test_the_managers_page_has_the_numbers_of_the_reports(made: Path) -> None:
    page, report = Page(made / "index.html"), answer("report", "mentorships")
    lists = ("waiting", "without_mentor", "mentoring_nobody", "risks", "mentorships")
    assert page.figures == [len(report[each]) for each in lists]
    load = [[each["name"], f"{each['load']} of {each['places']}"] for each in report["load"]]
    assert [row[:2] for row in page.rows("loads")] == load
    asks = {(each["mentee_name"], each["days"]) for each in report["waiting"]}
    assert {(row[0], sum(numbers(row[2]))) for row in page.rows("asks")} == asks
    assert {row[0] for row in page.rows("gaps")} == {each["name"] for each in report["without_mentor"]}
    assert {row[0] for row in page.rows("idle")} == {each["name"] for each in report["mentoring_nobody"]}
    assert len(page.rows("ships")) == len(report["mentorships"])
    assert str(report["people"]) in page.header


def test_a_place_that_a_proposal_waits_for_is_not_said_to_be_free(made: Path) -> None:
    free = {row[0]: row[2] for row in Page(made / "index.html").rows("loads")}
    assert free["Niamh O'Rourke"] == "1 proposal waits for an answer"
    assert free["Henrik Næss"] == "now"


def test_the_verdicts_have_the_numbers_of_their_sentences(made: Path) -> None:
    page, report = Page(made / "index.html"), answer("report", "mentorships")
    verdicts = report["verdicts"]
    said = set(numbers(page.sections["verdicts"]))
    assert said <= {n for each in verdicts for n in (*numbers(each["sentence"]), each["target"])}
    assert said >= {*report["counts"].values(), report["division"]["maximum"]}
    told = re.findall(r"(\d+) %, target at (?:most|least) (\d+) %", page.sections["verdicts"])
    assert [int(value) for value, _ in told] == near(*(each["value"] for each in verdicts))
    assert [int(target) for _, target in told] == [each["target"] for each in verdicts]


def test_a_programmes_page_has_the_numbers_of_its_report(made: Path) -> None:
    for path in (made / "programs").glob("*.html"):
        report = answer("report", "program", path.stem)["page"]
        steps = [report["steps"], *([report["earlier_steps"]] if report["earlier_steps"] else [])]
        rows = Page(path).rows("steps")
        assert [[*map(int, row[1:])] for row in rows] == [[*each.values()] for each in steps]
        on_the_managers = {row[0]: row[1:] for row in Page(made / "index.html").rows("steps")}
        assert on_the_managers[report["name"]] == rows[0][1:]


def named_at(page: str, place: str) -> int:
    """How many people are named in a paragraph of a page."""
    found = re.search(rf'<p id="{place}">(.*?)</p>', page)
    return found[1].count("<bdi>") if found else 0


def test_the_numbers_of_a_programme_lead_to_as_many_names(made: Path) -> None:
    page = (made / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'<a href="(programs/[\w-]+\.html)#(\w+)">(\d+)</a>', page)
    assert len(links) >= 8
    for address, step, number in links:
        assert named_at((made / address).read_text(encoding="utf-8"), step) == int(number)


def test_the_numbers_of_a_verdict_lead_to_as_many_names(made: Path) -> None:
    page, counts = (
        (made / "index.html").read_text(encoding="utf-8"),
        answer("report", "mentorships")["counts"],
    )
    links = re.findall(r'<a href="#(\w+)">(\d+)</a>', page)
    assert {part: int(number) for part, number in links if part in counts} == counts
    assert {part: named_at(page, part) for part in counts} == counts


def test_a_competences_page_has_the_numbers_of_the_report_on_familiarity(made: Path) -> None:
    report = answer("report", "familiarity", "--all")
    expected = {each["title"]: each for each in report["least_known"]}
    for row in report["competences"]:
        page = Page(made / "competences" / f"{row['competence'].replace('/', '-')}.html")
        assert numbers(page.header)[-1] == row["holders"]
        if row["awareness"] is not None:
            said = page.sections["holders"]
            assert shares(said) == near(row["awareness"], row["familiarity"])
            assert f"; {row['proficient'] or 'nobody'} know" in said
        for title, _, _, share, _, *_ in page.rows("expects"):
            if shares(share):
                assert shares(share) == near(expected[title]["familiarity"])


def test_a_teams_page_has_the_numbers_of_its_reports(made: Path) -> None:
    for path in (made / "teams").glob("*.html"):
        page, people = Page(path), answer("list", "people", "--team", path.stem)["rows"]
        waiting = answer("report", "help", "--team", path.stem)["waiting"]
        mentored, mentoring = (sum(map(bool, (row[key] for row in people))) for key in ("has_mentor", "load"))
        assert page.figures == [len(waiting), mentored, mentoring], path.stem
        assert numbers(page.header)[0] == len(people)
        places = {row["name"]: f"{row['load']} of {row['places']}" for row in people}
        assert {row[0]: row[-1] for row in page.rows("members")} == places


def test_a_persons_page_has_the_numbers_of_their_training(made: Path) -> None:
    levels = answer("training", "ola-nordmann")["levels"]
    for path in (made / "people").glob("*.html"):
        page, training = Page(path), answer("training", path.stem)
        parts = [part for part in training["parts"] if part["familiarity"] is not None]
        told = re.findall(r"(\d+) % familiar", page.sections["familiarity"])
        assert [int(each) for each in told] == near(*(part["familiarity"] for part in parts)), path.stem
        ranks = {item["title"]: item["rank"] for part in parts for item in part["items"]}
        for what, level, *_ in page.rows("levels"):
            rank = next(rank for title, rank in ranks.items() if what.startswith(title))
            assert (level.count("●"), len(re.findall("[●○]", level))) == (rank, len(levels)), path.stem
        load = [each for each in answer("list", "people", "--all")["rows"] if each["person"] == path.stem]
        told = re.findall(r"(\d+) of (\d+) places? taken", page.sections["network"])
        assert told == [(str(each["load"]), str(each["places"])) for each in load][: len(told)]


def test_the_trend_has_the_verdicts_of_each_month(tmp_path: Path) -> None:
    org, later = repository(tmp_path / "org"), "2026-09-15"
    for month, left in (("07", "ola-nordmann"), ("08", "bo-lind")):
        for path in (org / "mentorships" / left).rglob("*.yaml"):
            path.unlink()
        committed(org, f"2026-{month}-10T10:00:00+0000")
    assert play("site", "--single", str(tmp_path / "page.html"), "--today", later, cwd=org).exit == 0
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    rows = dict(re.findall(r'<tr><th scope="row"><time datetime="([\d-]+)">(.*?)</tr>', text))
    ends, commits = ("2026-06-30", "2026-07-31", "2026-08-31"), ("HEAD~2", "HEAD~1", "HEAD")
    trend = [verdicts(org, *each) for each in zip(commits, ends, strict=True)]
    assert len({*map(str, trend)}) == 3
    assert {day: shares(row) for day, row in rows.items() if day in ends} == {
        day: near(*values) for day, values in zip(ends, trend, strict=True)
    }
    lines = re.findall('<polyline points="([^"]+)"', text)
    heights = [[100 - float(point.split(",")[1]) for point in line.split()] for line in lines]
    assert heights == [near(*values) for values in zip(*trend, strict=True)]
    told = [[*map(int, each)] for each in re.findall(r"<desc>[^<]*?(\d+) %[^<]*?(\d+) %", text)]
    assert told == [near(values[0], values[-1]) for values in zip(*trend, strict=True)]


def verdicts(org: Path, commit: str, day: str) -> list[float]:
    """What the three verdicts are measured by at a commit, on a day."""
    line = ("report", "mentorships", "--at", commit, "--today", day, "--format", "json")
    return [each["value"] for each in json.loads(play(*line, cwd=org).stdout)["report"]["verdicts"]]


def test_a_programmes_kpis_are_those_of_its_report(tmp_path: Path, thorough: bool) -> None:
    org, folder, today = tmp_path / "org", tmp_path / "site", str(BENCH_TODAY)
    write_organisation(org, 300 if thorough else 120, False, 1)
    assert play("site", "-o", str(folder), "--today", today, cwd=org).exit == 0
    reached = 0
    for path in (folder / "programs").glob("*.html"):
        line = ("report", "programme", path.stem, "--format", "json", "--today", today)
        kpis = json.loads(play(*line, cwd=org).stdout)["program"]["page"]["kpis"]
        shown = [
            f"{each['name']}: {each['reached']}, wanted {each['wanted']} "
            f"{'✓' if figure(each['reached']) >= figure(each['wanted']) else '✗'} ({each['of']} people)"
            for each in kpis
        ]
        reached += sum(bool(each["reached"]) for each in kpis)
        for page in (path, folder / "index.html"):
            texts = " ".join("".join(Page(page).sections.values()).split())
            assert all(each in texts for each in shown), page
    assert reached > 1


def figure(said: str) -> float:
    return float(re.findall(r"[-+]?[\d.]+", said)[0])


@pytest.mark.parametrize(
    ("kind", "value", "good"), [("matched", 89.6, True), ("matched", 89.4, False), ("pulse", 89.94, False)]
)
def test_an_aim_is_reached_by_the_figure_that_is_shown(kind: str, value: float, good: bool) -> None:
    assert Kpi("", "90", str(value), kind, 90, value, 5, None).good is good


def test_an_aim_stands_beside_what_the_programme_before_it_reached(tmp_path: Path) -> None:
    org = repository(tmp_path / "org")
    before = org / "programs" / "leading-2026.yaml"
    text = before.read_text(encoding="utf-8").replace("ends: 2026-11-30", "ends: 2026-02-28")
    before.write_text(text, encoding="utf-8")
    line = ("report", "programme", "platform-2026", "--format", "json", "--today", TODAY)
    kpis = json.loads(play(*line, cwd=org).stdout)["program"]["page"]["kpis"]
    assert {each["kind"]: each["before"] for each in kpis} == {
        "gain": None,
        "matched": 66.7,
    }
    for form, cell in {
        "md": "| 67 % |",
        "table": "67 %",
        "csv": ",67 %",
        "html": "67 %",
        "plain": "\t67 %",
    }.items():
        report = play(*line[:3], "--format", form, "--today", TODAY, cwd=org).stdout
        assert cell in report, form
    first = play("report", "programme", "leading-2026", "--format", "md", "--today", TODAY, cwd=org).stdout
    assert "in the programme before it" not in first
