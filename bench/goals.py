"""Measures how fast the commands are that are run most, against what is wanted.

Run it as `python bench/goals.py [--write] [--rounds N] [PEOPLE]`. Each figure is the median of ratios of CPU
seconds, measured in turn. With `--write`, the table goes into docs/performance.md.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import document
import organisation
from growth import GIT
from reading import PARSE, run
from starting import EXAMPLE

WECOMPLISH = Path(sys.executable).with_name("wecomplish")
PASS, PARSING, STATUS, COLD = "`python -c pass`", "CSafeLoader", "`git status`", "`check`, cold"
"""What the others are measured against."""


@dataclass(frozen=True)
class Goal:
    """A command and the most it may take of what something else takes."""

    words: str
    over: str
    most: float
    how: str = ""
    """How it is run otherwise than once, cold: `tab`, `again` or `changed`."""

    @property
    def name(self) -> str:
        """What it is called in the table."""
        said = {"tab": " and the tab key", "again": " again", "changed": " again, one file changed"}
        return f"`wecomplish {self.words}`".replace(" `", "`") + said.get(self.how, "")


SMALL = (
    Goal("--version", PASS, 1.5),
    Goal("--help", PASS, 1.5),
    Goal("assign --help", PASS, 1.5),
    Goal("mentorships a", PASS, 3, "tab"),
    Goal("check", PASS, 18),
    Goal("mentorships ola-nordmann", PASS, 15),
    Goal("indicate ola-nordmann roles/platform-engineer/review-changes understand --dry-run", PASS, 15),
)
LARGE = (
    Goal("mentorships a", PASS, 3, "tab"),
    Goal("check", PARSING, 0.42),
    Goal("check", STATUS, 1.8, "again"),
    Goal("check", COLD, 0.6, "changed"),
    Goal("mentorships PERSON", PARSING, 0.33),
    Goal("", PARSING, 0.33),
    Goal("assign PERSON ROLE --mentor MENTOR --replace --reason Moved --dry-run", PARSING, 0.5),
    Goal("indicate PERSON EXPECTATION aware --dry-run", PARSING, 0.5),
    Goal("request-help PERSON EXPECTATION --dry-run", PARSING, 0.5),
    Goal("check --base main --head change", PARSING, 0.5),
    Goal("authorize --base main --head change --actor github:1", PARSING, 0.5),
    Goal("diff main..change", PARSING, 0.5),
    Goal("notify --base main --head change --dry-run", PARSING, 0.5),
    Goal("report mentorships", COLD, 1.2),
)
MEMORY = {"check": 12, "check --base main --head change": 15}
"""kB a person at most, from 10,000 people on."""


class Bench:
    """An organisation in a repository, and what its commands took."""

    def __init__(self, folder: Path, data: Path, person: str) -> None:
        self.folder, self.data = folder, data
        self.memory: dict[str, float] = defaultdict(float)
        self._runs = 0
        env = {key: value for key, value in os.environ.items() if not key.startswith("WECOMPLISH_")}
        for name in ("PYTHONDONTWRITEBYTECODE", "CI"):
            env.pop(name, None)
        self.env = env | {
            "WECOMPLISH_ORG": str(data),
            "WECOMPLISH_TODAY": str(organisation.TODAY),
            "WECOMPLISH_AS": person,
            "COLUMNS": "80",
        }
        for words in (["init", "-qb", "main"], ["add", "-A"], ["commit", "-qm", "Write"]):
            self.git(*words)

    def git(self, *words: str) -> None:
        """Run git here."""
        subprocess.run([*GIT, "-C", self.data, *words], check=True, stdout=subprocess.DEVNULL)

    def took(self, goal: Goal, names: dict[str, str]) -> float:
        """The CPU seconds of a command; what it remembers is new each time, unless it is run again."""
        self._runs += 1
        env = self.env | {"XDG_STATE_HOME": str(self.folder / f"state-{self._runs}")}
        if goal.how == "tab":
            env["_WECOMPLISH_COMPLETE"] = "words"
        words = [names.get(word, word) for word in goal.words.split()]
        if goal.how in ("again", "changed"):
            run([WECOMPLISH, *words], env, expected=(0, 1))
        if goal.how == "changed":
            path = self.data / "people" / f"{names['PERSON']}.yaml"
            path.write_text(f"# {self._runs}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
        cost = run([WECOMPLISH, *words], env, expected=(0, 1, 4))
        if goal.how == "changed":
            self.git("checkout", "-q", ".")
        self.memory[goal.words] = max(self.memory[goal.words], cost.memory)
        return cost.cpu

    def base(self, over: str) -> float:
        """The CPU seconds of what a command is measured against."""
        if over == COLD:
            return self.took(Goal("check", COLD, 1), {})
        status = ["git", "-C", self.data, "status"]
        program = {PASS: "pass", PARSING: PARSE}
        return run(
            status if over == STATUS else [sys.executable, "-c", program[over], self.data], self.env
        ).cpu


def measure(bench: Bench, goals: tuple[Goal, ...], names: dict[str, str], rounds: int) -> dict[Goal, float]:
    """The median ratio of each command."""
    ratios: dict[Goal, list[float]] = defaultdict(list)
    for _ in range(rounds):
        bases = {over: bench.base(over) for over in dict.fromkeys(goal.over for goal in goals)}
        for goal in goals:
            ratios[goal].append(bench.took(goal, names) / bases[goal.over])
    return {goal: statistics.median(found) for goal, found in ratios.items()}


def large(folder: Path, people: int) -> tuple[Bench, dict[str, str]]:
    """Write an organisation, with a change of five files on a branch; and whom to ask about."""
    data = folder / "organisation"
    run([sys.executable, organisation.__file__, str(people), data], dict(os.environ))
    slot = next(iter(sorted((data / "mentorships").glob("*/roles/*.yaml"))))
    person, role = slot.parts[-3], slot.stem
    text = (data / "familiarity" / f"{person}.yaml").read_text(encoding="utf-8")
    expectation = next(line[:-1] for line in text.splitlines() if line.startswith(f"roles/{role}/"))
    mentors = [_mentor(each) for each in sorted((data / "mentorships").glob("*/*/*.yaml"))]
    others = {_mentor(each) for each in (data / "mentorships").glob(f"*/roles/{role}.yaml")}
    mentor = min(sorted(others - {person, _mentor(slot)}), key=mentors.count)
    names = {"PERSON": person, "ROLE": f"roles/{role}", "EXPECTATION": expectation, "MENTOR": mentor}
    bench = Bench(folder, data, "ola-nordmann")
    bench.git("checkout", "-qb", "change")
    for path in sorted((data / "people").glob("*.yaml"))[10:15]:
        path.write_text(f"{path.read_text(encoding='utf-8')}# Changed\n", encoding="utf-8")
    bench.git("commit", "-qam", "Change")
    bench.git("checkout", "-q", "main")
    # As whoever cloned it has it; single objects, as they were written, take git longer to read.
    bench.git("gc", "-q")
    return bench, names


def _mentor(slot: Path) -> str:
    return slot.read_text(encoding="utf-8").partition("mentor: ")[2].partition("\n")[0]


def rows(size: str, found: dict[Goal, float]) -> list[str]:
    """The rows of the table for an organisation."""
    return [
        f"| {goal.name} | {size} | {goal.over} | {goal.most:g} | {ratio:.2f}{_mark(ratio, goal.most)} |"
        for goal, ratio in found.items()
    ]


def _mark(found: float, most: float) -> str:
    return "" if found <= most else " ✗"


def main() -> None:
    """Measure, print the table, and write it into the document where that is asked for."""
    parser = argparse.ArgumentParser(
        description="Measure the commands that are run most against their goals."
    )
    parser.add_argument("people", metavar="PEOPLE", type=int, nargs="?", default=10_000)
    parser.add_argument("--rounds", metavar="N", type=int, default=5, help="how often each is measured")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    given = parser.parse_args()
    lines = ["| command | people | over | wanted | reached |", "| --- | ---: | --- | ---: | ---: |"]
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "organisation"
        shutil.copytree(EXAMPLE, data)
        example = Bench(Path(folder), data, "ingrid-halvorsen")
        lines += rows("30", measure(example, SMALL, {}, given.rounds))
    with tempfile.TemporaryDirectory() as folder:
        bench, names = large(Path(folder), given.people)
        lines += rows(f"{given.people:,}", measure(bench, LARGE, names, given.rounds))
        for words, most in MEMORY.items():
            used = bench.memory[words] / given.people
            mark = "" if used <= most else " ✗"
            lines.append(
                f"| memory of `{words}` | {given.people:,} | kB a person | {most} | {used:.1f}{mark} |"
            )
    print("\n".join(lines))
    if given.write:
        document.put(__file__, lines)


if __name__ == "__main__":
    main()
