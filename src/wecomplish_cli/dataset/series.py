"""Many changes to a dataset, one after the other, each at the cost of its own files alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wecomplish_cli.dataset import store
from wecomplish_cli.dataset.loader import Problems, read_record, survey
from wecomplish_cli.dataset.sources import Entry, Overlay
from wecomplish_cli.model.kinds import kind_of
from wecomplish_cli.model.org import as_it_happened, index

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wecomplish_cli.dataset.store import Applied, Dataset
    from wecomplish_cli.model.edits import Edit


class Series:
    """A dataset that changes; what was computed of an earlier state of it is not used again."""

    def __init__(self, dataset: Dataset) -> None:
        self._before = dataset
        self._texts: dict[str, bytes | None] = {}
        self.dataset = dataset
        """As it is after the changes so far."""
        self._begin()

    def apply(self, edits: Iterable[Edit]) -> None:
        """Carry out edits; raises as `store.apply`, and nothing is changed then."""
        texts = store.edited(self.dataset, edits)
        self._texts.update(texts)
        problems: Problems = {}
        records: dict[str, Any] = {}
        for path in survey(
            [(path, Entry.FILE) for path, text in texts.items() if text is not None], problems
        )[0]:
            read_record(path, self.dataset.source, records, problems)
        if records.keys() == texts.keys() and all(map(self._fits, records)):
            for path, record in records.items():
                self._enter(path, record)
            # It is another one to whatever keeps what it computed of the one before.
            self.dataset = replace(self.dataset, org=replace(self.dataset.org))
        else:
            self._begin()

    def applied(self) -> Applied:
        """All changes as one."""
        return store.with_texts(self._before, self._texts)

    def _begin(self) -> None:
        after = store.with_texts(self._before, self._texts).after
        org = index(dict(after.org.records), after.org.problems, {*after.org.present})
        self.dataset = replace(after, org=org, source=Overlay(self._before.source, self._texts))

    def _fits(self, path: str) -> bool:
        """Whether a record can be put beside the others, and nothing else becomes another thing by it."""
        kind = kind_of(path).name
        new = path not in self.dataset.org.records
        return kind in ("person", "familiarity", "mentorship") or (kind == "help" and new)

    def _enter(self, path: str, record: Any) -> None:
        org, ref = self.dataset.org, path.removesuffix(".yaml")
        folder, _, rest = ref.partition("/")
        org.records[path] = record  # type: ignore[index]
        org.present.add(ref)  # type: ignore[attr-defined]
        if folder == "people":
            org.people.enter(rest, record)
        elif folder == "familiarity":
            org.familiarity[rest] = record
        elif folder == "mentorships":
            mentee, _, competence = rest.partition("/")
            org.mentorships[mentee, competence] = record
        else:
            mentee = rest.partition("/")[0]
            org.help[mentee] = sorted([*org.help[mentee], record], key=as_it_happened)
