"""Pairs of branches with random valid edits, merged by real git: what conflicts, and what a merge gives.

An edit is what a command writes: decided on records, spliced into the texts, and refused if it would
bring an error into the data. A pair has its favourites, so that its branches often meet in a file. The branches become
commits, and `git merge-tree` merges them as `git merge` does. The merge is loaded as any commit is, and every
file in it but those that git says conflict has to parse. `EDITS` at the end lists the kinds of edit.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass, field, fields
from datetime import timedelta
from functools import partial, reduce
from operator import add
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

from tests.conftest import git, quiet_environment
from tests.golden.stage import repository
from tests.stress.mutations import DAY, in_chunks
from wecomplish_cli import check, derive, store
from wecomplish_cli.actions import familiarity, helping
from wecomplish_cli.actions.assign import Wish, assign
from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.diagnostics import Severity
from wecomplish_cli.edits import Append, Delete, Put, Remove
from wecomplish_cli.errors import RefusedError, UsageError
from wecomplish_cli.model.kinds import kind_of
from wecomplish_cli.rules.register import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from wecomplish_cli.diagnostics import Diagnostic, Finding
    from wecomplish_cli.model.mentorships import Mentorship
    from wecomplish_cli.model.org import Org
    from wecomplish_cli.store import Dataset

CHUNK = 200
"""Pairs that one process merges at a time."""
MOST_EDITS = 5
T = TypeVar("T")


@dataclass(frozen=True)
class Figures:
    """What came of the merges."""

    pairs: int = 0
    edits: int = 0
    refused_edits: int = 0
    """Edits that an action or the check refused; others were made in their place."""
    pairs_with_conflict: int = 0
    conflicted_files: int = 0
    conflicts: Counter[str] = field(default_factory=Counter)
    """The conflicted files by their kind."""
    merges_unparsed: int = 0
    """Merges with a file that does not parse though git says nothing of a conflict in it."""
    unparsed: tuple[str, ...] = ()
    """How these came about."""
    dangling_references: int = 0
    """Findings WC2xx of merges without conflict that neither branch has."""
    other_findings: int = 0
    """Such findings WC3xx."""
    findings: Counter[str] = field(default_factory=Counter)
    """Both by their rule."""

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass(frozen=True)
class Branch:
    """A branch: the data at its end, and the files it changed (None: deleted)."""

    name: str
    end: Dataset
    texts: dict[str, bytes | None]
    edits: int
    refused: int


class Chance(Random):
    """Chance with favourites, which it comes back to: both branches of a pair often are about the same."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self._taste = number

    def pick(self, among: Iterable[T]) -> T:
        found = sorted(among, key=lambda each: crc32(f"{self._taste} {getattr(each, 'path', each)}".encode()))
        if not found:
            raise RefusedError("there is none to pick")
        return found[min(int(self.expovariate(0.7)), len(found) - 1)]

    def someone(self, org: Org) -> str:
        return self.pick(derive.population(org, DAY))

    def maybe(self, value: T) -> T | None:
        return value if self.random() < 0.5 else None


def run(amount: int, first: int = 0) -> Figures:
    """Merge so many pairs of branches, from a number on, which decides alone what a pair is.

    Raises:
        AssertionError: if git refuses to do its part.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = repository(Path(folder) / "org")
        return in_chunks(partial(_chunk, root), range(first, first + amount), CHUNK)


def _chunk(root: Path, numbers: range) -> Figures:
    base = store.load(root)
    pairs = [_pair(base, number) for number in numbers]
    commits = [_commit(branch) for pair in pairs for branch in pair]
    assert _git(root, "fast-import", "--quiet", stdin=b"".join(commits)).returncode == 0
    return reduce(add, (_merged(root, *pair) for pair in pairs))


def _pair(base: Dataset, number: int) -> tuple[Branch, Branch]:
    chance = Chance(number)
    return _branch(base, f"{number}-ours", chance), _branch(base, f"{number}-theirs", chance)


def _branch(base: Dataset, name: str, chance: Chance) -> Branch:
    end, wanted, made, refused = base, chance.randint(1, MOST_EDITS), 0, 0
    texts: dict[str, bytes | None] = {}
    while made < wanted:
        try:
            plan = chance.choice(EDITS)(end.org, chance, DAY)
        except (RefusedError, UsageError):
            refused += 1
            continue
        applied = store.apply(end, plan.edits)
        brought = check.introduced(end, applied.after, DAY)
        if any(each.severity is Severity.ERROR for each in brought):
            refused += 1
        elif applied.changes:
            end, made = applied.after, made + 1
            texts |= {change.path: change.new for change in applied.changes}
    return Branch(name, end, texts, made, refused)


def _commit(branch: Branch) -> bytes:
    """A branch as `git fast-import` reads it."""
    lines = [f"commit refs/heads/{branch.name}\ncommitter Test <test@test.example> 1780315200 +0000\n"]
    lines += ["data 4\nEdit\nfrom refs/heads/main^0\n"]
    parts = ["".join(lines).encode()]
    for path, text in branch.texts.items():
        if text is None:
            parts.append(f"D {path}\n".encode())
        else:
            parts.append(b"M 100644 inline %b\ndata %d\n%b\n" % (path.encode(), len(text), text))
    return b"".join([*parts, b"\n"])


def _merged(root: Path, ours: Branch, theirs: Branch) -> Figures:
    """Merge two branches, and see what git made of them."""
    done = _git(
        root, "merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", ours.name, theirs.name
    )
    assert done.returncode in (0, 1), done.stderr
    tree, *conflicted = done.stdout.decode().removesuffix("\0").split("\0")
    commit = git(root, "commit-tree", tree, "-p", ours.name, "-p", theirs.name, "-m", "Merge").strip()
    merge = store.load(root, commit)
    unparsed = tuple(
        _told(finding, ours, theirs, merge)
        for path, found in merge.problems.items()
        for rule, finding in found
        if path not in conflicted and BY_NAME[rule].severity is Severity.ERROR
    )
    new = [] if done.returncode or unparsed else _new(ours, theirs, merge)
    return Figures(
        pairs=1,
        edits=ours.edits + theirs.edits,
        refused_edits=ours.refused + theirs.refused,
        pairs_with_conflict=done.returncode,
        conflicted_files=len(conflicted),
        conflicts=Counter(kind_of(path).name for path in conflicted),
        merges_unparsed=bool(unparsed),
        unparsed=unparsed,
        dangling_references=sum(each.code < "WC300" for each in new),
        other_findings=sum(each.code >= "WC300" for each in new),
        findings=Counter(each.rule for each in new),
    )


def _new(ours: Branch, theirs: Branch, merge: Dataset) -> list[Diagnostic]:
    """What is found in a merge and in neither branch."""
    beside_theirs = check.introduced(theirs.end, merge, DAY)
    return [each for each in check.introduced(ours.end, merge, DAY) if each in beside_theirs]


def _told(finding: Finding, ours: Branch, theirs: Branch, merge: Dataset) -> str:
    """Tell of a file that does not parse, with its text in both branches and in the merge."""
    path = finding.spot.path
    texts = (branch.texts.get(path) for branch in (ours, theirs))
    told = [f"{ours.name}, {theirs.name}: {path}: {finding.message}"]
    return "\n".join([*told, *map(repr, texts), repr(merge.source.read(path))])


def _git(root: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = quiet_environment(root)
    return subprocess.run(
        ["git", *arguments], cwd=root, env=environment, input=stdin, capture_output=True, check=False
    )


def assign_mentor(org: Org, chance: Chance, today: date) -> Plan:
    mentee, mentor = chance.someone(org), chance.pick(org.people)
    competence = chance.pick(org.people[mentee].held(today))
    until, target = chance.maybe(today + timedelta(chance.choice((60, 90)))), chance.maybe(75)
    propose, reason = chance.random() < 0.2, chance.choice(("Other work", "Moved"))
    wish = Wish(mentee, competence, mentor, (), until, target, None, propose, replace=True, reason=reason)
    return assign(org, wish, today, chance.maybe(mentee))


def change_terms(org: Org, chance: Chance, today: date) -> Plan:
    slot = _slot(org, chance)
    until, others = today + timedelta(chance.choice((60, 90))), {chance.someone(org)} - {slot.mentor}
    wish = Wish(slot.mentee, slot.competence, slot.mentor, tuple(others), until, chance.maybe(90))
    return assign(org, wish, today, None)


def end_mentorship(org: Org, chance: Chance, today: date) -> Plan:
    ref = _slot(org, chance).ref
    ended = {"status": chance.choice(("ended", "completed")), "ended": today, "reason": "Done"}
    return Plan((Delete(ref, ("paused_until",)), *(Put(ref, (k,), v) for k, v in ended.items())), "ended")


def accept(org: Org, chance: Chance, today: date) -> Plan:
    waiting = [
        (m.ref, person) for m in org.mentorships.values() for person, day in m.acceptance.items() if not day
    ]
    ref, person = chance.pick(waiting)
    return Plan((Put(ref, ("acceptance", person), today),), "accepted")


def meet(org: Org, chance: Chance, today: date) -> Plan:
    slot = _slot(org, chance)
    ref = f"checkins/{slot.mentee}/{today}-{slot.id}"
    new = {"competence": slot.competence, "minutes": chance.choice((20, 30)), "goals": [*slot.goals][:1]}
    return Plan((Put(ref, (), new),), "met")


def indicate(org: Org, chance: Chance, today: date) -> Plan:
    person, level = chance.someone(org), chance.choice(org.settings.familiarity.levels)
    expectation = chance.pick(derive.expected_of(org, person, today))
    return familiarity.indicate(org, person, expectation, level, chance.random() < 0.2, today)


def ask_for_help(org: Org, chance: Chance, today: date) -> Plan:
    person = chance.someone(org)
    expectation = chance.pick(derive.expected_of(org, person, today))
    return helping.request_help(org, person, expectation, chance.maybe("Where do I begin?"), today)


def see_to_help(org: Org, chance: Chance, today: date) -> Plan:
    request = chance.pick(request for request in org.requests() if request.status.life_ring)
    about, by = (org, request.mentee, request.expectation), chance.someone(org)
    which = chance.random()
    if which < 0.2:
        return helping.withdraw_help(*about)
    if which < 0.5:
        return helping.acknowledge_help(*about, by, today)
    return helping.answer_help(*about, by, chance.pick([None, *org.insights]), today)


def edit_by_hand(org: Org, chance: Chance, _today: date) -> Plan:
    """Edit what no command does; `{}` in a row stands for something of the organisation, picked at random."""
    kind, ref, pointer, *values = chance.choice(chance.pick(BY_HAND))
    competence, slot = chance.pick(org.competences), _slot(org, chance)
    names = {
        "person": chance.someone(org),
        "competence": competence,
        "items": "responsibilities" if competence.startswith("roles/") else "skills",
        "item": chance.pick(org.competences[competence].items),
        "slot": slot.ref,
        "goal": chance.pick(["teach-it", *slot.goals]),
        "insight": chance.pick(org.insights),
        "expectation": chance.pick(org.expectations),
    }
    at = ref.format(**names), tuple(key.format(**names) for key in pointer.split(".") if key)
    return Plan((kind(*at, *(_filled(value, names) for value in values)),), "edited")


def _filled(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {_filled(key, names): _filled(inner, names) for key, inner in value.items()}
    return value.format(**names) if isinstance(value, str) else value


def _slot(org: Org, chance: Chance) -> Mentorship:
    return chance.pick(mentorship for mentorship in org.mentorships.values() if mentorship.status.under_way)


_NEW = {"expectation": "{expectation}", "author": "{person}", "date": DAY}
BY_HAND: tuple[tuple[tuple[Any, ...], ...], ...] = (
    (
        (Put, "people/{person}", "mentoring.open", True),
        (Put, "people/{person}", "mentoring.open", False),
        (Put, "people/{person}", "mentoring.capacity", 1),
        (Put, "people/{person}", "mentoring.capacity", 5),
        (Put, "people/{person}", "mentoring.away", {"from": DAY, "until": DAY + timedelta(9)}),
        (Append, "people/{person}", "mentoring.seeks", "{competence}"),
        (Append, "people/{person}", "mentoring.topics", "{competence}"),
        (Append, "people/{person}", "languages", "fr"),
        (Remove, "people/{person}", "languages", "en"),
        (Put, "people/{person}", "timezone", "Europe/Rome"),
        (Put, "people/{person}", "status", "left"),
        (Put, "people/{person}", "assignments.{competence}", {"since": DAY}),
        (Put, "people/{person}", "assignments.{competence}.until", DAY),
        (Delete, "people/{person}", "assignments.{competence}"),
    ),
    (
        (Put, "people/ada", "", {"name": "Ada", "leaders": ["kari-hansen"]}),
        (Put, "people/ada", "", {"name": "Ada", "assignments": {"{competence}": {"since": DAY}}}),
        (Put, "wecomplish", "administrators", ["kari-hansen"]),
        (Append, "wecomplish", "administrators", "{person}"),
        (Put, "wecomplish", "targets.have_mentor", 80),
        (Put, "wecomplish", "help.answer_within_days", 10),
        (Put, "teams/platform", "lead", "{person}"),
    ),
    (
        (Put, "{competence}", "{items}.ask-why", {"title": "Ask why"}),
        (Put, "{competence}", "{items}.pair-up", {"title": "Do it in pairs"}),
        (Put, "{competence}", "{items}.{item}.retired", DAY),
        (Put, "{competence}", "{items}.{item}.target", "automated"),
        (Put, "{competence}", "keeper", "{person}"),
        (Append, "{expectation}", "people", "{person}"),
        (Delete, "{competence}", "{items}.{item}"),
        (Delete, "{expectation}", ""),
    ),
    (
        (Put, "insights/small", "", {"title": "Small", **_NEW, "status": "draft", "body": "One step.\n"}),
        (Put, "insights/{insight}", "status", "published"),
        (Delete, "insights/{insight}", ""),
        (Append, "programs/platform-2026", "resources", "insights/{insight}"),
        (Append, "programs/platform-2026", "resources", "{expectation}"),
        (Append, "programs/platform-2026", "competences", "{competence}"),
    ),
    (
        (Put, "{slot}", "agreement", "Mondays at nine."),
        (Put, "{slot}", "goals.alone-once", {"title": "Do it alone", "status": "on_track"}),
        (Put, "{slot}", "goals.teach-it", {"title": "Teach it", "status": "not_started"}),
        (Delete, "{slot}", "goals.{goal}"),
        (Delete, "{slot}", ""),
    ),
)
"""What no command does: the kind of edit, reference, pointer and value; one group is about one thing."""
EDITS: tuple[Callable[[Org, Chance, date], Plan], ...] = (
    *(assign_mentor, change_terms, end_mentorship, accept, meet),
    *(indicate, indicate, ask_for_help, see_to_help, edit_by_hand, edit_by_hand, edit_by_hand),
)
"""How often each kind is chosen is how often it stands here."""
