"""Says who must approve a change, before it is reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from wecomplish_cli.dataset.store import Dataset


def needed(before: Dataset, after: Dataset, paths: Iterable[str], who: str | None, today: date) -> str | None:
    """Say who must approve a change that `who` made to some files; None where nobody has to.

    Ask before the files are written: layout is compared with what they say now.
    """
    from wecomplish_cli.review import approvals, authorize

    rulings = authorize.unsent(before, after, paths, who, today)
    sentence = approvals.sentence(rulings, known=who is not None)
    return None if sentence is None else f"note: {visible(sentence)}"
