"""`wecomplish set`: single values of people, teams, competences and expectations."""

from __future__ import annotations

import typer

from wecomplish_cli.cli.commands.set.competence import competence
from wecomplish_cli.cli.commands.set.expectation import expectation
from wecomplish_cli.cli.commands.set.person import person
from wecomplish_cli.cli.commands.set.team import team
from wecomplish_cli.cli.suggesting import Suggesting

app = typer.Typer(
    cls=Suggesting,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Set a single value.",
)
for each in (person, team, competence, expectation):
    app.command()(each)
