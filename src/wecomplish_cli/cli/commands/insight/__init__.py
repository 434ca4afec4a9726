"""`wecomplish insight`: what a mentor taught one person, written down and found by all who need it."""

from __future__ import annotations

import typer

from wecomplish_cli.cli.commands import add
from wecomplish_cli.cli.commands.insight.from_help import from_help
from wecomplish_cli.cli.commands.insight.list import list_
from wecomplish_cli.cli.commands.insight.publish import publish
from wecomplish_cli.cli.commands.insight.show import show
from wecomplish_cli.cli.suggesting import Suggesting

app = typer.Typer(
    cls=Suggesting,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Write down what was learnt, for all who need it.",
)
# The same as `wecomplish add insight`: who looks for it here finds it, too.
app.command("add")(add.insight)
app.command("from-help")(from_help)
app.command("publish")(publish)
app.command("list")(list_)
app.command("show")(show)
