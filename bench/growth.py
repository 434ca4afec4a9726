"""Measures how what every command costs grows with the organisation: CPU time at ten times as many people.

Run it as `python bench/growth.py [--people N] [--write] [--keep FILE] [WORD ...]`, with words of the commands
wanted. With `--write`, the table goes into docs/performance.md. What was measured is kept in a file, and not
measured again. The exit status is 1 where a ratio is above its limit.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import document
import organisation
from reading import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

TIMES = 10
LIMIT = 11.0
"""How much more ten times as many people may cost."""
MANY = 5_000
"""From so many people on, a command is measured once, and otherwise three times."""
IDENTITY = {
    f"GIT_{who}_{what}": f"bench{end}"
    for who in ("AUTHOR", "COMMITTER")
    for what, end in (("NAME", ""), ("EMAIL", "@bench.example"))
}
GIT = ("git", "-c", "user.name=Bench", "-c", "user.email=bench@bench.example", "-c", "gc.auto=0")

Files = dict[str, str]
SETTINGS = "format: 1\norganization: Fjord\nadministrators: [p0]\nmail:\n  domains: [fjord.example]\n"
LEVELS = ("aware", "comfortable")
PARTS = ("mentee", "mentor")


def shape(people: int, roles: int, mentored: Callable[[int], int | None]) -> Iterator[tuple[str, str]]:
    """Write an organisation: all hold a role, join a programme, and have the mentor that `mentored` says.

    Every third person is proficient and open to mentor. Every tenth asks for help; p11 was answered. p4 has
    not joined yet.
    """
    yield "wecomplish.yaml", SETTINGS
    about = ", ".join(f"roles/r{role}" for role in range(roles))
    yield "skillsets/all.yaml", "name: For all\nskills:\n  e0:\n    title: What all can do\n"
    yield "programs/all.yaml", f"name: All\npilot: true\nstarts: 2026-01-01\ncompetences: [{about}]\n"
    for role in range(roles):
        items = "".join(f"  e{n}:\n    title: Expectation {n} of role {role}\n" for n in range(5))
        yield f"roles/r{role}.yaml", f"name: Role {role}\ncritical: true\nresponsibilities:\n{items}"
    for number in range(people):
        role, able = f"roles/r{number % roles}", number % 3 == 0
        teacher = "mentoring:\n  open: true\n" if able else ""
        leader = f"leaders: [p{number // 10}]\n" if number else ""
        account = f"email: p{number}@fjord.example\naccounts:\n  github:\n    id: {number + 1}\n"
        held = f"assignments:\n  {role}:\n    since: 2026-01-01\n"
        part = f"programs:\n  all:\n    as: {PARTS[able]}\n    joined: 2026-01-15\n"
        joined = part if number != 4 else ""
        yield f"people/p{number}.yaml", f"name: Person {number}\n{account}{leader}{held}{teacher}{joined}"
        known = (f"{role}/e{n}:\n  level: {LEVELS[able]}\n  updated: 2026-05-01\n" for n in range(5))
        yield f"familiarity/p{number}.yaml", "\n".join(known)
        mentor = mentored(number)
        if mentor is not None:
            text = f"mentor: p{mentor}\nstatus: active\nstarted: 2026-02-01\n"
            yield f"mentorships/p{number}/{role}.yaml", text
        if number % 10 == 1:
            answered = "answered\nanswered:\n  by: p0\n  date: 2026-05-31\n"
            status = answered if number == 11 else "open\n"
            yield f"help/p{number}/2026-05-30-e0.yaml", f"expectation: {role}/e0\nstatus: {status}"


def _near(number: int) -> int | None:
    """The nearest before who is proficient."""
    return (number - 1) // 3 * 3 if number else None


SHAPES: dict[str, Callable[[int], Iterator[tuple[str, str]]]] = {
    "half unmentored, 1 role": lambda n: shape(n, 1, lambda each: _near(each) if each % 2 else None),
    "half unmentored, 200 roles": lambda n: shape(n, 200, lambda each: _near(each) if each % 2 else None),
    "one mentor of all, 1 role": lambda n: shape(n, 1, lambda each: 0 if each else None),
    "one mentor of all, 200 roles": lambda n: shape(n, 200, lambda each: 0 if each else None),
}
"""What the organisations are like, which commands were once at the mercy of."""

ISSUE = {
    "number": 7,
    "state": "open",
    "user": {"id": 5, "type": "User", "login": "p4"},
    "body": "### Open to mentoring\n\nNot at the moment\n\n### Places\n\n_No response_\n\n"
    "### Roles and skillsets\n\n_No response_",
    "created_at": "2030-01-01T12:00:00Z",
    "updated_at": "2030-01-01T12:00:00Z",
    "performed_via_github_app": None,
}
"""A form that the fourth person has filled in: they are not open to mentoring."""

ROWS: dict[str, tuple[str, Callable[[int, int], str]]] = {
    "add": ("name,email,leader", lambda n, _: f"New Person {n},new{n}@fjord.example,Person {n}"),
    "hold": ("person,competence", lambda n, roles: f"p{n},roles/r{(n + 1) % roles}"),
    "indicate": ("person,expectation,level", lambda n, roles: f"p{n},roles/r{n % roles}/e1,aware"),
    "assign": (
        "mentee,competence,mentor,replace,reason",
        lambda n, roles: f"p{n},roles/r{n % roles},p{(n + 4) // 3 * 3},true,Moved",
    ),
}
"""The rows of each command that carries out many: a header, and the row of a person; one for every third."""

SHEETS = {"import people": "add", "import mentorships": "assign", "import familiarity": "indicate"}
"""Whose rows the sheets are that are imported."""

COMMANDS = (
    "",
    "check --no-cache",
    "check --fix",
    "check --base main --head change",
    "diff main..change",
    "authorize --base main --head change --actor github:1",
    "notify --base main --head change --dry-run",
    "report mentorships",
    "report mentorships --format json",
    "report familiarity",
    "report help",
    "report unclear",
    "report gaps",
    "report progress",
    "report network",
    "report thanks",
    "report programme all",
    "programme calibrate all",
    "match all",
    "offboard p0",
    "list people",
    "list mentorships",
    "show p1",
    "show ROLE",
    "portrait p1",
    "agenda p1 ROLE",
    "calendar p1",
    "suggest p2 ROLE",
    "goal list p1 ROLE",
    "export people --format csv",
    "export mentorships --format csv",
    "export person p1",
    "export me",
    "export database OUTPUT",
    "forms",
    "intake ISSUE --base main --output OUTPUT",
    "mentorships p1",
    "training p1",
    "support p1",
    "team p0",
    "history p1",
    "digest p1 --dry-run",
    "codeowners",
    "doctor",
    "add person Somebody --dry-run",
    "add person --from ROWS --dry-run",
    "hold --from ROWS --dry-run",
    "indicate --from ROWS --dry-run",
    "assign --from ROWS --dry-run",
    "import people SHEET",
    "import mentorships SHEET",
    "import familiarity SHEET",
    "set person p1 languages nb --dry-run",
    "indicate p1 e1 comfortable --dry-run",
    "request-help p4 e1 --dry-run",
    "acknowledge-help p1 e0 --dry-run",
    "answer-help p1 e0 --dry-run",
    "withdraw-help p1 e0 --dry-run",
    "insight from-help p11 e0 --title Found --body Less --dry-run",
    "ask-familiarity p1 ROLE",
    "programme invite all p4 --dry-run",
    "programme leave all --dry-run",
    "programme close all --dry-run",
    "goal add p1 ROLE Learn --dry-run",
    "pause p1 ROLE --until +4w --dry-run",
    "complete p1 ROLE --dry-run",
    "review p1 ROLE --outcome agree --dry-run",
    "away p0 --until +2w --dry-run",
    "assign p1 ROLE --mentor p9 --replace --reason Moved --dry-run",
    "end p1 ROLE --reason Moved --dry-run",
    "checkin p1 ROLE --dry-run",
    "offer p1 --open --dry-run",
    "hold p1 skillsets/all --dry-run",
    "drop p2 ROLE --dry-run",
    "retire roles/r0/e4 --dry-run",
    "rename people/p1 somebody --dry-run",
    "edit people/p1 --dry-run",
    "set person p1 languages sv",
    "undo --dry-run",
    "submit",
    "init . --ci github",
)
"""Every command whose cost may depend on how many people there are; what writes comes last, and is run once.

Others are timed by bench/pages.py (`site`), do what one of these does (`accept`), or do not read the data.
"""
ONCE = ("set person p1 languages sv", "submit", "init . --ci github")


def prepare(folder: Path, name: str, people: int) -> None:
    """Write an organisation to a repository, a change of a hundredth of it to a branch, and rows to files."""
    roles = 200 if "200" in name else 1
    written = dict(SHAPES[name](people))
    _commit(folder, written, "main")
    # What changes: a hundredth get another mentor, a hundredth leave, a hundredth are new.
    changed: Files = {}
    for number in range(5, people, 100):
        changed[f"people/n{number}.yaml"] = f"name: New {number}\n"
        changed[f"people/p{number + 1}.yaml"] = written[f"people/p{number + 1}.yaml"] + "status: left\n"
        slot = f"mentorships/p{number}/roles/r{number % roles}.yaml"
        changed[slot] = "mentor: p9\nstatus: proposed\nacceptance:\n  p9: waiting\n"
    _commit(folder, changed, "change")
    subprocess.run([*GIT, "-C", folder, "checkout", "-q", "main"], check=True)
    for command, (header, row) in ROWS.items():
        rows = (row(number, roles) for number in range(1, people, 3))
        (folder.parent / f"{command}.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    (folder.parent / "issue.json").write_text(
        json.dumps({"action": "opened", "issue": ISSUE}), encoding="utf-8"
    )
    subprocess.run([*GIT, "clone", "-q", "--bare", folder, folder.parent / "origin"], check=True)
    subprocess.run([*GIT, "-C", folder, "remote", "add", "origin", folder.parent / "origin"], check=True)


def _commit(folder: Path, files: Mapping[str, str], branch: str) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    begin = ["checkout", "-qb", branch] if (folder / ".git").exists() else ["init", "-qb", branch]
    for words in (begin, ["add", "-A"], ["commit", "-qm", "Write"]):
        subprocess.run([*GIT, "-C", folder, *words], check=True)


def measure(command: str, folder: Path, runs: int) -> float:
    """The CPU seconds of a command with all that it starts, the least of some runs."""
    roles = len([*(folder / "roles").iterdir()])
    holds = next((int(word[1:]) for word in command.split() if re.fullmatch("p[0-9]+", word)), 0)
    files = {
        "ROWS": f"{command.split(' ')[0]}.csv",
        "SHEET": f"{SHEETS.get(' '.join(command.split()[:2]))}.csv",
        "ISSUE": "issue.json",
        "OUTPUT": "output.zip",
    }
    words = [word.replace("ROLE", f"roles/r{holds % roles}") for word in command.split()]
    words = [str(folder.parent / files[word]) if word in files else word for word in words]
    wecomplish = Path(sys.executable).with_name("wecomplish")
    plain = {key: value for key, value in os.environ.items() if not key.startswith("WECOMPLISH_")}
    settled = {
        "WECOMPLISH_ORG": str(folder),
        "WECOMPLISH_TODAY": str(organisation.TODAY),
        "WECOMPLISH_AS": "p0",
        "EDITOR": "sed -i s/Person/Human/",
        "XDG_STATE_HOME": str(folder.parent / "state"),
        "XDG_CACHE_HOME": str(folder.parent / "cache"),
        **IDENTITY,
    }
    costs = []
    for _ in range(1 if command in ONCE else runs):
        (folder.parent / "output.zip").unlink(missing_ok=True)
        costs.append(run([wecomplish, *words], plain | settled, (0, 1, 4), folder).cpu)
    return min(costs)


Costs = dict[str, float]
"""What was measured: CPU seconds by shape, number of people and command."""


def measured(name: str, people: int, commands: Sequence[str], kept: Costs) -> Iterator[tuple[str, float]]:
    """Measure commands in an organisation of a shape and size, or take what is known of them."""
    keys = {command: f"{name}, {people}: wecomplish {command}".rstrip() for command in commands}
    yield from ((key, kept[key]) for key in keys.values() if key in kept)
    new = [command for command in commands if keys[command] not in kept]
    if not new:
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "organisation"
        data.mkdir()
        prepare(data, name, people)
        for command in new:
            cost = measure(command, data, 3 if people < MANY else 1)
            print(f"{keys[command]}: {cost:.2f} s", file=sys.stderr, flush=True)
            yield keys[command], cost


def table(people: int, wanted: Sequence[str], keep: Path | None) -> tuple[list[str], bool]:
    """The lines of the table of ratios, and whether one is above the limit."""
    commands = [command for command in COMMANDS if not wanted or any(word in command for word in wanted)]
    kept: Costs = json.loads(keep.read_text(encoding="utf-8")) if keep and keep.exists() else {}
    ratios: dict[str, list[float]] = {command: [] for command in commands}
    for name in SHAPES:
        costs: list[list[float]] = []
        for number in (people, TIMES * people):
            found = {}
            for key, cost in measured(name, number, commands, kept):
                found[key] = cost
                if keep:
                    keep.write_text(json.dumps(kept | found, indent=1), encoding="utf-8")
            kept |= found
            costs.append([found[f"{name}, {number}: wecomplish {command}".rstrip()] for command in commands])
        for command, less, more in zip(commands, *costs, strict=True):
            ratios[command].append(more / less)
    lines = [f"| command | {' | '.join(SHAPES)} |", f"| --- |{' ---: |' * len(SHAPES)}"]
    for command, each in ratios.items():
        shown = " | ".join(f"{ratio:.1f}" for ratio in each)
        lines.append(f"| `{shlex.join(['wecomplish', *command.split()])}` | {shown} |")
    return lines, any(ratio > LIMIT for each in ratios.values() for ratio in each)


def main() -> None:
    """Measure, print the table, and write it into the document where that is asked for."""
    parser = argparse.ArgumentParser(description="Measure how the cost of every command grows.")
    parser.add_argument("--people", metavar="N", type=int, default=1_000, help="how many at first")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    parser.add_argument("--keep", metavar="FILE", type=Path, help="where to keep what was measured")
    parser.add_argument("words", metavar="WORD", nargs="*", help="only commands with one of these words")
    given = parser.parse_args()
    lines, above = table(given.people, given.words, given.keep)
    print("\n".join(lines))
    if given.write:
        document.put(__file__, lines)
    sys.exit(above)


if __name__ == "__main__":
    main()
