"""`wecomplish goal done`: a goal is reached."""

from __future__ import annotations

from dataclasses import dataclass

from wecomplish_cli.cli.command import writes
from wecomplish_cli.cli.commands.goal.given import Over


@dataclass(frozen=True)
class Done(Over):
    """Say that a goal is reached."""

    status = "done"


done = writes(Done)
