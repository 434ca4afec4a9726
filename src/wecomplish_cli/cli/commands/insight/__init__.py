"""`wecomplish insight`: what a mentor taught one person, written down and found by all who need it."""

from __future__ import annotations

import typer

from wecomplish_cli.cli.commands.insight.from_help import from_help
from wecomplish_cli.cli.commands.insight.publish import publish
from wecomplish_cli.cli.suggesting import Suggesting

app = typer.Typer(
    cls=Suggesting,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Write down what was learnt, for all who need it.",
)
app.command("from-help")(from_help)
app.command("publish")(publish)
