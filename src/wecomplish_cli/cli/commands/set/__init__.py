"""`wecomplish set`: values of anything in the data."""

from __future__ import annotations

import typer

from wecomplish_cli.cli.commands.set.checkin import checkin
from wecomplish_cli.cli.commands.set.competence import competence
from wecomplish_cli.cli.commands.set.expectation import expectation
from wecomplish_cli.cli.commands.set.help import help_
from wecomplish_cli.cli.commands.set.insight import insight
from wecomplish_cli.cli.commands.set.mentorship import mentorship
from wecomplish_cli.cli.commands.set.organisation import organisation
from wecomplish_cli.cli.commands.set.person import person
from wecomplish_cli.cli.commands.set.programme import programme
from wecomplish_cli.cli.commands.set.review import review
from wecomplish_cli.cli.commands.set.team import team
from wecomplish_cli.cli.suggesting import Suggesting

app = typer.Typer(
    cls=Suggesting,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Set values, by their keys.",
)
KINDS = {
    "person": person,
    "team": team,
    "competence": competence,
    "expectation": expectation,
    "mentorship": mentorship,
    "checkin": checkin,
    "review": review,
    "help": help_,
    "programme": programme,
    "insight": insight,
    "organisation": organisation,
}
for name, each in KINDS.items():
    app.command(name)(each)
# As the keys and folders of the format have them.
app.command("program", hidden=True)(programme)
app.command("organization", hidden=True)(organisation)
