"""`check --base` on real branches: what is new, what the calendar does, and heads made to do harm."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import Done, git, quiet_environment
from tests.golden.stage import BAKERY, commit, play, repository, tree
from wecomplish_cli.dataset import sources, store
from wecomplish_cli.derive.view import View
from wecomplish_cli.git import objects as gitobjects
from wecomplish_cli.rules.register import OF_STATE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DAY, LATER = "2026-06-01", "2026-08-01"
MOST_SECONDS = 15
SLOT = "mentorships/ola-nordmann/roles/baker.yaml"
OLA, PER, BAKER = "people/ola-nordmann.yaml", "people/per-olsen.yaml", "roles/baker.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "org", BAKERY)


def write(root: Path, texts: Mapping[str, str | None]) -> None:
    """Replace files (None: delete) on the branch that is checked out, and commit."""
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            (root / path).unlink()
        else:
            (root / path).write_text(text, encoding="utf-8")
    commit(root)


def branch(root: Path, texts: Mapping[str, str | None], name: str = "change") -> None:
    """Make a branch of `main` that differs in these files, and go back to `main`."""
    git(root, "switch", "--quiet", "--create", name, "main")
    write(root, texts)
    git(root, "switch", "--quiet", "main")


def edited(root: Path, path: str, old: str, new: str) -> dict[str, str | None]:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    return {path: text.replace(old, new, 1)}


def checked(root: Path, *words: str, head: str = "change", today: str = DAY) -> Done:
    return play("check", "--base", "main", "--head", head, *words, "--today", today, cwd=root)


def standings(root: Path, *words: str, today: str = DAY) -> dict[tuple[str, str, str], str]:
    """Each finding by rule, path and severity, with what the change has to do with it."""
    found = json.loads(checked(root, "--format", "json", *words, today=today).stdout)["findings"]
    return {(each["rule"], each["path"], each["severity"]): each["standing"] for each in found}


def objects(root: Path, *arguments: str, stdin: bytes) -> str:
    """Make an object of git's from bytes."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=root,
        env=quiet_environment(root),
        input=stdin,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().strip()


def head_with(root: Path, entries: bytes, folder: str = "people") -> None:
    """Make a branch `change` in which a folder's tree is that of `main` and these entries of `git mktree`."""
    inside = git(root, "ls-tree", "-z", f"main:{folder}").encode() + entries
    made = objects(root, "mktree", "-z", "--missing", stdin=inside)
    beside = [
        e for e in git(root, "ls-tree", "-z", "main").split("\0") if e and not e.endswith(f"\t{folder}")
    ]
    top = "".join(f"{e}\0" for e in (*beside, f"040000 tree {made}\t{folder}"))
    top_id = objects(root, "mktree", "-z", stdin=top.encode())
    git(root, "branch", "change", git(root, "commit-tree", top_id, "-p", "main", "-m", "Change").strip())


def blob(root: Path, text: bytes) -> bytes:
    return objects(root, "hash-object", "-w", "--stdin", stdin=text).encode()


# What is new, what was there, what is fixed.


def test_each_finding_is_new_or_was_there_or_is_fixed(root: Path) -> None:
    write(
        root,
        {"teams/night.yaml": "name: Night\nlead: nobody\n", "teams/day.yaml": "name: Day\nlead: no-one\n"},
    )
    branch(
        root,
        {
            "teams/night.yaml": "# No longer.\nname: Night\n",
            "teams/day.yaml": "# A line.\nname: Day\nlead: no-one\n",
        }
        | {"teams/dusk.yaml": "name: Dusk\nlead: missing\n"},
    )
    assert standings(root, "--select", "WC201") == {
        ("unknown-person", "teams/dusk.yaml", "error"): "new",
        ("unknown-person", "teams/day.yaml", "error"): "already_there",
        ("unknown-person", "teams/night.yaml", "error"): "fixed",
    }
    done = checked(root)
    assert done.exit == 1
    assert "1 new error in 22 files; 1 already there; 1 fixed (" in done.stdout
    assert "no-one" not in done.stdout
    assert checked(root, "teams/day.yaml", "teams/night.yaml").exit == 0


def test_only_new_ones_are_errors_of_a_workflow(root: Path) -> None:
    many = {f"teams/t{n}.yaml": f"name: T{n}\nlead: nobody\n" for n in range(12)}
    write(root, many)
    branch(root, {f"teams/u{n}.yaml": f"name: U{n}\nlead: nobody\n" for n in range(13)})
    lines = checked(root, "--format", "github").stdout.splitlines()
    levels = [line.split(" ")[0] for line in lines if line.startswith("::")]
    assert levels == ["::error"] * 10 + ["::notice"] * 10
    assert all("teams/u" in line for line in lines[:10])
    assert lines[20] == "3 more errors, 2 more notices; `wecomplish check` shows all"
    assert "(already there)::" in lines[10]


def test_what_is_merged_is_judged_and_not_the_head_alone(root: Path) -> None:
    branch(root, {"people/kim.yaml": "name: Kim\nleaders: [per-olsen]\n"})
    assert checked(root).exit == 0
    write(root, {PER: None} | edited(root, SLOT, "mentor: per-olsen", "mentor: kari-hansen"))
    assert ("unknown-person", "people/kim.yaml", "error") in {
        each for each, standing in standings(root).items() if standing == "new"
    }
    assert play("check", "--base", "main~1", "--head", "change", "--today", DAY, cwd=root).exit == 0


def test_severities_are_those_of_the_base(root: Path) -> None:
    settings = (root / "wecomplish.yaml").read_text(encoding="utf-8")
    off = {"wecomplish.yaml": f"{settings}\nrules:\n  unknown-person: off\n  over-capacity: warning\n"}
    branch(root, off | {"teams/dusk.yaml": "name: Dusk\nlead: missing\n"})
    assert standings(root)["unknown-person", "teams/dusk.yaml", "error"] == "new"
    assert checked(root).exit == 1
    git(root, "branch", "-D", "change")
    write(root, off)
    branch(root, {"wecomplish.yaml": settings, "teams/dusk.yaml": "name: Dusk\nlead: missing\n"})
    assert checked(root).exit == 0


def test_settings_that_can_no_longer_be_read_are_new_and_fix_nothing(root: Path) -> None:
    write(root, edited(root, SLOT, "\ntarget:\n  familiarity: 60\n  by: 2026-09-01\n", ""))
    branch(root, {"wecomplish.yaml": "format: 1\n"})
    found = standings(root)
    assert found["missing-key", "wecomplish.yaml", "error"] == "new"
    assert set(found.values()) == {"new"}
    git(root, "branch", "-D", "change")
    branch(root, {"wecomplish.yaml": "format: 2\norganization: A\nadministrators: [kari-hansen]\n"})
    assert checked(root).exit == 3


def test_a_renamed_person_is_no_news(root: Path) -> None:
    write(root, edited(root, OLA, "    login: olano", "    id: 1\n    login: olano"))
    write(root, {"teams/day.yaml": "name: Day\nlead: nobody\n"})
    git(root, "switch", "--quiet", "--create", "change")
    assert play("rename", "ola-nordmann", "ola", "--today", DAY, cwd=root).exit == 0
    commit(root)
    git(root, "switch", "--quiet", "main")
    assert set(standings(root).values()) == {"already_there"}


def test_a_fingerprint_stays_while_lines_move(root: Path) -> None:
    twice = "name: Day\nlead: nobody\n"
    write(root, {"teams/day.yaml": twice, PER: "name: Per\nmentoring:\n  prefers: [gone, gone-too]\n"})
    branch(
        root, {"teams/day.yaml": f"# A\n# B\n{twice}", PER: "name: Per\nmentoring:\n  prefers: [gone-too]\n"}
    )

    def prints(head: str) -> dict[str, str]:
        found = json.loads(play("check", "--format", "json", "--today", DAY, cwd=root).stdout)["findings"]
        assert len({each["fingerprint"] for each in found}) == len(found), head
        return {f"{each['path']} {each['message']}": each["fingerprint"] for each in found}

    before = prints("main")
    git(root, "switch", "--quiet", "change")
    after = prints("change")
    assert {after[each] == before[each] for each in after.keys() & before.keys()} == {True}
    assert len(after) == len(before) - 1


# What only the calendar brings about.


@dataclass(frozen=True)
class Brought:
    """What time brings about: by a rule, after edits of the base, at a path."""

    rule: str
    edits: dict[str, tuple[str, str]]
    path: str
    quiet: str = DAY
    """A day on which it finds nothing there; `found` is one on which it does."""
    found: str = LATER


HELP = "help/ola-nordmann/2026-05-31-bake-rye.yaml"
ACTIVE_SLOT = "status: active\nstarted: 2026-05-02\nprogram: rye-2026\n\nbaseline:\n  taken: 2026-05-02\n"
ACTIVE_SLOT += "  levels:\n    roles/baker/bake-rye: aware\n"
PROPOSED_SLOT = "status: proposed\nproposed: 2026-05-20\n\nacceptance:\n  ola-nordmann: waiting\n\n"
PROPOSED_SLOT += "  per-olsen: waiting\n"
RETIRED = {BAKER: ("    title: Bake", "    retired: 2026-07-01\n    title: Bake")}
CALENDAR = (
    Brought("overdue-help", {}, HELP),
    Brought("unexpected-help", RETIRED, HELP),
    Brought("assignment-not-held", {OLA: ("2026-05-01", "2026-05-01\n    until: 2026-07-01")}, SLOT),
    Brought(
        "mentor-not-proficient",
        RETIRED | {"familiarity/per-olsen.yaml": ("level: comfortable", "level: aware")},
        SLOT,
    ),
    Brought("future-date", {}, HELP, quiet=DAY, found="2026-05-01"),
    Brought("overdue-proposal", {SLOT: (ACTIVE_SLOT, PROPOSED_SLOT)}, SLOT),
)


class Watched(View):
    """A view that notes when the day is read."""

    looked = False

    def __getattribute__(self, name: str) -> Any:
        if name == "today":
            object.__setattr__(self, "looked", True)
        return super().__getattribute__(name)


def test_every_rule_that_looks_at_the_calendar_is_among_them(root: Path) -> None:
    write(root, {SLOT: edited(root, SLOT, ACTIVE_SLOT, PROPOSED_SLOT)[SLOT]})
    org, looking = store.load(root).org, set()
    for rule in OF_STATE:
        view = Watched(org, date.fromisoformat(DAY))
        list(rule.find(view))
        looking |= {rule.name} if view.looked else set()
    assert {each.rule for each in CALENDAR} == looking


@pytest.mark.sampled(3)
@pytest.mark.parametrize("each", CALENDAR, ids=lambda each: each.rule)
def test_what_only_time_brings_about_fails_no_change_of_something_else(each: Brought, root: Path) -> None:
    for path, (old, new) in each.edits.items():
        write(root, edited(root, path, old, new))
    strict = "".join(f"  {rule.name}: error\n" for rule in OF_STATE if not rule.fixed)
    settings = (root / "wecomplish.yaml").read_text(encoding="utf-8")
    write(root, {"wecomplish.yaml": f"{settings}\nrules:\n{strict}"})
    branch(root, {"teams/evening.yaml": "name: Late evening\n"})
    found = (each.rule, each.path, "error")
    assert found not in standings(root, today=each.quiet)
    assert standings(root, today=each.found)[found] == "already_there"
    assert checked(root, today=each.found).exit == 0


def test_one_yes_of_two_to_an_overdue_proposal_is_held_against_nobody(root: Path) -> None:
    write(root, edited(root, SLOT, ACTIVE_SLOT, PROPOSED_SLOT))
    settings = (root / "wecomplish.yaml").read_text(encoding="utf-8")
    write(root, {"wecomplish.yaml": f"{settings}\nrules:\n  overdue-proposal: error\n"})
    branch(root, edited(root, SLOT, "per-olsen: waiting", "per-olsen: 2026-08-01"))
    assert standings(root, today=LATER)["overdue-proposal", SLOT, "error"] == "already_there"
    assert checked(root, today=LATER).exit == 0


def test_a_help_request_written_as_overdue_is_new(root: Path) -> None:
    path = "help/ola-nordmann/2026-02-01-light-the-oven.yaml"
    branch(root, {path: "expectation: roles/baker/light-the-oven\nstatus: open\n"})
    assert standings(root)["overdue-help", path, "warning"] == "new"


# Bad input.


def test_a_shallow_clone_is_told_what_to_fetch(root: Path, tmp_path: Path) -> None:
    write(root, {"teams/day.yaml": "name: Day\n"})
    git(root, "switch", "--quiet", "--create", "change", "main~1")
    write(root, {"teams/dusk.yaml": "name: Dusk\n"})
    write(root, {"teams/dawn.yaml": "name: Dawn\n"})
    git(tmp_path, "clone", "--quiet", "--depth=1", "--no-single-branch", f"file://{root}", "shallow")
    shallow = tmp_path / "shallow"
    done = play("check", "--base", "origin/main", "--today", DAY, cwd=shallow)
    assert done.exit == 3
    assert "since the clone is shallow\nhelp: fetch their history: git fetch --unshallow" in done.stderr
    git(shallow, "fetch", "--quiet", "--unshallow")
    assert play("check", "--base", "origin/main", "--today", DAY, cwd=shallow).exit == 0


def test_a_base_without_data_is_said(root: Path) -> None:
    git(root, "switch", "--quiet", "--orphan", "empty")
    write(root, {"README.md": "Nothing\n"})
    git(root, "switch", "--quiet", "main")
    done = play("check", "--base", "empty", "--today", DAY, cwd=root)
    assert (done.exit, done.stdout) == (3, "")
    assert done.stderr.startswith(
        "error: git does not know where `HEAD` and `empty` part: they have no common"
    )


@pytest.mark.parametrize("mode", ["120000 blob", "160000 commit", "040000 tree"])
def test_a_link_a_submodule_and_a_folder_are_found_and_not_followed(mode: str, root: Path) -> None:
    named = {"160000 commit": "main", "040000 tree": "main:people"}.get(mode)
    leads_to = git(root, "rev-parse", named).strip().encode() if named else blob(root, b"/etc/passwd")
    head_with(root, b"%s %s\tleak.yaml\0" % (mode.encode(), leads_to))
    done = checked(root)
    assert done.exit == 1
    assert "people/leak.yaml" in done.stdout
    assert "root:" not in done.stdout


def test_a_person_that_becomes_a_link_is_gone(root: Path) -> None:
    (root / PER).unlink()
    (root / PER).symlink_to("kari-hansen.yaml")
    git(root, "switch", "--quiet", "--create", "change")
    commit(root)
    git(root, "switch", "--quiet", "main")
    found = {rule for (rule, _, _), standing in standings(root).items() if standing == "new"}
    assert "not-a-regular-file" in found


def test_case_twins_are_found(root: Path) -> None:
    name = blob(root, b"name: Per\n")
    head_with(root, b"100644 blob %s\tPer-Olsen.yaml\0" % name)
    assert standings(root)["colliding-names", "people/Per-Olsen.yaml", "error"] == "new"


@pytest.mark.parametrize("moved", [False, True], ids=["base stays", "base moved"])
def test_a_file_that_the_tree_names_twice_is_found(moved: bool, root: Path) -> None:
    head_with(root, b"100644 blob %s\tper-olsen.yaml\0" % blob(root, b"name: Evil\n"))
    if moved:
        write(root, edited(root, OLA, "name: Ola", "name: Ola B."))
    assert standings(root)["not-a-regular-file", PER, "error"] == "new"
    assert checked(root).exit == 1


def test_a_folder_that_the_tree_names_twice_is_found(root: Path) -> None:
    other = git(root, "ls-tree", "main", "people").encode().replace(b"\n", b"\0")
    beside = git(root, "ls-tree", "-z", "main").encode()
    top = objects(root, "mktree", "-z", stdin=beside + other)
    git(root, "branch", "change", git(root, "commit-tree", top, "-p", "main", "-m", "Change").strip())
    assert standings(root)["not-a-regular-file", "people", "error"] == "new"


ODD_PATHS = (
    b"\xff\xfe.yaml",
    b"caf\xc3.yaml",
    b"a\nb.yaml",
    b"\x1b[31m.yaml",
    "p‮er.yaml".encode(),
    b"::error::.yaml",
)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "gitlab", "md"])
def test_paths_that_are_no_text_are_findings_in_every_format(form: str, root: Path) -> None:
    name = blob(root, b"name: A\n")
    head_with(root, b"".join(b"100644 blob %s\t%s\0" % (name, path) for path in ODD_PATHS))
    done = checked(root, "--format", form)
    assert done.exit == 1
    assert done.stderr == ""
    assert not {"\x1b", "‮"} & {*done.stdout}
    if form in ("json", "sarif", "gitlab"):
        json.loads(done.stdout)
    assert len(standings(root)) >= len(ODD_PATHS)


def test_attributes_neither_hide_nor_rewrite_anything(root: Path) -> None:
    git(root, "config", "filter.evil.smudge", "echo name: Nice")
    git(root, "config", "merge.evil.driver", "cp %B %A; touch run-by-git")
    attributes = "*.yaml -diff filter=evil merge=evil export-ignore text eol=crlf ident\n"
    branch(root, {".gitattributes": attributes, "teams/dusk.yaml": "name: Dusk\nlead: missing\n"})
    before = tree(root)
    assert standings(root)["unknown-person", "teams/dusk.yaml", "error"] == "new"
    assert tree(root) == before
    assert not [*root.rglob("run-by-git")]


def test_nothing_is_written_not_even_to_the_index(root: Path) -> None:
    branch(root, {"teams/dusk.yaml": "name: Dusk\n"})
    index, before = (root / ".git" / "index").read_bytes(), tree(root)
    assert checked(root).exit == 0
    assert (tree(root), (root / ".git" / "index").read_bytes()) == (before, index)
    assert not (root / ".git" / "wecomplish").exists()


def test_the_files_of_the_folder_are_not_looked_at(root: Path) -> None:
    branch(root, {"teams/dusk.yaml": "name: Dusk\n"})
    shutil.rmtree(root / "people")
    assert checked(root).exit == 0


@pytest.mark.parametrize("where", ["people", "elsewhere"])
def test_a_tree_of_trees_of_trees_is_refused_in_time(where: str, root: Path) -> None:
    write(root, edited(root, OLA, "name: Ola", "name: Ola B."))
    inside = git(root, "rev-parse", "main:people").strip()
    for _ in range(9):
        entries = "".join(f"040000 tree {inside}\td{n}\0" for n in range(10))
        inside = objects(root, "mktree", "-z", stdin=entries.encode())
    beside = [
        e for e in git(root, "ls-tree", "-z", "main~1").split("\0") if e and not e.endswith(f"\t{where}")
    ]
    top = "".join(f"{e}\0" for e in (*beside, f"040000 tree {inside}\t{where}"))
    top_id = objects(root, "mktree", "-z", stdin=top.encode())
    git(root, "branch", "change", git(root, "commit-tree", top_id, "-p", "main~1", "-m", "Bomb").strip())
    done = checked(root)
    assert (done.exit, done.stdout) == (3, "")
    assert done.stderr.startswith(
        "error: `change` holds more than 500,000 files, or longer names than can be listed\n"
    )


def test_the_same_large_file_counts_as_often_as_it_stands_there(root: Path) -> None:
    size = (1 << 20) - 1
    same = blob(root, b"#" * size)
    number = sources.MAX_TOTAL // size + 2
    head_with(root, b"".join(b"100644 blob %s\tp%d.yaml\0" % (same, n) for n in range(number)))
    done = checked(root)
    assert done.exit == 3
    assert "holds more than 512 MiB of data" in done.stderr


@pytest.mark.thorough
def test_a_list_of_thousands_is_judged_in_time(root: Path) -> None:
    many = "".join(f"p{n}, " for n in range(20_000))
    branch(root, {"people/kim.yaml": f"name: Kim\nleaders: [{many}]\n"})
    started = time.process_time()
    assert "20000 new errors in " in checked(root).stdout
    assert time.process_time() - started < MOST_SECONDS
    assert len(checked(root, "--format", "md").stdout.encode()) < 65_536


def test_limits_are_what_the_documents_say() -> None:
    assert (gitobjects.MAX_FILES, sources.MAX_TOTAL >> 20) == (500_000, 512)


# Who made it, as the environment says.


def by(root: Path, accounts: str, *words: str) -> Done:
    return play("check", *words, "--today", DAY, cwd=root, env={"WECOMPLISH_ACTOR": accounts})


def test_whoever_the_environment_names_is_judged(root: Path) -> None:
    branch(root, edited(root, OLA, "name: ", "name: Little "))
    change = ("--base", "main", "--head", "change")
    denied = by(root, "github:1", *change)
    assert denied.exit == 4
    assert "github:1" in denied.stdout
    named = by(root, "github:2", *change, "--actor", "github:1")
    assert named.stdout.splitlines()[2:] == denied.stdout.splitlines()[2:]
    two = by(root, "github:1 github:2", *change)
    assert two.exit == 4
    assert "github:2" in two.stdout
    approved = by(root, "github:1", *change, "--approved", f"github:2@{'0' * 40}")
    assert "it is not an account in this data" in approved.stdout


@pytest.mark.parametrize("accounts", ["", " "])
def test_an_environment_that_names_nobody_is_refused(accounts: str, root: Path) -> None:
    branch(root, edited(root, OLA, "name: ", "name: Little "))
    done = by(root, accounts, "--base", "main", "--head", "change")
    assert done.exit == 2
    assert "the authors of the change are missing" in done.stderr


def test_without_a_change_the_environment_names_nobody(root: Path) -> None:
    assert by(root, "github:1").exit == 0
    assert by(root, "").exit == 0
    assert by(root, "", "--actor", "github:1").exit == 2
