"""`wecomplish goal`: what a mentee wants to be able to do, and how that is coming on."""

from __future__ import annotations

import typer

from wecomplish_cli.cli.commands.goal.add import add
from wecomplish_cli.cli.commands.goal.done import done
from wecomplish_cli.cli.commands.goal.drop import drop
from wecomplish_cli.cli.commands.goal.list import list_
from wecomplish_cli.cli.commands.goal.set import set_
from wecomplish_cli.cli.suggesting import Suggesting

app = typer.Typer(
    cls=Suggesting,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Agree on goals, and say how they are coming on.",
)
app.command("add")(add)
app.command("set")(set_)
app.command("list")(list_)
app.command("done")(done)
app.command("drop")(drop)
