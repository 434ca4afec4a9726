"""Every command that writes, run by everyone: what it writes passes, or the review names who can approve it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.authority.cases import PERSON, RYE, change
from tests.authority.organisation import FILES, OPEN, PROPOSED, judged, reviewed
from tests.conftest import TODAY, Run
from wecomplish_cli.cli.app import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.authority.cases import Texts

ROLES = ("mia", "max", "cho", "lea", "tom", "cora", "kim", "neo", "oda", "ada")
"""Mentee, mentor, co-mentor, leader, lead of the team, coordinator, keeper, who is proposed, colleague, and
one of two administrators."""
ALONE = change("wecomplish.yaml", "[ada, bea, len]", "[ada, len]")

BAKE, BAKER, WAITER, SOUR = "roles/baker/bake", "roles/baker", "roles/waiter", "skillsets/rye/sour"
NEW = "--title Salt --body Less. --expectation roles/baker/bake"


class Line(NamedTuple):
    """A command, what the data has before, and whose yes it takes at least, of all who run it."""

    words: str
    before: Texts = {}  # noqa: RUF012 - never changed
    stdin: str = ""


PAUSED = {
    f"mentorships/mia/{BAKER}.yaml": FILES[f"mentorships/mia/{BAKER}.yaml"].replace(
        "status: active", "status: paused"
    )
    + "paused_until: 2026-07-01\n"
}
SEEN = {
    "help/mia/2026-05-30-bake.yaml": OPEN.replace("open", "acknowledged")
    + "\nacknowledged:\n  by: oda\n  date: 2026-05-31\n"
}
ALL = {
    "familiarity/mia.yaml": FILES["familiarity/mia.yaml"].replace(
        "\n\nsk", ("\n\nexpectations/flour:\n  level: aware\n  updated: 2026-05-22\n\nsk")
    )
}
LINES = (
    Line(f"assign mia skillsets/rye --mentor oda"),
    Line(f"assign mia skillsets/rye --mentor oda --co-mentor max"),
    Line(f"assign mia skillsets/rye --mentor oda --propose"),
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
    Line("refresh mia --from -", {}, f"expectation,level\n{SOUR},automated\n"),
    Line(f"request-help mia {SOUR} --question Why?"),
    Line(f"acknowledge-help mia {BAKE}"),
    Line(f"acknowledge-help mia {BAKE} --by oda"),
    Line(f"answer-help mia {BAKE}"),
    Line(f"answer-help mia {BAKE}", SEEN),
    Line(f"answer-help mia {BAKE} --by oda --insight steam"),
    Line(f"withdraw-help mia {BAKE}"),
    Line(f"insight add {NEW}"),
    Line(f"insight add {NEW} --author mia --publish"),
    Line(f"insight from-help mia {BAKE} --title Salt --body Less."),
    Line(f"insight from-help mia {BAKE} --title Salt --body Less. --author oda --publish"),
    Line("insight publish steam"),
    Line("offer mia --closed --capacity 3 --prefer max"),
    Line("hold mia skillsets/rye --since 2026-05-01"),
    Line("hold oda roles/baker --team ovens"),
    Line("drop mia roles/waiter", {f"mentorships/mia/{WAITER}.yaml": None}),
    Line("add person New --email new@skua.example"),
    Line("add team New --lead oda"),
    Line("add competence roles/new New"),
    Line("add expectation New --type risk --keeper oda"),
    Line(f"add insight {NEW} --publish"),
    Line("add program New --coordinator oda"),
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
    Line(f"retire {BAKE}"),
    Line("retire expectations/flour"),
    Line("rename people/mia mina"),
    Line("rename people/max maxim", {"people/max.yaml": "name: Max\n"}),
    Line("rename people/bea bee"),
    Line(f"rename {BAKER} cook"),
    Line(f"rename {BAKE} burn"),
    Line("rename teams/ovens fires"),
    Line("rename expectations/flour dust"),
    Line("rename programs/spring summer"),
    Line("rename insights/steam vapour"),
    Line("edit people/mia"),
    Line("undo"),
    Line(
        "check --fix",
        change(PERSON, "leaders: [lea, len]\nlanguages: [nb]\n", "languages: [nb]\nleaders: [lea, len]\n"),
    ),
)
NOT_HERE = {"init": "there is no data yet"}
"""Commands that write, and why they are not among these."""
AGAIN = ("checkin", "undo", "edit")
"""Commands that do something else when they are run again: another meeting, and the opposite."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("commands")
    write(made / "org", FILES)
    return made


def write(root: Path, texts: Texts) -> None:
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).unlink(missing_ok=True)
        if text is not None:
            (root / path).write_text(text, encoding="utf-8")


def held(root: Path) -> dict[str, str]:
    files = (path for path in root.rglob("*") if path.is_file() and ".wecomplish" not in path.parts)
    return {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in files}


def took(line: Line, person: str, before: Texts, folder: Path, run: Run) -> str:
    """Run a command as somebody and judge what it wrote; returns who may, or what the command said."""
    root = folder / person
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(folder / "org", root)
    write(root, before)
    env = {"WECOMPLISH_AS": person, "WECOMPLISH_TODAY": TODAY, "EDITOR": "sed -i s/Mia/Mi/"}
    words = [*line.words.split(), *(["--no-input"] if not line.words.startswith("check ") else [])]
    if line.words == "undo":
        assert run("set", "person", "mia", "leaders", "oda", "--no-input", cwd=root, env=env).exit == 0
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
    could = {each.person for ruling in answer.rulings for each in ruling.could_approve}
    assert all(ruling.allowed or ruling.could_approve for ruling in answer.rulings), (told, answer.rulings)
    assert judged(found, [person], could).allowed, (told, answer.rulings)
    if not line.words.startswith(AGAIN):
        again = run(*words, cwd=root, env=env, stdin=line.stdin)
        assert held(root) == now, (told, again)
    return "allowed" if answer.allowed else f"of {', '.join(sorted(could))}"


@pytest.mark.parametrize("line", LINES, ids=[line.words for line in LINES])
def test_what_it_writes_is_allowed_or_named_to_whoever_may_approve_it(
    line: Line, folder: Path, run_quickly: Run
) -> None:
    outcomes = {person: took(line, person, line.before, folder, run_quickly) for person in ROLES}
    outcomes["the only administrator"] = took(line, "ada", {**line.before, **ALONE}, folder, run_quickly)
    print(line.words, outcomes)
    assert set(outcomes.values()) - {"nothing", "refused"}, outcomes
