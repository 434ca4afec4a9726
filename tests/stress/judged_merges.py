"""Pairs of branches, each valid by itself, whose merge often is not: `check --base` has to see each of them.

What is wrong with a merge is said by an oracle that shares nothing with the tool: it reads the files that git
merged with another reader, and counts people and places by itself.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import partial, reduce
from operator import add
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import yaml

from tests.conftest import TODAY, git, quiet_environment
from tests.golden.stage import BAKERY, commit, play, repository
from tests.stress.chunks import Counted, in_chunks
from wecomplish_cli.checking import check
from wecomplish_cli.dataset import store
from wecomplish_cli.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wecomplish_cli.dataset.store import Dataset

CHUNK = 50
"""Pairs that one process judges at a time."""
MENTORS = ("ada", "bea", "cai")
LEARNERS = ("eli", "fay", "gus", "hal")
UNDER_WAY = ("proposed", "active", "paused")


@dataclass(frozen=True)
class Figures(Counted):
    """What came of the merges."""

    pairs: int = 0
    edits: int = 0
    conflicts: int = 0
    """Pairs that git does not merge, and the check does not judge."""
    valid: int = 0
    invalid: int = 0
    """Merges with which something is wrong, by the oracle."""
    caught: int = 0
    """Those of them that the check fails; it fails no other."""
    wrong: Counter[str] = field(default_factory=Counter)
    """What is wrong, by its kind."""


def run(amount: int, first: int = 0) -> Figures:
    """Judge so many pairs of branches, from a number on, which decides alone what a pair is.

    Raises:
        AssertionError: if the check says otherwise than the oracle.
    """
    return in_chunks(_chunk, range(first, first + amount), CHUNK)


def _chunk(numbers: range) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        root = base_in(Path(folder) / "org")
        assert wrong_with(files_of(root, "main")) == []
        return reduce(add, map(partial(_pair, root, store.load(root)), numbers))


def base_in(folder: Path) -> Path:
    """Make a repository of a bakery with three mentors, two of them with one place, and four who learn."""
    root = repository(folder, BAKERY)
    for number, mentor in enumerate(MENTORS):
        text = f"name: {mentor.title()}\nmentoring:\n  open: true\n  capacity: {number % 2 + 1}\n"
        (root / "people" / f"{mentor}.yaml").write_text(text, encoding="utf-8")
    for learner in LEARNERS:
        text = f"name: {learner.title()}\nassignments:\n  roles/baker:\n    since: 2026-05-01\n"
        (root / "people" / f"{learner}.yaml").write_text(text, encoding="utf-8")
    commit(root)
    return root


def _pair(root: Path, base: Dataset, number: int) -> Figures:
    chance = Random(number)  # noqa: S311 - pairs to try
    ours, theirs = (_branch(root, base, f"{number}-{side}", chance) for side in ("ours", "theirs"))
    names = (f"{number}-ours", f"{number}-theirs")
    done = _git(root, "merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", *names)
    judged = play("check", "--base", names[0], "--head", names[1], "--today", TODAY, cwd=root)
    if done.returncode:
        assert judged.exit == 1
        assert "cannot be merged" in judged.stderr
        return Figures(pairs=1, edits=ours + theirs, conflicts=1)
    found = wrong_with(files_of(root, done.stdout.decode().split("\0")[0]))
    assert judged.exit == bool(found), f"pair {number}: {found}\n{judged.stdout}{judged.stderr}"
    return Figures(
        pairs=1,
        edits=ours + theirs,
        valid=not found,
        invalid=bool(found),
        caught=judged.exit,
        wrong=Counter({*found}),
    )


def _branch(root: Path, base: Dataset, name: str, chance: Random) -> int:
    """Make a branch of up to three edits that are valid together; returns how many."""
    end, texts, done = base, dict[str, bytes | None](), 0
    for _ in range(chance.randint(1, 3)):
        path, text = chance.choice(EDITS)(end, chance)
        after = store.with_texts(end, {path: text}).after
        day = date.fromisoformat(TODAY)
        if not any(each.severity is Severity.ERROR for each in check.introduced(end, after, day)):
            end, done = after, done + 1
            texts[path] = text
    parts = [f"commit refs/heads/{name}\ncommitter Test <test@test.example> 0 +0000\n".encode()]
    parts.append(b"data 4\nEdit\nfrom refs/heads/main^0\n")
    for path, text in texts.items():
        if text is None:
            parts.append(f"D {path}\n".encode())
        else:
            parts.append(b"M 100644 inline %b\ndata %d\n%b\n" % (path.encode(), len(text), text))
    _git(root, "fast-import", "--quiet", stdin=b"".join([*parts, b"\n"]))
    return done


def _git(root: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git, which exits with 1 where a merge conflicts."""
    command, environment = ["git", *arguments], quiet_environment(root)
    done = subprocess.run(command, cwd=root, env=environment, input=stdin, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done


def _slot(chance: Random) -> str:
    return f"mentorships/{chance.choice(LEARNERS)}/roles/baker.yaml"


def _mentorship(*mentors: str) -> bytes:
    others = f"co_mentors: [{', '.join(mentors[1:])}]\n" if mentors[1:] else ""
    return f"mentor: {mentors[0]}\n{others}status: active\nstarted: 2026-06-01\n".encode()


def give_a_mentor(_end: Dataset, chance: Random) -> tuple[str, bytes | None]:
    return _slot(chance), _mentorship(chance.choice(MENTORS))


def give_two_mentors(_end: Dataset, chance: Random) -> tuple[str, bytes | None]:
    return _slot(chance), _mentorship(*chance.sample(MENTORS, 2))


def remove_someone(_end: Dataset, chance: Random) -> tuple[str, bytes | None]:
    return f"people/{chance.choice(MENTORS + LEARNERS)}.yaml", None


def let_someone_leave(end: Dataset, chance: Random) -> tuple[str, bytes | None]:
    path = f"people/{chance.choice(MENTORS + LEARNERS)}.yaml"
    return path, store.content(end, path).replace(b"\n", b"\nstatus: left\n", 1) or None


def take_a_place_away(end: Dataset, chance: Random) -> tuple[str, bytes | None]:
    path = f"people/{chance.choice(MENTORS)}.yaml"
    return path, store.content(end, path).replace(b"capacity: 2", b"capacity: 1") or None


def drop_the_role(end: Dataset, chance: Random) -> tuple[str, bytes | None]:
    path = f"people/{chance.choice(LEARNERS)}.yaml"
    return path, store.content(end, path).partition(b"assignments:")[0] or None


def call_someone_else(end: Dataset, chance: Random) -> tuple[str, bytes | None]:
    path = f"people/{chance.choice(MENTORS + LEARNERS)}.yaml"
    return path, store.content(end, path).replace(b"name: ", b"name: Dr ", 1) or None


EDITS: tuple[Callable[[Dataset, Random], tuple[str, bytes | None]], ...] = (
    *(give_a_mentor, give_a_mentor, give_a_mentor, give_two_mentors, remove_someone, let_someone_leave),
    *(take_a_place_away, drop_the_role, call_someone_else),
)
"""Each as often as it stands here."""


def files_of(root: Path, tree: str) -> dict[str, Any]:
    """Read the people and mentorships of a commit or tree with PyYAML, all scalars as text."""
    listing = git(root, "ls-tree", "-r", "-z", "--name-only", tree, "people", "mentorships").split("\0")
    return {
        path: yaml.load(git(root, "show", f"{tree}:{path}"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
        for path in listing
        if path
    }


def wrong_with(files: dict[str, Any]) -> list[str]:
    """Say what is wrong with people and mentorships, by kinds."""
    people = {path[7:-5]: each for path, each in files.items() if path.startswith("people/")}
    places: Counter[str] = Counter()
    found: list[str] = []
    for path, each in files.items():
        if path.startswith("mentorships/"):
            mentee, competence = path[12:-5].split("/", 1)
            mentors = [each["mentor"], *each.get("co_mentors", ())]
            places.update(mentors if each["status"] == "active" else ())
            if each["status"] in UNDER_WAY:
                found += _wrong_in(people, mentee, mentors, competence)
    over = [who for who in places if who in people and places[who] > _capacity(people[who])]
    return found + ["a last place filled twice"] * len(over)


def _wrong_in(people: dict[str, Any], mentee: str, mentors: list[str], competence: str) -> Iterator[str]:
    if mentee not in people:
        yield "the mentee is not there"
    elif competence not in people[mentee].get("assignments", {}):
        yield "the role is not held"
    for mentor in mentors:
        if mentor not in people:
            yield "the mentor is not there"
    if any(people.get(who, {}).get("status") == "left" for who in (mentee, *mentors)):
        yield "somebody left"


def _capacity(person: dict[str, Any]) -> int:
    return int(person.get("mentoring", {}).get("capacity", 2))
