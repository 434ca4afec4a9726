"""`wecomplish add`: people, teams, competences, expectations, insights and programmes."""

from __future__ import annotations

import typer

from wecomplish_cli.cli.commands.add.expectation import expectation
from wecomplish_cli.cli.commands.add.insight import insight, insight_text
from wecomplish_cli.cli.commands.add.person import person
from wecomplish_cli.cli.commands.add.program import program
from wecomplish_cli.cli.commands.add.responsibility import responsibility
from wecomplish_cli.cli.commands.add.role import role
from wecomplish_cli.cli.commands.add.skill import skill
from wecomplish_cli.cli.commands.add.skillset import skillset
from wecomplish_cli.cli.commands.add.team import team
from wecomplish_cli.cli.suggesting import Suggesting

__all__ = ["app", "insight", "insight_text"]

app = typer.Typer(
    cls=Suggesting,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Add people, teams, roles, skillsets and more.",
)
for each in (person, team, role, responsibility, skillset, skill, expectation, insight):
    app.command()(each)
app.command("programme")(program)
app.command("program", hidden=True)(program)
