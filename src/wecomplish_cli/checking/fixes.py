"""Mends what findings say can be mended, without a change of meaning."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from wecomplish_cli.checking import check
from wecomplish_cli.dataset import store
from wecomplish_cli.diagnostics import Mend
from wecomplish_cli.yamltext import order, reader, spaces, splice

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from wecomplish_cli.dataset.store import Applied, Dataset
    from wecomplish_cli.diagnostics import Diagnostic

MOST_ROUNDS = 8
"""What is mended may show what else can be: a reference in lower case, the order of its key."""

MOST_SINGLY = 20
"""Fixes of a file that are tried one by one in a round, where they could not be carried out together."""


def mend(dataset: Dataset, today: date, wanted: Callable[[Diagnostic], bool]) -> Applied:
    """Mend whatever is wanted and can be; nothing is written.

    A text is only taken if it reads as it did before, but for the case of references.
    """
    mended = dataset
    for _ in range(MOST_ROUNDS):
        judged = [each for each in check.judge(mended.org, today) if each[2].fix]
        fixable = [each for each in check.place(mended, judged) if wanted(each)]
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
    """Mend one file; what stands deeper comes first, and values before keys, so that places stay right.

    What stands equally deep is mended at once, and one by one where that does not go well.
    """
    kinds = [*Mend]
    ranks: dict[tuple[bool, int, int], list[Diagnostic]] = defaultdict(list)
    for each in found:
        if each.fix:
            ranks[each.at_key, -len(each.pointer), kinds.index(each.fix.mend)].append(each)
    for _, alike in sorted(ranks.items(), key=lambda rank: rank[0]):
        after = _carried_out(text, alike)
        if after is not None:
            text = after
            continue
        for each in alike[:MOST_SINGLY]:
            after = _carried_out(text, [each])
            text = text if after is None else after
    return text


def _carried_out(text: str, alike: list[Diagnostic]) -> str | None:
    """Carry out fixes of one kind; None where the text would then mean something else."""
    first = alike[0]
    fixes = {each.pointer: each.fix for each in alike if each.fix}
    around = dict.fromkeys(pointer[:-1] for pointer in fixes)
    mend = fixes[first.pointer].mend
    if mend is Mend.REPLACE:
        return splice.respelled(text, {at: fix.text for at, fix in fixes.items()}, first.at_key)
    try:
        if mend is Mend.SORT:
            after = order.sort_keys(text, *around)
        elif mend is Mend.SET_APART:
            after = order.set_apart(text, *around)
        elif mend is Mend.SPACES:
            return spaces.usual(text)
        else:
            after = text.replace("\r\n", "\n")
        return after if reader.read(after) == reader.read(text) else None
    except (KeyError, reader.YamlError):
        return None
