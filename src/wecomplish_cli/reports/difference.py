"""A change by meaning: its facts, what it does to the network, and the part of it that it touches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.derive.view import View
from wecomplish_cli.model.kinds import SETTINGS_PATH
from wecomplish_cli.reports.consequences import Consequences, consequences
from wecomplish_cli.reports.facts.facts import facts
from wecomplish_cli.reports.neighbourhood import Neighbourhood, neighbourhood

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from wecomplish_cli.model.changes import OtherFiles, RecordChange
    from wecomplish_cli.model.org import Org
    from wecomplish_cli.reports.facts.telling import Fact


@dataclass(frozen=True)
class Difference:
    """What merging a change would mean."""

    base: str
    """The commit at the tip of the base; `head` the one at the tip of the change."""
    head: str
    today: date
    facts: tuple[Fact, ...]
    """By topic, and then in the order of the files."""
    layout: tuple[str, ...]
    """Files in which only comments, layout or the mode differ."""
    consequences: Consequences | None
    """None where nothing changes, or the settings cannot be read after the change."""
    neighbourhood: Neighbourhood


def difference(
    commits: tuple[str, str],
    changes: list[RecordChange],
    states: tuple[Org, Org],
    moved: Mapping[str, str],
    files: OtherFiles,
    today: date,
) -> Difference:
    """Say what the changes between two states mean, of which the first already has the new ids."""
    before, after = states
    told = facts(changes, before, after, moved, files)
    judged = bool(changes) and SETTINGS_PATH in after.records
    return Difference(
        *commits,
        today,
        told,
        files.layout,
        consequences(View(before, today), View(after, today)) if judged else None,
        neighbourhood(before, after),
    )
