"""`wecomplish goal drop`: a goal is dropped."""

from __future__ import annotations

from dataclasses import dataclass

from wecomplish_cli.cli.command import writes
from wecomplish_cli.cli.commands.goal.given import Over


@dataclass(frozen=True)
class Drop(Over):
    """Drop a goal."""

    status = "dropped"


drop = writes(Drop)
