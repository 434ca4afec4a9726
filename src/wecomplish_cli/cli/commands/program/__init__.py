"""`wecomplish programme`: join a mentoring programme, leave it, or bring it to its end."""

from __future__ import annotations

import typer

from wecomplish_cli.cli.commands.program.close import close
from wecomplish_cli.cli.commands.program.join import join
from wecomplish_cli.cli.commands.program.leave import leave
from wecomplish_cli.cli.suggesting import Suggesting

app = typer.Typer(
    cls=Suggesting,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Join a mentoring programme, leave it, or bring it to its end.",
)
app.command("join")(join)
app.command("leave")(leave)
app.command("close")(close)
