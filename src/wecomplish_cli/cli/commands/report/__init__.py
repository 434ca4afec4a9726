"""`wecomplish report`: reports on the mentor network."""

from __future__ import annotations

import typer

from wecomplish_cli.cli.commands.report.familiarity import familiarity
from wecomplish_cli.cli.commands.report.help import help_
from wecomplish_cli.cli.commands.report.mentorships import mentorships
from wecomplish_cli.cli.commands.report.unclear import unclear
from wecomplish_cli.cli.suggesting import Suggesting

app = typer.Typer(
    cls=Suggesting,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Report on mentorships, familiarity and help.",
)
app.command("mentorships")(mentorships)
app.command("familiarity")(familiarity)
app.command("unclear")(unclear)
app.command("help")(help_)
