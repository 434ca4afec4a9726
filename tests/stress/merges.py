"""Pairs of branches with random valid edits, merged by real git: what conflicts, and what a merge gives.

An edit is what a command writes: decided on records, spliced into the texts, and refused if it would bring an
error. A pair has its favourites, so that its branches often meet in a file. They become commits, which
`git merge-tree` merges as `git merge` does. The merge is loaded as any commit is; without a conflict, every
file in it has to parse. `EDITS`, at the end, lists the kinds of edit.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial, reduce
from operator import add
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

from tests.conftest import git, quiet_environment
from tests.golden.stage import repository
from tests.stress.chunks import Counted, in_chunks
from tests.stress.mutations import DAY
from wecomplish_cli.actions import familiarity, helping, holding, renaming, retiring
from wecomplish_cli.actions.assign import Wish, assign
from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.checking import check
from wecomplish_cli.dataset import store
from wecomplish_cli.derive import familiarity as derived_familiarity
from wecomplish_cli.derive import membership
from wecomplish_cli.derive.view import View
from wecomplish_cli.diagnostics import Severity
from wecomplish_cli.errors import RefusedError, UsageError
from wecomplish_cli.model.edits import Append, Delete, Put, Remove
from wecomplish_cli.model.kinds import kind_of
from wecomplish_cli.rules.register import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from wecomplish_cli.dataset.store import Dataset
    from wecomplish_cli.model.mentorships import Mentorship
    from wecomplish_cli.model.org import Org

CHUNK = 200
"""Pairs that one process merges at a time."""
MOST_EDITS = 5
T = TypeVar("T")


@dataclass(frozen=True)
class Figures(Counted):
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
    """Merges without conflict in which a file does not parse."""
    unparsed_beside_conflicts: int = 0
    """Merges in which git says of conflicts, but not of one in a file that does not parse."""
    unparsed: tuple[str, ...] = ()
    """The files of both, and what is wrong with them."""
    dangling_references: int = 0
    """Findings WC2xx of merges without conflict that neither branch has."""
    other_findings: int = 0
    """Such findings WC3xx."""
    findings: Counter[str] = field(default_factory=Counter)
    """Both by their rule."""


@dataclass(frozen=True)
class Branch:
    """A branch: the data at its end, and the files it changed (None: deleted)."""

    name: str
    end: Dataset
    texts: dict[str, bytes | None]
    edits: int = 0
    refused: int = 0


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

    def someone(self, view: View) -> str:
        return self.pick(membership.population(view))

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


def merges(root: Path, pairs: Iterable[tuple[Branch, Branch]]) -> Figures:
    """Make commits of branches that begin at the head of a repository, and merge each pair."""
    found = [*pairs]
    commits = b"".join(_commit(branch) for pair in found for branch in pair)
    _git(root, "fast-import", "--quiet", stdin=commits)
    return reduce(add, (_merged(root, *pair) for pair in found))


def _chunk(root: Path, numbers: range) -> Figures:
    base = store.load(root)
    return merges(root, (_pair(base, number) for number in numbers))


def _pair(base: Dataset, number: int) -> tuple[Branch, Branch]:
    chance = Chance(number)
    return _branch(base, f"{number}-ours", chance), _branch(base, f"{number}-theirs", chance)


def _branch(base: Dataset, name: str, chance: Chance) -> Branch:
    branch, wanted, refused = Branch(name, base, {}), chance.randint(1, MOST_EDITS), 0
    while branch.edits < wanted:
        try:
            plan = chance.choice(EDITS)(View(branch.end.org, DAY), chance)
        except (RefusedError, UsageError):
            refused += 1
            continue
        applied = store.apply(branch.end, plan.edits)
        brought = check.introduced(branch.end, applied.after, DAY)
        if any(each.severity is Severity.ERROR for each in brought):
            refused += 1
        elif applied.changes:
            texts = branch.texts | {change.path: change.new for change in applied.changes}
            branch = Branch(name, applied.after, texts, branch.edits + 1)
    return replace(branch, refused=refused)


def _commit(branch: Branch) -> bytes:
    """A branch as `git fast-import` reads it."""
    parts = [f"commit refs/heads/{branch.name}\ncommitter Test <test@test.example> 0 +0000\n".encode()]
    parts.append(b"data 4\nEdit\nfrom refs/heads/main^0\n")
    for path, text in branch.texts.items():
        if text is None:
            parts.append(f"D {path}\n".encode())
        else:
            parts.append(b"M 100644 inline %b\ndata %d\n%b\n" % (path.encode(), len(text), text))
    return b"".join([*parts, b"\n"])


def _merged(root: Path, ours: Branch, theirs: Branch) -> Figures:
    """Merge two branches, and see what git made of them."""
    names = (ours.name, theirs.name)
    done = _git(root, "merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", *names)
    tree, *conflicted = done.stdout.decode().removesuffix("\0").split("\0")
    merge = store.load(root, git(root, "commit-tree", tree, "-m", "Merge").strip())
    unparsed = [
        f"{names}: {path}: {rule}: {finding.message}"
        for path, found in merge.problems.items()
        for rule, finding in found
        if path not in conflicted and BY_NAME[rule].severity is Severity.ERROR
    ]
    beside_theirs = [] if done.returncode else check.introduced(theirs.end, merge, DAY)
    new = [each for each in check.introduced(ours.end, merge, DAY) if each in beside_theirs]
    return Figures(
        pairs=1,
        edits=ours.edits + theirs.edits,
        refused_edits=ours.refused + theirs.refused,
        pairs_with_conflict=done.returncode,
        conflicted_files=len(conflicted),
        conflicts=Counter(kind_of(path).name for path in conflicted),
        merges_unparsed=bool(unparsed and not done.returncode),
        unparsed_beside_conflicts=bool(unparsed and done.returncode),
        unparsed=tuple(unparsed),
        dangling_references=sum(each.code.startswith("WC2") for each in new),
        other_findings=sum(each.code.startswith("WC3") for each in new),
        findings=Counter(each.rule for each in new),
    )


def _git(root: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git, which exits with 1 where a merge conflicts."""
    command, environment = ["git", *arguments], quiet_environment(root)
    done = subprocess.run(command, cwd=root, env=environment, input=stdin, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done


def assign_mentor(view: View, chance: Chance) -> Plan:
    mentee, mentor = chance.someone(view), chance.pick(view.org.people)
    competence = chance.pick(view.org.people[mentee].held(view.today))
    until, target = chance.maybe(view.today + timedelta(chance.choice((60, 90)))), chance.maybe(75)
    propose, reason = chance.random() < 0.2, chance.choice(("Other work", "Moved"))
    wish = Wish(mentee, competence, mentor, (), until, target, None, propose, replace=True, reason=reason)
    return assign(view, wish, chance.maybe(mentee))


def change_terms(view: View, chance: Chance) -> Plan:
    slot = _slot(view.org, chance)
    until, others = view.today + timedelta(chance.choice((60, 90))), {chance.someone(view)} - {slot.mentor}
    wish = Wish(slot.mentee, slot.competence, slot.mentor, tuple(others), until, chance.maybe(90))
    return assign(view, wish, None)


def end_mentorship(view: View, chance: Chance) -> Plan:
    ref = _slot(view.org, chance).ref
    ended = {"status": chance.choice(("ended", "completed")), "ended": view.today, "reason": "Done"}
    return Plan((Delete(ref, ("paused_until",)), *(Put(ref, (k,), v) for k, v in ended.items())), "ended")


def indicate(view: View, chance: Chance) -> Plan:
    person, level = chance.someone(view), chance.choice(view.org.settings.familiarity.levels)
    expectation = chance.pick(derived_familiarity.expected_of(view, person))
    return familiarity.indicate(view, person, expectation, level, chance.random() < 0.2)


def ask_for_help(view: View, chance: Chance) -> Plan:
    person = chance.someone(view)
    expectation = chance.pick(derived_familiarity.expected_of(view, person))
    return helping.request_help(view, person, expectation, chance.maybe("Where do I begin?"))


def see_to_help(view: View, chance: Chance) -> Plan:
    request = chance.pick(request for request in view.org.requests() if request.status.life_ring)
    about, by = (view, request.mentee, request.expectation), chance.someone(view)
    which = chance.random()
    if which < 0.2:
        return helping.withdraw_help(*about)
    if which < 0.5:
        return helping.acknowledge_help(*about, by)
    return helping.answer_help(*about, by, chance.pick([None, *view.org.insights]))


def hold_or_drop(view: View, chance: Chance) -> Plan:
    person, competence = chance.someone(view), chance.pick(view.org.competences)
    if competence in view.org.people[person].held(view.today):
        return holding.drop(view, person, competence, None)
    return holding.hold(view, person, competence, (), None)


def retire(view: View, chance: Chance) -> Plan:
    return retiring.retire(view, _expectation(view.org, chance), None)


def rename(view: View, chance: Chance) -> Plan:
    refs = [path.removesuffix(".yaml") for path in view.org.records if path.startswith(RENAMED)]
    ref = chance.pick((chance.pick(refs), _expectation(view.org, chance)))
    return renaming.rename(view.org, ref, chance.pick(NEW_IDS))


def edit_by_hand(view: View, chance: Chance) -> Plan:
    """Edit as a row says; a name in braces stands for something of the organisation, picked by chance."""
    kind, ref, pointer, *values = chance.choice(chance.pick(BY_HAND))
    slot, item = _slot(view.org, chance), _expectation(view.org, chance).rpartition("/")
    names = {
        "person": chance.someone(view),
        "expectation": chance.pick(view.org.expectations),
        "insight": chance.pick(view.org.insights),
        "competence": item[0],
        "items": "responsibilities" if item[0].startswith("roles/") else "skills",
        "item": item[2],
        "slot": slot.ref,
        "mentee": slot.mentee,
        "mentor": slot.mentor,
        "held": slot.competence,
        "goal": chance.pick(["teach-it", *slot.goals]),
        "new": chance.pick(NEW_IDS),
    }
    keys = tuple(key.format(**names) for key in pointer.split(".") if key)
    return Plan((kind(ref.format(**names), keys, *(_filled(value, names) for value in values)),), "edited")


def _filled(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {_filled(key, names): _filled(inner, names) for key, inner in value.items()}
    return value.format(**names) if isinstance(value, str) else value


def _slot(org: Org, chance: Chance) -> Mentorship:
    return chance.pick(mentorship for mentorship in org.mentorships.values() if mentorship.status.under_way)


def _expectation(org: Org, chance: Chance) -> str:
    """A responsibility or skill, by its reference."""
    competence = chance.pick(org.competences)
    return f"{competence}/{chance.pick(org.competences[competence].items)}"


RENAMED = ("people/", "roles/", "skillsets/", "expectations/", "teams/", "programs/", "insights/")
NEW_IDS = ("ask-why", "pair-up", "teach-it", "zoom-out")
_NEW = {"expectation": "{expectation}", "author": "{person}", "date": DAY}
BY_HAND: tuple[tuple[tuple[Any, ...], ...], ...] = (
    (
        (Put, "people/{person}", "mentoring.open", True),
        (Put, "people/{person}", "mentoring.capacity", 5),
        (Put, "people/{person}", "mentoring.away", {"from": DAY, "until": DAY + timedelta(9)}),
        (Append, "people/{person}", "mentoring.topics", "{competence}"),
        (Append, "people/{person}", "languages", "fr"),
        (Remove, "people/{person}", "languages", "en"),
        (Put, "people/{person}", "timezone", "Europe/Rome"),
        (Put, "people/{person}", "status", "left"),
        (Put, "people/{new}", "", {"name": "Ada", "leaders": ["kari-hansen"]}),
        (Put, "people/{new}", "", {"name": "Ada", "assignments": {"{competence}": {"since": DAY}}}),
    ),
    (
        (Append, "wecomplish", "administrators", "{person}"),
        (Put, "wecomplish", "targets.have_mentor", 80),
        (Put, "{competence}", "keeper", "{person}"),
        (Put, "{competence}", "{items}.{new}", {"title": "Learn by it", "heading": "More"}),
        (Put, "{competence}", "{items}.{item}.target", "automated"),
        (Delete, "{competence}", "{items}.{item}"),
        (Append, "{expectation}", "people", "{person}"),
        (Delete, "{expectation}", ""),
    ),
    (
        (Put, "insights/{new}", "", {"title": "Small", **_NEW, "status": "draft", "body": "One step.\n"}),
        (Delete, "insights/{insight}", ""),
        (Append, "programs/platform-2026", "resources", "{insight}"),
        (Append, "programs/platform-2026", "resources", "{expectation}"),
    ),
    (
        (Put, "{slot}", "acceptance.{mentor}", DAY),
        (Put, "{slot}", "agreement", "Mondays at nine."),
        (Put, "{slot}", "goals.{new}", {"title": "Do it alone", "status": "on_track"}),
        (Put, "{slot}", "goals.{goal}.status", "done"),
        (Delete, "{slot}", "goals.{goal}"),
        (Delete, "{slot}", ""),
        (Put, f"checkins/{{mentee}}/{DAY}-met", "", {"competence": "{held}", "minutes": 20}),
        (Append, f"checkins/{{mentee}}/{DAY}-met", "goals", "{goal}"),
    ),
)
"""What is edited by hand: the kind of edit, the file, the keys and the value; a group is about one thing."""
EDITS: tuple[Callable[[View, Chance], Plan], ...] = (
    *(assign_mentor, change_terms, end_mentorship, indicate, indicate, ask_for_help, see_to_help),
    *(hold_or_drop, retire, rename, edit_by_hand, edit_by_hand, edit_by_hand),
)
"""Each as often as it stands here."""
