"""The pages as files: every number is the reports', hostile text stays text, and nothing else is touched."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.conftest import COMMAND, EXAMPLE, TODAY, quiet_environment
from tests.golden.stage import changes, commit, copied, play, repository, tree
from wecomplish_cli.render.site.links import allowed
from wecomplish_cli.render.site.page import own

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

VOID = {"meta", "br", "input"}
LINK = re.compile(
    r"([\w./-]*\.html(#[\w-]+)?|#[\w-]+|mailto:[\w.@,+-]+(\?subject=[\w.%~/-]*(&body=[\w.%~/-]*)?)?)?"
)
REACHES_OUT = re.compile(r"url\(|@import|\b(?:src|srcset|action|ping|formaction)\s*=|fetch\(|XMLHttp")


class Page(HTMLParser):
    """What a browser makes of a page: its elements with their attributes, and the text of the numbers."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.numbers: dict[str, str] = {}
        self.texts: list[str] = []
        self._open: list[tuple[str, str | None]] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append((tag, dict(attrs).get("data-is")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] not in ("style", "script"):
            self.texts.append(data)
        if self._open and self._open[-1][1]:
            self.numbers[self._open[-1][1]] = data


def site(folder: Path, org: Path = EXAMPLE, *more: str) -> Path:
    done = play("site", "-o", str(folder), "--today", TODAY, *more, cwd=org)
    assert (done.exit, done.stderr) == (0, "")
    return folder


def pages(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def answer(line: str) -> Any:
    env = {"WECOMPLISH_AS": "kari-hansen"}
    done = play(*line.split(), "--format", "json", "--today", TODAY, cwd=EXAMPLE, env=env)
    return json.loads(done.stdout)["report"]


def looked_up(found: Any, path: str) -> Any:
    for key in path.split("."):
        found = found[int(key)] if key.isdigit() else found[key]
    return len(found) if isinstance(found, list) else found


def test_every_number_is_the_one_of_the_reports(made: Path) -> None:
    answers = {"mentorships": answer("report mentorships"), "help": answer("report help")}
    numbers = Page((made / "index.html").read_text(encoding="utf-8")).numbers
    assert len(numbers) >= 8
    for path, shown in numbers.items():
        assert float(shown.removesuffix(" %")) == pytest.approx(looked_up(answers, path), abs=0.5), path


def test_a_page_needs_nothing_from_outside_and_allows_only_its_own(made: Path) -> None:
    for name, text in pages(made).items():
        if name.endswith(".html"):
            markup = re.sub("<script>.*?</script>", "", text, flags=re.DOTALL)
            assert not REACHES_OUT.search(markup), name
            policy = next(a["content"] or "" for _, a in Page(text).elements if a.get("http-equiv"))
            assert policy.startswith("default-src 'none'; style-src 'sha256-")
            assert "unsafe" not in policy
            assert 'style="' not in markup


def test_every_link_leads_to_a_page_and_every_place_in_it_is_there(made: Path) -> None:
    found = {(made / name).resolve(): Page(text).elements for name, text in pages(made).items()}
    places = {path: {a["id"] for _, a in elements if "id" in a} for path, elements in found.items()}
    for path, elements in found.items():
        for link in (a["href"] or "" for tag, a in elements if tag == "a"):
            address, _, place = link.partition("#")
            if not link.startswith("mailto:"):
                target = (path.parent / address).resolve() if address else path
                assert target in found, (path.name, link)
                assert not place or place in places[target], (path.name, link)


def test_no_command_is_the_only_way_on(made: Path) -> None:
    for name, text in pages(made).items():
        for acts in re.findall(r'<div class="acts">(.*?)</div>', text, re.DOTALL):
            assert 'class="button"' in acts, (name, acts)


def test_the_managers_page_records_of_nobody_what_they_did_not_do(made: Path) -> None:
    asked = unquote((made / "index.html").read_text(encoding="utf-8"))
    mails = re.findall(r'href="mailto:[^"]*body=([^"]*)"', asked)
    assert not any("acknowledge-help" in each for each in mails)
    assert {each.split("--by ")[1].strip() for each in mails if "answer-help" in each} == {
        "bo-lind",
        "malgorzata-dabrowska",
    }


def test_a_persons_page_proposes_mentors_for_what_they_have_none_for(made: Path) -> None:
    page = (made / "people" / "lukasz-wisniewski.html").read_text(encoding="utf-8")
    part = page[page.index('id="could"') :].partition("</table>")[0]
    assert "Åse Bjørnstad" in part
    assert "wecomplish assign lukasz-wisniewski skillsets/leading-people --mentor ase-bjornstad" in part
    assert 'id="could"' not in (made / "people" / "bo-lind.html").read_text(encoding="utf-8")


def test_what_has_no_button_is_asked_of_an_administrator_by_mail(made: Path, tmp_path: Path) -> None:
    def commands(folder: Path, page: str) -> list[str]:
        mails = unquote((folder / page).read_text(encoding="utf-8"))
        return re.findall(r'"mailto:ingrid@[^"]*\s+wecomplish (\w+ [^"]*\S)\s+"', mails)

    assert {"import people staff.xlsx", "end MENTEE COMPETENCE"} <= set(commands(made, "index.html"))
    assert "programme invite leading-2026 PERSON" in commands(made, "programs/leading-2026.html")
    org = repository(tmp_path / "org")
    settings = org / "wecomplish.yaml"
    text = settings.read_text(encoding="utf-8").replace(", kari-hansen]", "]", 1)
    settings.write_text(text, encoding="utf-8")
    alone = commands(site(tmp_path / "site", org), "index.html")
    assert any(each.startswith("assign lukasz-wisniewski") for each in alone)


def rows_of(page: str) -> list[str]:
    """The mentees of the table of all mentorships."""
    table = page[page.index('<section id="all">') : page.index('<section id="thanks">')]
    return re.findall(r'<th scope="row"><a href="people/([\w-]+)\.html">', table)


@pytest.mark.parametrize(
    ("option", "wanted", "name"),
    [("--team", "engineering", "Engineering"), ("--programme", "platform-2026", "Platform hand-over 2026")],
)
def test_the_page_of_a_team_or_programme_tells_of_it_alone(
    option: str, wanted: str, name: str, made: Path, tmp_path: Path
) -> None:
    page = (site(tmp_path / "site", EXAMPLE, option, wanted) / "index.html").read_text(encoding="utf-8")
    folder = "teams" if option == "--team" else "programs"
    own_page = (made / folder / f"{wanted}.html").read_text(encoding="utf-8")
    table = own_page[own_page.index('<section id="all">') :]
    rows = re.findall(r'<th scope="row"><a href="\.\./people/([\w-]+)\.html">', table)
    assert sorted(rows_of(page)) == sorted(rows)
    assert 0 < len(rows) < len(rows_of((made / "index.html").read_text(encoding="utf-8")))
    assert f"<b><bdi>{name}</bdi></b>" in page
    assert pages(tmp_path / "site").keys() == pages(made).keys()


def test_a_page_is_of_a_team_or_of_a_programme_and_names_people(tmp_path: Path) -> None:
    both = ("--team", "engineering", "--programme", "platform-2026")
    for words in (both, ("--team", "engineering", "--anonymous"), ("--team", "no-such-team")):
        assert play("site", "-o", str(tmp_path / "site"), *words, cwd=EXAMPLE).exit == 2
    assert not (tmp_path / "site").exists()


def test_everybody_and_everything_has_a_page(made: Path) -> None:
    for folder in ("people", "teams", "programs"):
        ids = {path.stem for path in (EXAMPLE / folder).glob("*.yaml")}
        assert {path.stem for path in (made / folder).glob("*.html")} == ids
    for kind in ("roles", "skillsets"):
        ids = {f"{kind}-{path.stem}" for path in (EXAMPLE / kind).glob("*.yaml")}
        assert {path.stem for path in (made / "competences").glob(f"{kind}-*.html")} == ids


def test_a_person_sees_what_the_command_line_says_needs_them(made: Path) -> None:
    done = play("--format", "json", "--today", TODAY, cwd=EXAMPLE, env={"WECOMPLISH_AS": "bo-lind"})
    needs = json.loads(done.stdout)["needs"]["needs"]
    text = (made / "people" / "bo-lind.html").read_text(encoding="utf-8")
    assert len(needs) > 2
    assert [each["command"] for each in needs] == re.findall(r"<code>(wecomplish [^<]*)</code>", text)


def test_a_career_path_is_on_the_page_of_its_role_and_the_next_milestone_on_those_who_follow_it(
    made: Path,
) -> None:
    env = {"WECOMPLISH_AS": "kari-hansen"}
    words = ["training", "maret", "--format", "json", "--today"]
    done = play(*words, TODAY, cwd=EXAMPLE, env=env)
    milestone = json.loads(done.stdout)["training"]["parts"][0]["milestone"]
    person = unescape((made / "people" / "maret-eira.html").read_text(encoding="utf-8"))
    said = f"Next milestone, {milestone['number']} of {milestone['of']}: {milestone['title']}"
    assert all(each in person for each in (said, milestone["shown_by"], *milestone["missing"]))
    role = (made / "competences" / "roles-field-technician.html").read_text(encoding="utf-8")
    assert re.findall(r"<li>([^<]+)<br>", role.partition('id="path"')[2]) == [
        "Run the shore side of a dive",
        "Lead a launch",
        "Teach the next technician",
    ]
    assert "Next milestone" not in (made / "people" / "per-olsen.html").read_text(encoding="utf-8")


def test_those_who_asked_today_do_not_wait_for_0_days(made: Path) -> None:
    shown = "".join(pages(made).values())
    assert '<td class="days">today</td>' in shown
    assert ">0 days<" not in shown


def test_the_same_data_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    assert pages(site(tmp_path / "again")) == pages(made)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("more", ["", "--team engineering", "--programme platform-2026", "--anonymous"])
def test_a_page_is_the_same_whatever_the_hash_seed(more: str, tmp_path: Path, run_fresh: Run) -> None:
    said = set()
    for seed in ("0", "1"):
        words = ["--single", str(tmp_path / seed), "--today", TODAY, *more.split()]
        run_fresh("site", *words, cwd=EXAMPLE, env={"PYTHONHASHSEED": seed})
        said.add((tmp_path / seed).read_bytes())
    assert len(said) == 1


def test_our_own_script_stays_small() -> None:
    assert own("page.js").count("\n") <= 150


HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "' onmouseover='alert(1)",
    "</style></bdi></td></table>",
    "javascript:alert(1)",
    "أحمد محمد",
    "👩‍🚀 🛟 ]]> -->",
    "<!-- " + "very long name " * 12,
    "W" * 190,
    "--part:red}body{display:none}",
    "a,b?cc=c@example.org&bcc=d",
)


def hostile(folder: Path) -> Path:
    """The example, in which everybody and everything is called something hostile."""
    copied(EXAMPLE, folder)
    files = [*folder.glob("people/*.yaml"), *folder.glob("roles/*.yaml"), *folder.glob("skillsets/*.yaml")]
    files += [*folder.glob("programs/*.yaml"), *folder.glob("teams/*.yaml")]
    for number, path in enumerate(sorted(files)):
        name = f"{HOSTILE[number % len(HOSTILE)]} {number}".replace("'", "''")
        called(path, "name", name)
    for path in folder.glob("help/*/*.yaml"):
        called(path, "question", HOSTILE[1])
    return folder


def called(path: Path, key: str, text: str) -> None:
    """Give a key of a file another text."""
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = [f"{key}: '{text}'" if line.startswith(f"{key}: ") else line for line in lines]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_hostile_names_are_text_everywhere(made: Path, tmp_path: Path) -> None:
    usual = {tag for text in pages(made).values() for tag, _ in Page(text).elements}
    attributes = {name for text in pages(made).values() for _, a in Page(text).elements for name in a}
    for text in pages(site(tmp_path / "site", hostile(tmp_path / "org"))).values():
        page = Page(text)
        assert {tag for tag, _ in page.elements} <= usual
        assert {name for _, a in page.elements for name in a} <= attributes
        for _, found in page.elements:
            assert LINK.fullmatch(found.get("href") or "")
    assert len(usual) > 30
    index = " ".join(Page((tmp_path / "site" / "index.html").read_text(encoding="utf-8")).texts)
    assert all(each in index for each in HOSTILE if "astronaut" not in each)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "JAVASCRIPT:x"])
def test_no_other_scheme_gets_into_a_link(address: str) -> None:
    with pytest.raises(ValueError, match=r"(?i)script|data"):
        allowed(address)


def test_a_page_alone_links_to_no_other(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = play("site", "--single", str(page), "--today", TODAY, cwd=EXAMPLE)
    assert (done.exit, done.stderr) == (0, "")
    links = [a["href"] or "" for tag, a in Page(page.read_text(encoding="utf-8")).elements if tag == "a"]
    assert links
    assert all(link.startswith(("#", "mailto:")) for link in links)


def test_a_site_is_written_again_in_its_own_folder_only(made: Path, tmp_path: Path) -> None:
    folder = copied(made, tmp_path / "site")
    (folder / "index.html").write_text("old", encoding="utf-8")
    assert "<html" in (site(folder) / "index.html").read_text(encoding="utf-8")
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    before = pages(folder)
    done = play("site", "-o", str(folder), cwd=EXAMPLE)
    assert done.exit == 2
    assert "files that `site` did not write: mine.txt" in done.stderr
    assert "the whole folder is replaced: move it elsewhere, and back afterwards, or name" in done.stderr
    assert pages(folder) == before


def test_a_folder_full_of_other_files_is_refused_after_a_few(made: Path, tmp_path: Path) -> None:
    folder = copied(made, tmp_path / "site")
    (folder / "a").mkdir()
    for number in range(9):
        (folder / "a" / f"{number}.txt").touch()
    (folder / "z").symlink_to(tmp_path)
    done = play("site", "-o", str(folder), cwd=EXAMPLE)
    assert done.exit == 2
    assert "did not write: z, a/0.txt, a/1.txt, a/2.txt and more" in done.stderr


def test_what_was_written_once_and_is_no_page_any_more_goes(made: Path, tmp_path: Path) -> None:
    folder = copied(made, tmp_path / "site")
    with (folder / ".wecomplish-site").open("a", encoding="utf-8") as listed:
        listed.write("gone.html\n")
    (folder / "gone.html").write_text("gone", encoding="utf-8")
    assert not (site(folder) / "gone.html").exists()
    assert [each.name for each in tmp_path.iterdir()] == ["site"]


@pytest.mark.sampled(2)
@pytest.mark.parametrize("target", ["-o", "--single"])
def test_a_disk_that_fills_up_leaves_what_was_there(target: str, tmp_path: Path) -> None:
    there = tmp_path / "there"
    words = ["site", target, str(there), "--today", TODAY, "-C", str(EXAMPLE)]
    line, env = [str(COMMAND), *words], quiet_environment(tmp_path / "home")
    assert play(*words, cwd=tmp_path).exit == 0
    before = pages(tmp_path)
    # Files of at most 16 kB, after which the system refuses to write.
    limited = ["sh", "-c", 'ulimit -f 32; exec "$@"', "sh", *line]
    done = subprocess.run(limited, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "cannot be written: File too large; what was there is as it was" in done.stderr
    assert pages(tmp_path) == before


def test_one_of_both_says_what_to_write(tmp_path: Path) -> None:
    for words in ([], ["-o", str(tmp_path / "a"), "--single", str(tmp_path / "b")]):
        assert play("site", *words, cwd=EXAMPLE).exit == 2
    (tmp_path / "file").touch()
    assert play("site", "-o", str(tmp_path / "file"), cwd=EXAMPLE).exit == 2


SETTINGS = "format: 1\norganization: Nobody yet\nadministrators: [a]\n"


@pytest.mark.parametrize("people", ["", "name: A\n", "name: A\nstatus: left\n"])
def test_a_page_of_hardly_anybody_says_how_to_begin(people: str, tmp_path: Path) -> None:
    org = tmp_path / "org"
    (org / "people").mkdir(parents=True)
    (org / "wecomplish.yaml").write_text(SETTINGS, encoding="utf-8")
    if people:
        (org / "people" / "a.yaml").write_text(people, encoding="utf-8")
    text = (site(tmp_path / "site", org) / "index.html").read_text(encoding="utf-8")
    assert "Begin with: <code>wecomplish add person</code>" in text
    assert "Nobody holds a role or skillset yet. An administrator can begin" in text
    assert not re.search("Everyone (has|mentors)", text)
    for name, each in pages(tmp_path / "site").items():
        if name.endswith(".html"):
            assert not re.search(r"\d %", " ".join(Page(each).texts)), name


def written(org: Path) -> set[str]:
    """Every name, id, address, login and free text of people in an organisation, and what they wrote."""
    found = set()
    for path in org.rglob("*.yaml"):
        folder = path.relative_to(org).parts[0]
        text = path.read_text(encoding="utf-8")
        keys = "question|summary|reason|agreement|title|measure|body|aim|criteria|login|email"
        found |= set(re.findall(rf"^\s*(?:{keys}): (.+)$", text, re.MULTILINE))
        if folder in ("people", "programs"):
            found |= {path.stem, *re.findall(r"^name: (.+)$", text, re.MULTILINE)}
        if folder in ("teams", "insights"):
            # A name of one word, such as Platform, is also part of the names of roles.
            found |= set(re.findall(r"^(?:name|title): (.+ .+)$", text, re.MULTILINE))
    return {each.split("  #")[0].strip().strip("'\"") for each in found} - {"|"}


def test_without_names_nobody_and_nothing_they_wrote_is_anywhere(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    done = play("site", "-o", str(folder), "--anonymous", "--today", TODAY, cwd=EXAMPLE)
    assert done.exit == 0
    assert "fewer than five people are left out: 1" in done.stderr
    texts = written(EXAMPLE)
    assert texts >= {"ola-nordmann", "Per Olsen", "per@fjord.example", "Field operations", "leading-2026"}
    assert len(texts) > 250
    any_of = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(each.casefold()) for each in texts)})(?!\w)")
    for name, page in pages(folder).items():
        assert any_of.findall(f"{name} {page}".casefold()) == [], name
        assert "mailto:" not in page
        assert "wecomplish assign" not in page
    index = " ".join(Page((folder / "index.html").read_text(encoding="utf-8")).texts)
    assert len(set(re.findall(r"Person \d+", index))) > 25
    assert "Robot safety" not in index
    assert "1 role, skillset or programme of fewer than five people is left out." in index


FORGE = "forge:\n  platform: github\n  base: https://github.com\n  repository: fjord/people\n"
BUTTON = re.compile(
    r'<a class="button" href="(https://github[^"]+)">[^<]*</a>'
    r"(?:(?!</td>).)*?(?:<pre>(.*?)</pre>(?:(?!</td>).)*?)?<code>(wecomplish [^<]+)</code>"
)


def test_stale_levels_lead_to_the_form_where_there_are_forms(tmp_path: Path) -> None:
    org = repository(tmp_path / "org")
    settings = org / "wecomplish.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + FORGE + "  forms: true\n", encoding="utf-8")
    page = (site(tmp_path / "site", org) / "people" / "selamawit-tesfaye.html").read_text(encoding="utf-8")
    address = "https://github.com/fjord/people/issues/new?template=indicate-familiarity.yml"
    assert f'<a class="button" href="{address}">Say how familiar you are</a>' in page


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "page",
    [
        "index.html",
        "people/bo-lind.html",
        "people/hakon-lie-saether.html",
        "people/per-olsen.html",
        "teams/engineering.html",
    ],
)
def test_a_button_gives_the_bytes_that_its_command_writes(page: str, tmp_path: Path) -> None:
    org = repository(tmp_path / "org")
    with (org / "wecomplish.yaml").open("a", encoding="utf-8") as settings:
        settings.write(FORGE)
    text = (site(tmp_path / "site", org) / page).read_text(encoding="utf-8")
    folder, _, name = page.removesuffix(".html").rpartition("/")
    reader = name if folder == "people" else "ingrid-halvorsen"
    buttons = BUTTON.findall(text.replace("\n</pre>", "</pre>").replace("\n", "\0"))
    assert buttons
    for address, lines, command in buttons:
        query = parse_qs(urlsplit(unescape(address)).query)
        if query.get("title", [""])[0].startswith(("Please run this command", "Please record how familiar")):
            # What cannot be said in a link, or is for its reader to say, is asked for.
            assert command in query["body"][0]
            continue
        before = tree(org)
        # The button says that one agrees; at a terminal, the command asks.
        outcome = ["--outcome", "agree"] if command.startswith("wecomplish review ") else []
        done = play(*command.split()[1:], *outcome, "--today", TODAY, cwd=org, env={"WECOMPLISH_AS": reader})
        assert done.exit == 0, (command, done.stderr)
        changed = changes(before, tree(org))
        if "value" in query:
            assert {query["filename"][0]: query["value"][0].encode()} == changed
        elif lines:
            (path, new), *others = changed.items()
            assert (others, urlsplit(address).path) == ([], f"/fjord/people/edit/main/{path}")
            come = [line[2:] for line in unescape(lines).split("\0") if line.startswith("+ ")]
            assert set(come) <= set((new or b"").decode().splitlines())
        assert play("undo", cwd=org).exit == 0


def luminance(colour: str) -> float:
    full = colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])
    parts = [int(full[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Source: WCAG 2.2, "contrast ratio"."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_text_can_be_read_on_its_ground_in_every_scheme() -> None:
    blocks = re.findall(r":root \{(.*?)\}", own("page.css"), re.DOTALL)
    schemes = [dict(re.findall(r"--(\w+): (#\w+)", block)) for block in blocks]
    assert len(schemes) == 3
    for colours in schemes:
        for ground in ("paper", "card", "fill"):
            for ink in ("ink", "soft", "mark", "good", "bad"):
                assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground, colours)
        assert min(contrast(colours["part"], colours[each]) for each in ("paper", "card")) >= 3
        assert contrast(colours["card"], colours["mark"]) >= 4.5


def test_what_changed_since_is_told_in_the_sentences_of_diff(tmp_path: Path) -> None:
    org = repository(tmp_path / "org")
    play("assign", "lukasz", "leading-people", "--mentor", "ase", "--today", TODAY, cwd=org)
    commit(org)
    told = play("diff", "HEAD~1", "--format", "json", "--today", TODAY, cwd=org)
    sentences = {each["sentence"] for each in json.loads(told.stdout)["diff"]["facts"]}
    text = (site(tmp_path / "site", org, "--since", "HEAD~1") / "index.html").read_text(encoding="utf-8")
    assert sentences
    assert sentences <= set(Page(text).texts)
    done = play("site", "-o", str(tmp_path / "site"), "--since", "HEAD", "--anonymous", cwd=org)
    assert done.exit == 2


def test_the_months_are_worked_out_once(tmp_path: Path) -> None:
    org = repository(tmp_path / "org")
    later = "2026-09-15"
    first = site(tmp_path / "site", org, "--today", later)
    kept = org / ".git" / "wecomplish" / "months.json"
    before = kept.read_bytes()
    assert len(json.loads(before)) == 3
    text = (first / "index.html").read_text(encoding="utf-8")
    assert text.count('class="spark"') == 3
    assert "67 %" in text.partition("The months as a table")[2]
    again = site(tmp_path / "again", org, "--today", later)
    assert (kept.read_bytes(), pages(again)) == (before, pages(first))


def test_each_month_since_then_has_a_page_of_its_own(tmp_path: Path) -> None:
    org = repository(tmp_path / "org")
    for month, name in (("03", "Bo of March"), ("04", "Bo of April"), ("05", "Bo of May")):
        called(org / "people" / "bo-lind.yaml", "name", name)
        committed(org, f"2026-{month}-10T10:00:00+0000")
    folder = site(tmp_path / "site", org, "--since", "HEAD~2", "--today", "2026-05-20")
    links = re.findall(r'href="(months/[\d-]+\.html)">([^<]*)', (folder / "index.html").read_text("utf-8"))
    assert links == [("months/2026-05.html", "May 2026"), ("months/2026-04.html", "Apr 2026")]
    told = [" ".join(Page((folder / path).read_text("utf-8")).texts) for path, _ in links]
    assert ["Bo of May" in told[0], "Bo of May" in told[1]] == [True, False]
    assert "Bo of March is called Bo of April now" in told[1]


def committed(org: Path, when: str) -> None:
    env = quiet_environment(org.parent) | {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    line = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qam", "x"]
    subprocess.run(line, cwd=org, env=env, check=True)


def test_what_check_finds_is_told_in_words_with_what_mends_it(tmp_path: Path) -> None:
    org = shutil.copytree(EXAMPLE, tmp_path / "org")
    assert 'id="data"' not in (site(tmp_path / "site", org) / "index.html").read_text("utf-8")
    path = org / "people" / "ola-nordmann.yaml"
    path.write_text(path.read_text("utf-8").replace("[kari-hansen]", "[nobody-here]"), "utf-8")
    found = json.loads(play("check", "--format", "json", "--today", TODAY, cwd=org).stdout)
    text = (
        (site(tmp_path / "site", org) / "index.html").read_text("utf-8").partition('<section id="data">')[2]
    )
    told = Page(text.partition("</section>")[0]).texts
    assert {each["message"] for each in found["findings"]} <= set(told)
    assert {"Ola Nordmann", "Ask Ingrid Halvorsen by mail"} <= set(told)
    assert f"`check` found {len(found['findings'])} problem" in " ".join(told)
