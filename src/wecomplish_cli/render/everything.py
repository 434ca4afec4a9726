"""The layout of everything that is stored about one person."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from wecomplish_cli.render.blocks import Block, Column, Heading, Sentence, Table
from wecomplish_cli.text.phrases import counted, day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wecomplish_cli.dataset.traces import Traces
    from wecomplish_cli.reports.everything import Everything, Stored

_PATH = Column("path", "file")
_KEY = Column("key", "key")
_VALUE = Column("value", "value")


def document(answer: Everything, traces: Traces) -> Iterator[Block]:
    """All of it, the person's own files first."""
    yield Heading(f"Everything stored about {answer.name} in {answer.organization}", 1)
    yield Sentence(
        f"As of {day(answer.today)}, from every file of the mentoring data and from its history in git."
    )
    yield Sentence(
        "The data is a git repository: everyone who can read the repository can read all of this. "
        "`wecomplish explain privacy` says what it is for, and how it is corrected and removed."
    )
    yield Heading("Their own files")
    yield from _own(answer.own)
    yield Heading(f"Named in files about others: {len(answer.named)}")
    yield from _stored("named", answer.named)
    yield Heading(f"Mentioned in texts: {len(answer.texts)}")
    yield from _stored("texts", answer.texts)
    yield Heading(f"Earlier values, from the history: {len(traces.earlier)}")
    if traces.earlier:
        columns = (Column("day", "until", unbroken=True), _PATH, _KEY, _VALUE)
        rows = tuple((e.day, e.path, e.key, e.value) for e in traces.earlier)
        yield Table("earlier", columns, rows)
    yield from _commits(traces)


def _own(stored: Iterable[Stored]) -> Iterator[Block]:
    for path, values in groupby(stored, key=lambda each: each.path):
        yield Heading(path, 3)
        columns = (Column("path", "file", only_data=True), _KEY, _VALUE)
        yield Table("own", columns, tuple((path, each.key, each.value) for each in values))


def _stored(section: str, stored: tuple[Stored, ...]) -> Iterator[Block]:
    if stored:
        yield Table(section, (_PATH, _KEY, _VALUE), tuple((e.path, e.key, e.value) for e in stored))
    else:
        yield Sentence("Nowhere.")


def _commits(traces: Traces) -> Iterator[Block]:
    yield Heading(f"Commits that changed any of it: {len(traces.commits)}")
    if traces.commits:
        columns = (
            Column("commit", "commit", unbroken=True),
            Column("day", "day", unbroken=True),
            Column("author", "by"),
            Column("files", "files"),
        )
        rows = tuple((c.id[:12], c.day, c.author, ", ".join(c.files)) for c in traces.commits)
        yield Table("commits", columns, rows)
        yield Sentence("`git show COMMIT` shows the whole of one. Other branches and clones may hold more.")
    if traces.authored:
        yield Sentence(f"{counted(traces.authored, 'commit')} bear their address as the author.")
    if traces.shallow:
        yield Sentence("This clone is shallow: what happened before its first commit is missing here.")
