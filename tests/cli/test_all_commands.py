"""What all commands share: days, identity, names, the past, the same answer every time, and a quick start."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.conftest import EXAMPLE, TODAY, Run, git, quiet_environment
from tests.golden.stage import BAKERY, EMAIL, SMALL, changes, commit, copied, play, repository, tree
from tests.test_golden import CASES, text
from wecomplish_cli.cli import options
from wecomplish_cli.cli.app import app
from wecomplish_cli.dataset import store
from wecomplish_cli.derive import balance
from wecomplish_cli.derive import lookup as names
from wecomplish_cli.errors import UsageError
from wecomplish_cli.text.escape import csv_cell, github_message, visible

if TYPE_CHECKING:
    from pathlib import Path

    from wecomplish_cli.model.org import Org

DAY = date.fromisoformat(TODAY)
ELSEWHERE = {
    "--help",
    "--output",
    "--section",
    "--no-header",
    "--org",
    "--today",
    "--example",
    "--neutral",
    "--dry-run",
    "--commit",
    "--submit",
    "--message",
    "--no-input",
}
"""Options that need no golden case, since other tests are about them."""
OF_THEIR_OWN = ("doctor", "edit", "export", "import", "intake", "site", "submit")
"""Commands that need none, since they have test files of their own."""
HEAVY = {"anyascii", "filelock", "jinja2", "networkx", "pydantic", "rapidfuzz", "rich", "ruamel", "yaml"}


@pytest.fixture(scope="module")
def org() -> Org:
    """The example organisation."""
    return store.load(EXAMPLE).org


# Days


@pytest.mark.parametrize(
    ("given", "days"), [("2026-06-11", 10), ("+10d", 10), ("+2w", 14), ("+0d", 0), ("+9999d", 9999)]
)
def test_a_day_is_a_date_or_so_many_days_or_weeks_on(given: str, days: int) -> None:
    assert options.day(given, "--until", DAY) == DAY + timedelta(days=days)


def test_a_day_not_given_is_none() -> None:
    assert options.day(None, "--until", DAY) is None


@pytest.mark.parametrize(
    "given",
    ["", "2w", "-2w", "+2m", "+w", "+ 2w", "+10000d", "2026-6-1", "2026-02-30", " 2026-06-11", "+\u0662w"],
)
def test_anything_else_is_no_day(given: str) -> None:
    with pytest.raises(UsageError, match=r"--until: .* is not a valid date"):
        options.day(given, "--until", DAY)


# Who runs the command


@pytest.fixture
def kari(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in which git signs as Kari Hansen, and no setting of whoever runs the tests counts."""
    for name, value in quiet_environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("WECOMPLISH_AS", raising=False)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "user.email", EMAIL)
    return tmp_path


@pytest.mark.parametrize("email", [EMAIL, EMAIL.upper()])
def test_git_says_who_runs_a_command(email: str, org: Org, kari: Path) -> None:
    git(kari, "config", "user.email", email)
    assert options.identity(org, kari) == "kari-hansen"


def test_an_address_that_nobody_has_is_nobody(org: Org, kari: Path) -> None:
    git(kari, "config", "user.email", "stranger@elsewhere.example")
    assert options.identity(org, kari) is None
    git(kari, "config", "--unset", "user.email")
    assert options.identity(org, kari) is None


@pytest.mark.parametrize("named", ["ola-nordmann", "ola@fjord.example", "OlaNo", "nordmann"])
def test_the_environment_says_it_before_git(
    named: str, org: Org, kari: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WECOMPLISH_AS", named)
    assert options.identity(org, kari) == "ola-nordmann"


@pytest.mark.parametrize("named", ["nobody", "me"])
def test_the_environment_cannot_name_nobody(
    named: str, org: Org, kari: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WECOMPLISH_AS", named)
    with pytest.raises(UsageError):
        options.identity(org, kari)


def test_a_stranger_changes_no_terms(tmp_path: Path) -> None:
    root = repository(tmp_path / "org")
    before = tree(root)
    for words in (["--target", "10"], ["--until", "+1w"], ["--co-mentor", "dariush-rostami"]):
        line = ["assign", "aino-korhonen", "platform-engineer", "--mentor", "per-olsen", *words]
        done = play(*line, "--today", TODAY, cwd=root, env={"WECOMPLISH_AS": "javier-barria"})
        assert done.exit == 4
        assert tree(root) == before


# Names


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("ase", "ase-bjornstad"),
        ("\u00c5SE", "ase-bjornstad"),
        ("A\u030ase", "ase-bjornstad"),
        ("bjornstad", "ase-bjornstad"),
        ("lukasz", "lukasz-wisniewski"),
        ("soren \u00f8ster", "soren-ostergaard"),
        ("Nguyen Thuy", "linh-nguyen"),
        ("\u4f50\u85e4", "misaki-sato"),
        ("OLANO", "ola-nordmann"),
        ("Ola@Fjord.Example", "ola-nordmann"),
        ("wisniewski", "lukasz-wisniewski"),
    ],
)
def test_people_are_found_without_accents(wanted: str, found: str, org: Org) -> None:
    assert names.person(org, wanted, None) == found


@pytest.mark.parametrize("wanted", ["", " ", "\u00a8"])
def test_nothing_is_nobodys_name(wanted: str, org: Org) -> None:
    with pytest.raises(UsageError, match="no person"):
        names.person(org, wanted, None)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("\u00c5se Nyg\u00e5rd", "ase-nygard"),
        ("2 Fast", "fast"),
        ("O'Rourke, N.", "o-rourke-n"),
        ("!", ""),
        ("x" * 99, "x" * 64),
    ],
)
def test_a_name_is_folded_to_an_id(name: str, folded: str) -> None:
    assert names.slug(name) == folded


# Text


@given(st.text())
def test_no_text_commands_what_shows_it(text: str) -> None:
    for shown in (visible(text), csv_cell(text), github_message(text)):
        assert not [
            c for c in shown if category(c) in ("Cc", "Cs", "Zl", "Zp") or c in "\u202e\u2066\u200b\ufeff"
        ]
    assert visible(visible(text)) == visible(text)
    assert not csv_cell(text).startswith(("=", "+", "-", "@"))


# Numbers


@given(
    st.lists(st.floats(0, 100, allow_subnormal=False), min_size=1, max_size=30).filter(
        lambda xs: sum(xs) > 1e-6
    )
)
def test_gini_is_the_mean_difference_of_all_pairs(values: list[float]) -> None:
    pairs = sum(abs(a - b) for a in values for b in values)
    assert balance.gini(values) == pytest.approx(pairs / (2 * len(values) * sum(values)), abs=1e-9)


# The past


def test_the_past_is_read_from_git_whatever_lies_in_the_folder(tmp_path: Path, run: Run) -> None:
    root = repository(tmp_path / "org")
    words = ["report", "mentorships", "--format", "json"]
    wanted = run(*words, "--today", TODAY, cwd=root)
    assert wanted.exit == 0
    git(root, "tag", "spring")
    shutil.rmtree(root / "mentorships")
    shutil.rmtree(root / "people")
    (root / "people").write_text("not a folder", encoding="utf-8")
    (root / "wecomplish.yaml").write_text("broken: [", encoding="utf-8")
    with_broken_files = tree(root)
    assert run(*words, "--today", TODAY, cwd=root).exit == 3
    assert run(*words, "--at", "HEAD", cwd=root) == wanted
    commit(root)
    assert run(*words, "--at", "spring", cwd=root) == wanted
    assert run(*words, "--at", "HEAD~1", cwd=root) == wanted
    assert tree(root) == with_broken_files


def test_the_past_is_judged_as_of_its_own_day(tmp_path: Path, run: Run) -> None:
    root = repository(tmp_path / "org")
    done = run("report", "mentorships", "--at", "HEAD", "--format", "json", cwd=root)
    assert json.loads(done.stdout)["report"]["today"] == TODAY
    later = run(
        "report", "mentorships", "--at", "HEAD", "--today", "2026-07-01", "--format", "json", cwd=root
    )
    assert json.loads(later.stdout)["report"]["today"] == "2026-07-01"


@pytest.mark.parametrize("revision", ["--all", "-h", "HEAD:people", "HEAD~9", ":/", "", "HEAD\nHEAD"])
def test_what_is_no_commit_is_refused(revision: str, tmp_path: Path) -> None:
    root = repository(tmp_path / "org", SMALL)
    done = play("report", "mentorships", f"--at={revision}", cwd=root)
    assert done.exit == 3
    assert "git does not know a commit" in done.stderr


# The same answer every time


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "line", ["report mentorships --format json", "report mentorships --format md", "check"]
)
def test_an_answer_is_the_same_whatever_the_hash_seed(line: str, tmp_path: Path, run: Run) -> None:
    root = repository(tmp_path / "org")
    for person in ("aino-korhonen", "bo-lind", "per-olsen"):
        path = root / "people" / f"{person}.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "\nodd: 1\nodder: 2\n", encoding="utf-8")
    told = {
        re.sub(
            r"\d\.\d s",
            "",
            run(*line.split(), "--today", TODAY, cwd=root, env={"PYTHONHASHSEED": seed}).stdout,
        )
        for seed in ("0", "1", "4711")
    }
    assert len(told) == 1
    assert told != {""}


# A quick start


def loaded_by(
    *words: str, module: str = "wecomplish_cli.cli.app", env: dict[str, str] | None = None
) -> set[str]:
    """The packages that Python has loaded when a command has ended, where nothing measures coverage."""
    code = (
        f"import sys; from {module} import main\n"
        "try: main()\n"
        "finally: print('LOADED', *{name.partition('.')[0] for name in sys.modules})"
    )
    command = [sys.executable, "-c", code, *words]
    around = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**around, **(env or {})}, cwd=EXAMPLE
    )
    return set(done.stdout.partition("LOADED ")[2].split())


@pytest.mark.parametrize("line", ["--version", "--help", "assign --help", "report mentorships -h"])
def test_help_starts_without_loading_commands(line: str) -> None:
    loaded = loaded_by(*line.split(), module="wecomplish_cli.cli.start", env={"COLUMNS": "80"})
    assert not loaded & {"typer", "re", "json", "enum", "pathlib"}


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "line",
    [
        "--version",
        "--help",
        "assign --help",
        "report mentorships --help",
        "notify --help",
        "explain",
        "explain WC303",
        "explain mentoring",
    ],
)
def test_help_loads_nothing_heavy(line: str) -> None:
    loaded = loaded_by(*line.split())
    assert "typer" in loaded
    assert not loaded & HEAVY


@pytest.mark.parametrize(
    "words",
    [
        *(("in",), ("assign", "--"), ("mentorships", "o"), ("assign", "ola", ""), ("edit", "roles/")),
        *(("indicate", "ola", ""), ("request-help", "nobody", ""), ("assign", "o", "r", "--mentor", "")),
    ],
)
def test_the_tab_key_loads_nothing_that_is_felt(words: tuple[str, ...]) -> None:
    loaded = loaded_by(*words, module="wecomplish_cli.cli.start", env={"_WECOMPLISH_COMPLETE": "words"})
    assert "re" in loaded
    assert not loaded & (HEAVY | {"typer", "typing", "yaml", "pathlib", "datetime", "json", "importlib"})


def test_the_example_that_init_copies_is_the_one_here(tmp_path: Path, run: Run) -> None:
    done = run("init", "example", "--example", cwd=tmp_path)
    assert done.exit == 0
    assert tree(tmp_path / "example") == tree(EXAMPLE)
    assert run("check", "--today", TODAY, cwd=tmp_path / "example").stdout.startswith("no findings")


# Committing

WRITING = {
    "assign": "assign per baker --mentor kari",
    "match": "match --apply .git/plan.yaml",
    "offboard": "offboard --apply .git/leaving.yaml",
    "accept": "accept kari waiter --by per",
    "decline": "decline kari waiter --by per",
    "pause": "pause ola baker --until +2w",
    "resume": "resume kari first-aid",
    "complete": "complete ola baker",
    "end": "end ola baker",
    "checkin": "checkin ola baker",
    "review": "review kari first-aid --outcome agree --by per",
    "indicate": "indicate ola light-the-oven aware",
    "refresh": "refresh --from .git/rows.csv",
    "request-help": "request-help ola close-the-flour",
    "acknowledge-help": "acknowledge-help ola bake-rye",
    "answer-help": "answer-help ola bake-rye",
    "withdraw-help": "withdraw-help ola bake-rye",
    "offer": "offer ola --open",
    "hold": "hold per first-aid",
    "drop": "drop ola first-aid",
    "add person": "add person Bo",
    "import people": "import people .git/people.csv --apply",
    "import teams": "import teams .git/teams.csv --apply",
    "import roles": "import roles .git/roles.csv --apply",
    "import responsibilities": "import responsibilities .git/responsibilities.csv --apply",
    "import skillsets": "import skillsets .git/skillsets.csv --apply",
    "import skills": "import skills .git/skills.csv --apply",
    "import expectations": "import expectations .git/expectations.csv --apply",
    "import offers": "import offers .git/offers.csv --apply",
    "import familiarity": "import familiarity .git/familiarity.csv --apply",
    "import mentorships": "import mentorships .git/mentorships.csv --apply",
    "add team": "add team Morning",
    "add role": "add role Cook",
    "add skillset": "add skillset Dough",
    "add expectation": "add expectation Hygiene --type policy",
    "add insight": "add insight Sour --expectation bake-rye --body Rye",
    "add programme": "add programme Wheat",
    "insight from-help": "insight from-help per bake-rye --title Sour --body Rye",
    "insight publish": "insight publish half-risen",
    "add responsibility": "add responsibility baker --title Clean",
    "add skill": "add skill first-aid --title Phone",
    "set person": "set person ola email ola.n@fjord.example",
    "set team": "set team night lead kari",
    "set competence": "set competence waiter critical true",
    "set expectation": "set expectation greet heading Guests",
    "set mentorship": "set mentorship ola-nordmann baker agreement Often",
    "set programme": "set programme rye-2026 aim Bread",
    "set insight": "set insight steam-first title Steam",
    "set organisation": "set organisation familiarity.stale_after_days 100",
    "set help": "set help per-olsen question Why?",
    "set checkin": "set checkin ola-nordmann minutes 20",
    "set review": "set review ola-nordmann outcome adjust",
    "goal add": "goal add ola-nordmann baker Rise",
    "goal set": "goal set ola-nordmann baker rise-early --due +6w",
    "goal done": "goal done ola-nordmann baker rise-early",
    "goal drop": "goal drop ola-nordmann baker rise-early",
    "programme join": "programme join rye-2026 --person per-olsen --as mentor",
    "programme leave": "programme leave rye-2026 --person ola-nordmann",
    "programme close": "programme close rye-2026 --complete",
    "away": "away kari-hansen --until +2w",
    "return": "return tor-moe",
    "retire": "retire greet",
    "rename": "rename ola-nordmann ola",
    "undo": "undo",
    "redo": "redo",
    "check": "check --fix",
}
"""Each command that may commit what it writes, with something to write."""


SCENE = (
    "set person per-olsen mentoring.capacity 3",
    "hold kari-hansen first-aid",
    "indicate kari-hansen treat-burns aware",
    "assign kari-hansen first-aid --mentor per-olsen",
    "pause kari-hansen first-aid --until +2w",
    "assign kari-hansen waiter --mentor per-olsen --propose",
    "goal add ola-nordmann baker Rise-early",
    "retire light-the-oven",
)
"""What has to be there for some of them."""


SHEETS = {
    "people": "name\nBo\n",
    "teams": "name\nMorning\n",
    "roles": "name\nCook\n",
    "responsibilities": "competence,title\nbaker,Clean\n",
    "skillsets": "name\nDough\n",
    "skills": "competence,title\nfirst-aid,Phone\n",
    "expectations": "title,type\nHygiene,policy\n",
    "offers": "person,open\nola,yes\n",
    "familiarity": "person,expectation,level\nola,light-the-oven,aware\n",
    "mentorships": "mentee,competence,mentor\nper,baker,kari\n",
}
"""What is imported."""

PAIR = "{mentee: per-olsen, mentor: kari-hansen, competence: roles/baker}"
"""What a plan proposes that nobody else would."""


ANSWERED = """expectation: roles/baker/bake-rye
status: answered

answered:
  by: kari-hansen
  date: 2026-05-21
"""


REVIEWED = "competence: roles/baker\nby: per-olsen\noutcome: agree\n"


@pytest.fixture(scope="module")
def busy_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository in which something is staged, something else is changed, and a third file is new."""
    root = repository(tmp_path_factory.mktemp("busy") / "org", BAKERY)
    (root / "teams" / "day.yaml").write_text("name: No\n", encoding="utf-8")
    steam = (root / "insights" / "steam-first.yaml").read_text(encoding="utf-8")
    draft = steam.replace("published", "draft").replace("Steam first", "Half risen")
    (root / "insights" / "half-risen.yaml").write_text(draft, encoding="utf-8")
    (root / "reviews" / "ola-nordmann").mkdir(parents=True)
    (root / "reviews" / "ola-nordmann" / "2026-05-25-baker.yaml").write_text(REVIEWED, encoding="utf-8")
    (root / "help" / "per-olsen").mkdir()
    (root / "help" / "per-olsen" / "2026-05-20-bake-rye.yaml").write_text(ANSWERED, encoding="utf-8")
    commit(root)
    for line in SCENE:
        assert play(*line.split(), "--commit", "--today", TODAY, cwd=root).exit == 0, line
    rows = "person,expectation,level\nola,bake-rye,understand\n"
    (root / ".git" / "rows.csv").write_text(rows, encoding="utf-8")
    for name, sheet in SHEETS.items():
        (root / ".git" / f"{name}.csv").write_text(sheet, encoding="utf-8")
    plan = root / ".git" / "plan.yaml"
    assert play("match", "--mentees", "per", "--plan", str(plan), "--today", TODAY, cwd=root).exit == 0
    text = plan.read_text(encoding="utf-8").replace("pairs: []", f"pairs:\n  - {PAIR}")
    plan.write_text(text, encoding="utf-8")
    (root / "staged.txt").write_text("staged\n", encoding="utf-8")
    git(root, "add", "staged.txt")
    with (root / "teams" / "house.yaml").open("a", encoding="utf-8") as house:
        house.write("# The house by the harbour.\n")
    (root / "new.txt").write_text("new\n", encoding="utf-8")
    leaving = str(root / ".git" / "leaving.yaml")
    assert play("offboard", "per", "--plan", leaving, "--today", TODAY, cwd=root).exit == 0
    return root


@pytest.fixture
def busy(busy_once: Path, tmp_path: Path) -> Path:
    """A copy of that repository."""
    return copied(busy_once, tmp_path / "org")


def taken_back(command: str, busy: Path) -> None:
    """Take the newest change back, for the command that makes it again."""
    if command == "redo":
        assert play("undo", "--commit", cwd=busy).exit == 0


@pytest.mark.sampled(10)
@pytest.mark.parametrize("command", WRITING)
def test_a_dry_run_shows_what_would_be_written_and_writes_nothing(command: str, busy: Path) -> None:
    taken_back(command, busy)
    before, status = tree(busy), git(busy, "status", "--porcelain")
    words = [*WRITING[command].split(), "--dry-run"]
    shown = play(*words, "--commit", "--today", TODAY, cwd=busy)
    assert shown.exit == 0
    assert (tree(busy), git(busy, "status", "--porcelain")) == (before, status)
    assert play(*WRITING[command].split(), "--today", TODAY, cwd=busy).exit == 0
    wrote = {path for path in changes(before, tree(busy)) if not path.endswith("/")}
    assert set(re.findall(r"^(?:---|\+\+\+) [ab]/(.+)$", shown.stdout, re.MULTILINE)) == wrote


@pytest.mark.sampled(10)
@pytest.mark.parametrize("command", WRITING)
def test_a_commit_has_what_the_command_wrote_and_nothing_else(command: str, busy: Path) -> None:
    taken_back(command, busy)
    before, status, head = tree(busy), git(busy, "status", "--porcelain"), git(busy, "rev-parse", "HEAD")
    done = play(*WRITING[command].split(), "--commit", "-m", "Because: we agreed", "--today", TODAY, cwd=busy)
    assert done.exit == 0
    assert f"committed as {git(busy, 'rev-parse', '--short', 'HEAD').strip()}\n" in done.stderr
    back = "make it again: wecomplish redo" if command == "undo" else "take it back: wecomplish undo"
    assert f"{back} --commit\n" in done.stderr
    assert git(busy, "rev-list", f"{head.strip()}..HEAD").count("\n") == 1
    assert git(busy, "log", "-1", "--format=%B").strip() == "Because: we agreed"
    committed = git(busy, "show", "--name-only", "--no-renames", "--format=", "HEAD").split()
    wrote = [path for path in changes(before, tree(busy)) if not path.endswith("/")]
    assert wrote
    assert sorted(committed) == sorted(wrote)
    assert git(busy, "diff", "--cached", "--name-only").split() == ["staged.txt"]
    assert git(busy, "status", "--porcelain") == status


def test_a_new_organisation_is_one_commit(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("other\n", encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "other.txt")
    words = ["--organization", "Tide", "--name", "Bo Lind", "--email", "bo@tide.example"]
    assert play("init", "tide", *words, "--commit", "-m", "Begin", cwd=tmp_path).exit == 0
    wrote = [path for path in tree(tmp_path) if path not in ("other.txt", "tide/.schema/ids.schema.json")]
    assert len(wrote) > 3
    assert sorted(git(tmp_path, "show", "--name-only", "--format=%s", "HEAD").split()) == sorted(
        ["Begin", *wrote]
    )
    assert git(tmp_path, "status", "--porcelain").split("\n") == ["A  other.txt", ""]


def test_every_command_that_commits_is_tested_so() -> None:
    committing = {" ".join(words) for words in all_commands() if "--commit" in options_of(words)}
    assert committing - {"init", *OF_THEIR_OWN} == {*WRITING}


def test_without_a_message_a_commit_says_what_was_done(busy: Path) -> None:
    for line, message in (
        ("set person ola email o@fjord.example", "Ola Nordmann: `email` is set to o@fjord.example"),
        ("undo", "Take back: Ola Nordmann: `email` is set to o@fjord.example"),
        ("redo", "Ola Nordmann: `email` is set to o@fjord.example"),
        ("rename night late", "Night shift is now `teams/late`, no longer `teams/night`"),
    ):
        assert play(*line.split(), "--commit", "--today", TODAY, cwd=busy).exit == 0
        assert git(busy, "log", "-1", "--format=%B").strip() == message


def test_what_is_committed_is_taken_back_by_another_commit(busy: Path) -> None:
    before = git(busy, "rev-parse", "HEAD^{tree}")
    for line in ("rename ola-nordmann ola", "undo"):
        assert play(*line.split(), "--commit", "--today", TODAY, cwd=busy).exit == 0
    assert git(busy, "rev-parse", "HEAD^{tree}") == before


def test_rows_of_a_file_are_one_commit(busy: Path) -> None:
    rows = "person,competence\nkari,baker\nper,first-aid\nola,baker\n"
    head = git(busy, "rev-parse", "HEAD").strip()
    done = play("hold", "--from", "-", "--commit", "--today", TODAY, cwd=busy, stdin=rows)
    assert done.exit == 0
    assert git(busy, "rev-list", f"{head}..HEAD").count("\n") == 1
    assert git(busy, "show", "--name-only", "--format=", "HEAD").split() == [
        "people/kari-hansen.yaml",
        "people/per-olsen.yaml",
    ]


@pytest.mark.parametrize(
    "line", ["set person ola name", "hold ola baker", "set team night lead kari --dry-run"]
)
def test_where_nothing_is_written_nothing_is_committed(line: str, busy: Path) -> None:
    head, status = git(busy, "rev-parse", "HEAD"), git(busy, "status", "--porcelain")
    play(*line.split(), "--commit", "--today", TODAY, cwd=busy)
    assert (git(busy, "rev-parse", "HEAD"), git(busy, "status", "--porcelain")) == (head, status)


def test_without_git_nothing_is_committed_nor_written(tmp_path: Path) -> None:
    root = copied(BAKERY, tmp_path / "org")
    before = tree(root)
    for words in (["retire", "greet"], ["hold", "per", "first-aid"]):
        done = play(*words, "--commit", "--today", TODAY, cwd=root)
        assert done.exit == 3
        assert "there is nothing to commit to; nothing was written" in done.stderr
    assert tree(root) == before


# Ids


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("line", "like"),
    [
        ("person Bo", "people/p-"),
        ("team Morning", "teams/t-"),
        ("role Cook", "roles/r-"),
        ("skillset Dough", "skillsets/s-"),
        ("expectation Hygiene --type policy", "expectations/e-"),
        ("insight Sour --expectation bake-rye --body Rye", "insights/i-"),
        ("programme Wheat", "programs/p-"),
    ],
)
def test_a_neutral_id_says_nothing_of_the_name(line: str, like: str, tmp_path: Path) -> None:
    root = repository(tmp_path / "org", BAKERY)
    before = tree(root)
    assert play("add", *line.split(), "--neutral", "--today", TODAY, cwd=root).exit == 0
    (path,) = changes(before, tree(root))
    assert re.fullmatch(rf"{like}[a-z0-9]{{8}}\.yaml", path)
    again = play("add", *line.split(), "--neutral", "--today", TODAY, cwd=root)
    assert again.stdout.startswith("Nothing to do:")


# Whether all this is tested


@cache
def help_of(*words: str) -> str:
    """What `--help` says of a command, on lines that are wide enough."""
    shown: str = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": "200"}).stdout
    return shown


def all_commands(*group: str) -> list[list[str]]:
    """List the words of every command; of a group, those of each command in it."""
    shown = help_of(*group)
    names = re.findall(r"^  ([a-z][a-z-]*)  ", shown, re.MULTILINE) if "COMMAND [ARGS]" in shown else []
    return [words for name in names for words in all_commands(*group, name)] or [[*group]]


def options_of(words: list[str]) -> set[str]:
    """List the options of a command."""
    return set(re.findall(r"--[a-z][a-z-]+", help_of(*words).partition("Options:")[2]))


def test_every_option_of_every_command_has_a_golden_case() -> None:
    commands = [words for words in all_commands() if words[0] not in OF_THEIR_OWN]
    assert len(commands) > 25
    for words in commands:
        folder = "-".join(words)
        told = " ".join(text(case / "cmd") for name, case in CASES.items() if name.startswith(f"{folder}/"))
        missing = options_of(words) - ELSEWHERE - set(re.findall(r"--[a-z][a-z-]+", told))
        assert told, words
        assert not missing, (words, missing)
