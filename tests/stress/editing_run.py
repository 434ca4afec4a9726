"""One run of commands: each step is carried out as a command is, and compared with the model of the data."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from hypothesis.stateful import RuleBasedStateMachine

from tests.conftest import git
from tests.golden.stage import play
from tests.stress.chunks import Counted
from tests.stress.editing_base import is_flaw, organisation, write
from tests.stress.editing_comments import astray, marks, may_go
from tests.stress.editing_model import Files, Model, Rename, normal, read
from tests.stress.mutations import DAY
from wecomplish_cli.checking import check, fixes
from wecomplish_cli.cli.request import Request
from wecomplish_cli.dataset import store
from wecomplish_cli.dataset.loader import Problems, survey
from wecomplish_cli.dataset.sources import Entry
from wecomplish_cli.derive import familiarity, mentoring
from wecomplish_cli.derive.view import View
from wecomplish_cli.errors import DataError, WecomplishError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.dataset.journal import Change
    from wecomplish_cli.dataset.store import Applied, Dataset
    from wecomplish_cli.diagnostics import Diagnostic

WRITTEN_OTHERWISE = {("Away", "since"): "from", ("Participation", "role"): "as"}
"""The keys that are not called like the attributes of the records."""


@dataclass(frozen=True)
class Figures(Counted):
    """What the sequences did."""

    runs: int = 0
    steps: int = 0
    refused: int = 0
    """Steps that an action or the check refused, and that changed nothing."""
    done: Counter[str] = field(default_factory=Counter)
    """Commands that changed something, by kind."""
    nothing_to_do: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    by_hand: Counter[str] = field(default_factory=Counter)
    """Edits that were refused for the layout of a text, by command."""
    states_written: int = 0
    comments_checked: int = 0
    """Comments in files that a step changed, at each such step."""
    comments_gone: Counter[str] = field(default_factory=Counter)
    """Comments that went with what a command took away or replaced, by command."""


class Tally:
    """What the runs of a chunk did."""

    def __init__(self) -> None:
        self.counts = {each.name: Counter[str]() for each in fields(Figures)}

    def count(self, what: str, of: str = "", times: int = 1) -> None:
        self.counts[what][of] += times

    def figures(self) -> Figures:
        given = {name: counter[""] if name in _NUMBERS else counter for name, counter in self.counts.items()}
        return Figures(**given)  # type: ignore[arg-type]


_NUMBERS = {each.name for each in fields(Figures) if each.type == "int"}

Row: TypeAlias = "tuple[Callable[[Request], Plan], Callable[[Model], Files]]"
"""How something is decided, and the files that then have to change in a model."""


class Run(RuleBasedStateMachine):
    """The data as it is after the steps so far, and the model of it."""

    def __init__(self, tally: Tally) -> None:
        super().__init__()
        self.tally = tally
        self.sound = False
        """Whether the newest step is done, so that there is something to compare at the end."""
        self.last: tuple[tuple[Change, ...], Dataset, Model] | None = None
        """The newest change, and the state before it, to which `undo` leads."""
        self.notes = 900_000

    def start(self, number: int, is_written: bool) -> None:
        """Begin with one of the organisations; at the end, the last state may be written to a folder."""
        self.is_written = is_written
        self.dataset, self.model = _beginning(number)
        self.sound = True

    def step(
        self,
        command: str,
        decide: Callable[[Request], Plan],
        wanted: Callable[[], Files],
        renamed: Rename | None = None,
    ) -> None:
        """Do what a command does; `wanted` are the files that it has to change."""
        self._attempt(command, [(decide, lambda _: wanted())], renamed)

    def step_many(self, command: str, rows: list[Row]) -> None:
        """Do what a command does with many rows, one after the other, all or none."""
        self._attempt(command, rows, None)

    def _attempt(self, command: str, rows: list[Row], renamed: Rename | None) -> None:
        self.sound = False
        self.tally.count("steps")
        request = Request(self.dataset, DAY, None, None)
        after, plans = self.dataset, []
        try:
            for decide, _ in rows:
                plans.append(decide(request.on(after)))
                after = store.apply(after, plans[-1].edits).after if plans[-1].edits else after
        except WecomplishError as error:
            self._refused(command, error)
            return
        applied = store.between(self.dataset, after)
        wanted = self._wanted(rows)
        if not applied.changes:
            assert not self.model.differing(wanted), f"{plans[0].done}, but it is not so"
            self.tally.count("nothing_to_do", command)
        else:
            # The state before has no flaw, so that whatever one the state after has is brought by the step.
            brought = check.introduced(self.dataset, after, DAY)
            if any(each.severity == "error" for each in brought):
                self._refused(command)
            else:
                self._require_clean(brought)
                self._accept(command, applied, wanted, renamed)
        self.sound = True

    def _wanted(self, rows: list[Row]) -> Files:
        model = self.model
        wanted: Files = {}
        for _, changed in rows:
            wanted |= changed(model)
            model = self.model.after(wanted)
        return wanted

    def _refused(self, command: str, error: WecomplishError | None = None) -> None:
        self.tally.count("refused")
        self.tally.count("refusals", command)
        if isinstance(error, DataError):
            self.tally.count("by_hand", command)
        self.sound = True

    def _accept(self, command: str, applied: Applied, wanted: Files, renamed: Rename | None) -> None:
        changes = {change.path.removesuffix(".yaml"): change for change in applied.changes}
        differing = self.model.differing(wanted)
        assert differing <= changes.keys(), f"not changed: {differing - changes.keys()}"
        strange = changes.keys() - self.model.differing(wanted, normally=False)
        assert not strange, f"changed as well: {strange}"
        self._compare_comments(command, changes, wanted, renamed)
        self.last = applied.changes, self.dataset, self.model
        self.dataset, self.model = applied.after, self.model.after(wanted)
        for ref in changes:
            self._compare(ref)
        problems: Problems = {}
        paths, _ = survey([(path, Entry.FILE) for path in sorted(self.dataset.org.records)], problems)
        assert paths == [*self.dataset.org.records], f"names that no file may have: {problems or [*changes]}"
        self.tally.count("done", command)

    def _compare_comments(
        self, command: str, changes: Mapping[str, Change], wanted: Files, renamed: Rename | None
    ) -> None:
        before, after = (marks(getattr(c, side) for c in changes.values()) for side in ("old", "new"))
        gone = before - after
        assert not after - before, f"comments that were not there: {after - before}"
        if gone:
            each = (may_go(change.old, wanted[ref]) for ref, change in changes.items())
            free = set() if renamed else set().union(*each)
            assert gone.keys() <= free, f"comments are gone: {_shown(gone.keys() - free, changes)}"
            self.tally.count("comments_gone", command, len(gone))
        # With another mentor, the earlier record's keys are there again under `previous`.
        moves = renamed or command in ("assign", "assign: replace", "assign: propose")
        strayed = (
            set() if moves else set().union(*(astray(c.old, c.new, wanted[r]) for r, c in changes.items()))
        )
        assert not strayed, f"comments stand elsewhere: {_shown(strayed, changes)}"
        self.tally.count("comments_checked", times=len(after))

    def _compare(self, ref: str) -> None:
        """Compare a file, as read by another reader and as a record, with the model."""
        path, values = f"{ref}.yaml", self.model.files.get(ref)
        text = _content(self.dataset, path)
        if values is None:
            assert text is None, f"{path} is there still"
            assert path not in self.dataset.org.records, path
            return
        assert text is not None, f"{path} is not there"
        wanted, found = normal(ref, values), normal(ref, read(text))
        assert found == wanted, f"{path}:\n{text.decode()}\nreads as {found}\nnot as {wanted}"
        if ref != "wecomplish":
            record = normal(ref, _plain(self.dataset.org.records[path]))
            assert record == wanted, f"{path}:\n{record}\nis not {wanted}"

    def _require_clean(self, found: list[Diagnostic]) -> None:
        flaws = [each for each in found if is_flaw(each.severity, each.code)]
        assert not flaws, "\n".join(f"{each.path}: {each.message}: {each.source}" for each in flaws)

    def mend(self, disordered: Mapping[str, str]) -> None:
        """Let `check --fix` put in order what someone left in disorder, if it can be."""
        before = store.with_texts(self.dataset, {path: text.encode() for path, text in disordered.items()})
        flaws = [each for each in check.check(before.after, DAY) if is_flaw(each.severity, each.code)]
        if not flaws or not all(each.fix for each in flaws):
            return
        self.sound = False
        self.tally.count("steps")
        mended = fixes.mend(before.after, DAY, lambda _: True).after
        applied = store.between(self.dataset, mended)
        for change in applied.changes:
            assert marks([change.old]) == marks([change.new]), change.path
        self.last = applied.changes, self.dataset, self.model
        self.dataset = mended
        for path in disordered:
            self._compare(path.removesuffix(".yaml"))
        self._require_clean(check.check(self.dataset, DAY))
        self.tally.count("done", "check --fix")
        self.sound = True

    def new_mark(self) -> str:
        """A comment that is not there yet."""
        self.notes += 1
        return f"#~{self.notes}~ by hand"

    def write_by_hand(self, path: str, text: str) -> None:
        """Write a text that only has one comment more, where that leaves nothing to complain of."""
        noted = store.with_texts(self.dataset, {path: text.encode()}).after
        if not any(is_flaw(each.severity, each.code) for each in check.check(noted, DAY)):
            assert noted.org.records[path] == self.dataset.org.records[path], text
            self.dataset, self.last = noted, None
            self.tally.count("steps")
            self.tally.count("done", "a comment by hand")

    def take_back(self) -> None:
        """Do what `undo` does."""
        assert self.last is not None
        self.sound = False
        changes, before, model = self.last
        applied = store.with_texts(self.dataset, {change.path: change.old for change in changes})
        assert {c.path: c.new for c in applied.changes} == {c.path: c.old for c in changes}
        assert applied.after.org.records == before.org.records
        self.last = applied.changes, self.dataset, self.model
        self.dataset, self.model = applied.after, model
        self.tally.count("steps")
        self.tally.count("done", "undo")
        self.sound = True

    def waits(self) -> bool:
        """Whether anybody waits for help."""
        return any(self.model.rings(person) for person in self.model.ids("people"))

    def text(self, path: str) -> str:
        """The text of a file as it is."""
        return self.dataset.source.read(path).decode()

    def teardown(self) -> None:
        """Compare everything at the end."""
        if not self.sound:
            return
        self.sound = False
        assert {*self.dataset.org.records} == {f"{ref}.yaml" for ref in self.model.files}
        for ref in self.model.files:
            self._compare(ref)
        twice = {
            m: n for m, n in marks(map(self.dataset.source.read, self.dataset.org.records)).items() if n > 1
        }
        assert not twice, f"comments that are there more than once: {twice}"
        view = View(self.dataset.org, DAY)
        for person in self.model.ids("people"):
            assert mentoring.load(view, person) == self.model.load(person), person
            rings = [request.ref for request in mentoring.life_rings(view, person)]
            assert sorted(rings) == sorted(self.model.rings(person)), person
            assert {*familiarity.expected_of(view, person)} == {*self.model.expected_of(person, DAY)}, person
        self._require_clean(check.check(self.dataset, DAY))
        self.tally.count("runs")
        if self.last and self.is_written:
            self._write()

    def _write(self) -> None:
        """Write the newest change to a folder as a command does, and take it back by the command `undo`."""
        assert self.last is not None
        changes, before, _ = self.last
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            # Without git, the command would look for the change where its own user's state lies.
            git(folder, "init", "--quiet")
            write(before, folder)
            loaded = store.load(folder)
            store.save(store.with_texts(loaded, {change.path: change.new for change in changes}))
            self._compare_folder(folder, self.dataset)
            assert play("undo", cwd=folder).exit == 0
            self._compare_folder(folder, before)
            assert play("redo", cwd=folder).exit == 0
            self._compare_folder(folder, self.dataset)
        self.tally.count("states_written")

    @staticmethod
    def _compare_folder(folder: Path, dataset: Dataset) -> None:
        found = store.load(folder)
        assert found.org.records == dataset.org.records
        assert not any(is_flaw(each.severity, each.code) for each in check.check(found, DAY))
        for path in dataset.org.records:
            assert (folder / path).read_bytes() == dataset.source.read(path), path


@cache
def _beginning(number: int) -> tuple[Dataset, Model]:
    dataset = organisation(number)
    return dataset, Model.of({path: dataset.source.read(path) for path in dataset.org.records})


def _content(dataset: Dataset, path: str) -> bytes | None:
    try:
        return dataset.source.read(path)
    except FileNotFoundError:
        return None


def _plain(value: Any) -> Any:
    """A record as plain values, without what is absent."""
    if is_dataclass(value):
        kind = type(value).__name__
        pairs = (
            (WRITTEN_OTHERWISE.get((kind, f.name), f.name), getattr(value, f.name)) for f in fields(value)
        )
        return {key: _plain(inner) for key, inner in pairs if inner is not None and key != "path"}
    if isinstance(value, dict):
        return {key: "waiting" if inner is None else _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


def _shown(gone: set[str], changes: Mapping[str, Change]) -> str:
    texts = [
        f"{c.path}\n{(c.old or b'').decode()}\nbecame\n{(c.new or b'').decode()}" for c in changes.values()
    ]
    return "\n".join([", ".join(sorted(gone)), *texts])
