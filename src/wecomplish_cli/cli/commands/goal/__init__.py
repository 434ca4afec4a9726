"""`wecomplish goal`: what a mentee wants to be able to do, and how that is coming on."""

from __future__ import annotations

from wecomplish_cli.cli.commands.goal.add import add
from wecomplish_cli.cli.commands.goal.done import done
from wecomplish_cli.cli.commands.goal.drop import drop
from wecomplish_cli.cli.commands.goal.list import list_
from wecomplish_cli.cli.commands.goal.set import set_
from wecomplish_cli.cli.mistyped import group

app = group(
    "Agree on goals, and say how they are coming on.",
    {"add": add, "set": set_, "list": list_, "done": done, "drop": drop},
)
