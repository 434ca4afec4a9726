"""Renames of all kinds, of the example organisation and of a generated one: nothing else changes.

Every reference is mapped from the old id to the new one, and so are findings and the report on mentorships;
to rename back gives the same bytes. Git has to see the files that moved as renames.
"""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property, reduce
from itertools import count
from operator import add
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, TypeAlias

from bench.organisation import write_organisation

from tests.conftest import git
from tests.golden.stage import repository
from tests.stress.chunks import Counted, in_chunks
from tests.stress.editing_model import (
    COMPETENCE,
    EXPECTATION,
    INSIGHT,
    NAMED,
    PERSON,
    PROGRAM,
    RESOURCE,
    TEAM,
    Rename,
    place,
)
from tests.stress.mutations import DAY
from wecomplish_cli.actions.renaming import rename
from wecomplish_cli.checking import check
from wecomplish_cli.dataset import store
from wecomplish_cli.derive.view import View
from wecomplish_cli.model.kinds import kind_of
from wecomplish_cli.model.text import is_id
from wecomplish_cli.model.values import Reference
from wecomplish_cli.model.walk import value_at, visitor
from wecomplish_cli.render import document, mentorships
from wecomplish_cli.reports.mentorships import mentorships_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.dataset.store import Applied, Dataset
    from wecomplish_cli.diagnostics import Diagnostic, Pointer
    from wecomplish_cli.model.org import Org
    from wecomplish_cli.reports.mentorships import MentorshipsReport

PEOPLE = 1000
OTHERS = 4
"""Of so many renames, one is in the generated organisation and the others are in the example."""
CHUNK = 200
"""Renames that one process makes at a time."""
Found: TypeAlias = "tuple[Reference, str, Pointer]"
"""A reference: its kind, its value, and where in its file it stands."""
KINDS = {
    Reference.PERSON: PERSON,
    Reference.TEAM: TEAM,
    Reference.PROGRAM: PROGRAM,
    Reference.INSIGHT: INSIGHT,
    Reference.COMPETENCE: COMPETENCE,
    Reference.EXPECTATION: EXPECTATION,
    Reference.RESOURCE: RESOURCE,
}
"""Levels have no file, and are not renamed."""


@dataclass(frozen=True)
class Figures(Counted):
    """What was renamed, and what came of it."""

    renames: int = 0
    references_changed: int = 0
    """References that say another id now, those in paths included."""
    moved_files: int = 0
    """Files that moved in a repository."""
    seen_as_renames: int = 0
    """Those of which git says so; of the others too little stayed the same."""
    reports_compared: int = 0
    reports_alike: int = 0
    """Those compared to the letter, since everything kept its place in the order of ids."""


@dataclass(frozen=True, eq=False)
class Known:
    """An organisation, and what is known of it before anything is renamed."""

    root: Path
    dataset: Dataset

    @cached_property
    def references(self) -> dict[str, list[Found]]:
        """What each file refers to."""
        return {path: references(self.dataset.org, path) for path in self.dataset.org.records}

    @cached_property
    def keys(self) -> dict[str, dict[Pointer, Reference]]:
        """Where in each file a reference is a key, and of which kind it is."""
        return {
            path: {
                at: kind for kind, value, at in found if value_at(self.dataset.org.records[path], at) != value
            }
            for path, found in self.references.items()
        }

    @cached_property
    def findings(self) -> list[Diagnostic]:
        return check.check(self.dataset, DAY)

    @cached_property
    def report(self) -> MentorshipsReport:
        return mentorships_report(View(self.dataset.org, DAY))

    @cached_property
    def targets(self) -> list[str]:
        """What has an id: of each kind what is referred to most, then of each the second, and so on."""
        named = Counter(value for found in self.references.values() for _, value, _ in found)
        kinds: dict[str, list[str]] = {}
        for ref in everything(self.dataset.org):
            kinds.setdefault(place(ref)[0].partition("/")[0] + "/" * ref.count("/"), []).append(ref)
        for refs in kinds.values():
            refs.sort(key=lambda ref: (-named[ref] - named[ref.partition("/")[2]], ref))
        most = max(map(len, kinds.values()))
        return [refs[at] for at in range(most) for refs in kinds.values() if at < len(refs)]


def run(amount: int, first: int = 0) -> Figures:
    """Rename so many times, from a number on, which decides what becomes what.

    Raises:
        AssertionError: at the first rename after which anything but the id is different.
    """
    return in_chunks(_chunk, range(first, first + amount), CHUNK)


def _chunk(numbers: range) -> Figures:
    return reduce(add, map(_one, numbers))


def _one(number: int) -> Figures:
    turn, rest = divmod(number, OTHERS)
    where, index = (generated(), turn) if rest == OTHERS - 1 else (example(), number - turn)
    old = where.targets[index % len(where.targets)]
    chance = Random(number)  # noqa: S311 - it is to be the same again
    how = Rename(old, f"{old.rpartition('/')[0]}/{_new_id(where.dataset.org, old, chance)}")
    try:
        return _renamed(where, how, to_show=where is example() or index < len(NAMED) + 1)
    except Exception as error:
        raise AssertionError(f"rename {number}, of {how.old} to {how.new}: {error!r}") from error


def _new_id(org: Org, old: str, chance: Random) -> str:
    """An id that is free, most often at the same place in the order of ids."""
    holder, own = old.rpartition("/")[::2]
    taken = {ref.rpartition("/")[2] for ref in everything(org) if ref.rpartition("/")[0] == holder}
    wanted = chance.choice([f"{own[:60]}-x", f"{own[:60]}0", "a-new-one", "zz-top", own[:-1] or "q"])
    ids = (f"{wanted}{number or ''}" for number in count())
    return next(each for each in ids if each not in taken and is_id(each))


def _renamed(where: Known, how: Rename, to_show: bool) -> Figures:
    before = where.dataset
    applied = store.apply(before, rename(before.org, how.old, how.new.rpartition("/")[2]).edits)
    after = applied.after
    changed = _compare_references(where, after, how)
    _compare_findings(where, after, how)
    alike = _compare_reports(where, after, how)
    back = store.apply(after, rename(after.org, how.new, how.old.rpartition("/")[2]).edits).after
    different = [change.path for change in store.between(before, back).changes]
    assert not different, f"not the same bytes after renaming back: {different}"
    moved, seen = _show_git(where, applied, how) if to_show else (0, 0)
    return Figures(1, changed, moved, seen, 1, alike)


def everything(org: Org) -> Iterator[str]:
    """The reference of whatever can be renamed."""
    for path in org.records:
        ref = path.removesuffix(".yaml")
        if ref.partition("/")[0] in NAMED:
            yield ref
            yield from (
                f"{ref}/{item}" for item in (org.competences[ref].items if ref in org.competences else ())
            )


def references(org: Org, path: str) -> list[Found]:
    """What a file refers to, in its order."""
    found: list[Found] = []
    walk = visitor(kind_of(path).record, Reference)
    if walk is not None:
        walk(org.records[path], (), lambda kind, value, pointer: found.append((kind, value, pointer)))
    return found


def _path(path: str, how: Rename) -> str:
    return f"{how.path(path.removesuffix('.yaml'))}.yaml"


def _pointer(where: Known, path: str, pointer: Pointer, how: Rename) -> Pointer:
    """Where something stands after a rename: keys of maps may be references, or what is renamed itself."""
    new: list[str | int] = []
    kinds = where.keys[path]
    file, keys = place(how.old)
    for depth, key in enumerate(pointer, 1):
        is_own = path == f"{file}.yaml" and pointer[:depth] == keys
        kind = kinds.get(pointer[:depth])
        new.append(
            how.new.rpartition("/")[2] if is_own else how.follow(KINDS[kind], str(key)) if kind else key
        )
    return tuple(new)


def _compare_references(where: Known, after: Dataset, how: Rename) -> int:
    """Compare what each file refers to; returns how many references are others now."""
    old, new, changed = where.dataset.org.records, after.org.records, 0
    assert {_path(path, how) for path in old} == new.keys(), "other files than those that move"
    for path, found in where.references.items():
        moved = _path(path, how)
        changed += path != moved
        if all(how.follow(KINDS.get(kind), value) == value for kind, value, _ in found):
            if place(how.old)[0] != path.removesuffix(".yaml"):
                assert new[moved] == old[path], f"{path} is another, and does not refer to what is renamed"
            continue
        wanted = [
            (kind, how.follow(KINDS.get(kind), value), _pointer(where, path, pointer, how))
            for kind, value, pointer in found
        ]
        changed += sum(one[1] != two[1] for one, two in zip(found, wanted, strict=True))
        assert sorted(wanted) == sorted(references(after.org, moved)), path
    return changed


def _compare_findings(where: Known, after: Dataset, how: Rename) -> None:
    found = Counter((each.code, each.path, each.pointer) for each in check.check(after, DAY))
    wanted = Counter(
        (each.code, _path(each.path, how), _pointer(where, each.path, each.pointer, how))
        for each in where.findings
    )
    assert found == wanted, f"findings differ: {found - wanted} for {wanted - found}"


def _compare_reports(where: Known, after: Dataset, how: Rename) -> bool:
    """Compare the report; to the letter where ids keep their order, which decides between equals."""
    old, new = where.report, mentorships_report(View(after.org, DAY))
    begins = r"(?:(?<![a-z0-9/-])|(?<=mentorships/)|(?<=/)(?=roles/|skillsets/))"
    pattern = re.compile(rf"{begins}{re.escape(_said(how.old))}(?![a-z0-9-])")

    def renamed(text: str) -> str:
        return pattern.sub(_said(how.new), text)

    order = [renamed(each) for each in _ordered(where.dataset.org)]
    is_alike = order == _ordered(after.org)
    if is_alike:
        for told in (_as_json, _as_plain):
            assert renamed(told(old)) == told(new)
    said, says = (
        [renamed(each) if report is old else each for each in _facts(report)] for report in (old, new)
    )
    assert sorted(said) == sorted(says)
    return is_alike


def _said(ref: str) -> str:
    """How a report refers to something."""
    return ref if ref.startswith(("roles/", "skillsets/", "expectations/")) else ref.partition("/")[2]


def _ordered(org: Org) -> list[str]:
    """Whatever a report may put in the order of ids, or files."""
    people = list(org.people)
    return [*people, *sorted(people), *org.competences, *sorted(org.competences), *everything(org)]


def _as_json(report: MentorshipsReport) -> str:
    return document.as_json("report", report)


def _as_plain(report: MentorshipsReport) -> str:
    return document.as_plain(mentorships.mentorships_report(report, "●"))


def _facts(report: MentorshipsReport) -> Iterator[str]:
    """What the report says but for order, and for whom or what it names among equals."""
    yield str((report.people, report.verdicts, report.counts, report.division))
    yield from map(str, (*report.load, *report.waiting))
    for each in report.without_mentor:
        yield str((each.person, each.name, each.mentor is None))
    for one in report.mentoring_nobody:
        yield f"{one.person} {one.name} {len(one.could)}"
    for group in report.isolated:
        yield str(sorted(group.names))
    for risk in report.risks:
        yield str((risk.competence, risk.name, sorted(risk.names), risk.wanted, risk.learner is None))


def _show_git(where: Known, applied: Applied, how: Rename) -> tuple[int, int]:
    """Write a rename to the repository; returns how many files moved, and of how many git sees that."""
    for change in applied.changes:
        file = where.root / change.path
        if change.new is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(change.new)
    git(where.root, "add", "--all")
    listed = git(where.root, "diff", "--cached", "-M", "--name-status", "-z").split("\0")[:-1]
    git(where.root, "reset", "--quiet", "--hard")
    said: dict[str, str] = {}
    lone: list[str] = []
    while listed:
        status, path = listed.pop(0), listed.pop(0)
        if status.startswith("R"):
            said[path] = listed.pop(0)
        elif status != "M":
            lone.append(f"{status} {path}")
    moves = {path: _path(path, how) for path in where.references if _path(path, how) != path}
    unseen = {path: new for path, new in moves.items() if said.get(path) != new}
    assert sorted(lone) == sorted(
        [*(f"D {path}" for path in unseen), *(f"A {path}" for path in unseen.values())]
    )
    assert not (lone and how.old.startswith("people/")), f"not seen as renames: {lone}"
    return len(moves), len(moves) - len(unseen)


@cache
def example() -> Known:
    """The example organisation in a repository."""
    root = repository(Path(_folder()) / "org")
    return Known(root, store.load(root))


@cache
def generated() -> Known:
    """An organisation of many people in a repository."""
    root = Path(_folder())
    write_organisation(root, PEOPLE)
    git(root, "init", "--quiet", "--template=")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "As it is")
    return Known(root, store.load(root))


def _folder() -> str:
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder)
    return folder
