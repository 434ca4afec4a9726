"""Which insight a command is about."""

from __future__ import annotations

from wecomplish_cli.cli.command import argument
from wecomplish_cli.cli.completion import insights

INSIGHT = argument("INSIGHT", "The insight's id, or part of its title.", insights)
