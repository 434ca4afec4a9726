"""Every command that writes, run by everyone: it passes the review, or the review names who may approve."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from typer.main import get_command

from tests.conftest import git
from tests.golden.stage import play
from tests.review.cases import PERSON, change
from tests.review.organisation import FILES, HEAD, OPEN, PROPOSED, TODAY, account, judged, reviewed
from wecomplish_cli.cli.app import app
from wecomplish_cli.cli.registry import COMMANDS
from wecomplish_cli.review import approvals
from wecomplish_cli.review.authorize import authorize

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.conftest import Run
    from tests.review.cases import Texts

ROLES = ("mia", "max", "cho", "lea", "cora", "kim", "oda", "ada")
"""Mentee, mentor, co-mentor, leader, coordinator, keeper, colleague, and one of two administrators."""
ALONE: Texts = change("wecomplish.yaml", "[ada, bea, len]", "[ada, len]")

BAKE, BAKER, WAITER, SOUR = "roles/baker/bake", "roles/baker", "roles/waiter", "skillsets/rye/sour"
NEW = "Salt --body Less. --expectation roles/baker/bake"


class Line(NamedTuple):
    """A command, what is otherwise in the data before, and what it reads."""

    words: str
    before: Texts = {}  # noqa: RUF012 - never changed
    stdin: str = ""


AWAY: Texts = {
    "people/max.yaml": FILES["people/max.yaml"]
    + "\nmentoring:\n  away:\n    from: 2026-05-01\n    until: 2026-07-01\n"
}
PAUSED: Texts = {
    f"mentorships/mia/{BAKER}.yaml": FILES[f"mentorships/mia/{BAKER}.yaml"].replace(
        "status: active", "status: paused"
    )
    + "paused_until: 2026-07-01\n"
}
SEEN: Texts = {
    "help/mia/2026-05-30-bake.yaml": OPEN.replace("open", "acknowledged")
    + "\nacknowledged:\n  by: oda\n  date: 2026-05-31\n"
}
ALL: Texts = {
    "familiarity/mia.yaml": FILES["familiarity/mia.yaml"].replace(
        "\n\nsk", ("\n\nexpectations/flour:\n  level: aware\n  updated: 2026-05-22\n\nsk")
    )
}
LINES = (
    Line("assign mia skillsets/rye --mentor oda"),
    Line("assign mia skillsets/rye --mentor oda --co-mentor max"),
    Line("assign mia skillsets/rye --mentor oda --propose"),
    Line(f"assign mia {BAKER} --mentor oda --replace --reason Moved."),
    Line(f"assign mia {BAKER} --mentor max --co-mentor cho"),
    Line(f"assign mia {BAKER} --mentor max --co-mentor oda"),
    Line(f"assign mia {BAKER} --mentor max --until 2026-12-01 --target 80 --notify"),
    Line(f"assign mia {WAITER} --mentor neo --co-mentor oda"),
    Line(f"accept mia {WAITER}"),
    Line(f"accept mia {WAITER} --by neo"),
    Line(f"accept mia {BAKER} --by wes"),
    Line(f"decline mia {WAITER} --reason No."),
    Line(f"decline mia {BAKER} --by wes --reason No."),
    Line(f"pause mia {BAKER} --until 2026-07-01"),
    Line(f"resume mia {BAKER}", PAUSED),
    Line(f"complete mia {BAKER} --reason Done."),
    Line(f"end mia {BAKER} --reason Enough."),
    Line(f"end mia {WAITER} --reason Enough."),
    Line(f"checkin mia {BAKER} --minutes 20 --next 2026-06-20"),
    Line(f"review mia {BAKER} --outcome agree", ALL),
    Line(f"review mia {BAKER} --outcome agree --by max", ALL),
    Line(f"indicate mia {BAKE} automated"),
    Line(f"indicate mia {BAKE} automated --request-help", {"help/mia/2026-05-30-bake.yaml": None}),
    Line("refresh --from -", {}, f"person,expectation,level\nmia,{SOUR},automated\n"),
    Line(f"request-help mia {SOUR} --question Why?"),
    Line(f"acknowledge-help mia {BAKE}"),
    Line(f"acknowledge-help mia {BAKE} --by oda"),
    Line(f"answer-help mia {BAKE}"),
    Line(f"answer-help mia {BAKE}", SEEN),
    Line(f"answer-help mia {BAKE} --by oda --insight steam"),
    Line(f"withdraw-help mia {BAKE}"),
    Line(f"add insight {NEW}"),
    Line(f"add insight {NEW} --author mia --publish"),
    Line(f"insight from-help mia {BAKE} --title Salt --body Less."),
    Line(f"insight from-help mia {BAKE} --title Salt --body Less. --author oda --publish"),
    Line("insight publish steam"),
    Line("offer mia --closed --capacity 3 --prefer max"),
    Line("hold mia skillsets/rye --since 2026-05-01"),
    Line("hold oda roles/baker --team ovens"),
    Line("drop mia roles/waiter", {f"mentorships/mia/{WAITER}.yaml": None}),
    Line("add person New --email new@skua.example"),
    Line("import teams - --apply", {}, "name,lead\nNew,oda\n"),
    Line("import roles - --apply", {}, "name\nNew\n"),
    Line("import responsibilities - --apply", {}, f"competence,title\n{BAKER},Clean\n"),
    Line("import skillsets - --apply", {}, "name\nNew\n"),
    Line("import skills - --apply", {}, "competence,title\nskillsets/rye,Feed\n"),
    Line("import expectations - --apply", {}, "title,type\nNew,risk\n"),
    Line("import offers - --apply", {}, "person,capacity\nmia,3\n"),
    Line("import familiarity - --apply", {}, f"person,expectation,level\nmia,{BAKE},automated\n"),
    Line("import mentorships - --apply", {}, "mentee,competence,mentor\nmia,skillsets/rye,oda\n"),
    Line("import people - --apply", {}, "name,email\nNew,new@skua.example\nMia Mo,mia@skua.example\n"),
    Line("add team New --lead oda"),
    Line("add role New"),
    Line("add skillset New"),
    Line("add expectation New --type risk --keeper oda"),
    Line(f"add insight {NEW} --publish"),
    Line("add programme New --coordinator oda"),
    Line(f"add responsibility {BAKER} clean --title Clean"),
    Line("add skill skillsets/rye feed --title Feed"),
    Line("set person mia name Mi"),
    Line("set person mia email m.mia@skua.example"),
    Line("set person mia email mia@skua.example", change(PERSON, "email: mia@skua.example\n", "")),
    Line("set person mia leaders oda"),
    Line("set person bea status left"),
    Line("set team ovens lead oda"),
    Line(f"set competence {BAKER} critical true"),
    Line(f"set expectation {BAKE} title Burn"),
    Line(f"set mentorship mia {BAKER} agreement Mondays."),
    Line(f"set mentorship mia {BAKER} goals.rise.title Rise goals.rise.status on_track"),
    Line("set checkin mia minutes 20"),
    Line("set review mia outcome adjust"),
    Line("set help mia question Why?"),
    Line("set programme spring aim Bread."),
    Line("set insight steam title Vapour"),
    Line("set organisation mentorship.checkin_every_days 10"),
    Line(f"retire {SOUR}"),
    Line("retire expectations/flour"),
    Line("rename people/mia mina"),
    Line("rename people/wes wesley", {"people/wes.yaml": "name: Wes\n"}),
    Line("rename people/bea bee"),
    Line(f"rename {BAKER} cook"),
    Line(f"rename {BAKE} burn"),
    Line("rename teams/ovens fires"),
    Line("rename expectations/flour dust"),
    Line("rename programs/spring summer"),
    Line("rename insights/steam vapour"),
    Line("edit people/mia"),
    Line(f"goal add mia {BAKER} Rise"),
    Line(f"goal set mia {BAKER} own-oven --due 2026-09-01"),
    Line(f"goal done mia {BAKER} own-oven"),
    Line(f"goal drop mia {BAKER} own-oven"),
    Line("programme join spring --person oda --as mentor"),
    Line("programme leave spring --person mia"),
    Line("programme close spring --complete"),
    Line("away max --until 2026-07-01"),
    Line("return max", AWAY),
    Line("undo"),
    Line("redo"),
    Line("check --fix", {f"mentorships/mia/{WAITER}.yaml": PROPOSED.replace("waiting\n\n", "waiting\n")}),
    Line(
        "assign mia skillsets/rye --mentor oda --started 2025-11-03",
        {"mentorships/mia/skillsets/rye.yaml": None},
    ),
)
NO_DATA = ("init", "notify", "digest", "match", "offboard", "programme invite")
"""Commands that change no data that is there, or only with a plan; a test of its own has those."""
AGAIN = ("checkin", "edit")
"""Commands that do something else when they are run again: another meeting."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("commands")
    write(made / "org", FILES)
    git(made / "org", "init", "--quiet")
    return made


def write(root: Path, texts: Mapping[str, str | None]) -> None:
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).unlink(missing_ok=True)
        if text is not None:
            (root / path).write_text(text, encoding="utf-8")


def held(root: Path) -> dict[str, str]:
    files = (path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in files}


def took(line: Line, person: str, before: Texts, folder: Path, run: Run) -> str:
    """Run a command as somebody and judge what it wrote; returns who may, or what the command said."""
    root = folder / person
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(folder / "org", root)
    write(root, before)
    env = {"WECOMPLISH_AS": person, "WECOMPLISH_TODAY": str(TODAY), "EDITOR": "sed -i s/Mia/Mi/"}
    words = [*line.words.split(), *(["--no-input"] if not line.words.startswith("check ") else [])]
    if line.words in ("undo", "redo"):
        made = ["set", "person", "mia", "leaders", "oda"], *([["undo"]] if line.words == "redo" else [])
        for earlier in made:
            assert run(*earlier, "--commit", "--no-input", cwd=root, env=env).exit == 0
        before = {**before, PERSON: (root / PERSON).read_text(encoding="utf-8")}
    was = held(root)
    done = run(*words, cwd=root, env=env, stdin=line.stdin)
    told = f"{person}: {line.words}: {done}"
    now = held(root)
    if was == now:
        assert done.exit in (0, 1, 4), told
        assert done.exit == 0 or "help: " in done.stderr, told
        return "nothing" if done.exit == 0 else "refused"
    assert done.exit in (0, 1), told
    found = reviewed({p: now.get(p) for p in {*was, *now} if was.get(p) != now.get(p)}, before)
    answer = judged(found, [person])
    assert ("must approve this" in done.stderr) != answer.allowed, told
    needed = approvals.sentence(answer.rulings)
    other = "make it again: " if line.words == "undo" else "take it back: "
    assert needed is None or f"note: {needed}\n{other}" in done.stderr, (told, needed)
    could = {each.person: each.accounts for ruling in answer.rulings for each in ruling.could_approve}
    assert all(ruling.allowed or ruling.could_approve for ruling in answer.rulings), (told, answer.rulings)
    yes = [f"{accounts[0]}@{HEAD}" for accounts in could.values()]
    assert authorize(found, [account(person)], yes, TODAY).allowed, (told, answer.rulings)
    if person == "ada" and not line.words.startswith(AGAIN):
        again = run(*words, cwd=root, env=env, stdin=line.stdin)
        assert held(root) == now, (told, again)
    return "allowed" if answer.allowed else f"of {', '.join(sorted(could))}"


@pytest.mark.sampled(8)
@pytest.mark.parametrize("line", LINES, ids=[line.words for line in LINES])
def test_what_it_writes_is_allowed_or_named_to_whoever_may_approve_it(
    line: Line, folder: Path, run_quickly: Run, thorough: bool
) -> None:
    run, people = (run_quickly, ROLES) if thorough else (play, ("mia", "max", "ada"))
    outcomes = {person: took(line, person, line.before, folder, run) for person in people}
    if thorough:
        outcomes["the only administrator"] = took(line, "ada", {**line.before, **ALONE}, folder, run)
    wrote = {*outcomes.values()} - {"nothing", "refused"}
    assert bool(wrote) != line.words.endswith("--co-mentor cho"), outcomes


def test_every_command_that_writes_is_tried() -> None:
    tried = {" ".join(line.words.split()[:2]) for line in LINES}
    missing: list[str] = []
    group: Any = get_command(app)
    for name in COMMANDS:
        found: Any = group.get_command(None, name)
        for own in getattr(found, "commands", None) or [None]:
            command = found.commands[own] if own else found
            writes = any(each.name == "dry_run" for each in getattr(command, "params", ()))
            if writes and not command.hidden:
                words = f"{name} {own}" if own else name
                known = words in NO_DATA or any(each.startswith(words) for each in tried)
                missing += [] if known else [words]
    assert missing == []
