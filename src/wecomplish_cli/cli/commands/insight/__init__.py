"""`wecomplish insight`: what a mentor taught one person, written down and found by all who need it."""

from __future__ import annotations

from wecomplish_cli.cli.commands.insight.from_help import from_help
from wecomplish_cli.cli.commands.insight.publish import publish
from wecomplish_cli.cli.mistyped import group

app = group(
    "Write down what was learnt, for all who need it.",
    {"from-help": from_help, "publish": publish},
)
