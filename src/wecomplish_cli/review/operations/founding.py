"""Tells a change that brings a dataset where its base has none as facts, by whoever may allow it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from wecomplish_cli.review.operation import Fact
from wecomplish_cli.review.policy import BY_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.review.merge import Review

BESIDE = re.compile(
    r"\.gitattributes|README\.md|\.schema/(?:[^/]+\.json|\.gitignore)|\.vscode/settings\.json"
)
"""What begins with a dataset and is no data, as `wecomplish init` writes it."""


def under_others(review: Review) -> Iterator[Fact]:
    """To those of a dataset elsewhere, or of one that was deleted, all of it is no data of theirs."""
    for path in review.paths:
        yield Fact(BY_KEY["other"], path, (), "belongs to a dataset where the base has none")


def first(review: Review) -> Iterator[Fact]:
    """Where there never was a dataset, one of the administrators that it names begins it, and it alone."""
    row = replace(BY_KEY["other"], administrators=1)
    for path in review.paths:
        inside = path.removeprefix(review.prefix) if path.startswith(review.prefix) else ""
        wrong = None
        if inside in review.merged.problems and inside not in review.merged.org.records:
            wrong = "it cannot be read, or is not a data file"
        elif inside not in review.merged.org.records and not BESIDE.fullmatch(inside):
            wrong = "it is not part of a new dataset; make it a change of its own"
        elif path not in review.created or path in review.remoded:
            wrong = "a new dataset only creates files"
        yield Fact(row, path, (), "new", wrong=wrong)
