"""Career paths, laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.render.blocks import Column, Sentence, Table
from wecomplish_cli.text.phrases import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.derive.career import NextMilestone
    from wecomplish_cli.render.blocks import Block

_COLUMNS = (
    Column("competence", "competence"),
    Column("milestone", "milestone"),
    Column("number", "number"),
    Column("of", "of"),
    Column("shown_by", "shown by"),
    Column("missing", "missing"),
)


def next_milestone(competence: str, found: NextMilestone | None) -> Iterator[Block]:
    """Lay out which milestone comes next, what it takes, and what shows it; nothing without one."""
    if found is None:
        return
    yield Sentence(f"Next milestone, {found.number} of {found.of}: {found.title}")
    if found.missing:
        yield Sentence(f"Still to learn for it: {listed(map(quoted, found.missing))}", indent=2)
    if found.shown_by:
        yield Sentence(f"It is reached when everyone sees: {found.shown_by}", indent=2)
    missing = "; ".join(found.missing) or None
    row = (competence, found.title, found.number, found.of, found.shown_by, missing)
    yield Table("milestones", _COLUMNS, (row,), only_data=True)
