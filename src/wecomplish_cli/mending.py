"""Mends what findings say can be mended, without a change of meaning."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from wecomplish_cli import check, store
from wecomplish_cli.diagnostics import Mend
from wecomplish_cli.yamltext import order, reader, spaces, splice

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from wecomplish_cli.diagnostics import Diagnostic
    from wecomplish_cli.store import Applied, Dataset

MOST_ROUNDS = 8
"""What is mended may show what else can be: a reference in lower case, the order of its key."""


def mend(dataset: Dataset, today: date, wanted: Callable[[Diagnostic], bool]) -> Applied:
    """Mend whatever is wanted and can be; nothing is written.

    A text is only taken if it reads as it did before, but for the case of references.
    """
    mended = dataset
    for _ in range(MOST_ROUNDS):
        fixable = [each for each in check.check(mended, today) if each.fix and wanted(each)]
        by_path: dict[str, list[Diagnostic]] = defaultdict(list)
        for each in fixable:
            by_path[each.path].append(each)
        texts = {path: _mended(_text(mended, path), found) for path, found in by_path.items()}
        applied = store.with_texts(mended, {path: text.encode() for path, text in texts.items()})
        if not applied.changes:
            break
        mended = applied.after
    return store.between(dataset, mended)


def _text(dataset: Dataset, path: str) -> str:
    return dataset.source.read(path).decode("utf-8")


def _mended(text: str, found: list[Diagnostic]) -> str:
    """Mend one file; what stands deeper comes first, and values before keys, so that places stay right."""
    for each in sorted(found, key=lambda d: (d.at_key, -len(d.pointer))):
        after = _one(text, each)
        if after is not None:
            text = after
    return text


def _one(text: str, found: Diagnostic) -> str | None:
    """Carry out one fix; None where the text would then mean something else."""
    fix, around = found.fix, found.pointer[:-1]
    if fix is None:
        return None
    if fix.mend is Mend.REPLACE:
        return splice.respelled(text, found.pointer, fix.text, found.at_key)
    try:
        if fix.mend is Mend.SORT:
            after = order.sort_keys(text, around)
        elif fix.mend is Mend.SET_APART:
            after = order.set_apart(text, around)
        elif fix.mend is Mend.SPACES:
            return spaces.usual(text)
        else:
            after = text.replace("\r\n", "\n")
        return after if reader.read(after) == reader.read(text) else None
    except (KeyError, reader.YamlError):
        return None
